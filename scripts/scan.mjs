// Attack the running program as each role with tools made for it: wapiti and sqlmap for holes, schemathesis for
// answers nobody thought of. It attacks a demonstration of its own, on this machine, and nothing else.
//
//   node scripts/scan.mjs [--minutes N] [--examples N] [ROLE...]
//
// Each tool gets N minutes a role (2), schemathesis N examples an operation (20). Without roles: all of them. The tools are
// installed under target/scan-tools with pip. What was found is printed and kept in target/scan; it ends with 1 when there
// is anything of medium weight or more.
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, startServer } from '../tests/browser/server.mjs';

const words = process.argv.slice(2);
if (words.includes('--help') || words.includes('-h')) {
  const lines = readFileSync(new URL(import.meta.url), 'utf8').split('\n');
  console.log(lines.slice(0, lines.findIndex((line) => !line.startsWith('//'))).map((line) => line.slice(3)).join('\n'));
  process.exit(0);
}
function option(name, usual) {
  const at = words.indexOf(name);
  return at < 0 ? usual : Number(words.splice(at, 2)[1]);
}
const minutes = option('--minutes', 2);
const examples = option('--examples', 20);
const kept = path.join(root, 'target/scan');
rmSync(kept, { recursive: true, force: true });
mkdirSync(kept, { recursive: true });

/** The tools, each in a place of its own, since they do not agree on what they stand on. */
const versions = { wapiti: 'wapiti3==3.2.3', sqlmap: 'sqlmap==1.10.10', schemathesis: 'schemathesis==4.32.5' };
const bin = (tool) => path.join(root, 'target/scan-tools', tool, 'bin');
for (const [tool, version] of Object.entries(versions)) {
  if (existsSync(path.join(bin(tool), tool))) continue;
  console.error(`Installing ${version} with pip.`);
  for (const [command, ...args] of [['python3', '-m', 'venv', path.dirname(bin(tool))], [path.join(bin(tool), 'pip'), 'install', '-q', version]]) {
    if (spawnSync(command, args, { stdio: 'inherit' }).status !== 0) {
      console.error(`Could not install ${version}. As root, type this, then start again: apt-get install -y python3-venv`);
      process.exit(2);
    }
  }
}

/** Somebody signed in: their cookie, and the secret their forms give back. */
async function signIn(url, { user, password }) {
  const post = (to, form, cookie) => fetch(url + to, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams(form), headers: cookie ? { cookie } : {},
  });
  const session = (answer) => answer.headers.getSetCookie()[0].split(';')[0];
  const half = session(await post('/sign-in', { user, password }));
  const page = await (await fetch(url + '/sign-in/code', { headers: { cookie: half } })).text();
  const code = /its code now is <strong>(\d{6})/.exec(page)[1];
  const cookie = session(await post('/sign-in/code', { csrf: secret(page), code }, half));
  return { cookie, csrf: secret(await (await fetch(url + '/account', { headers: { cookie } })).text()) };
}

function secret(page) {
  return /name="csrf" value="([^"]*)"/.exec(page)?.[1] ?? '';
}

/** Every route, from the reviewed table: `{ method, path }`. What ends the session itself is left to the tests. */
function routes() {
  const table = readFileSync(path.join(root, 'crates/web/policy.txt'), 'utf8');
  return [...table.matchAll(/^(GET|POST) (\/\S*)$/gm)]
    .map(([, method, path]) => ({ method, path }))
    .filter(({ path }) => !/^\/(sign-|account|assets|board\/live)/.test(path) && !path.endsWith('/events'));
}

/** Ids that stand in the addresses of the pages this person sees, by the word before them: `children`. */
async function idsSeen(url, cookie) {
  const seen = {};
  const look = async (to) => {
    const page = await (await fetch(url + to, { headers: { cookie } })).text();
    for (const [, word, id] of page.matchAll(/\/([a-z-]+)\/([0-9a-f]{8}-[0-9a-f-]{27})/g)) (seen[word] ??= new Set()).add(id);
  };
  for (const to of ['/work', '/board', '/search?q=a', '/team']) await look(to);
  for (const id of [...(seen.children ?? [])].slice(0, 3)) await look(`/children/${id}`);
  return seen;
}

