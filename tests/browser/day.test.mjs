// SPDX-License-Identifier: EUPL-1.2
// A whole day at a centre: the desk opens, seven people and one more are received, doors are
// opened together and answer each in their way, one partner is kept out, the day is closed and its
// journal verified. All persons are invented.
import assert from 'node:assert/strict';
import { picture, run, startBrowser, startServer } from './server.mjs';
import { violations } from './look.mjs';
import { enter, makeStaff } from './staff.mjs';
import { storeSql } from '../store-place.mjs';

const HOUSE = 'cass';
const WIDE = { width: 1280, height: 900 };
const ONE_MONTH = 30 * 86400000;
const THREE_DAYS = 3 * 86400;

/** The doors whose answers this day tells, by service and house. */
const ACCEPTS = { service: 'resto-meal', house: 'resto-du-coeur' };
const REFUSES = { service: 'sauverdias-meal', house: 'les-sauverdias' };
const SILENT = { service: 'relais-sante-care', house: 'relais-sante-liege' };
const KEPT_OUT = { service: 'cpas-liege-medical-aid', house: 'cpas-liege' };

/** Those who wait in the morning, as they say it at the door. */
const QUEUE = [
  { label: 'Un enfant, 3 ans', wish: 'health', priority: 'child', language: 'ar', needs: ['health'] },
  { label: 'Marc E.', wish: 'mail', needs: ['address.reference'] },
  { label: 'Ion E.', wish: 'hygiene', language: 'ro', needs: ['hygiene.shower'] },
  { label: '', needs: [], words: 'Je ne sais pas où dormir' },
  { label: 'Claudine E.', wish: 'talk', appointment: '14:30', needs: ['link.listening'] },
  { label: '', wish: 'food', language: 'fa', needs: ['food.meal'] },
  { label: 'Luc et Anne E.', wish: 'laundry', needs: [], words: 'laver notre linge' },
];

async function worker(context, login) {
  const window = await context.browser.newContext({ viewport: WIDE });
  const page = await window.newPage();
  await enter(page, context.url, login, context.passwords);
  return page;
}

const desk = (context, number = 1) => `${context.url}/fr/accueil?guichet=${number}`;

async function arrive(page, { label = '', wish = '', priority = '', language = '', appointment = '' }) {
  if (!(await page.locator('.arrive').evaluate((details) => details.open))) await page.click('.arrive summary');
  await page.fill('#label', label);
  await page.selectOption('#wish', wish);
  if (priority) await page.selectOption('#priority', priority);
  await page.selectOption('#spoken', language);
  await page.fill('#appointment', appointment);
  await page.click('.arrive button:not([name])');
}

/** Ticks what is asked, and asks for the doors. */
async function ask(page, { needs, words = '' }) {
  for (const need of needs) await page.check(`input[value="${need}"]`, { force: true });
  await page.fill('#words', words);
  await page.click('#asked .full >> nth=0');
  await page.waitForSelector('.doors li');
}

async function finish(page) {
  await page.click('.finish button');
  await page.waitForSelector('#print');
}

async function consent(page, file, house, answer, [purpose, kind] = ['referral', 'identity']) {
  await page.goto(`${file}/accords`);
  await page.fill('#c-house', house);
  await page.selectOption('#c-purpose', purpose);
  await page.selectOption('#c-class', kind);
  await page.fill('#c-until', new Date(Date.now() + ONE_MONTH).toISOString().slice(0, 10));
  await page.click('form[action$="/accords"] button');
  await page.click('button[value=propose]');
  await page.click(`button[value=${answer}]`);
}

