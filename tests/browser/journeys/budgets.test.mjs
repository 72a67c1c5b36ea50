// How much a person must do for the everyday tasks, starting signed in on My work. Each click, tick, choice, key and
// field filled counts one. Words that tell the story (what was seen, why) are typed but are not what is budgeted for a
// conference. And how heavy each page is.

import assert from 'node:assert/strict';
import { counted, product } from '../harness.mjs';
import { addPerson, agreedPlan, choose, finish, group, homeAt, relate, start, takeContact } from '../steps.mjs';

const { journey } = product({ empty: true });

const visible = (locator) => locator.filter({ visible: true }).first();
const answer = (within, question, words) => visible(within.getByRole('group', { name: question }).first().getByLabel(words, { exact: true }));
const field = (within, label) => visible(within.getByLabel(label));

/** Signed in, on My work, with a page that counts. */
async function onWork(session, role) {
  await session.signIn(role);
  await session.page.goto('/work');
  return session.counted();
}

async function family(page, names, surname) {
  const files = [];
  for (const [index, given] of names.entries()) files.push(await addPerson(page, { given, family: surname, born: `${index + 1} 6 ${2012 + index * 2}` }));
  if (names.length > 1) await relate(page, files[0], names.slice(1).map((given) => `${given} ${surname}`));
  return files;
}

