// Start the goldthread binary on a free port with data of its own, and stop it again.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The program under test: GOLDTHREAD_BIN, or the debug build. */
export const binary = path.resolve(root, process.env.GOLDTHREAD_BIN ?? 'target/debug/goldthread');

const READY = /^Goldthread is ready at (http:\/\/127\.0\.0\.1:\d+)\/?\s*$/m;
const SIGN_IN = /^\s*Sign in as (.+?): (\S+) \/ (\S+)\s*$/gm;

/** What the program printed when it was ready: its address, and a user name and password for each role. */
export function readStartUp(text) {
  const ready = READY.exec(text);
  if (!ready) return null;
  const signIns = {};
  for (const [, role, user, password] of text.matchAll(SIGN_IN)) signIns[role.toLowerCase()] = { user, password };
  return { url: ready[1], signIns };
}

/** A port that was free a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Start the product. Options: `empty` for no children, `more` words for its command line, `port`, `size` of the demonstration ("1%"), `wait` in milliseconds.
 * Answers `{ url, signIns, data, output(), stop(), kill(), restart() }`: `kill` ends it at once, as a power cut would,
 * and `restart` starts it again on the same data and port. It is stopped, and its data removed, when this process ends.
 */
export async function startServer({ empty = false, size = '1%', wait = 120_000, program = binary, port: wanted, more = [] } = {}) {
  if (!existsSync(program)) throw new Error(`${program} is not built: cargo build -p goldthread, or set GOLDTHREAD_BIN`);
  const data = await mkdtemp(path.join(tmpdir(), 'goldthread-browser-'));
  const port = wanted ?? await freePort();
  const start = ['--demo', '--size', empty ? '0%' : size];
  const words = ['serve', '--data', data, '--port', String(port), ...start, ...more];

  let printed = '';
  let failed = '';
  let running;
  const killNow = () => running?.child.kill('SIGKILL');
  process.once('exit', killNow);

  async function end(signal) {
    const { child, ended } = running;
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      const late = setTimeout(killNow, 5_000);
      await ended;
      clearTimeout(late);
    }
  }

  async function stop() {
    process.removeListener('exit', killNow);
    await end('SIGTERM');
    await rm(data, { recursive: true, force: true });
  }

  function begin() {
    let said = '';
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stderr.on('data', (piece) => (failed += piece));
    running = { child, ended: new Promise((resolve) => child.once('exit', resolve)) };
    // The sign-ins may be printed after the address: what follows within a moment belongs to it.
    return new Promise((resolve, reject) => {
      const complain = (why) => {
        clearTimeout(late);
        reject(new Error(`${why}\n${printed}${failed}`));
      };
      const late = setTimeout(() => complain(`Not ready after ${wait / 1000} seconds.`), wait);
      child.once('error', (error) => complain(`Could not start ${program}: ${error.message}`));
      child.once('exit', (code, signal) => complain(`Ended with ${code ?? signal} before it was ready.`));
      child.stdout.on('data', (piece) => {
        const wasReady = readStartUp(said) !== null;
        said += piece;
        printed += piece;
        if (!wasReady && readStartUp(said)) {
          clearTimeout(late);
          setTimeout(() => resolve(readStartUp(said)), 200);
        }
      });
    });
  }

  try {
    const started = await begin();
    return { ...started, data, output: () => printed + failed, stop, kill: () => end('SIGKILL'), restart: begin };
  } catch (error) {
    await stop();
    throw error;
  }
}
