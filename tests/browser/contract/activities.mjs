// SPDX-License-Identifier: EUPL-1.2
const NONE = '00000000-0000-7000-8000-000000000001';
const CYCLE = '2040-09-03';

export const cases = [
  ['/api/v1/agenda', 'get', '/api/v1/agenda?near=4000', null, 200],
  ['/api/v1/agenda', 'get', '/api/v1/agenda?kind=choir', null, 400],
];

/** A course through a cycle to come. `{id}` is the course, `{group}` its group, `{person}` who is enrolled. */
export const story = {
  sentence: 'a course answers as the document says, to who may book alone',
  as: 'head',
  others: { nobody: 401 },
  documented: (path) => path.replace(/\{(group|enrolment)\}|00000000.*1$/, '{id}'),
  async prepare(known, newPerson) {
    known.person = await newPerson('Camille', 'Cours');
  },
  learn(known, answer, path, method) {
    if (path === '/api/v1/courses' && method === 'post') known.id = answer.id;
    if (path.endsWith('/groups')) known.group = answer.id;
    if (path.endsWith('/enrolments') && method === 'post') known.enrolment = answer.id;
  },
  steps: [
    ['post', '/api/v1/courses', { kind: 'choir', name: 'Français' }, 400],
    ['post', '/api/v1/courses', { kind: 'course', name: 'Français', condition: 'literate' }, 200],
    ['get', '/api/v1/courses', null, 200],
    ['get', `/api/v1/courses/${NONE}`, null, 404],
    ['post', '/api/v1/courses/{id}', { address: 'rue Exemple 1', postalCode: '4000' }, 200],
    ['post', '/api/v1/courses/{id}/groups', { name: 'Débutants', hours: 'Mo-Fr 09:00-12:00', capacity: 1 }, 200],
    ['post', '/api/v1/courses/{id}/cycles', { first: CYCLE, last: '2041-06-28' }, 200],
    ['post', '/api/v1/courses/{id}/cycles', { first: CYCLE, last: '2041-06-28' }, 409],
    ['get', '/api/v1/courses/{id}', null, 200],
    ['post', '/api/v1/courseGroups/{group}', { capacity: 2 }, 400],
    ['post', '/api/v1/courseGroups/{group}', { capacity: 2, revision: 1 }, 200],
    ['post', '/api/v1/courseGroups/{group}/enrolments', { cycle: CYCLE, person: '{person}', label: 'Camille E.', class: 'date' }, 400],
    ['post', '/api/v1/courseGroups/{group}/enrolments',
      { cycle: CYCLE, person: '{person}', label: 'Camille E.', class: 'date', facts: { literate: false } }, 403],
    ['post', '/api/v1/courseGroups/{group}/enrolments',
      { cycle: CYCLE, person: '{person}', label: 'Camille E.', class: 'date', facts: { literate: true } }, 200],
    ['get', `/api/v1/courseGroups/{group}/enrolments?cycle=${CYCLE}`, null, 200],
    ['get', '/api/v1/courseGroups/{group}/attendance?starts=2040-09-05T09:00', null, 200],
    ['post', '/api/v1/courseGroups/{group}/attendance', { starts: '2040-09-05T09:00:00+02:00', others: 2 }, 409],
    ['post', '/api/v1/courseGroups/{group}/daysOff', { day: '2040-09-05' }, 200],
    ['post', '/api/v1/courseGroups/{group}/daysOff', { day: '2040-09-08' }, 400],
    ['get', `/api/v1/courses/{id}/report?cycle=${CYCLE}`, null, 200],
    ['post', '/api/v1/enrolments/{enrolment}', { reason: 'bored' }, 400],
    ['post', '/api/v1/enrolments/{enrolment}', { reason: 'work' }, 200],
    ['post', '/api/v1/enrolments/{enrolment}', { reason: 'work' }, 409],
  ],
};