/** What the routes take, as an OpenAPI document: real ids beside anything, and any form with the secret in it. */
function openapi(seen, csrf) {
  const paths = {};
  for (const { method, path: to } of routes()) {
    const named = [...to.matchAll(/([a-z-]+)\/\{\*?(\w+)\}/g)];
    const parameters = named.map(([, word, name]) => {
      const real = [...(seen[word] ?? [])].slice(0, 5);
      const anything = { type: 'string', minLength: 1, maxLength: 60 };
      return { name, in: 'path', required: true, schema: real.length ? { anyOf: [{ enum: real }, anything] } : anything };
    });
    const query = ['q', 'page', 'on', 'kind', 'by', 'done'].map((name) => ({ name, in: 'query', schema: { type: 'string' } }));
    const form = {
      type: 'object', additionalProperties: { type: 'string' }, required: ['csrf'], properties: { csrf: { const: csrf } },
    };
    const body = { content: { 'application/x-www-form-urlencoded': { schema: form } }, required: true };
    (paths[to.replace('{*', '{')] ??= {})[method.toLowerCase()] = {
      parameters: method === 'GET' ? [...parameters, ...query] : parameters,
      ...(method === 'POST' && { requestBody: body }),
      responses: { default: { description: 'a page' } },
    };
  }
  return { openapi: '3.0.3', info: { title: 'Goldthread', version: '1' }, paths };
}

/** What a tool said. It is stopped when it takes too long; meanwhile what the server says is read, or it would wait. */
function run(tool, args, cwd = kept) {
  return new Promise((resolve) => {
    let said = '';
    const child = spawn(path.join(bin(tool), tool), args, { cwd, timeout: minutes * 600_000, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece));
    child.on('close', () => resolve(said));
  });
}

/**
 * Is a form that wapiti calls forgeable refused, sent once more as it says and without any secret? It reads the fields between
 * the tags of a form, and so misses the secret of a draft, which stands in the page's header and belongs to the form by its name.
 */
async function refused(url, cookie, { method, path: to, http_request: sent }) {
  const body = new URLSearchParams(sent.slice(sent.search(/\r?\n\r?\n/)).trim());
  body.delete('csrf');
  const answer = await fetch(url + to, { method, body, redirect: 'manual', headers: { cookie, referer: url + to } });
  return answer.status === 403;
}

