// The guards against their broken twins: a guard that lets its broken page pass is no guard.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { axe, counted, htmlWeight, launch, noSidewaysScroll, openPage, shoot } from '../harness.mjs';
import { servePages } from './pages.mjs';

let browser;
let site;
before(async () => {
  site = await servePages();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** Open one of the pages, and hand over what there is to test it with. */
async function visit(address, work, options = {}) {
  const opened = await openPage(browser, { baseURL: site.url, ...options });
  try {
    const response = await opened.page.goto(address, { waitUntil: 'networkidle' });
    await work({ ...opened, response });
  } finally {
    await opened.context.close();
  }
}

test('the good page passes every guard', () =>
  visit('/good', async ({ page, guard, response }) => {
    await axe(page);
    await noSidewaysScroll(page);
    await htmlWeight(response, 5);
    guard.clean();
  }));

test('an unlabelled field is caught', () =>
  visit('/unlabelled', ({ page }) => assert.rejects(axe(page), /label/)));

test('low contrast is caught', () =>
  visit('/low-contrast', ({ page }) => assert.rejects(axe(page), /color-contrast/)));

test('aria-expanded is allowed on a revealing radio, and nothing more', async () => {
  await visit('/revealing-radio', ({ page }) => axe(page));
  await visit('/other-radio', ({ page }) => assert.rejects(axe(page), /aria-allowed-attr/));
  await visit('/radio-and-more', ({ page }) => assert.rejects(axe(page), /aria-allowed-attr/));
});

test('a request to another host is caught', () =>
  visit('/other-host', ({ guard }) => assert.throws(() => guard.clean(), /tracker\.example/)));

test('an error on the console is caught', () =>
  visit('/console-error', ({ guard }) => assert.throws(() => guard.clean(), /lost/)));

test('a failing script is caught', () =>
  visit('/script-fails', ({ guard }) => assert.throws(() => guard.clean(), /undefinedThing/)));

test('a breach of the content security policy is caught', () =>
  visit('/inline-under-policy', ({ guard }) => assert.throws(() => guard.clean(), /content security policy/i)));

test('an expected problem is forgiven, and only if it happened', () =>
  visit('/console-error', ({ guard }) => {
    assert.throws(() => guard.expect(/something else/), /there was none/);
    guard.expect(/lost/);
    guard.clean();
  }));

test('sideways scrolling at 320 pixels is caught', () =>
  visit('/wide', ({ page }) => assert.rejects(noSidewaysScroll(page), /A wide table/)));

test('a heavy page is caught', () =>
  visit('/heavy', ({ response }) => assert.rejects(htmlWeight(response, 14), /the budget is 14 KB/)));

test('each fill, tick, key and click counts one, and going over the budget is caught', () =>
  visit('/good', async ({ page: plain }) => {
    const { page, count, budget } = counted(plain);
    assert.throws(() => budget(9), /nothing was counted/);
    await page.getByLabel('Name of the child').fill('Asha');
    await page.locator('form').getByLabel('The child was seen').check();
    await page.keyboard.press('Tab');
    await page.locator('p').filter({ has: page.getByRole('button') }).getByRole('button', { name: 'Save' }).click();
    assert.equal(count(), 4);
    budget(4);
    assert.throws(() => budget(3), /4 interactions, where the budget is 3/);
  }));

test('with scripts off, what a script would have shown is absent', async () => {
  await visit('/needs-script', async ({ page }) => assert.equal(await page.getByText('Shown by a script').count(), 1));
  await visit('/needs-script', async ({ page }) => assert.equal(await page.getByText('Shown by a script').count(), 0), {
    scripts: false,
  });
});

test('pictures are taken at desktop and phone width', () =>
  visit('/good', async ({ page }) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'goldthread-shots-'));
    try {
      const widths = [];
      // A PNG says its width in the four bytes from 16.
      for (const file of await shoot(page, 'good', folder)) widths.push((await readFile(file)).readUInt32BE(16));
      assert.deepEqual(widths, [1366, 390]);
    } finally {
      await rm(folder, { recursive: true });
    }
  }));
