// A form is sent while a save of one of its answers is still on its way.

import assert from 'node:assert/strict';
import { product } from '../harness.mjs';
import { addPerson, box, press, start } from '../steps.mjs';

const { journey } = product({ empty: true });

journey('a save that its form overtakes is let go of, and every word is in the record', async ({ page, signIn }) => {
  await signIn('Social worker');
  const child = await addPerson(page, { given: 'Ruby', family: 'Tansley', born: '4 6 2015', sex: 'Female' });
  await start(page, child, 'case_note');
  let held = 0;
  const failed = [];
  page.on('requestfailed', (request) => failed.push(request.url()));
  await page.route('**/field', async (route) => {
    held += 1;
    await new Promise((done) => { setTimeout(done, 3000); });
    await route.continue().catch(() => {});
  });
  await box(page, 'What happened').fill('Ruby rang from school, and was collected.');
  await page.keyboard.press('Tab');
  await page.waitForTimeout(200);
  await press(page, 'Save and stay');
  await page.waitForTimeout(3500);
  assert.ok(held > 0, 'a save was on its way');
  assert.ok(failed.some((url) => url.endsWith('/field')), 'and was let go of');
  assert.equal(await box(page, 'What happened').inputValue(), 'Ruby rang from school, and was collected.');
});
