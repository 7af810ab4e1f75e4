// SPDX-License-Identifier: EUPL-1.2
const NONE = '00000000-0000-7000-8000-000000000001';

/** Anyone runs a draw again: here that of a seed of zeros. */
const SEED = '0'.repeat(64);
const PROMISE = 'ea38cc68336fe077b9991bb6881ab673530586729d5155c7ab07b15c203a8951';
const VERIFY = '/api/v1/waiting/verify';
export const cases = [
  [VERIFY, 'post', VERIFY, { seed: SEED, promise: PROMISE, lotsOf: [NONE] }, 200],
  [VERIFY, 'post', VERIFY, { seed: SEED, promise: SEED, lotsOf: [NONE] }, 400],
  [VERIFY, 'post', VERIFY, { seed: SEED, promise: PROMISE, lotsOf: [] }, 400],
];

/** What a house gives, by the session of its head. `{id}` is the unit, `{booking}` the first one booked. */
const places = {
  sentence: 'what a house gives answers as the document says, to who may book alone',
  as: 'head',
  others: { nobody: 401 },
  documented: (path) => path.replace(/years\/\d+/, 'years/{year}').replace(/\{(booking|entry)\}|00000000.*1$/, '{id}').replace(/\{today\}|2020-01-01/, '{day}'),
  prepare(known) {
    known.today = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Brussels' });
  },
  learn(known, answer, path, method) {
    if (answer.kind) known.id = answer.id;
    if (path.endsWith('/waiting') && method === 'post') known.entry = answer.id;
    known.booking ??= answer.items?.[0]?.bundle && answer.items[0].id;
  },
  steps: [
    ['post', '/api/v1/units', { kind: 'bed', name: 'Lits', capacity: 1001 }, 400],
    ['post', '/api/v1/units', { kind: 'bed', name: 'Lits', capacity: 3, reach: 'network' }, 200],
    ['get', '/api/v1/units', null, 200],
    ['get', '/api/v1/units/{id}', null, 200],
    ['get', `/api/v1/units/${NONE}`, null, 404],
    ['get', '/api/v1/units/{id}/years/2026', null, 200],
    ['get', '/api/v1/units/{id}/years/1', null, 400],
    ['post', '/api/v1/units/{id}', { capacity: 2 }, 400],
    ['post', '/api/v1/units/{id}', { capacity: 2, revision: 1 }, 200],
    ['post', '/api/v1/units/{id}', { capacity: 3, revision: 1 }, 409],
    ['post', '/api/v1/bookings', { bookings: [{ unit: '{id}', slot: '2040-12-24', label: 'Camille E.' }] }, 200],
    ['post', '/api/v1/bookings', { hold: true, bookings: [{ unit: '{id}', slot: '2040-12-24' }] }, 200],
    ['post', '/api/v1/bookings', { bookings: [{ unit: '{id}', slot: '2040-12-24' }] }, 409],
    ['post', '/api/v1/bookings', { bookings: [{ unit: '{id}', slot: 'tonight' }] }, 400],
    ['post', '/api/v1/units/{id}', { rule: 'woman = true', revision: 2 }, 200],
    ['post', '/api/v1/bookings', { bookings: [{ unit: '{id}', slot: '2040-12-27' }] }, 400],
    ['post', '/api/v1/bookings', { bookings: [{ unit: '{id}', slot: '2040-12-27', facts: { woman: false } }] }, 403],
    ['post', '/api/v1/bookings', { bookings: [{ unit: '{id}', slot: '2040-12-27', facts: { woman: false }, override: 'agreed' }] }, 200],
    ['post', '/api/v1/units/{id}', { rule: '', revision: 3 }, 200],
    ['get', '/api/v1/units/board?day=2040-12-24', null, 200],
    ['get', '/api/v1/units/{id}/report?from=2040-12-24&to=2040-12-26', null, 200],
    ['get', '/api/v1/units/{id}/report?from=2040-12-24&to=2042-12-26', null, 400],
    ['post', '/api/v1/units/{id}', { closed: true, revision: 4 }, 409],
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
  ],
};

/** A cold plan, level by level; `{id}` is the plan. */
const cold = {
  sentence: 'a cold plan answers as the document says, to who manages what a house gives',
  as: 'head',
  others: { nobody: 401 },
  documented: (path) => path.replace(NONE, '{id}'),
  prepare(known) {
    const day = (ahead) => new Date(Date.now() + ahead * 864e5).toLocaleDateString('sv', { timeZone: 'Europe/Brussels' });
    Object.assign(known, { first: day(1), last: day(3) });
  },
  learn(known, answer) {
    if (answer.kind) known.unit = answer.id;
    if (answer.levels) known.id = answer.id;
  },
  steps: [
    ['post', '/api/v1/units', { kind: 'bed', name: 'Abri', capacity: 4 }, 200],
    ['post', '/api/v1/coldPlans', { name: '' }, 400],
    ['post', '/api/v1/coldPlans', { name: 'Plan grand froid', reach: 'public' }, 400],
    ['post', '/api/v1/coldPlans', { name: 'Plan grand froid' }, 200],
    ['get', '/api/v1/coldPlans', null, 200],
    ['get', '/api/v1/coldPlans/{id}', null, 200],
    ['get', `/api/v1/coldPlans/${NONE}`, null, 404],
    ['post', '/api/v1/coldPlans/{id}/levels', { rank: 10, name: 'Niveau', cause: 'Gel' }, 400],
    ['post', '/api/v1/coldPlans/{id}/levels', { rank: 1, name: 'Niveau 1', cause: 'Gel prévu', threshold: -3 }, 200],
    ['post', '/api/v1/coldPlans/{id}/measures', { rank: 1, unit: '{unit}', places: 6 }, 200],
    ['post', '/api/v1/coldPlans/{id}/measures', { rank: 1, unit: '{unit}', hours: '24/7' }, 400],
    ['post', '/api/v1/coldPlans/{id}/measures', { rank: 1, service: NONE, unconditional: true }, 400],
    ['post', '/api/v1/coldPlans/{id}/off', { rank: 1, why: 'Redoux' }, 409],
    ['post', '/api/v1/coldPlans/{id}/on', { rank: 1, first: '{first}', last: '2020-01-01', why: 'Gel' }, 400],
    ['post', '/api/v1/coldPlans/{id}/on', { rank: 1, first: '{first}', last: '{last}', why: 'Gel' }, 200],
    ['post', '/api/v1/coldPlans/{id}/on', { rank: 1, first: '{first}', last: '{last}', why: 'Gel' }, 409],
    ['post', '/api/v1/coldPlans/{id}/close', {}, 409],
    ['post', '/api/v1/coldPlans/{id}/off', { rank: 1, why: 'Redoux' }, 200],
    ['post', '/api/v1/coldPlans/{id}/close', {}, 200],
  ],
};

export const story = [places, cold];
