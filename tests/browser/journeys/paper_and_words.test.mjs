// What goes on paper, what stays typed, and what must not be cut.

import assert from 'node:assert/strict';
import path from 'node:path';
import { product } from '../harness.mjs';
import { root } from '../server.mjs';
import { addPerson, box, choose, finish, group, press, start } from '../steps.mjs';

const { journey, noScript } = product({ empty: true });

const WORRY = 'Nell said nobody was in when she got home, and that she made tea for her brother.';

noScript('adding a child to a contact keeps every word typed below it', async ({ page, signIn }) => {
  await signIn('Hub manager');
  await page.goto('/contacts/new');
  await press(page, 'Start');
  const panel = page.getByRole('region', { name: 'Which children is it about?' });
  const add = async (given, family, born) => {
    await panel.getByLabel('Given name').fill(given);
    await panel.getByLabel('Family name').fill(family);
    await panel.getByLabel('Date of birth').fill(born);
    await press(page, /^Find (the|another) child/);
    await press(page, 'Add a new person');
  };
  await box(page, 'What are they worried about?').fill(WORRY);
  await choose(page, 'Is anyone in danger now?', 'No');
  await add('Nell', 'Garrow', '12 3 2017');
  assert.equal(await box(page, 'What are they worried about?').inputValue(), WORRY);
  assert.ok(await group(page, 'Is anyone in danger now?').getByLabel('No', { exact: true }).isChecked());
  await box(page, 'What are they worried about?').fill(`${WORRY} Twice.`);
  await add('Sam', 'Garrow', '4 6 2019');
  assert.equal(await box(page, 'What are they worried about?').inputValue(), `${WORRY} Twice.`);
  // Enter in a box of the search finds, and keeps every word as well; so does taking a child out again.
  await box(page, 'What are they worried about?').fill(`${WORRY} Three times.`);
  await panel.getByLabel('Family name').fill('Garrow');
  await Promise.all([page.waitForNavigation(), panel.getByLabel('Family name').press('Enter')]);
  await page.getByRole('heading', { name: 'Is it one of these people?' }).waitFor();
  await page.getByRole('link', { name: 'Back to the contact' }).click();
  assert.equal(await box(page, 'What are they worried about?').inputValue(), `${WORRY} Three times.`);
  await box(page, 'What are they worried about?').fill(`${WORRY} Four times.`);
  await press(page, 'Remove Sam Garrow');
  assert.equal(await box(page, 'What are they worried about?').inputValue(), `${WORRY} Four times.`);
  assert.equal(await panel.getByRole('link', { name: 'Sam Garrow' }).count(), 0);
});

noScript('the header of a draft searches and signs out without losing a word', async ({ page, signIn }) => {
  await signIn('Social worker');
  const child = await addPerson(page, { given: 'Opal', family: 'Reeve', born: '3 5 2016' });
  await start(page, child, 'visit');
  const draft = page.url();
  const typed = async (words) => box(page, 'What I saw and heard').fill(words);
  const kept = async (words) => {
    await page.goto(draft);
    assert.equal(await box(page, 'What I saw and heard').inputValue(), words);
  };
  const search = page.getByLabel('Search for a child');

  await typed(WORRY);
  await search.fill('Opal Reeve');
  await press(page, 'Search', { exact: true });
  await page.getByRole('main').getByRole('link', { name: 'Opal Reeve', exact: true }).waitFor();
  await kept(WORRY);

  await typed(`${WORRY} Twice.`);
  await search.fill('Opal Reeve');
  await Promise.all([page.waitForNavigation(), search.press('Enter')]);
  await page.getByRole('main').getByRole('link', { name: 'Opal Reeve', exact: true }).waitFor();
  await kept(`${WORRY} Twice.`);

  // Enter in a box of the form saves; it does not search.
  await typed(`${WORRY} Three times.`);
  const other = box(page, 'Who else was there?');
  await other.fill('Nan');
  await Promise.all([page.waitForNavigation(), other.press('Enter')]);
  assert.equal(page.url().split('#')[0], draft);
  assert.equal(await box(page, 'What I saw and heard').inputValue(), `${WORRY} Three times.`);

  await typed(`${WORRY} Four times.`);
  await press(page, 'Sign out');
  assert.match(page.url(), /\/sign-in/);
  await signIn('Social worker');
  await kept(`${WORRY} Four times.`);
});

