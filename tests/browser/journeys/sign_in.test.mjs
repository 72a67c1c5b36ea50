// Signing in: setting up a second factor, a passkey alone, recovery codes, signing out everywhere, and back to the words
// that were being typed.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { axe, noSidewaysScroll, product, secondStep } from '../harness.mjs';
import { binary } from '../server.mjs';
import { addPerson, press, saved, start } from '../steps.mjs';

const { journey, noScript } = product({ empty: true });
const WORK = /[/]work$/;
const PASSWORD = 'kettle orbit saddle moth';

/** The code an authenticator app would show, some steps of thirty seconds from now. */
function code(secret, away = 0) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const letter of secret) bits += letters.indexOf(letter).toString(2).padStart(5, '0');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + away));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = (mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, '0');
}

/** Somebody new, added on the machine; the end of their link. */
function added(server, user, place = ['--role', 'social_worker', '--team', 'north-1']) {
  const words = ['accounts', 'add', user, '--name', 'Asha Khan', ...place, '--data', server.data];
  const said = spawnSync(binary, words, { encoding: 'utf8' });
  assert.equal(said.status, 0, said.stderr);
  return /\/enrol\/\S+/.exec(said.stdout)[0];
}

/** Follow a link and choose a password: what comes next is setting up a second factor. */
async function follow(page, address) {
  await page.goto(address);
  await page.getByLabel('Choose a password').fill(PASSWORD);
  await press(page, 'Continue');
  assert.match(page.url(), /\/account\/enrol/);
}

async function withPassword(page, base, user) {
  await page.goto(`${base}/sign-in`);
  await page.getByLabel('User name').fill(user);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await press(page, 'Sign in', { exact: true });
}

/** Set up an authenticator app; answers its secret and the recovery codes. */
async function setUpApp(page) {
  const secret = await page.locator('[data-secret]').textContent();
  await page.getByLabel('Code', { exact: true }).fill(code(secret, -1));
  await press(page, 'Set up the app');
  const codes = await page.locator('.gt-codes code').allTextContents();
  assert.equal(codes.length, 10);
  return { secret, codes };
}

noScript('somebody new sets up an app, and signs in with it and with a recovery code', async ({ page, server, guard }) => {
  await follow(page, added(server, 'asha.khan'));
  // Nothing else can be reached with a password alone.
  await page.goto('/work');
  assert.match(page.url(), /\/account\/enrol/);
  const { secret, codes } = await setUpApp(page);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.waitForURL(WORK);
  await press(page, 'Sign out');
  await withPassword(page, server.url, 'asha.khan');
  await page.getByLabel('Code', { exact: true }).fill('000000');
  await press(page, 'Continue');
  await page.getByRole('alert').getByText('That code is wrong').waitFor();
  guard.expect(/401/);
  await page.getByLabel('Code', { exact: true }).fill(code(secret));
  await press(page, 'Continue');
  assert.match(page.url(), WORK);
  await press(page, 'Sign out');
  await withPassword(page, server.url, 'asha.khan');
  await page.getByText('Use a recovery code').click();
  await page.getByLabel('Recovery code').fill(codes[0]);
  await press(page, 'Continue');
  assert.match(page.url(), WORK);
});

/** A device of the page's that makes passkeys; answers how it is spoken to, and its name. */
async function deviceOf(page, context) {
  const device = await context.newCDPSession(page);
  await device.send('WebAuthn.enable');
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  return { device, authenticatorId };
}

/** Passkeys are for a name, not for a number. */
const named = (server) => server.url.replace('127.0.0.1', 'localhost');

/** What the guard saw but for what comes of the other name. */
const sameButForTheName = (guard) =>
  guard.problems.splice(0, guard.problems.length, ...guard.problems.filter((one) => !/localhost/.test(one)));

journey('a passkey is set up, and opens everything by itself', async ({ page, context, server, guard }) => {
  const base = named(server);
  const { device, authenticatorId } = await deviceOf(page, context);
  await follow(page, base + added(server, 'jo.marsh'));
  await axe(page);
  await noSidewaysScroll(page);
  await press(page, 'Set up a passkey');
  assert.equal((await page.locator('.gt-codes code').allTextContents()).length, 10);
  await axe(page);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.waitForURL(WORK);
  await press(page, 'Sign out');
  // Alone: no user name, no password.
  await press(page, 'Sign in with a passkey');
  assert.match(page.url(), WORK);
  await page.goto(`${base}/account`);
  await page.getByText('Passkey, since').waitFor();
  await axe(page);
  await noSidewaysScroll(page);
  // And as a second factor.
  await press(page, 'Sign out');
  await withPassword(page, base, 'jo.marsh');
  await press(page, 'Use your passkey');
  assert.match(page.url(), WORK);
  // A device that does not ask who is there is refused.
  await press(page, 'Sign out');
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('That passkey was not accepted').first().waitFor();
  assert.match(page.url(), /\/sign-in/);
  sameButForTheName(guard);
});

