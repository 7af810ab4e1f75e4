// SPDX-License-Identifier: EUPL-1.2
import { generateKeyPairSync } from 'node:crypto';

const KEYS = { keys: [{ ...generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' }), kid: 'new' }] };
const LINK = { issuer: 'https://idp.example', subject: 'sub-marc' };

/** What who manages accounts does; `{id}` is the account or the client the answer before gave. */
const MANAGING = {
  sentence: 'accounts, teams and clients answer as the document says, to who manages accounts alone',
  as: 'chief',
  others: { nobody: 401, session: 403 },
  learn(known, answer, path, method, status) {
    if (status === 201) known[path.endsWith('/teams') ? 'team' : 'id'] = answer.id;
    if (path === '/api/v1/teams' && answer.items) known.team = answer.items[0].id;
  },
  steps: [
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
    ['get', '/api/v1/accounts/{id}/passkeys', null, 200],
    ['post', '/api/v1/accounts/{id}/passkeys/{passkey}/end', {}, 404],
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
  ],
};

/** At an address of numbers no browser has passkeys; passkey.test.mjs uses them where one has. */
const OWN = {
  sentence: 'one’s own passkeys answer as the document says, to who signed in',
  as: 'session',
  others: { nobody: 401 },
  learn() {},
  steps: [
    ['get', '/api/v1/passkeys', null, 200],
    ['post', '/api/v1/passkeys/question', { name: 'Mon téléphone', password: 'une porte ouverte' }, 404],
    ['post', '/api/v1/passkeys', { id: 'AQ', type: 'public-key', response: {} }, 404],
    ['post', '/api/v1/passkeys/{id}/end', {}, 404],
  ],
};

export const story = [MANAGING, OWN];

export const cases = [
  ['/api/v1/signIn/passkey/question', 'post', '/api/v1/signIn/passkey/question', {}, 404],
  ['/api/v1/signIn/passkey', 'post', '/api/v1/signIn/passkey', { secret: '', answer: {} }, 404],
  ['/api/v1/signIn/passkey', 'post', '/api/v1/signIn/passkey', { secret: '', reply: {} }, 400],
];
