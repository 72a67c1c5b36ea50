// Two people write one record at the same time: what each typed is kept, and they settle what differs.

import assert from 'node:assert/strict';
import { axe, product, shoot } from '../harness.mjs';
import { addPerson, box, group, press, saved, start } from '../steps.mjs';

const { journey } = product({ empty: true });

journey('two people edit one draft and nothing is lost', async ({ page, open, signIn }) => {
  await signIn('Social worker');
  const child = await addPerson(page, { given: 'Ruby', family: 'Tansley', born: '4 6 2015', sex: 'Female' });
  await start(page, child, 'strategy_discussion');
  const draft = page.url();

  const other = await open();
  await other.signIn('Team manager');
  await other.page.goto(draft);

  // Different questions: both answers are kept.
  await box(page, 'What is known, and from whom').fill('School saw a bruise on Monday.');
  await saved(page);
  await box(other.page, 'Why?').fill('The bruise and what Ruby said do not fit.');
  await saved(other.page);

  // The same question: the second to be saved is told so, and both answers stay.
  await box(page, 'How is the child kept safe').fill('Ruby stays with her grandmother tonight.');
  await saved(page);
  await box(other.page, 'How is the child kept safe').fill('Ruby is at home with her aunt.');
  await other.page.getByText('Somebody else changed the same answer').waitFor();
  other.guard.expect(/409/); // The browser writes a line for the answer that says so.
  await axe(page);

  await other.page.reload();
  const two = other.page.getByRole('region', { name: 'Two answers to: How is the child kept safe until then?' });
  await two.getByText('Ruby stays with her grandmother tonight.').waitFor();
  await two.getByText('Ruby is at home with her aunt.').waitFor();
  await axe(other.page);
  await shoot(other.page, 'conflict');
  assert.equal(await box(other.page, 'What is known, and from whom').inputValue(), 'School saw a bruise on Monday.');
  assert.equal(await box(other.page, 'Why?').inputValue(), 'The bruise and what Ruby said do not fit.');

  await press(other.page, 'Keep both');
  assert.equal(await other.page.getByRole('region', { name: /^Two answers/ }).count(), 0);
  await page.reload();
  const settled = await box(page, 'How is the child kept safe').inputValue();
  assert.match(settled, /Ruby stays with her grandmother tonight\./);
  assert.match(settled, /Ruby is at home with her aunt\./);
  assert.equal(await page.getByRole('region', { name: /^Two answers/ }).count(), 0);
});

journey('one finishes what the other is still writing, and the other has every word', async ({ page, open, signIn }) => {
  await signIn('Social worker');
  const child = await addPerson(page, { given: 'Opal', family: 'Tansley', born: '4 6 2015', sex: 'Female' });
  await start(page, child, 'case_note');
  const draft = page.url();
  await box(page, 'What is it about?').fill('School');
  await box(page, 'What happened?').fill('Rang school.');
  await group(page, 'If there is no answer: What did the child say?').getByLabel('Not asked').check();
  await saved(page);

  const other = await open();
  await other.signIn('Team manager');
  await other.page.goto(draft);
  await press(page, /^Finish /);

  await box(other.page, 'Who else was part of it?').fill('Her aunt, who will collect her.');
  await other.page.getByText('It was finished while you were writing. Your words are still on this page').waitFor();
  // A page that is lost now loses nothing.
  const lost = await other.context.newPage();
  await lost.goto(draft);
  assert.equal(await box(lost, 'Who else was part of it?').inputValue(), 'Her aunt, who will collect her.');
  await lost.close();
  await press(other.page, /^Finish /);
  await other.page.getByRole('heading', { name: 'It was finished while you were writing' }).waitFor();
  assert.equal(await box(other.page, 'Who else was part of it?').inputValue(), 'Her aunt, who will collect her.');
  assert.equal(await other.page.getByText('Rang school.').count(), 0, 'what is in the record is not given back');
  assert.equal(await other.page.getByText('it was not sent').count(), 0, 'it is said once');
  await axe(other.page);
  await shoot(other.page, 'finished-meanwhile');

  // Left alone, the words are where words are that were not sent; opened again, the page gives them back once more.
  await other.page.goto('/kept');
  await other.page.getByText('Her aunt, who will collect her.').waitFor();
  await other.page.goto(draft);
  assert.equal(await box(other.page, 'Who else was part of it?').inputValue(), 'Her aunt, who will collect her.');
  await press(other.page, 'Correct the record');
  await other.page.getByRole('heading', { level: 1, name: 'Correct: case note' }).waitFor();
  await other.page.goto('/kept');
  await other.page.getByText('Her aunt, who will collect her.').waitFor();
  other.guard.expect(/410/);
});
