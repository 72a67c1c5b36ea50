// What a journey needs. A journey is one file in journeys/, named *.test.mjs:
//
//   import { product } from '../harness.mjs';
//   const { journey } = product();
//   journey('a screener finds the duty board', async ({ page, signIn, axe }) => {
//     await signIn('Screener');
//     await axe();
//   });

import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { axe, counted, htmlWeight, noSidewaysScroll, watch } from './guards.mjs';
import { root, startServer } from './server.mjs';

export { axe, counted, htmlWeight, noSidewaysScroll, watch } from './guards.mjs';
export { startServer } from './server.mjs';

const DESKTOP = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };
const ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
  // Nothing but this machine can be found, so that a stray address fails at once and in the same way everywhere.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** Chromium from Debian, headless, with a profile that is new each time. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: ARGS });
}

/** A page in a context of its own, watched from the start. Answers `{ page, context, guard }`. */
export async function openPage(browser, { baseURL, scripts = true, phone = false } = {}) {
  const viewport = phone ? PHONE : DESKTOP;
  const context = await browser.newContext({ baseURL, javaScriptEnabled: scripts, viewport, locale: 'en-GB' });
  context.setDefaultTimeout(10_000);
  const guard = watch(context);
  return { context, guard, page: await context.newPage() };
}

/** Pictures of the page at desktop and phone width, in shots/. */
export async function shoot(page, name, folder = path.join(root, 'shots')) {
  await mkdir(folder, { recursive: true });
  const size = page.viewportSize();
  const files = [];
  for (const [width, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
    await page.setViewportSize(viewport);
    const file = path.join(folder, `${name}-${width}.png`);
    await page.screenshot({ path: file, fullPage: true });
    files.push(file);
  }
  if (size) await page.setViewportSize(size);
  return files;
}

/**
 * The second step of signing in: the page of a demonstration fills in the code it asks for. Somebody else may use the
 * same code first: then the page gives another.
 */
export async function secondStep(page) {
  for (let tries = 0; new URL(page.url()).pathname === '/sign-in/code'; tries += 1) {
    assert.ok(tries < 8, 'no code was taken');
    await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Continue' }).click()]);
  }
}

/** Sign in through the page, as a person would, with the user name and password the program printed for the role. */
export async function signIn(page, server, role) {
  const known = server.signIns[role.toLowerCase()];
  assert.ok(known, `no sign-in was printed for ${role}; there are: ${Object.keys(server.signIns).join(', ')}`);
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('User name').fill(known.user);
  await page.getByLabel('Password', { exact: true }).fill(known.password);
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Sign in', exact: true }).click()]);
  await secondStep(page);
}

/**
 * One product and one browser for all journeys of a file. Options are those of `startServer`.
 * Answers `{ journey, noScript }`: `journey(name, options?, work)` runs `work` with
 * `{ page, context, server, guard, counted, signIn, axe, shoot, noSidewaysScroll, htmlWeight, open }`, and fails at the
 * end if the guard saw a problem. Options: `scripts: false`, `phone: true`.
 */
export function product(serverOptions = {}) {
  let server;
  let browser;
  before(async () => {
    server = await startServer(serverOptions);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  function journey(name, options, work = options) {
    const pageOptions = typeof options === 'function' ? {} : options;
    test(name, { timeout: 240_000 }, async () => {
      const opened = [];
      const open = async (more = {}) => {
        const one = await openPage(browser, { baseURL: server.url, ...pageOptions, ...more });
        opened.push(one);
        return { ...one, signIn: (role) => signIn(one.page, server, role) };
      };
      const { page, context, guard } = await open();
      try {
        await work({
          page, context, guard, server, open, htmlWeight,
          counted: () => counted(page),
          signIn: (role) => signIn(page, server, role),
          axe: () => axe(page),
          shoot: (picture) => shoot(page, picture),
          noSidewaysScroll: () => noSidewaysScroll(page),
        });
        for (const one of opened) one.guard.clean();
      } finally {
        for (const one of opened) await one.context.close();
      }
    });
  }
  const noScript = (name, work) => journey(`${name} (scripts off)`, { scripts: false }, work);
  return { journey, noScript };
}

/** Adds a line to what was proved: its id, on what, how often, and what came of it, with tabs between. */
export function proof(line) {
  process.stdout.write(line);
  if (process.env.GOLDTHREAD_PROOF) appendFileSync(process.env.GOLDTHREAD_PROOF, line);
}
