import { product } from '../harness.mjs';
import { takeContact, start, finish, choose, box, press, group } from '../steps.mjs';
const { journey } = product({ size: '1%' });
for (const [name, viewport] of [['wide', { width: 1366, height: 900 }], ['phone', { width: 390, height: 844 }]]) {
  journey(`shots ${name}`, async ({ page, signIn, guard }) => {
    await page.setViewportSize(viewport);
    const shot = async (what) => { await page.screenshot({ path: `/tmp/sh/${name}-${what}.png`, fullPage: true }); };
    await page.goto('/sign-in'); await shot('signin');
    await signIn('Hub manager');
    await page.goto('/identities').catch(() => {}); await shot('identities-refused'); guard.expect(/40[34]/);
    await page.goto('/board'); await shot('board0');
    const c = await takeContact(page, { concern: 'Left alone on Friday night.', children: [{ given: 'Ida', family: 'Penrose', born: '4 6 2015' }, { given: 'Abe', family: 'Penrose', born: '4 6 2019' }] });
    await page.goto(c); await shot('contact');
    await press(page, "Referral to children's social care"); await shot('decision');
    await choose(page, 'Level of need', 'Statutory (s17, s47, s20, s31)');
    await box(page, 'Why?').fill('Three worries.');
    await finish(page); await shot('decided');
    await page.goto('/board'); await shot('board');
    await page.goto('/welcome'); await shot('welcome');
    await page.goto('/releases'); await shot('releases');
  });
}
