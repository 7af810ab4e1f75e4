// SPDX-License-Identifier: EUPL-1.2
// A case is worked on: needs with their urgency and links, a goal, a task that comes back on the page of its owner, a
// colleague who joins, a document; without script, at 320 pixels, in four languages.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM } from '../counted.mjs';
import { storePlace } from '../store-place.mjs';
import { LANGUAGES, violations } from './look.mjs';
import { picture, ROOT, run, startBrowser } from './server.mjs';
import { enter, makeStaff } from './staff.mjs';

const folder = mkdtempSync(join(tmpdir(), 'seuil-case-'));
const store = storePlace(folder, 'a.db');

function seuil(args, input = '') {
  const ended = spawnSync(PROGRAM, ['--store', store, ...args],
    { input, encoding: 'utf8', env: { ...process.env, XDG_STATE_HOME: folder } });
  if (ended.status !== 0) throw new Error(`seuil ${args.join(' ')}: ${ended.stderr}`);
  return ended.stdout.trim();
}

/** No fault of access, and nothing wider than a small phone. */
async function isSound(page, address) {
  await page.goto(address);
  assert.deepEqual(await violations(page), []);
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 320, `${page.url()} is ${wide} pixels wide`);
  await page.setViewportSize({ width: 1280, height: 800 });
}

async function openDetails(page, words) {
  await page.locator('summary', { hasText: words }).first().click();
}

