// SPDX-License-Identifier: EUPL-1.2
// A ticket is granted and printed at one house, and redeemed at another: once, also where one of two terminals
// has no network.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { violations } from './look.mjs';
import { run, startBrowser, startServer } from './server.mjs';
import { makeStaff, signIn } from './staff.mjs';
import { storeSql } from '../store-place.mjs';

const FORTY_DAYS = 40 * 24 * 60 * 60;

const CONVENTIONS = `conventions:
- {key: meals, source: "2:168", kind: meal, name: {fr: Repas chaud, nl: Warme maaltijd, de: Warmes Essen, en: Hot meal}, payer: cssn,
   prescribes: [cssn], accepts: [resto-du-coeur], unit: use, price: 450, condition: without_resources = true,
   ceilings: [{scope: person, period: week, unit: ticket, most: 3}]}
`;

const VOUCHERS = `- {key: vouchers, source: "2:176", kind: pharmacy, name: {fr: Bon de pharmacie, nl: Bon, de: Gutschein, en: Voucher}, payer: cssn,
   prescribes: [cssn], accepts: [cssn], unit: cent, suppliers: [{enterprise: "0202.239.951", name: Pharmacie du Pont}]}
`;

const OF_THE_PLAN = `- {key: resto-meals, source: "2:168", kind: meal, name: {fr: Ticket du Resto, nl: Bon voor de Resto, de: Marke, en: Resto ticket}, payer: cssn,
   prescribes: [cssn], accepts: [resto-du-coeur], service: resto-meal-ticket, unit: use, price: 450, condition: without_resources = true,
   ceilings: [{scope: person, period: week, unit: ticket, most: 1}]}
`;

let staff = null;
const server = await startServer((seuil, folder) => {
  staff = makeStaff(seuil, folder, 'cssn', { nadia: 'social_worker', hana: 'head_of_service', ivan: 'head_of_service' });
  staff.passwords.rosa = seuil(['account', 'add', 'rosa', 'Rosa Exemple', '--house', 'resto-du-coeur',
    '--role', 'partner', '--quiet']);
  writeFileSync(join(folder, 'conventions.yaml'), CONVENTIONS + VOUCHERS + OF_THE_PLAN);
  seuil(['sign-in', 'hana', '--quiet'], staff.passwords.hana);
  seuil(['account', 'own-password'], `${staff.passwords.hana}\nune porte ouverte`);
  staff.passwords.hana = 'une porte ouverte';
  seuil(['convention', 'load', join(folder, 'conventions.yaml')]);
  seuil(['terminal', 'add', 'resto-du-coeur', 'Salle', '3']);
  return staff.options;
});
const browser = await startBrowser();

async function pageOf(login, options = {}) {
  const visitor = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await visitor.newPage();
  await signIn(page, server.url, login, staff.passwords[login]);
  return page;
}

async function pageAt(login, address) {
  const page = await pageOf(login);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(address);
  return page;
}

async function makePerson(page, given = 'Camille') {
  await page.goto(`${server.url}/fr/personnes/nouveau`);
  await page.fill('[name=given]', given);
  await page.fill('[name=family]', 'Exemple');
  await page.click('#person button[type=submit]');
  await page.waitForURL((url) => url.pathname.includes('/p/'));
  return `${server.url}${new URL(page.url()).pathname}`;
}

/** The words of the verdict of a terminal. */
async function verdictOf(page) {
  return (await page.textContent('#verdict')).trim();
}

async function look(page, code) {
  await page.goto(`${server.url}/fr/billets`);
  await page.fill('#ticket', code);
  await page.click('form[action$="/billets"] button');
}

