// SPDX-License-Identifier: EUPL-1.2
// A dwelling from its description to the household that leaves it; without script and at 320 pixels.
import assert from 'node:assert/strict';
import { violations } from './look.mjs';
import { run, startBrowser, startServer } from './server.mjs';
import { enter, makeStaff } from './staff.mjs';

const day = (offset) => new Date(Date.now() + offset * 864e5).toLocaleDateString('sv', { timeZone: 'Europe/Brussels' });

async function worker(context, options = {}) {
  const window = await context.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await window.newPage();
  await enter(page, context.url, 'helene', context.passwords);
  return page;
}

async function isNarrow(page) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 320, `${wide} pixels wide`);
}

const tests = [
  ['a dwelling is described, and a household moves in under a contract, without script at 320 pixels', async (context) => {
    const page = await worker(context, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    await page.goto(`${context.url}/fr/logements`);
    await page.fill('#name', 'Appartement 1');
    await page.fill('#bedrooms', '2');
    await page.fill('#code', '50');
    await page.click('main form button[type=submit]');
    assert.match(await page.textContent('[role=alert]'), /quatre chiffres/);
    assert.equal(await page.inputValue('#bedrooms'), '2');
    await page.fill('#code', '5000');
    await page.fill('#manager', 'AIS de Namur');
    await page.click('main form button[type=submit]');
    context.dwelling = page.url();
    assert.equal(await page.inputValue('#area'), '', 'what is not known is no nought');
    await page.fill('#person', 'Camille Exemple');
    await page.fill('#label', 'Famille E.');
    await page.fill('#starts', day(-30));
    await page.fill('#ends', day(-40));
    await page.click('form[action$="/entrer"] button');
    assert.match(await page.textContent('[role=alert]'), /vient après l’entrée/);
    assert.equal(await page.inputValue('#label'), 'Famille E.');
    await page.fill('#ends', day(300));
    await page.click('form[action$="/entrer"] button');
    assert.match(await page.textContent('h1'), /occupé jusqu’au/);
    await isNarrow(page);
    await page.goto(`${context.url}/fr/logements`);
    assert.match(await page.textContent('main'), /1 occupé/);
    await isNarrow(page);
    await page.context().close();
  }],

  ['a contract is extended, follow-up is asked for, and works follow who leaves', async (context) => {
    const page = await worker(context);
    await page.goto(context.dwelling);
    assert.match(await page.textContent('#households + ul'), /jamais une condition/);
    await page.click('button[value=follow]');
    assert.match(await page.textContent('#households + ul'), /Suivi social demandé/);
    await page.locator('summary', { hasText: 'Prolonger' }).click();
    await page.fill('#extended', day(200));
    await page.click('button[value=extend]');
    assert.match(await page.textContent('[role=alert]'), /plus tardive/);
    await page.fill('#extended', day(400));
    await page.click('button[value=extend]');
    await page.waitForSelector('[role=alert]', { state: 'detached' });
    assert.deepEqual(await violations(page), []);
    await page.click('text=Règles du loyer');
    await page.selectOption('#kind', 'share');
    await page.fill('#amount', '20');
    await page.fill('#starts', '2026-01-02');
    await page.click('main form button[type=submit]');
    assert.match(await page.textContent('[role=alert]'), /premier jour d’un mois/);
    assert.equal(await page.inputValue('#amount'), '20');
    await page.fill('#starts', '2026-01-01');
    await page.click('main form button[type=submit]');
    assert.match(await page.textContent('table'), /1\.1\.2026[\s\S]*20 % du revenu/);
    await page.goto(context.dwelling);
    await page.click('text=Loyers de ce ménage');
    await page.fill('#income', '1450');
    await page.fill('#starts', '2026-01-01');
    await page.click('main form button[type=submit]');
    assert.match(await page.textContent('table'), /20 % de 1450,00 € = 290,00 €.*règle du 1\.1\.2026/);
    await page.goto(`${context.url}/fr/logements/candidature`);
    await page.check('input[name=logement]');
    await page.fill('#label', 'Famille F.');
    await page.fill('#adults', '41');
    await page.locator('main form').evaluate((form) => { form.noValidate = true; });
    await page.click('main form button[type=submit]');
    assert.match(await page.textContent('[role=alert]'), /quarante adultes/);
    assert.equal(await page.inputValue('#label'), 'Famille F.');
    await page.fill('#adults', '2');
    await page.click('main form button[type=submit]');
    await page.waitForSelector('#choices');
    assert.match(await page.textContent('#choices'), /N° 1 de la liste[\s\S]*Date de la demande/);
    context.sheet = page.url();
    await page.goto(`${context.dwelling}/candidats`);
    assert.match(await page.textContent('#candidates'), /1\.\s*Famille F\.[\s\S]*2 adultes/);
    assert.deepEqual(await violations(page), []);
    await page.selectOption('select[name=raison]', 'papers');
    await page.click('button[value=refuse]');
    await page.waitForSelector('button[value=refuse]', { state: 'detached' });
    assert.match(await page.textContent('#candidates'), /1 refus/);
    await page.goto(context.sheet);
    assert.match(await page.textContent('#choices'), /pas retenu – dossier incomplet/);
    assert.doesNotMatch(await page.textContent('main'), /Famille/);
    await page.click('button[value=leave]');
    await page.waitForSelector('button[value=leave]', { state: 'detached' });
    await page.goto(context.dwelling);
    await page.locator('summary', { hasText: 'est parti' }).click();
    await page.click('button[value=leave]');
    await page.waitForSelector('#enter');
    assert.match(await page.textContent('#households + ul'), /parti le/);
    await page.fill('#until', day(20));
    await page.click('form[action$="/travaux"] button');
    await page.waitForSelector('button[name=finis]');
    assert.match(await page.textContent('h1'), /en travaux jusqu’au/);
    await page.context().close();
  }],
];

const context = {};
const server = await startServer((seuil, folder) => {
  const { passwords, options } = makeStaff(seuil, folder, 'cssn', { helene: 'head_of_service' });
  Object.assign(context, { passwords });
  return options;
});
let code = 1;
const browser = await startBrowser();
try {
  Object.assign(context, { url: server.url, browser, seuil: server.seuil });
  const first = await worker(context);
  await first.context().close();
  server.seuil(['sign-in', 'helene', '--quiet'], context.passwords.helene);
  server.seuil(['person', 'add', '--given', 'Camille', '--family', 'Exemple']);
  code = await run(tests, context);
} finally {
  await browser.close();
  await server.stop();
}
process.exit(code);
