// SPDX-License-Identifier: EUPL-1.2
// A case is opened, written in, shared on the person's agreement and closed; who may not read sees nothing, and
// what was written stands in no log, no backup and no page of theirs.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM } from '../counted.mjs';
import { storePlace } from '../store-place.mjs';
import { isSound, LANGUAGES } from './look.mjs';
import { ROOT, run, startBrowser } from './server.mjs';
import { enter } from './staff.mjs';

const MARKER = 'MARKER-4f1c';
const folder = mkdtempSync(join(tmpdir(), 'seuil-secrecy-'));
const store = storePlace(folder, 'a.db');
const keys = join(folder, 'keys');
const passwords = {};
let log = '';

function seuil(args, input = '') {
  const ended = spawnSync(PROGRAM, ['--store', store, ...args],
    { input, encoding: 'utf8', env: { ...process.env, XDG_STATE_HOME: folder, SEUIL_KEYS: keys } });
  if (ended.status !== 0) throw new Error(`seuil ${args.join(' ')}: ${ended.stderr}`);
  return ended.stdout.trim();
}

/** Whom it is about: no page of this journey makes a person. */
function addPerson(person, team) {
  const server = process.env.SEUIL_TEST_POSTGRES;
  const bytes = (id) => (server ? `'\\x${id.replaceAll('-', '')}'::bytea` : `X'${id.replaceAll('-', '')}'`);
  const text = `INSERT INTO person (territory, id, kind, house, team, code, restricted, merged_into, revision, created,
    creator) SELECT 'wallonie', ${bytes(person)}, 'alias', house, id, '7K3M-9QTR', 0, ${bytes('')}, 1, 1790000000,
    ${bytes('')} FROM team WHERE id = ${bytes(team)}`;
  const ended = server ? spawnSync('psql', ['-qXAt', '-d', store, '-c', text], { encoding: 'utf8' })
    : spawnSync('sqlite3', ['-cmd', '.timeout 5000', store, text], { encoding: 'utf8' });
  assert.equal(ended.status, 0, ended.stderr);
}

function account(login, house, role) {
  passwords[login] = seuil(['account', 'add', login, `${login} Exemple`, '--house', house, '--role', role, '--quiet']);
}

async function signIn(context, login, options = {}) {
  const visitor = await context.browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await visitor.newPage();
  await enter(page, context.url, login, passwords);
  return page;
}

