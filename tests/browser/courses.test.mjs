// SPDX-License-Identifier: EUPL-1.2
// A course from its first group to its report: enrolled under its condition, waiting, a sheet filled in and printed;
// without script and at 320 pixels.
import assert from 'node:assert/strict';
import { violations } from './look.mjs';
import { run, startBrowser, startServer } from './server.mjs';
import { enter, makeStaff } from './staff.mjs';

/** Monday to Sunday of this week, so that a session of each day has begun or will. */
const day = (offset) => new Date(Date.now() + offset * 864e5).toLocaleDateString('sv', { timeZone: 'Europe/Brussels' });

async function worker(context, options = {}) {
  const window = await context.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await window.newPage();
  await enter(page, context.url, 'helene', context.passwords);
  return page;
}

async function enrol(page, context, { name, label, literate }) {
  await page.goto(context.course);
  await page.click('text=Inscrire');
  await page.fill('#person', name);
  await page.fill('#label', label);
  await page.check(`input[name=literate][value=${literate}]`);
  await page.click('main form button[type=submit]');
  await page.waitForLoadState();
}

const tests = [
  ['a course is made with its cycle and its group, without script', async (context) => {
    const page = await worker(context, { javaScriptEnabled: false });
    await page.goto(`${context.url}/fr/cours`);
    await page.fill('#name', 'Cours de français');
    await page.fill('#condition', 'shoe_size');
    await page.click('main form button[type=submit]');
    assert.match(await page.textContent('[role=alert]'), /pas une condition/);
    await page.fill('#condition', 'literate');
    await page.click('main form button[type=submit]');
    context.course = page.url();
    await page.click('text=Ajouter un cycle');
    await page.fill('#first', day(-20));
    await page.fill('#last', day(300));
    await page.click('form[action$="/cycles"] button');
    await page.locator('summary', { hasText: 'Ajouter un groupe' }).click();
    await page.fill('#name', 'Débutants');
    await page.fill('#hours', 'Mo-Su 00:00-23:00');
    await page.selectOption('#rest', 'none');
    await page.fill('#capacity', '1');
    await page.fill('#hours', 'Mo 25:00');
    await page.click('form[action$="/groupes"] button');
    assert.match(await page.textContent('[role=alert]'), /horaire n’est pas compris/);
    for (const [id, typed] of [['#name', 'Débutants'], ['#hours', 'Mo 25:00'], ['#rest', 'none'], ['#capacity', '1']]) {
      assert.equal(await page.inputValue(id), typed);
    }
    await page.fill('#hours', 'Mo-Su 00:00-23:00');
    await page.click('form[action$="/groupes"] button');
    assert.match(await page.textContent('section.card .tag'), /1 place libre \/ 1/);
    await page.context().close();
  }],

  ['who does not fit the condition is not enrolled; who finds it full waits first in line', async (context) => {
    const page = await worker(context);
    await enrol(page, context, { name: 'Camille Exemple', label: 'Camille E.', literate: 'false' });
    assert.match(await page.textContent('[role=alert]'), /condition du cours n’est pas remplie/);
    await page.check('input[name=literate][value=true]');
    await page.click('main form button[type=submit]');
    await page.waitForLoadState();
    await enrol(page, context, { name: 'Robin Modèle', label: 'Robin E.', literate: 'true' });
    assert.match(await page.locator('tr', { hasText: 'Robin E.' }).first().textContent(), /n° 1 de la liste/);
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  }],

  ['the sheet of a session is filled in and counted in the report, at 320 pixels', async (context) => {
    const page = await worker(context, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    await page.goto(context.course);
    await page.locator('table:has-text("Séances") tbody a').first().click();
    await page.locator('tr', { hasText: 'Camille E.' }).locator('input[value=present]').check();
    await page.locator('#others').evaluate((field) => field.removeAttribute('max'));
    await page.fill('#others', '99999');
    await page.click('main form button[type=submit]');
    assert.match(await page.textContent('[role=alert]'), /de 0 à 10000/);
    assert.equal(await page.inputValue('#others'), '99999');
    assert.ok(await page.locator('tr', { hasText: 'Camille E.' }).locator('input[value=present]').isChecked());
    await page.fill('#others', '2');
    await page.click('main form button[type=submit]');
    assert.ok(await page.locator('tr', { hasText: 'Camille E.' }).locator('input[value=present]').isChecked());
    assert.doesNotMatch(await page.textContent('table'), /Robin/);
    await page.goto(context.course);
    await page.click('text=Bilan du cycle');
    const cells = await page.locator('tbody td').allTextContents();
    assert.deepEqual(cells.slice(6), ['1', '0', '0', '2']);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${wide} pixels wide`);
    await page.context().close();
  }],

  ['the place of who leaves goes to who is first, and a session called off says so', async (context) => {
    const page = await worker(context);
    await page.goto(context.course);
    const camille = page.locator('tr', { hasText: 'Camille E.' }).first();
    await camille.locator('summary').click();
    await camille.locator('button').click();
    await page.waitForLoadState();
    assert.match(await page.locator('tr', { hasText: 'Robin E.' }).first().textContent(), /Participe/);
    const sessions = page.locator('table:has-text("Séances") tbody tr');
    assert.equal(await sessions.first().locator('form').count(), 0, 'a session that is over is called off no more');
    await sessions.last().locator('summary').click();
    await sessions.last().locator('button').click();
    await page.waitForLoadState();
    assert.match(await page.textContent('section.card'), /Annulée/);
    await page.context().close();
  }],

  ['a group is changed, and a course closed, on its page; what is wrong stands there again', async (context) => {
    const page = await worker(context, { javaScriptEnabled: false });
    await page.goto(context.course);
    const group = page.locator('section.card details', { hasText: 'Modifier ce groupe' });
    await group.locator('summary').click();
    await group.locator('[name=nom]').fill('Débutants du matin');
    await group.locator('[name=places]').fill('1001');
    await group.evaluate((form) => form.querySelector('[name=places]').removeAttribute('max'));
    await group.locator('button').click();
    assert.equal(await group.locator('[name=nom]').inputValue(), 'Débutants du matin');
    await group.locator('[name=places]').fill('2');
    await group.locator('button').click();
    assert.match(await page.textContent('section.card'), /Débutants du matin[\s\S]*\/ 2/);
    const course = page.locator('details', { hasText: 'Modifier ce cours' });
    for (const [act, said] of [['check', 1], ['uncheck', 0]]) {
      await course.locator('summary').click();
      await course.locator('[name=ferme]')[act]();
      await course.locator('button').click();
      assert.equal(await page.locator('h1 .tag.closed').count(), said);
    }
    await page.context().close();
  }],

  ['a session that a school asks for is held and counted, of nobody, without script at 320 pixels', async (context) => {
    const page = await worker(context, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    await page.goto(`${context.url}/fr/seances-scolaires?annee=2026`);
    for (const [id, typed] of [['#school', 'Institut Exemple'], ['#class', '3e B'], ['#theme', 'Alimentation'], ['#starts', '2026-01-12T10:00']]) await page.fill(id, typed);
    await page.locator('#pupils').evaluate((field) => field.removeAttribute('max'));
    await page.fill('#pupils', '501');
    await page.click('section.card button');
    assert.match(await page.textContent('[role=alert]'), /jusqu’à 500/);
    assert.equal(await page.inputValue('#theme'), 'Alimentation');
    await page.fill('#pupils', '22');
    await page.click('section.card button');
    await page.fill('#came', '21');
    await page.fill('#report', 'Une classe attentive');
    await page.click('form[action$="/tenue"] button');
    assert.match(await page.textContent('main'), /Tenue[\s\S]*21 \/ 22[\s\S]*Une classe attentive/);
    await page.goto(`${context.url}/fr/seances-scolaires/bilan?annee=2026`);
    assert.deepEqual(await page.locator('tbody td').allTextContents(), ['Alimentation', '1', '0', '21']);
    await page.context().close();
    const scripted = await worker(context, { viewport: { width: 320, height: 640 } });
    await scripted.goto(`${context.url}/fr/seances-scolaires?annee=2026`);
    assert.deepEqual(await violations(scripted), []);
    const wide = await scripted.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${wide} pixels wide`);
    await scripted.context().close();
  }],

  ['anybody finds the course in the calendar and takes its feed, without script at 320 pixels', async (context) => {
    const window = await context.browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    const page = await window.newPage();
    await page.goto(`${context.url}/fr/agenda`);
    assert.match(await page.textContent('main'), /Cours de français[\s\S]*Débutants/);
    assert.doesNotMatch(await page.textContent('main'), /Robin/);
    const feed = await (await fetch(new URL(await page.locator('li a[href*="/agenda/groupe/"]').first().getAttribute('href'), context.url))).text();
    assert.match(feed, /^BEGIN:VCALENDAR\r\n[\s\S]*SUMMARY:Cours de français[\s\S]*END:VCALENDAR\r\n$/);
    assert.doesNotMatch(feed, /Robin/);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${wide} pixels wide`);
    await window.close();
    const scripted = await (await context.browser.newContext()).newPage();
    await scripted.goto(`${context.url}/fr/agenda`);
    assert.deepEqual(await violations(scripted), []);
    await scripted.context().close();
  }],
];

const context = {};
const server = await startServer((seuil, folder) => {
  const { passwords, options } = makeStaff(seuil, folder, 'cass', { helene: 'head_of_service' });
  Object.assign(context, { passwords });
  return options;
});
let code = 1;
const browser = await startBrowser();
try {
  Object.assign(context, { url: server.url, browser, seuil: server.seuil });
  const first = await worker(context);
  await first.context().close();
  server.seuil(['sign-in', 'helene', '--quiet'], context.passwords.helene);
  for (const [given, family] of [['Camille', 'Exemple'], ['Robin', 'Modèle']]) server.seuil(['person', 'add', '--given', given, '--family', family]);
  code = await run(tests, context);
} finally {
  await browser.close();
  await server.stop();
}
process.exit(code);