journey('an administrator with a code is asked for a passkey before adding somebody', async ({ page, context, server, guard }) => {
  const base = named(server);
  const PEOPLE = /[/]admin[/]people$/;
  const asked = () => page.getByRole('heading', { name: 'Confirm with a passkey' }).waitFor();
  await deviceOf(page, context);
  await follow(page, base + added(server, 'kim.webb', ['--role', 'administrator']));
  const { secret } = await setUpApp(page);
  // The code they have just given lets them in, and opens no page of people: they are told how to get a passkey.
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await asked();
  await axe(page);
  await noSidewaysScroll(page);
  await page.getByText('You have no passkey yet').waitFor();
  await press(page, 'Set up a passkey');
  assert.match(page.url(), /\/account\/enrol$/);
  await press(page, 'Set up a passkey');
  await page.getByText('Passkey, since').waitFor();
  // It is asked for, used, and they get on.
  await page.goto(`${base}/admin/people`);
  await asked();
  await axe(page);
  await noSidewaysScroll(page);
  await press(page, 'Use your passkey');
  assert.match(page.url(), PEOPLE);
  await press(page, 'Add somebody');
  await page.getByLabel('Their name').fill('Pat Moss');
  await page.getByLabel('User name').fill('pat.moss');
  await page.getByLabel('Role', { exact: true }).selectOption({ label: 'Social worker' });
  await press(page, 'Ask for it');
  await page.getByText('It waits for a second person to agree.').waitFor();
  // With a code alone they do not get there again, nor to what they sign in with.
  await press(page, 'Sign out');
  await withPassword(page, base, 'kim.webb');
  await page.getByLabel('Code', { exact: true }).fill(code(secret));
  await press(page, 'Continue');
  for (const address of ['/admin/people', '/admin/people/new', '/account/enrol']) {
    await page.goto(base + address);
    await asked();
    assert.equal(new URL(page.url()).pathname, '/step-up/passkey', address);
  }
  await press(page, 'Use your passkey');
  assert.match(page.url(), /\/account\/enrol$/);
  sameButForTheName(guard);
});

journey('signing out everywhere ends the other browser too', async ({ page, open, signIn, guard }) => {
  await signIn('Team manager');
  const other = await open();
  await other.signIn('Team manager');
  await page.goto('/account');
  assert.equal(await page.locator('main tbody tr').count(), 2);
  await axe(page);
  await press(page, 'Sign out everywhere, here too');
  assert.match(page.url(), /\/sign-in/);
  await other.page.goto('/work');
  assert.match(other.page.url(), /sign-in\?next=[/]work$/);
  guard.clean();
});

journey('somebody who was signed out comes back to the words they were typing', async ({ page, open, signIn, guard }) => {
  await signIn('Social worker');
  const child = await addPerson(page, { given: 'Ruby', family: 'Tansley', born: '4 6 2015', sex: 'Female' });
  await start(page, child, 'case_note');
  const draft = page.url();
  const words = page.locator('form[data-draft] textarea').first();
  await words.fill('Mum rang: Ruby slept well.');
  await saved(page);
  const id = await words.getAttribute('id');
  const other = await open();
  await other.signIn('Social worker');
  await other.page.goto('/account');
  await press(other.page, 'Sign out everywhere else');
  await words.fill('Mum rang: Ruby slept well. Gran visits on Friday.');
  const link = page.getByRole('link', { name: 'Sign in (opens a new tab)' });
  await link.waitFor({ timeout: 60_000 });
  const [tab] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
  await tab.waitForURL(/\/sign-in\?next=/);
  await tab.getByRole('button', { name: 'Use the account of the role social worker', exact: false }).click();
  await tab.waitForURL(/sign-in\/code/);
  await secondStep(tab);
  await tab.waitForURL(new RegExp(new URL(draft).pathname));
  assert.equal(await tab.evaluate(() => document.activeElement.id), id, 'the same question');
  assert.equal(await tab.locator(`[id="${id}"]`).inputValue(), 'Mum rang: Ruby slept well.');
  // The first tab saves what was typed meanwhile.
  await page.getByText(/^Saved \d\d:\d\d$/).waitFor({ timeout: 60_000 });
  guard.problems.splice(0, guard.problems.length, ...guard.problems.filter((one) => !/40[13]/.test(one)));
});

journey('an administrator sees what a role would give, and a second person agrees', async ({ page, open, signIn }) => {
  await signIn('Administrator');
  await page.goto('/admin/people');
  await axe(page);
  await noSidewaysScroll(page);
  await page.getByRole('link', { name: 'Conference chair' }).click();
  await axe(page);
  await page.getByLabel('Role', { exact: true }).selectOption({ label: 'Team manager' });
  await press(page, 'See what this would do');
  await page.getByText('Gives:').waitFor();
  await axe(page);
  await press(page, 'Ask for it');
  await page.getByText('It waits for a second person to agree.').waitFor();
  await page.getByText('Somebody else must agree.').waitFor();
  const second = await open();
  await second.signIn('Service manager');
  await second.page.goto('/admin/changes');
  await axe(second.page);
  await noSidewaysScroll(second.page);
  await press(second.page, 'Agree', { exact: true });
  await second.page.getByText('It was agreed to and done.').waitFor();
  await page.goto('/admin/people');
  const row = page.getByRole('row', { name: /^Conference chair/ });
  assert.match(await row.innerText(), /Team manager/);
});
