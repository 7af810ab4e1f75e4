// SPDX-License-Identifier: EUPL-1.2
/** The convention that the head of the house loads before. */
export const MEALS = `conventions:
- {key: meals, source: "2:168", kind: meal, name: {fr: Repas, nl: Maaltijd, de: Essen, en: Meal}, payer: province-de-liege,
   prescribes: [province-de-liege], accepts: [province-de-liege], unit: use, price: 450, condition: without_resources = true,
   ceilings: [{scope: person, period: week, unit: ticket, most: 3}]}
`;

/** From a convention to a use of a ticket. */
const tickets = {
  sentence: 'tickets answer as the document says, from the convention to their use',
  as: 'worker',
  others: {},
  documented: (path) => path.replace(/\{\w+\}/, '{id}'),
  async prepare(known, newPerson) {
    known.person = await newPerson('Camille', 'Ticket');
  },
  learn(known, answer) {
    if (answer.tickets) Object.assign(known, { grant: answer.id, ticket: answer.tickets[0].id });
    if (answer.items?.[0]?.daily) known.terminal = answer.items[0].id;
    if (answer.signature) Object.assign(known, { day: answer.day, signature: answer.signature, now: new Date().toISOString() });
    if (answer.code) Object.assign(known, { code: answer.code, token: answer.token });
  },
  steps: [
    ['get', '/api/v1/conventions', null, 200],
    ['post', '/api/v1/persons/{person}/entitlements', { convention: 'none' }, 404],
    ['post', '/api/v1/persons/{person}/entitlements', { convention: 'meals', quantity: 32 }, 400],
    ['post', '/api/v1/persons/{person}/entitlements', { convention: 'meals' }, 400],
    ['post', '/api/v1/persons/{person}/entitlements', { convention: 'meals', facts: { without_resources: false } }, 403],
    ['post', '/api/v1/persons/{person}/entitlements/check', { convention: 'meals', facts: { without_resources: false } }, 403],
    ['post', '/api/v1/persons/{person}/entitlements/check', { convention: 'meals', facts: { without_resources: true } }, 200],
    ['post', '/api/v1/desk/keep', { person: '{person}' }, 400],
    ['post', '/api/v1/desk/keep', { person: '{person}', grants: [{ convention: 'meals', colour: 'red' }] }, 400],
    ['post', '/api/v1/desk/keep', { person: '{person}', facts: { without_resources: true }, grants: [{ convention: 'meals', quantity: 4 }] }, 409],
    ['post', '/api/v1/desk/keep', { person: '{person}', facts: { without_resources: true }, grants: [{ convention: 'meals' }] }, 201],
    ['post', '/api/v1/persons/{person}/entitlements', { convention: 'meals', quantity: 2, facts: { without_resources: true } }, 201],
    ['post', '/api/v1/persons/{person}/entitlements', { convention: 'meals', quantity: 2, facts: { without_resources: true } }, 409],
    ['get', '/api/v1/persons/{person}/entitlements', null, 200],
    ['get', '/api/v1/entitlements/{grant}', null, 200],
    ['get', '/api/v1/tickets/{ticket}/paper', null, 200],
    ['get', '/api/v1/tickets/keys', null, 200],
    ['post', '/api/v1/tickets/look', { ticket: '{token}' }, 200],
    ['post', '/api/v1/tickets/look', { ticket: '222-222-222' }, 404],
    ['post', '/api/v1/tickets/redeem', { ticket: '{code}' }, 400],
    ['post', '/api/v1/tickets/redeem', { ticket: '{code}', id: '00000000-0000-7000-8000-000000000009', supplier: '0202.239.951' }, 400],
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
  ],
};

