// SPDX-License-Identifier: EUPL-1.2
// Beds and places through an evening: kept, confirmed, arrived, not come, full, refused, printed;
// without script and at 320 pixels as well.
import assert from 'node:assert/strict';
import { violations } from './look.mjs';
import { picture, run, startBrowser, startServer } from './server.mjs';
import { enter, makeStaff } from './staff.mjs';

const MONTH = Number(new Date().toLocaleDateString('sv', { timeZone: 'Europe/Brussels' }).slice(5, 7));
const NIGHT = '2040-12-24'; // far enough not to be over while the test runs

async function worker(context, login, options = {}) {
  const window = await context.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await window.newPage();
  await enter(page, context.url, login, context.passwords);
  return page;
}

const card = (page, name) => page.locator('section.card', { has: page.locator('h2', { hasText: name }) });

async function keep(page, name, { label = '', nights = '1', button = 'book' } = {}) {
  const unit = card(page, name);
  await unit.locator('details summary').first().click();
  await unit.locator('input[name=nuits]').fill(nights);
  await unit.locator('input[name=nom]').fill(label);
  await unit.locator(`button[name=pour][value=${button}]`).click();
  await page.waitForLoadState();
}

const free = async (page, name) => (await card(page, name).locator('h3 .tag').textContent()).trim();

