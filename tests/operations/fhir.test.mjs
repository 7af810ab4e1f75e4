// SPDX-License-Identifier: EUPL-1.2
// A hospital sends a referral to a real server over HTTP and follows it to its end; the service
// it goes to answers with a machine of its own. Needs the examples in SEUIL_SHARED.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../counted.mjs';
import { BUNDLE, CONSENT, REQUEST, SHARED, TASK, ask, askToken, base64, bundle, bundleNamed, keyedPlace, newMachine, officerOf, say,
  seuil, statement, taskFor, taskOf } from './fhir-machines.mjs';
import { newPlace, serve } from './served.mjs';

/** The house of the examples, which no directory has, and the hospital. */
const CSV_OF = {
  'organizations.csv': 'id,name,description\n'
    + '01920000-0000-7000-8000-0000000000a1,ABC Coordination Platform,Une maison fictive\n'
    + '01920000-0000-7000-8000-0000000000a2,Better Health Clinic,Un hôpital fictif\n',
  'services.csv': 'id,organization_id,name,status\n'
    + '01920000-0000-7000-8000-0000000000b1,01920000-0000-7000-8000-0000000000a1,Colis des Essais,active\n',
};

/** Sends a referral under other names and tells the Task's address at the service. */
async function sendNamed(world, mark) {
  const sent = await ask(world, world.hospital, 'POST', '', bundleNamed(mark));
  assert.equal(sent.status, 200, sent.text);
  const seen = new Set(world.known);
  const task = (await taskOf(world, world.service)).find((one) => one.resourceType === 'Task' && !seen.has(one.id));
  world.known.push(task.id);
  return task.id;
}

