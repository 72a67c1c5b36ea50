// A visit recorded without a mouse; a session that ended; a narrow page.

import assert from 'node:assert/strict';
import { axe, noSidewaysScroll, product, secondStep } from '../harness.mjs';
import { addPerson, box, choose, saved, start } from '../steps.mjs';

const { journey } = product({ empty: true });

/** Moves focus with Tab to the control whose own words match; counts the presses, and sees that focus is always shown. */
function tabber(page) {
  let tabs = 0;
  let stops = 0;
  const focused = () => page.evaluate(() => {
    const at = document.activeElement;
    const rect = at.getBoundingClientRect();
    const middle = document.elementFromPoint(rect.left + Math.min(rect.width / 2, 8), rect.top + rect.height / 2);
    return {
      words: (at.labels?.[0]?.textContent ?? at.textContent ?? '').replace(/\s+/g, ' ').trim(),
      group: at.closest('fieldset')?.querySelector('legend')?.textContent.trim() ?? '',
      type: at.type ?? at.localName,
      inView: rect.top >= 0 && rect.bottom <= innerHeight + 1,
      covered: Boolean(middle && !at.contains(middle) && !middle.contains(at) && !at.labels?.[0]?.contains(middle) && !at.parentElement.contains(middle)),
    };
  });
  return {
    async to(words, group = /(?:)/) {
      for (let press = 0; press < 90; press += 1) {
        await page.keyboard.press('Tab');
        tabs += 1;
        const at = await focused();
        if (at.type === 'body') continue; // Between the last control and the first.
        assert.ok(at.inView && !at.covered, `focus can be seen at “${at.words}” (${JSON.stringify(at)})`);
        if (words.test(at.words) && group.test(at.group)) {
          stops += 1;
          return at;
        }
      }
      throw new Error(`Tab never came to ${words}`);
    },
    tabs: () => tabs,
    stops: () => stops,
  };
}

/** The arrow keys move between radios, and choose. */
async function arrowTo(page, words) {
  await page.keyboard.press('Space');
  for (let press = 0; press < 12; press += 1) {
    const at = await page.evaluate(() => document.activeElement.labels[0].textContent.trim());
    if (at === words) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`the arrows never came to ${words}`);
}

journey('a visit is recorded with Tab, Enter, Space and the arrows only', async ({ page, signIn }) => {
  await signIn('Social worker');
  const child = await addPerson(page, { given: 'Ruby', family: 'Tansley', born: '4 6 2015', sex: 'Female' });
  await page.goto(child);

  const tab = tabber(page);
  await tab.to(/^Skip to main content/);
  await page.keyboard.press('Enter');
  await tab.to(/^Record a visit$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/new\/visit/);
  await tab.to(/^Skip to main content/);
  await page.keyboard.press('Enter');
  await tab.to(/^Start$/);
  await Promise.all([page.waitForURL(/\/drafts\//), page.keyboard.press('Enter')]);
  await tab.to(/^Skip to main content/);
  await page.keyboard.press('Enter');
  await tab.to(/./, /What was it for/);
  await arrowTo(page, 'Something else');
  await tab.to(/./, /Did it go ahead/);
  await arrowTo(page, 'Yes');
  await tab.to(/./, /Where/);
  await arrowTo(page, 'At home');
  await tab.to(/./, /Was the child seen/);
  await arrowTo(page, 'Seen alone');
  await tab.to(/^What I saw and heard/);
  await page.keyboard.type('The kitchen was warm.');
  await tab.to(/^What it means/);
  await page.keyboard.type('Things are better.');
  await tab.to(/^Finish visit$/);
  await Promise.all([page.waitForURL(/\/children\//), page.keyboard.press('Enter')]);
  await page.getByRole('main').getByText('The kitchen was warm.').waitFor();
  assert.ok(tab.tabs() <= 4 * (tab.stops() + 8), `${tab.tabs()} presses of Tab for ${tab.stops()} stops`);

  // Single keys go to the lists, and can be switched off.
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  await page.waitForURL(/\/work$/);
  await page.keyboard.press('/');
  assert.ok(await page.getByLabel('Search for a child').evaluate((input) => input === document.activeElement));
  await page.keyboard.press('Tab');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog');
  await help.waitFor();
  await axe(page);
  await help.getByRole('checkbox').press('Space');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await page.waitForTimeout(500);
  assert.match(page.url(), /\/work$/);
});

journey('when a session has ended, signing in again leads back to the draft with every saved word', async ({ page, context, server, signIn, guard }) => {
  await signIn('Social worker');
  const child = await addPerson(page, { given: 'Ruby', family: 'Tansley', born: '4 6 2015', sex: 'Female' });
  await start(page, child, 'case_note');
  const draft = page.url();
  const boxes = page.locator('form[data-draft] textarea');
  await boxes.first().fill('Mum rang: Ruby slept well.');
  await saved(page);

  // Signed out elsewhere: the page says so, and keeps what is typed.
  const elsewhere = await context.newPage();
  await elsewhere.goto('/board');
  await elsewhere.getByRole('button', { name: 'Sign out' }).click();
  await elsewhere.waitForURL(/\/sign-in/);
  await boxes.first().fill('Mum rang: Ruby slept well. Gran visits on Friday.');
  await page.getByText('You have been signed out.').waitFor();
  assert.equal(await boxes.first().inputValue(), 'Mum rang: Ruby slept well. Gran visits on Friday.');
  guard.expect(/40[13]/);
  await axe(page);

  // Signing in again in the other tab is enough: this page goes on saving.
  await elsewhere.goto(draft);
  const known = server.signIns['social worker'];
  await elsewhere.getByLabel('User name').fill(known.user);
  await elsewhere.getByLabel('Password', { exact: true }).fill(known.password);
  await elsewhere.getByRole('button', { name: 'Sign in', exact: true }).click();
  await elsewhere.waitForURL(/sign-in\/code/);
  await secondStep(elsewhere);
  await elsewhere.waitForURL(draft);
  assert.equal(await elsewhere.locator('form[data-draft] textarea').first().inputValue(), 'Mum rang: Ruby slept well.');
  await page.getByText(/^Saved \d\d:\d\d$/).waitFor({ timeout: 30_000 });
  await page.goto(draft);
  assert.equal(await boxes.first().inputValue(), 'Mum rang: Ruby slept well. Gran visits on Friday.');
  guard.problems.splice(0, guard.problems.length, ...guard.problems.filter((one) => !/40[13]/.test(one)));
});

journey('no page of an everyday round scrolls sideways at 320 pixels', async ({ page, signIn }) => {
  await signIn('Team manager');
  const child = await addPerson(page, { given: 'Wilhelmina-Alexandra', family: 'Featherstonehaugh-Cholmondeley', born: '4 6 2015' });
  const addresses = ['/board', '/work', '/team', '/search', '/contacts/new', '/dictionary', '/help', '/accessibility', '/privacy',
    ...['', '/record', '/journey', '/chronology', '/family', '/family/add', '/plans', '/meetings', '/looks', '/new/visit'].map((end) => child + end)];
  for (const address of addresses) {
    const answer = await page.goto(address);
    assert.equal(answer.status(), 200, address);
    await noSidewaysScroll(page);
    await axe(page);
  }
  for (const kind of ['visit', 'conference', 'plan', 'assessment', 'person_details']) {
    await start(page, child, kind);
    await noSidewaysScroll(page);
    await axe(page);
  }
});