const tests = [
  ['the last bed is given once, and the second asker is told that nothing was booked', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(`${context.url}/fr/lits?jour=${NIGHT}`);
    assert.equal(await free(page, 'Deux lits'), '2 places libres sur 2');
    await keep(page, 'Deux lits', { label: 'Camille E.', nights: '3' });
    await keep(page, 'Deux lits', { label: 'Robin E.', button: 'hold' });
    assert.equal(await free(page, 'Deux lits'), '0 place libre sur 2');
    assert.match(await card(page, 'Deux lits').textContent(), /Retenu jusqu’à \d/);
    await keep(page, 'Deux lits', { label: 'Sacha E.' });
    assert.match(await page.textContent('[role=alert]'), /rien n’a été réservé/);
    assert.doesNotMatch(await card(page, 'Deux lits').textContent(), /Sacha/);
    await picture(page, 'lits');
    await page.context().close();
  }],

  ['what is wrong in a booking is told on the board, which says the year of another one, and months in words', async (context) => {
    const page = await worker(context, 'nadia', { javaScriptEnabled: false });
    const today = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Brussels' });
    await page.goto(`${context.url}/fr/lits?jour=2001-01-01`);
    assert.match(await page.textContent('.lead'), /1er janvier 2001/);
    assert.doesNotMatch(await page.textContent('main'), /Garder un lit|Liste d’attente/, 'nothing of a past day is offered');
    for (const path of ['/lits', '/lits/liste']) {
      assert.equal((await page.goto(`${context.url}/fr${path}?jour=abc`)).status(), 400);
      assert.match(await page.textContent('[role=alert]'), /« jour »/);
    }
    await page.goto(`${context.url}/fr/lits?jour=${NIGHT}`);
    await page.locator('input[name=moment]').evaluateAll((all) => all.forEach((field) => { field.value = '2001-01-01'; }));
    await keep(page, 'Deux lits', { label: 'Camille E.' });
    assert.match(await page.textContent('[role=alert]'), /est passée : rien/);
    assert.equal(await card(page, 'Deux lits').locator('input[name=nom]').inputValue(), 'Camille E.');
    await page.goto(`${context.url}/fr/lits?jour=${NIGHT}`);
    await page.locator('form').evaluateAll((all) => all.forEach((form) => { form.noValidate = true; }));
    await keep(page, 'Deux lits', { nights: '32' });
    assert.match(await page.textContent('[role=alert]'), /1 à 31 nuits/);
    assert.equal(await card(page, 'Deux lits').locator('input[name=nuits]').inputValue(), '32');
    await page.goto(`${context.url}/fr/lits?jour=${NIGHT}`);
    await page.locator('input[name=nom]').evaluateAll((all) => all.forEach((field) => field.removeAttribute('maxlength')));
    await keep(page, 'Deux lits', { label: 'x'.repeat(10000) });
    assert.match(await page.textContent('[role=alert]'), /60 caractères/);
    await card(page, 'Deux lits').locator('a:has-text("Rapport par mois")').click();
    assert.match(await page.locator('figure table').first().textContent(), new RegExp(`janvier ${today.slice(0, 4)}`));
    await page.context().close();
  }],

  ['a hold is confirmed, and a bed that is cancelled is free again, without script at 320 pixels', async (context) => {
    const page = await worker(context, 'nadia', { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    await page.goto(`${context.url}/fr/lits?jour=${NIGHT}`);
    await card(page, 'Deux lits').locator('li', { hasText: 'Robin' }).locator('button[value=confirm]').click();
    assert.match(await card(page, 'Deux lits').locator('li', { hasText: 'Robin' }).textContent(), /Réservé/);
    await card(page, 'Deux lits').locator('li', { hasText: 'Robin' }).locator('button[value=cancel]').click();
    assert.equal(await free(page, 'Deux lits'), '1 place libre sur 2');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${wide} pixels wide`);
    await page.context().close();
  }],

  ['what the rule of a bed asks is asked, and who it excludes is told why and passed over for a reason', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(`${context.url}/fr/lits?jour=${NIGHT}`);
    await keep(page, 'Lits femmes', { label: 'Robin E.' });
    assert.match(await page.textContent('[role=alert]'), /demande encore des réponses/);
    const unit = card(page, 'Lits femmes');
    assert.match(await unit.locator('p').first().textContent(), /Lits · selon la réponse à : Êtes-vous une femme/);
    assert.equal(await unit.locator('input[name=nom]').inputValue(), 'Robin E.');
    await unit.locator('fieldset', { hasText: 'Êtes-vous une femme' }).locator('input[value=false]').check();
    await unit.locator('button[name=pour][value=book]').click();
    await page.waitForLoadState();
    assert.match(await page.textContent('[role=alert]'), /ne le permet pas : .*pas une femme/);
    assert.equal(await free(page, 'Lits femmes'), '1 place libre sur 1');
    assert.deepEqual(await violations(page), []);
    await card(page, 'Lits femmes').locator('select[name=malgre]').selectOption('vital');
    await card(page, 'Lits femmes').locator('button[name=pour][value=book]').click();
    await page.waitForLoadState();
    assert.equal(await free(page, 'Lits femmes'), '0 place libre sur 1');
    await page.context().close();
  }],

  ['who waits stands with a printed class and a reason, and nobody waits twice', async (context) => {
    const page = await worker(context, 'nadia', { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    await page.goto(`${context.url}/fr/lits?jour=${NIGHT}`);
    await card(page, 'Lits femmes').locator('a', { hasText: 'Liste d’attente' }).click();
    await page.fill('#name', 'Sacha E.');
    await page.selectOption('#class', 'child');
    await page.locator('main form button.full').click();
    assert.match(await page.textContent('[role=alert]'), /demande encore des réponses/);
    assert.equal(await page.inputValue('#class'), 'child');
    await page.locator('input[name=woman][value=false]').check();
    await page.locator('main form button.full').click();
    assert.match(await page.textContent('[role=alert]'), /ne le permet pas : .*pas une femme/);
    await page.selectOption('#override', 'nowhere_else');
    await page.locator('main form button.full').click();
    const row = page.locator('.case-list li', { hasText: 'Sacha E.' });
    assert.match(await row.textContent(), /1[\s\S]*Attend[\s\S]*Enfant ou grossesse · demandé le/);
    await row.locator('button[value=refuse]').click();
    assert.match(await row.textContent(), /renvoyé 1 jour/);
    assert.match(await page.textContent('main'), /Risque vital cette nuit[\s\S]*monte d’une classe[\s\S]*La graine sera dite demain/);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${wide} pixels wide`);
    await row.locator('button[value=leave]').click();
    assert.match(await row.textContent(), /N’attend plus/);
    const seen = await worker(context, 'nadia');
    await seen.goto(page.url());
    assert.deepEqual(await violations(seen), []);
    await seen.context().close();
    await page.context().close();
  }],

  ['a count told by telephone stands with its time, and a refusal is counted of nobody', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(`${context.url}/fr/lits`);
    assert.match(await card(page, 'Abri').textContent(), /Personne n’a encore compté/);
    await card(page, 'Abri').locator('input[name=libres]').fill('6');
    await card(page, 'Abri').locator('form button').first().click();
    await page.waitForLoadState();
    assert.match(await card(page, 'Abri').textContent(), /6 places libres, dit .*\d/);
    await card(page, 'Deux lits').locator('summary', { hasText: 'refus' }).click();
    await card(page, 'Deux lits').locator('button[name=raison][value=full]').click();
    await page.waitForLoadState();
    const now = new Date(Date.now() - 12 * 3600e3).toLocaleDateString('sv', { timeZone: 'Europe/Brussels' });
    assert.match(context.seuil(['unit', 'report', context.beds, '--from', now, '--to', now]), /,1$/);
    await page.context().close();
  }],

  ['the list of the night holds who is expected, and both pages pass axe', async (context) => {
    const page = await worker(context, 'nadia');
    for (const path of ['/lits', '/lits/liste']) {
      await page.goto(`${context.url}/fr${path}?jour=${NIGHT}`);
      assert.match(await page.textContent('main'), /Camille E\./);
      assert.deepEqual(await violations(page), [], path);
    }
    await page.context().close();
  }],

  ['a door of the plan at the desk leads to the bed that is free behind it', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(`${context.url}/fr/accueil/journee`);
    await page.click('form[action$="/accueil/ouvrir"] button');
    await page.goto(`${context.url}/fr/accueil?guichet=1`);
    if (!(await page.locator('#label').isVisible())) await page.click('.arrive summary');
    await page.fill('#label', 'Sacha E.');
    await page.press('#label', 'Enter');
    await page.waitForSelector('#asked');
    await page.locator('input[name=need][value="sleep.tonight"]').check({ force: true });
    await page.click('#asked button.full');
    const door = page.locator('.doors li:not(.gap)').first();
    const slug = new URL(await door.locator('h4 a').getAttribute('href'), context.url).pathname.split('/').at(-1);
    const { serviceId: id, organization } = await (await fetch(`${context.url}/api/v1/services/${slug}`)).json();
    context.seuil(['sign-in', 'chief', '--quiet'], context.passwords.chief);
    context.passwords.mia = context.seuil(['account', 'add', 'mia', 'Mia Exemple', '--house', organization.id, '--role', 'head_of_service', '--quiet']);
    context.seuil(['sign-in', 'mia', '--quiet'], context.passwords.mia);
    context.seuil(['unit', 'add', 'bed', 'Lits de la porte', '--capacity', '2', '--service', id]);
    context.seuil(['sign-in', 'nadia', '--quiet'], context.passwords.nadia);
    const mia = await worker(context, 'mia');
    await page.reload();
    await page.click('button:has-text("Garder toutes ces places")');
    await page.waitForSelector('text=Toutes les places sont réservées');
    assert.equal(await page.locator('button:has-text("Garder toutes ces places")').count(), 0, 'a second tap keeps nothing again');
    await page.click('.doors li:not(.gap) a:has-text("Garder un lit · 1 place libre")');
    const board = page.url().split('#')[0];
    await mia.goto(board);
    await card(mia, 'Lits de la porte').locator('li', { hasText: 'Sacha E.' }).locator('button[value=cancel]').click();
    await page.goto(board);
    const plan = `${context.url}/fr/plan?need=sleep.tonight`;
    const told = async (words) => {
      const end = Date.now() + 30e3;
      for (let text = ''; !words.test(text); text = await (await fetch(plan)).text()) {
        assert.ok(Date.now() < end, `the plan never said ${words}`);
      }
    };
    await told(/2 lits libres/);
    await keep(page, 'Lits de la porte', { label: 'Sacha E.' });
    await told(/1 lit libre/);
    await mia.goto(board);
    assert.match(await card(mia, 'Lits de la porte').textContent(), /1 place libre sur 2[\s\S]*Sacha E\./);
    await mia.context().close();
    await page.context().close();
  }],

  ['a house reads its year by month, drawn and in tables, and another house does not', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(`${context.url}/fr/lits`);
    await card(page, 'Deux lits').locator('a:has-text("Rapport par mois")').click();
    assert.equal(await page.locator('svg.chart').count(), 3);
    assert.equal(await page.locator('figure table').first().locator('tbody tr').count(), MONTH);
    await picture(page, 'lits-rapport');
    assert.deepEqual(await violations(page), []);
    const csv = await page.evaluate(async (href) => (await fetch(href)).text(), await page.locator('a:has-text("CSV")').getAttribute('href'));
    assert.match(csv, /^month,offered,used[\s\S]*-12,/);
    await page.goto(`${context.url}/fr/lits/rapport?unite=${context.beds}&annee=1999`);
    assert.match(await page.textContent('[role=alert]'), /Une année de 2000/);
    const paul = await worker(context, 'paul', { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    const answer = await paul.goto(`${context.url}/fr/lits/rapport?unite=${context.beds}`);
    assert.equal(answer.status(), 404);
    await paul.context().close();
    await page.context().close();
  }],

  ['a level of the cold plan is switched on with a reason: the board and the page of the service show it until it is off', async (context) => {
    const page = await worker(context, 'nadia', { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    await page.goto(`${context.url}/fr/lits`);
    await page.click('a[href$="/grand-froid"]');
    await page.fill('#name', 'Plan grand froid');
    await page.click('main form button.full');
    await page.fill('#rank', '2');
    await page.fill('#level-name', 'Niveau 2');
    await page.fill('#cause', 'Gel prévu');
    await page.fill('#threshold', '-3');
    await page.click('form[action$="/niveaux"] button');
    assert.match(await page.textContent('#n-2'), /Gel prévu · sous -3 °C/);
    await page.selectOption('#beds-unit', { label: 'Deux lits' });
    await page.fill('#beds-places', '10');
    await page.locator('section[aria-labelledby=beds] button').click();
    await page.selectOption('#service', { label: 'Douches du CaSS' });
    await page.fill('#more-hours', 'Mo-Su 25:00');
    await page.locator('section[aria-labelledby=services] button').click();
    assert.match(await page.textContent('[role=alert]'), /Mo-Su 18:00-22:00/);
    assert.equal(await page.inputValue('#more-hours'), 'Mo-Su 25:00');
    await page.fill('#more-hours', '24/7');
    await page.locator('section[aria-labelledby=services] button').click();
    assert.match(await page.textContent('#n-2'), /10 places en plus[\s\S]*Douches du CaSS – ouvert aussi/);
    await page.click('#n-2 summary');
    await page.fill('#l-2', NIGHT);
    await page.fill('#w-2', '-5 prévu');
    await page.click('#n-2 form button');
    assert.match(await page.textContent('[role=alert]'), /200 jours/);
    assert.equal(await page.inputValue('#w-2'), '-5 prévu');
    await page.fill('#l-2', new Date(Date.now() + 5 * 864e5).toISOString().slice(0, 10));
    await page.click('#n-2 form button');
    assert.match(await page.textContent('#n-2'), /en cours jusqu’au/);
    assert.match(await page.textContent('main'), /Déclenché .*nadia Exemple – -5 prévu/);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${wide} pixels wide`);
    const plan = page.url();
    const tomorrow = new Date(Date.now() + 864e5).toISOString().slice(0, 10);
    const { items } = await (await fetch(`${context.url}/api/v1/services?q=douches`)).json();
    const showers = `${context.url}/fr/s/${items[0].serviceId}`;
    const told = async (url, wanted, words) => {
      const end = Date.now() + 30e3;
      while (words.test(await (await fetch(url)).text()) !== wanted) {
        assert.ok(Date.now() < end, `${url} never ${wanted ? 'said' : 'left'} ${words}`);
      }
    };
    await told(showers, true, /Plan grand froid, Niveau 2, depuis le/);
    assert.match(await (await fetch(showers)).text(), /class="tag open"/);
    await told(`${context.url}/fr/chercher?q=douches`, true, /Plan grand froid, Niveau 2, depuis le/);
    await page.goto(`${context.url}/fr/lits?jour=${tomorrow}`);
    assert.match(await page.textContent('main .note'), /Plan grand froid, Niveau 2, en cours/);
    assert.match(await free(page, 'Deux lits'), /sur 12$/);
    const seen = await worker(context, 'nadia');
    await seen.goto(plan);
    assert.deepEqual(await violations(seen), []);
    await seen.context().close();
    await page.goto(plan);
    await page.click('#n-2 summary');
    await page.fill('#w-2', 'Redoux');
    await page.click('#n-2 form button');
    assert.match(await page.textContent('main'), /Levé .* – Redoux/);
    await told(showers, false, /Plan grand froid/);
    await page.goto(`${context.url}/fr/lits?jour=${tomorrow}`);
    assert.match(await free(page, 'Deux lits'), /sur 2$/);
    await page.context().close();
  }],

  ['another house sees what is free, and no name', async (context) => {
    const page = await worker(context, 'paul');
    await page.goto(`${context.url}/fr/lits?jour=${NIGHT}`);
    assert.equal(await free(page, 'Deux lits'), '1 place libre sur 2');
    assert.doesNotMatch(await page.textContent('main'), /Camille/);
    await page.context().close();
  }],
];

const context = {};
const server = await startServer((seuil, folder) => {
  const { passwords, options } = makeStaff(seuil, folder, 'cass', { nadia: 'head_of_service' });
  passwords.paul = seuil(['account', 'add', 'paul', 'Paul Exemple', '--house', 'cssn', '--role', 'desk_worker', '--quiet']);
  Object.assign(context, { passwords });
  return options;
});
let code = 1;
const browser = await startBrowser();
try {
  Object.assign(context, { url: server.url, browser, seuil: server.seuil });
  const first = await worker(context, 'nadia');
  await first.context().close();
  server.seuil(['sign-in', 'nadia', '--quiet'], context.passwords.nadia);
  context.beds = JSON.parse(server.seuil(['unit', 'add', 'bed', 'Deux lits', '--capacity', '2', '--json'])).id;
  server.seuil(['unit', 'add', 'bed', 'Lits femmes', '--capacity', '1', '--rule', 'woman = true']);
  server.seuil(['unit', 'add', 'bed', 'Abri', '--capacity', '20', '--told']);
  code = await run(tests, context);
} finally {
  await browser.close();
  await server.stop();
}
process.exit(code);
