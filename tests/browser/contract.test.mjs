// SPDX-License-Identifier: EUPL-1.2
// The OpenAPI document against what the running server answers: every path, every answer.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { connect } from 'node:net';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeStaff, telephone } from './staff.mjs';
import { run, startServer } from './server.mjs';

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

const SITUATION = { at: '2026-11-24T18:05:00+01:00', place: { postalCode: '4000' }, languages: ['ar'],
  needs: [{ need: 'food.meal', weight: 3, withinHours: 4 }, { need: 'sleep.tonight' }, { need: 'hygiene.shower' }],
  facts: { age: 34, homeless: true, has_residence_permit: false } };

const CASES = [
  ['/api/v1/match', 'post', '/api/v1/match', SITUATION, 200],
  ['/api/v1/match', 'post', '/api/v1/match?lang=nl', { needs: [{ need: 'food.parcel' }], place: { postalCode: '5000' } }, 200],
  ['/api/v1/match', 'post', '/api/v1/match', { needs: [] }, 400],
  ['/api/v1/match', 'post', '/api/v1/match', { needs: [{ need: 'food.meal' }], facts: { shoe_size: 1 } }, 400],
  ['/api/v1/services', 'get', '/api/v1/services?q=repas&near=4000', null, 200],
  ['/api/v1/services', 'get', '/api/v1/services?need=health&open=true&page=2&pageSize=1', null, 200],
  ['/api/v1/services', 'get', '/api/v1/services?unknown=1', null, 400],
  ['/api/v1/services', 'get', '/api/v1/services?page=0', null, 400],
  ['/api/v1/services', 'get', '/api/v1/services?open=banana', null, 400],
  ['/api/v1/services', 'get', '/api/v1/services?need=none', null, 400],
  ['/api/v1/services', 'get', '/api/v1/services?lang=xx', null, 400],
  ['/api/v1/match', 'post', '/api/v1/match', { needs: [{ need: 'qzqzqz' }] }, 400],
  ['/api/v1/needs', 'get', '/api/v1/needs?page=2', null, 400],
  ['/api/v1/services/{id}', 'get', '/api/v1/services/cap-migrant', null, 200],
  ['/api/v1/services/{id}', 'get', '/api/v1/services/three-beds?lang=de', null, 200],
  ['/api/v1/services/{id}', 'get', '/api/v1/services/none', null, 404],
  ['/api/v1/needs', 'get', '/api/v1/needs?lang=en', null, 200],
  ['/api/v1/facts', 'get', '/api/v1/facts', null, 200],
  ['/api/v1/identifiers/verify', 'post', '/api/v1/identifiers/verify', { kind: 'niss', value: '68.32.13-160.35' }, 200],
  ['/api/v1/identifiers/verify', 'post', '/api/v1/identifiers/verify?lang=nl', { kind: 'bce', value: 'BE0744360776' }, 200],
  ['/api/v1/identifiers/verify', 'post', '/api/v1/identifiers/verify', { kind: 'phone', value: '04/222.36.16' }, 200],
  ['/api/v1/identifiers/verify', 'post', '/api/v1/identifiers/verify', { kind: 'iban', value: '' }, 200],
  ['/api/v1/identifiers/verify', 'post', '/api/v1/identifiers/verify', { kind: 'passport', value: '1' }, 400],
  ['/api/v1/persons/{id}/export', 'get', '/api/v1/persons/00000000-0000-7000-8000-000000000001/export', null, 401],
  ['/api/v1/referrals', 'get', '/api/v1/referrals?box=in', null, 401],
  ['/api/v1/referrals', 'post', '/api/v1/referrals', {}, 401],
  ['/api/v1/referrals/{id}', 'get', '/api/v1/referrals/00000000-0000-7000-8000-000000000001', null, 401],
  ['/api/v1/referrals/{id}/acts', 'post', '/api/v1/referrals/00000000-0000-7000-8000-000000000001/acts', {}, 401],
  ['/api/v1/referrals/{id}/nextDoors', 'post', '/api/v1/referrals/00000000-0000-7000-8000-000000000001/nextDoors', {}, 401],
  ['/api/v1/referrals/{id}/setAside', 'post', '/api/v1/referrals/00000000-0000-7000-8000-000000000001/setAside', {}, 401],
  ['/api/v1/unmetNeeds', 'get', '/api/v1/unmetNeeds?since=2026-01-01', null, 401],
  ['/api/v1/persons/search', 'post', '/api/v1/persons/search', {}, 401],
  ['/api/v1/persons', 'post', '/api/v1/persons', {}, 401],
  ['/api/v1/persons/{id}', 'get', '/api/v1/persons/00000000-0000-7000-8000-000000000001', null, 401],
  ['/api/v1/persons/{id}/facts', 'post', '/api/v1/persons/00000000-0000-7000-8000-000000000001/facts', {}, 401],
  ['/api/v1/persons/{id}/settle', 'post', '/api/v1/persons/00000000-0000-7000-8000-000000000001/settle', {}, 401],
  ['/api/v1/persons/{id}/reach', 'post', '/api/v1/persons/00000000-0000-7000-8000-000000000001/reach', {}, 401],
  ['/api/v1/persons/{id}/alike', 'get', '/api/v1/persons/00000000-0000-7000-8000-000000000001/alike', null, 401],
  ['/api/v1/persons/{id}/merge', 'post', '/api/v1/persons/00000000-0000-7000-8000-000000000001/merge', {}, 401],
  ['/api/v1/persons/{id}/unmerge', 'post', '/api/v1/persons/00000000-0000-7000-8000-000000000001/unmerge', {}, 401],
  ['/api/v1/persons/{id}/different', 'post', '/api/v1/persons/00000000-0000-7000-8000-000000000001/different', {}, 401],
  ['/api/v1/persons/{id}/households/{household}/leave', 'post', '/api/v1/persons/00000000-0000-7000-8000-000000000001/households/00000000-0000-7000-8000-000000000002/leave', {}, 401],
  ['/api/v1/persons/{id}/animals/{animal}/leave', 'post', '/api/v1/persons/00000000-0000-7000-8000-000000000001/animals/00000000-0000-7000-8000-000000000002/leave', {}, 401],
  ['/api/v1/persons/{id}/shares/{share}/close', 'post', '/api/v1/persons/00000000-0000-7000-8000-000000000001/shares/00000000-0000-7000-8000-000000000002/close', {}, 401],
  ['/api/v1/persons/{id}/emergency', 'post', '/api/v1/persons/00000000-0000-7000-8000-000000000001/emergency', {}, 401],
  ['/api/v1/persons/{id}/override', 'post', '/api/v1/persons/00000000-0000-7000-8000-000000000001/override', {}, 401],
  ['/api/v1/notices', 'get', '/api/v1/notices', null, 401],
  ['/api/v1/notices/{id}/seen', 'post', '/api/v1/notices/00000000-0000-7000-8000-000000000001/seen', {}, 401],
  ['/api/v1/assessmentForms', 'get', '/api/v1/assessmentForms', null, 401],
  ['/api/v1/cases/{id}/assessments', 'get', '/api/v1/cases/00000000-0000-7000-8000-000000000001/assessments', null, 401],
  ['/api/v1/cases/{id}/documents', 'get', '/api/v1/cases/00000000-0000-7000-8000-000000000001/documents', null, 401],
  ['/api/v1/cases/{id}/documents', 'post', '/api/v1/cases/00000000-0000-7000-8000-000000000001/documents', {}, 401],
  ['/api/v1/cases/{id}/documents/{document}', 'get',
    '/api/v1/cases/00000000-0000-7000-8000-000000000001/documents/00000000-0000-7000-8000-000000000002', null, 401],
  ['/api/v1/cases/{id}/documents/{document}/withdraw', 'post',
    '/api/v1/cases/00000000-0000-7000-8000-000000000001/documents/00000000-0000-7000-8000-000000000002/withdraw', {}, 401],
  ['/api/v1/cases/{id}/assessments', 'post', '/api/v1/cases/00000000-0000-7000-8000-000000000001/assessments', {}, 401],
  ['/api/v1/sync', 'get', '/api/v1/sync?since=0', null, 401],
  ['/api/v1/sync', 'post', '/api/v1/sync', { device: '00000000-0000-7000-8000-000000000001', operations: [] }, 401],
  ['/api/v1/sync/conflicts', 'get', '/api/v1/sync/conflicts', null, 401],
  ['/api/v1/sync/conflicts/{id}', 'post', '/api/v1/sync/conflicts/00000000-0000-7000-8000-000000000001', { choice: 'keep' }, 401],
  ['/api/v1/devices', 'get', '/api/v1/devices', null, 401],
  ['/api/v1/devices', 'post', '/api/v1/devices', { name: 'A' }, 401],
  ['/api/v1/devices/{id}/revoke', 'post', '/api/v1/devices/00000000-0000-7000-8000-000000000001/revoke', {}, 401],
  ['/api/v1/devices/{id}/state', 'get', '/api/v1/devices/00000000-0000-7000-8000-000000000001/state', null, 404],
  ['/api/v1/conventions', 'get', '/api/v1/conventions', null, 401],
  ['/api/v1/persons/{id}/entitlements', 'get', '/api/v1/persons/00000000-0000-7000-8000-000000000001/entitlements', null, 401],
  ['/api/v1/persons/{id}/entitlements', 'post', '/api/v1/persons/00000000-0000-7000-8000-000000000001/entitlements', {}, 401],
  ['/api/v1/entitlements/{id}', 'get', '/api/v1/entitlements/00000000-0000-7000-8000-000000000001', null, 401],
  ['/api/v1/entitlements/{id}/act', 'post', '/api/v1/entitlements/00000000-0000-7000-8000-000000000001/act', {}, 401],
  ['/api/v1/tickets/{id}/paper', 'get', '/api/v1/tickets/00000000-0000-7000-8000-000000000001/paper', null, 401],
  ['/api/v1/tickets/{id}/block', 'post', '/api/v1/tickets/00000000-0000-7000-8000-000000000001/block', {}, 401],
  ['/api/v1/tickets/look', 'post', '/api/v1/tickets/look', {}, 401],
  ['/api/v1/tickets/redeem', 'post', '/api/v1/tickets/redeem', {}, 401],
  ['/api/v1/tickets/keys', 'get', '/api/v1/tickets/keys', null, 401],
  ['/api/v1/terminals', 'get', '/api/v1/terminals', null, 401],
  ['/api/v1/terminals/{id}/mandate', 'get', '/api/v1/terminals/00000000-0000-7000-8000-000000000001/mandate', null, 401],
  ['/api/v1/terminals/uses', 'post', '/api/v1/terminals/uses', {}, 401],
  ['/api/v1/terminals/overdrafts', 'get', '/api/v1/terminals/overdrafts', null, 401],
  ['/api/v1/journal', 'get', '/api/v1/journal', null, 401],
  ['/api/v1/journal/verdict', 'get', '/api/v1/journal/verdict', null, 401],
  ['/api/v1/health', 'get', '/api/v1/health', null, 200],
];

