// A council's own sign-in, against a certified provider on this machine.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { axe, launch, openPage } from '../harness.mjs';
import { startProvider } from '../provider.mjs';
import { freePort, startServer } from '../server.mjs';

let back; let browser; let folder; let provider; let server;
const person = { user: 'asha.khan', name: 'Asha Khan', groups: ['Staff', 'CSC north'], amr: ['pwd', 'mfa'] };

before(async () => {
  const port = await freePort();
  back = `http://127.0.0.1:${port}/sign-in/council/return`;
  provider = await startProvider(back, person);
  folder = await mkdtemp(path.join(tmpdir(), 'goldthread-council-'));
  const file = path.join(folder, 'council.json');
  const roles = [{ group: 'CSC managers', role: 'team_manager', team: 'north-1' }, { group: 'CSC north', role: 'social_worker', team: 'north-1' }, { group: 'CSC systems', role: 'administrator' }];
  await writeFile(file, JSON.stringify({ name: 'Wharnley account', issuer: provider.issuer, client_id: 'goldthread', client_secret: 'a secret of the tests', roles }));
  server = await startServer({ empty: true, port, more: ['--single-sign-on', file] });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  await provider?.stop();
  if (folder) await rm(folder, { recursive: true });
});

/** Sign in by the provider in a new browser; answers the page it led to. */
async function come(work, next = '/team') {
  const { page, context, guard } = await openPage(browser, { baseURL: server.url });
  try {
    await page.goto(`/sign-in?next=${next}`);
    await axe(page);
    await Promise.all([page.waitForNavigation({ url: (url) => url.origin === server.url }), page.getByRole('button', { name: "Sign in with your Wharnley account" }).click()]);
    await work(page, context);
    guard.problems.splice(0, guard.problems.length, ...guard.problems.filter((one) => !/422/.test(one)));
    guard.clean();
  } finally {
    await context.close();
  }
}

test('somebody the provider vouches for is in, with the role of their group', () => come(async (page) => {
  assert.match(page.url(), /[/]team$/);
  await page.getByText('Asha Khan, Social worker').waitFor();
  assert.equal(provider.interactions(), 1);
}));

test('their role follows their group at the next sign-in', async () => {
  person.groups = ['CSC managers'];
  await come(async (page) => { await page.getByText('Asha Khan, Team manager').waitFor(); });
});

test('a provider that has changed its key is believed at once', async () => {
  const { port } = provider;
  await provider.stop();
  provider = await startProvider(back, person, port);
  await come(async (page) => { await page.getByText('Asha Khan, Team manager').waitFor(); });
});

test('a token whose time is over is refused', async () => {
  person.seconds = -60;
  await come(async (page) => { await page.getByText('did not let you in here').waitFor(); });
  delete person.seconds;
});

test('nobody without a group that has a role gets in', async () => {
  person.groups = ['Parks and gardens'];
  await come(async (page) => { await page.getByText('did not let you in here').waitFor(); });
  person.groups = ['CSC north'];
});

test('who proved no second factor to the provider sets one up here', async () => {
  Object.assign(person, { user: 'jo.marsh', name: 'Jo Marsh', amr: ['pwd'] });
  await come(async (page) => {
    assert.match(page.url(), /[/]account[/]enrol/);
    await page.goto('/team');
    assert.match(page.url(), /[/]account[/]enrol/);
  });
});

test('a code proved to the provider is no passkey, and a passkey proved to it is one', async () => {
  Object.assign(person, { user: 'kim.webb', name: 'Kim Webb', groups: ['CSC systems'], amr: ['pwd', 'mfa'] });
  await come(async (page) => {
    await page.getByRole('heading', { name: 'Confirm with a passkey' }).waitFor();
    const again = () => Promise.all([
      page.waitForNavigation({ url: (url) => url.origin === server.url }),
      page.getByRole('button', { name: 'Sign in with your Wharnley account' }).click(),
    ]);
    await again();
    assert.match(page.url(), /[/]step-up[/]passkey[?]next=/, 'another code');
    person.amr = ['fido'];
    await again();
    assert.match(page.url(), /[/]admin[/]people$/);
  }, '/admin/people');
  person.groups = ['CSC north'];
});

test('a name of an account of our own is not taken over', async () => {
  Object.assign(person, { user: 'administrator', name: 'Not Them', amr: ['mfa'] });
  await come(async (page) => { await page.getByText('did not let you in here').waitFor(); });
});

test('the way back is good once, and only in the browser that was sent', async () => {
  Object.assign(person, { user: 'pat.moss', name: 'Pat Moss' });
  let address;
  await come(async (page, context) => {
    await page.goto('/account');
    await context.clearCookies();
    const [request] = await Promise.all([
      page.waitForRequest((one) => one.url().includes('/sign-in/council/return')),
      page.goto('/sign-in/council'),
    ]);
    address = request.url();
    await page.goto(address);
    await page.getByText('did not let you in here').waitFor();
  });
  const stolen = await openPage(browser, { baseURL: server.url });
  await stolen.page.goto(address);
  await stolen.page.getByText('did not let you in here').waitFor();
  await stolen.context.close();
});
