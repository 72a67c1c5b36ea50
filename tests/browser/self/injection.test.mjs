// S12: words that try to run, in every text answer of every kind of record, on every page that shows them. The pages are
// made from the record specifications by `cargo run -p web --example injection`; they are opened here without the
// content security policy, so that only what the pages themselves do keeps the words from running.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launch, proof } from '../harness.mjs';
import { root } from '../server.mjs';

const PAYLOADS = path.join(root, 'tests/browser/self/payloads.txt');
const ROUNDS = process.env.GOLDTHREAD_FULL ? 60 : 1;
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target');

let browser;
let server;
let folder;
let twins;

/** A page that writes words as they are: between tags, in attributes quoted either way and not at all, in a link, and
 * after a filter that takes out script tags. */
const carelessly = (words) => `<!DOCTYPE html><body><a href="${words}">a</a><p title="${words}">b</p>
<p title='${words}'>c</p><p title=${words}>d</p><textarea>${words}</textarea><title>${words}</title>${words}
${words.replaceAll('<script>', '').replaceAll('</script>', '')}</body>`;

/** What a page may never have, and whatever ran. */
async function ran(page, address) {
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForTimeout(20);
  return page.evaluate(() => {
    const found = [...document.querySelectorAll('*')].flatMap((one) =>
      [...one.attributes].filter((a) => a.name.startsWith('on') || /^\s*javascript:/i.test(a.value) && a.name !== 'value').map((a) => a.name));
    const own = [...document.querySelectorAll('script:not([src^="/assets/"]), iframe, object, embed, base')].map((one) => one.localName);
    return { executions: window.ran ?? 0, marks: [...found, ...own] };
  });
}

const say = (on, n, result) => proof(`S12\t${on}\t${n}\t${result}\n`);

async function openPage() {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    window.ran = 0;
    window.alert = () => { window.ran += 1; };
  });
  return context.newPage();
}

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldthread-injection-'));
  twins = (await readFile(PAYLOADS, 'utf8')).split('\n').filter(Boolean);
  server = createServer(async (request, response) => {
    const twin = /^\/twin\/(\d+)$/.exec(request.url);
    const file = /^\/(\d+\.html)$/.exec(request.url);
    if (!twin && !file) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(twin ? carelessly(twins[twin[1]]) : await readFile(path.join(folder, file[1])));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.on('listening', resolve));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
  if (folder) await rm(folder, { recursive: true });
});

const at = (name) => `http://127.0.0.1:${server.address().port}/${name}`;

test('nothing that is written runs, on any page that shows it', { timeout: 1_800_000 }, async () => {
  const made = execFileSync(path.join(target, 'debug/examples/injection'), [folder, PAYLOADS, String(ROUNDS)], { encoding: 'utf8' });
  const files = (await readdir(folder)).sort();
  assert.ok(files.length > 100 * ROUNDS, `${files.length} pages were made`);
  const page = await openPage();
  const wrong = [];
  let shown = 0;
  for (const file of files) {
    const { executions, marks } = await ran(page, at(file));
    if (executions > 0 || marks.length > 0) wrong.push(`${file}: ${executions} ran; ${[...new Set(marks)].join(', ')}`);
    shown += (await readFile(path.join(folder, file), 'utf8')).split('alert(1)').length - 1;
  }
  assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} pages`);
  assert.ok(shown > files.length, 'the payloads are on the pages');
  say('payloads on pages', files.length, `0 executions; ${made.trim()}, shown ${shown} times`);
});

test('the payloads do run where they are not written as words', { timeout: 300_000 }, async () => {
  const page = await openPage();
  const missed = [];
  for (const [number, words] of twins.entries()) {
    const { executions, marks } = await ran(page, at(`twin/${number}`));
    if (executions === 0 && marks.length === 0) missed.push(words);
  }
  assert.deepEqual(missed, []);
  say('twin caught', twins.length, 'all run or leave a mark on a page that writes them as they are');
});