/** What a desk does in a day, by the session of who works there. Each act is one of the document;
 * `{id}` is the arrival. */
const DESK = [
  ['get', '/api/v1/desk/day', null, 200],
  ['get', '/api/v1/desk/arrivals', null, 200],
  ['post', '/api/v1/desk/arrivals', { wish: 'food' }, 409],
  ['post', '/api/v1/desk/open', {}, 200],
  ['post', '/api/v1/desk/arrivals', { label: 'Camille E.', wish: 'sleep', priority: 'ill', language: 'fr' }, 200],
  ['post', '/api/v1/desk/arrivals', { wish: 'gold' }, 400],
  ['post', '/api/v1/desk/arrivals', { colour: 'red' }, 400],
  ['get', '/api/v1/desk/arrivals', null, 200],
  ['post', '/api/v1/desk/next', { desk: 0 }, 400],
  ['post', '/api/v1/desk/next', { desk: 2 }, 200],
  ['post', '/api/v1/desk/next', { desk: 3 }, 404],
  ['post', '/api/v1/desk/arrivals/{id}', { act: 'serve', desk: 2 }, 200],
  ['post', '/api/v1/desk/arrivals/{id}', { act: 'serve', desk: 2 }, 409],
  ['post', '/api/v1/desk/arrivals/{id}', { act: 'dance', desk: 2 }, 400],
  ['get', '/api/v1/desk/arrivals/{id}', null, 200],
  ['post', '/api/v1/desk/answers', { answer: 'coffee' }, 200],
  ['post', '/api/v1/desk/answers', { answer: 'gold' }, 400],
  ['post', '/api/v1/desk/close', { note: 'Exemple' }, 200],
];

