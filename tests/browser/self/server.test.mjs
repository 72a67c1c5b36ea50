// Starting and stopping the product, proved with small programs that stand in for it.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { readStartUp, startServer } from '../server.mjs';

/** Run `work` with the path of a program made of these lines of JavaScript. */
async function withProgram(lines, work) {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldthread-stand-in-'));
  const program = path.join(folder, 'goldthread');
  try {
    await writeFile(program, `#!/usr/bin/env node\n${lines}\n`);
    await chmod(program, 0o755);
    await work(program);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const LISTEN = `
const value = (name) => process.argv[process.argv.indexOf(name) + 1];
require('http').createServer((_, answer) => answer.end(process.argv.slice(2).join(' ')))
  .listen(value('--port'), '127.0.0.1', () => {
    console.log('Goldthread is ready at http://127.0.0.1:' + value('--port'));
    console.log('Sign in as Social worker: asha.khan / violet-otter-12');
  });`;

test('the address and the sign-ins are read from what is printed', () => {
  assert.equal(readStartUp('Making the demonstration\n'), null);
  assert.deepEqual(
    readStartUp('Goldthread is ready at http://127.0.0.1:81\nSign in as Team manager: jo.hill / red-kite-7\n'),
    { url: 'http://127.0.0.1:81', signIns: { 'team manager': { user: 'jo.hill', password: 'red-kite-7' } } },
  );
});

test('a program is started with data of its own, and stopped and tidied away', () =>
  withProgram(LISTEN, async (program) => {
    const server = await startServer({ program });
    assert.ok(existsSync(server.data));
    assert.match(await (await fetch(server.url)).text(), /^serve --data \S+ --port \d+ --demo --size 1%$/);
    assert.equal(server.signIns['social worker'].user, 'asha.khan');
    await server.stop();
    assert.ok(!existsSync(server.data));
    await assert.rejects(fetch(server.url));
  }));

test('a program that was killed starts again on the same data and port', () =>
  withProgram(LISTEN, async (program) => {
    const server = await startServer({ program, empty: true });
    await server.kill();
    await assert.rejects(fetch(server.url));
    assert.ok(existsSync(server.data));
    const again = await server.restart();
    assert.equal(again.url, server.url);
    assert.ok((await (await fetch(server.url)).text()).includes(server.data));
    await server.stop();
    assert.ok(!existsSync(server.data));
  }));

test('a program that ends at once is reported with its words', () =>
  withProgram(`console.error('no such table'); process.exit(3);`, (program) =>
    assert.rejects(startServer({ program }), /Ended with 3 before it was ready[^]*no such table/)));

test('a program that is never ready is stopped', () =>
  withProgram(`setInterval(() => {}, 1000);`, (program) =>
    assert.rejects(startServer({ program, wait: 500 }), /Not ready after 0.5 seconds/)));

test('a program that is not built is named', () =>
  assert.rejects(startServer({ program: '/nowhere/goldthread' }), /is not built: cargo build -p goldthread/));
