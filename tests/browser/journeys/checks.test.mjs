// An analyst drops a return on a page and goes from rule to child to field, with scripts and without; makes a return, which the
// director signs off; a worker sees what is to be mended.

import assert from 'node:assert/strict';
import { axe, noSidewaysScroll, product } from '../harness.mjs';
import { press } from '../steps.mjs';

const { journey } = product({ size: '1%' });

const HEADER = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n7,M,05/12/2013,WBRI,UN2,,\n';
const EPISODES = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n' +
  '7,02/05/2025,S,C9,N1,U1,PR1,,,,M26 3ZZ,M26 3ZX,1234567\n';
const files = [['Header.csv', HEADER], ['Episodes.csv', EPISODES]]
  .map(([name, text]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) }));

/** Checks a return and follows what is found; `look` judges each page on the way. */
async function check(page, look) {
  await page.goto('/checks');
  await look(page);
  await page.getByLabel('The files').setInputFiles(files);
  await page.getByLabel('Collection year').selectOption('2026');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'What was found' }).waitFor();
  await look(page);
  await page.getByRole('link', { name: '144', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '144: The legal status is not a code.' }).waitFor();
  await look(page);
  await page.getByRole('link', { name: '7', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Child 7' }).waitFor();
  await look(page);
  assert.ok(await page.getByText('Episodes.LS').count() > 0);
}

journey('files are checked, and what is found is let go of', async ({ page, signIn }) => {
  await signIn('Analyst');
  await check(page, axe);
  await page.getByRole('link', { name: 'All that was found' }).click();
  await press(page, 'Let go of it now');
  await page.getByText('The findings are gone.').waitFor();
});

journey('files that are no return are refused on the same page', async ({ page, signIn, guard }) => {
  await signIn('Analyst');
  await page.goto('/checks');
  await page.getByLabel('The files').setInputFiles([{ name: 'shoes.csv', mimeType: 'text/csv', buffer: Buffer.from('size\n9\n') }]);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByText('There is no return in 1 file.').first().waitFor();
  await axe(page);
  guard.expect(/422/);
});

journey('files are checked with scripts off, on a phone', { scripts: false, phone: true }, async ({ page, signIn }) => {
  await signIn('Analyst');
  // axe is a script itself.
  await check(page, noSidewaysScroll);
});

journey('a return is made by one and signed off by another', async ({ page, signIn, open }) => {
  await signIn('Analyst');
  await page.goto('/returns');
  await axe(page);
  await page.getByLabel('The authority’s number').or(page.getByLabel("The authority's number")).fill('201');
  await press(page, 'Make this return');
  await page.getByRole('heading', { level: 1, name: /^Children in need census/ }).waitFor();
  await axe(page);
  const address = new URL(page.url()).pathname;
  const other = await open();
  await other.signIn('Director');
  await other.page.goto(address);
  await press(other.page, 'Sign this return off');
  await other.page.goto(address);
  await axe(other.page);
});

journey('a worker goes from what is to be mended to the record', async ({ page, signIn }) => {
  await signIn('Social worker');
  await page.goto('/quality');
  await page.getByRole('heading', { level: 1, name: 'To mend for the returns' }).waitFor();
  await axe(page);
  await noSidewaysScroll(page);
});
