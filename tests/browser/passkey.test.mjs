// SPDX-License-Identifier: EUPL-1.2
// Passkeys with chromium's own authenticator: real keys, real signatures, at http://localhost.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSound } from './look.mjs';
import { picture, run, startBrowser, startServer } from './server.mjs';
import { enter } from './staff.mjs';

const HOUSE = 'province-de-liege';
const LEAVE = 'form[action$="/sortir"]';
const passwords = {};

/** A browser of its own, and the device in it that holds passkeys. */
async function open(context, options = {}) {
  const own = await context.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await own.newPage();
  const wire = await own.newCDPSession(page);
  await wire.send('WebAuthn.enable');
  const { authenticatorId } = await wire.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2',
    transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  const device = {
    verifies: (isUserVerified) => wire.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    keys: async () => (await wire.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    async replace(credential) {
      await wire.send('WebAuthn.removeCredential', { authenticatorId, credentialId: credential.credentialId });
      await wire.send('WebAuthn.addCredential', { authenticatorId, credential });
    },
  };
  return { page, device };
}

async function add(context, page, login, name) {
  await page.goto(`${context.url}/fr/compte/cles`);
  await page.fill('#name', name);
  await page.fill('#password', passwords[login]);
  await page.click('main .main-action');
  await page.waitForSelector('form[data-options]');
  await picture(page, 'cle-demander-1280');
  await page.click('form[data-options] button');
  await page.waitForURL(/fait=ajout$/);
}

async function leave(page) {
  await page.click(`${LEAVE} button`);
  await page.waitForSelector('#login');
}

const use = (page) => page.click('form[action$="/entrer/cle"] button');

const tests = [
  ['a passkey is added, signs in alone, is listed with its last use, and is taken away', async (context) => {
    const { page, device } = await open(context, { bypassCSP: true });
    await enter(page, context.url, 'nadia', passwords);
    await add(context, page, 'nadia', 'Mon téléphone');
    assert.match(await page.locator('section li').innerText(), /Mon téléphone[^]*Jamais utilisée/);
    await picture(page, 'cles-1280');
    await isSound(page);
    const [key] = await device.keys();
    assert.equal(key.rpId, 'localhost');
    assert.equal(key.isResidentCredential, true);
    await leave(page);
    await picture(page, 'entrer-cle-1280');
    await use(page);
    await page.waitForSelector(LEAVE);
    assert.equal(await page.locator('text=nadia Exemple').count(), 1);
    await page.goto(`${context.url}/fr/compte/cles`);
    assert.match(await page.locator('section li').innerText(), /Utilisée la dernière fois/);
    await page.click('section li button');
    await page.waitForURL(/fait=retrait$/);
    assert.equal(await page.locator('section li').count(), 0);
    await leave(page);
    await use(page);
    await page.waitForSelector('#problem');
    assert.match(await page.locator('#problem').innerText(), /n’ouvre pas ici/);
    await page.context().close();
  }],
  ['a passkey stands in for the second step a role asks for, and nobody gets past it with the password alone', async (context) => {
    const { page } = await open(context);
    await page.goto(`${context.url}/fr/entrer`);
    await page.fill('#login', 'delphine');
    await page.fill('#password', passwords.delphine);
    await page.keyboard.press('Enter');
    await page.waitForURL(/mot-de-passe$/);
    await page.fill('#present', passwords.delphine);
    passwords.delphine += ' de chez moi';
    await page.fill('#wanted', passwords.delphine);
    await page.keyboard.press('Enter');
    await page.waitForURL(/deux-etapes$/);
    await add(context, page, 'delphine', 'Clé du bureau');
    await page.goto(`${context.url}/fr/journal`);
    assert.match(page.url(), /\/fr\/journal$/, 'the session that made it has its second step');
    await leave(page);
    await page.fill('#login', 'delphine');
    await page.fill('#password', passwords.delphine);
    await page.keyboard.press('Enter');
    await page.waitForSelector('form[action$="/entrer/cle"] input[name="ticket"]:not([value=""])', { state: 'attached' });
    assert.equal(await page.locator('#code').count(), 0);
    await picture(page, 'entrer-cle-seconde-1280');
    await use(page);
    await page.waitForSelector(LEAVE);
    await page.goto(`${context.url}/fr/journal`);
    assert.match(page.url(), /\/fr\/journal$/);
    assert.match(await page.locator('main').innerText(), /Clé d’accès ajoutée/);
    await page.context().close();
  }],
  ['a copy of a passkey, which counts less than the last use, opens nothing', async (context) => {
    const { page, device } = await open(context);
    await enter(page, context.url, 'marc', passwords);
    await add(context, page, 'marc', 'Portable');
    const [copy] = await device.keys();
    await leave(page);
    await use(page);
    await page.waitForSelector(LEAVE);
    await leave(page);
    await device.replace(copy);
    await use(page);
    await page.waitForSelector('#problem');
    assert.match(await page.locator('#problem').innerText(), /n’ouvre pas ici/);
    await page.context().close();
  }],
  ['a program asks the device itself, by the API and as a program reads it', async (context) => {
    const { page } = await open(context);
    await page.goto(`${context.url}/fr/entrer`);
    const ask = (path, body, token) => page.evaluate(async ([path, body, token]) => {
      const answer = await fetch(`/api/v1/${path}`, { method: body ? 'POST' : 'GET', body: body && JSON.stringify(body),
        headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) } });
      return { status: answer.status, ...(await answer.json()) };
    }, [path, body, token]);
    const device = (kind, publicKey) => page.evaluate(async ([kind, publicKey]) => {
      const form = kind === 'create' ? 'parseCreationOptionsFromJSON' : 'parseRequestOptionsFromJSON';
      return (await navigator.credentials[kind]({ publicKey: PublicKeyCredential[form](publicKey) })).toJSON();
    }, [kind, publicKey]);
    const token = context.worker;
    assert.equal((await ask('passkeys/question', { name: 'Programme', password: 'not this one' }, token)).status, 403);
    const wanted = await ask('passkeys/question', { name: 'Programme', password: 'une porte ouverte' }, token);
    const made = await ask('passkeys', await device('create', wanted.publicKey), token);
    assert.equal(made.status, 201);
    assert.deepEqual([made.total, made.items[0].name, made.items[0].used], [1, 'Programme', undefined]);
    const { secret, publicKey } = await ask('signIn/passkey/question', {});
    const answer = await device('get', publicKey);
    const { status, token: other, name } = await ask('signIn/passkey', { secret, answer });
    assert.deepEqual([status, name], [200, 'sara Exemple']);
    assert.equal((await ask('signIn/passkey', { secret, answer })).status, 409, 'an answer serves once');
    const [key] = JSON.parse(context.seuil(['account', 'passkeys', 'own', '--json'])).items;
    assert.ok(key.used >= key.added);
    assert.equal((await ask(`passkeys/${key.id}/end`, {}, other)).total, 0);
    await page.context().close();
  }],
  ['a device that does not verify who holds it gives nothing, and the page says so', async (context) => {
    const { page, device } = await open(context);
    await enter(page, context.url, 'nadia', passwords);
    await device.verifies(false);
    await page.goto(`${context.url}/fr/compte/cles`);
    await page.fill('#name', 'Sans code');
    await page.fill('#password', passwords.nadia);
    await page.click('main .main-action');
    await page.click('form[data-options] button');
    await page.waitForSelector('[data-passkey="failed"]:not([hidden])');
    await page.context().close();
  }],
  ['without script no button for a passkey shows, and the page says why', async (context) => {
    const { page } = await open(context, { javaScriptEnabled: false });
    await page.goto(`${context.url}/fr/entrer`);
    assert.equal(await page.locator('form[action$="/entrer/cle"]').isVisible(), false);
    assert.equal(await page.locator('[data-passkey="cannot"]').isVisible(), true);
    await enter(page, context.url, 'marc', passwords);
    await page.goto(`${context.url}/fr/compte/cles`);
    assert.equal(await page.locator('#name').isVisible(), false);
    assert.equal(await page.locator('[data-passkey="cannot"]').isVisible(), true);
    await page.context().close();
  }],
];

let worker = '';
const server = await startServer((seuil, place) => {
  const make = (login, role) => {
    passwords[login] = seuil(['account', 'add', login, `${login} Exemple`, '--house', HOUSE, '--role', role, '--quiet']);
  };
  make('chief', 'administrator');
  seuil(['sign-in', 'chief', '--quiet'], passwords.chief);
  make('sara', 'social_worker');
  make('nadia', 'desk_worker');
  make('marc', 'desk_worker');
  make('delphine', 'data_protection_officer');
  seuil(['keys', 'make', join(place, 'keys')]);
  seuil(['sign-in', 'sara', '--quiet'], passwords.sara);
  seuil(['account', 'own-password'], `${passwords.sara}\nune porte ouverte`);
  worker = readFileSync(join(place, 'session'), 'utf8').trim();
  return ['--keys', join(place, 'keys')];
});
const browser = await startBrowser();
let code = 1;
try {
  code = await run(tests, { url: server.url.replace('127.0.0.1', 'localhost'), browser, seuil: server.seuil, worker });
} finally {
  await browser.close();
  await server.stop();
}
process.exit(code);
