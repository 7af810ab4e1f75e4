// SPDX-License-Identifier: EUPL-1.2
// What anybody asks of the directory and of the plan.
const SITUATION = { at: '2026-11-24T18:05:00+01:00', place: { postalCode: '4000' }, languages: ['ar'],
  needs: [{ need: 'food.meal', weight: 3, withinHours: 4 }, { need: 'sleep.tonight' }, { need: 'hygiene.shower' }],
  facts: { age: 34, homeless: true, has_residence_permit: false } };

const PLACES = '/api/v1/plans/{code}/places';
const NO_PLAN = '/api/v1/plans/7K3M-9QTR/places';
const NO_PLACE = '00000000-0000-7000-8000-000000000001';

/** The documented path, how it is asked, with what, and the answer's status. */
export const cases = [
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
  // A code that opens no plan is refused alike, whatever is asked under it.
  [PLACES, 'get', NO_PLAN, null, 404],
  [PLACES, 'post', NO_PLAN, { places: [{ unit: NO_PLACE, slot: '2040-12-24' }] }, 404],
  [PLACES, 'post', NO_PLAN, { place: [] }, 400],
  [`${PLACES}/confirm`, 'post', `${NO_PLAN}/confirm`, {}, 404],
  [`${PLACES}/confirm`, 'post', `${NO_PLAN}/confirm`, { name: 7 }, 400],
  [`${PLACES}/{id}/cancel`, 'post', `${NO_PLAN}/${NO_PLACE}/cancel`, {}, 404],
];