const tests = [
  ['a case is opened from the page of a person, and worked on without script', async (context) => {
    const { page } = context;
    await page.goto(`${context.url}/fr/personnes/nouveau`);
    await page.fill('#given', 'Camille');
    await page.fill('#family', 'Exemple');
    await page.click('main .main-action');
    context.file = page.url().replace(/\?.*/, '');
    await page.click('a[href$="/fil"]');
    await page.click('form[action$="/dossier"] button');
    await page.click('.part-nav a[href$="/dossier"]');
    for (const need of ['food.meal', 'hygiene.shower']) {
      if (!await page.isVisible('#need')) await openDetails(page, 'Ajouter un besoin');
      await page.selectOption('#need', need);
      await page.selectOption('#urgency', 'low');
      await page.click('form[action$="/besoins"] button');
    }
    await openDetails(page, 'Changer ce besoin');
    await page.locator('[id^=u-]').first().selectOption('now');
    await page.locator('form[action$="/urgence"] button').first().click();
    assert.match(await page.textContent('.case-list'), /tout de suite/);
    await openDetails(page, 'Changer ce besoin');
    await page.locator('form[action$="/lien"] button').first().click();
    assert.match(await page.textContent('.case-list'), /cause : /);
  }],
  ['a task comes back on the page of its owner until it is done', async (context) => {
    const { page } = context;
    await openDetails(page, 'Ajouter une tâche');
    await page.fill('#task-words', 'Appeler la commune pour l’adresse de référence');
    await page.fill('#task-due', new Date(Date.now() + 3 * 86400000).toISOString().slice(0, 10));
    await page.locator('form:has(#task-words) button').click();
    await page.click('.staff-nav a[href$="/taches"]');
    assert.match(await page.textContent('main'), /À venir \(1\)[\s\S]*Appeler la commune/);
    await isSound(context.seen, `${context.url}/fr/taches`);
    await page.click('button[value=done]');
    assert.match(await page.textContent('main'), /Rien à faire/);
    await page.goto(`${context.file}/fil?voir=taches`);
    assert.match(await page.textContent('.timeline'), /Appeler la commune/);
  }],
  ['somebody goes along to a door, finds it among their tasks and says how it went', async (context) => {
    const { page } = context;
    await page.goto(`${context.file}/dossier`);
    await openDetails(page, 'Prévoir un accompagnement');
    await page.fill('#a-door', 'La commune, guichet 4');
    await page.fill('#a-starts', '2026-12-10T09:00');
    await page.fill('#a-place', 'Devant la gare');
    await page.click('form[action$="/accompagnements"] button');
    await page.goto(`${context.url}/fr/taches`);
    await isSound(context.seen, `${context.url}/fr/taches`);
    await openDetails(page, 'Dire ce qu’il en est');
    await page.locator('[id^=outcome-]').selectOption('partly');
    await page.locator('[id^=seen-]').fill('Deux heures d’attente');
    await page.click('form[action$="/accompagnements/fin"] button');
    assert.match(await page.textContent('main'), /Rien à faire/);
    await page.goto(`${context.file}/dossier`);
    assert.match(await page.textContent('section:has(#accompaniments)'), /fait · en partie[\s\S]*Deux heures/);
  }],
  ['a question that may name somebody is sent once it is confirmed that it does not', async (context) => {
    const { page } = context;
    await page.click('.staff-nav a[href$="/questions"]');
    await page.fill('#words', 'Que faire pour Madame Exemple, 85.07.30-033.28 ?');
    await page.click('#entry button');
    assert.match(await page.textContent('[role=alert]'), /numéro national/);
    await page.fill('#words', 'Que faire à la rue Joseph Exemple, où un homme dort ?');
    await page.click('#entry button');
    assert.match(await page.textContent('[role=alert]'), /un nom de personne/);
    await page.check('#confirmed');
    await page.click('#entry button');
    await page.click('.case-list a');
    await page.fill('#words', 'L’équipe de rue passe le soir.');
    await page.click('#entry button');
    assert.match(await page.textContent('section:has(#replies)'), /passe le soir/);
    await isSound(context.seen, page.url());
    await isSound(context.seen, `${context.url}/fr/questions`);
    await page.click('form[action$="/fin"] button');
    assert.equal(await page.locator('#entry').count(), 0, 'a closed question takes no reply');
    await openDetails(page, 'Retirer la question');
    await page.click('form[action$="/retrait"] button');
    assert.match(await page.textContent('main'), /Aucune question/, 'a withdrawn question is gone');
  }],
  ['a document is put in the case, given back as it was, and withdrawn with a reason', async (context) => {
    const { page } = context;
    await page.goto(`${context.file}/dossier`);
    await openDetails(page, 'Ajouter un document');
    await page.setInputFiles('#document-file', { name: 'lettre.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no paper') });
    await page.click('form[action$="/documents"] button');
    assert.match(await page.textContent('#problem'), /annonce autre chose/);
    await openDetails(page, 'Ajouter un document');
    await page.setInputFiles('#document-file', { name: 'réponse.txt', mimeType: 'text/plain', buffer: Buffer.from('Madame, oui.') });
    await page.selectOption('#document-secrecy', 'author');
    await page.click('form[action$="/documents"] button');
    const link = page.locator('section:has(#documents) a');
    const [given] = await Promise.all([page.waitForEvent('download'), link.click()]);
    assert.equal(given.suggestedFilename(), 'réponse.txt');
    assert.equal(readFileSync(await given.path(), 'utf8'), 'Madame, oui.');
    await openDetails(page, 'Retirer ce document');
    await page.locator('[id^=r-]').fill('mauvais dossier');
    await page.click('form[action$="/retrait"] button');
    assert.match(await page.textContent('section:has(#documents)'), /Retiré[\s\S]*mauvais dossier/);
    assert.equal(await link.count(), 0);
  }],
  ['a colleague joins the case, and does not lead it', async (context) => {
    const { page } = context;
    await page.goto(`${context.file}/dossier`);
    await openDetails(page, 'Faire entrer un collègue');
    await page.click('button[value=join]');
    const members = await page.textContent('section:has(#members)');
    assert.match(members, /nadia Exemple\s*conduit le dossier[\s\S]*marc Exemple/);
  }],
  ['the page of a case is sound, in four languages', async (context) => {
    for (const language of LANGUAGES) {
      await isSound(context.seen, `${context.file.replace('/fr/', `/${language}/`)}/dossier`);
    }
    await picture(context.seen, 'case');
  }],
];

seuil(['load', join(ROOT, 'data/wallonie')]);
const staff = makeStaff(seuil, folder, 'relais-social-liege', { nadia: 'social_worker', marc: 'social_worker' });
const server = spawn(PROGRAM, ['--store', store, 'serve', '--port', '0', ...staff.options],
  { stdio: ['ignore', 'pipe', 'pipe'] });
server.stderr.resume();
const url = await new Promise((done, fail) => {
  server.stdout.once('data', (bytes) => done(String(bytes).trim()));
  server.once('exit', (code) => fail(new Error(`the server ended with ${code}`)));
});
const browser = await startBrowser();
const visitor = await browser.newContext({ viewport: { width: 1280, height: 800 }, javaScriptEnabled: false });
const page = await visitor.newPage();
await enter(page, url, 'nadia', staff.passwords);
const seeing = await browser.newContext({ viewport: { width: 1280, height: 800 }, storageState: await visitor.storageState() });
const code = await run(tests, { page, seen: await seeing.newPage(), url });
await browser.close();
const ended = new Promise((done) => server.once('exit', done));
server.kill('SIGTERM');
await ended;
rmSync(folder, { recursive: true, force: true });
process.exit(code);
