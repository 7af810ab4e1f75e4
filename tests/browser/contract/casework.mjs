// SPDX-License-Identifier: EUPL-1.2
/** What a worker does in a case. `{id}` is the case; the other names in braces are what the answers before gave. */
export const story = {
  sentence: 'a case answers as the document says, to who keeps it alone',
  as: 'worker',
  others: { nobody: 401, session: 403 },
  documented: (path) => path.replace(/\{(person|conference|accompaniment|question)\}/, '{id}'),
  async prepare(known, newPerson) {
    known.person = await newPerson('Camille', 'Exemple');
  },
  learn(known, answer) {
    if (answer.needs) {
      Object.assign(known, { id: answer.id, lead: answer.lead, need: answer.needs[0]?.id,
        other: answer.needs[1]?.id, item: answer.items[0]?.id });
    }
    if (answer.guests) known.conference = answer.id;
    if (answer.replies) known.question = answer.id;
    if (answer.items?.at(0)?.door) known.accompaniment = answer.items[0].id;
  },
  steps: [
    ['post', '/api/v1/persons/{person}/cases', { retention: 'for ever' }, 400],
    ['post', '/api/v1/persons/{person}/cases', { retention: 'social' }, 201],
    ['post', '/api/v1/persons/{person}/cases', { retention: 'social' }, 409],
    ['get', '/api/v1/persons/{person}/cases', null, 200],
    ['post', '/api/v1/cases/{id}/needs', { need: 'food.meal', urgency: 'low' }, 201],
    ['post', '/api/v1/cases/{id}/needs', { need: 'hygiene.shower', urgency: 'soon' }, 400],
    ['post', '/api/v1/cases/{id}/needs', { need: 'hygiene.shower', urgency: 'high' }, 201],
    ['post', '/api/v1/cases/{id}/needs/{need}/urgency', { urgency: 'now' }, 200],
    ['post', '/api/v1/cases/{id}/links', { need: '{need}', bond: 'blocks', other: '{other}' }, 201],
    ['post', '/api/v1/cases/{id}/links/end', { need: '{need}', bond: 'blocks', other: '{other}' }, 200],
    ['post', '/api/v1/cases/{id}/links/end', { need: '{need}', bond: 'blocks', other: '{other}' }, 404],
    ['post', '/api/v1/cases/{id}/needs/{need}/end', { end: 'done' }, 200],
    ['post', '/api/v1/cases/{id}/items', { kind: 'task', words: 'Appeler la commune', due: '2026-12-03T17:00' }, 201],
    ['get', '/api/v1/tasks', null, 200],
    ['post', '/api/v1/cases/{id}/items/{item}/end', { end: 'dropped' }, 200],
    ['post', '/api/v1/cases/{id}/members', { account: '{lead}', act: 'join' }, 409],
    ['post', '/api/v1/cases/{id}/members', { account: '{lead}', act: 'lead' }, 200],
    ['post', '/api/v1/cases/{id}/notes', { kind: 'visit', secrecy: 'team', words: 'Exemple' }, 201],
    ['get', '/api/v1/cases/{id}/notes', null, 200],
    ['get', '/api/v1/cases/{id}', null, 200],
    ['post', '/api/v1/cases/{id}/conferences', { subject: 'Exemple', place: 'salle 2' }, 400],
    ['post', '/api/v1/cases/{id}/conferences', { starts: '2026-12-10T14:00', subject: 'Exemple', place: 'salle 2' }, 201],
    ['get', '/api/v1/cases/{id}/conferences', null, 200],
    ['get', '/api/v1/conferences', null, 200],
    ['post', '/api/v1/conferences/{conference}/guests', { organization: 'cass', conditions: ['secrecy'] }, 403],
    ['post', '/api/v1/conferences/{conference}/guests', { account: '{lead}' }, 201],
    ['post', '/api/v1/conferences/{conference}/guests/withdraw', { guest: '{lead}' }, 200],
    ['post', '/api/v1/conferences/{conference}/guests/withdraw', { guest: '{lead}' }, 404],
    ['post', '/api/v1/conferences/{conference}/decisions', { words: 'Demander une adresse', task: true }, 201],
    ['post', '/api/v1/conferences/{conference}/minutes', { words: 'Exemple' }, 200],
    ['post', '/api/v1/conferences/{conference}/hold', { came: ['{lead}'], personCame: true }, 400],
    ['post', '/api/v1/conferences/{conference}/cancel', {}, 200],
    ['get', '/api/v1/conferences/{conference}', null, 200],
    ['post', '/api/v1/cases/{id}/accompaniments', { place: 'gare', door: 'commune' }, 400],
    ['post', '/api/v1/cases/{id}/accompaniments', { starts: '2026-12-10T09:00', place: 'gare', door: 'commune' }, 201],
    ['get', '/api/v1/cases/{id}/accompaniments', null, 200],
    ['post', '/api/v1/accompaniments/{accompaniment}/end', { state: 'done' }, 400],
    ['post', '/api/v1/accompaniments/{accompaniment}/end', { state: 'done', outcome: 'helped', seen: 'Exemple' }, 200],
    ['get', '/api/v1/accompaniments', null, 200],
    ['post', '/api/v1/questions', { words: 'Que faire pour le 85.07.30-033.28 ?', confirmed: true }, 400],
    ['post', '/api/v1/questions', { words: 'Que faire pour Madame Exemple ?' }, 409],
    ['post', '/api/v1/questions', { words: 'Un homme a mal aux dents : qui le soigne ?', topic: 'health' }, 201],
    ['get', '/api/v1/questions', null, 200],
    ['post', '/api/v1/questions/{question}/replies', { words: 'Le relais.' }, 201],
    ['post', '/api/v1/questions/{question}/close', {}, 200],
    ['get', '/api/v1/questions/{question}', null, 200],
    ['post', '/api/v1/questions/{question}/withdraw', {}, 200],
    ['get', '/api/v1/questions/{question}', null, 404],
    ['get', '/api/v1/caseResults', null, 200],
    ['get', '/api/v1/caseResults/report', null, 403],
    ['post', '/api/v1/cases/{id}/close', { result: 'well' }, 400],
    ['post', '/api/v1/cases/{id}/close', { result: 'helped' }, 200],
  ],
};
