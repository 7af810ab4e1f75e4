// SPDX-License-Identifier: EUPL-1.2
// Two devices over HTTP: the examples of docs/reference/offline.md in their order, a line that is
// cut in the middle of what is brought, what another account may do, and the pages that go with it.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { LANGUAGES, violations } from './look.mjs';
import { ROOT, run, startBrowser, startServer } from './server.mjs';
import { makeStaff, signIn } from './staff.mjs';

/** A UUIDv7, as a device makes one. */
function newId() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The secret of a session, as a client of the API holds it. */
async function secretOf(url, login, password) {
  const answer = await fetch(`${url}/fr/entrer`, { method: 'POST', redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ login, password }) });
  return /seuil=([^;]+)/.exec(answer.headers.get('set-cookie'))[1];
}

async function call(context, who, method, path, body) {
  const response = await fetch(context.url + path, { method,
    headers: { Authorization: `Bearer ${context.secrets[who]}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

/** The members of `expected` are in `actual`; "$name" is kept the first time, compared after. */
function compare(expected, actual, names) {
  if (typeof expected === 'string' && expected.startsWith('$')) {
    names[expected] ??= actual;
    assert.equal(actual, names[expected], expected);
  } else if (Array.isArray(expected)) {
    assert.equal(actual.length, expected.length);
    expected.forEach((one, i) => compare(one, actual[i], names));
  } else if (expected !== null && typeof expected === 'object') {
    for (const [name, value] of Object.entries(expected)) compare(value, actual[name], names);
  } else {
    assert.equal(actual, expected);
  }
}

/** The requests of the page, each with the answer that follows it. */
function examples() {
  const page = readFileSync(join(ROOT, 'docs/reference/offline.md'), 'utf8');
  return [...page.matchAll(/```http\n(\S+) (\S+)\n([^`]*)```\n```json\n([^`]*)```/g)]
    .map(([, method, path, body, answer]) => ({ method, path, body: body.trim(), answer: JSON.parse(answer) }));
}

async function playExample(context, example, names) {
  const fill = (text) => text.replace(/\$[a-z]+\d*/g, (name) => (names[name] ??= newId()));
  const { body } = await call(context, 'nadia', example.method, fill(example.path),
    example.body ? JSON.parse(fill(example.body)) : undefined);
  compare(example.answer, body, names);
}

async function newDevice(context, who) {
  return (await call(context, who, 'POST', '/api/v1/devices', { name: 'Tablette' })).body.id;
}

function bring(context, who, device, operations) {
  return call(context, who, 'POST', '/api/v1/sync', { device, operations });
}

/** A person whom somebody met, with an open case. */
async function meetSomebody(context, device, who = 'nadia') {
  const [person, file] = [newId(), newId()];
  await bring(context, who, device, [
    { op: newId(), kind: 'person.create', id: person,
      facts: [{ kind: 'name', value: newId().slice(-8), extra: 'Exemple' }] },
    { op: newId(), kind: 'case.open', person, id: file, fields: { retention: [null, 'social'] } }]);
  return { person, file };
}

function noteOf(file, words) {
  return { op: newId(), kind: 'note.add', case: file, id: newId(),
    fields: { secrecy: [null, 'team'], kind: [null, 'visit'], words: [null, words] } };
}

/** Sends so many bytes of the request, then lets the line break; resolves once it is broken. */
function sendAndBreak(context, body, bytes) {
  const { hostname, port } = new URL(context.url);
  const text = JSON.stringify(body);
  const head = `POST /api/v1/sync HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\n`
    + `Authorization: Bearer ${context.secrets.nadia}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n`;
  return new Promise((done, fail) => {
    const socket = connect(Number(port), hostname, () => socket.write(head + text.slice(0, bytes), () => {
      if (bytes < text.length) socket.destroy();
    }));
    socket.once('data', () => socket.destroy()); // the answer is never read
    socket.once('error', fail);
    socket.once('close', done);
  });
}

/** The notes of one case, as a device is given them from the start. */
async function wordsOf(context, device, file) {
  const { body } = await call(context, 'nadia', 'GET', `/api/v1/sync?device=${device}&since=0`);
  return body.persons.flatMap((one) => one.documents ?? []).filter((one) => one.kind === 'note' && one.body.case === file)
    .map((one) => one.body.words);
}

const tests = [
  ['the examples of the reference are true, in their order', async (context) => {
    const names = {};
    const all = examples();
    assert.ok(all.length >= 9);
    for (const example of all) await playExample(context, example, names);
  }],
  ['what is cut in the middle does nothing, and sent again acts once', async (context) => {
    const device = await newDevice(context, 'nadia');
    const { file } = await meetSomebody(context, device);
    const delivery = { device, operations: [noteOf(file, 'une'), noteOf(file, 'deux')] };
    await sendAndBreak(context, delivery, 200);
    assert.deepEqual(await wordsOf(context, device, file), []);
    await sendAndBreak(context, delivery, Infinity);
    const again = await call(context, 'nadia', 'POST', '/api/v1/sync', delivery);
    assert.deepEqual(again.body.answers.map((one) => one.result), ['applied', 'applied']);
    assert.deepEqual((await call(context, 'nadia', 'POST', '/api/v1/sync', delivery)).body, again.body);
    assert.deepEqual((await wordsOf(context, device, file)).sort(), ['deux', 'une']);
  }],
  ['two devices that change one urgency: the second is told, and both are asked', async (context) => {
    const device = await newDevice(context, 'nadia');
    const other = await newDevice(context, 'marc');
    const { file } = await meetSomebody(context, device);
    const need = newId();
    await bring(context, 'nadia', device, [{ op: newId(), kind: 'need.add', case: file, id: need,
      fields: { need: [null, 'food.meal'], urgency: [null, 'normal'] } }]);
    const change = (to) => ({ op: newId(), kind: 'need.set', case: file, id: need, fields: { urgency: ['normal', to] } });
    assert.equal((await bring(context, 'nadia', device, [change('now')])).body.answers[0].result, 'applied');
    const late = await bring(context, 'marc', other, [change('low')]);
    assert.equal(late.body.answers[0].result, 'conflict');
    for (const who of ['nadia', 'marc']) {
      const { body } = await call(context, who, 'GET', '/api/v1/sync/conflicts');
      assert.equal(body.items.at(-1).stands, 'now');
    }
  }],
  ['who works on a case and who leads it, the end of a fact and counts of the desk arrive over the line', async (context) => {
    const device = await newDevice(context, 'nadia');
    const { person, file } = await meetSomebody(context, device);
    const leadOf = async (who, one) => (await call(context, who, 'GET', `/api/v1/cases/${one}`)).body.lead;
    const theirs = await meetSomebody(context, await newDevice(context, 'marc'), 'marc');
    const [nadia, marc] = [await leadOf('nadia', file), await leadOf('marc', theirs.file)];
    const fact = newId();
    const send = async (...operations) => (await bring(context, 'nadia', device,
      operations.map((one) => ({ op: newId(), ...one })))).body.answers.map((one) => one.because ?? one.result);
    const coffee = { kind: 'count.add', fields: { answer: [null, 'coffee'] } };
    assert.deepEqual(await send({ kind: 'member.add', case: file, id: marc },
      { kind: 'lead.set', case: file, fields: { lead: [nadia, marc] } }, { kind: 'member.end', case: file, id: nadia },
      { kind: 'fact.add', person, id: fact, fields: { kind: [null, 'phone'], value: [null, '+32470123456'] } },
      { kind: 'fact.end', person, id: fact, fields: { value: ['+32470123456', null] } }, coffee),
    ['applied', 'applied', 'applied', 'applied', 'applied', 'not_now']);
    const late = newId();
    assert.deepEqual(await send({ op: late, kind: 'lead.set', case: file, fields: { lead: [nadia, nadia] } }), ['changed']);
    const kept = await call(context, 'marc', 'POST', `/api/v1/sync/conflicts/${late}`, { choice: 'keep' });
    assert.equal(kept.body.state, 'kept');
    const { body } = await call(context, 'nadia', 'GET', `/api/v1/cases/${file}`);
    assert.equal(body.lead, marc);
    assert.deepEqual(body.members.filter((one) => !one.left).map((one) => one.account), [marc]);
    const { facts } = (await call(context, 'nadia', 'GET', `/api/v1/persons/${person}`)).body;
    assert.equal(facts.some((one) => one.kind === 'phone'), false);
    await call(context, 'nadia', 'POST', '/api/v1/desk/open', {});
    const again = { op: newId(), ...coffee };
    assert.deepEqual(await send(again, again), ['applied', 'applied']);
    const counts = await call(context, 'nadia', 'POST', '/api/v1/desk/answers', { answer: 'coffee' });
    assert.match(JSON.stringify(counts.body), /"coffee"[^}]*2|2[^}]*"coffee"/);
  }],
  ['an act upon a referral goes through its machine, and one upon a state that passed waits', async (context) => {
    const device = await newDevice(context, 'nadia');
    const { person } = await meetSomebody(context, device);
    const { needs } = await (await fetch(`${context.url}/api/v1/services/cap-migrant`)).json();
    const opened = await call(context, 'nadia', 'POST', '/api/v1/referrals', { id: newId(), person,
      doors: [{ need: needs[0].code ?? needs[0].need ?? needs[0], service: 'cap-migrant' }] });
    assert.equal(opened.status, 201, JSON.stringify(opened.body));
    const { id } = opened.body.items[0];
    const act = (state, wanted, more) => ({ op: newId(), kind: 'referral.act', id,
      fields: { state: [state, null], act: [null, wanted], ...more } });
    const answers = async (one) => (await bring(context, 'nadia', device, [one])).body.answers[0];
    assert.equal((await answers(act('draft', 'dance'))).field, 'act');
    const withdrawn = await answers(act('draft', 'withdraw', { reason: [null, 'need_gone'] }));
    assert.equal(withdrawn.result, 'applied', JSON.stringify(withdrawn));
    assert.equal((await call(context, 'nadia', 'GET', `/api/v1/referrals/${id}`)).body.state, 'withdrawn');
    const late = await answers(act('draft', 'send'));
    assert.deepEqual([late.result, late.because, late.field], ['conflict', 'changed', 'state']);
  }],
  ['a revoked device gets 410 and nothing else, and another account has no such device', async (context) => {
    const device = await newDevice(context, 'nadia');
    await meetSomebody(context, device);
    const path = `/api/v1/sync?device=${device}&since=0`;
    assert.equal((await call(context, 'marc', 'GET', path)).status, 404);
    assert.equal((await bring(context, 'marc', device, [])).status, 404);
    await call(context, 'nadia', 'POST', `/api/v1/devices/${device}/revoke`, {});
    for (const answer of [await call(context, 'nadia', 'GET', path), await bring(context, 'nadia', device, [])]) {
      assert.equal(answer.status, 410);
      assert.equal(answer.body.wipe, true);
      assert.equal(answer.body.persons ?? answer.body.answers, undefined);
    }
  }],
  ['the pages of devices and of what waits are read by anybody, at 320 pixels, in four languages', async (context) => {
    const page = await context.browser.newPage({ viewport: { width: 320, height: 640 } });
    await signIn(page, context.url, 'marc', context.passwords.marc);
    for (const path of ['compte/appareils', 'compte/conflits']) {
      for (const language of LANGUAGES) {
        await page.goto(`${context.url}/${language}/${path}`);
        assert.deepEqual(await violations(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), `${language}/${path}`);
      }
    }
    await page.goto(`${context.url}/fr/compte/conflits`);
    await page.locator('button[value=take]').last().press('Enter');
    await page.waitForURL(/fait=decide/);
    assert.match(await page.textContent('[role=status]'), /décidé/);
    await page.close();
  }],
];

let staff = {};
const server = await startServer((seuil, folder) => {
  staff = makeStaff(seuil, folder, 'relais-social-liege', { nadia: 'social_worker', marc: 'street_worker' });
  for (const login of ['nadia', 'marc']) {
    seuil(['sign-in', login, '--quiet'], staff.passwords[login]);
    seuil(['account', 'own-password'], `${staff.passwords[login]}\nla porte de ${login}`);
    staff.passwords[login] = `la porte de ${login}`;
  }
  return staff.options;
});
const browser = await startBrowser();
let code = 1;
try {
  const secrets = {};
  for (const login of ['nadia', 'marc']) secrets[login] = await secretOf(server.url, login, staff.passwords[login]);
  code = await run(tests, { url: server.url, browser, secrets, passwords: staff.passwords });
} finally {
  await browser.close();
  await server.stop();
}
process.exit(code);