const tests = [
  ['a case is opened and written in without script', async (context) => {
    const page = await signIn(context, 'nadia', { javaScriptEnabled: false });
    await page.goto(`${context.file}/fil`);
    await page.click('form[action$="/dossier"] button');
    await page.fill('#words', `${MARKER} dort à la gare`);
    await page.click('#entry button');
    assert.match(await page.textContent('.timeline'), new RegExp(MARKER));
    await page.context().close();
  }],
  ['each page of secrecy is sound, in four languages', async (context) => {
    context.nadia = await signIn(context, 'nadia');
    for (const language of LANGUAGES) {
      for (const rest of ['fil', 'accords', 'danger', 'urgence']) {
        await context.nadia.goto(`${context.url}/${language}/p/${context.person}/${rest}`);
        await isSound(context.nadia);
      }
    }
  }],
  ['sharing without agreement is refused in words, and opens when the person agrees', async (context) => {
    const page = context.nadia;
    const share = async () => {
      await page.goto(`${context.file}/accords`);
      await page.fill('#s-house', 'resto-du-coeur');
      await page.selectOption('#s-class', 'notes');
      for (const one of ['secrecy', 'mission', 'informed', 'needed']) await page.check(`#k-${one}`);
      await page.click('form[action$="/partages"] button');
    };
    await share();
    assert.match(await page.textContent('[role=alert]'), /n’a pas donné son accord/);
    await isSound(page);
    const paul = await signIn(context, 'paul');
    assert.equal((await paul.goto(`${context.file}/fil`)).status(), 404);
    for (const kind of ['situation', 'notes']) {
      await page.goto(`${context.file}/accords`);
      await page.fill('#c-house', 'resto-du-coeur');
      await page.selectOption('#c-class', kind);
      await page.fill('#c-until', new Date(Date.now() + 30 * 86400000).toISOString().slice(0, 10));
      await page.click('form[action$="/accords"] button');
      await page.click('button[value=propose]');
      await page.click('button[value=give]');
      await page.fill('#s-house', 'resto-du-coeur');
      await page.selectOption('#s-class', kind);
      for (const one of ['secrecy', 'mission', 'informed', 'needed']) await page.check(`#k-${one}`);
      await page.click('form[action$="/partages"] button');
    }
    assert.equal((await paul.goto(`${context.file}/fil`)).status(), 200);
    assert.match(await paul.textContent('.timeline'), new RegExp(MARKER));
    context.paul = paul;
  }],
  ['an agreement taken back closes at once', async (context) => {
    for (let i = 0; i < 2; i++) {
      await context.nadia.goto(`${context.file}/accords`);
      await context.nadia.click('button[value=withdraw]');
    }
    assert.equal((await context.paul.goto(`${context.file}/fil`)).status(), 404);
  }],
  ['in grave danger a team shares without agreement, and the officer reads why', async (context) => {
    const page = context.nadia;
    await page.goto(`${context.file}/accords`);
    await page.click('a[href$="/danger"]');
    await page.fill('#words', 'menacée ce soir par quelqu’un qui la cherche');
    await page.fill('#o-house', 'resto-du-coeur');
    await page.selectOption('#o-class', 'contact');
    await page.check('#k-needed');
    await page.click('form[action$="/danger"] button');
    await page.click('form[action*="/partages/"]:has(.tag) button');
    const odile = await signIn(context, 'odile');
    await odile.goto(`${context.url}/fr/avis`);
    assert.match(await odile.textContent('main'), /menacée ce soir/);
    await odile.click('form[action*="/avis/"] button');
    for (const language of LANGUAGES) {
      await odile.goto(`${context.url}/${language}/conservation`);
      await isSound(odile);
    }
    await odile.context().close();
  }],
  ['an administrator sees no page of the case, and the officer is told of broken glass', async (context) => {
    const anne = await signIn(context, 'anne');
    assert.equal((await anne.goto(`${context.file}/fil`)).status(), 403);
    const lea = await signIn(context, 'lea');
    assert.equal((await lea.goto(`${context.file}/fil`)).status(), 404);
    await lea.goto(`${context.file}/urgence`);
    await lea.fill('#words', 'plus de nouvelles depuis le gel');
    await lea.click('form[action$="/urgence"] button');
    assert.match(await lea.textContent('.timeline'), new RegExp(MARKER));
    const odile = await signIn(context, 'odile');
    await odile.goto(`${context.url}/fr/avis`);
    assert.match(await odile.textContent('main'), /plus de nouvelles depuis le gel/);
    await isSound(odile);
    await odile.click('form[action*="/avis/"] button');
    assert.match(await odile.textContent('main'), /Examiné/);
  }],
  ['the whole file is printed from the person’s page, each part on a sheet of its own', async (context) => {
    const page = context.nadia;
    await page.goto(context.file);
    await page.click('a[href$="/papier"]');
    await isSound(page);
    assert.match(await page.textContent('#cases'), new RegExp(MARKER));
    assert.match(await page.textContent('#journal'), /Lea Exemple|lea Exemple/);
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual(await page.locator('.sheet').evaluateAll((all) =>
      [...new Set(all.map((one) => getComputedStyle(one).breakBefore))]), ['page']);
    assert.equal(await page.locator('.staff-top').isVisible(), false);
    await page.emulateMedia({ media: null });
    await page.click('#journal .button');
    await isSound(page);
    assert.match(await page.textContent('h1'), /Qui a lu/);
  }],
  ['a case is closed with its result', async (context) => {
    await context.nadia.goto(`${context.file}/fil`);
    await context.nadia.selectOption('#result', 'helped');
    await context.nadia.click('form[action$="/fin"] button');
    assert.match(await context.nadia.textContent('main'), /les besoins ont trouvé réponse/);
  }],
  ['what was written stands in no log and no file of the store or of a backup', async () => {
    seuil(['backup', join(folder, 'backup.db')]);
    assert.ok(log.length > 0);
    assert.ok(!log.includes(MARKER));
    for (const file of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())) {
      assert.ok(!readFileSync(join(file.path, file.name)).includes(MARKER), file.name);
    }
  }],
];

seuil(['load', join(ROOT, 'data/wallonie')]);
seuil(['keys', 'make', keys]);
account('anne', 'province-de-liege', 'administrator');
seuil(['sign-in', 'anne', '--quiet'], passwords.anne);
account('nadia', 'province-de-liege', 'social_worker');
account('lea', 'resto-du-coeur', 'social_worker');
account('paul', 'resto-du-coeur', 'partner');
account('odile', 'province-de-liege', 'data_protection_officer');
const team = seuil(['team', 'add', 'province-de-liege', 'Accueil']);
seuil(['team', 'join', 'nadia', team]);
const person = randomUUID();
addPerson(person, team);
const server = spawn(PROGRAM, ['--store', store, 'serve', '--port', '0', '--keys', keys, '--log-level', 'debug'],
  { stdio: ['ignore', 'pipe', 'pipe'] });
server.stderr.on('data', (bytes) => { log += bytes; });
const url = await new Promise((done, fail) => {
  server.stdout.once('data', (bytes) => done(String(bytes).trim()));
  server.once('exit', (code) => fail(new Error(`the server ended with ${code}: ${log}`)));
});
const browser = await startBrowser();
const code = await run(tests, { browser, url, person, file: `${url}/fr/p/${person}` });
await browser.close();
const ended = new Promise((done) => server.once('exit', done));
server.kill('SIGTERM');
await ended;
rmSync(folder, { recursive: true, force: true });
process.exit(code);
