// The continuity pack: made on the command line, opened in a browser with no server and no network.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { axe, launch, proof } from '../harness.mjs';
import { binary as program } from '../server.mjs';

let dir;
let browser;
const run = (...args) => execFileSync(program, args, { cwd: dir, encoding: 'utf8' });
const only = (folder) => path.join(dir, folder, readdirSync(path.join(dir, folder))[0]);

before(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'goldthread-pack-'));
  run('demo', '--data', 'data', '--size', '1%');
  run('continuity-pack', '--data', 'data', '--holder', 'Duty desk', '--ring', '01632 960123', '--out', 'packs',
    '--envelopes', 'envelopes');
  browser = await launch();
});

after(async () => {
  await browser?.close();
  rmSync(dir, { recursive: true, force: true });
});

const open = async (file = only('packs')) => {
  const context = await browser.newContext({ offline: true, locale: 'en-GB' });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (fault) => faults.push(String(fault)));
  await page.goto(pathToFileURL(file).href);
  return { page, context, faults };
};

const fill = async (page, passphrase) => {
  await page.getByLabel('Your name').fill('Sam Duty');
  await page.getByLabel('Why are you opening it?').fill('The system is down');
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Open the pack' }).click();
};

const coverOf = (text) => JSON.parse(/\{[^{}]*"number"[^{}]*\}/.exec(text)[0]);

const passphrase = () => /Passphrase: (\S+)/.exec(readFileSync(only('envelopes'), 'utf8'))[1];

test('a pack opens with its passphrase, with no server and no network', async () => {
  const text = readFileSync(only('packs'), 'utf8');
  const { page, context, faults } = await open();
  await axe(page);
  assert.match(await page.locator('#cover').textContent(), /Pack .+ for Duty desk, made .+ open children\./);
  assert.ok(await page.locator('#stale').isHidden(), 'a new pack is not old');

  await fill(page, 'wrong-wrong-wrong');
  await page.getByText('This does not open the pack.').waitFor();

  await fill(page, passphrase().toUpperCase());
  await page.getByRole('status').waitFor();
  const cards = page.locator('.gt-card-page:visible');
  const all = await cards.count();
  assert.ok(all > 5, `${all} cards`);
  const { open: children, cards: packed, restricted } = coverOf(text);
  assert.equal(all, packed);
  assert.equal(packed + restricted, children, 'every open child has a card, or is one of those said to be left out');
  const name = (await cards.first().locator('h2').textContent()).split(',')[0];
  assert.ok(!text.includes(name), 'no name can be read in the file');
  await page.getByLabel('Find a child by name or date of birth').fill(name.toLowerCase());
  const left = await cards.count();
  assert.ok(left >= 1 && left < all, `${left} of ${all}`);
  assert.match(await cards.first().textContent(), /Opened .+ by Sam Duty: The system is down/);
  await axe(page);
  assert.deepEqual(faults, []);

  await page.getByLabel('Find a child by name or date of birth').fill('');
  await page.emulateMedia({ media: 'print' });
  const pages = (await page.pdf()).toString('latin1').match(/\/Type\s*\/Page[^s]/g).length;
  assert.ok(pages >= all && pages <= all * 2, `${pages} sides for ${all} cards`);
  proof(`R5\tpack, no server\t${children}\t${packed} open children have a card, ${restricted} are said to be left out, of ${children}\n`);
  await context.close();
});

test('the envelope is for its holder alone, and is not beside the pack', () => {
  assert.equal(statSync(only('envelopes')).mode & 0o077, 0);
  assert.throws(() => run('continuity-pack', '--data', 'data', '--holder', 'A', '--ring', 'B', '--out', 'packs',
    '--envelopes', 'packs'), /may not lie in one directory/);
});

test('a pack that is a day old says so, and one whose cover was changed does not open', async () => {
  const changed = path.join(dir, 'changed.html');
  const text = readFileSync(only('packs'), 'utf8');
  const year = new Date().getUTCFullYear();
  writeFileSync(changed, text.replace(`"made":"${year}`, `"made":"${year - 1}`));
  const { page, context } = await open(changed);
  await page.getByText('What it says may no longer be so').waitFor();
  await fill(page, passphrase());
  await page.getByText('This does not open the pack.').waitFor();
  proof('R5\tpack, twin\t1\tcaught: a pack whose cover was changed says that it is old, and does not open\n');
  await context.close();
});
