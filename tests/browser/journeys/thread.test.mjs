// One thread, from a telephone call about three brothers and sisters to a visit under their plans, and back in time.

import assert from 'node:assert/strict';
import { axe, noSidewaysScroll, product, shoot } from '../harness.mjs';
import { addPerson, box, choose, date, day, finish, group, homeAt, isoDay, nameChild, press, relate, start, takeContact } from '../steps.mjs';

const { journey } = product({ empty: true });

const JOSIE = { given: 'Josie', family: 'Marlow', born: '4 6 2013', sex: 'Female' };
const CALLUM = { given: 'Callum', family: 'Marlow', born: '19 9 2016', sex: 'Male' };
const EFFIE = { given: 'Effie', family: 'Marlow', born: '2 2 2021', sex: 'Female' };
const names = ['Josie Marlow', 'Callum Marlow', 'Effie Marlow'];
const home = { street: '14 Mill Lane', postcode: 'M26 1AB' };

/** Two contacts of earlier this year at 14 Mill Lane: one about Josie, one about a cousin who stayed there. */
async function earlier(page) {
  const josie = await addPerson(page, JOSIE);
  await homeAt(page, josie, home);
  const dean = await addPerson(page, { given: 'Dean', family: 'Foy', born: '8 8 2010', sex: 'Male' });
  await homeAt(page, dean, home);
  for (const [child, days, concern] of [[JOSIE, -120, 'Josie was late and tired again.'], [{ ...JOSIE, given: 'Dean', family: 'Foy', born: '8 8 2010' }, -60, 'Shouting heard from the house.']]) {
    const contact = await takeContact(page, { concern, children: [{ ...child, known: true }], received: day(days) });
    await press(page, 'No further action');
    await date(page, 'When was it decided?', { ...day(days), time: '' });
    await choose(page, 'Level of need', 'Universal');
    await box(page, 'Why?').fill('Universal services are enough for now.');
    assert.equal(await finish(page), contact);
  }
  return josie;
}

/** My work asks for this. */
async function hasTask(page, what) {
  await page.goto('/work');
  await page.getByRole('link', { name: what, exact: true }).first().waitFor();
}

