// A director reads the scorecard, opens the children behind a figure and keeps words with it; a councillor sees no list.

import assert from 'node:assert/strict';
import { axe, noSidewaysScroll, product } from '../harness.mjs';
import { box, press } from '../steps.mjs';

const { journey } = product({ size: '1%' });
const CONTACTS = 'Contacts received';

journey('a figure opens its definition, its months, the children behind it, and keeps what is said of it', async ({ page, signIn, htmlWeight }) => {
  await signIn('Director');
  await htmlWeight(await page.goto('/figures'), 80);
  await axe(page);
  await page.getByRole('link', { name: CONTACTS }).first().click();
  await page.getByRole('heading', { level: 1, name: CONTACTS }).waitFor();
  await axe(page);
  await box(page, 'What does it say, and why?').fill('Schools were closed for a week of it.');
  await box(page, 'What will we do? (optional)').fill('Look again in December.');
  await press(page, 'Keep this with the figure');
  await page.getByText('Schools were closed for a week of it.').waitFor();
  await page.getByRole('link', { name: 'Those behind this figure' }).click();
  await page.getByRole('heading', { level: 1, name: `Those behind: ${CONTACTS}` }).waitFor();
  await axe(page);
  await page.locator('a[href^="/children/"]').first().click();
  await page.getByRole('navigation', { name: 'Child’s file' }).or(page.locator('.gt-identity')).first().waitFor();
  await page.goto('/figures');
  await page.getByText('Look again in December.').first().waitFor();
});

journey('a councillor sees figures and no children, on a phone', { phone: true }, async ({ page, signIn }) => {
  await signIn('Councillor');
  await page.goto('/figures?card=lead-member');
  await axe(page);
  await noSidewaysScroll(page);
  await page.getByRole('link', { name: CONTACTS }).first().click();
  await page.getByRole('heading', { level: 1, name: CONTACTS }).waitFor();
  await noSidewaysScroll(page);
  assert.equal(await page.getByRole('link', { name: /Those behind/ }).count(), 0);
  const refused = await page.request.get('/figures/IND-FD-01/children');
  assert.equal(refused.status(), 403);
});
