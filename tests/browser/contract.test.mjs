// SPDX-License-Identifier: EUPL-1.2
// The OpenAPI document against what the running server answers: every path, every answer. What a domain is
// asked stands in contract/DOMAIN.mjs, as its part of the document stands in api/openapi/DOMAIN.json.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MEALS } from './contract/entitlements.mjs';
import { makeStaff, telephone } from './staff.mjs';
import { run, startServer } from './server.mjs';

const domains = await Promise.all(readdirSync(new URL('contract', import.meta.url)).sort()
  .map((name) => import(`./contract/${name}`)));
const CASES = domains.flatMap((domain) => domain.cases ?? []);
const STORIES = domains.flatMap((domain) => domain.story ?? []);
const ANY = '00000000-0000-7000-8000-000000000001';

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);

/** OpenAPI 3.0 keeps its schemas under components; ajv resolves them from the document's id. */
function validatorOf(document, reference) {
  const name = reference.split('/').at(-1);
  return ajv.compile({ $ref: `seuil#/components/schemas/${name}` });
}

function answerSchema(document, path, method, status) {
  const responses = document.paths[path][method].responses;
  const response = responses[status] ?? responses.default;
  return Object.values(response.content)[0].schema.$ref;
}

/** Announces a body without sending it, and gives the first line of the answer. */
function answerToHead(url, length) {
  const { hostname, port } = new URL(url);
  return new Promise((done, fail) => {
    const socket = connect(Number(port), hostname, () => socket.write(
      `POST /api/v1/match HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\n`
      + `Content-Length: ${length}\r\n\r\n`));
    socket.setTimeout(10000, () => fail(new Error('no answer in 10 seconds')));
    socket.once('data', (bytes) => {
      socket.destroy();
      done(String(bytes).split('\r\n')[0]);
    });
    socket.once('error', fail);
  });
}

/** Gives an administrator the second step their role asks for, through the page as a browser would. */
async function enrol(url, session, password) {
  const page = `${url}/fr/compte/deux-etapes`;
  const headers = { Cookie: `seuil=${session}` };
  const body = await (await fetch(page, { headers })).text();
  const hidden = (name) => new RegExp(`name="${name}" value="([^"]+)"`).exec(body.slice(body.indexOf('<main')))[1];
  const secret = hidden('secret');
  const answer = await fetch(page, { method: 'POST', headers, body: new URLSearchParams({
    token: hidden('token'), secret, password, code: telephone(secret) }) });
  assert.equal(answer.status, 200, await answer.text());
}