journey('find a child and open the file: 3', async (session) => {
  await session.signIn('Social worker');
  await addPerson(session.page, { given: 'Aida', family: 'Thorne', born: '3 3 2014' });
  await session.page.goto('/work');
  const { page, budget } = session.counted();
  await page.getByLabel('Search for a child').fill('Aida Thorne');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Aida Thorne', exact: true }).click();
  await session.page.waitForURL(/\/children\//);
  budget(3);
});

/** Children in a referral that a social worker has: an assessment, and a visit due. Answers the first one's file. */
async function inWork(session, names, surname) {
  const { page, signIn } = await session.open();
  await signIn('Hub manager');
  const [first] = await family(page, names, surname);
  const others = names.slice(1).map((given) => `${given} ${surname}`);
  const because = 'The family came from another authority.';
  await start(page, first, 'referral', others);
  await field(page, 'Who referred?').selectOption({ label: 'School' });
  await choose(page, 'Main need', 'Family in acute stress');
  await field(page, /^Why\?/).fill('Help is needed at home.');
  await finish(page, { because });
  await start(page, first, 'referral_decision', others);
  await field(page, 'Which referral?').selectOption({ index: 1 });
  await choose(page, 'What is the response?', 'Assess');
  await field(page, /^Why\?/).fill('An assessment is needed.');
  await finish(page, { because });
  await start(page, first, 'allocation', others);
  await field(page, /^Team/).selectOption({ label: 'North safeguarding 1' });
  await field(page, /^Worker/).selectOption({ label: 'Social worker' });
  await finish(page, { because });
  return first;
}

/** From the line of My work that asks for a visit to the visit's form. */
async function visitFromMyWork(session, names, surname) {
  await inWork(session, names, surname);
  await session.signIn('Social worker');
  await session.page.goto('/work');
  const { page, budget } = session.counted();
  await page.getByRole('listitem').filter({ hasText: surname }).getByRole('link', { name: 'Visit and see the child' }).first().click();
  await session.page.waitForURL(/\/new\/visit/);
  for (const given of names) {
    if (await session.page.getByLabel(`${given} ${surname}`, { exact: true }).count()) await page.getByLabel(`${given} ${surname}`, { exact: true }).check();
  }
  await page.getByRole('button', { name: 'Start' }).click();
  return { page, budget };
}

for (const [names, most] of [[['Ben'], 12], [['Ben', 'Cass', 'Dov'], 16]]) {
  journey(`home visit to ${names.length} child${names.length > 1 ? 'ren' : ''}: ${most}`, async (session) => {
    const surname = `Hale${names.length > 1 ? 's' : ''}`;
    const { page, budget } = await visitFromMyWork(session, names, surname);
    await answer(page, 'Did it go ahead?', 'Yes').check();
    await answer(page, 'Where?', 'At home').check();
    for (const given of names) {
      const child = page.getByRole('group', { name: `${given} ${surname}` });
      await answer(child, 'Was the child seen?', 'Seen alone').check();
      await field(child, /^The child's own words/).fill('I like my room.');
    }
    await field(page, /^What I saw and heard/).fill('A warm home.');
    await field(page, /^What it means/).fill('Things hold.');
    await page.getByRole('button', { name: 'Finish visit' }).click();
    await session.page.waitForURL(/\/children\//);
    budget(most);
  });
}

journey('a visit where nobody was in: 8', async (session) => {
  const { page, budget } = await visitFromMyWork(session, ['Ned'], 'Locke');
  await answer(page, 'Did it go ahead?', 'No: nobody was in, or I was not let in').check();
  await answer(page, 'What happened at the door?', 'Nobody in').check();
  await page.getByRole('button', { name: 'Finish visit' }).click();
  await session.page.waitForURL(/\/children\//);
  budget(8);
});

journey('a contact taken by telephone: 15', async (session) => {
  const { page, budget } = await onWork(session, 'Screener');
  await page.getByRole('link', { name: 'Front door' }).click();
  await page.getByRole('button', { name: 'New contact' }).click();
  await page.getByLabel('Given name').fill('Orla');
  await page.getByLabel('Family name').fill('Quine');
  await page.getByLabel('Date of birth').fill('7 7 2016');
  await page.getByRole('button', { name: 'Find the child' }).click();
  await page.getByRole('button', { name: 'Add a new person' }).click();
  await answer(page, 'How did it come?', 'A member of the public, or the family').check();
  await field(page, 'Who is it from?').selectOption({ label: 'Individual: acquaintance' });
  await field(page, 'What are they worried about?').fill('Left alone at night.');
  await answer(page, 'Is anyone in danger now?', 'No').check();
  await page.getByRole('button', { name: 'Finish contact' }).click();
  await session.page.waitForURL(/\/contacts\//);
  await session.page.getByText('Contact screened and threshold decision made', { exact: true }).waitFor();
  budget(15);
});

journey('a contact decided from the board: 6', async (session) => {
  await session.signIn('Hub manager');
  await takeContact(session.page, { concern: 'Bruises on her arm.', children: [{ given: 'Petra', family: 'Ruane', born: '7 8 2016' }] });
  await session.page.goto('/board');
  const { page, budget } = session.counted();
  await page.getByRole('link', { name: /Petra Ruane/ }).click();
  await page.getByRole('button', { name: "Referral to children's social care" }).click();
  await answer(page, 'Level of need', 'Statutory (s17, s47, s20, s31)').check();
  await field(page, /^Why\?/).fill('An injury without an account.');
  await page.getByRole('button', { name: /^Finish/ }).click();
  await session.page.waitForURL(/\/contacts\//);
  budget(6);
});

journey('a relationship with somebody on file: 6, and with somebody new: 10', async (session) => {
  await session.signIn('Social worker');
  const [child] = await family(session.page, ['Sol', 'Uma'], 'Vance');
  const aunt = await addPerson(session.page, { given: 'Wren', family: 'Vance', born: '1 1 1990' });
  assert.ok(aunt);
  await session.page.goto(child);
  const onFile = session.counted();
  await onFile.page.getByRole('link', { name: 'Family', exact: true }).click();
  await onFile.page.getByRole('button', { name: 'Add a relationship' }).click();
  await onFile.page.getByLabel('Find someone on file by name').fill('Wren Vance');
  await onFile.page.keyboard.press('Enter');
  await onFile.page.getByLabel('This person is the', { exact: true }).selectOption({ label: 'Aunt or uncle' });
  await session.page.getByRole('radio', { name: 'Wren Vance' }).check(); // The only one found is chosen already.
  await onFile.page.getByRole('button', { name: 'Save', exact: true }).click();
  await session.page.getByRole('main').getByRole('link', { name: 'Wren Vance' }).first().waitFor();
  onFile.budget(6);

  await session.page.goto(child);
  const someone = session.counted();
  await someone.page.getByRole('link', { name: 'Family', exact: true }).click();
  await someone.page.getByRole('button', { name: 'Add a relationship' }).click();
  await someone.page.getByLabel('Someone new', { exact: true }).check();
  await someone.page.getByLabel('Given names, if known').fill('Yann');
  await someone.page.getByLabel('Family name, if known').fill('Zeller');
  await someone.page.getByLabel('Date of birth, as well as it is known').fill('1988');
  await someone.page.getByLabel('This person is the', { exact: true }).selectOption({ label: 'Father' });
  await answer(someone.page, 'Does this person hold parental responsibility?', 'Yes').check();
  await someone.page.getByLabel('Who told us').fill('Sol’s mother, today');
  await someone.page.getByRole('button', { name: 'Save', exact: true }).click();
  await session.page.getByRole('main').getByRole('link', { name: 'Yann Zeller' }).first().waitFor();
  someone.budget(10);
});

journey('a record added to the chronology: 2; an action of a plan moved on: 3; one’s own record corrected: 4', async (session) => {
  await session.signIn('Social worker');
  const [child] = await family(session.page, ['Ines'], 'Abara');
  await start(session.page, child, 'visit');
  await choose(session.page, 'What was it for?', 'Child in need plan');
  await choose(session.page, 'Did it go ahead?', 'No: nobody was in, or I was not let in');
  await choose(session.page, 'What happened at the door?', 'Nobody in');
  await finish(session.page);
  await session.page.goto(`${child}/record`);
  const told = session.counted();
  await told.page.getByRole('link', { name: /^Add to chronology.*Visit/ }).click();
  await told.page.getByRole('button', { name: 'Add to chronology' }).click();
  await session.page.getByRole('heading', { name: 'Chronology', exact: true }).waitFor();
  told.budget(2);

  await agreedPlan(session.page, child);
  await session.page.goto(`${child}/plans`);
  const moved = session.counted();
  await moved.page.getByText('Update', { exact: false }).first().click();
  await moved.page.getByLabel('Done', { exact: true }).check();
  await moved.page.getByRole('button', { name: 'Save', exact: true }).click();
  await session.page.getByRole('main').getByText('Done', { exact: true }).first().waitFor();
  moved.budget(3);

  await session.page.goto(`${child}/record`);
  await session.page.getByRole('link', { name: /^Visit:/ }).first().click();
  const mended = session.counted();
  await mended.page.getByRole('button', { name: /^Correct/ }).click();
  await mended.page.getByLabel('Why is this record being corrected?').fill('They had said no at the door.');
  await answer(mended.page, 'What happened at the door?', 'Refused').check();
  await mended.page.getByRole('button', { name: /^Finish/ }).click();
  await session.page.waitForURL(/\/(children|records)\//);
  mended.budget(4);
});

journey('ten children given to another worker, with a handover: 5', async (session) => {
  await inWork(session, ['Abe', 'Bea', 'Cal', 'Dee', 'Eli', 'Fay', 'Gus', 'Hal', 'Ida', 'Jem'], 'Farrow');
  await session.signIn('Team manager');
  await session.page.goto('/team');
  const { page, budget } = session.counted();
  await page.getByRole('main').getByRole('link', { name: 'Social worker' }).click();
  await page.getByLabel('Give to').selectOption({ label: 'Team manager' });
  await page.getByLabel('Handover').fill('Ring the school first.');
  await page.getByRole('button', { name: 'Give these children' }).click();
  await session.page.getByText(/^1\d children now have a new worker/).waitFor();
  budget(5);
});

journey('a conference about three brothers and sisters, without its narrative: 25', async (session) => {
  await session.signIn('Conference chair');
  const names = ['Kit', 'Lev', 'Mae'];
  const [first] = await family(session.page, names, 'Noone');
  await session.page.goto(first);
  const { page, budget } = session.counted();
  await page.getByRole('link', { name: 'Conference', exact: true }).click();
  for (const given of names.slice(1)) await page.getByLabel(`${given} Noone`, { exact: true }).check();
  await page.getByRole('button', { name: 'Start' }).click();
  await answer(page, 'Which conference?', 'Initial conference').check();
  await field(page, /^Chair/).selectOption({ label: 'Conference chair' });
  await answer(page, 'Was it quorate?', 'Yes').check();
  await answer(page, "Was the social worker's report shared", 'Yes').check();
  for (const given of names) {
    const child = page.getByRole('group', { name: `${given} Noone` });
    await answer(child, 'How did the child take part?', 'Attended, spoke for self').check();
    await answer(child, 'What was decided for this child?', 'Child protection plan').check();
    await answer(child, 'Category', 'Neglect').check();
    await answer(child, 'Is advocacy recommended?', 'Yes').check();
    // Narrative, not counted.
    await session.page.getByRole('group', { name: `${given} Noone` }).getByLabel(/^Why/).filter({ visible: true }).first().fill('What we heard.');
  }
  await page.getByRole('button', { name: 'Finish conference' }).click();
  // No enquiry led here, which is asked about, and counted.
  await page.getByLabel('Yes, because').fill('Moved in from another authority.');
  await page.getByRole('button', { name: 'Record it' }).click();
  await session.page.waitForURL(/\/children\//);
  budget(25);
});

journey('the emergency card of a child: 3', async (session) => {
  await session.signIn('Out of hours');
  await addPerson(session.page, { given: 'Ivo', family: 'Thorne', born: '3 3 2014' });
  await session.page.goto('/work');
  const { page, budget } = session.counted();
  await page.getByLabel('Search for a child').fill('Ivo Thorne');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: /card/i }).first().click();
  await session.page.waitForURL(/\/card$/);
  await session.page.getByText('Ivo Thorne').first().waitFor();
  budget(3);
});

journey('a manager decides and says why, from the child’s file: 4', async (session) => {
  const child = await inWork(session, ['Nia'], 'Orme');
  await session.signIn('Social worker');
  await start(session.page, child, 'assessment_started');
  await choose(session.page, 'What kind?', 'Child and family assessment');
  await finish(session.page);
  const manager = await session.open();
  await manager.signIn('Team manager');
  await manager.page.goto(child);
  const { page, budget } = counted(manager.page);
  await page.getByRole('link', { name: 'Agree the scope and time of the assessment with the manager' }).first().click();
  await page.getByRole('button', { name: 'Start' }).click();
  // What it is about was said by the clock.
  assert.ok(await answer(manager.page, 'About what?', 'Scope and time of an assessment under way').isChecked());
  await field(page, /^Why\?/).fill('Two more weeks, to see him alone.');
  await page.getByRole('button', { name: /^Finish/ }).click();
  await manager.page.waitForURL(/\/(children|records)\/[^/]+(\?|$)/);
  budget(4);
});

/** Reads the one copy there is and records it as sent, on a page that counts. */
async function send({ page, axe }, counting, link) {
  await counting.page.getByRole('link', { name: link }).first().click();
  await axe();
  await counting.page.getByRole('checkbox').first().check();
  await counting.page.getByRole('button', { name: 'Read each copy' }).click();
  await counting.page.getByLabel(/^I have read this copy/).check();
  await axe();
  await counting.page.getByRole('button', { name: 'Record these as sent' }).click();
  await page.getByText(/^Sent on/).first().waitFor();
  await axe();
}

journey('a copy of the minutes to one reader, read before it leaves: 6; the chair signs', async (session) => {
  await session.signIn('Conference chair');
  const [child] = await family(session.page, ['Tam'], 'Yardley');
  await start(session.page, child, 'conference');
  await choose(session.page, 'Which conference?', 'Initial conference');
  await field(session.page, /^Chair/).selectOption({ label: 'Conference chair' });
  await choose(session.page, 'Was it quorate?', 'Yes');
  const who = session.page.getByRole('group', { name: 'Who took part?' }).first();
  await session.page.getByRole('button', { name: /^Add one to: Who took part/ }).click();
  await field(who, 'Name').fill('Dora Garrow');
  await answer(who, /^How did they take part/, 'Attended').check();
  const decided = session.page.getByRole('group', { name: 'Tam Yardley' });
  await answer(decided, 'What was decided for this child?', 'Neither').check();
  await field(decided, /^Why/).fill('Safe with Gran.');
  await finish(session.page, { because: 'Moved in from another authority.' });

  // Its record is to be signed: that stands on the chair's own list.
  await session.page.goto('/work');
  const sign = session.page.getByRole('link', { name: 'Sign the record of the conference' });
  await sign.first().waitFor();
  await session.axe();

  await session.page.goto(child);
  const counting = session.counted();
  await counting.page.getByRole('link', { name: 'Meetings', exact: true }).click();
  await send(session, counting, 'Send the minutes');
  counting.budget(6);
  await session.noSidewaysScroll();

  await session.page.goto('/work');
  // Other conferences may wait too.
  const waiting = await sign.count();
  await sign.first().click();
  await session.page.getByRole('button', { name: 'Sign this record' }).click();
  await session.page.getByText('Signed by the chair,').waitFor();
  await session.axe();
  await session.page.goto('/work');
  assert.ok((await sign.count()) < waiting, `${waiting} waited`);
});

journey('a copy of a plan to one reader, read before it leaves: 6', async (session) => {
  await session.signIn('Social worker');
  const [child] = await family(session.page, ['Una'], 'Yardley');
  await agreedPlan(session.page, child);
  await session.page.goto(child);
  const counting = session.counted();
  await counting.page.getByRole('link', { name: 'Plans', exact: true }).click();
  await send(session, counting, 'Send the plan');
  counting.budget(6);
});

journey('each page weighs what it may', async ({ page, signIn, htmlWeight }) => {
  await signIn('Hub manager');
  const [child] = await family(page, ['Rae', 'Sky'], 'Tamm');
  await homeAt(page, child, { street: '3 High Street', postcode: 'M26 9ZZ' });
  for (let number = 0; number < 8; number += 1) {
    await takeContact(page, { concern: `Worry ${number}.`, children: [{ given: 'Rae', family: 'Tamm', born: '1 6 2012', known: true }] });
  }
  const budgets = [['/board', 60], ['/work', 40], ['/team', 45], ['/search', 45], ['/dictionary', 45], [`${child}/journey`, 100], [`${child}/plans`, 40],
    ...['', '/record', '/chronology', '/family', '/meetings', '/looks'].map((end) => [child + end, 45])];
  for (const [address, most] of budgets) await htmlWeight(await page.goto(address), most);
  for (const kind of ['visit', 'contact', 'conference', 'plan', 'strategy_discussion', 'assessment', 'person_details']) {
    await start(page, child, kind);
    await htmlWeight(await page.goto(page.url()), 30);
  }

  // Everything a first visit brings, and how many requests a page takes.
  const files = [];
  page.on('response', (answer) => files.push(answer));
  await page.goto('/board');
  await page.waitForLoadState('load');
  const own = files.filter((answer) => !answer.url().includes('/events'));
  assert.ok(own.length <= 8, `${own.length} requests`);
});
