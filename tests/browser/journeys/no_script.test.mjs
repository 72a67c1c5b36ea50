// Everything that must be done can be done with scripts off.

import assert from 'node:assert/strict';
import { product } from '../harness.mjs';
import { addPerson, box, choose, finish, group, nameChild, press, start } from '../steps.mjs';

const { noScript } = product({ empty: true });

// The library finds no text inside a noscript, though the browser shows it.
const noscript = (page, words) => page.locator('noscript p').filter({ hasText: words, visible: true });

noScript('a draft says that nothing is saved by itself, and a way out that saves is a button', async ({ page, signIn }) => {
  await signIn('Social worker');
  const child = await addPerson(page, { given: 'Odd', family: 'Finch', born: '1 5 2016' });
  await start(page, child, 'case_note');
  const draft = page.url();
  await noscript(page, 'your words are kept only when you press a button of this form').waitFor();
  for (const [button, there] of [['Save and go to my work', '/work'], ['Save and go to the child’s file', child], ['Save and go to the front door', '/board']]) {
    await page.goto(draft);
    await box(page, 'What happened?').fill(`Rang the school before ${button}.`);
    await press(page, button);
    assert.equal(new URL(page.url()).pathname, there);
    await page.goto(draft);
    assert.equal(await box(page, 'What happened?').inputValue(), `Rang the school before ${button}.`);
  }
  // A page that is no draft says it too; a page where nothing is typed does not.
  const says = 'what you type on this page is kept only when you press its button';
  await page.goto(`${child}/conflict`);
  assert.equal(await noscript(page, says).count(), 1);
  await page.goto(`${child}/journey`);
  assert.equal(await noscript(page, says).count(), 0);
});

noScript('contact, decision and visit', async ({ page, guard, signIn, noSidewaysScroll }) => {
  await signIn('Hub manager');
  await page.goto('/board');
  await press(page, 'New contact');
  await nameChild(page, { given: 'Nell', family: 'Garrow', born: '12 3 2017', sex: 'Female' });

  // Follow-up questions of an answer are there to be read, whichever is chosen; rows are added by the server.
  await choose(page, 'How did it come?', 'A professional, by telephone or on a form');
  await box(page, 'Agency').selectOption({ label: 'School or academy' });
  await choose(page, 'If there is a form, is it complete?', 'Yes');
  await box(page, 'What are they worried about?').fill('Nell came to school without a coat for the third day.');
  await press(page, /^Add one to: Other adults/);
  const others = group(page, 'Other adults and children mentioned');
  await group(others, 'Number 1').getByLabel('Name', { exact: true }).fill('Dora Garrow');
  await press(page, /^Add another to: Other adults/);
  await group(others, 'Number 2').getByLabel('Name', { exact: true }).fill('Sam Vale');
  await press(page, /^Add another to: Other adults/);
  assert.equal(await group(others, 'Number 1').getByLabel('Name', { exact: true }).inputValue(), 'Dora Garrow');
  await press(page, 'Remove number 3');
  assert.equal(await group(others, 'Number 3').count(), 0);
  assert.equal(await group(others, 'Number 2').getByLabel('Name', { exact: true }).inputValue(), 'Sam Vale');
  assert.equal(await box(page, 'What are they worried about?').inputValue(), 'Nell came to school without a coat for the third day.');
  await noSidewaysScroll();

  // What is missing is listed, each line leading to its question, and nothing typed is lost.
  await press(page, /^Finish /);
  const missing = page.getByRole('alert').getByRole('link');
  assert.equal(await missing.count(), 1);
  const target = await missing.getAttribute('href');
  assert.equal(await page.locator(`[id="${target.slice(1)}"]`).getAttribute('name'), 'source');
  guard.expect(/422/);
  await box(page, 'Who is it from?').selectOption({ label: 'School' });
  await choose(page, 'Is anyone in danger now?', 'No');
  const contact = await finish(page);
  assert.match(contact, /^\/contacts\//);

  await press(page, 'Claim');
  await press(page, 'Information and advice');
  await choose(page, 'Level of need', 'Early help (single agency)');
  await page.getByLabel('What advice was given?').fill('School will lend a coat and ring home.');
  await page.getByLabel(/^Why\?/).fill('First contact; the family works with school.');
  assert.equal(await finish(page), contact);
  await page.goto('/board');
  await page.getByText('No contacts are waiting.').waitFor();

  await page.getByLabel('Search for a child').fill('Nell Garrow');
  await press(page, 'Search');
  await page.getByRole('link', { name: 'Nell Garrow', exact: true }).click();
  const child = new URL(page.url()).pathname;
  await start(page, child, 'visit');
  await choose(page, 'What was it for?', 'Something else');
  await choose(page, 'Did it go ahead?', 'Yes');
  await choose(page, 'Where?', 'At home');
  const nell = group(page, 'Nell Garrow');
  await choose(nell, 'Was the child seen?', 'Seen alone');
  await choose(nell, "Was the child's bedroom seen?", 'Yes');
  await nell.getByLabel(/own words/).fill('I like it when Dad makes pancakes.');
  await page.getByLabel(/^What I saw and heard/).fill('A tidy flat, a new coat on the hook.');
  await page.getByLabel(/^What it means/).fill('The worry about warmth has been dealt with.');
  assert.equal(await finish(page), child);
  await page.getByText('I like it when Dad makes pancakes.').first().waitFor();
});
