// SPDX-License-Identifier: EUPL-1.2
/** What a steward says of services that stand twice. Two of the real directory are made one, and two again. */
export const story = {
  sentence: 'services that stand twice are looked at, merged and parted as the document says, by a steward alone',
  as: 'steward',
  others: { nobody: 401, worker: 403 },
  learn(known, answer, path) {
    if (path === '/api/v1/twins' && answer.pairs?.length > 0) {
      Object.assign(known, { one: answer.pairs[0].one.id, other: answer.pairs[0].other.id });
    } else if (path === '/api/v1/twins/merges' && answer.id) {
      known.merge = answer.id;
    }
  },
  documented: (path) => path
    .replace('/twins/{other}/{one}', '/twins/{one}/{other}')
    .replace('/merges/{merge}/', '/merges/{id}/'),
  steps: [
    ['get', '/api/v1/twins', null, 200],
    ['get', '/api/v1/twins?page=0', null, 400],
    ['get', '/api/v1/twins/{one}/{other}', null, 200],
    ['post', '/api/v1/twins/{one}/{other}', { different: 'yes' }, 400],
    ['post', '/api/v1/twins/{other}/{one}', { different: true }, 200],
    ['post', '/api/v1/twins/merges', { absorbed: '{one}', kept: '{other}' }, 409],
    ['post', '/api/v1/twins/{one}/{other}', { different: false }, 200],
    ['post', '/api/v1/twins/merges', { absorbed: '{one}', kept: '{other}', take: ['colour'] }, 400],
    ['post', '/api/v1/twins/merges', { absorbed: '{one}', kept: '{other}', take: ['name', 'phones'] }, 201],
    ['get', '/api/v1/twins/{one}/{other}', null, 404],
    ['get', '/api/v1/twins/merges', null, 200],
    ['post', '/api/v1/twins/merges/{merge}/undo', null, 200],
    ['post', '/api/v1/twins/merges/{merge}/undo', null, 409],
  ],
};
