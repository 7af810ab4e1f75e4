// SPDX-License-Identifier: EUPL-1.2
import { begunSlot } from '../begun.mjs';

const NONE = '00000000-0000-7000-8000-000000000001';
const CYCLE = '2040-09-03';

export const cases = [
  ['/api/v1/agenda', 'get', '/api/v1/agenda?near=4000', null, 200],
  ['/api/v1/agenda', 'get', '/api/v1/agenda?kind=choir', null, 400],
];

/** A course through a cycle to come. `{id}` is the course, `{group}` its group, `{person}` who is enrolled. */
const course = {
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

/** A screening to the handing over of its result. `{id}` is the screening, `{invitation}` the one of Camille. */
const screening = {
  sentence: 'a screening answers as the document says, and its result to doctors and nurses',
  as: 'nurse',
  others: { nobody: 401 },
  documented: (path) => path.replace(/\{(invitation|person)\}|00000000.*1$/, '{id}'),
  async prepare(known, newPerson) {
    Object.assign(known, await begunSlot());
    known.person = await newPerson('Camille', 'Dépistage');
    known.other = await newPerson('Robin', 'Dépistage');
  },
  learn(known, answer, path, method) {
    if (path === '/api/v1/units') known.unit = answer.id;
    if (path === '/api/v1/screenings' && method === 'post') known.id = answer.id;
    if (path.endsWith('/invitations')) known.invitation = answer.id ?? known.invitation;
  },
  steps: [
    ['post', '/api/v1/units', { kind: 'appointment', name: 'Bilans', capacity: 2, hours: '{hours}', slotMinutes: 720 }, 200],
    ['post', '/api/v1/screenings', { kind: 'palm_reading', name: 'Bilan', unit: '{unit}', first: '{today}', last: '{today}' }, 400],
    ['post', '/api/v1/screenings', { kind: 'check_up', name: 'Bilan', unit: '{unit}', first: '{today}', last: '{today}', ageLeast: 18 }, 200],
    ['get', '/api/v1/screenings', null, 200],
    ['get', `/api/v1/screenings/${NONE}`, null, 404],
    ['post', '/api/v1/screenings/{id}', { everyYears: 2 }, 400],
    ['post', '/api/v1/screenings/{id}', { everyYears: 2, revision: 1 }, 200],
    ['post', '/api/v1/screenings/{id}', { everyYears: 2, revision: 1 }, 409],
    ['get', '/api/v1/screenings/{id}/slots', null, 200],
    ['post', '/api/v1/screenings/{id}/invitations', { person: '{person}', way: 'phone' }, 400],
    ['post', '/api/v1/persons/{person}/facts', { what: { kind: 'birth', value: '1980-05-17' } }, 200],
    ['post', '/api/v1/screenings/{id}/invitations', { person: '{person}', way: 'letter' }, 409],
    ['post', '/api/v1/screenings/{id}/invitations', { person: '{person}', way: 'phone' }, 200],
    ['post', '/api/v1/invitations/{invitation}/reminder', { way: 'pigeon' }, 400],
    ['post', '/api/v1/invitations/{invitation}/reminder', { way: 'message' }, 200],
    ['post', '/api/v1/invitations/{invitation}/answer', { answer: 'elsewhere' }, 400],
    ['post', '/api/v1/invitations/{invitation}/answer', { answer: 'no_answer' }, 200],
    ['get', '/api/v1/invitations/{invitation}/result', null, 404],
    ['post', '/api/v1/invitations/{invitation}/result', { found: '{today}', words: 'Rien' }, 409],
    ['post', '/api/v1/invitations/{invitation}/appointment', { slot: '2026-01-01T03:20' }, 400],
    ['post', '/api/v1/invitations/{invitation}/appointment', { slot: '{slot}' }, 200],
    ['post', '/api/v1/invitations/{invitation}/attendance', { came: true }, 200],
    ['post', '/api/v1/invitations/{invitation}/attendance', { came: true }, 409],
    ['post', '/api/v1/invitations/{invitation}/result', { found: '{today}', words: 'Rien', doctor: 'Dr Exemple' }, 200],
    ['get', '/api/v1/invitations/{invitation}/result', null, 200],
    ['get', '/api/v1/screeningResults/awaited', null, 200],
    ['post', '/api/v1/invitations/{invitation}/result/handedOver', { to: 'person', way: 'in_person', day: '{today}' }, 200],
    ['post', '/api/v1/invitations/{invitation}/result/handedOver', { to: 'person', way: 'in_person', day: '{today}' }, 409],
    ['get', '/api/v1/screenings/{id}/letters', null, 200],
    ['get', '/api/v1/screenings/{id}', null, 200],
  ],
};

const refused = {
  sentence: 'results of screenings answer nothing to who is no doctor or nurse',
  as: 'head',
  others: { worker: 403, session: 403, nobody: 401 },
  documented: (path) => path.replace(NONE, '{id}'),
  learn() {},
  steps: [
    ['get', '/api/v1/screeningResults/awaited', null, 403],
    ['get', `/api/v1/invitations/${NONE}/result`, null, 403],
    ['post', `/api/v1/invitations/${NONE}/result`, { found: '2026-01-05', words: 'Rien' }, 403],
    ['post', `/api/v1/invitations/${NONE}/result/handedOver`, { to: 'person', way: 'letter', day: '2026-01-05' }, 403],
  ],
};

const school = {
  sentence: 'a session that a school asks for answers as the document says',
  as: 'head',
  others: { nobody: 401 },
  documented: (path) => path.replace(NONE, '{id}'),
  learn(known, answer, path) {
    if (path === '/api/v1/schoolSessions' && answer.id) known.id = answer.id;
  },
  steps: [
    ['post', '/api/v1/schoolSessions', { school: 'Institut Exemple', class: '3e B', theme: 'alimentation', age: 1, pupils: 22, starts: '2026-01-12T10:00:00+01:00' }, 400],
    ['post', '/api/v1/schoolSessions', { school: 'Institut Exemple', class: '3e B', theme: 'alimentation', age: 14, pupils: 22, starts: '2026-01-12T10:00:00+01:00' }, 200],
    ['get', '/api/v1/schoolSessions?year=2026', null, 200],
    ['get', '/api/v1/schoolSessions?year=0', null, 400],
    ['post', '/api/v1/schoolSessions/{id}', { facilitator: 'Nadia' }, 400],
    ['post', '/api/v1/schoolSessions/{id}', { facilitator: 'Nadia', revision: 1 }, 200],
    ['post', '/api/v1/schoolSessions/{id}', { facilitator: 'Nadia', revision: 1 }, 409],
    ['post', '/api/v1/schoolSessions/{id}/held', { came: 501 }, 400],
    ['post', '/api/v1/schoolSessions/{id}/held', { came: 21, report: 'Attentifs' }, 200],
    ['post', '/api/v1/schoolSessions/{id}/cancelled', {}, 409],
    ['post', `/api/v1/schoolSessions/${NONE}/cancelled`, {}, 404],
    ['get', '/api/v1/schoolSessions/report?year=2026', null, 200],
  ],
};

export const story = [course, screening, refused, school];