/** What a house is owed. Of a whole settlement the journey of tickets tells: a month must be over. */
const settlements = {
  sentence: 'settlements answer as the document says',
  as: 'head',
  others: { worker: 403 },
  documented: (path) => path.replace(/conventions\/\w+\/years\/\d+/, 'conventions/{key}/years/{year}').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '{id}'),
  learn() {},
  steps: [
    ['get', '/api/v1/settlements', null, 200],
    ['post', '/api/v1/settlements', { convention: 'none', month: '2026-09' }, 404],
    ['post', '/api/v1/settlements', { convention: 'meals', month: 'September' }, 400],
    ['post', '/api/v1/settlements', { convention: 'meals', month: '2026-09' }, 409],
    ['post', '/api/v1/settlements', { convention: 'meals', month: '2026-09', supplier: '0202.239.952' }, 400],
    ['get', '/api/v1/conventions/meals/years/2026', null, 200],
    ['get', '/api/v1/conventions/none/years/2026', null, 404],
    ['get', '/api/v1/conventions/meals/years/1', null, 400],
    ['get', '/api/v1/settlements/00000000-0000-7000-8000-000000000001', null, 404],
    ['post', '/api/v1/settlements/00000000-0000-7000-8000-000000000001/act', { act: 'agree' }, 404],
    ['post', '/api/v1/settlements/00000000-0000-7000-8000-000000000001/act', { act: 'eat' }, 400],
  ],
};

/** Uses that stand out. Of one that does, the journey of tickets tells. */
const anomalies = {
  sentence: 'uses that stand out answer as the document says',
  as: 'head',
  others: { worker: 403 },
  documented: (path) => path.replace(/conventions\/\w+/, 'conventions/{key}'),
  learn() {},
  steps: [
    ['get', '/api/v1/conventions/meals/anomalies?month=2026-09', null, 200],
    ['get', '/api/v1/conventions/meals/anomalies?month=September', null, 400],
    ['get', '/api/v1/conventions/none/anomalies?month=2026-09', null, 404],
    ['post', '/api/v1/conventions/meals/anomalies', { month: '2026-09', kind: 'odd', use: '00000000-0000-7000-8000-000000000001', note: 'x' }, 400],
    ['post', '/api/v1/conventions/meals/anomalies', { month: '2026-09', kind: 'sudden', use: 'x', note: 'x' }, 400],
    ['post', '/api/v1/conventions/meals/anomalies', { month: '2026-09', kind: 'sudden', use: '00000000-0000-7000-8000-000000000001', note: 'x' }, 404],
  ],
};

const DRINKS = MEALS.replace('key: meals', 'key: drinks');
const supplied = (number) => DRINKS.replace('unit: use', `unit: use, suppliers: [{enterprise: "${number}", name: Pharmacie Exemple}]`);

/** By who manages conventions and terminals, and by nobody else. */
const managing = {
  sentence: 'conventions and terminals are managed as the document says',
  as: 'head',
  others: { worker: 403 },
  documented: (path) => path.replace(/conventions\/\w+/, 'conventions/{key}').replace('{terminal}', '{id}'),
  learn(known, answer) {
    known.terminal = answer.items?.find(({ name }) => name === 'Cour')?.id ?? known.terminal;
  },
  steps: [
    ['post', '/api/v1/conventions', { content: 'conventions:\n- {key: drinks, colour: red}\n' }, 400],
    ['post', '/api/v1/conventions', { content: supplied('0202.239.952') }, 400],
    ['post', '/api/v1/conventions', { content: supplied('0202.239.951') }, 201],
    ['post', '/api/v1/conventions/drinks/close', { until: 'soon' }, 400],
    ['post', '/api/v1/conventions/none/close', { until: '2026-12-31' }, 404],
    ['post', '/api/v1/conventions/drinks/close', { until: '2026-12-31' }, 200],
    ['post', '/api/v1/conventions/drinks/close', { until: '2027-12-31' }, 409],
    ['post', '/api/v1/terminals', { organization: 'province-de-liege', name: 'Cour', daily: 0 }, 400],
    ['post', '/api/v1/terminals', { organization: 'province-de-liege', name: 'Cour', daily: 7 }, 201],
    ['post', '/api/v1/terminals/{terminal}/revoke', {}, 200],
    ['post', '/api/v1/terminals/{terminal}/revoke', {}, 404],
  ],
};

export const story = [tickets, settlements, anomalies, managing];