journey('from a call about three brothers and sisters to a visit under their plans', async ({ open }) => {
  const sign = async (role, more) => {
    const one = await open(more);
    await one.signIn(role);
    return one.page;
  };
  const hub = await sign('Hub manager');
  const josie = await earlier(hub);

  // The call. The eldest is known; two earlier contacts at the address are seen before anything is decided.
  const screener = await sign('Screener');
  await press(screener, 'New contact');
  await nameChild(screener, { ...JOSIE, known: true });
  await nameChild(screener, CALLUM);
  await nameChild(screener, EFFIE);
  const panel = screener.getByRole('region', { name: 'Which children is it about?' });
  await panel.getByText('Josie was late and tired again.').waitFor();
  await panel.getByText('Shouting heard from the house.').waitFor();
  await axe(screener);
  await shoot(screener, 'thread-contact-form');
  await choose(screener, 'How did it come?', 'A member of the public, or the family');
  await box(screener, 'Who is it from?').selectOption({ index: 2 });
  await box(screener, 'What are they worried about?').fill('Effie has a burn on her arm that nobody can explain.');
  await group(screener, 'If there is no answer: What did the child say?').getByLabel('Not asked').check();
  await choose(screener, 'Is anyone in danger now?', 'No');
  const contact = await finish(screener);
  await axe(screener);
  await shoot(screener, 'thread-contact');
  await screener.goto('/board');
  const waiting = screener.getByRole('region', { name: 'Contacts waiting' });
  for (const name of ['Josie', 'Callum', 'Effie', 'Marlow']) await waiting.getByText(name).first().waitFor();
  await axe(screener);
  await shoot(screener, 'thread-board');

  // The decision and the referral.
  await hub.goto(contact);
  await press(hub, 'Claim');
  await press(hub, "Referral to children's social care");
  await choose(hub, 'Level of need', 'Statutory (s17, s47, s20, s31)');
  await box(hub, 'Why?').fill('A burn without an explanation, after two contacts about shouting and tiredness.');
  assert.equal(await finish(hub), contact);
  await hub.goto('/board');
  await hub.getByText('Decided; to be recorded: referral').waitFor();
  await hub.goto(contact);
  await axe(hub);
  await press(hub, 'Record the referral');
  await choose(hub, 'Main need', 'Abuse, neglect and exploitation');
  await box(hub, 'Why?').fill('Unexplained injury to a child of five.');
  await finish(hub);
  await hub.goto('/board');
  await hub.getByText('No contacts are waiting.').waitFor();
  await hub.goto(`${josie}/family`);
  const [callum, effie] = await relate(hub, josie, names.slice(1));
  await relate(hub, callum, ['Effie Marlow']);
  await start(hub, josie, 'referral_decision', names.slice(1));
  await choose(hub, 'What is the response?', 'Strategy discussion');
  await box(hub, 'Why?').fill('Significant harm may have happened.');
  await choose(hub, 'Has the referrer been told', 'Yes');
  await box(hub, 'Team to work with the child').selectOption({ label: 'North safeguarding 1' });
  await finish(hub);

  // A worker.
  const manager = await sign('Team manager');
  await manager.goto('/team');
  await axe(manager);
  await shoot(manager, 'thread-team');
  for (const name of names) await manager.getByLabel(name).check();
  await box(manager, 'Give to').selectOption({ label: 'Social worker' });
  await manager.getByLabel('Handover').fill('See Effie today.');
  await press(manager, 'Give these children');
  const worker = await sign('Social worker');
  await worker.goto('/work');
  for (const name of names) await worker.getByText(name).first().waitFor();
  await axe(worker);
  await shoot(worker, 'thread-work');

  // The assessment: its clock runs from the referral, and stops once it is authorised.
  const assess = worker.locator('#clocks').getByText('Authorise the child and family assessment');
  await worker.goto(josie);
  await assess.first().waitFor();
  await start(worker, josie, 'assessment_started', names.slice(1));
  await choose(worker, 'What kind?', 'Child and family assessment');
  await finish(worker, { because: 'It begins beside the strategy discussion.' });
  await start(worker, josie, 'assessment', names.slice(1));
  await choose(worker, 'What kind?', 'Child and family assessment');
  for (const name of names) {
    await choose(group(worker, name), 'Was the child seen alone?', 'Yes');
    await box(group(worker, name), 'What is life like for this child').fill(`A day of ${name}'s, as told on the way to school.`);
    await choose(group(worker, name), 'What follows for this child?', 'Strategy discussion');
  }
  await group(worker, 'Factors found').getByRole('checkbox').first().check();
  await box(worker, 'What does it all mean?').fill('A burn without an account, and nobody at home who says how.');
  await axe(worker);
  await finish(worker, { because: 'The decision was made at once.' });
  await worker.goto(josie);
  assert.equal(await assess.count(), 0);
  await worker.goto(`${josie}/journey`);
  await worker.getByRole('table').getByRole('link', { name: /Assessment/ }).first().waitFor();

  // Strategy discussion, enquiry, conference.
  await start(worker, josie, 'strategy_discussion', names.slice(1));
  const agencies = group(worker, 'Which agencies took part?');
  for (const agency of ["Children's social care", 'Police', 'General practice']) await agencies.getByLabel(agency, { exact: true }).check();
  await box(worker, 'What is known').fill('Burn seen at nursery; no account given.');
  await choose(worker, 'Has the child been seen', 'Yes');
  await choose(worker, 'What was decided?', 'Section 47 enquiry');
  await choose(worker, 'By whom?', 'Social care and police together');
  await box(worker, 'Why?').fill('Threshold met.');
  await finish(worker);
  await hasTask(worker, 'Conclude the enquiry');
  await hasTask(worker, 'Hold the initial conference');
  await start(worker, josie, 'section47', names.slice(1));
  for (const name of names) await choose(group(worker, name), 'What was found?', 'Substantiated, and the child is at continuing risk: conference');
  await box(worker, 'What was done, who was spoken to').fill('Medical, home visit, school and nursery.');
  await finish(worker, { because: 'Seen at the hospital; the visits are being typed up.' });
  await hasTask(worker, 'Book the initial conference');
  const chair = await sign('Conference chair');
  await start(chair, josie, 'conference', names.slice(1));
  await choose(chair, 'Which conference?', 'Initial conference');
  await choose(chair, 'Was the social worker', 'Yes');
  await group(chair, 'If there is no answer: What do the parents say?').getByLabel('Not asked').check();
  const decide = async (name, answer, category) => {
    const child = group(chair, name);
    await choose(child, 'What was decided for this child?', answer);
    if (category) await choose(child, 'Category', category);
    await box(child, 'Why?').fill(`What we know of ${name}, and what others said.`);
  };
  await decide('Josie Marlow', 'No child protection plan: child in need plan');
  await decide('Callum Marlow', 'Child protection plan', 'Neglect');
  await decide('Effie Marlow', 'Child protection plan', 'Physical');
  await axe(chair);
  await shoot(chair, 'thread-conference-form');
  await finish(chair, { because: 'The list of those who came follows.' });
  for (const [file, category] of [[josie, 'Not on a child protection plan'], [callum, 'Neglect'], [effie, 'Physical']]) {
    await chair.goto(file);
    await chair.getByRole('main').getByText(category).first().waitFor();
    await axe(chair);
  }
  await shoot(chair, 'thread-file');

  // The plan of the two who are on one.
  await start(worker, callum, 'plan', ['Effie Marlow']);
  await choose(worker, 'Which plan?', 'Child protection plan');
  await box(worker, 'What are we worried about?').fill('Burns and hunger.');
  await box(worker, 'What will be different for the child?').fill('They are warm, fed and safe at home.');
  await box(worker, 'What will be done?').fill('Fit a fire guard');
  await box(worker, 'Who will do it?').fill('Gran');
  await date(worker, 'By when?', day(7));
  await box(worker, 'How will we know').fill('The guard is on at each visit');
  await group(worker, 'If there is no answer: What does the child want').getByLabel('Not asked').check();
  await group(worker, 'If there is no answer: What does the family say').getByLabel('Not asked').check();
  await box(worker, 'What happens if it does not work?').fill('Legal planning.');
  await axe(worker);
  await finish(worker);
  await worker.goto(`${callum}/plans`);
  await worker.getByText('Fit a fire guard').first().waitFor();
  await axe(worker);
  await shoot(worker, 'thread-plans');

  // One visit to all three, written at the door on a telephone.
  const door = await sign('Social worker', { phone: true });
  await door.goto('/work');
  await axe(door);
  await hasTask(door, 'Hold the core group');
  await hasTask(door, 'Fit a fire guard (Gran)');
  await start(door, callum, 'visit', ['Josie Marlow', 'Effie Marlow']);
  await choose(door, 'What was it for?', 'Child protection plan');
  await choose(door, 'Did it go ahead?', 'Yes');
  await choose(door, 'Where?', 'At home');
  for (const name of names) {
    await choose(group(door, name), 'Was the child seen?', 'Seen alone');
    await choose(group(door, name), "Was the child's bedroom seen?", 'Yes');
    await box(group(door, name), "The child's own words").fill(`I am ${name.split(' ')[0]} and I had toast.`);
  }
  await box(door, 'What I saw and heard').fill('The guard is on. Breakfast on the table.');
  await box(door, 'What it means').fill('Gran keeps her word.');
  await axe(door);
  await noSidewaysScroll(door);
  await shoot(door, 'thread-visit');
  await finish(door, { because: 'Josie is on a child in need plan and lives there too.' });
  for (const [file, said, others] of [[josie, 'Josie', /Callum and|Effie and/], [callum, 'Callum', /Josie and|Effie and/], [effie, 'Effie', /Josie and|Callum and/]]) {
    await door.goto(file);
    const main = door.getByRole('main');
    await main.getByText(`I am ${said} and I had toast.`).first().waitFor();
    assert.doesNotMatch(await main.innerText(), others, 'a child’s file holds that child’s words, not the others’');
    assert.equal(await main.getByText('Not recorded as seen alone').count(), 0);
    await axe(door);
    await noSidewaysScroll(door);
  }

  // The timeline and the chronology follow.
  await door.goto(`${callum}/journey`);
  for (const mark of [/Contact: Referral/, /Section 47 enquiry/, /Child protection plan: Neglect/, /Visit, seen alone/]) {
    await door.getByRole('table').getByRole('link', { name: mark }).first().waitFor();
  }
  await door.goto(`${callum}/record`);
  await door.getByRole('link', { name: /^Add to chronology.*Visit: Child protection plan/ }).click();
  await box(door, 'What did it mean for the child?').fill('He ate before school.');
  await press(door, 'Add to chronology');
  await door.getByRole('table').getByText('He ate before school.').waitFor();
  for (const part of ['journey', 'chronology', 'record', 'plans', 'meetings', 'family', 'looks']) {
    await door.goto(`${callum}/${part}`);
    await axe(door);
    await noSidewaysScroll(door);
    await shoot(door, `thread-${part}`);
  }

  // And back in time: what was known last week, and what is now known to have been so then.
  const asAt = async (file, ago, view) => {
    await worker.goto(file);
    await worker.getByText('As at another day').click();
    const control = worker.locator('details', { hasText: 'As at another day' });
    const [year, month, day] = isoDay(ago).split('-');
    for (const [name, value] of [['Day', day], ['Month', month], ['Year', year]]) {
      await control.getByLabel(name, { exact: true }).fill(value);
    }
    await control.getByLabel(view === 'known' ? 'What we knew then' : 'What was true then').check();
    await press(worker, 'Show this day');
    return (await worker.getByRole('main').innerText()).replace(/\s+/g, ' ');
  };
  const known = await asAt(`${josie}/record`, -7, 'known');
  assert.match(known, /What we knew by the end of .* Nothing recorded later is shown\./);
  assert.match(known, /Nothing is recorded here yet\./, 'nothing had been written down a week ago');
  await axe(worker);
  const then = await asAt(`${josie}/record`, -90, 'true');
  assert.match(then, /What was true on .*, from all that is known now\./);
  assert.match(then, /Josie was late and tired again\./);
  assert.doesNotMatch(then, /burn on her arm|Gran keeps her word/);
});