/** What a worker does in a case. `{id}` is the case; the other names in braces are what the answers before gave. */
const WORK = [
  ['post', '/api/v1/persons/{person}/cases', { retention: 'for ever' }, 400],
  ['post', '/api/v1/persons/{person}/cases', { retention: 'social' }, 201],
  ['post', '/api/v1/persons/{person}/cases', { retention: 'social' }, 409],
  ['get', '/api/v1/persons/{person}/cases', null, 200],
  ['post', '/api/v1/cases/{id}/needs', { need: 'food.meal', urgency: 'low' }, 201],
  ['post', '/api/v1/cases/{id}/needs', { need: 'hygiene.shower', urgency: 'soon' }, 400],
  ['post', '/api/v1/cases/{id}/needs', { need: 'hygiene.shower', urgency: 'high' }, 201],
  ['post', '/api/v1/cases/{id}/needs/{need}/urgency', { urgency: 'now' }, 200],
  ['post', '/api/v1/cases/{id}/links', { need: '{need}', bond: 'blocks', other: '{other}' }, 201],
  ['post', '/api/v1/cases/{id}/links/end', { need: '{need}', bond: 'blocks', other: '{other}' }, 200],
  ['post', '/api/v1/cases/{id}/links/end', { need: '{need}', bond: 'blocks', other: '{other}' }, 404],
  ['post', '/api/v1/cases/{id}/needs/{need}/end', { end: 'done' }, 200],
  ['post', '/api/v1/cases/{id}/items', { kind: 'task', words: 'Appeler la commune', due: '2026-12-03T17:00' }, 201],
  ['get', '/api/v1/tasks', null, 200],
  ['post', '/api/v1/cases/{id}/items/{item}/end', { end: 'dropped' }, 200],
  ['post', '/api/v1/cases/{id}/members', { account: '{lead}', act: 'join' }, 409],
  ['post', '/api/v1/cases/{id}/members', { account: '{lead}', act: 'lead' }, 200],
  ['post', '/api/v1/cases/{id}/notes', { kind: 'visit', secrecy: 'team', words: 'Exemple' }, 201],
  ['get', '/api/v1/cases/{id}/notes', null, 200],
  ['get', '/api/v1/cases/{id}', null, 200],
  ['post', '/api/v1/cases/{id}/conferences', { subject: 'Exemple', place: 'salle 2' }, 400],
  ['post', '/api/v1/cases/{id}/conferences', { starts: '2026-12-10T14:00', subject: 'Exemple', place: 'salle 2' }, 201],
  ['get', '/api/v1/cases/{id}/conferences', null, 200],
  ['get', '/api/v1/conferences', null, 200],
  ['post', '/api/v1/conferences/{conference}/guests', { organization: 'cass', conditions: ['secrecy'] }, 403],
  ['post', '/api/v1/conferences/{conference}/guests', { account: '{lead}' }, 201],
  ['post', '/api/v1/conferences/{conference}/decisions', { words: 'Demander une adresse', task: true }, 201],
  ['post', '/api/v1/conferences/{conference}/minutes', { words: 'Exemple' }, 200],
  ['post', '/api/v1/conferences/{conference}/hold', { came: ['{lead}'], personCame: true }, 400],
  ['post', '/api/v1/conferences/{conference}/cancel', {}, 200],
  ['get', '/api/v1/conferences/{conference}', null, 200],
  ['post', '/api/v1/cases/{id}/accompaniments', { place: 'gare', door: 'commune' }, 400],
  ['post', '/api/v1/cases/{id}/accompaniments', { starts: '2026-12-10T09:00', place: 'gare', door: 'commune' }, 201],
  ['get', '/api/v1/cases/{id}/accompaniments', null, 200],
  ['post', '/api/v1/accompaniments/{accompaniment}/end', { state: 'done' }, 400],
  ['post', '/api/v1/accompaniments/{accompaniment}/end', { state: 'done', outcome: 'helped', seen: 'Exemple' }, 200],
  ['get', '/api/v1/accompaniments', null, 200],
  ['post', '/api/v1/questions', { words: 'Que faire pour le 85.07.30-033.28 ?', confirmed: true }, 400],
  ['post', '/api/v1/questions', { words: 'Que faire pour Madame Exemple ?' }, 409],
  ['post', '/api/v1/questions', { words: 'Un homme a mal aux dents : qui le soigne ?', topic: 'health' }, 201],
  ['get', '/api/v1/questions', null, 200],
  ['post', '/api/v1/questions/{question}/replies', { words: 'Le relais.' }, 201],
  ['post', '/api/v1/questions/{question}/close', {}, 200],
  ['get', '/api/v1/questions/{question}', null, 200],
  ['get', '/api/v1/caseResults', null, 200],
  ['post', '/api/v1/cases/{id}/close', { result: 'well' }, 400],
  ['post', '/api/v1/cases/{id}/close', { result: 'helped' }, 200],
];

