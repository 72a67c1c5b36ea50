// Two people write one record at the same time: what each typed is kept, and they settle what differs.

import assert from 'node:assert/strict';
import { axe, product, shoot } from '../harness.mjs';
import { addPerson, box, press, saved, start } from '../steps.mjs';

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
