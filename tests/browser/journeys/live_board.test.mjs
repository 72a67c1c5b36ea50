// An open board tells that a contact has arrived, and lets the reader say when rows move.

import assert from 'node:assert/strict';
import { axe, product, shoot } from '../harness.mjs';
import { takeContact } from '../steps.mjs';

const { journey } = product({ empty: true });

journey('a contact made by somebody else is told of within two seconds, and rows do not jump', async ({ page, signIn, open }) => {
  const other = await open();
  await other.signIn('Out of hours');
  await takeContact(other.page, { concern: 'Left alone after school.', children: [{ given: 'Ivo', family: 'Pell', born: '2 3 2014' }] });

  await signIn('Screener');
  await page.goto('/board');
  const rows = page.getByRole('region', { name: 'Contacts waiting' });
  await rows.getByText('Ivo Pell').first().waitFor();
  const before = await rows.innerText();

  await takeContact(other.page, { concern: 'Shouting every night.', children: [{ given: 'Mina', family: 'Orr', born: '9 9 2019' }] });
  const show = page.getByRole('button', { name: '1 new contact, show' });
  await show.waitFor({ timeout: 2_000 });
  assert.equal(await rows.innerText(), before, 'rows stand still until asked');
  await axe(page);
  await shoot(page, 'board-new-contact');

  await show.click();
  await rows.getByText('Mina Orr').first().waitFor();
  assert.ok(await rows.evaluate((region) => region === document.activeElement), 'focus goes to the fresh rows');
  assert.equal(await show.isVisible(), false);

  // Paused, it says so and tells of nothing; resumed, it tells at once.
  await page.getByRole('button', { name: 'Pause updates' }).click();
  await page.getByText(/^Paused \d\d:\d\d:\d\d$/).waitFor();
  await takeContact(other.page, { concern: 'Came to school hungry.', children: [{ given: 'Tam', family: 'Usher', born: '1 1 2012' }] });
  await page.waitForTimeout(2_500);
  assert.equal(await page.getByRole('button', { name: /new contact/ }).filter({ hasText: 'show' }).count(), 0);
  await page.getByRole('button', { name: 'Resume updates' }).click();
  await show.waitFor({ timeout: 2_500 });
  await show.click();
  await rows.getByText('Tam Usher').first().waitFor();
});

journey('a board that is told to come again later says so, and does', async ({ page, signIn, guard }) => {
  await signIn('Screener');
  let busy = true;
  await page.route('**/board/events**', (route) => (busy ? route.fulfill({ status: 503, headers: { 'retry-after': '5' } }) : route.continue()));
  await page.goto('/board');
  const said = page.getByText(/^Not live since \d\d:\d\d:\d\d\. Trying again\.$/);
  await said.waitFor();
  const since = await said.innerText();
  await page.waitForResponse('**/board/events**', { timeout: 12_000 });
  assert.equal(await said.innerText(), since, 'it says since when, not when it last tried');
  busy = false;
  await page.getByText(/^Updated \d\d:\d\d:\d\d$/).waitFor({ timeout: 12_000 });

  // Paused while it waits, it stays paused.
  busy = true;
  await page.reload();
  await said.waitFor();
  await page.getByRole('button', { name: 'Pause updates' }).click();
  busy = false;
  await page.waitForTimeout(11_000);
  await page.getByText(/^Paused \d\d:\d\d:\d\d$/).waitFor();
  guard.expect(/503/);
});
