// SPDX-License-Identifier: EUPL-1.2
// Who keeps the directory merges two services that stand twice, and parts them again, on a narrow screen.
import assert from 'node:assert/strict';
import { violations } from './look.mjs';
import { run, startBrowser, startServer } from './server.mjs';
import { enter, makeStaff } from './staff.mjs';

let staff = null;
const server = await startServer((seuil, folder) => {
  staff = makeStaff(seuil, folder, 'cssn', { stef: 'steward' });
  seuil(['sign-in', 'stef', '--quiet'], staff.passwords.stef);
  seuil(['account', 'own-password'], `${staff.passwords.stef}\nune porte ouverte`);
  staff.passwords.stef = 'une porte ouverte';
  seuil(['twins', 'find', '--quiet']);
  return staff.options;
});
const browser = await startBrowser();

const tests = [
  ['two services stand side by side, and one merged into the other shows what was ticked', async (context) => {
    const { page } = context;
    await enter(page, server.url, 'stef', staff.passwords);
    await page.goto(`${server.url}/fr/fiches`);
    await page.getByRole('link', { name: 'Services en double' }).click();
    await page.locator('main li h2 a').first().click();
    const [left, right] = await page.locator('thead th bdi').allTextContents();
    Object.assign(context, { left, right });
    assert.deepEqual(await violations(page), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(wide, false);
    await page.check('input[name=take][value=name]');
    await page.click('button[value=merge]');
    await page.waitForURL(/doubles$/);
    const merge = page.locator('section', { has: page.locator('#merges') });
    assert.equal((await merge.locator('h3').textContent()).trim(), `${right} → ${right}`);
    assert.deepEqual(await violations(page), []);
  }],
  ['a merge that is undone gives both back', async ({ page, left, right }) => {
    await page.getByRole('button', { name: /^Défaire/ }).click();
    await page.waitForURL(/doubles$/);
    const merges = await page.locator('section', { has: page.locator('#merges') }).textContent();
    assert.match(merges, /Défaite/);
    assert.ok(merges.includes(`${right} → ${left}`), merges);
  }],
  ['what is said to be two is proposed no more', async ({ page }) => {
    const first = page.locator('main li h2 a').first();
    const [name, count] = [await first.textContent(), await page.locator('main li h2').count()];
    await first.click();
    await page.click('button[value=different]');
    await page.waitForURL(/doubles$/);
    assert.equal(await page.locator('main li h2').count(), count - 1);
    assert.ok(!(await page.locator('main li h2 a').allTextContents()).includes(name));
  }],
];

const page = await (await browser.newContext({ viewport: { width: 320, height: 720 } })).newPage();
const code = await run(tests, { page });
await browser.close();
const stopped = await server.stop();
process.exit(code || stopped);
