// SPDX-License-Identifier: EUPL-1.2
const NONE = '00000000-0000-7000-8000-000000000001';
const WISH = { channel: '{line}', day: '{day}', arrive: '10:00', from: 'rue Exemple 3, 4030', to: '4000', label: 'Mme Exemple' };

/** A day of transports by the session of the head of a house: `{line}`, `{driver}`, `{ride}`. */
export const story = {
  sentence: 'the transports of a house answer as the document says, to who may plan them alone',
  as: 'head',
  others: { nobody: 401 },
  documented: (path) => path.replace(NONE, '{id}').replace(/\{(driver|line|ride)\}/, '{id}'),
  prepare(known) {
    known.day = new Date(Date.now() + 4 * 86400e3).toLocaleDateString('sv', { timeZone: 'Europe/Brussels' });
  },
  learn(known, answer, path, method) {
    if (method !== 'post') return;
    if (path === '/api/v1/rideChannels') known.line = answer.id ?? known.line;
    if (path === '/api/v1/drivers') known.driver = answer.id ?? known.driver;
    if (path === '/api/v1/rides') known.ride = answer.items?.[0] ?? known.ride;
  },
  steps: [
    ['post', '/api/v1/rideChannels', { name: 'Transport PMR', audience: 'nobody' }, 400],
    ['post', '/api/v1/rideChannels', { name: 'Transport PMR', phone: '04 342 00 00', audience: 'reduced_mobility' }, 200],
    ['get', '/api/v1/rideChannels', null, 200],
    ['post', '/api/v1/drivers', { name: 'Volontaire 1', status: 'volunteer', postal: '9999' }, 400],
    ['post', '/api/v1/drivers', { name: 'Volontaire 1', status: 'volunteer', postal: '4020', seats: 3 }, 200],
    ['get', '/api/v1/drivers', null, 200],
    ['post', '/api/v1/drivers/{driver}/shifts', { weekday: 'mo', from: '12:00', to: '08:00' }, 400],
    ['post', '/api/v1/drivers/{driver}/shifts', { weekday: 'mo', from: '08:00', to: '12:00' }, 200],
    ['post', '/api/v1/drivers/{driver}/shifts', { day: '{day}', from: '08:00', to: '17:00' }, 200],
    ['get', '/api/v1/drivers/duty?day={day}', null, 200],
    ['get', '/api/v1/drivers/duty?day=tomorrow', null, 400],
    ['post', '/api/v1/driverRates', { status: 'volunteer', validFrom: '2020-01-01', centsKm: 43, allowance: 100 }, 200],
    ['post', '/api/v1/rides', { ...WISH, minor: true }, 400],
    ['post', '/api/v1/rides', { ...WISH, back: '11:30', companions: 1 }, 200],
    ['post', '/api/v1/rides/answer', { ...WISH, arrive: '15:00' }, 200],
    ['get', '/api/v1/rides?from={day}&to={day}', null, 200],
    ['post', '/api/v1/rides/{ride}', { act: 'fix' }, 400],
    ['post', '/api/v1/rides/{ride}', { act: 'fix', driver: '{driver}', at: '09:50' }, 200],
    ['post', '/api/v1/rides/{ride}', { act: 'agree' }, 409],
    ['post', `/api/v1/rides/${NONE}`, { act: 'cancel' }, 404],
    ['get', '/api/v1/ridePlans/{day}', null, 200],
    ['post', '/api/v1/ridePlans/{day}', {}, 200],
    ['get', '/api/v1/ridePlans/{day}/sheets/{driver}', null, 200],
    ['get', '/api/v1/rides/{ride}/events', null, 200],
    ['post', '/api/v1/ridePlans/{day}/breakdowns', { driver: '{driver}', at: '11:00' }, 200],
    ['post', '/api/v1/ridePlans/{day}/breakdowns', { driver: '{driver}', at: '11:00' }, 409],
    ['get', '/api/v1/driverAccounts?from={day}&to={day}', null, 200],
    ['post', '/api/v1/rides/{ride}', { act: 'cancel', series: true }, 200],
    ['post', '/api/v1/drivers/{driver}/closing', {}, 200],
    ['post', '/api/v1/rideChannels/{line}/closing', {}, 200],
    ['post', `/api/v1/rideChannels/${NONE}/closing`, {}, 404],
  ],
};
