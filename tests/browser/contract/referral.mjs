// SPDX-License-Identifier: EUPL-1.2
const NONE = '00000000-0000-7000-8000-000000000001';

/** Days agreed on with a partner, by the session of the head of a house. */
export const story = {
  sentence: 'days agreed on answer as the document says, to who manages conventions alone',
  as: 'head',
  others: { nobody: 401, worker: 403 },
  documented: (path) => path.replace(/\{partner\}|00000000.*1(?=\/)/, '{id}'),
  learn(known, answer) {
    known.partner ??= answer.partner;
  },
  steps: [
    ['post', '/api/v1/referralSilences', { partner: 'nowhere', days: 3 }, 400],
    ['post', '/api/v1/referralSilences', { partner: 'resto-du-coeur', days: 61 }, 400],
    ['post', '/api/v1/referralSilences', { partner: 'resto-du-coeur' }, 400],
    ['post', '/api/v1/referralSilences', { partner: 'resto-du-coeur', days: 3, counted: 'lunar' }, 400],
    ['post', '/api/v1/referralSilences', { partner: 'resto-du-coeur', days: 3, counted: 'working' }, 200],
    ['get', '/api/v1/referralSilences', null, 200],
    ['post', `/api/v1/referralSilences/${NONE}/end`, {}, 404],
    ['post', '/api/v1/referralSilences/{partner}/end', {}, 200],
  ],
};
