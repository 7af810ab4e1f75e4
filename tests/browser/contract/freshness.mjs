// SPDX-License-Identifier: EUPL-1.2
const CHANGE = '/api/v1/listings/by-link/{link}/changes';
const BY_LINK = '/api/v1/listings/by-link/{link}/verifications';

/** What a link that is none answers, to anybody. */
export const cases = [
  [BY_LINK, 'post', '/api/v1/listings/by-link/none/verifications', { service: 'cap-migrant' }, 404],
  [BY_LINK, 'post', '/api/v1/listings/by-link/none/verifications', { how: 'visit' }, 400],
  [CHANGE, 'post', '/api/v1/listings/by-link/none/changes', { service: 'cap-migrant', topic: 'ended' }, 404],
];

/** A link from its making to its end; `{token}` is what it opens by. */
export const story = {
  sentence: 'listings, their links and verifications answer as the document says, to a steward alone',
  as: 'head',
  others: { worker: 403 },
  documented: (path) => path.replace('{token}', '{link}').replace(/00000000.*1\//, '{id}/'),
  learn(known, answer, path, method) {
    if (path === '/api/v1/listing-links' && method === 'post') {
      known.id = answer.id;
      known.token = answer.token;
    }
  },
  steps: [
    ['get', '/api/v1/listing-changes', null, 200],
    ['get', '/api/v1/listing-changes?state=lost', null, 400],
    ['post', '/api/v1/listing-changes/00000000-0000-7000-8000-000000000001/decision', { decision: 'accepted' }, 404],
    ['get', '/api/v1/listings/due', null, 200],
    ['post', '/api/v1/listings/verifications', { service: 'none', how: 'visit', who: 'Anne' }, 400],
    ['post', '/api/v1/listings/verifications', { service: 'cap-migrant', how: 'link', who: 'Anne' }, 400],
    ['post', '/api/v1/listings/verifications', { service: 'cap-migrant', how: 'visit', who: 'Anne' }, 200],
    ['post', '/api/v1/listing-links', { subject: 'nowhere', holder: 'Anne' }, 404],
    ['post', '/api/v1/listing-links', { subject: 'apd', holder: 'Anne', until: '2026-01-01' }, 400],
    ['post', '/api/v1/listing-links', { subject: 'apd', holder: 'Anne' }, 200],
    ['get', '/api/v1/listing-links', null, 200],
    ['post', '/api/v1/listing-links/{id}/revocation', {}, 200],
    ['post', '/api/v1/listing-links/{id}/revocation', {}, 409],
  ],
};
