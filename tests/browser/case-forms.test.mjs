// SPDX-License-Identifier: EUPL-1.2
// A form of assessment is answered in a case without script: what is wrong is said beside its question and nothing
// written is lost; two are compared.
import assert from 'node:assert/strict';
import { LANGUAGES, violations } from './look.mjs';
import { makeStaff, signIn } from './staff.mjs';
import { run, startBrowser, startServer } from './server.mjs';

let staff = null;
const server = await startServer((seuil, folder) => {
  staff = makeStaff(seuil, folder, 'province-de-liege', { nadia: 'social_worker' });
  return staff.options;
});
const browser = await startBrowser();

async function pageOf(login, password, options = {}) {
  const visitor = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await visitor.newPage();
  await signIn(page, server.url, login, password);
  return page;
}

async function makePerson(page) {
  await page.goto(`${server.url}/fr/personnes/nouveau`);
  await page.fill('[name=given]', 'Camille');
  await page.fill('[name=family]', 'Exemple');
  await page.click('#person button[type=submit]');
  await page.waitForURL((url) => url.pathname.includes('/p/'));
  return `${server.url}${new URL(page.url()).pathname}`;
}

async function answer(page, steps) {
  for (const [question, step] of Object.entries(steps)) await page.check(`#q-${question}-${step}`);
  await page.click('#assessment button');
}

const tests = [
  ['what is missing is said beside its question, and what was written stays', async (context) => {
    context.page = await pageOf('nadia', staff.passwords.nadia, { javaScriptEnabled: false });
    const { page } = context;
    context.file = await makePerson(page);
    await page.goto(`${context.file}/fil`);
    await page.click('form[action$="/dossier"] button');
    await page.click('a[href$="/bilans"]');
    await page.click('a[href$="form=situation"]');
    await page.fill('#q-wish', 'une chambre à soi');
    await answer(page, { housing: 0, money: 1 });
    assert.match(await page.textContent('#q-health-wrong'), /Répondez/);
    assert.match(await page.textContent('#q-housing_risk-wrong'), /Répondez/);
    assert.equal(await page.inputValue('#q-wish'), 'une chambre à soi');
    await answer(page, { health: 2, housing_risk: 'nowhere' });
    assert.match(await page.textContent('main'), /une chambre à soi/);
    assert.match(await page.textContent('main'), /nulle part où dormir/);
  }],
  ['two assessments are compared, and what changed is marked', async ({ page, file }) => {
    await page.goto(`${file}/bilans/remplir?form=situation`);
    await answer(page, { housing: 3, money: 1, health: 2 });
    await page.goto(`${file}/bilans`);
    await page.click('form[action$="/comparer"] button');
    assert.equal(await page.locator('.tag.wait').count(), 3);
  }],
  ['each page of assessments is sound, in four languages, on a small screen', async (context) => {
    const page = await pageOf('nadia', staff.passwords.nadia);
    const path = context.file.replace(`${server.url}/fr`, '');
    await page.setViewportSize({ width: 320, height: 640 });
    for (const language of LANGUAGES) {
      for (const rest of ['', '/remplir?form=health_relay']) {
        await page.goto(`${server.url}/${language}${path}/bilans${rest}`);
        assert.deepEqual(await violations(page), []);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= 320, `${page.url()} is ${wide} pixels wide`);
      }
    }
  }],
];

const code = await run(tests, {});
await browser.close();
const stopped = await server.stop();
process.exit(code || stopped);
