// SPDX-License-Identifier: EUPL-1.2
// Three doors opened together for one person: one accepts by account, one refuses by link, one is
// silent and answers on the telephone. And a server that dies in the middle.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM } from '../counted.mjs';
import { storePlace, storeSql } from '../store-place.mjs';
import { isSound } from './look.mjs';
import { ROOT, run, startBrowser } from './server.mjs';
import { enter } from './staff.mjs';

const HOUSES = ['resto-meal', 'sauverdias-meal'];
const SECONDS_A_DAY = 86400;

class Place {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'seuil-referral-'));
    this.store = storePlace(this.folder, 'a.db');
    this.mail = join(this.folder, 'mail');
    this.keys = join(this.folder, 'keys');
    mkdirSync(this.mail);
    this.passwords = {};
    this.seuil(['load', join(ROOT, 'data/wallonie')]);
    this.seuil(['keys', 'make', this.keys]);
  }

  seuil(args, input = '') {
    const ended = spawnSync(PROGRAM, ['--store', this.store, ...args],
      { input, encoding: 'utf8', env: { ...process.env, XDG_STATE_HOME: this.folder, SEUIL_KEYS: this.keys } });
    if (ended.status !== 0) throw new Error(`seuil ${args.join(' ')}: ${ended.stderr}`);
    return ended.stdout.trim();
  }

  /** Rows that no page of this journey makes: whom it is about, and what they agreed to. */
  sql(text) {
    return storeSql(this.store, text);
  }

  account(login, name, house, role) {
    this.passwords[login] = this.seuil(['account', 'add', login, name, '--house', house, '--role', role, '--quiet']);
  }

  async start() {
    this.server = spawn(PROGRAM, ['--store', this.store, 'serve', '--port', '0', '--keys', this.keys,
      '--mail', this.mail, '--site', 'https://seuil.example'], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.server.stderr.resume();
    this.url = await new Promise((done, fail) => {
      this.server.stdout.once('data', (bytes) => done(String(bytes).trim()));
      this.server.once('exit', (code) => fail(new Error(`the server ended with ${code}`)));
    });
  }

  async end(signal) {
    const ended = new Promise((done) => this.server.once('exit', done));
    this.server.kill(signal);
    await ended;
  }
}

const hex = (id) => `x'${id.replaceAll('-', '')}'`;

async function signIn(context, login) {
  const browser = await context.browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await browser.newPage();
  await enter(page, context.place.url, login, context.place.passwords);
  return page;
}

async function prepare(context) {
  const { place } = context;
  place.account('anne', 'Anne Exemple', 'province-de-liege', 'administrator');
  place.seuil(['sign-in', 'anne', '--quiet'], place.passwords.anne);
  place.account('nadia', 'Nadia Exemple', 'province-de-liege', 'head_of_service');
  place.account('paul', 'Paul Exemple', 'resto-du-coeur', 'partner');
  context.team = place.seuil(['team', 'add', 'province-de-liege', 'Accueil']);
  place.seuil(['team', 'join', 'nadia', context.team]);
  await place.start();
  context.person = randomUUID();
  context.services = await Promise.all(HOUSES.map(async (key) =>
    (await fetch(`${place.url}/api/v1/services/${key}`)).json()));
  const list = await (await fetch(`${place.url}/api/v1/services?need=food.meal`)).json();
  const known = new Set(context.services.map((one) => one.serviceId));
  for (const one of list.items.filter((item) => !known.has(item.serviceId)).slice(0, 1)) {
    context.services.push(await (await fetch(place.url + one.href)).json());
  }
  const house = place.sql("SELECT lower(hex(house)) FROM account WHERE login = 'nadia'".replace('lower(hex(house))',
    process.env.SEUIL_TEST_POSTGRES ? "encode(house, 'hex')" : 'lower(hex(house))'));
  const nobody = "x''";
  place.sql(`INSERT INTO person (territory, id, kind, house, team, code, restricted, merged_into, revision, created,
    creator) VALUES ('wallonie', ${hex(context.person)}, 'alias', x'${house}', ${hex(context.team)}, '7K3M-9QTR', 0,
    ${nobody}, 1, 1790000000, ${nobody})`);
  for (const service of context.services) {
    const consent = randomUUID();
    place.sql(`INSERT INTO consent (territory, id, person, state, language, way, witness, replaces, account, created,
      decided, ended) VALUES ('wallonie', ${hex(consent)}, ${hex(context.person)}, 'active', 'fr', 'gesture',
      ${nobody}, ${nobody}, ${hex(randomUUID())}, 1790000000, 1790000000, 0)`);
    place.sql(`INSERT INTO consent_rule (territory, consent, id, purpose, recipient, class, until) VALUES ('wallonie',
      ${hex(consent)}, ${hex(randomUUID())}, 'referral', ${hex(service.organization.id)}, 'identity', 4000000000)`);
  }
}

