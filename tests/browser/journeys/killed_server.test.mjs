// A server that dies, and a network that goes away, cost nobody a word that the page said was saved.

import assert from 'node:assert/strict';
import { axe, product, shoot, signIn } from '../harness.mjs';
import { addPerson, box, choose, saved, start } from '../steps.mjs';

const { journey } = product({ empty: true });

const SAW = 'The kitchen was warm and there was food in the cupboards. Ruby showed me her drawings, one for each day.';
const MEANS = 'Ruby’s mother is managing better — the café shifts have ended, and Ruby sleeps in her own bed.';

async function visitHalfWritten(page) {
  const child = await addPerson(page, { given: 'Ruby', family: 'Tansley', born: '4 6 2015', sex: 'Female' });
  await start(page, child, 'visit');
  await choose(page, 'What was it for?', 'Child in need plan');
  await choose(page, 'Did it go ahead?', 'Yes');
  await choose(page, 'Where?', 'At home');
  await box(page, 'What I saw and heard').fill(SAW);
  await saved(page);
  return page.url();
}

async function hasEveryWord(page) {
  assert.ok(await page.getByLabel('Child in need plan', { exact: true }).isChecked());
  assert.ok(await page.getByLabel('At home', { exact: true }).isChecked());
  assert.equal(await box(page, 'What I saw and heard').inputValue(), SAW);
}

journey('a server is killed while a visit is written, and the draft has every word', async ({ page, server, guard, open }) => {
  await signIn(page, server, 'Social worker');
  const draft = await visitHalfWritten(page);

  await server.kill();
  await server.restart();

  // The page that stayed open goes on saving; another browser, signed in anew, reads what was saved.
  await box(page, 'What it means').fill(MEANS);
  await saved(page);
  const later = await open();
  await later.signIn('Social worker');
  await later.page.goto(draft);
  await hasEveryWord(later.page);
  assert.equal(await box(later.page, 'What it means').inputValue(), MEANS);
  await axe(later.page);
  guard.clean();
});

journey('while the server is away the page says that words are not saved, and saves them when it is back', async ({ page, server, guard }) => {
  await signIn(page, server, 'Social worker');
  const draft = await visitHalfWritten(page);
  const status = page.locator('[data-draft-status]');

  await server.kill();
  await box(page, 'What it means').fill(MEANS);
  await page.getByText('Not saved. Your words are still on this page.').waitFor();
  assert.equal(await status.getAttribute('role'), 'status');
  assert.equal(await box(page, 'What it means').inputValue(), MEANS);
  await axe(page);
  await shoot(page, 'not-saved');

  await server.restart();
  await page.getByText(/^Saved \d\d:\d\d$/).waitFor({ timeout: 30_000 });
  // Each time it tried while nobody was there.
  guard.expect(/ERR_CONNECTION_REFUSED/);
  await page.goto(draft);
  await hasEveryWord(page);
  assert.equal(await box(page, 'What it means').inputValue(), MEANS);
});
