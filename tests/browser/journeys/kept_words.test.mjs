// Words typed on a page that is not a draft are never lost: another link, an error and the way back from it, a question in
// between, a session that ended.

import assert from 'node:assert/strict';
import { product } from '../harness.mjs';
import { addPerson, box, choose, date, group, press, start } from '../steps.mjs';

const { journey, noScript } = product({ empty: true });

const WORDS = 'Ring the school first; Gran knows, and so does Dot.';

/** A finished note about a child; answers its address. */
async function note(page, name) {
  const child = await addPerson(page, { given: name, family: 'Lyle', born: '3 5 2016' });
  await start(page, child, 'case_note');
  await box(page, 'What is it about?').fill('School');
  await box(page, 'What happened?').fill('Rang school.');
  await group(page, 'If there is no answer: What did the child say?').getByLabel('Not asked').check();
  await press(page, /^Finish /);
  await page.goto(`${child}/record`);
  const record = await page.getByRole('link', { name: /^Case note/ }).first().getAttribute('href');
  return { child, record: record.split('?')[0] };
}

/** Words typed on the page at this address are kept: the script has said so. */
async function typed(page, label, words) {
  const kept = page.waitForResponse((reply) => new URL(reply.url()).pathname === '/kept' && reply.status() === 204);
  await box(page, label).fill(words);
  await kept;
}

journey('words left on a page stand there again, until they are sent', async ({ page, axe, signIn, noSidewaysScroll }) => {
  await signIn('Social worker');
  const { child, record } = await note(page, 'Ada');
  const withdraw = `${record}/withdraw`;
  await page.goto(withdraw);
  await typed(page, 'Why is it being withdrawn?', WORDS);
  await page.getByRole('link', { name: 'My work' }).first().click();
  await page.getByRole('link', { name: '1 page holds words you typed and have not sent' }).click();
  await page.getByText(WORDS).waitFor();
  await axe();
  await noSidewaysScroll();
  await page.getByRole('link', { name: 'Open the page they were typed on' }).click();
  assert.equal(await box(page, 'Why is it being withdrawn?').inputValue(), WORDS);
  await page.getByText('and it was not sent').waitFor();
  await axe();

  // The entry of a chronology: its own page, its own words.
  await page.goto(`${child}/record`);
  await page.getByRole('link', { name: /^Add to chronology/ }).first().click();
  await typed(page, 'What did it mean for the child?', 'She ate before school.');
  await page.reload();
  assert.equal(await box(page, 'What did it mean for the child?').inputValue(), 'She ate before school.');
  await press(page, 'Add to chronology');
  await page.getByRole('table').getByText('She ate before school.').waitFor();

  await page.goto(withdraw);
  await press(page, /^Withdraw/);
  await page.goto('/kept');
  await page.getByText('There are none.').waitFor();
});

journey('why something is unusual is not lost when its writer goes back to change it', async ({ page, signIn, axe }) => {
  await signIn('Social worker');
  const child = await addPerson(page, { given: 'Fay', family: 'Lyle', born: '3 5 2016' });
  await start(page, child, 'strategy_discussion');
  await group(page, 'Which agencies took part?').getByLabel("Children's social care", { exact: true }).check();
  await box(page, 'What is known').fill('A bruise that nobody can explain.');
  await choose(page, 'Has the child been seen', 'Yes');
  await choose(page, 'What was decided?', 'No further action');
  await box(page, 'Why?').fill('It is explained now.');
  await press(page, /^Finish /);
  await typed(page, 'Yes, because', WORDS);
  await page.getByRole('link', { name: 'Go back and change it' }).click();
  await box(page, 'Why?').fill('It is explained now, by the GP.');
  await press(page, /^Finish /);
  assert.equal(await box(page, 'Yes, because').inputValue(), WORDS);
  await axe();
  await press(page, 'Record it');
  assert.doesNotMatch(page.url(), /drafts/);
});

noScript('the way back from an error keeps the words', async ({ page, signIn }) => {
  await signIn('Social worker');
  const { child } = await note(page, 'Bea');
  await page.goto(`${child}/record`);
  await page.getByRole('link', { name: /^Add to chronology/ }).first().click();
  const impact = box(page, 'What did it mean for the child?');
  await date(page, 'When did it happen?', { day: 32 });
  await box(page, 'What happened?').fill('Dot rang school.');
  await impact.fill(WORDS);
  await press(page, 'Add to chronology');
  await page.getByRole('alert').waitFor();
  assert.equal(await impact.inputValue(), WORDS);
  await page.goBack();
  assert.equal(await impact.inputValue(), WORDS);
  assert.equal(await box(page, 'What happened?').inputValue(), 'Dot rang school.');
  await date(page, 'When did it happen?', { day: 3 });
  await press(page, 'Add to chronology');
  const rows = page.locator('.gt-chronology tbody tr');
  await rows.getByText(WORDS).waitFor();
  // Back, and sent again: it is there once.
  await page.goBack();
  await page.goto(`${child}/chronology`);
  assert.equal(await rows.count(), 1);
});

noScript('a reason sent after the session ended comes back to its writer', async ({ page, open, guard, signIn, noSidewaysScroll }) => {
  await signIn('Social worker');
  const { record } = await note(page, 'Cal');
  await page.goto(`${record}/withdraw`);
  await box(page, 'Why is it being withdrawn?').fill(WORDS);
  const other = await open();
  await other.signIn('Social worker');
  await other.page.goto('/account');
  await press(other.page, 'Sign out everywhere else');
  await press(page, /^Withdraw/);
  guard.expect(/401/);
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  assert.equal(await box(page, 'Reason').inputValue(), WORDS);
  await noSidewaysScroll();
  await other.page.goto(record);
  assert.equal(await other.page.getByText('Withdrawn').count(), 0, 'nothing was done');
});
