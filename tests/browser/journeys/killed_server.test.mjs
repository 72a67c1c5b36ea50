// A server that dies, and a network that goes away, cost nobody a word that the page said was saved.

import assert from 'node:assert/strict';
import { axe, product, shoot, signIn } from '../harness.mjs';
import { addPerson, agreedPlan, box, choose, press, relate, saved, start, takeContact } from '../steps.mjs';

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

/** Every box for words that is on show in the page's form, filled with words of its own. Answers what was typed, by name. */
async function fillAll(page, about) {
  const typed = {};
  const boxes = page.locator('main textarea[name]');
  for (let at = 0; at < await boxes.count(); at += 1) {
    const one = boxes.nth(at);
    if (!await one.isVisible()) continue;
    const name = await one.getAttribute('name');
    typed[name] = `${about}, answer ${at}: she said “no”, twice — and then the kettle boiled.`;
    await one.fill(typed[name]);
    await one.blur();
  }
  return typed;
}

/** Each form of the thread: how it is come to, and at least how many boxes for words it has on show. */
const FORMS = [
  { form: 'contact', words: 1, open: async (page) => { await page.goto('/contacts/new'); await press(page, 'Start'); } },
  { form: 'screening decision', words: 1, open: async (page, { given }) => {
    await page.goto(await takeContact(page, { concern: 'A bruise.', children: [{ given, family: 'Tansley', born: '4 6 2015', known: true }] }));
    await press(page, 'No further action');
  } },
  { form: 'assessment', words: 4, open: async (page, { child }) => { await start(page, child, 'assessment'); await choose(page, 'What kind?', 'Child and family assessment'); } },
  { form: 'conference, each child’s decision', words: 6, also: true, open: async (page, { child, given }) => {
    await start(page, child, 'conference', ['Wren Tansley']);
    for (const [name, category] of [[`${given} Tansley`, 'Neglect'], ['Wren Tansley', 'Neglect']]) {
      const one = page.getByRole('group', { name });
      await choose(one, 'What was decided for this child?', 'Child protection plan');
      await choose(one, 'Category', category);
    }
  }, holds: async (page, { given }) => {
    for (const [name, category] of [[`${given} Tansley`, 'Neglect'], ['Wren Tansley', 'Neglect']]) {
      assert.ok(await page.getByRole('group', { name }).getByLabel(category, { exact: true }).filter({ visible: true }).first().isChecked(), `${name}: ${category}`);
    }
  } },
  // No draft: the words are kept for whoever typed them, and stand in the form again, which is on show.
  { form: 'action of a plan', words: 1, kept: true, open: async (page, { child }) => {
    await agreedPlan(page, child);
    await page.goto(`${child}/plans`);
    await page.getByText('Update', { exact: false }).first().click();
    await page.getByLabel('No longer needed', { exact: true }).check();
  }, holds: async (page) => {
    assert.ok(await box(page, 'What changed for the child?').isVisible());
    assert.ok(await page.getByLabel('No longer needed', { exact: true }).isChecked());
    await page.getByText('It is in the form again.').waitFor();
  } },
];

for (const [at, { form, words, also, kept, open: come, holds }] of FORMS.entries()) {
  journey(`a server is killed while this is written, and every word is there: ${form}`, async ({ page, server, guard, open }) => {
    await signIn(page, server, 'Hub manager');
    const given = ['Ruby', 'Rhea', 'Rosa', 'Rita', 'Romy'][at];
    const of = { given, child: await addPerson(page, { given, family: 'Tansley', born: '4 6 2015', sex: 'Female' }) };
    if (also) {
      await addPerson(page, { given: 'Wren', family: 'Tansley', born: '5 7 2017', sex: 'Female' });
      await relate(page, of.child, ['Wren Tansley']);
    }
    await come(page, of);
    const told = kept && page.waitForResponse((reply) => new URL(reply.url()).pathname === '/kept' && reply.status() === 204 && reply.request().postData().includes('kettle'));
    const typed = await fillAll(page, form);
    assert.ok(Object.keys(typed).length >= words, `${form}: ${Object.keys(typed).length} boxes`);
    if (kept) await told; else await saved(page);
    const address = page.url();

    await server.kill();
    await server.restart();

    // Another browser, signed in anew, reads it from what the server kept.
    const later = await open();
    await later.signIn('Hub manager');
    await later.page.goto(address);
    for (const [name, value] of Object.entries(typed)) {
      assert.equal(await later.page.locator(`main textarea[name="${name}"]`).inputValue(), value, name);
    }
    if (holds) await holds(later.page, of);
    console.log(`${form}: ${Object.keys(typed).length} answers typed, 0 lost`);
    guard.problems.splice(0, guard.problems.length, ...guard.problems.filter((one) => !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE|ERR_EMPTY|ERR_CONNECTION_RESET/.test(one)));
    guard.clean();
  });
}
