// SPDX-License-Identifier: EUPL-1.2
// Machines of other houses: their keys, their tokens, and what they ask of /fhir.
import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROGRAM } from '../counted.mjs';

export const SHARED = join(process.env.SEUIL_SHARED ?? '../shared', 'data/fhir');
export const BUNDLE = join(SHARED, 'bundle-referral-in-transaction.json');
export const TASK = 'SDOHCC-TaskReferralManagementOrderFulfillmentAcceptedExample';
export const REQUEST = 'SDOHCC-ServiceRequestActiveFoodPantryApplicationAssistExample';
export const CONSENT = 'SDOHCC-ConsentInformationDisclosureExample';

export function seuil(place, ...words) {
  const done = spawnSync(PROGRAM, ['--store', place.store, ...words],
    { cwd: place.folder, encoding: 'utf8', env: place.env, input: place.input });
  assert.equal(done.status, 0, `${words.join(' ')}: ${done.stderr}`);
  return done.stdout.trim();
}

/** A machine: a key of its own, registered, with the tokens it asks for. */
export function newMachine(place, name, team, algorithm, words = []) {
  const { publicKey, privateKey } = algorithm === 'RS384'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const file = join(place.folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: name }] }));
  const id = seuil(place, 'client', 'add', name, `Machine ${name}`, '--team', team, '--keys', file, ...words);
  return { id, name, algorithm, privateKey };
}

export function base64(value) {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

export function statement(machine, site, changes = {}) {
  const now = Math.floor(Date.now() / 1000);
  const header = { alg: machine.algorithm, kid: machine.name, typ: 'JWT' };
  const claims = { iss: machine.id, sub: machine.id, aud: `${site}/oauth/token`, exp: now + 200,
    jti: randomUUID(), ...changes };
  const text = `${base64(header)}.${base64(claims)}`;
  const signature = sign('sha384', Buffer.from(text), machine.algorithm === 'RS384'
    ? machine.privateKey : { key: machine.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

export async function askToken(site, assertion, scope = '') {
  const answer = await fetch(`${site}/oauth/token`, { method: 'POST', body: new URLSearchParams({
    grant_type: 'client_credentials', scope, client_assertion: assertion,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' }) });
  return { status: answer.status, body: await answer.json() };
}

/** Asks as a machine; JSON in and out. */
export async function ask(world, machine, method, path, body, headers = {}) {
  if (!machine.token || Date.now() > machine.until) {
    const { status, body: token } = await askToken(world.site, statement(machine, world.site));
    assert.equal(status, 200, JSON.stringify(token));
    machine.token = token.access_token;
    machine.until = Date.now() + 200000; // of the 300 seconds it lasts
  }
  const answer = await fetch(`${world.site}/fhir${path}`, { method,
    headers: { authorization: `Bearer ${machine.token}`, 'content-type': 'application/fhir+json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await answer.text();
  return { status: answer.status, etag: answer.headers.get('etag'), type: answer.headers.get('content-type'),
    body: text === '' ? null : JSON.parse(text), text };
}

export function bundle() {
  return JSON.parse(readFileSync(BUNDLE, 'utf8'));
}

/** The same referral under other names, so that each sentence has its own. */
export function bundleNamed(mark, change = () => {}) {
  const text = readFileSync(BUNDLE, 'utf8')
    .replaceAll('pat-53234', `pat-${mark}`).replaceAll(TASK, `task-${mark}`)
    .replaceAll(REQUEST, `request-${mark}`).replaceAll(CONSENT, `consent-${mark}`);
  const made = JSON.parse(text);
  for (const entry of made.entry) change(entry.resource);
  return made;
}

export async function taskOf(world, machine, query = '') {
  const found = await ask(world, machine, 'GET', `/Task?_include=Task:focus${query}`);
  assert.equal(found.status, 200, found.text);
  return found.body.entry.map((entry) => entry.resource);
}

/** The Task of the service's machine whose ServiceRequest bears this mark. */
export async function taskFor(world, uuid) {
  const read = await ask(world, world.service, 'GET', `/Task/${uuid}`);
  assert.equal(read.status, 200, read.text);
  return read;
}

export async function say(world, machine, uuid, changes) {
  const read = await ask(world, machine, 'GET', `/Task/${uuid}`);
  const said = { ...read.body, ...changes };
  for (const [key, value] of Object.entries(changes)) if (value === undefined) delete said[key];
  return ask(world, machine, 'PUT', `/Task/${uuid}`, said, { 'if-match': read.etag });
}

/** A store with the houses of `files` (CSV by name), keys, and an administrator who is signed in. */
export function keyedPlace(place, files) {
  place.env = { ...process.env, SEUIL_SESSION: join(place.folder, 'session'), SEUIL_KEYS: join(place.folder, 'keys') };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place.folder, name), text);
  seuil(place, 'import', 'csv', place.folder);
  seuil(place, 'keys', 'make', join(place.folder, 'keys'));
  signIn(place, place, 'anne', 'Anne Exemple', 'administrator');
  return place;
}

/** Makes an account, by who is signed in at `by`, and signs it in at `place`. */
function signIn(by, place, login, name, role) {
  const password = seuil(by, 'account', 'add', login, name, '--house', 'relais-social-liege', '--role', role);
  seuil({ ...place, input: `${password}\n` }, 'sign-in', login);
}

/** The place as the data protection officer has it, who is made and signs in. */
export function officerOf(place) {
  const officer = { ...place, env: { ...place.env, SEUIL_SESSION: join(place.folder, 'session-officer') } };
  signIn(place, officer, 'dora', 'Dora Exemple', 'data_protection_officer');
  return officer;
}