/** The names of WORK as the document has them. */
const asDocumented = (path) => path.replace(/\{(person|conference|accompaniment|question)\}/, '{id}');

/** What a worker keeps of whom a person lives with, agrees to and is shared with. The names in braces are
 * what the answers before gave; `{id}` is the person. */
const AROUND = [
  ['get', '/api/v1/persons/{id}/households', null, 200],
  ['post', '/api/v1/persons/{id}/households', { person: '{other}', role: 'spouse' }, 400],
  ['post', '/api/v1/persons/{id}/households', { person: '{other}', role: 'child', entered: '2026-01-15' }, 201],
  ['post', '/api/v1/persons/{id}/households', { household: '{household}', person: '{other}', role: 'child' }, 409],
  ['post', '/api/v1/persons/{id}/households/{household}/leave', { stay: '{stay}', left: '2026-02-31' }, 400],
  ['post', '/api/v1/persons/{id}/households/{household}/leave', { stay: '{stay}', left: '2026-02-01' }, 200],
  ['post', '/api/v1/persons/{id}/animals', { kind: 'dragon' }, 400],
  ['post', '/api/v1/persons/{id}/animals', { kind: 'dog', name: 'Filou', entered: '2026-01-15' }, 201],
  ['post', '/api/v1/persons/{id}/animals/{animal}/leave', { left: '2026-02-01' }, 200],
  ['get', '/api/v1/persons/{id}/animals', null, 200],
  ['post', '/api/v1/persons/{id}/consents', { language: 'ar', rules: [] }, 400],
  ['post', '/api/v1/persons/{id}/consents', { language: 'ar', rules: [{ purpose: 'referral', recipient: 'nowhere', class: 'identity', until: '2027-05-31T23:59' }] }, 400],
  ['post', '/api/v1/persons/{id}/consents', { language: 'ar', rules: [{ purpose: 'referral', recipient: 'cass', class: 'identity', until: '2027-05-31T23:59' }] }, 201],
  ['post', '/api/v1/persons/{id}/consents/{consent}', { act: 'give', way: 'signed' }, 409],
  ['post', '/api/v1/persons/{id}/consents/{consent}', { act: 'propose' }, 200],
  ['post', '/api/v1/persons/{id}/consents/{consent}', { act: 'give', way: 'wink' }, 400],
  ['post', '/api/v1/persons/{id}/consents/{consent}', { act: 'give', way: 'signed' }, 200],
  ['get', '/api/v1/persons/{id}/consents', null, 200],
  ['post', '/api/v1/persons/{id}/shares', { recipient: 'cass', purpose: 'referral', class: 'identity' }, 403],
  ['post', '/api/v1/persons/{id}/shares', { recipient: 'cass', purpose: 'referral', class: 'identity', conditions: ['secrecy', 'mission', 'informed', 'needed'] }, 201],
  ['post', '/api/v1/persons/{id}/shares/{share}/close', {}, 200],
  ['post', '/api/v1/persons/{id}/shares/{share}/close', {}, 409],
  ['post', '/api/v1/persons/{id}/consents/{consent}', { act: 'withdraw' }, 200],
  ['post', '/api/v1/persons/{id}/override', { recipient: 'cass', purpose: 'referral', class: 'contact', reason: 'life', words: 'non' }, 400],
  ['post', '/api/v1/persons/{id}/override', { recipient: 'cass', purpose: 'referral', class: 'contact', reason: 'life', words: 'Exemple de danger' }, 201],
  ['get', '/api/v1/persons/{id}/shares', null, 200],
  ['post', '/api/v1/persons/{id}/emergency', { reason: 'child', words: 'Exemple de danger' }, 201],
  ['get', '/api/v1/persons/{id}/readings?lang=nl', null, 200],
  ['get', '/api/v1/persons/{id}/readings?before=0', null, 400],
  ['get', '/api/v1/persons/{id}/export', null, 200],
];

