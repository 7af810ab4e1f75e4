// SPDX-License-Identifier: EUPL-1.2
// Persons as two desks and a stranger use them: search, a likely double, create, edit, a conflict
// with both texts kept; without script, by keyboard, at 320 pixels, in four languages.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM, ROOT, run } from '../counted.mjs';
import { storePlace } from '../store-place.mjs';
import { LANGUAGES, violations } from './look.mjs';
import { picture, startBrowser } from './server.mjs';
import { enter } from './staff.mjs';

const HOUSES = { here: 'relais-social-liege', elsewhere: 'province-de-liege' };

/** Two houses: nadia and marc of one team, luc of the other house. */
function makeWorkers(store, folder) {
  const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };
  const seuil = (words, input) => {
    const ran = spawnSync(PROGRAM, ['--store', store, ...words], { env, input, encoding: 'utf8' });
    if (ran.status !== 0) throw new Error(`${words.join(' ')}: ${ran.stderr}`);
    return ran.stdout.trim();
  };
  const add = (login, house, role) => seuil(['account', 'add', login, `${login} Exemple`,
    '--house', house, '--role', role, '--quiet']);
  seuil(['load', join(ROOT, 'data/wallonie')]);
  seuil(['keys', 'make', join(folder, 'keys')]);
  seuil(['sign-in', 'chief', '--quiet'], add('chief', HOUSES.here, 'administrator'));
  const passwords = {};
  for (const [house, logins] of [[HOUSES.here, ['nadia', 'marc']], [HOUSES.elsewhere, ['luc']]]) {
    const team = seuil(['team', 'add', house, 'Accueil']);
    for (const login of logins) {
      passwords[login] = add(login, house, 'social_worker');
      seuil(['team', 'join', login, team]);
    }
  }
  return passwords;
}

