// SPDX-License-Identifier: EUPL-1.2
// A case is proposed to another house: it changes hands when that house accepts, and stays when it refuses.
import assert from 'node:assert/strict';
import { isSound } from './look.mjs';
import { run, startBrowser, startServer } from './server.mjs';
import { enter, makeStaff } from './staff.mjs';

const HOUSE = 'resto-du-coeur'; // of the service resto-meal
const IN_A_YEAR = new Date(Date.now() + 365 * 86400000).toISOString().slice(0, 10);
const CLASSES = ['identity', 'contact', 'situation', 'notes'];

/** A person with an open case who agreed that the other house takes it over. */
function followed({ server }, given) {
  const person = server.seuil(['person', 'add', '--given', given, '--family', 'Exemple']);
  server.seuil(['case', 'open', person]);
  for (const kept of CLASSES) {
    const consent = server.seuil(['consent', 'draft', person, HOUSE, 'transfer', kept, IN_A_YEAR]);
    server.seuil(['consent', 'propose', person, consent]);
    server.seuil(['consent', 'give', person, consent, 'signed']);
  }
  return person;
}

async function signedIn(context, login) {
  const browser = await context.browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await browser.newPage();
  await enter(page, context.server.url, login, context.passwords);
  return page;
}

/** Proposes the case as its team does, and gives the address of the referral. */
async function propose(context, page, person) {
  await page.goto(`${context.server.url}/fr/orientations/ouvrir/${person}?besoin=food.meal`);
  await page.check(`input[name=door][value="${context.service}"]`);
  await page.check('#transfer');
  await page.click('main .main-action');
  await page.click('tbody a');
  for (const box of await page.$$('#agir form:first-of-type input[name=condition]')) await box.check();
  await page.click('#agir form:first-of-type button[type=submit]');
  await page.waitForURL(/fait=1/);
  return page.url().replace('?fait=1', '');
}

/** What the page of the person's case answers: 200 to whom it is open, 404 to whom it is not. */
async function asked(context, page, person) {
  return (await page.goto(`${context.server.url}/fr/p/${person}/dossier`)).status();
}

const tests = [
  ['a case that is proposed is seen by the other house, and stays with its team until then', async (context) => {
    context.person = followed(context, 'Camille');
    context.second = followed(context, 'Dominique');
    context.nadia = await signedIn(context, 'nadia');
    context.omar = await signedIn(context, 'omar');
    context.proposed = await propose(context, context.nadia, context.person);
    await context.omar.goto(`${context.server.url}/fr/orientations?boite=recues`);
    await context.omar.click('tbody a');
    assert.match(await context.omar.textContent('.pairs'), /Passage de dossier/);
    await isSound(context.omar);
    await context.nadia.goto(context.proposed);
    assert.match(await context.nadia.textContent('.story'), /Lue/);
    assert.equal(await asked(context, context.nadia, context.person), 200);
    assert.equal(await asked(context, context.omar, context.person), 404);
  }],
  ['it changes hands when it is accepted, and comes back by no other act', async (context) => {
    await context.omar.goto(context.proposed);
    await context.omar.click('button:has-text("Accepter")');
    await context.omar.waitForURL(/fait=1/);
    assert.equal(await asked(context, context.omar, context.person), 200);
    assert.equal(await asked(context, context.nadia, context.person), 404);
    await context.nadia.goto(context.proposed);
    assert.equal(await context.nadia.locator('button:has-text("Retirer")').count(), 0);
  }],
  ['a house that refuses leaves the case where it is', async (context) => {
    const proposed = await propose(context, context.nadia, context.second);
    await context.omar.goto(proposed);
    await context.omar.selectOption('#reason-refuse', 'full');
    await context.omar.click('button:has-text("Refuser")');
    await context.omar.waitForURL(/fait=1/);
    assert.equal(await asked(context, context.omar, context.second), 404);
    assert.equal(await asked(context, context.nadia, context.second), 200);
    await context.nadia.goto(proposed);
    assert.match(await context.nadia.textContent('.story'), /Refusée/);
  }],
];

const context = {};
const server = await startServer((seuil, folder) => {
  const { passwords, options } = makeStaff(seuil, folder, 'cass', { nadia: 'social_worker' });
  passwords.omar = seuil(['account', 'add', 'omar', 'Omar Exemple', '--house', HOUSE, '--role', 'social_worker', '--quiet']);
  seuil(['team', 'join', 'omar', seuil(['team', 'add', HOUSE, 'Repas'])]);
  seuil(['sign-in', 'nadia', '--quiet'], passwords.nadia);
  context.passwords = passwords;
  return options;
});
const service = await (await fetch(`${server.url}/api/v1/services/resto-meal`)).json();
const browser = await startBrowser();
const code = await run(tests, Object.assign(context, { server, browser, service: service.serviceId }));
await browser.close();
process.exit(code || await server.stop());