/** The page of one referral of the set, found by the name of its service. */
async function openReferral(context, page, service) {
  await page.goto(context.set);
  await page.click(`tr:has-text("${service.name}") a`);
}

async function send(context, page, service) {
  await openReferral(context, page, service);
  for (const box of await page.$$('#agir form:first-of-type input[name=condition]')) await box.check();
  await page.click('#agir form:first-of-type button[type=submit]');
  await page.waitForURL(/fait=1/);
}

const tests = [
  ['three doors of a need are opened together, the others stand ready', async (context) => {
    await prepare(context);
    const page = await signIn(context, 'nadia');
    context.nadia = page;
    await page.goto(`${context.place.url}/fr/orientations/ouvrir/${context.person}?besoin=food.meal`);
    await isSound(page);
    for (const service of context.services) await page.check(`input[name=door][value="${service.serviceId}"]`);
    await page.click('main .main-action');
    await page.waitForURL(/orientations\/plan\//);
    context.set = page.url();
    assert.equal(await page.locator('tbody tr').count(), 3);
    await isSound(page);
  }],
  ['days are agreed on with a partner, and given back to the network', async (context) => {
    const page = context.nadia;
    await page.goto(`${context.place.url}/fr/orientations`);
    await page.click('a:has-text("Délais de réponse convenus")');
    await page.fill('#partner', 'sauverdias');
    await page.fill('#days', '5');
    await page.click('main .main-action');
    assert.match(await page.textContent('#problem'), /une autre organisation/);
    assert.equal(await page.inputValue('#days'), '5');
    await page.fill('#partner', 'les-sauverdias');
    await page.check('#counted');
    await page.click('main .main-action');
    assert.match(await page.textContent('.case-list'), /5 jours ouvrables/);
    await isSound(page);
    await page.click('.case-list button');
    assert.match(await page.textContent('main'), /Rien de particulier/);
  }],
  ['each is sent under the conditions of shared secrecy, which are ticked one by one', async (context) => {
    const page = context.nadia;
    context.place.sql("UPDATE referral SET mail = 'porte@exemple.be' WHERE state = 'draft'");
    await openReferral(context, page, context.services[0]);
    assert.deepEqual((await page.locator('#agir button').allTextContents()).filter((name) => name.startsWith('Envoyer')),
      ['Envoyer', 'Envoyer sans son accord']);
    for (const service of context.services) await send(context, page, service);
    await page.goto(context.set);
    assert.equal(await page.locator('td:has-text("Envoyée")').count(), 3);
    await openReferral(context, page, context.services[0]);
    assert.match(await page.textContent('.pairs'), /Réponse attendue avant/);
    await isSound(page);
  }],
  ['a telephone shows how each one stands, without sideways scrolling', async ({ nadia, place }) => {
    const size = nadia.viewportSize();
    await nadia.setViewportSize({ width: 360, height: 720 });
    await nadia.goto(`${place.url}/fr/orientations`);
    for (const state of await nadia.locator('td:has-text("Envoyée")').all()) {
      const { x, width } = await state.boundingBox();
      assert.ok(x >= 0 && x + width <= 360, `its state ends at ${x + width} pixels`);
    }
    await nadia.setViewportSize(size);
  }],
  ['one accepts in their inbox, by account, and reads it first', async (context) => {
    const page = await signIn(context, 'paul');
    await page.goto(`${context.place.url}/fr/orientations?boite=recues`);
    assert.equal(await page.locator('tbody tr').count(), 1);
    await isSound(page);
    await page.click('tbody a');
    await isSound(page);
    await page.click('button:has-text("Accepter")');
    await page.waitForURL(/fait=1/);
    await openReferral(context, context.nadia, context.services[0]);
    const words = await context.nadia.textContent('main');
    assert.match(words, /Acceptée/);
    assert.match(words, /Lue/);
  }],
  ['one refuses by the link, without an account, after saying that they read it', async (context) => {
    await openReferral(context, context.nadia, context.services[1]);
    const link = (await context.nadia.textContent('.code-line')).trim();
    assert.match(link, /^https:\/\/seuil\.example\/r\/[0-9A-Z]{8}-[0-9a-f]{32}$/);
    const visitor = await context.browser.newContext({ javaScriptEnabled: false });
    const page = await visitor.newPage();
    const path = new URL(link).pathname;
    await page.goto(`${context.place.url}/fr${path}`);
    assert.doesNotMatch(await page.textContent('main'), /Repas/);
    await page.click('main button[type=submit]');
    assert.match(await page.textContent('main'), /Repas/);
    await page.selectOption('#reason-refuse', 'full');
    await page.selectOption('#barrier-refuse', 'animal');
    await page.click('button:has-text("Refuser")');
    assert.match(await page.textContent('main'), /Plus rien n’est attendu/);
    const changed = path.slice(0, -1) + (path.endsWith('0') ? '1' : '0');
    assert.equal((await page.goto(`${context.place.url}/fr${changed}`)).status(), 404);
    assert.equal((await page.goto(`${context.place.url}/fr${path}`)).status(), 404);
  }],
  ['the refusal offers the next door and stands in the register, without a person', async (context) => {
    const page = context.nadia;
    await page.goto(`${context.place.url}/fr/orientations?boite=suivi`);
    assert.equal(await page.locator('tbody tr').count(), 1);
    await openReferral(context, page, context.services[1]);
    assert.match(await page.textContent('#suite'), /Une autre porte/);
    const unmet = await page.evaluate(async () =>
      (await fetch('/api/v1/unmetNeeds?since=2020-01-01')).json());
    assert.equal(unmet.items.length, 1);
    assert.deepEqual([unmet.items[0].need, unmet.items[0].reason, unmet.items[0].barrier, unmet.items[0].few, unmet.items[0].count],
      ['food.meal', 'full', 'animal', true, undefined]);
    await page.click('#suite .main-action');
    await page.waitForURL(/orientations\/[0-9a-f-]{36}$/);
    assert.match(await page.textContent('main'), /À envoyer/);
  }],
  ['one is silent: it is shown after the days agreed, and the telephone answers', async (context) => {
    const page = context.nadia;
    context.place.sql(`UPDATE referral SET sent = sent - ${3 * SECONDS_A_DAY}, expected = expected - ${
      3 * SECONDS_A_DAY} WHERE state = 'sent'`);
    await page.goto(`${context.place.url}/fr/orientations?boite=envoyees&silence=1`);
    assert.equal(await page.locator('.late').count(), 1);
    assert.match(await page.textContent('.late'), /Sans réponse depuis 3 jours/);
    await page.click('tbody a');
    await page.fill('#spoken', 'Dominique Exemple');
    await page.selectOption('#phone-act', 'accept');
    await page.click('#telephone button[type=submit]');
    await page.waitForURL(/fait=1/);
    assert.match(await page.textContent('.story'), /par téléphone : Dominique Exemple/);
  }],
  ['a server that is killed has lost no answer it gave, and an act sent again is done once', async (context) => {
    const { place } = context;
    place.seuil(['sign-in', 'nadia', '--quiet'], place.passwords.nadia);
    assert.equal(JSON.parse(place.seuil(['referral', 'list', 'out', '--json'])).items.length, 4);
    const headers = { Authorization: `Bearer ${readFileSync(join(place.folder, 'seuil/session'), 'utf8').trim()}`,
      'Content-Type': 'application/json' };
    const drafts = await (await fetch(`${place.url}/api/v1/referrals?box=out&state=draft`, { headers })).json();
    const act = { operation: randomUUID(), act: 'withdraw', revision: 0, reason: 'other_door' };
    const ask = () => fetch(`${place.url}/api/v1/referrals/${drafts.items[0].id}/acts`,
      { method: 'POST', headers, body: JSON.stringify(act) });
    const first = await ask();
    assert.equal(first.status, 200);
    await place.end('SIGKILL');
    await place.start();
    const again = await (await ask()).json();
    assert.equal(again.state, 'withdrawn');
    assert.equal(again.revision, 1);
    assert.equal(again.wasKnown, true);
  }],
  ['the commands act as the pages do', async ({ place }) => {
    const [mine] = JSON.parse(place.seuil(['referral', 'list', 'out', '--state', 'accepted', '--json'])).items;
    assert.match(place.seuil(['referral', 'show', mine.id]), /"acts"/);
    place.seuil(['referral', 'answer', mine.id, 'start', '--spoken-by', 'Dominique Exemple']);
    const done = JSON.parse(place.seuil(['referral', 'answer', mine.id, 'finish', '--outcome', 'helped',
      '--spoken-by', 'Dominique Exemple', '--json']));
    assert.deepEqual([done.state, done.outcome], ['done', 'helped']);
    assert.throws(() => place.seuil(['referral', 'answer', mine.id, 'start']), /there is no “start”/);
  }],
  ['messages to services are written, and name nobody', async (context) => {
    // The folder holds the letters about listings to verify too; they have other subjects.
    const mails = readdirSync(context.place.mail).filter((name) => name.endsWith('.eml'))
      .map((name) => readFileSync(join(context.place.mail, name), 'utf8'))
      .filter((mail) => /^Subject: Seuil [0-9A-Z-]{9}\r$/m.test(mail));
    assert.equal(mails.length, 3);
    for (const mail of mails) {
      assert.doesNotMatch(mail, /repas|meal|Camille|Nadia/i);
    }
  }],
];

const place = new Place();
const browser = await startBrowser();
const code = await run(tests, { place, browser });
await browser.close();
await place.end('SIGTERM');
rmSync(place.folder, { recursive: true, force: true });
process.exit(code);
