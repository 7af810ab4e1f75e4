// SPDX-License-Identifier: EUPL-1.2
/** What a desk does in a day, by the session of who works there; `{id}` is the arrival. */
export const story = {
  sentence: 'a day of a desk answers as the document says, to who works there alone',
  as: 'session',
  others: { nobody: 401 },
  learn(known, answer) {
    if (answer.ticket) known.id = answer.id;
  },
  steps: [
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
  ],
};