/** A door of hers, opened alone: the page of its draft. */
async function open(context, page, { service }) {
  const found = await (await fetch(`${context.url}/api/v1/services/${service}`)).json();
  const id = context.file.split('/').at(-1);
  await page.goto(`${context.url}/fr/orientations/ouvrir/${id}?besoin=${found.needs[0].code ?? found.needs[0]}`);
  await page.check(`input[name=door][value="${found.serviceId}"]`);
  await page.click('main form[method=post] .main-action');
  await page.waitForURL(/orientations\/plan\//);
  await page.click('tbody a');
}

/** Sends it under the conditions of shared secrecy, each ticked. */
async function send(page) {
  for (const box of await page.$$('#agir form:first-of-type input[name=condition]')) await box.check();
  await page.click('#agir form:first-of-type button[type=submit]');
}

const tests = [
  ['in the morning the desk is opened, and seven people take a ticket', async (context) => {
    const page = await worker(context, 'nadia');
    context.nadia = page;
    await page.goto(`${context.url}/fr/accueil`);
    await page.click('main a.main-action');
    await page.click('form[action$="/accueil/ouvrir"] button');
    for (const person of QUEUE) await arrive(page, person);
    assert.match(await page.textContent('#queue-title'), /^7 personnes/);
    await picture(page, 'day-1-morning');
  }],

  ['each is called, pressed ones first, and leaves with a plan or a word about what is missing', async (context) => {
    const page = context.nadia;
    const order = [];
    for (let i = 0; i < QUEUE.length; i++) {
      await page.click('#call-next');
      const title = (await page.textContent('#person-title')).trim();
      const facts = await page.textContent('.person-head');
      const person = QUEUE.find((one) => !order.includes(one) && (one.label || 'Sans nom') === title
        && (one.language !== 'fa' || /dari|persan/.test(facts)));
      assert.ok(person, `${title}: ${facts}`);
      order.push(person);
      await ask(page, person);
      await finish(page);
    }
    assert.equal(order[0], QUEUE[0], 'the small child first');
    assert.match(await page.textContent('#queue-title'), /^0 personne/);
  }],

  ['one more comes who is not known yet: searched first, then created, and back at the ticket', async (context) => {
    const page = context.nadia;
    await page.goto(desk(context));
    await arrive(page, { label: 'Yasmina E.', wish: 'sleep', language: 'ar' });
    await page.click('#call-next');
    context.ticket = page.url();
    await page.click('.person-head a.button');
    await page.fill('#who', 'Yasmina Exemple');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.empty');
    await page.click('main > p:last-of-type a');
    await page.fill('#given', 'Yasmina');
    await page.fill('#family', 'Exemple');
    await page.fill('#birth', '1997-03-02');
    await page.selectOption('#language', 'ar');
    await page.click('main .main-action');
    await page.waitForURL(/\/accueil\?/);
    context.file = await page.locator('.person-head a.button').evaluate((link) => link.href);
    assert.match(await page.textContent('.person-head'), /Yasmina/);
    assert.match(await page.textContent('.person-head'), /29 ans/);
  }],

  ['what she needs becomes doors that open together, each followed', async (context) => {
    const page = context.nadia;
    await ask(page, { needs: ['sleep.tonight', 'address.reference', 'health'] });
    await picture(page, 'day-2-doors');
    await page.click('button[formaction$="/accueil/orienter"]');
    await page.waitForURL(/orientations\/plan\//);
    context.set = page.url();
    await picture(page, 'day-3-set');
    assert.ok((await page.locator('tbody tr').count()) >= 3, 'a referral for each need');
    assert.equal(await page.locator('td:has-text("À envoyer")').count(), await page.locator('tbody tr').count());
    const set = page.url();
    await page.goto(context.ticket);
    await ask(page, { needs: ['sleep.tonight', 'address.reference', 'health'] });
    await page.click('button[formaction$="/accueil/orienter"]');
    await page.waitForURL(set, { timeout: 5000 });
  }],

  ['she agrees for three partners and refuses one', async (context) => {
    const page = context.nadia;
    for (const { house } of [ACCEPTS, REFUSES, SILENT]) await consent(page, context.file, house, 'give');
    await consent(page, context.file, KEPT_OUT.house, 'reject');
    assert.match(await page.textContent('main'), /refusé/);
    await picture(page, 'day-4-consents');
  }],

  ['what she refused stays shut: nothing is sent to that partner, in words', async (context) => {
    const page = context.nadia;
    await open(context, page, KEPT_OUT);
    await send(page);
    assert.match(await page.textContent('[role=alert]'), /n’a pas donné son accord/);
    assert.match(await page.textContent('main'), /À envoyer/);
    const cpas = await worker(context, 'cpas');
    assert.equal((await cpas.goto(context.file)).status(), 404);
    await cpas.goto(`${context.url}/fr/orientations?boite=recues`);
    assert.equal(await cpas.locator('tbody tr').count(), 0);
    await cpas.context().close();
  }],

  ['one accepts, one refuses and the next door is offered, one is silent and is called', async (context) => {
    const page = context.nadia;
    const urls = {};
    for (const door of [ACCEPTS, REFUSES, SILENT]) {
      await open(context, page, door);
      await send(page);
      await page.waitForURL(/fait=1/);
      urls[door.house] = page.url().split('?')[0];
    }
    for (const [login, button, reason] of [['resto', 'Accepter', ''], ['sauverdias', 'Refuser', 'full']]) {
      const partner = await worker(context, login);
      await partner.goto(`${context.url}/fr/orientations?boite=recues`);
      await partner.click('tbody a');
      if (reason) await partner.selectOption('#reason-refuse', reason);
      await partner.click(`button:has-text("${button}")`);
      await partner.waitForURL(/fait=1/);
      await partner.context().close();
    }
    await page.goto(urls[REFUSES.house]);
    assert.match(await page.textContent('#suite'), /Une autre porte/);
    storeSql(context.store, `UPDATE referral SET sent = sent - ${THREE_DAYS}, expected = expected - ${
      THREE_DAYS} WHERE state = 'sent'`);
    await page.goto(desk(context));
    const answers = await page.textContent('main');
    assert.match(answers, /3 jours/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing runs over');
    await picture(page, 'day-5-answers');
    await page.goto(urls[SILENT.house]);
    await page.fill('#spoken', 'Dominique Exemple');
    await page.selectOption('#phone-act', 'accept');
    await page.click('#telephone button[type=submit]');
    await page.waitForURL(/fait=1/);
  }],

  ['the case is opened and a note of the team is written, which the desk does not read', async (context) => {
    const anne = await worker(context, 'anne');
    context.anne = anne;
    await anne.goto(`${context.file}/fil`);
    await anne.click('form[action$="/dossier"] button');
    await anne.fill('#words', 'Mal de dents depuis quatre jours.');
    await anne.click('#entry button');
    assert.match(await anne.textContent('.timeline'), /Mal de dents/);
    assert.equal((await context.nadia.goto(`${context.file}/fil`)).status(), 403);
  }],

  ['a conference brings a partner in as she agreed, and is not held before it is said how she was told', async (context) => {
    const { anne } = context;
    await anne.goto(`${context.file}/concertations`);
    await anne.fill('#starts', new Date(Date.now() + 3600000).toISOString().slice(0, 16));
    await anne.fill('#place', 'Salle 2');
    await anne.fill('#subject', 'Où dormir, et les dents');
    await anne.click('#entry button');
    await anne.waitForURL(/concertations\/[0-9a-f-]{36}$/);
    const meeting = anne.url();
    const invite = async () => {
      await anne.goto(meeting);
      await anne.locator('summary', { hasText: 'Inviter une autre maison' }).click();
      await anne.fill('#house', ACCEPTS.house);
      for (const box of await anne.$$('input[name=condition]')) await box.check();
      await anne.click('form:has(#house) button');
    };
    await invite();
    assert.match(await anne.textContent('[role=alert]'), /n’a pas donné son accord/);
    await consent(anne, context.file, ACCEPTS.house, 'give', ['conference', 'situation']);
    await invite();
    assert.match(await anne.textContent('section:has(#guests)'), /Resto/i);
    await anne.locator('#guests ~ ul summary', { hasText: 'Retirer l’invitation' }).click();
    await anne.click('form[action$="/invites/retrait"] button');
    assert.match(await anne.textContent('section:has(#guests)'), /Personne|aucun/i);
    await invite();
    const partner = await worker(context, 'resto');
    await partner.goto(`${context.url}/fr/orientations?boite=recues`);
    await partner.click('section:has(#concertations) a');
    assert.match(await partner.textContent('main'), /Où dormir, et les dents/);
    assert.equal(await partner.locator('main form').count(), 0, 'a partner changes nothing');
    await partner.context().close();
    await anne.locator('summary', { hasText: 'Noter une décision' }).click();
    await anne.fill('#words', 'Prendre rendez-vous chez le dentiste');
    await anne.check('#task');
    await anne.fill('#due', '2026-01-05');
    await anne.click('form:has(#words) button');
    assert.match(await anne.textContent('section:has(#decisions)'), /dentiste[\s\S]*tâche du dossier/);
    await anne.check('input[name=came]');
    await anne.check('#person-absent');
    await anne.click('form[action$="/tenue"] button');
    assert.match(await anne.textContent('[role=alert]'), /comment elle a été représentée/);
    await anne.check('input[name=came]');
    await anne.check('#person-absent');
    await anne.fill('#represented', 'par l’équipe de rue');
    await anne.fill('#told', 'par une visite le soir même');
    await picture(anne, 'day-5b-conference');
    await anne.setViewportSize({ width: 320, height: 640 });
    assert.ok(await anne.evaluate(() => document.documentElement.scrollWidth <= 320), 'nothing runs over a small phone');
    await anne.setViewportSize(WIDE);
    assert.deepEqual(await violations(anne), []);
    await anne.click('form[action$="/tenue"] button');
    assert.match(await anne.textContent('main'), /tenue[\s\S]*Informée[\s\S]*le soir même/);
    await anne.goto(`${context.file}/fil`);
    assert.match(await anne.textContent('.timeline'), /Concertation tenue[\s\S]*Où dormir/);
    await anne.goto(`${context.url}/fr/taches`);
    assert.match(await anne.textContent('main'), /En retard \(1\)[\s\S]*dentiste/);
    await anne.goto(desk(context, 2));
    await anne.click('a:has-text("1 de vos tâches est en retard")');
    assert.match(anne.url(), /\/taches$/);
  }],

  ['the visit ends with a plan on paper, and the day with its counters and a note for tomorrow', async (context) => {
    const page = context.nadia;
    await page.goto(context.ticket);
    await ask(page, { needs: ['sleep.tonight', 'address.reference', 'health'] });
    await finish(page);
    await page.click('#print');
    await page.waitForSelector('.paper-doors li');
    await page.goto(desk(context));
    for (let i = 0; i < 3; i++) await page.click('button[value="coffee"]');
    await page.goto(`${context.url}/fr/accueil/journee`);
    await page.fill('#note', 'Rappeler le relais santé demain.');
    await page.click('#closing button');
    assert.match(await page.textContent('.told'), /Rappeler/);
    const claire = await worker(context, 'claire');
    const counts = await claire.request.get(`${context.url}/fr/accueil/compteurs.csv`);
    const [head, today] = (await counts.text()).trim().split('\r\n').map((line) => line.split(','));
    const of = (name) => Number(today[head.indexOf(name)]);
    assert.deepEqual([of('arrived'), of('served')], [8, 8]);
    await claire.context().close();
    await picture(page, 'day-6-evening');
  }],

  ['the journal of the day is whole, and she can be told who read what', async (context) => {
    const odile = await worker(context, 'odile');
    await odile.goto(`${context.url}/fr/journal`);
    const verified = JSON.parse(context.seuil(['journal', 'verify', '--json']));
    assert.equal(verified.whole, true);
    assert.ok(verified.lines > 100, `${verified.lines} lines`);
    await odile.context().close();
  }],
];

const staff = {};
const server = await startServer((seuil, folder) => {
  Object.assign(staff, makeStaff(seuil, folder, HOUSE, {
    nadia: 'desk_worker', anne: 'social_worker', claire: 'head_of_service', odile: 'data_protection_officer' }));
  for (const [login, { house }] of Object.entries({ resto: ACCEPTS, sauverdias: REFUSES, cpas: KEPT_OUT })) {
    staff.passwords[login] = seuil(['account', 'add', login, `${login} Exemple`, '--house', house, '--role', 'partner',
      '--quiet']);
  }
  return staff.options;
});
const browser = await startBrowser();
let code = 1;
try {
  code = await run(tests, { ...server, browser, passwords: staff.passwords });
} finally {
  await browser.close();
  await server.stop();
}
process.exit(code);
