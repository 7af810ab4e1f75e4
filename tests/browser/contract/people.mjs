// SPDX-License-Identifier: EUPL-1.2
/** What a worker keeps of whom a person lives with, agrees to and is shared with; `{id}` is the person. */
export const story = {
  sentence: 'what is around a person answers as the document says, to who keeps their file alone',
  as: 'worker',
  others: { nobody: 401 },
  async prepare(known, newPerson) {
    known.id = await newPerson('Camille', 'Autour');
    known.other = await newPerson('Sacha', 'Autour');
  },
  learn(known, answer, path) {
    const item = answer.items?.at(0);
    const kind = /(animal|consent|share)s$/.exec(path)?.[1];
    if (item?.members) {
      Object.assign(known, { household: item.id, stay: item.members[0].stay });
    } else if (item && kind) {
      known[kind] = item.id;
    }
  },
  steps: [
    ['get', '/api/v1/persons/{id}/households', null, 200],
    ['post', '/api/v1/persons/{id}/households', { person: '{other}', role: 'spouse' }, 400],
    ['post', '/api/v1/persons/{id}/households', { person: '{other}', role: 'child', entered: '2026-01-15' }, 201],
    ['post', '/api/v1/persons/{id}/households', { household: '{household}', person: '{other}', role: 'child' }, 409],
    ['post', '/api/v1/persons/{id}/households/{household}/leave', { stay: '{stay}', left: '2026-02-31' }, 400],
    ['post', '/api/v1/persons/{id}/households/{household}/leave', { stay: '{stay}', left: '2026-02-01' }, 200],
    ['post', '/api/v1/persons/{id}/animals', { kind: 'dragon' }, 400],
    ['post', '/api/v1/persons/{id}/animals', { kind: 'dog', name: 'Filou', entered: '2026-01-15' }, 201],
    ['post', '/api/v1/persons/{id}/animals/{animal}/leave', { left: '2026-02-01' }, 200],
    ['get', '/api/v1/persons/{id}/animals', null, 200],
    ['post', '/api/v1/persons/{id}/consents', { language: 'ar', rules: [] }, 400],
    ['post', '/api/v1/persons/{id}/consents', { language: 'ar', rules: [{ purpose: 'referral', recipient: 'nowhere', class: 'identity', until: '2027-05-31T23:59' }] }, 400],
    ['post', '/api/v1/persons/{id}/consents', { language: 'ar', rules: [{ purpose: 'referral', recipient: 'cass', class: 'identity', until: '2027-05-31T23:59' }] }, 201],
    ['post', '/api/v1/persons/{id}/consents/{consent}', { act: 'give', way: 'signed' }, 409],
    ['post', '/api/v1/persons/{id}/consents/{consent}', { act: 'propose' }, 200],
    ['post', '/api/v1/persons/{id}/consents/{consent}', { act: 'give', way: 'wink' }, 400],
    ['post', '/api/v1/persons/{id}/consents/{consent}', { act: 'give', way: 'signed' }, 200],
    ['get', '/api/v1/persons/{id}/consents', null, 200],
    ['post', '/api/v1/persons/{id}/shares', { recipient: 'cass', purpose: 'referral', class: 'identity' }, 403],
    ['post', '/api/v1/persons/{id}/shares', { recipient: 'cass', purpose: 'referral', class: 'identity', conditions: ['secrecy', 'mission', 'informed', 'needed'] }, 201],
    ['post', '/api/v1/persons/{id}/shares/{share}/close', {}, 200],
    ['post', '/api/v1/persons/{id}/shares/{share}/close', {}, 409],
    ['post', '/api/v1/persons/{id}/consents/{consent}', { act: 'withdraw' }, 200],
    ['post', '/api/v1/persons/{id}/override', { recipient: 'cass', purpose: 'referral', class: 'contact', reason: 'life', words: 'non' }, 400],
    ['post', '/api/v1/persons/{id}/override', { recipient: 'cass', purpose: 'referral', class: 'contact', reason: 'life', words: 'Exemple de danger' }, 201],
    ['get', '/api/v1/persons/{id}/shares', null, 200],
    ['post', '/api/v1/persons/{id}/emergency', { reason: 'child', words: 'Exemple de danger' }, 201],
    ['get', '/api/v1/persons/{id}/readings?lang=nl', null, 200],
    ['get', '/api/v1/persons/{id}/readings?before=0', null, 400],
    ['get', '/api/v1/persons/{id}/export', null, 200],
    ['post', '/api/v1/persons/asks', { words: 'Camille', message: 'Exemple de raison' }, 400],
    ['post', '/api/v1/persons/asks', { words: 'Camille Autour 1985-07-30', message: 'Exemple de raison' }, 201],
    ['get', '/api/v1/persons/asks', null, 200],
    ['post', '/api/v1/persons/asks/{id}/answer', { answer: 'perhaps' }, 400],
    ['post', '/api/v1/persons/asks/{id}/answer', { answer: 'yes' }, 404],
  ],
};