/** Asks, and compares the answer with the document. */
async function answered(context, [path, method, url, body, status], headers = {}) {
  const response = await fetch(context.url + url, { method: method.toUpperCase(),
    headers: { ...headers, ...(body ? { 'Content-Type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : undefined });
  const answer = await response.json();
  assert.equal(response.status, status, `${method} ${url}: ${JSON.stringify(answer)}`);
  const validate = validatorOf(context.document, answerSchema(context.document, path, method, status));
  assert.ok(validate(answer), JSON.stringify(validate.errors, null, 1));
  if (status >= 400) {
    assert.match(response.headers.get('content-type'), /application\/problem\+json/);
    assert.match(answer.type, /^urn:problem-type:belgif:/);
  }
  return answer;
}

const bearer = (secret) => secret ? { Authorization: `Bearer ${secret}` } : {};

/** Plays a story: each step by who may, then by those who may not. What an answer gives, later steps name in braces. */
async function played(context, story) {
  const known = {};
  const filled = (text) => text.replace(/\{(\w+)\}/g, (all, name) => known[name] ?? all);
  const headers = bearer(context[story.as]);
  await story.prepare?.(known, async (given, family) => (await answered(context, ['/api/v1/persons', 'post', '/api/v1/persons',
    { facts: [{ kind: 'name', value: given, extra: family }], sure: true }, 201], headers)).id);
  for (const [method, path, body, status] of story.steps) {
    const documented = (story.documented?.(path) ?? path).split('?')[0];
    const url = filled(path);
    const sent = body && JSON.parse(filled(JSON.stringify(body)));
    const answer = await answered(context, [documented, method, url, sent, status], headers);
    story.learn(known, answer, documented, method, status);
    for (const [other, refusal] of Object.entries(story.others)) {
      await answered(context, [documented, method, url, sent, refusal], bearer(context[other]));
    }
  }
}

const tests = [
  ['the document is served, and what it does not open to everybody it answers to nobody', async (context) => {
    assert.equal(context.document.openapi, '3.0.3');
    for (const [path, methods] of Object.entries(context.document.paths)) {
      for (const method of Object.keys(methods)) {
        if (!CASES.some(([open]) => open === path)) {
          await answered(context, [path, method, path.replace(/\{\w+\}/g, ANY), method === 'post' ? {} : null, 401]);
        }
      }
    }
  }],
  ...CASES.map(([path, method, url, body, status]) => [
    `${method} ${url} answers ${status} as the document says`,
    (context) => answered(context, [path, method, url, body, status])]),
  ...STORIES.map((story) => [story.sentence, (context) => played(context, story)]),
  ['a truncated body, another media type and a huge body are problems', async (context) => {
    const post = (body, type = 'application/json') => fetch(`${context.url}/api/v1/match`,
      { method: 'POST', headers: { 'Content-Type': type }, body });
    assert.equal((await post('{"needs":')).status, 400);
    assert.equal((await post('needs=1', 'text/plain')).status, 415);
    for (const [path, methods] of Object.entries(context.document.paths)) {
      if (methods.post?.requestBody?.content['application/json']) {
        const url = context.url + path.replace(/\{\w+\}/g, ANY);
        const { status } = await fetch(url, { method: 'POST', body: '{}',
          headers: { 'Content-Type': 'text/plain', Authorization: `Bearer ${context.worker}` } });
        assert.ok(status === 415 || status === 403, `${path} answers ${status} to a text`);
      }
    }
    assert.match(await answerToHead(context.url, 2 * 1024 * 1024), /^HTTP\/1\.1 413 /);
  }],
];

let session = '';
let chief = '';
let password = '';
let worker = '';
let head = '';
let nurse = '';
let steward = '';
const server = await startServer((seuil, folder) => {
  const { passwords, options } = makeStaff(seuil, folder, 'province-de-liege', { nadia: 'desk_worker', sara: 'social_worker', hana: 'head_of_service', nina: 'clinician', gilles: 'steward' });
  writeFileSync(join(folder, 'meals.yaml'), MEALS);
  seuil(['sign-in', 'hana', '--quiet'], passwords.hana);
  seuil(['account', 'own-password'], `${passwords.hana}\nune porte ouverte`);
  head = readFileSync(join(folder, 'session'), 'utf8').trim();
  seuil(['convention', 'load', join(folder, 'meals.yaml')]);
  seuil(['terminal', 'add', 'province-de-liege', 'Salle', '5']);
  seuil(['sign-in', 'gilles', '--quiet'], passwords.gilles);
  seuil(['account', 'own-password'], `${passwords.gilles}\nune porte ouverte`);
  steward = readFileSync(join(folder, 'session'), 'utf8').trim();
  seuil(['twins', 'find', '--quiet']);
  seuil(['sign-in', 'sara', '--quiet'], passwords.sara);
  seuil(['account', 'own-password'], `${passwords.sara}\nune porte ouverte`);
  worker = readFileSync(join(folder, 'session'), 'utf8').trim();
  password = `${passwords.chief} de chez moi`;
  seuil(['sign-in', 'chief', '--quiet'], passwords.chief);
  seuil(['account', 'own-password'], `${passwords.chief}\n${password}`);
  chief = readFileSync(join(folder, 'session'), 'utf8').trim();
  seuil(['role', 'give', 'nina', 'coordinator']);
  seuil(['role', 'give', 'hana', 'steward']);
  seuil(['sign-in', 'nina', '--quiet'], passwords.nina);
  seuil(['account', 'own-password'], `${passwords.nina}\nune porte ouverte`);
  nurse = readFileSync(join(folder, 'session'), 'utf8').trim();
  seuil(['sign-in', 'nadia', '--quiet'], passwords.nadia);
  seuil(['account', 'own-password'], `${passwords.nadia}\nune porte ouverte`);
  session = readFileSync(join(folder, 'session'), 'utf8').trim();
  return options;
});
let code = 1;
try {
  const document = await (await fetch(`${server.url}/openapi.json`)).json();
  ajv.addSchema({ ...document, $id: 'seuil' });
  await enrol(server.url, chief, password);
  code = await run(tests, { url: server.url, document, session, worker, head, nurse, steward, chief });
} finally {
  await server.stop();
}
process.exit(code);