/** From a convention to a use of a ticket. `{person}` is given; the other names in braces are what the answers before gave. */
const TICKETS = [
  ['get', '/api/v1/conventions', null, 200],
  ['post', '/api/v1/persons/{person}/entitlements', { convention: 'none' }, 404],
  ['post', '/api/v1/persons/{person}/entitlements', { convention: 'meals', quantity: 32 }, 400],
  ['post', '/api/v1/persons/{person}/entitlements', { convention: 'meals' }, 400],
  ['post', '/api/v1/persons/{person}/entitlements', { convention: 'meals', facts: { without_resources: false } }, 403],
  ['post', '/api/v1/persons/{person}/entitlements', { convention: 'meals', quantity: 2, facts: { without_resources: true } }, 201],
  ['post', '/api/v1/persons/{person}/entitlements', { convention: 'meals', quantity: 2, facts: { without_resources: true } }, 409],
  ['get', '/api/v1/persons/{person}/entitlements', null, 200],
  ['get', '/api/v1/entitlements/{grant}', null, 200],
  ['get', '/api/v1/tickets/{ticket}/paper', null, 200],
  ['get', '/api/v1/tickets/keys', null, 200],
  ['post', '/api/v1/tickets/look', { ticket: '{token}' }, 200],
  ['post', '/api/v1/tickets/look', { ticket: '222-222-222' }, 404],
  ['post', '/api/v1/tickets/redeem', { ticket: '{code}' }, 400],
  ['post', '/api/v1/tickets/redeem', { ticket: '{code}', id: '00000000-0000-7000-8000-000000000009' }, 200],
  ['post', '/api/v1/tickets/redeem', { ticket: '{code}', id: '00000000-0000-7000-8000-000000000008' }, 200],
  ['get', '/api/v1/terminals', null, 200],
  ['get', '/api/v1/terminals/{terminal}/mandate', null, 200],
  ['post', '/api/v1/terminals/uses', { terminal: '{terminal}' }, 400],
  ['post', '/api/v1/terminals/uses', { terminal: '{terminal}', day: '{day}', daily: 5, signature: '{signature}', uses: [
    { id: '00000000-0000-7000-8000-000000000007', ticket: '{code}', amount: 1, at: '{now}' }] }, 200],
  ['get', '/api/v1/terminals/overdrafts', null, 200],
  ['post', '/api/v1/tickets/{ticket}/block', { why: 'eaten' }, 400],
  ['post', '/api/v1/tickets/{ticket}/block', { why: 'lost', replace: true }, 409],
  ['post', '/api/v1/tickets/{ticket}/block', { why: 'lost' }, 200],
  ['post', '/api/v1/entitlements/{grant}/act', { act: 'resume' }, 409],
  ['post', '/api/v1/entitlements/{grant}/act', { act: 'revoke' }, 200],
];

const MEALS = `conventions:
- {key: meals, source: "2:168", kind: meal, name: {fr: Repas, nl: Maaltijd, de: Essen, en: Meal}, payer: province-de-liege,
   prescribes: [province-de-liege], accepts: [province-de-liege], unit: use, price: 450, condition: without_resources = true,
   ceilings: [{scope: person, period: week, unit: ticket, most: 3}]}
`;

