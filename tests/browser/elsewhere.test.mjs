// SPDX-License-Identifier: EUPL-1.2
// Signing in with a provider of one's house, against a real one: oidc-provider over TLS.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { violations } from './look.mjs';
import { startProvider } from './provider.mjs';
import { picture, run, startBrowser, startServer } from './server.mjs';
import { enter } from './staff.mjs';

const HOUSE = 'province-de-liege';
const LEAVE = 'form[action$="/sortir"]';

/** A browser of its own, at the sign-in page; it takes the provider's certificate. */
async function open(context, options = {}) {
  const own = await context.browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 900 }, ...options });
  const page = await own.newPage();
  await page.goto(`${context.url}/fr/entrer`);
  return page;
}

/** Through the provider and back, as `who`, until a page of ours shows `until`. */
async function through(page, key, who, { second = false, until = LEAVE } = {}) {
  await page.click(`form[action$="/entrer/chez/${key}"] button`);
  await page.waitForSelector('#who');
  await page.fill('#who', who);
  if (second) await page.check('#second');
  await page.click('button');
  await page.waitForSelector(until);
}

const tests = [
  ['who is linked comes in without a password and without script, and is sent to their page', async (context) => {
    const page = await open(context, { javaScriptEnabled: false });
    await picture(page, 'entrer-ailleurs-1280');
    await through(page, 'secret', 'sub-nadia');
    assert.equal(new URL(page.url()).origin, context.url);
    assert.equal(await page.locator('text=nadia Exemple').count(), 1);
    const cookies = await page.context().cookies(context.url);
    assert.deepEqual(cookies.map((one) => [one.name, one.sameSite, one.httpOnly]), [['seuil', 'Strict', true]]);
    await page.context().close();
  }],
  ['a client with a key of its own, and each algorithm of the provider, are taken', async (context) => {
    for (const key of ['paire', 'courbe']) {
      const page = await open(context);
      await through(page, key, 'sub-nadia');
      await page.context().close();
    }
  }],
  ['the second step is asked here unless the provider says it was made there', async (context) => {
    const page = await open(context);
    await enter(page, context.url, 'delphine', context.passwords);
    await page.click(`${LEAVE} button`);
    context.seuil(['account', 'link', 'delphine', context.provider.issuer, 'sub-delphine']);
    await through(page, 'secret', 'sub-delphine', { until: '#code' });
    assert.equal(await page.locator(LEAVE).count(), 0);
    await page.context().clearCookies();
    await page.goto(`${context.url}/fr/entrer`);
    await through(page, 'secret', 'sub-delphine', { second: true });
    const journal = await page.goto(`${context.url}/fr/journal`);
    assert.equal(journal.status(), 200);
    const words = await page.locator('main').innerText();
    assert.match(words, /A lié un compte à un fournisseur d’identité/);
    assert.match(words, /Est entré[^\n]*par le fournisseur d’identité/);
    await page.goto(`${context.url}/fr/avis`);
    assert.match(await page.locator('main').innerText(), /Compte lié à un fournisseur d’identité/);
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  }],
  ['who was linked reads so on each page until they say that they saw it', async (context) => {
    const page = await open(context);
    await through(page, 'secret', 'sub-nadia');
    await page.click('.new-link a');
    const links = page.locator('#links');
    assert.match(await links.innerText(), /Lié le .* Par chief Exemple\./);
    assert.deepEqual(await violations(page), []);
    await links.locator('button').click();
    assert.equal(await page.locator('.new-link').count(), 0);
    assert.match(await links.innerText(), /Par chief Exemple/);
    await page.context().close();
  }],
  ['who is not linked is told what to give to the administrator, who links them on a page', async (context) => {
    const page = await open(context);
    await through(page, 'secret', 'sub-marc', { until: '#hint' });
    assert.match(await page.locator('#hint').innerText(), /: sub-marc$/);
    await picture(page, 'ailleurs-inconnu-1280');
    const admin = await open(context);
    await enter(admin, context.url, 'chief', context.passwords);
    await admin.goto(`${context.url}/fr/admin/comptes`);
    await admin.click('text=marc Exemple');
    await admin.selectOption('#issuer', { index: 0 });
    await admin.fill('#subject', 'sub-marc');
    await admin.click('form[action$="/lier"] button');
    assert.deepEqual(await violations(admin), []);
    await picture(admin, 'compte-lie-1280');
    await page.goto(`${context.url}/fr/entrer`);
    await through(page, 'paire', 'sub-marc');
    await admin.click('form[action$="/delier"] button');
    await page.goto(`${context.url}/fr/compte`);
    assert.match(page.url(), /\/entrer/, 'the session ended with the link');
    await admin.context().close();
    await page.context().close();
  }],
  ['who declines at the provider reads so, and may start again', async (context) => {
    const page = await open(context);
    await through(page, 'secret', '', { until: '#problem' });
    assert.match(await page.locator('#problem').innerText(), /n’a pas eu lieu/);
    await through(page, 'secret', 'sub-nadia');
    await page.context().close();
  }],
  ['a locked screen opens by the provider, which asks again who is there, and what was written is kept', async (context) => {
    const page = await open(context);
    await through(page, 'secret', 'sub-nadia');
    await page.goto(`${context.url}/fr/compte`);
    const other = await page.context().newPage();
    await other.goto(`${context.url}/fr/compte`);
    await other.click('form[action$="/verrouiller"] button');
    await page.selectOption('#language', 'nl');
    await page.click('form[action$="/compte/langue"] button');
    assert.match(page.url(), /\/verrouille$/);
    await through(page, 'secret', 'sub-nadia', { until: 'main form[action$="/compte/langue"]' });
    assert.match(page.url(), /\/reprendre$/);
    await page.context().close();
  }],
  ['leaving ends the session here, and leads to where the provider ends its own', async (context) => {
    const page = await open(context);
    await through(page, 'secret', 'sub-nadia');
    await page.click(`${LEAVE} button`);
    assert.equal((await page.context().cookies(context.url)).length, 0);
    assert.deepEqual(await violations(page), []);
    await page.click('main a.main-action');
    await page.waitForSelector('text=/sign-?out/i');
    await page.context().close();
  }],
  ['a provider that leads elsewhere is not followed, and one that never ends is not waited for', async (context) => {
    const page = await open(context);
    for (const key of ['ailleurs', 'enorme']) {
      await page.click(`form[action$="/entrer/chez/${key}"] button`);
      assert.match(await page.locator('#problem').innerText(), /ne répond pas/);
    }
    assert.equal(context.provider.asked.redirected, 0);
    await page.context().close();
  }],
  ['an answer serves once, and in no other browser', async (context) => {
    const page = await open(context);
    const answers = [];
    page.on('request', (request) => {
      if (request.url().includes('/entrer/retour/')) answers.push(request.url());
    });
    await through(page, 'secret', 'sub-nadia');
    await page.goto(answers[0]);
    assert.match(await page.locator('#problem').innerText(), /n’est plus valable/);
    const other = await open(context);
    await other.goto(answers[0]);
    assert.match(await other.locator('#problem').innerText(), /n’est plus valable/);
    await other.context().close();
    await page.context().close();
  }],
];

const folder = mkdtempSync(join(tmpdir(), 'seuil-provider-'));
const provider = await startProvider(folder);
const passwords = {};
const server = await startServer((seuil, place) => {
  const add = (login, role) => {
    passwords[login] = seuil(['account', 'add', login, `${login} Exemple`, '--house', HOUSE, '--role', role, '--quiet']);
  };
  add('chief', 'administrator');
  seuil(['sign-in', 'chief', '--quiet'], passwords.chief);
  add('nadia', 'desk_worker');
  add('marc', 'desk_worker');
  add('delphine', 'data_protection_officer');
  seuil(['account', 'link', 'nadia', provider.issuer, 'sub-nadia']);
  seuil(['keys', 'make', join(place, 'keys')]);
  return ['--keys', join(place, 'keys'), '--sign-in', provider.file()];
});
provider.open(server.url);
const browser = await startBrowser();
let code = 1;
try {
  code = await run(tests, { url: server.url, browser, provider, passwords, seuil: server.seuil });
} finally {
  await browser.close();
  await server.stop();
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(code);
