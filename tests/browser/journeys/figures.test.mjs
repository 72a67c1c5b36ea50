// A director reads the scorecard, opens the children behind a figure and keeps words with it; a councillor sees no list.

import assert from 'node:assert/strict';
import { axe, noSidewaysScroll, product } from '../harness.mjs';
import { box, press } from '../steps.mjs';

const { journey } = product({ size: '1%' });
const CONTACTS = 'Contacts received';

journey('a figure opens its definition, its months, the children behind it, and keeps what is said of it', async ({ page, signIn, htmlWeight }) => {
  await signIn('Director');
  await htmlWeight(await page.goto('/figures'), 80);
  await axe(page);
  await page.getByRole('link', { name: CONTACTS }).first().click();
  await page.getByRole('heading', { level: 1, name: CONTACTS }).waitFor();
  await axe(page);
  await box(page, 'What does it say, and why?').fill('Schools were closed for a week of it.');
  await box(page, 'What will we do? (optional)').fill('Look again in December.');
  await press(page, 'Keep this with the figure');
  await page.getByText('Schools were closed for a week of it.').waitFor();
  await page.getByRole('link', { name: 'Those behind this figure' }).click();
  await page.getByRole('heading', { level: 1, name: `Those behind: ${CONTACTS}` }).waitFor();
  await axe(page);
  await page.locator('a[href^="/children/"]').first().click();
  await page.getByRole('navigation', { name: 'Child’s file' }).or(page.locator('.gt-identity')).first().waitFor();
  await page.goto('/figures');
  await page.getByText('Look again in December.').first().waitFor();
});

journey('a director reads what changed and why, opens the late conferences, compares, and issues the report', async ({ page, signIn }) => {
  await signIn('Director');
  await page.goto('/figures?card=director');
  await page.getByRole('heading', { level: 2, name: /^Changed more than usual/ }).waitFor();
  await page.goto('/live/conferences');
  await page.getByRole('columnheader', { name: 'Why it is late' }).waitFor();
  await axe(page);
  for (const list of ['Today in the hub', 'Visits due', 'Plans without a measure or a date', 'Stepped down, and what happened next', 'Repeat contacts', 'Drift', 'Caseloads and changes of worker']) {
    await page.getByRole('navigation', { name: 'Lists' }).getByRole('link', { name: list }).click();
    await page.getByRole('heading', { level: 1, name: list }).waitFor();
    await axe(page);
  }
  await page.goto('/figures/IND-CP-04');
  await page.getByText('Compared with published figures').waitFor();
  await box(page, 'What does it say, and why?').fill('The second chair came back from leave.');
  await press(page, 'Keep this with the figure');

  await page.goto('/figures?card=director');
  await page.getByRole('link', { name: /^Reports that were issued/ }).click();
  await axe(page);
  await press(page, 'See what it would say');
  await page.getByText('This is not issued yet.').waitFor();
  await axe(page);
  await press(page, 'Issue this report');
  await page.getByText('It says what was known then, and stays as it is.').waitFor();
  await page.getByText('The second chair came back from leave.').first().waitFor();
  await axe(page);
  const here = page.url();
  const paper = await page.request.get(`${here}/report.pdf`);
  assert.equal((await paper.body()).subarray(0, 4).toString(), '%PDF');
  const book = await page.request.get(`${here}/report.xlsx`);
  assert.equal((await book.body()).subarray(0, 2).toString(), 'PK');
  await page.getByRole('link', { name: 'what changed since' }).click();
  await page.getByRole('heading', { level: 1, name: /^What changed since/ }).waitFor();
  await axe(page);
  await page.goto('/figures/flow?by=sex');
  await page.getByRole('img', { name: 'How children flow through the stages' }).waitFor();
  await axe(page);
});

journey('a councillor sees figures and no children, on a phone', { phone: true }, async ({ page, signIn }) => {
  await signIn('Councillor');
  await page.goto('/figures?card=lead-member');
  await axe(page);
  await noSidewaysScroll(page);
  await page.getByRole('link', { name: CONTACTS }).first().click();
  await page.getByRole('heading', { level: 1, name: CONTACTS }).waitFor();
  await noSidewaysScroll(page);
  assert.equal(await page.getByRole('link', { name: /Those behind/ }).count(), 0);
  const refused = await page.request.get('/figures/IND-FD-01/children');
  assert.equal(refused.status(), 403);
  // What was issued is there, with few children hidden; what changed since is not.
  await page.goto('/figures/reports');
  await axe(page);
  await noSidewaysScroll(page);
});

journey('a director writes an action about a figure, says what was done, and it is done only with evidence', async ({ page, signIn, guard }) => {
  await signIn('Director');
  await page.goto('/figures');
  await page.getByRole('link', { name: 'what we are doing to improve' }).click();
  await page.getByRole('heading', { level: 1, name: 'Improvement' }).waitFor();
  await axe(page);
  await noSidewaysScroll(page);
  await page.getByRole('button', { name: 'Improvement action' }).click();
  await axe(page);
  await page.getByLabel('An audit', { exact: true }).check();
  await page.getByLabel('Children who need help and protection', { exact: true }).check();
  await box(page, 'What was found, or what is the challenge?').fill('Fathers are named late.');
  await box(page, 'What will be done?').fill('Ask at the first call.');
  await box(page, 'What will be different for children?').fill('Both sides of a family are heard.');
  await page.getByLabel('Who sees to it?').selectOption({ index: 1 });
  await page.getByLabel(/^Which figure should move/).fill('IND-XX-1');
  await press(page, 'Keep this');
  // Nothing typed is lost; the day and the number are asked for again.
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
  assert.equal(await box(page, 'What will be done?').inputValue(), 'Ask at the first call.');
  await axe(page);
  await page.getByLabel(/^Which figure should move/).fill('IND-FD-01');
  for (const [part, value] of [['day', '31'], ['month', '3'], ['year', '2031']]) await page.locator(`[name="due.${part}"]`).fill(value);
  await press(page, 'Keep this');
  await page.getByRole('link', { name: 'Fathers are named late.' }).click();
  await page.getByText('Contacts received').waitFor();
  await box(page, 'What was done?').fill('The form asks.');
  await page.getByLabel('It is done', { exact: true }).check();
  await press(page, 'Keep this');
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
  await page.locator('[name="outcome.closed.evidence"]').fill('Read in all referrals of a week.');
  await page.locator('[name="outcome.closed.different"]').fill('Fathers came to the first meeting.');
  await page.locator('[name="outcome.closed.satisfied"]').fill('The audit group');
  await press(page, 'Keep this');
  await page.getByText('Done. Evidence:').waitFor();
  await axe(page);
  await page.goto('/improvement/self-evaluation');
  await axe(page);
  await noSidewaysScroll(page);
  guard.expect(/422/);
});