/** What a house gives, by the session of its head. `{id}` is the unit, `{booking}` the first one booked. */
const NONE = '00000000-0000-7000-8000-000000000001';
const PLACES = [
  ['post', '/api/v1/units', { kind: 'bed', name: 'Lits', capacity: 1001 }, 400],
  ['post', '/api/v1/units', { kind: 'bed', name: 'Lits', capacity: 3, reach: 'network' }, 200],
  ['get', '/api/v1/units', null, 200],
  ['get', '/api/v1/units/{id}', null, 200],
  ['get', `/api/v1/units/${NONE}`, null, 404],
  ['post', '/api/v1/units/{id}', { capacity: 2 }, 400],
  ['post', '/api/v1/units/{id}', { capacity: 2, revision: 1 }, 200],
  ['post', '/api/v1/units/{id}', { capacity: 3, revision: 1 }, 409],
  ['post', '/api/v1/bookings', { bookings: [{ unit: '{id}', slot: '2040-12-24', label: 'Camille E.' }] }, 200],
  ['post', '/api/v1/bookings', { hold: true, bookings: [{ unit: '{id}', slot: '2040-12-24' }] }, 200],
  ['post', '/api/v1/bookings', { bookings: [{ unit: '{id}', slot: '2040-12-24' }] }, 409],
  ['post', '/api/v1/bookings', { bookings: [{ unit: '{id}', slot: 'tonight' }] }, 400],
  ['get', '/api/v1/units/board?day=2040-12-24', null, 200],
  ['get', '/api/v1/bookings/{booking}', null, 200],
  ['post', '/api/v1/bookings/{booking}', { act: 'arrive' }, 409],
  ['post', '/api/v1/bookings/{booking}', { act: 'cancel_by_house' }, 400],
  ['post', '/api/v1/bookings/{booking}', { act: 'cancel_by_house', reason: 'out_of_service' }, 200],
  ['get', '/api/v1/bookings/{booking}/events', null, 200],
  ['post', '/api/v1/units/{id}/refusals', { reason: 'full' }, 200],
  ['post', '/api/v1/units/{id}/counts', { free: 6 }, 409],
  ['post', '/api/v1/units/{id}/waiting', { class: 'rich', first: '2040-12-24' }, 400],
  ['post', '/api/v1/units/{id}/waiting', { class: 'child', first: '2040-12-24', last: '2040-12-26', label: 'Sacha E.' }, 200],
  ['get', '/api/v1/units/{id}/waiting?slot=2040-12-25', null, 200],
  ['get', '/api/v1/waiting/draws/{today}', null, 200],
  ['get', '/api/v1/waiting/draws/2020-01-01', null, 404],
  ['post', '/api/v1/waiting/{entry}', { act: 'refuse' }, 200],
  ['post', '/api/v1/waiting/{entry}', { act: 'leave' }, 200],
  ['post', '/api/v1/waiting/{entry}', { act: 'leave' }, 409],
];