const TESTS = [
  ['A machine gets a token for a statement it signed, with RS384 or ES384, once', async (world) => {
    for (const machine of [world.hospital, world.service]) {
      const once = statement(machine, world.site);
      const first = await askToken(world.site, once);
      assert.deepEqual([first.status, first.body.token_type, first.body.expires_in], [200, 'bearer', 300]);
      const again = await askToken(world.site, once);
      assert.deepEqual([again.status, again.body.error], [401, 'invalid_client']);
    }
  }],
  ['A statement that is old, for elsewhere, of another key or of nobody opens nothing', async (world) => {
    const now = Math.floor(Date.now() / 1000);
    const wrong = [
      statement(world.hospital, world.site, { exp: now - 1 }),
      statement(world.hospital, world.site, { exp: now + 4000 }),
      statement(world.hospital, world.site, { aud: 'https://other.example/oauth/token' }),
      statement({ ...world.service, id: world.hospital.id }, world.site),
      statement({ ...world.hospital, id: randomUUID() }, world.site),
      statement(world.hospital, world.site).replace(/[^.]*$/, ''),
    ];
    for (const assertion of wrong) {
      const answer = await askToken(world.site, assertion);
      assert.equal(answer.status, 401, JSON.stringify(answer.body));
      assert.equal(answer.body.error, 'invalid_client');
    }
    const none = `${base64({ alg: 'none' })}.${base64({ iss: world.hospital.id, sub: world.hospital.id,
      aud: `${world.site}/oauth/token`, exp: now + 60, jti: 'x' })}.`;
    assert.notEqual((await askToken(world.site, none)).status, 200);
  }],
  ['A token opens the scopes that were asked for, and no page of staff', async (world) => {
    const { body } = await askToken(world.site, statement(world.hospital, world.site), 'system/Task.rs system/Nothing');
    assert.equal(body.scope, 'system/Task.rs');
    const narrow = { ...world.hospital, token: body.access_token };
    assert.equal((await ask(world, narrow, 'GET', '/Task')).status, 200);
    assert.equal((await ask(world, narrow, 'GET', '/Patient')).status, 403);
    assert.equal((await ask(world, narrow, 'POST', '', bundle())).status, 403);
    const page = await fetch(`${world.site}/compte`, { redirect: 'manual',
      headers: { authorization: `Bearer ${body.access_token}` } });
    assert.equal(page.status, 303);
    assert.equal((await ask(world, { token: 'nobody' }, 'GET', '/Task')).status, 401);
  }],
  ['The hospital sends the transaction, and the referral waits for its answer', async (world) => {
    const sent = await ask(world, world.hospital, 'POST', '', bundle());
    assert.equal(sent.status, 200, sent.text);
    assert.equal(sent.body.type, 'transaction-response');
    assert.equal(sent.body.entry.length, bundle().entry.length);
    for (const entry of sent.body.entry) assert.equal(entry.response.status, '201 Created');
    const read = await ask(world, world.hospital, 'GET', `/Task/${TASK}`);
    assert.equal(read.body.status, 'requested');
    assert.equal(read.body.focus.reference, `ServiceRequest/${REQUEST}`);
    assert.match(read.etag, /^W\/"\d+"$/);
  }],
  ['The service reads the Task with what it asks for, and who the person is alone', async (world) => {
    const things = await taskOf(world, world.service, '&status=requested');
    const task = things.find((one) => one.resourceType === 'Task');
    const request = things.find((one) => one.resourceType === 'ServiceRequest');
    world.task = task.id;
    world.known = [task.id];
    assert.equal(task.focus.reference, `ServiceRequest/${request.id}`);
    assert.equal(request.status, 'active');
    const patient = await ask(world, world.service, 'GET', `/${task.for.reference}`);
    assert.equal(patient.status, 200, patient.text);
    assert.equal(patient.body.birthDate, '1987-02-20');
    for (const kept of ['telecom', 'address', 'identifier', 'extension']) assert.equal(patient.body[kept], undefined);
  }],
  ['The service accepts with the version it saw, and the hospital reads so', async (world) => {
    const said = await say(world, world.service, world.task, { status: 'accepted' });
    assert.equal(said.status, 200, said.text);
    const read = await ask(world, world.hospital, 'GET', `/Task/${TASK}`);
    assert.equal(read.body.status, 'accepted');
    const since = await ask(world, world.hospital, 'GET', '/Task?_lastUpdated=ge2020-01-01&status=accepted');
    assert.equal(since.body.entry.length, 1);
  }],
  ['In progress, then completed with what was done, which the hospital reads', async (world) => {
    assert.equal((await say(world, world.service, world.task, { status: 'in-progress' })).body.status, 'in-progress');
    const task = await taskFor(world, world.task);
    const done = await ask(world, world.service, 'POST', '', { resourceType: 'Bundle', type: 'transaction', entry: [
      { fullUrl: 'urn:uuid:0193aaaa-0000-4000-8000-000000000001', request: { method: 'POST', url: 'Procedure' },
        resource: { resourceType: 'Procedure', status: 'completed', subject: task.body.for,
          basedOn: [task.body.focus], code: { text: 'Colis remis' } } },
      { request: { method: 'PUT', url: `Task/${world.task}`, ifMatch: task.etag },
        resource: { ...task.body, status: 'completed', output: [{ type: { text: 'resulting-activity' },
          valueReference: { reference: 'urn:uuid:0193aaaa-0000-4000-8000-000000000001' } }] } },
    ] });
    assert.equal(done.status, 200, done.text);
    const read = await ask(world, world.hospital, 'GET', `/Task/${TASK}`);
    assert.equal(read.body.status, 'completed');
    const procedure = await ask(world, world.hospital, 'GET', `/${read.body.output[0].valueReference.reference}`);
    assert.equal(procedure.body.code.text, 'Colis remis');
    const found = await ask(world, world.hospital, 'GET', `/Procedure?based-on=ServiceRequest/${REQUEST}`);
    assert.equal(found.body.entry.length, 1, found.text);
  }],
  ['The ServiceRequest of the hospital is closed', async (world) => {
    const read = await ask(world, world.hospital, 'GET', `/ServiceRequest/${REQUEST}`);
    assert.equal(read.body.status, 'completed');
  }],
  ['What Seuil has no place for is given back as it was sent', async (world) => {
    for (const { resource } of bundle().entry) {
      const read = await ask(world, world.hospital, 'GET', `/${resource.resourceType}/${resource.id}`);
      assert.equal(read.status, 200, `${resource.resourceType}: ${read.text}`);
      const { meta, ...rest } = read.body;
      if (!['Task', 'ServiceRequest'].includes(resource.resourceType)) {
        const { meta: sent, ...own } = resource;
        assert.deepEqual(rest, own);
        assert.deepEqual(meta.profile, sent?.profile);
      }
    }
  }],
  ['The same Bundle sent again makes no second referral', async (world) => {
    const before = (await taskOf(world, world.hospital)).length;
    const again = await ask(world, world.hospital, 'POST', '', bundle());
    assert.equal(again.status, 200, again.text);
    for (const entry of again.body.entry) assert.equal(entry.response.status, '200 OK');
    assert.equal((await taskOf(world, world.hospital)).length, before);
    assert.equal((await ask(world, world.hospital, 'GET', `/Task/${TASK}`)).body.status, 'completed');
  }],
  ['An old version changes nothing', async (world) => {
    const task = await sendNamed(world, 'old');
    const read = await taskFor(world, task);
    assert.equal((await say(world, world.service, task, { status: 'accepted' })).status, 200);
    const late = await ask(world, world.service, 'PUT', `/Task/${task}`, { ...read.body, status: 'in-progress' },
      { 'if-match': read.etag });
    assert.deepEqual([late.status, late.body.resourceType], [412, 'OperationOutcome']);
    const none = await ask(world, world.service, 'PUT', `/Task/${task}`, { ...read.body, status: 'in-progress' });
    assert.equal(none.status, 412);
    assert.equal((await taskFor(world, task)).body.status, 'accepted');
  }],
  ['Completed without having been accepted is refused', async (world) => {
    const task = await sendNamed(world, 'leap');
    const said = await say(world, world.service, task, { status: 'completed' });
    assert.deepEqual([said.status, said.body.issue[0].code], [422, 'business-rule']);
    assert.equal((await taskFor(world, task)).body.status, 'requested');
  }],
  ['Another client finds nothing, in the words of what does not exist', async (world) => {
    for (const path of [`/Task/${world.task}`, `/ServiceRequest/${REQUEST}`, '/Patient/pat-53234', `/Task/${TASK}`]) {
      const read = await ask(world, world.other, 'GET', path);
      const never = await ask(world, world.other, 'GET', `/${path.split('/')[1]}/${randomUUID()}`);
      assert.deepEqual([read.status, read.text], [404, never.text]);
    }
    const read = await taskFor(world, world.task);
    assert.equal((await ask(world, world.other, 'PUT', `/Task/${world.task}`, read.body,
      { 'if-match': read.etag })).status, 404);
    assert.deepEqual(await taskOf(world, world.other), []);
  }],
  ['The identifier of another’s thing in the place of one’s own opens and changes nothing', async (world) => {
    const read = await taskFor(world, world.task);
    const [patient, request] = [read.body.for, read.body.focus];
    const procedures = await ask(world, world.service, 'GET', '/Procedure');
    const wrong = [
      { resourceType: 'Consent', status: 'active', patient },
      { resourceType: 'Condition', subject: patient },
      { resourceType: 'DocumentReference', status: 'current', subject: patient },
      { resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject: patient },
      { resourceType: 'Task', status: 'requested', intent: 'order', focus: request, for: patient, owner: read.body.owner },
      { resourceType: 'Procedure', status: 'completed', subject: patient, basedOn: [request] },
    ];
    for (const resource of wrong) {
      const type = resource.resourceType;
      const posted = await ask(world, world.other, 'POST', `/${type}`, resource);
      assert.equal(posted.status, 422, `${type}: ${posted.text}`);
      const sent = await ask(world, world.other, 'POST', '', { resourceType: 'Bundle', type: 'transaction',
        entry: [{ request: { method: 'PUT', url: `${type}/swapped` }, resource: { ...resource, id: 'swapped' } }] });
      assert.equal(sent.status, 422, `${type}: ${sent.text}`);
    }
    for (const name of [patient, request, ...procedures.body.entry.map((one) => ({ reference: `Procedure/${one.resource.id}` }))]) {
      assert.equal((await ask(world, world.other, 'GET', `/${name.reference}`)).status, 404);
    }
    const batch = await ask(world, world.other, 'POST', '', { resourceType: 'Bundle', type: 'batch',
      entry: [{ request: { method: 'GET', url: `Task/${world.task}` } }] });
    assert.deepEqual(batch.body.entry, [{ response: { status: '404 Not Found' } }]);
    const moved = await ask(world, world.service, 'PUT', `/Task/${world.task}`,
      { ...read.body, for: { reference: `Patient/${randomUUID()}` } }, { 'if-match': read.etag });
    assert.equal(moved.status, 422, moved.text);
    assert.equal((await taskFor(world, world.task)).etag, read.etag);
  }],
  ['Without an active consent nothing is sent, and nothing of the Bundle is kept', async (world) => {
    const refused = await ask(world, world.hospital, 'POST', '', bundleNamed('no', (resource) => {
      if (resource.resourceType === 'Consent') resource.status = 'inactive';
    }));
    assert.equal(refused.status, 422, refused.text);
    assert.match(refused.body.issue[0].diagnostics, /not agreed/);
    assert.equal((await ask(world, world.hospital, 'GET', '/Patient/pat-no')).status, 404);
  }],
  ['A rejection says why', async (world) => {
    const task = await sendNamed(world, 'why');
    const without = await say(world, world.service, task, { status: 'rejected', statusReason: undefined });
    assert.equal(without.status, 422, without.text);
    const said = await say(world, world.service, task, { status: 'rejected',
      statusReason: { coding: [{ code: 'full' }], text: 'Complet jusque lundi' } });
    assert.equal(said.status, 200, said.text);
    const read = await ask(world, world.hospital, 'GET', '/Task/task-why');
    assert.deepEqual([read.body.status, read.body.statusReason.text], ['rejected', 'Complet jusque lundi']);
  }],
  ['A thing that exists under an identifier is not made twice', async (world) => {
    const resource = { resourceType: 'Patient', identifier: [{ system: 'urn:h', value: '77' }],
      name: [{ family: 'Exemple', given: ['Camille'] }] };
    const headers = { 'if-none-exist': 'identifier=urn:h|77' };
    const first = await ask(world, world.hospital, 'POST', '/Patient', resource, headers);
    const second = await ask(world, world.hospital, 'POST', '/Patient', resource, headers);
    assert.deepEqual([first.status, second.status, second.body.id], [201, 200, first.body.id]);
    const found = await ask(world, world.hospital, 'GET', '/Patient?identifier=urn:h%7C77');
    assert.equal(found.body.entry.length, 1);
  }],
  ['A national number is taken in a body alone, and one with a slip is refused', async (world) => {
    const system = 'https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/ssin';
    const asked = await ask(world, world.hospital, 'GET', `/Patient?identifier=${encodeURIComponent(`${system}|85073003328`)}`);
    assert.equal(asked.status, 400);
    const wrong = await ask(world, world.hospital, 'POST', '/Patient', { resourceType: 'Patient',
      name: [{ family: 'Exemple' }], identifier: [{ system, value: '85073003329' }] });
    assert.equal(wrong.status, 422);
    assert.ok(!wrong.text.includes('85073003329'));
  }],
  ['What /fhir/metadata says is what the routes do', async (world) => {
    const { body } = await ask(world, world.hospital, 'GET', '/metadata');
    assert.equal(body.fhirVersion, '4.0.1');
    assert.deepEqual(body.format, ['application/fhir+json', 'json']);
    const said = Object.fromEntries(body.rest[0].resource.map((one) => [one.type,
      new Set(one.interaction.map((interaction) => interaction.code))]));
    const tried = { create: ['POST', '', {}], read: ['GET', '/none', undefined], update: ['PUT', '/none', {}],
      delete: ['DELETE', '/none', undefined], patch: ['PATCH', '/none', []], 'history-instance': ['GET', '/none/_history'],
      'search-type': ['GET', '', undefined] };
    for (const [type, has] of Object.entries(said)) {
      for (const [code, [method, rest, content]] of Object.entries(tried)) {
        const answer = await ask(world, world.hospital, method, `/${type}${rest}`, content);
        const has404 = code === 'history-instance' && answer.status === 404;
        assert.equal(answer.status !== 405 && !has404, has.has(code), `${type} ${code}: ${answer.status}`);
      }
    }
    assert.equal((await ask(world, world.hospital, 'GET', '/AuditEvent')).status, 404);
    for (const { type, searchParam = [] } of body.rest[0].resource) {
      for (const { name } of searchParam.filter((one) => one.type !== 'date')) {
        const answer = await ask(world, world.hospital, 'GET', `/${type}?${name}=x`);
        assert.equal(answer.status, 200, `${type}?${name}: ${answer.text}`);
      }
      if (searchParam.length > 0) {
        assert.equal((await ask(world, world.hospital, 'GET', `/${type}?made-up=x`)).status, 400);
      }
    }
  }],
  ['Each reading of a person by a machine is a line of the journal', async (world) => {
    const read = await taskFor(world, world.task);
    const person = read.body.for.reference.split('/')[1];
    const linesOf = (name) => JSON.parse(seuil(world.officer, 'journal', 'list', '--person', person, '--json')).items
      .filter((line) => line.who === `Machine ${name}`).length;
    const paths = { hopital: ['/Patient/pat-53234', `/Task/${TASK}`, `/ServiceRequest/${REQUEST}`, `/Consent/${CONSENT}`,
      '/Patient?_id=pat-53234', '/Consent?patient=Patient/pat-53234'],
    service: [`/Task/${world.task}`, `/${read.body.focus.reference}`, `/${read.body.for.reference}`] };
    for (const [name, asked] of Object.entries(paths)) {
      for (const path of asked) {
        const before = linesOf(name);
        const answer = await ask(world, name === 'hopital' ? world.hospital : world.service, 'GET', path);
        assert.equal(answer.status, 200, path);
        assert.notDeepEqual(answer.body.entry, [], path);
        assert.ok(linesOf(name) > before, `${name} ${path}`);
      }
    }
    seuil(world.officer, 'journal', 'verify');
  }],
  ['What was sent of a person goes with the person when they are erased', async (world) => {
    const task = await sendNamed(world, 'gone');
    const person = (await taskFor(world, task)).body.for.reference.split('/')[1];
    assert.equal((await ask(world, world.hospital, 'GET', '/Patient/pat-gone')).status, 200);
    seuil(world.officer, 'person', 'erase', person, 'request');
    for (const path of ['/Patient/pat-gone', '/Consent/consent-gone', '/Task/task-gone', '/ServiceRequest/request-gone']) {
      const read = await ask(world, world.hospital, 'GET', path);
      assert.equal(read.status, 404, `${path}: ${read.text}`);
    }
    const { meta, ...empty } = (await ask(world, world.hospital, 'GET', `/Patient/${person}`)).body;
    assert.deepEqual([empty, typeof meta], [{ resourceType: 'Patient', id: person, active: true }, 'object']);
    const left = (await taskFor(world, task)).text;
    for (const { resource } of bundleNamed('gone').entry.filter((entry) => entry.resource.resourceType === 'Patient')) {
      for (const { family } of resource.name) assert.ok(!left.includes(family), left);
    }
  }],
  ['The directory says whom one may send to', async (world) => {
    const found = await ask(world, world.hospital, 'GET', '/Organization?name=ABC');
    const ours = found.body.entry.map((entry) => entry.resource).find((one) => /^[0-9a-f-]{36}$/.test(one.id));
    const services = await ask(world, world.hospital, 'GET',
      `/HealthcareService?organization=Organization/${ours.id}`);
    assert.equal(services.body.entry[0].resource.name, 'Colis des Essais');
  }],
  ['Pages of a search follow each other and hold everything once', async (world) => {
    const seen = [];
    let path = '/HealthcareService?_count=40';
    while (path) {
      const { body } = await ask(world, world.hospital, 'GET', path);
      seen.push(...body.entry.map((entry) => entry.resource.id));
      path = body.link?.[0].url.split('/fhir')[1];
    }
    assert.equal(new Set(seen).size, seen.length);
    assert.ok(seen.length > 100, String(seen.length));
  }],
  ['What is too large, too deep, too many or no JSON is refused in words', async (world) => {
    const deep = `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`;
    const raw = async (body, type = 'application/fhir+json') => {
      const answer = await fetch(`${world.site}/fhir`, { method: 'POST', body,
        headers: { authorization: `Bearer ${world.hospital.token}`, 'content-type': type } });
      return { status: answer.status, body: await answer.json() };
    };
    const many = { resourceType: 'Bundle', type: 'transaction', entry: Array(201).fill({}) };
    for (const [body, status, type] of [[deep, 400], ['{', 400], ['[]', 400], [JSON.stringify(many), 413],
      ['x'.repeat((1 << 20) + 10), 413], ['<Bundle/>', 415, 'application/fhir+xml']]) {
      const answer = await raw(body, type);
      assert.equal(answer.status, status, JSON.stringify(answer.body).slice(0, 300));
      assert.equal(answer.body.resourceType, 'OperationOutcome');
    }
  }],
  ['Each of the guide’s examples is taken or refused, and nothing breaks', async (world) => {
    const files = readdirSync(join(SHARED, 'sdoh-cc')).filter((name) => name.endsWith('.json'));
    assert.equal(files.length, 42);
    for (const name of files) {
      const resource = JSON.parse(readFileSync(join(SHARED, 'sdoh-cc', name), 'utf8'));
      const answer = await ask(world, world.hospital, 'POST', `/${resource.resourceType}`, resource);
      assert.ok(answer.status < 500, `${name}: ${answer.text}`);
    }
  }],
];

async function makeWorld() {
  const place = keyedPlace(newPlace(), CSV_OF);
  const teamOf = (house) => seuil(place, 'team', 'add', house, 'Orientations');
  const [hospitalTeam, serviceTeam] = [teamOf('01920000-0000-7000-8000-0000000000a2'),
    teamOf('01920000-0000-7000-8000-0000000000a1')];
  const world = { place, known: [], officer: officerOf(place) };
  world.hospital = newMachine(place, 'hopital', hospitalTeam, 'RS384');
  world.service = newMachine(place, 'service', serviceTeam, 'ES384');
  world.other = newMachine(place, 'autre', teamOf('relais-social-liege'), 'RS384');
  world.server = await serve(place, ['--keys', join(place.folder, 'keys')]);
  world.site = world.server.url;
  return world;
}

if (!existsSync(BUNDLE)) {
  console.log('skipped: the FHIR examples are not here (SEUIL_SHARED)');
  console.log('0 passed, 0 failed, 1 skipped');
} else {
  const world = await makeWorld();
  const code = await run(TESTS, world);
  await world.server.stop();
  world.place.remove();
  process.exitCode = code;
}
