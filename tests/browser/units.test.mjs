// SPDX-License-Identifier: EUPL-1.2
// What a house gives, made by hand: from an empty board to the first bed, wrong and right,
// changed, closed and given again; without script, at 320 pixels.
import assert from 'node:assert/strict';
import { violations } from './look.mjs';
import { run, startBrowser, startServer } from './server.mjs';
import { enter, makeStaff } from './staff.mjs';

const NIGHT = '2040-12-24';

async function worker(context, login, options = { javaScriptEnabled: false, viewport: { width: 320, height: 640 } }) {
  const window = await context.browser.newContext(options);
  const page = await window.newPage();
  await enter(page, context.url, login, context.passwords);
  return page;
}

const send = async (page, label) => {
  await page.locator('form').evaluateAll((all) => all.forEach((form) => { form.noValidate = true; }));
  await page.click(`main form button:has-text("${label}")`);
};
const refusal = (page) => page.textContent('[role=alert]');

const tests = [
  ['an empty board leads to the first bed, and a refusal keeps what was typed and names what is wrong', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(`${context.url}/fr/lits`);
    assert.match(await page.textContent('.empty'), /Aucun lit ni aucune place/);
    await page.click('a:has-text("Ajouter le premier lit")');
    await page.fill('#name', 'Lits d’urgence');
    await page.fill('#capacity', '3');
    await page.fill('#slot', '30');
    await page.selectOption('#for', 'women');
    await page.selectOption('#reach', 'public');
    await send(page, 'Ajouter');
    assert.match(await refusal(page), /Un lit se donne pour la nuit/);
    await page.fill('#slot', '');
    await page.fill('#hours', 'Mo-Su 25:00');
    await send(page, 'Ajouter');
    assert.match(await refusal(page), /Ces heures ne se comprennent pas/);
    await page.fill('#hours', '');
    await page.fill('#rule', 'rich = true');
    await send(page, 'Ajouter');
    assert.match(await refusal(page), /seulement alors/);
    await page.selectOption('#for', 'other');
    await send(page, 'Ajouter');
    assert.match(await refusal(page), /Cette condition ne se comprend pas/);
    assert.deepEqual(await page.evaluate(() => ['name', 'capacity', 'for', 'rule', 'reach'].map((id) => document.getElementById(id).value)),
      ['Lits d’urgence', '3', 'other', 'rich = true', 'public']);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${wide} pixels wide`);
    await page.fill('#rule', 'age >= 18');
    await page.selectOption('#service', { label: 'Douches du CaSS' });
    await send(page, 'Ajouter');
    assert.match(await page.textContent('.case-list'), /Lits d’urgence[\s\S]*Lits · 3 places · par nuit/);
    await page.goto(`${context.url}/fr/lits?jour=${NIGHT}`);
    assert.match(await page.textContent('main'), /3 places libres sur 3/);
    await page.context().close();
  }],

  ['a unit is changed, is not closed under a booking, and leaves the board when it is', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(`${context.url}/fr/lits/unites`);
    await page.click('a:has-text("Lits d’urgence")');
    assert.equal(await page.inputValue('#for'), 'adults');
    assert.match(await page.locator('#service option:checked').textContent(), /Douches du CaSS/);
    await page.fill('#capacity', '2');
    await page.selectOption('#for', 'all');
    await send(page, 'Enregistrer');
    await page.goto(`${context.url}/fr/lits?jour=${NIGHT}`);
    assert.match(await page.textContent('main'), /2 places libres sur 2/);
    await page.locator('section.card details summary').first().click();
    await page.fill('section.card input[name=nom]', 'Camille E.');
    await page.click('section.card button[value=book]');
    await page.goto(`${context.url}/fr/lits/unites`);
    await page.click('a:has-text("Lits d’urgence")');
    await send(page, 'Ne plus donner');
    assert.match(await refusal(page), /réservations sont encore à venir/);
    await page.selectOption('#counting', 'told');
    await send(page, 'Enregistrer');
    assert.match(await refusal(page), /encore à venir ici/);
    assert.equal(await page.inputValue('#counting'), 'told');
    await page.goto(`${context.url}/fr/lits?jour=${NIGHT}`);
    await page.click('button[value=cancel]');
    await page.goto(`${context.url}/fr/lits/unites`);
    await page.click('a:has-text("Lits d’urgence")');
    await send(page, 'Ne plus donner');
    assert.match(await page.textContent('.case-list'), /Fermé/);
    await page.goto(`${context.url}/fr/lits`);
    assert.match(await page.textContent('.empty'), /Aucun lit/);
    await page.goto(`${context.url}/fr/lits/unites`);
    await page.click('a:has-text("Lits d’urgence")');
    assert.match(await page.textContent('.lead'), /Fermé depuis le/);
    await send(page, 'Donner à nouveau');
    assert.doesNotMatch(await page.textContent('.case-list'), /Fermé/);
    await page.context().close();
  }],

  ['both pages pass axe, and who manages no unit finds neither them nor a way to them', async (context) => {
    const page = await worker(context, 'nadia', { viewport: { width: 1280, height: 900 } });
    await page.goto(`${context.url}/fr/lits/unites`);
    assert.deepEqual(await violations(page), []);
    await page.click('a:has-text("Lits d’urgence")');
    assert.deepEqual(await violations(page), []);
    const address = page.url();
    await page.context().close();
    const paul = await worker(context, 'paul');
    await paul.goto(`${context.url}/fr/lits`);
    assert.equal(await paul.locator('a[href*="/lits/unites"]').count(), 0);
    assert.equal((await paul.goto(address)).status(), 403);
    const ines = await worker(context, 'ines');
    assert.equal((await ines.goto(address)).status(), 404);
    await ines.context().close();
    await paul.context().close();
  }],
];

const context = {};
const server = await startServer((seuil, folder) => {
  const { passwords, options } = makeStaff(seuil, folder, 'cass', { nadia: 'head_of_service' });
  const add = (login, role) => seuil(['account', 'add', login, `${login} Exemple`, '--house', 'cssn', '--role', role, '--quiet']);
  Object.assign(passwords, { paul: add('paul', 'desk_worker'), ines: add('ines', 'head_of_service') });
  Object.assign(context, { passwords });
  return options;
});
let code = 1;
const browser = await startBrowser();
try {
  Object.assign(context, { url: server.url, browser });
  code = await run(tests, context);
} finally {
  await browser.close();
  await server.stop();
}
process.exit(code);