journey('a chronology is printed for the archive, oldest first, and an issued one stays as it was', async ({ page, context, signIn, axe }) => {
  await signIn('Social worker');
  const child = await addPerson(page, { given: 'Ruby', family: 'Stone', born: '3 5 2016' });
  for (const words of ['Ruby came to school hungry.', 'Ruby moved to her Nan.']) {
    await start(page, child, 'case_note');
    await box(page, 'What is it about?').fill(words);
    await box(page, 'What happened?').fill(words);
    await group(page, 'If there is no answer: What did the child say?').getByLabel('Not asked').check();
    await finish(page);
    await page.goto(`${child}/record`);
    await page.getByRole('link', { name: new RegExp(`Add to chronology.*${words}`) }).first().click();
    await press(page, 'Add to chronology');
  }
  await page.goto(`${child}/chronology?order=newest`);
  await axe();
  const rows = page.locator('.gt-chronology tbody tr');
  assert.equal(await rows.count(), 2);
  const tops = async () => Promise.all([0, 1].map(async (at) => (await rows.nth(at).boundingBox()).y));
  let [first, second] = await tops();
  assert.ok(first < second, 'on the screen the newest is above');
  await page.emulateMedia({ media: 'print' });
  [first, second] = await tops();
  assert.ok(first > second, 'on paper the oldest is above');
  await page.emulateMedia({ media: 'screen' });

  const paper = async (href) => {
    const reply = await context.request.get(href);
    assert.equal(reply.status(), 200);
    assert.equal(reply.headers()['content-type'], 'application/pdf');
    assert.doesNotMatch(reply.headers()['content-disposition'], /Ruby|Stone/);
    const body = await reply.body();
    assert.match(body.toString('latin1'), /<pdfaid:part>2</);
    assert.match(body.toString('latin1'), /<pdfuaid:part>1</);
    return body;
  };
  await paper(await page.getByRole('link', { name: 'Print as PDF' }).getAttribute('href'));
  await page.getByText('Issue this version').first().click();
  await page.getByLabel('Who is it for?').fill('The family court');
  await press(page, 'Issue this version');
  const issued = await page.getByRole('link', { name: 'Print the version for The family court' }).getAttribute('href');
  const once = await paper(issued);
  assert.ok(once.equals(await paper(issued)), 'byte for byte the same');
  await page.goto(`${child}/looks`);
  // A row is a person and a day; each look is inside it.
  assert.ok(await page.locator('main li', { hasText: 'Printed' }).count() >= 3, 'each print is in the list of looks');
});

journey('no words of the journey drawing are cut', async ({ page, signIn }) => {
  await signIn('Social worker');
  const child = await addPerson(page, { given: 'Ada', family: 'Stone', born: '3 5 2016' });
  await start(page, child, 'case_note');
  await box(page, 'What is it about?').fill('School');
  await box(page, 'What happened?').fill('Rang school.');
  await group(page, 'If there is no answer: What did the child say?').getByLabel('Not asked').check();
  await finish(page);
  for (const zoom of ['', '?zoom=12months']) {
    await page.goto(`${child}/journey${zoom}`);
    const cut = await page.locator('svg.draw-plot').evaluate((svg) => {
      const edge = svg.getBoundingClientRect();
      const texts = [...svg.querySelectorAll('text')];
      const out = texts.filter((text) => {
        const box = text.getBoundingClientRect();
        return box.left < edge.left - 0.5 || box.right > edge.right + 0.5;
      });
      return { n: texts.length, out: out.map((text) => text.textContent) };
    });
    assert.ok(cut.n > 3);
    assert.deepEqual(cut.out, []);
  }
});

noScript('a document is sent, one that is not what it says is refused with nothing typed lost, and its draft leads to the record', async ({ page, guard, signIn }) => {
  await signIn('Social worker');
  const child = await addPerson(page, { given: 'Dot', family: 'Lyle', born: '3 5 2016' });
  await start(page, child, 'document');
  const draft = page.url();
  await box(page, 'What is it called?').fill('A drawing of home');
  await box(page, 'What is it?').selectOption({ label: 'Made by the child: a drawing, a letter, a worksheet' });
  await choose(page, 'Who may it be shown to?', 'Everyone who works with the child');
  await page.locator('input[type=file]').setInputFiles({ name: 'home.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(2 * 1024 * 1024, 65)]) });
  await press(page, /^Finish /);
  await page.getByRole('alert').getByRole('link').first().waitFor();
  guard.expect(/422/);
  assert.equal(await box(page, 'What is it called?').inputValue(), 'A drawing of home');
  await page.locator('input[type=file]').setInputFiles(path.join(root, 'docs/pictures/board.png'));
  await finish(page);
  await page.goto(`${child}/documents`);
  await page.getByRole('link', { name: 'A drawing of home', exact: true }).waitFor();
  await page.goto(draft);
  assert.match(page.url(), /\/records\//, 'a draft that was finished leads to its record');
});