/** Findings of medium weight or more: `[what]`. */
const tools = {
  async wapiti(url, role, { cookie }) {
    const file = path.join(kept, `${role}-wapiti.json`);
    // What is not asked: modules that fetch lists from elsewhere, and one that only guesses words.
    const modules = 'all,-nikto,-wapp,-ssrf,-buster,-brute_login_form,-cms,-wp_enum,-takeover,-network_device,-htp,-log4shell,-xxe';
    const args = ['-u', `${url}/work`, '-H', `Cookie: ${cookie}`, '-x', `${url}/sign-out`, '-x', `${url}/account*`, '-m', modules,
      '--scope', 'domain', '--max-scan-time', String(minutes * 60), '--max-attack-time', String(minutes * 10), '--max-links-per-page', '40',
      '--flush-session', '--store-session', path.join(kept, `${role}-wapiti`), '-f', 'json', '-o', file, '--no-bugreport', '-v', '1'];
    // On a busy machine it gives up now and then, finding its own notes locked: without a report it is asked again.
    for (let attempt = 1; attempt <= 3 && !existsSync(file); attempt += 1) {
      writeFileSync(path.join(kept, `${role}-wapiti.txt`), await run('wapiti', args));
    }
    if (!existsSync(file)) throw new Error(`wapiti stopped three times without a report: see ${role}-wapiti.txt in ${kept}`);
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const all = Object.entries(report.vulnerabilities).concat(Object.entries(report.anomalies));
    const found = [];
    for (const [what, each] of all) {
      for (const one of each.filter((one) => one.level >= 2)) {
        const explained = what === 'Cross Site Request Forgery' && await refused(url, cookie, one);
        if (!explained) found.push(`${what}: ${one.method} ${one.path} ${one.parameter ?? ''}`);
      }
    }
    return { tried: report.infos?.crawled_pages_nbr ?? report.infos?.crawled_pages?.length ?? 0, found };
  },
  async sqlmap(url, role, { cookie, asked }) {
    const list = path.join(kept, `${role}-addresses.txt`);
    writeFileSync(list, asked.map((to) => url + to).join('\n'));
    const said = await run('sqlmap', ['-m', list, '--cookie', cookie, '--batch', '--level', '3', '--risk', '2', '--flush-session',
      '--dbms', 'SQLite', '--disable-coloring', '--output-dir', path.join(kept, 'sqlmap')]);
    writeFileSync(path.join(kept, `${role}-sqlmap.txt`), said);
    return { tried: (said.match(/testing '/g) ?? []).length, found: said.match(/.* is vulnerable.*|.*appears to be '.*injectable.*/g) ?? [] };
  },
  async schemathesis(url, role, { cookie, document, each = examples }) {
    const file = path.join(kept, `${role}-openapi.json`);
    writeFileSync(file, JSON.stringify(document));
    const said = await run('schemathesis', ['run', file, '-u', url, '-H', `Cookie: ${cookie}`, '-c', 'not_a_server_error', '-n', String(each),
      '--phases', 'fuzzing', '--continue-on-failure', '--suppress-health-check', 'all', '--warnings', 'off', '--no-color', '--seed', '1']);
    writeFileSync(path.join(kept, `${role}-schemathesis.txt`), said);
    const cases = /(\d+) generated/.exec(said.replaceAll(',', '')) ?? /(\d+) test cases/.exec(said);
    return { tried: Number(cases?.[1] ?? 0), found: [...said.matchAll(/^_+ (\S+ \S+) _+$/gm)].map(([, what]) => `server error: ${what}`) };
  },
};

let weighty = 0;

/** Attacks an address with a tool; what it found is said and counted, unless it was planted. */
async function attacked(url, role, tool, session) {
  const { tried, found } = await tools[tool](url, role.replaceAll(' ', '-'), session);
  // Stopped before it said what it did: that nothing was found means nothing.
  if (tried === 0) throw new Error('it tried nothing before it was stopped');
  console.log(`${role}: ${tool}: ${tried} tried, ${found.length} found`);
  for (const one of found) console.log(`  ${one}`);
  return { tried, found: found.length };
}

function prove(on, n, words) {
  if (process.env.GOLDTHREAD_PROOF) appendFileSync(process.env.GOLDTHREAD_PROOF, `S9\t${on}\t${n}\t${words}\n`);
}

// The twin: each tool must find what is planted, or what it says of the product means nothing.
const planted = spawn('python3', [path.join(root, 'scripts/planted.py')], { stdio: ['ignore', 'pipe', 'inherit'] });
try {
  const port = await new Promise((resolve) => planted.stdout.once('data', (line) => resolve(Number(line))));
  const note = { content: { 'application/x-www-form-urlencoded': { schema: { type: 'object', required: ['age'], properties: { age: { type: 'string' } } } } } };
  const document = {
    openapi: '3.0.3', info: { title: 'Planted', version: '1' },
    paths: { '/notes': { post: { requestBody: note, responses: { default: { description: 'a page' } } } } },
  };
  for (const tool of Object.keys(tools)) {
    const { tried, found } = await attacked(`http://127.0.0.1:${port}`, 'planted', tool, { cookie: 'a=b', asked: ['/search?q=ash'], document, each: 50 });
    if (found === 0) throw new Error(`${tool} does not find what is planted: what it says of the product means nothing.`);
    prove(`${tool}, twin caught`, tried, `${found} planted holes found`);
  }
} finally {
  planted.kill();
}

const server = await startServer({ size: '1%' });
try {
  const chosen = words.length > 0 ? words : Object.keys(server.signIns);
  for (const role of chosen) {
    const as = server.signIns[role];
    if (!as) throw new Error(`There is no role "${role}". Roles: ${Object.keys(server.signIns).join(', ')}`);
    for (const tool of Object.keys(tools)) {
      // A session of its own, since one of them may end it.
      const { cookie, csrf } = await signIn(server.url, as);
      const asked = ['/search?q=ash&given=a&family=b&postcode=c', '/board?kind=a&page=1', '/figures?on=2026-01-01', '/dictionary?q=a'];
      const session = { cookie, asked, document: openapi(await idsSeen(server.url, cookie), csrf) };
      try {
        const { tried, found } = await attacked(server.url, role, tool, session);
        weighty += found;
        prove(`${tool}, ${role}`, tried, `${found} found of medium weight or more`);
      } catch (problem) {
        // What did not finish has proved nothing, and keeps the other roles from nothing.
        console.log(`${role}: ${tool}: ${problem.message}`);
        weighty += 1;
      }
    }
  }
} finally {
  const panics = server.output().match(/panicked/g)?.length ?? 0;
  if (panics > 0) console.log(`The program panicked ${panics} times.`);
  weighty += panics;
  await server.stop();
}
process.exit(weighty > 0 ? 1 : 0);