/** Two tickets of somebody else, as they are printed. */
async function tokensOf(context) {
  const { page } = context;
  const file = await makePerson(page);
  await page.goto(`${file}/billets?convention=meals`);
  await page.check('input[name=without_resources][value=true]');
  await page.fill('#quantity', '2');
  await page.click('form[action$="/billets"] .main-action');
  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  context.tokens = [];
  for (const form of await page.locator('form[action$="/remettre"]').all()) {
    const id = /billets\/([^/]+)\/remettre/.exec(await form.getAttribute('action'))[1];
    const answer = await fetch(`${server.url}/api/v1/tickets/${id}/paper`, { headers: { Cookie: cookies } });
    context.tokens.push(await answer.json());
  }
  return context.tokens;
}

/** Opens the day of the desk and brings somebody to it, with their file. */
async function toTheDesk(page, name) {
  await page.goto(`${server.url}/fr/accueil/journee`);
  await page.click('form[action$="/accueil/ouvrir"] button');
  await page.goto(`${server.url}/fr/accueil?guichet=1`);
  if (!(await page.locator('#label').isVisible())) await page.click('.arrive summary');
  await page.fill('#label', 'Camille E.');
  await page.press('#label', 'Enter');
  await page.waitForSelector('#asked');
  await page.click('.person-head a.button');
  await page.fill('#who', name);
  await page.press('#who', 'Enter');
  await page.click('.found form button >> nth=0');
  await page.waitForSelector('#asked');
}

/** Sends the form of the desk for a Tuesday at ten, whenever this runs. */
async function onTuesday(page, button) {
  await page.locator('#asked').evaluate((form) => {
    form.insertAdjacentHTML('beforeend', '<input type="hidden" name="at" value="2040-01-10T10:00:00+01:00">');
  });
  await page.click(button);
  await page.waitForSelector('#asked .doors');
}

async function redeemAt(page, typed) {
  await page.fill('[data-part=ticket]', typed);
  await page.click('[data-part=redeem] button');
}

async function waitFor(page, words) {
  await page.waitForFunction((part) => document.querySelector('[data-part=verdict]').textContent.includes(part), words);
}

