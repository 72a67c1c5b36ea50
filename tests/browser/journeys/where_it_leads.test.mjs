// What somebody is led to: after signing in, after something was done, and to what waits for them.

import assert from 'node:assert/strict';
import { product } from '../harness.mjs';
import { addPerson, box, choose, press, takeContact } from '../steps.mjs';

const { journey } = product({ empty: true });

for (const [role, says] of [['Referrer', 'ring the front door'], ['Young person', 'Ring your social worker'], ['Parent', 'Ring your child’s social worker']]) {
  journey(`somebody with no page of their own is told whom to ring: ${role}`, async ({ page, signIn, axe, noSidewaysScroll }) => {
    await signIn(role);
    assert.equal(new URL(page.url()).pathname, '/welcome');
    await page.getByText(says).waitFor();
    await page.getByText('If a child is in danger now, ring 999.').waitFor();
    await axe();
    await noSidewaysScroll();
  });
}

journey('what was said in a contact stands on the file, and whose words they are', async ({ page, signIn }) => {
  await signIn('Hub manager');
  const children = [{ given: 'Mab', family: 'Orrell', born: '2 5 2014', sex: 'Female' }];
  await takeContact(page, { concern: 'Late home.', children, words: 'Nan shouts when I am late.' });
  await page.getByRole('main').getByRole('link', { name: 'Mab Orrell' }).first().click();
  await page.getByRole('blockquote').getByText('Nan shouts when I am late.').waitFor();
  assert.equal(await page.getByText(/words are not recorded yet/).count(), 0);

  // Of two children nobody knows whose words they are, and that is said beside them.
  await takeContact(page, {
    concern: 'Both late home.', words: 'We are hungry.',
    children: [{ given: 'Ned', family: 'Orrell', born: '2 5 2015' }, { given: 'Ola', family: 'Orrell', born: '2 5 2016' }],
  });
  await page.getByRole('main').getByRole('link', { name: 'Ned Orrell' }).first().click();
  await page.getByRole('blockquote').getByText('We are hungry.').waitFor();
  await page.getByText('about several children: it does not say who said it').waitFor();
});

/** Says that only these may know of a child, after reading what it would change. */
async function restrict(page, child, named) {
  await page.goto(`${child}/restriction`);
  await choose(page, 'How far does it go?', 'Only those named may know that there is a file, and whoever opens it in an emergency');
  for (const one of await page.locator('input[name=named]:checked').all()) await one.uncheck();
  await page.getByLabel(new RegExp(`^${named}, `)).check();
  await box(page, 'Why?').fill('The father works in the hub.');
  await press(page, 'See what this would change');
  await page.locator('.govuk-summary-list__row', { hasText: 'Named' }).getByText(named).waitFor();
}

journey('who may know of a child is said, and one is told that it was', async ({ page, signIn, open, axe, noSidewaysScroll }) => {
  await signIn('Service manager');
  const mine = await addPerson(page, { given: 'Pax', family: 'Orrell', born: '2 5 2012' });
  await restrict(page, mine, 'Service manager');
  await axe();
  await press(page, 'Say so');
  assert.equal(new URL(page.url()).pathname, mine);
  await page.getByText('Who may know of this child was changed.').waitFor();
  await axe();

  const theirs = await addPerson(page, { given: 'Quin', family: 'Orrell', born: '2 5 2011' });
  await restrict(page, theirs, 'Director');
  await press(page, 'Say so');
  await page.getByRole('heading', { name: 'It is done' }).waitFor();
  assert.equal(await page.getByText('Quin').count(), 0, 'nobody is named');
  await axe();
  await noSidewaysScroll();

  // Opened in an emergency, it waits on the list of whoever looks at it afterwards.
  await page.goto('/work');
  assert.equal(await page.getByText('Waiting for you to look').count(), 0);
  const night = await open();
  await night.signIn('Out of hours');
  await night.page.goto(`/emergency?of=${theirs}`);
  await box(night.page, 'Why can it not wait?').fill('The school cannot reach anybody and it is late.');
  await press(night.page, 'Open the file for an hour');
  await page.reload();
  await page.getByRole('link', { name: '1 file opened in an emergency' }).click();
  await page.getByRole('heading', { name: /Emergency access/ }).first().waitFor();
  await page.goto('/work');
  await axe();
});
