// SPDX-License-Identifier: EUPL-1.2
const NONE = '00000000-0000-7000-8000-000000000001';

/** A dwelling from its description to the household that leaves it. `{id}` is the dwelling, `{stay}` the tenancy. */
export const story = {
  sentence: 'a dwelling and its households answer as the document says, to who may book alone',
  as: 'head',
  others: { nobody: 401 },
  documented: (path) => path.replace(/\{(stay|candidature)\}|00000000.*1$/, '{id}'),
  async prepare(known, newPerson) {
    known.person = await newPerson('Camille', 'Logement');
  },
  learn(known, answer, path, method) {
    if (path === '/api/v1/dwellings' && method === 'post') known.id = answer.id;
    if (path.endsWith('/tenancies') && method === 'post') known.stay = answer.id;
    if (path === '/api/v1/candidatures') known.candidature = answer.id;
  },
  steps: [
    ['post', '/api/v1/dwellings', { name: 'Appartement 1', entry: 'window' }, 400],
    ['post', '/api/v1/dwellings', { name: 'Appartement 1', bedrooms: 2, people: 4, entry: 'lift', postalCode: '5000' }, 200],
    ['get', '/api/v1/dwellings', null, 200],
    ['get', `/api/v1/dwellings/${NONE}`, null, 404],
    ['post', '/api/v1/dwellings/{id}', { area: 62 }, 400],
    ['post', '/api/v1/dwellings/{id}', { area: 62, revision: 1 }, 200],
    ['get', '/api/v1/dwellings/{id}', null, 200],
    ['post', '/api/v1/dwellings/{id}/works', { until: '2040-01-15' }, 200],
    ['post', '/api/v1/dwellings/{id}/tenancies', { starts: '2026-06-01', label: 'Famille E.' }, 409],
    ['post', '/api/v1/dwellings/{id}/works', { over: true }, 200],
    ['post', '/api/v1/dwellings/{id}/tenancies', { starts: '2026-06-01', ends: 'soon' }, 400],
    ['post', '/api/v1/dwellings/{id}/tenancies',
      { starts: '2026-06-01', ends: '2040-05-31', label: 'Famille E.', person: '{person}' }, 200],
    ['get', '/api/v1/dwellings/{id}/tenancies', null, 200],
    ['get', '/api/v1/tenancies/{stay}', null, 200],
    ['post', '/api/v1/tenancies/{stay}', { act: 'paint' }, 400],
    ['post', '/api/v1/tenancies/{stay}', { act: 'extend', day: '2041-05-31' }, 200],
    ['post', '/api/v1/tenancies/{stay}', { act: 'follow' }, 200],
    ['post', '/api/v1/dwellings/{id}/rents', { kind: 'share', thousandths: 200, starts: '2026-01-02' }, 400],
    ['post', '/api/v1/dwellings/{id}/rents', { kind: 'share', thousandths: 200, starts: '2026-01-01' }, 200],
    ['get', '/api/v1/dwellings/{id}/rents', null, 200],
    ['post', '/api/v1/tenancies/{stay}/incomes', { starts: '2026-06-01', cents: 145000 }, 200],
    ['get', '/api/v1/tenancies/{stay}/rent', null, 200],
    ['post', '/api/v1/candidatures', { dwellings: ['{id}'], label: 'Famille F.', class: 'date', adults: 5 }, 403],
    ['post', '/api/v1/candidatures', { dwellings: ['{id}'], label: 'Famille F.', class: 'date', adults: 2 }, 200],
    ['get', '/api/v1/candidatures/{candidature}', null, 200],
    ['get', '/api/v1/dwellings/{id}/candidates', null, 200],
    ['post', '/api/v1/candidatures/{candidature}', { dwelling: '{id}', act: 'decline', reason: 'rent' }, 409],
    ['post', '/api/v1/candidatures/{candidature}', { dwelling: '{id}', act: 'refuse', reason: 'papers' }, 200],
    ['post', '/api/v1/tenancies/{stay}', { act: 'leave', day: '2026-06-30' }, 200],
  ],
};
