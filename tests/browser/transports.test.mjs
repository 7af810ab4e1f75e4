// SPDX-License-Identifier: EUPL-1.2
// The dispatcher's day: 60 trips asked for, planned, one fixed, a vehicle that breaks down, and the
// sheet of who drives on; without script and at 320 pixels as well.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { isSound } from './look.mjs';
import { ROOT, picture, run, startBrowser, startServer } from './server.mjs';
import { enter, makeStaff } from './staff.mjs';

const DAY = new Date(Date.now() + 5 * 86400e3).toLocaleDateString('sv', { timeZone: 'Europe/Brussels' });
const TRIPS = 60;

async function worker(context, login, options = {}) {
  const window = await context.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await window.newPage();
  await enter(page, context.url, login, context.passwords);
  return page;
}

const row = (page, name) => page.locator('#rides ~ ul > li', { hasText: name }).first();

/** Numbers that are the same each time. */
function lot(seed) {
  let state = seed;
  return (least, most) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return least + (state / 2147483648) * (most - least);
  };
}

const clock = (minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(Math.floor(minute) % 60).padStart(2, '0')}`;

/** Drivers of invented names, and half of the trips with their way back: each by the form of its page,
 * sent at once, since typing sixty of them tells nothing more. */
async function fillDay(context) {
  const page = await worker(context, 'nadia');
  const send = (path, forms) => page.evaluate(async ({ path, forms, token }) => {
    const answers = await Promise.all(forms.map((form) =>
      fetch(path, { method: 'POST', body: new URLSearchParams({ token, ...form }) })));
    return answers.map((one) => one.status).filter((status) => status !== 200);
  }, { path: `/fr/transports/${path}`, forms, token: context.token });
  await page.goto(`${context.url}/fr/transports/equipe`);
  context.token = await page.inputValue('input[name=token] >> nth=0');
  assert.deepEqual(await send('equipe/ligne', [{ nom: 'Transport PMR', public: 'reduced_mobility' }]), []);
  assert.deepEqual(await send('equipe', Array.from({ length: 9 }, (_, i) => ({
    nom: i > 6 ? `Minibus ${i - 6}` : `Bénévole ${i + 1}`, code: ['4000', '4020', '4030', '4100', '4040'][i % 5],
    ...(i > 6 ? { statut: 'salaried', places: 6, fauteuils: 2 } : { statut: 'volunteer', places: 3 }) }))), []);
  await page.reload();
  const drivers = await page.locator('#drivers ~ ul input[name=chauffeur]').evaluateAll((all) => all.map((one) => one.value));
  assert.deepEqual(await send('equipe/heures', drivers.map((chauffeur) => ({ chauffeur, jour: DAY, debut: '07:00', fin: '19:00' }))), []);
  assert.deepEqual(await send('equipe/tarif', [{ statut: 'volunteer', jour: '2020-01-01', cents: 43 }]), []);
  await page.goto(`${context.url}/fr/transports/demande`);
  const ligne = await page.inputValue('#line');
  const draw = lot(7);
  const place = () => `${draw(50.6, 50.68).toFixed(4)},${draw(5.5, 5.66).toFixed(4)}`;
  assert.deepEqual(await send('demande', Array.from({ length: TRIPS / 2 }, (_, i) => {
    const there = Math.floor(draw(500, 780));
    return { ligne, jour: DAY, sens: 'arrive', heure: clock(there), retour: clock(there + draw(60, 200)), de: place(), vers: place(),
      nom: `Passager ${String(i + 1).padStart(2, '0')} Exemple`, marge: 30, accompagnants: i % 5 === 0 ? 1 : 0, pour: 'noter',
      ...(i % 6 === 5 ? { fauteuil: 1 } : {}) };
  })), []);
  await page.context().close();
}

const tests = [
  ['a day of 60 trips is planned, with its lanes and its routes drawn', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(`${context.url}/fr/transports?jour=${DAY}`);
    assert.equal(await page.locator('#rides ~ ul > li').count(), TRIPS);
    const began = performance.now();
    await page.click('form[action$="/transports/planifier"] button');
    await page.waitForSelector('svg .route');
    console.log(`    planned and shown in ${Math.round(performance.now() - began)} ms`);
    assert.match(await page.textContent('#plan ~ p'), /Fait .*\d km/);
    assert.equal(await page.locator('.tag.open', { hasText: 'Planifié' }).count() +
      await page.locator('#rides ~ ul > li', { hasText: 'Personne ne peut' }).count(), TRIPS);
    assert.ok(await page.locator('.tag.open', { hasText: 'Planifié' }).count() > TRIPS / 2);
    assert.match(await row(page, 'Passager 06').textContent(), /Ajoute .*(Sinon|Personne d’autre)/);
    await picture(page, 'transports');
    await page.locator('section.card', { has: page.locator('#plan') }).screenshot({ path: join(ROOT, 'screenshots', 'transports-routes.png') });
    await isSound(page);
    await page.context().close();
  }],

  ['a trip that is fixed stays with its driver when the day is planned again, without script', async (context) => {
    const page = await worker(context, 'nadia', { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    await page.goto(`${context.url}/fr/transports?jour=${DAY}`);
    await row(page, 'Passager 04').locator('summary').click();
    await row(page, 'Passager 04').locator('select').selectOption({ label: 'Minibus 2' });
    await row(page, 'Passager 04').locator('button[value=fix]').first().click();
    await page.waitForLoadState();
    assert.match(await row(page, 'Passager 04').textContent(), /Fixé/);
    await page.click('form[action$="/transports/planifier"] button');
    await page.waitForLoadState();
    assert.match(await row(page, 'Passager 04').textContent(), /Minibus 2, prise en charge à/);
    await page.context().close();
  }],

  ['after a breakdown the rest is driven by others, and what was done stays', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(`${context.url}/fr/transports?jour=${DAY}`);
    const lane = page.locator('#plan ~ ul > li', { hasText: 'Minibus 1' });
    await lane.locator('summary').click();
    await lane.locator('input[name=heure]').fill('11:30');
    await lane.locator('button').click();
    await page.waitForSelector('#plan ~ ul .tag.no');
    const broken = (await page.locator('#plan ~ ul > li', { hasText: 'Minibus 1' }).getAttribute('id')).slice(2);
    const stops = JSON.parse(context.seuil(['ride', 'tours', DAY, '--json'])).tours.find((one) => one.driver === broken)?.stops ?? [];
    assert.ok(stops.every((one) => one.past && one.at < '11:30'), JSON.stringify(stops));
    await page.context().close();
  }],

  ['a driver and a line that are refused keep what was typed, and hours stand in words', async (context) => {
    const page = await worker(context, 'nadia', { javaScriptEnabled: false });
    const keeps = async (form, fields) => {
      await page.goto(`${context.url}/fr/transports/equipe`);
      for (const [id, typed] of Object.entries(fields)) await page.fill(`#${id}`, typed);
      await page.locator(`form[action$="${form}"] button`).click();
      assert.match(await page.textContent('[role=alert]'), /code postal n’existe|heures ne se lisent/);
      for (const [id, typed] of Object.entries(fields)) assert.equal(await page.inputValue(`#${id}`), typed);
    };
    await keeps('/equipe', { name: 'Bénévole 10', postal: '0000', seats: '2' });
    await keeps('/equipe/ligne', { line: 'Vers l’hôpital', phone: '04 342 00 00', hours: 'Mo 25:00' });
    await page.fill('#hours', 'Mo-Fr 09:00-12:00');
    await page.locator('form[action$="/equipe/ligne"] button').click();
    assert.match(await page.textContent('#lines ~ ul'), /mobilité réduite[\s\S]*04 342 00 00 · Lundi au vendredi, de 9/);
    await page.context().close();
  }],

  ['a driver’s sheet says when, where and whom, and not what for', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(`${context.url}/fr/transports?jour=${DAY}`);
    await page.locator('#plan ~ ul > li', { hasText: 'Minibus 2' }).locator('a').click();
    const sheet = await page.textContent('main');
    assert.match(sheet, /Minibus 2/);
    assert.match(sheet, /Prendre\s*Passager 04 Exemple\s*près de \d{4} \S[^,]*50\.\d+,5\.\d+/);
    assert.doesNotMatch(sheet, /Soins/);
    await isSound(page);
    await page.context().close();
  }],

  ['from the file of a person a request is asked for, with their name written already', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(`${context.url}/fr/personnes/nouveau`);
    await page.fill('#given', 'Camille');
    await page.fill('#family', 'Exemple');
    await page.click('main button.main-action');
    await page.waitForURL(/\/p\/[0-9a-f-]{36}/);
    await page.click('a:has-text("Demander un transport")');
    assert.match(await page.inputValue('#label'), /Camille/);
    assert.equal(await page.inputValue('input[name=personne]'), new URL(page.url()).searchParams.get('personne'));
    await page.context().close();
  }],

  ['the telephone is told yes or the nearest time, and a minor without a parent’s word is not taken', async (context) => {
    const page = await worker(context, 'robin');
    await page.goto(`${context.url}/fr/transports/demande?jour=${DAY}`);
    await page.fill('#label', 'Sacha E.');
    await page.fill('#hour', '18:00');
    await page.fill('#from', 'rue Inventée 3, 4020 Liège');
    await page.fill('#to', 'quai Exemple 1, 4000 Liège');
    await page.check('#minor');
    await page.click('button[value=noter]');
    assert.match(await page.textContent('[role=alert]'), /accord d’un parent/);
    assert.equal(await page.inputValue('#from'), 'rue Inventée 3, 4020 Liège');
    await isSound(page);
    await page.fill('#consent', 'sa mère, au téléphone');
    await page.click('button[value=reponse]');
    assert.match(await page.textContent('[role=status]'), /(Oui|À une autre heure) : prise en charge à/);
    await page.click('button[value=noter]');
    await page.waitForURL(/transports\?jour=/);
    assert.match(await row(page, 'Sacha E.').textContent(), /Moins de 18 ans/);
    assert.match(await page.textContent('#plan ~ p .tag'), /À replanifier/);
    assert.equal(await page.locator('form[action$="/transports/planifier"]').count(), 0);
    await page.context().close();
  }],

  ['what is noted after the answer that nobody can is a wish, and nothing agreed', async (context) => {
    const page = await worker(context, 'robin');
    await page.goto(`${context.url}/fr/transports/demande?jour=${DAY}`);
    await page.fill('#label', 'Alex E.');
    await page.fill('#hour', '03:00');
    await page.fill('#from', 'rue Inventée 3, 4020 Liège');
    await page.fill('#to', 'quai Exemple 1, 4000 Liège');
    await page.click('button[value=reponse]');
    assert.match(await page.textContent('[role=status]'), /Non : personne ne peut/);
    assert.equal(await page.isChecked('#wished'), true);
    await page.click('button[value=noter]');
    await page.waitForURL(/transports\?jour=/);
    assert.match(await row(page, 'Alex E.').textContent(), /Demandé/);
    await page.context().close();
  }],

  ['a driver, their hours and a line are written down, and the month is paid', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(`${context.url}/fr/transports/equipe`);
    await page.fill('#name', 'Bénévole 99');
    await page.fill('#postal', '9999');
    await page.click('form[action$="/equipe"] button');
    assert.match(await page.textContent('[role=alert]'), /code postal n’existe pas/);
    await page.fill('#name', 'Bénévole 99');
    await page.fill('#postal', '4020');
    await page.fill('#seats', '0');
    await page.click('form[action$="/equipe"] button');
    assert.match(await page.textContent('[role=alert]'), /Places : de 1 à 20/);
    await page.fill('#seats', '3');
    await page.click('form[action$="/equipe"] button');
    const one = page.locator('#drivers ~ ul > li', { hasText: 'Bénévole 99' });
    await one.locator('summary').click();
    await one.locator('form[action$="/heures"] button').click();
    await page.fill('#line', 'Enfants malades');
    await page.fill('#hours', 'Mo-Fr 09:00-12:00');
    await page.selectOption('#audience', 'sick_child');
    await page.click('form[action$="/equipe/ligne"] button');
    await page.waitForLoadState();
    assert.match(await page.textContent('#lines ~ ul'), /Enfants malades\s*Enfants malades/);
    await isSound(page);
    await page.goto(`${context.url}/fr/transports/comptes?mois=${DAY.slice(0, 7)}`);
    assert.match(await page.textContent('tbody'), /Bénévole \d\s*Bénévole\s*1\s*\d+.* km\s*\d+,\d\d €/);
    await isSound(page);
    const csv = await page.evaluate(async (href) => (await fetch(href)).text(), await page.getAttribute('a[href*=csv]', 'href'));
    assert.match(csv, /^driver,status,days,km,euros\r\n/);
    await page.context().close();
  }],
];

const context = {};
const server = await startServer((seuil, folder) => {
  const { passwords, options } = makeStaff(seuil, folder, 'cass', { nadia: 'head_of_service', robin: 'social_worker' });
  Object.assign(context, { passwords });
  return options;
});
let code = 1;
const browser = await startBrowser();
try {
  Object.assign(context, { url: server.url, browser, seuil: server.seuil });
  await fillDay(context);
  server.seuil(['sign-in', 'nadia', '--quiet'], context.passwords.nadia);
  code = await run(tests, context);
} finally {
  await browser.close();
  await server.stop();
}
process.exit(code);
