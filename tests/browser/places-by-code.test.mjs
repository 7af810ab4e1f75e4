// SPDX-License-Identifier: EUPL-1.2
// A citizen keeps a place by the code of a plan: no account, no script, no name asked; and what
// somebody who guesses, repeats or takes too many meets.
import assert from 'node:assert/strict';
import { violations } from './look.mjs';
import { picture, run, startBrowser, startServer } from './server.mjs';
import { enter, makeStaff } from './staff.mjs';
import { storeSql } from '../store-place.mjs';

const ANY = '00000000-0000-7000-8000-000000000001';

/** Asks as a proxy of this machine does, for an address; follows no redirect. */
const post = (context, path, fields, address = '203.0.113.7') => fetch(`${context.url}${path}`, {
  method: 'POST', redirect: 'manual', headers: { 'X-Forwarded-For': address }, body: new URLSearchParams(fields) });

const api = (context, path, body) => fetch(`${context.url}/api/v1/plans/${path}`, body
  ? { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': '203.0.113.9' }, body: JSON.stringify(body) } : {});

async function keptPlan(context) {
  const answer = await post(context, '/fr/plan/garder', { need: 'sleep.tonight', place: '4000' });
  return new URL(answer.headers.get('location'), context.url).pathname.split('/').at(-1);
}

const desk = async (context) => {
  const window = await context.browser.newContext();
  const page = await window.newPage();
  await enter(page, context.url, 'nadia', context.passwords);
  return page;
};

const tests = [
  ['a bed is held from the plan, confirmed by one more tap, without script at 320 pixels', async (context) => {
    const window = await context.browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    const page = await window.newPage();
    context.code = await keptPlan(context);
    await page.goto(`${context.url}/fr/plan/${context.code}`);
    await page.click('article.door button:has-text("Garder un lit · 2 places libres")');
    assert.match(await page.textContent('#places [role=status]'), /Confirmez dans les dix minutes/);
    assert.match(await page.textContent('#places'), /Lits de la porte[\s\S]*Retenu jusqu’à \d/);
    assert.equal(await page.locator('button:has-text("Garder un lit")').count(), 0, 'one bed a night');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${wide} pixels wide`);
    await page.click('#places button.main-action');
    assert.match(await page.textContent('#places [role=status]'), /C’est réservé/);
    context.number = (await page.textContent('.visit-number')).trim();
    assert.match(context.number, /^[1-9]\d{3}$/);
    await picture(page, 'mes-places');
    const { items: [kept] } = await (await api(context, `${context.code}/places`)).json();
    context.slot = kept.slot;
    await page.goto(`${context.url}/fr/plan/${context.code}/papier`);
    assert.match(await page.textContent('main'), new RegExp(`numéro ${context.number}`));
    await window.close();
  }],

  ['the house reads the number beside the place, and the page with it passes axe', async (context) => {
    const page = await desk(context);
    await page.goto(`${context.url}/fr/lits?jour=${context.slot}`);
    assert.match(await page.textContent('main'), new RegExp(`Sans nom · n°\\s+${context.number}[\\s\\S]*Réservé`));
    await page.goto(`${context.url}/fr/lits/liste?jour=${context.slot}`);
    assert.match(await page.textContent('main'), new RegExp(`n°\\s+${context.number}`));
    await page.goto(`${context.url}/fr/plan/${context.code}`);
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  }],

  ['a program and a command see the same, and the same code gives the place back', async (context) => {
    const { items: [place] } = await (await api(context, `${context.code}/places`)).json();
    assert.equal(String(place.number), context.number);
    assert.equal(place.state, 'booked');
    assert.match(context.seuil(['plan', 'places', context.code.toLowerCase()]), new RegExp(`booked ${context.number} Lits de la porte`));
    const given = await api(context, `${context.code}/places/${place.id}/cancel`, {});
    assert.deepEqual((await given.json()).items, []);
    assert.equal((await api(context, `${context.code}/places/${place.id}/cancel`, {})).status, 409, 'once');
    const held = context.seuil(['plan', 'hold', context.code, `${context.bed}=${place.slot}`]);
    assert.match(held, / held \d{4} /);
    assert.match(context.seuil(['plan', 'confirm', context.code, '--name', 'Camille']), / booked /);
    assert.equal(context.seuil(['plan', 'cancel', context.code, held.split(' ')[0]]), '');
  }],

  ['who guesses a code meets one answer, whatever they try', async (context) => {
    const answers = [];
    for (const code of ['7K3M-9QTR', 'AAAA-AAAA', context.code.replace(/.$/, (last) => (last === '2' ? '3' : '2')), 'x', '%2e%2e']) {
      for (const [path, fields] of [['places', { reserver: `${context.bed} ${context.slot}` }],
        ['places/confirmer', {}], ['places/annuler', { reservation: ANY }]]) {
        const answer = await post(context, `/fr/plan/${code}/${path}`, fields, '203.0.113.1');
        answers.push(`${answer.status} ${(await answer.text()).replace(/\s+/g, ' ').length > 0}`);
      }
    }
    assert.deepEqual([...new Set(answers)], ['404 true']);
  }],

  ['a bed its house keeps for the network is not there for a code', async (context) => {
    const wrong = await api(context, `${context.code}/places`, { places: [{ unit: context.network, slot: context.slot }] });
    const none = await api(context, `${context.code}/places`, { places: [{ unit: ANY, slot: context.slot }] });
    const told = async (answer) => ({ ...(await answer.json()), instance: '', traceId: '' });
    assert.equal(wrong.status, 404);
    assert.deepEqual(Object.keys(await told(wrong)).sort(), Object.keys(await told(none)).sort());
    const { total } = await (await api(context, `${context.code}/places`)).json();
    assert.equal(total, 0);
  }],

  ['a form sent twice holds once, and two beds of one night are refused with nothing held', async (context) => {
    const code = await keptPlan(context);
    const fields = { reserver: `${context.bed} ${context.slot}`, token: '0123456789abcdef0123456789abcdef' };
    for (let i = 0; i < 2; i += 1) {
      const answer = await post(context, `/fr/plan/${code}/places`, fields);
      assert.match(answer.headers.get('location'), /places=retenu/);
    }
    assert.equal((await (await api(context, `${code}/places`)).json()).total, 1);
    const other = await keptPlan(context);
    const both = await api(context, `${other}/places`, { places: [{ unit: context.bed, slot: context.slot }, { unit: context.bed, slot: context.slot }] });
    assert.equal(both.status, 409);
    assert.equal((await (await api(context, `${other}/places`)).json()).total, 0);
  }],

  ['an address that asks for too many places in an hour waits, and another does not', async (context) => {
    const code = await keptPlan(context);
    const ask = async (address) => (await post(context, `/fr/plan/${code}/places`, { reserver: `${ANY} ${context.slot}` }, address));
    for (let i = 0; i < 20; i += 1) assert.equal((await ask('203.0.113.66')).status, 404);
    assert.match((await ask('203.0.113.66')).headers.get('location'), /places=souvent/);
    assert.equal((await ask('203.0.113.67')).status, 404);
    const told = await fetch(`${context.url}/api/v1/plans/${code}/places`, { method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': '203.0.113.66' },
      body: JSON.stringify({ places: [{ unit: context.bed, slot: context.slot }] }) });
    assert.equal(told.status, 429);
  }],

  ['a code whose plan has faded sees and gives back what it keeps, and keeps nothing more', async (context) => {
    const code = await keptPlan(context);
    await post(context, `/fr/plan/${code}/places`, { reserver: `${context.bed} ${context.slot}` });
    await post(context, `/fr/plan/${code}/places/confirmer`, {});
    storeSql(server.store, 'UPDATE saved_plan SET expires = 1');
    const more = await api(context, `${code}/places`, { places: [{ unit: context.bed, slot: context.slot }] });
    assert.equal(more.status, 404);
    const window = await context.browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    const page = await window.newPage();
    await page.goto(`${context.url}/fr/plan/${code}`);
    assert.match(await page.textContent('#places'), /Lits de la porte[\s\S]*Réservé/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320);
    const seen = await context.browser.newPage();
    await seen.goto(page.url());
    assert.deepEqual(await violations(seen), []);
    await seen.close();
    await page.click('#places form[action$="/annuler"] button');
    assert.match(await page.textContent('main'), /La place est rendue/, 'that it was given back is told');
    assert.equal((await page.goto(`${context.url}/fr/plan/${code}`)).status(), 404);
    assert.equal((await api(context, `${code}/places`)).status, 404);
    await window.close();
  }],
];

const context = {};
const server = await startServer((seuil, folder) => {
  const { doors: [door] } = JSON.parse(seuil(['match', '--json', '-'],
    JSON.stringify({ needs: [{ need: 'sleep.tonight' }], place: { postalCode: '4000' } })));
  const { organization } = JSON.parse(seuil(['service', 'show', door.serviceId, '--json']));
  const { passwords, options } = makeStaff(seuil, folder, organization.id, { nadia: 'head_of_service' });
  Object.assign(context, { passwords, service: door.serviceId });
  return options;
});
let code = 1;
const browser = await startBrowser();
try {
  Object.assign(context, { url: server.url, browser, seuil: server.seuil });
  const first = await desk(context);
  await first.context().close();
  server.seuil(['sign-in', 'nadia', '--quiet'], context.passwords.nadia);
  context.bed = JSON.parse(server.seuil(['unit', 'add', 'bed', 'Lits de la porte', '--capacity', '2', '--reach', 'public', '--service', context.service, '--json'])).id;
  context.network = JSON.parse(server.seuil(['unit', 'add', 'bed', 'Lits du réseau', '--capacity', '2', '--json'])).id;
  code = await run(tests, context);
} finally {
  await browser.close();
  await server.stop();
}
process.exit(code);
