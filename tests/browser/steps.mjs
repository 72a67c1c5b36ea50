// What people do again and again in the product, found by the words they read: the label, the legend, the button.

import assert from 'node:assert/strict';

/** Letters of a name as a pattern that matches nothing else. */
const exactly = (words) => new RegExp(`^\\s*${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'i');

/** The group of controls whose legend begins with these words. */
export const group = (within, legend) => within.getByRole('group', { name: exactly(legend) });

/** Answer a question with radios or boxes: the question, then the words of the answer. */
export async function choose(within, question, answer) {
  await group(within, question).first().getByLabel(answer, { exact: true }).filter({ visible: true }).first().check();
}

/** The box or list on show whose label begins with these words. */
export const box = (within, label) => within.getByLabel(exactly(label)).filter({ visible: true }).first();

/** A date or moment: `{ day, month, year, time }`, each only if given. */
export async function date(within, question, parts) {
  const asked = group(within, question).first();
  const words = { day: 'Day', month: 'Month', year: 'Year', time: 'Time, if known' };
  for (const [name, value] of Object.entries(parts)) await asked.getByLabel(words[name], { exact: true }).fill(String(value));
}

/** Today in London and days from it, as the boxes of a date want it. */
export function day(offset = 0) {
  const there = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date(Date.now() + offset * 86_400_000));
  const [year, month, date] = there.split('-').map(Number);
  return { day: date, month, year };
}

/** The same as an address wants it: 2026-11-17. */
export function isoDay(offset = 0) {
  const { day: date, month, year } = day(offset);
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** Press a button and wait for the page it leads to. */
export async function press(page, name, { exact = false } = {}) {
  const button = page.getByRole('button', { name, exact }).first();
  await Promise.all([page.waitForNavigation(), button.click()]);
}

/** Finish the form on the page; answers the address it led to. Words for what is unusual, should it ask. */
export async function finish(page, { because } = {}) {
  await press(page, /^Finish /);
  if (because && await page.getByLabel('Yes, because').count()) {
    await page.getByLabel('Yes, because').fill(because);
    await press(page, 'Record it');
  }
  const unfinished = /\/drafts\//.test(page.url());
  assert.ok(!unfinished, unfinished && `not finished: ${(await page.getByRole('main').innerText()).slice(0, 400)}`);
  return new URL(page.url()).pathname;
}

/** Wait until the form says that everything typed is kept. */
export async function saved(page) {
  await page.locator('[data-draft-status][data-state=saved]').waitFor();
}

/** Find a person through the header and, when nobody on file is meant, add them. Answers the address of their file. */
export async function addPerson(page, { given, family, born, sex = 'Not known' }) {
  await page.getByLabel('Search for a child').fill(`${given} ${family}`);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search/);
  const form = page.locator('form', { has: page.getByRole('button', { name: 'Add a new person' }) });
  await form.getByLabel('Given names').fill(given);
  await form.getByLabel('Family name').fill(family);
  await form.getByLabel('Date of birth').fill(born);
  await form.getByLabel('Sex').selectOption({ label: sex });
  await press(page, 'Add a new person');
  assert.match(page.url(), /\/children\//);
  return new URL(page.url()).pathname;
}

/** Start a record about a child from their file; `also` are the brothers and sisters it is about too. */
export async function start(page, child, kind, also = []) {
  await page.goto(`${child}/new/${kind}`);
  for (const name of also) await page.getByLabel(name, { exact: true }).check();
  await press(page, 'Start');
  assert.match(page.url(), /\/drafts\//);
}

/** Where this person lives. */
export async function homeAt(page, child, { street, postcode, also = [] }) {
  await start(page, child, 'address', also);
  await box(page, 'House name or number').fill(street);
  await box(page, 'Postcode').fill(postcode);
  await choose(page, 'What is this address to them?', 'Home');
  await finish(page);
}

/** Name a child in an open contact: find them, and add them when nobody on file is meant. */
export async function nameChild(page, { given, family, born, sex = 'Not known', known = false }) {
  const panel = page.getByRole('region', { name: 'Which children is it about?' });
  await panel.getByLabel('Given name').fill(given);
  await panel.getByLabel('Family name').fill(family);
  await panel.getByLabel('Date of birth').fill(born);
  await press(page, /^Find (the|another) child/);
  if (known) {
    await press(page, new RegExp(`^This is the child.*${given} ${family}`));
  } else {
    await box(page, 'Sex').selectOption({ label: sex });
    await press(page, 'Add a new person');
  }
  await panel.getByRole('link', { name: `${given} ${family}` }).first().waitFor();
}

/** Take a contact by telephone from a member of the public. Answers the address of the contact. */
export async function takeContact(page, { concern, children, said = 'Not asked', words, received }) {
  await page.goto('/contacts/new');
  await press(page, 'Start');
  for (const child of children) await nameChild(page, child);
  if (received) await date(page, 'When was it received?', { ...received, time: '10:00' });
  await choose(page, 'How did it come?', 'A member of the public, or the family');
  await box(page, 'Who is it from?').selectOption({ index: 2 });
  await box(page, 'What are they worried about?').fill(concern);
  if (words) await box(page, 'What did the child say?').fill(words);
  else await group(page, 'If there is no answer: What did the child say?').getByLabel(said).check();
  await choose(page, 'Is anyone in danger now?', 'No');
  return finish(page);
}

/** The first person is the brother or sister of each of the named people on file. Answers the addresses of their files. */
export async function relate(page, child, names) {
  const files = [];
  for (const name of names) {
    await page.goto(`${child}/family/add`);
    await page.getByLabel('Find someone on file by name').fill(name);
    await press(page, 'Find', { exact: true });
    await page.getByRole('radio', { name, exact: true }).check();
    await page.getByLabel('This person is the', { exact: true }).selectOption({ label: 'Brother or sister' });
    await choose(page, 'Does this person hold parental responsibility?', 'No');
    await press(page, 'Save', { exact: true });
    const link = page.getByRole('main').getByRole('link', { name, exact: true }).first();
    files.push(await link.getAttribute('href'));
  }
  return files;
}

/** A child in need plan with one action, in two weeks, agreed. Leads to the plans of the child. */
export async function agreedPlan(page, child) {
  await start(page, child, 'plan');
  await choose(page, 'Which plan?', 'Child in need plan');
  await page.getByLabel('What are we worried about?').fill('Missed school.');
  await page.getByLabel('What will be different for the child?').fill('In school each day.');
  await page.getByLabel('What will be done?', { exact: true }).last().fill('Breakfast club');
  await page.getByLabel('Who will do it?').fill('Ms Ola');
  const by = group(page, 'By when?');
  const { day: date, month, year } = day(14);
  for (const [label, value] of [['Day', date], ['Month', month], ['Year', year]]) await by.getByLabel(label).fill(String(value));
  await page.getByLabel('How will we know it made a difference?').fill('Register');
  await page.getByLabel('What happens if it does not work?').fill('Meet again.');
  await finish(page, { because: 'Agreed with the family early.' });
}