const KEYS = { keys: [{ ...generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' }), kid: 'new' }] };
const LINK = { issuer: 'https://idp.example', subject: 'sub-marc' };

/** What who manages accounts does; `{id}` is the account or the client the answer before gave. */
const MANAGE = [
  ['get', '/api/v1/accounts', null, 200],
  ['post', '/api/v1/accounts', { login: 'marc', name: 'Marc Exemple', house: 'nowhere' }, 400],
  ['post', '/api/v1/accounts', { login: 'marc', name: 'Marc Exemple', house: 'province-de-liege', role: 'desk_worker' }, 201],
  ['post', '/api/v1/accounts', { login: 'marc', name: 'Marc Exemple', house: 'province-de-liege' }, 409],
  ['get', '/api/v1/accounts/{id}', null, 200],
  ['post', '/api/v1/accounts/{id}/roles', { role: 'social_worker', until: '2099-01-31T18:00' }, 200],
  ['post', '/api/v1/accounts/{id}/roles', { role: 'social_worker', until: '2020-01-31T18:00' }, 400],
  ['post', '/api/v1/accounts/{id}/roles/end', { role: 'social_worker' }, 200],
  ['get', '/api/v1/teams', null, 200],
  ['post', '/api/v1/accounts/{id}/teams', { team: '{team}', until: '2099-01-31T18:00' }, 200],
  ['post', '/api/v1/accounts/{id}/links', LINK, 200],
  ['post', '/api/v1/accounts/{id}/links', LINK, 409],
  ['post', '/api/v1/accounts/{id}/links/end', LINK, 200],
  ['post', '/api/v1/accounts/{id}/password', {}, 200],
  ['post', '/api/v1/accounts/{id}/secondFactor/end', {}, 200],
  ['post', '/api/v1/accounts/{id}/lock', {}, 200],
  ['post', '/api/v1/accounts/{id}/unlock', {}, 200],
  ['post', '/api/v1/accounts/{id}/close', {}, 200],
  ['post', '/api/v1/accounts/{id}/unlock', {}, 404],
  ['post', '/api/v1/teams', { house: 'province-de-liege', name: '' }, 400],
  ['post', '/api/v1/teams', { house: 'province-de-liege', name: 'Infirmerie' }, 201],
  ['post', '/api/v1/clients', { login: 'chr', name: 'CHR Exemple', team: '{team}', keys: { keys: [] } }, 400],
  ['post', '/api/v1/clients', { login: 'chr', name: 'CHR Exemple', team: '{team}', keys: KEYS }, 201],
  ['get', '/api/v1/clients', null, 200],
  ['get', '/api/v1/clients/{id}', null, 200],
  ['post', '/api/v1/clients/{id}/change', { scopes: 'system/Task.rus', hooks: 'his.example:8443', dialect: 'be' }, 200],
  ['post', '/api/v1/clients/{id}/keys', { keys: KEYS }, 200],
  ['post', '/api/v1/clients/{id}/disable', {}, 200],
  ['post', '/api/v1/clients/{id}/enable', {}, 200],
];

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

const tests = [
  ['the document is served and names every path that is tested', async (context) => {
    assert.equal(context.document.openapi, '3.0.3');
    for (const path of Object.keys(context.document.paths)) {
      assert.ok(CASES.some(([documented]) => documented === path)
        || DESK.some(([, documented]) => documented === path)
        || TICKETS.some(([, documented]) => documented.replace(/\{\w+\}/, '{id}') === path)
        || PLACES.some(([, documented]) => documented.replace(/\{(booking|entry)\}/, '{id}').replace('{today}', '{day}')
          .split('?')[0] === path)
        || MANAGE.some(([, documented]) => documented === path)
        || AROUND.some(([, documented]) => documented.split('?')[0] === path)
        || WORK.some(([, documented]) => asDocumented(documented) === path), `${path} is not tested`);
    }
  }],
  ...CASES.map(([path, method, url, body, status]) => [
    `${method} ${url} answers ${status} as the document says`,
    (context) => answered(context, [path, method, url, body, status])]),
  ['a day of a desk answers as the document says, to who works there alone', async (context) => {
    let arrival = '';
    for (const [method, path, body, status] of DESK) {
      const url = path.replace('{id}', arrival);
      const answer = await answered(context, [path, method, url, body, status],
        { Authorization: `Bearer ${context.session}` });
      arrival = answer.ticket ? answer.id : arrival;
      await answered(context, [path, method, url, body, 401]);
    }
  }],
  ['a case answers as the document says, to who keeps it alone', async (context) => {
    const headers = { Authorization: `Bearer ${context.worker}` };
    const known = {};
    const filled = (text) => text.replace(/\{(\w+)\}/g, (all, name) => known[name] ?? all);
    const made = await answered(context, ['/api/v1/persons', 'post', '/api/v1/persons',
      { facts: [{ kind: 'name', value: 'Camille', extra: 'Exemple' }] }, 201], headers);
    known.person = made.id;
    for (const [method, path, body, status] of WORK) {
      const url = filled(path);
      const sent = body && JSON.parse(filled(JSON.stringify(body)));
      const documented = asDocumented(path);
      const answer = await answered(context, [documented, method, url, sent, status], headers);
      if (answer.needs) {
        Object.assign(known, { id: answer.id, lead: answer.lead, need: answer.needs[0]?.id,
          other: answer.needs[1]?.id, item: answer.items[0]?.id });
      }
      if (answer.guests) known.conference = answer.id;
      if (answer.replies) known.question = answer.id;
      if (answer.items?.at(0)?.door) known.accompaniment = answer.items[0].id;
      await answered(context, [documented, method, url, sent, 401]);
      await answered(context, [documented, method, url, sent, 403], { Authorization: `Bearer ${context.session}` });
    }
  }],
  ['what is around a person answers as the document says, to who keeps their file alone', async (context) => {
    const headers = { Authorization: `Bearer ${context.worker}` };
    const known = {};
    const filled = (text) => text.replace(/\{(\w+)\}/g, (all, name) => known[name] ?? all);
    for (const [name, given] of [['id', 'Camille'], ['other', 'Sacha']]) {
      known[name] = (await answered(context, ['/api/v1/persons', 'post', '/api/v1/persons',
        { facts: [{ kind: 'name', value: given, extra: 'Autour' }], sure: true }, 201], headers)).id;
    }
    for (const [method, path, body, status] of AROUND) {
      const documented = path.split('?')[0];
      const sent = body && JSON.parse(filled(JSON.stringify(body)));
      const url = filled(path);
      const item = (await answered(context, [documented, method, url, sent, status], headers)).items?.at(0);
      if (item?.members) {
        Object.assign(known, { household: item.id, stay: item.members[0].stay });
      } else if (item && /(animal|consent|share)s$/.test(documented)) {
        known[/(\w+)s$/.exec(documented)[1]] = item.id;
      }
      await answered(context, [documented, method, url, sent, 401]);
    }
  }],
  ['tickets answer as the document says, from the convention to their use', async (context) => {
    const headers = { Authorization: `Bearer ${context.worker}` };
    const known = {};
    const filled = (text) => text.replace(/\{(\w+)\}/g, (all, name) => known[name] ?? all);
    known.person = (await answered(context, ['/api/v1/persons', 'post', '/api/v1/persons',
      { facts: [{ kind: 'name', value: 'Camille', extra: 'Ticket' }], sure: true }, 201], headers)).id;
    for (const [method, path, body, status] of TICKETS) {
      const documented = path.replace(/\{\w+\}/, '{id}');
      const sent = body && JSON.parse(filled(JSON.stringify(body)));
      const answer = await answered(context, [documented, method, filled(path), sent, status], headers);
      if (answer.tickets) Object.assign(known, { grant: answer.id, ticket: answer.tickets[0].id });
      if (answer.items?.[0]?.daily) known.terminal = answer.items[0].id;
      if (answer.signature) Object.assign(known, { day: answer.day, signature: answer.signature, now: new Date().toISOString() });
      if (answer.code) Object.assign(known, { code: answer.code, token: answer.token });
    }
  }],
  ['what a house gives answers as the document says, to who may book alone', async (context) => {
    const headers = { Authorization: `Bearer ${context.head}` };
    const known = { today: new Date().toLocaleDateString('sv', { timeZone: 'Europe/Brussels' }) };
    const filled = (text) => text.replace(/\{(\w+)\}/g, (all, name) => known[name] ?? all);
    for (const [method, path, body, status] of PLACES) {
      const documented = path.replace(/\{(booking|entry)\}|00000000.*1$/, '{id}').replace(/\{today\}|2020-01-01/, '{day}')
        .split('?')[0];
      const sent = body && JSON.parse(filled(JSON.stringify(body)));
      const answer = await answered(context, [documented, method, filled(path), sent, status], headers);
      if (answer.kind) known.id = answer.id;
      if (path.endsWith('/waiting') && method === 'post') known.entry = answer.id;
      known.booking ??= answer.items?.[0]?.bundle && answer.items[0].id;
      await answered(context, [documented, method, filled(path), sent, 401]);
    }
  }],
  ['accounts, teams and clients answer as the document says, to who manages accounts alone', async (context) => {
    const headers = { Authorization: `Bearer ${context.chief}` };
    const known = {};
    const filled = (text) => text.replace(/"?\{(id|team)\}"?/g, (all, name) => all.replace(`{${name}}`, known[name]));
    for (const [method, path, body, status] of MANAGE) {
      const url = filled(path);
      const sent = body && JSON.parse(filled(JSON.stringify(body)));
      const answer = await answered(context, [path, method, url, sent, status], headers);
      if (status === 201) known[path.endsWith('/teams') ? 'team' : 'id'] = answer.id;
      if (path === '/api/v1/teams' && answer.items) known.team = answer.items[0].id;
      await answered(context, [path, method, url, sent, 401]);
      await answered(context, [path, method, url, sent, 403], { Authorization: `Bearer ${context.session}` });
    }
  }],
  ['a truncated body, another media type and a huge body are problems', async (context) => {
    const post = (body, type = 'application/json') => fetch(`${context.url}/api/v1/match`,
      { method: 'POST', headers: { 'Content-Type': type }, body });
    assert.equal((await post('{"needs":')).status, 400);
    assert.equal((await post('needs=1', 'text/plain')).status, 415);
    for (const [path, methods] of Object.entries(context.document.paths)) {
      if (methods.post?.requestBody?.content['application/json']) {
        const url = context.url + path.replace(/\{\w+\}/g, '00000000-0000-7000-8000-000000000001');
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
const server = await startServer((seuil, folder) => {
  const { passwords, options } = makeStaff(seuil, folder, 'province-de-liege', { nadia: 'desk_worker', sara: 'social_worker', hana: 'head_of_service' });
  writeFileSync(join(folder, 'meals.yaml'), MEALS);
  seuil(['sign-in', 'hana', '--quiet'], passwords.hana);
  seuil(['account', 'own-password'], `${passwords.hana}\nune porte ouverte`);
  head = readFileSync(join(folder, 'session'), 'utf8').trim();
  seuil(['convention', 'load', join(folder, 'meals.yaml')]);
  seuil(['terminal', 'add', 'province-de-liege', 'Salle', '5']);
  seuil(['sign-in', 'sara', '--quiet'], passwords.sara);
  seuil(['account', 'own-password'], `${passwords.sara}\nune porte ouverte`);
  worker = readFileSync(join(folder, 'session'), 'utf8').trim();
  password = `${passwords.chief} de chez moi`;
  seuil(['sign-in', 'chief', '--quiet'], passwords.chief);
  seuil(['account', 'own-password'], `${passwords.chief}\n${password}`);
  chief = readFileSync(join(folder, 'session'), 'utf8').trim();
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
  code = await run(tests, { url: server.url, document, session, worker, head, chief });
} finally {
  await server.stop();
}
process.exit(code);
