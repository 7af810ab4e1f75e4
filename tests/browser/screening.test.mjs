// SPDX-License-Identifier: EUPL-1.2
// A screening from its first invitation to the handing over of a result, without script and at 320 pixels; who is no
// doctor or nurse finds no result.
import assert from 'node:assert/strict';
import { begunSlot } from './begun.mjs';
import { violations } from './look.mjs';
import { run, startBrowser, startServer } from './server.mjs';
import { enter, makeStaff } from './staff.mjs';

async function worker(context, login, options = {}) {
  const window = await context.browser.newContext({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false, ...options });
  const page = await window.newPage();
  await enter(page, context.url, login, context.passwords);
  return page;
}

const tests = [
  ['a screening is made, who it is for is invited, and a letter goes to where it may alone', async (context) => {
    const page = await worker(context, 'helene');
    await page.goto(`${context.url}/fr/depistages`);
    await page.selectOption('#kind', 'mammography');
    await page.fill('#name', 'Dépistage du sein');
    await page.selectOption('#sex', 'female');
    await page.fill('#age-least', '70');
    await page.fill('#age-most', '50');
    await page.click('main form button[type=submit]');
    assert.match(await page.textContent('[role=alert]'), /n’est pas possible/);
    assert.equal(await page.inputValue('#name'), 'Dépistage du sein');
    await page.fill('#age-least', '50');
    await page.fill('#age-most', '69');
    await page.click('main form button[type=submit]');
    context.screening = page.url();
    for (const [name, said] of [['Robin Modèle', /pas l’âge/], ['Camille Exemple', null], ['Camille Exemple', /déjà invitée/], ['Sacha Témoin', /ne pas être jointe ainsi/]]) {
      await page.fill('#person', name);
      await page.selectOption('#way', 'letter');
      await page.click('#invite button');
      if (said) assert.match(await page.textContent('[role=alert]'), said);
    }
    const broad = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(broad <= 320, `${broad} pixels wide`);
    await page.goto(`${context.screening}/lettres`);
    assert.match(await page.textContent('main'), /Camille Exemple\s*rue Exemple 1/);
    assert.doesNotMatch(await page.textContent('main'), /Sacha/);
    await page.goto(`${context.screening}/liste`);
    assert.match(await page.textContent('table'), /Camille Exemple[\s\S]*lettre[\s\S]*En attente/);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${wide} pixels wide`);
    await page.context().close();
  }],

  ['an appointment is given from the invitation, and attendance noted; the result is no matter of this role', async (context) => {
    const page = await worker(context, 'helene', { viewport: { width: 1280, height: 900 } });
    context.seuil(['sign-in', 'helene', '--quiet'], context.passwords.helene);
    await page.goto(context.screening);
    await page.locator('td summary').click();
    await page.click('text=Donner un rendez-vous');
    assert.ok(await page.locator('#slot option').count() > 0);
    const invitation = new URL(page.url()).searchParams.get('invitation');
    context.seuil(['screening', 'book', invitation, context.slot]);
    await page.goto(context.screening);
    await page.locator('td summary').click();
    await page.click('button[value=came]');
    assert.match(await page.locator('tbody tr').textContent(), /Présence/);
    assert.equal(await page.locator('a[href*="/depistages/resultat"]').count(), 0);
    const answer = await page.goto(`${context.url}/fr/depistages/resultat?invitation=${invitation}`);
    assert.equal(answer.status(), 403);
    await page.context().close();
  }],

  ['a nurse seals the result, and hands it over to the person and to their doctor', async (context) => {
    const page = await worker(context, 'nora');
    await page.goto(context.screening);
    await page.locator('td summary').click();
    await page.locator('td a[href*="/depistages/resultat"]').click();
    await page.fill('#words', 'Rien de particulier');
    await page.fill('#doctor', 'Dr Exemple');
    await page.click('#entry button');
    await page.goto(`${context.url}/fr/depistages/resultats`);
    assert.match(await page.textContent('table'), /Camille Exemple[\s\S]*À la personne, Au médecin/);
    await page.click('td a, th a');
    for (const to of ['person', 'doctor']) {
      await page.selectOption('#to', to);
      await page.selectOption('#way', 'in_person');
      await page.locator('section.card button').click();
    }
    assert.match(await page.textContent('main'), /Rien de particulier/);
    assert.equal(await page.locator('#words').count(), 0);
    await page.goto(`${context.url}/fr/depistages/resultats`);
    assert.match(await page.textContent('main'), /Tous les résultats sont remis/);
    await page.context().close();
    const scripted = await worker(context, 'nora', { javaScriptEnabled: true });
    await scripted.goto(context.screening);
    assert.deepEqual(await violations(scripted), []);
    await scripted.context().close();
  }],
];

const context = await begunSlot();
const server = await startServer((seuil, folder) => {
  const { passwords, options } = makeStaff(seuil, folder, 'cass', { helene: 'head_of_service', nora: 'clinician' });
  Object.assign(context, { passwords });
  return options;
});
let code = 1;
const browser = await startBrowser();
try {
  Object.assign(context, { url: server.url, browser, seuil: server.seuil });
  for (const login of ['helene', 'nora']) await (await worker(context, login)).context().close();
  server.seuil(['sign-in', 'helene', '--quiet'], context.passwords.helene);
  server.seuil(['unit', 'add', 'appointment', 'Mammographies', '--slot', '720', '--hours', context.hours]);
  for (const [given, family, birth] of [['Camille', 'Exemple', '1966-05-17'], ['Robin', 'Modèle', '1996-05-17'], ['Sacha', 'Témoin', '1967-05-17']]) {
    const person = server.seuil(['person', 'add', '--given', given, '--family', family, '--birth', birth]);
    server.seuil(['person', 'set', person, 'sex', 'female']);
    server.seuil(['person', 'set', person, 'address', 'rue Exemple 1', '--extra', '4020 Liège']);
    if (given === 'Sacha') server.seuil(['person', 'set', person, 'contact_rule', 'no_mail']);
  }
  code = await run(tests, context);
} finally {
  await browser.close();
  await server.stop();
}
process.exit(code);