async function startSite() {
  const folder = mkdtempSync(join(tmpdir(), 'seuil-journey-'));
  const store = storePlace(folder, 'a.db');
  const passwords = makeWorkers(store, folder);
  const server = spawn(PROGRAM, ['--store', store, 'serve', '--port', '0', '--keys', join(folder, 'keys')],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  server.stderr.on('data', (bytes) => { log += bytes; });
  const url = await new Promise((done, fail) => {
    server.stdout.once('data', (bytes) => done(String(bytes).trim()));
    server.once('exit', (code) => fail(new Error(`the server ended with ${code}: ${log}`)));
  });
  return {
    url,
    passwords,
    log: () => log,
    async stop() {
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A page of somebody signed in, in a browser of their own, on an old phone without script. */
async function pageOf(context, login, options = {}) {
  const own = await context.browser.newContext({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false,
    ...options });
  const page = await own.newPage();
  await enter(page, context.url, login, context.passwords);
  return page;
}

async function search(page, url, words) {
  await page.goto(`${url}/fr/personnes`);
  await page.fill('#words', words);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#results');
}

async function create(page, url, fields) {
  await page.goto(`${url}/fr/personnes/nouveau`);
  for (const [id, value] of Object.entries(fields)) await page.fill(`#${id}`, value);
  await page.click('main .main-action');
}

const tests = [
  ['a search that finds nobody offers to create, with and without a name', async (context) => {
    const page = await pageOf(context, 'nadia');
    await search(page, context.url, 'Camille Exemple');
    assert.match(await page.textContent('#results'), /Personne de votre maison/);
    await page.click('text=Créer une fiche');
    assert.equal(await page.inputValue('#given'), 'Camille');
    assert.equal(await page.inputValue('#family'), 'Exemple');
    assert.ok(!page.url().includes('Camille'));
    await page.goto(`${context.url}/fr/personnes/nouveau?sans-nom=1`);
    await page.fill('#description', 'homme, 40 ans env., manteau rouge, gare');
    await page.click('main .main-action');
    await page.waitForURL(/\/p\//);
    assert.match(await page.textContent('#who'), /manteau rouge/);
    await page.context().close();
  }],
  ['a person is created by keyboard and found by another spelling', async (context) => {
    const page = await pageOf(context, 'nadia');
    await page.goto(`${context.url}/fr/personnes/nouveau`);
    await page.focus('#given');
    await page.keyboard.type('Camille');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Exemple');
    await page.focus('#birth');
    await page.keyboard.type('1985-07-30');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/p\//);
    context.camille = page.url().split('?')[0];
    await search(page, context.url, 'egzemple kamille');
    assert.equal(await page.locator('.hits a').getAttribute('href'), new URL(context.camille).pathname);
    assert.ok(!(await page.title()).includes('Camille'));
    await page.context().close();
  }],
  ['a likely double is shown before the person is created', async (context) => {
    const page = await pageOf(context, 'marc');
    await create(page, context.url, { given: 'Camile', family: 'Exemple', birth: '1985-07-30' });
    assert.match(await page.textContent('#doubles'), /peut-être déjà une fiche/);
    assert.equal(await page.inputValue('#given'), 'Camile');
    await page.context().close();
  }],
  ['a stranger is told to ask, and finds nothing else', async (context) => {
    const page = await pageOf(context, 'luc');
    await search(page, context.url, 'Camille Exemple 1985-07-30');
    assert.match(await page.textContent('main'), /Quelqu’un du réseau connaît peut-être/);
    assert.equal(await page.locator('.hits a').count(), 0);
    await search(page, context.url, 'Camille Exemple');
    assert.doesNotMatch(await page.textContent('main'), /Quelqu’un du réseau/);
    assert.equal((await page.goto(context.camille)).status(), 404);
    await page.context().close();
  }],
  ['who may not see a person asks the network, and reads which team to contact once it answers', async (context) => {
    const luc = await pageOf(context, 'luc');
    await search(luc, context.url, 'Camille Exemple');
    await luc.fill('#message', 'Elle dit avoir un dossier ailleurs.');
    await luc.click('#entry button');
    await luc.waitForSelector('#problem');
    assert.equal(await luc.inputValue('#message'), 'Elle dit avoir un dossier ailleurs.');
    await luc.fill('#birth', '1985-07-30');
    await luc.click('#entry button');
    await luc.waitForSelector('#asked ~ .card');
    assert.match(await luc.textContent('#asked ~ .card'), /En attente/);
    assert.equal(await luc.locator('#received ~ .card').count(), 0);
    const nadia = await pageOf(context, 'nadia', { javaScriptEnabled: true });
    await nadia.goto(`${context.url}/fr/demandes`);
    assert.match(await nadia.textContent('#received ~ .card'), /Elle dit avoir un dossier ailleurs/);
    assert.deepEqual(await violations(nadia), []);
    assert.ok(await nadia.evaluate(() => document.documentElement.scrollWidth) <= 320);
    await nadia.focus('button[value=yes]');
    await nadia.keyboard.press('Enter');
    await nadia.waitForSelector('#received ~ .card a');
    assert.equal(await nadia.locator('#received ~ .card a').getAttribute('href'), `${new URL(context.camille).pathname}/accords`);
    await luc.goto(`${context.url}/fr/demandes`);
    assert.match(await luc.textContent('#asked ~ .card'), /Prenez contact avec : Accueil/);
    assert.equal(await luc.locator('#asked ~ .card a').count(), 0);
    assert.equal((await luc.goto(context.camille)).status(), 404);
    await luc.context().close();
    await nadia.context().close();
  }],
  ['two who change one name at once find both texts, and say which holds', async (context) => {
    const nadia = await pageOf(context, 'nadia');
    const marc = await pageOf(context, 'marc');
    const edit = async (page, value) => {
      const form = page.locator('.fact form').first();
      await form.locator('input[name=extra]').fill(value);
      await form.locator('button').first().click();
    };
    for (const page of [nadia, marc]) {
      await page.goto(context.camille);
      await page.locator('.fact details summary').first().click();
    }
    await edit(nadia, 'Premier');
    await nadia.waitForSelector('[role=status]');
    await edit(marc, 'Second');
    await marc.waitForSelector('#conflict');
    const both = await marc.textContent('main');
    assert.match(both, /Camille Premier/);
    assert.match(both, /Camille Second/);
    await nadia.goto(context.camille);
    assert.match(await nadia.textContent('main'), /Camille Second/);
    await marc.click('button[value=contested]');
    await marc.waitForSelector('[role=status]');
    assert.equal(await marc.textContent('#who'), 'Camille Second');
    assert.equal(await marc.locator('#conflict').count(), 0);
    await nadia.context().close();
    await marc.context().close();
  }],
  ['two files of one person are merged and parted again', async (context) => {
    const page = await pageOf(context, 'nadia');
    await create(page, context.url, { given: 'Camille', family: 'Second', birth: '1985-07-30' });
    await page.click('button[name=sure]');
    await page.waitForURL(/\/p\//);
    await page.goto(`${context.camille}/doubles`);
    await page.click('button[value=same]');
    await page.waitForSelector('#merged');
    await page.click('#merged ~ form button');
    await page.waitForSelector('[role=status]');
    assert.equal(await page.locator('#merged').count(), 0);
    await page.context().close();
  }],
  ['no page of persons breaks a rule of accessibility or scrolls sideways at 320 pixels', async (context) => {
    const page = await pageOf(context, 'nadia', { javaScriptEnabled: true });
    const person = new URL(context.camille).pathname.slice(3);
    for (const language of LANGUAGES) {
      for (const path of ['/personnes', '/personnes/nouveau', person, `${person}/menage`, `${person}/doubles`]) {
        await page.goto(`${context.url}/${language}${path}`);
        await page.evaluate(() => { for (const one of document.querySelectorAll('details')) one.open = true; });
        assert.deepEqual(await violations(page), [], `/${language}${path}`);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 320, `/${language}${path} is ${width} wide`);
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(context.camille);
    await picture(page, 'person-1280');
    await page.context().close();
  }],
  ['no name, date or description is in the log', async (context) => {
    assert.doesNotMatch(context.log(), /Camille|Exemple 1985|manteau|1985-07-30/);
  }],
];

const site = await startSite();
const browser = await startBrowser();
let code = 1;
try {
  code = await run(tests, { ...site, browser });
} finally {
  await browser.close();
  await site.stop();
}
process.exit(code);