const tests = [
  ['a ticket is given by the condition of its convention, never past the ceiling', async (context) => {
    context.page = await pageOf('nadia', { javaScriptEnabled: false });
    const { page } = context;
    context.file = await makePerson(page);
    await page.click('a[href$="/billets"]:not(nav a)');
    await page.click('a[href*="convention=meals"]');
    await page.click('form[action$="/billets"] .main-action');
    assert.match(await page.textContent('#problem'), /répondez aux questions/);
    await page.check('input[name=without_resources][value=false]');
    await page.click('form[action$="/billets"] .main-action');
    assert.match(await page.textContent('#problem'), /condition n’est pas remplie/);
    await page.check('input[name=without_resources][value=true]');
    await page.fill('#quantity', '2');
    await page.click('form[action$="/billets"] .main-action');
    assert.match(await page.textContent('main'), /Par personne\s:\s2 \/ 3/);
    assert.match(await page.textContent('main'), /Valable jusqu’au \p{L}+ \S+ \p{L}+ \d{4}/u);
    await page.click('a[href*="convention=meals"]');
    await page.check('input[name=without_resources][value=true]');
    await page.fill('#quantity', '2');
    await page.click('form[action$="/billets"] .main-action');
    assert.match(await page.textContent('#problem'), /plafond/);
    assert.equal(await page.locator('li.door').count(), 1);
  }],
  ['it is printed with two codes, and no name', async (context) => {
    const { page, file } = context;
    await page.goto(`${file}/billets`);
    await page.click('form[action$="/remettre"] button >> nth=0');
    context.code = (await page.textContent('.code strong')).trim();
    assert.match(context.code, /^[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}$/);
    assert.equal(await page.locator('svg.qr').count(), 1);
    assert.doesNotMatch(await page.textContent('main'), /Camille|Exemple/);
    const href = await page.getAttribute('a[hreflang=nl][href$="papier.pdf"]', 'href');
    const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const sheet = await fetch(server.url + href, { headers: { Cookie: cookies } });
    assert.equal(sheet.headers.get('content-type'), 'application/pdf');
    const read = spawnSync('pdftotext', ['-', '-'], { input: Buffer.from(await sheet.arrayBuffer()) }).stdout.toString();
    assert.match(read, new RegExp(`Warme maaltijd[\\s\\S]*${context.code}[\\s\\S]*Resto du c`));
  }],
  ['who accepts it redeems it, and the second time it is refused', async (context) => {
    const page = await pageOf('rosa', { javaScriptEnabled: false });
    context.partner = page;
    await look(page, '222 222 222');
    assert.match(await page.textContent('.problem'), /Relisez chaque signe/);
    await look(page, context.code.toLowerCase().replaceAll('-', ' '));
    assert.equal(await verdictOf(page), 'Valable');
    await page.click('form[action$="/utiliser"] button');
    assert.equal(await verdictOf(page), 'Utilisé à l’instant');
    await page.reload();
    assert.equal(await verdictOf(page), 'Utilisé à l’instant');
    await look(page, context.code);
    assert.equal(await verdictOf(page), 'Déjà utilisé');
    assert.match(await page.textContent('main'), /Resto du cœur/);
    assert.equal(await page.locator('form[action$="/utiliser"]').count(), 0);
  }],
  ['the ticket before a meal is given from the plan of doors, and the meal is ready', async (context) => {
    const page = await pageOf('nadia');
    await makePerson(page, 'Wivine');
    await toTheDesk(page, 'Wivine Exemple');
    await page.check('input[name=need][value="food.meal"]', { force: true });
    await onTuesday(page, '#asked button.full');
    const meal = page.locator('.doors > li').last();
    assert.equal(await page.locator('.doors > li').count(), 2, 'the ticket, then the meal');
    assert.match(await meal.textContent(), /après la porte 1[\s\S]*répondez d’abord\s: /i);
    await page.check('input[name=without_resources][value=no]', { force: true });
    await onTuesday(page, '#asked button.full');
    assert.match(await meal.textContent(), /ne peut pas être donné ici[\s\S]*resto-meals \(2:168\)/);
    await page.check('input[name=without_resources][value=yes]', { force: true });
    await onTuesday(page, '#asked button.full');
    await onTuesday(page, 'button[name=remettre]');
    assert.match(await page.textContent('main'), /C’est donné/);
    assert.equal(await page.locator('.doors > li').count(), 1, 'only the meal is left to open');
    assert.doesNotMatch(await meal.textContent(), /après la porte/i);
    assert.deepEqual(await violations(page), []);
    await look(context.partner, await page.textContent('.doors .given'));
    assert.equal(await verdictOf(context.partner), 'Valable');
    await page.context().close();
  }],
  ['the page of the terminal alone may use the camera, and shows it where the browser reads square codes', async (context) => {
    const policy = async (path) => (await page.goto(server.url + path)).headers()['permissions-policy'];
    const page = await pageOf('rosa');
    assert.match(await policy('/fr/billets/terminal'), /camera=\(\)/);
    assert.match(await policy('/fr/billets'), /camera=\(self\)/);
    const reads = await page.evaluate(async () => 'BarcodeDetector' in window &&
      (await window.BarcodeDetector.getSupportedFormats()).includes('qr_code'));
    await page.waitForFunction((can) => document.getElementById('camera').hidden !== can, reads);
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  }],
  ['one that is lost is blocked and replaced', async ({ page, file }) => {
    await page.goto(`${file}/billets`);
    await page.click('summary:has-text("Bloquer") >> nth=0');
    await page.click('button[value=replace] >> nth=0');
    assert.match(await page.textContent('main'), /perdu/);
    assert.equal(await page.locator('form[action$="/remettre"]').count(), 1);
  }],
  ['a terminal without a network verifies a ticket, takes it once, and brings it back', async (context) => {
    const offline = await pageOf('rosa');
    context.offline = offline;
    const [first, second] = await tokensOf(context);
    await offline.goto(`${server.url}/fr/billets/terminal`);
    await offline.click('[data-part=prepare] button');
    await waitFor(offline, 'Prêt');
    await offline.context().setOffline(true);
    await offline.reload();
    await offline.waitForSelector('[data-part=redeem]:not([hidden])');
    await redeemAt(offline, first.token.slice(0, 60) + (first.token[60] === 'A' ? 'B' : 'A') + first.token.slice(61));
    await waitFor(offline, 'pas un ticket');
    await redeemAt(offline, first.token);
    await waitFor(offline, 'Utilisé à l’instant');
    await redeemAt(offline, first.token);
    await waitFor(offline, 'Déjà utilisé');
    // Meanwhile the other terminal, which has a network, takes the second ticket; this one cannot know.
    await look(context.partner, second.code);
    await context.partner.click('form[action$="/utiliser"] button');
    assert.equal(await verdictOf(context.partner), 'Utilisé à l’instant');
    await redeemAt(offline, second.token);
    await waitFor(offline, 'Utilisé à l’instant');
    await redeemAt(offline, second.code);
    await waitFor(offline, 'à confirmer');
    await offline.context().setOffline(false);
    await offline.waitForFunction(() => document.querySelector('[data-part=bring]').hidden);
    const told = await offline.textContent('[data-part=uses]');
    assert.equal(told.match(/Utilisé à l’instant/g).length, 1);
    assert.equal(told.match(/Déjà utilisé/g).length, 2);
  }],
  ['the second attempt is refused where there is a network, and what was given twice is listed', async (context) => {
    const [first] = context.tokens;
    await look(context.partner, first.code);
    assert.equal(await verdictOf(context.partner), 'Déjà utilisé');
    await context.offline.reload();
    assert.equal(await context.offline.locator('section:has(#overdrafts) li').count(), 2);
    assert.deepEqual(await violations(context.offline), []);
  }],
  ['a month of meals is stated by who accepts, agreed by who pays, invoiced and paid', async (context) => {
    const { partner } = context;
    storeSql(server.store, `UPDATE redemption SET at = at - ${FORTY_DAYS}`);
    await partner.goto(`${server.url}/fr/decomptes`);
    await partner.click('form[action$="/decomptes"] .main-action');
    assert.match(await partner.textContent('main'), /établi, attend l’accord/);
    assert.match(await partner.textContent('.lead'), / · \p{L}+ \d{4}$/u);
    assert.doesNotMatch(await partner.textContent('main'), /Camille|Exemple/);
    context.settlement = partner.url();
    const payer = await pageOf('hana', { javaScriptEnabled: false });
    await payer.goto(context.settlement);
    await payer.click('button:has-text("Marquer l’accord")');
    await partner.reload();
    await partner.fill('#invoice', '2026-17');
    await partner.fill('#enterprise', '0202.239.952');
    await partner.click('button:has-text("Établir la facture")');
    assert.match(await partner.textContent('#problem'), /dix chiffres/);
    assert.equal(await partner.inputValue('#invoice'), '2026-17', 'what was typed stands there again');
    assert.equal(await partner.inputValue('[aria-invalid=true]'), '0202.239.952');
    await partner.fill('#enterprise', '0202.239.951');
    await partner.click('button:has-text("Établir la facture")');
    assert.match(await partner.textContent('main'), /\+\+\+\d{3}\/\d{4}\/\d{5}\+\+\+/);
    await payer.reload();
    await payer.click('button:has-text("Marquer comme payée")');
    assert.match(await payer.textContent('main'), /payé · /);
    assert.deepEqual(await violations(await pageAt('rosa', context.settlement)), []);
  }],
  ['its lines leave the house as CSV and as JSON, with the end of a code and no name', async ({ partner, settlement, code }) => {
    const Cookie = (await partner.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const csv = await (await fetch(`${settlement}/lignes.csv`, { headers: { Cookie } })).text();
    const json = await (await fetch(settlement.replace('/fr/decomptes', '/api/v1/settlements'), { headers: { Cookie } })).json();
    assert.equal(csv.trim().split('\r\n').length, json.lines.length + 1);
    assert.ok(json.lines.some((line) => line.code === code.slice(-3)));
    assert.equal(json.invoice.total, json.lines.length * 450);
    assert.ok(!csv.includes(code) && !JSON.stringify(json).includes(code));
    assert.doesNotMatch(csv + JSON.stringify(json), /Camille|Exemple/);
  }],
  ['a voucher is taken with the pharmacy it comes from, which is owed for a month that somebody else agrees to', async ({ file }) => {
    const hana = await pageOf('hana', { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    const grant = server.seuil(['ticket', 'grant', file.split('/').at(-1), 'vouchers', '--worth', '2000']).split(' ')[0];
    const { tickets: [{ id }] } = JSON.parse(server.seuil(['ticket', 'show', grant, '--json']));
    const voucher = JSON.parse(server.seuil(['ticket', 'paper', id, '--json'])).code;
    await look(hana, voucher);
    await hana.locator('form').evaluateAll((all) => all.forEach((form) => { form.noValidate = true; }));
    await hana.fill('#amount', '12,50');
    await hana.click('form[action$="/utiliser"] button');
    assert.match(await hana.textContent('[role=alert]'), /quel fournisseur/);
    await look(hana, voucher);
    await hana.fill('#amount', '12,50');
    await hana.selectOption('#supplier', { label: 'Pharmacie du Pont' });
    await hana.click('form[action$="/utiliser"] button');
    assert.equal(await verdictOf(hana), 'Utilisé à l’instant');
    storeSql(server.store, `UPDATE redemption SET at = at - ${FORTY_DAYS} WHERE supplier <> ''`);
    await hana.goto(`${server.url}/fr/decomptes`);
    await hana.selectOption('#what', { label: 'Bon de pharmacie · Pharmacie du Pont' });
    await hana.click('form[action$="/decomptes"] .main-action');
    assert.match(await hana.textContent('main'), /une autre personne de votre maison/);
    assert.match(await hana.textContent('main'), /Pharmacie du Pont · 0202\.239\.951[\s\S]*12,50/);
    assert.equal(await hana.locator('button:has-text("Marquer l’accord")').count(), 0);
    const ivan = await pageOf('ivan', { javaScriptEnabled: false });
    await ivan.goto(hana.url());
    await ivan.click('button:has-text("Marquer l’accord")');
    await ivan.fill('#invoice', 'F-88');
    assert.equal(await ivan.inputValue('#enterprise'), '0202.239.951');
    await ivan.click('button:has-text("Établir la facture")');
    await ivan.click('button:has-text("Marquer comme payée")');
    assert.match(await ivan.textContent('main'), /payé · /);
    const looked = await pageAt('ivan', ivan.url());
    assert.deepEqual(await violations(looked), []);
    await look(looked, voucher);
    assert.deepEqual(await violations(looked), []);
  }],
  ['a house reads its year of a convention by month, drawn and in tables, and as CSV', async () => {
    const page = await pageAt('hana', `${server.url}/fr/decomptes`);
    await page.click('a:has-text("Rapport par mois")');
    const year = new Date(Date.now() - FORTY_DAYS * 1000).getFullYear();
    await page.goto(`${page.url()}?convention=meals&annee=${year}`);
    assert.equal(await page.locator('svg.chart').count(), 2);
    assert.match(await page.locator('figure table').last().textContent(), /\d,50\s€|9,00\s€/);
    assert.deepEqual(await violations(page), []);
    const csv = await page.evaluate(async (href) => (await fetch(href)).text(), await page.locator('a:has-text("CSV")').getAttribute('href'));
    assert.match(csv, /^month,grants,tickets,uses[\s\S]*-12,/);
    await page.goto(`${server.url}/fr/decomptes/rapport?convention=meals&annee=1999`);
    assert.match(await page.textContent('[role=alert]'), /Une année de 2000/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'at 320 px');
  }],
  ['uses that stand out are shown to who pays, without a name, and one says what was found', async ({ partner }) => {
    const day = new Date();
    day.setUTCDate(0);
    day.setUTCHours(12, 0, 0, 0);
    storeSql(server.store, `UPDATE redemption SET at = ${day.getTime() / 1000}, amount = 5`);
    const page = await pageOf('hana', { javaScriptEnabled: false });
    await page.goto(`${server.url}/fr/anomalies`);
    await page.selectOption('#convention', 'meals');
    await page.selectOption('#month', day.toISOString().slice(0, 7));
    await page.click('form[method=get] button');
    const row = page.locator('main li').first();
    assert.match(await row.textContent(), /Usage soudain\s+à examiner[^]*Resto du C/i);
    assert.doesNotMatch(await page.textContent('main'), /Camille|Exemple/);
    await row.locator('summary').click();
    await row.locator('textarea').fill('   ');
    await row.locator('button').click();
    assert.match(await page.textContent('#problem'), /ce que vous avez constaté/);
    await row.locator('textarea').fill('Un repas de fête, vérifié avec la salle.');
    await row.locator('button').click();
    assert.match(await row.textContent(), /examiné[^]*Un repas de fête/);
    assert.deepEqual(await violations(await pageAt('hana', page.url())), []);
    const refused = await partner.goto(`${server.url}/fr/anomalies`);
    assert.equal(refused.status(), 403);
  }],
  ['who manages conventions loads a file, closes one, and enrols and revokes a terminal, by page', async () => {
    const page = await pageOf('hana', { javaScriptEnabled: false });
    const load = async (name, content) => {
      await page.setInputFiles('#file', { name, mimeType: 'application/yaml', buffer: Buffer.from(content) });
      await page.click('form[enctype] button');
    };
    await page.goto(`${server.url}/fr/conventions`);
    const drinks = CONVENTIONS.replace('key: meals', 'key: drinks').replace('Repas chaud', 'Boisson');
    await load('wrong.yaml', drinks + drinks.split('\n').slice(1).join('\n').replace('key: drinks', 'key: cakes, colour: red'));
    assert.match(await page.textContent('#problem'), /wrong\.yaml:5/);
    assert.doesNotMatch(await page.textContent('main ul'), /Boisson/);
    await load('drinks.yaml', drinks);
    assert.match(await page.textContent('main ul'), /Boisson/);
    await page.click('summary:has-text("Boisson")');
    await page.fill('#until-drinks', '2030-01-15');
    await page.click('form[action$="/conventions/drinks/fermer"] button');
    assert.match(await page.textContent('li:has(h3:has-text("Boisson"))'), /15 janvier/);
    await page.fill('#name', 'Cour');
    await page.fill('#daily', '7');
    await page.click('form[action$="/conventions/terminaux"] button');
    assert.match(await page.textContent('li:has(h3:has-text("Cour"))'), /7 utilisations par jour/);
    await page.click('li:has(h3:has-text("Cour")) button');
    assert.match(await page.textContent('li:has(h3:has-text("Cour"))'), /retiré/);
    assert.deepEqual(await violations(await pageAt('hana', `${server.url}/fr/conventions`)), []);
  }],
  ['each page of tickets is sound on a small screen', async ({ file }) => {
    const pages = [[await pageOf('nadia'), `${file}/billets?convention=meals`], [await pageOf('rosa'), `${server.url}/fr/billets`]];
    for (const [page, address] of pages) {
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(address);
      assert.deepEqual(await violations(page), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `${page.url()} is ${wide} pixels wide`);
    }
    const [[page]] = pages;
    await page.goto(`${file}/billets`);
    await page.click('form[action$="/remettre"] button >> nth=0');
    assert.deepEqual(await violations(page), []);
  }],
];

const code = await run(tests, {});
await browser.close();
const stopped = await server.stop();
process.exit(code || stopped);
