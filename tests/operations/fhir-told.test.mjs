// SPDX-License-Identifier: EUPL-1.2
// A hospital that subscribed is told of its referral from the sending to the end, in the words of
// either dialect; and what goes wrong on the way. Needs the examples in SEUIL_SHARED.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../counted.mjs';
import { BUNDLE, ask, bundleNamed, keyedPlace, newMachine, say, seuil, taskOf } from './fhir-machines.mjs';
import { startReceiver } from './hook-receiver.mjs';
import { newPlace, serve, until } from './served.mjs';

const PATIENCE = 60000; // milliseconds
const TOPIC = 'http://hl7.org/fhir/us/sdoh-clinicalcare/SubscriptionTopic';
const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';
const house = (number) => `01920000-0000-7000-8000-0000000000a${number}`;

/** The house of the examples, which no directory has, and three hospitals. */
const FILES = {
  'organizations.csv': 'id,name,description\n'
    + `${house(1)},ABC Coordination Platform,Une maison fictive\n`
    + `${house(2)},Clinique Exemple,Un hôpital fictif\n`
    + `${house(3)},Kliniek Voorbeeld,Un hôpital fictif\n`
    + `${house(4)},Hôpital des Essais,Un hôpital fictif\n`,
  'services.csv': 'id,organization_id,name,status\n'
    + `01920000-0000-7000-8000-0000000000b1,${house(1)},Colis des Essais,active\n`,
};

/** What each dialect calls the states of the story. */
const DIALECTS = {
  sdoh: { waits: 'requested', taken: 'accepted', refused: 'rejected' },
  be: { waits: 'ready', taken: 'in-progress', refused: 'cancelled' },
};

function subscription(world, path, changes = {}, channel = {}) {
  return { resourceType: 'Subscription', status: 'requested', reason: 'Suivre les orientations', criteria: `${TOPIC}/Task`,
    channel: { type: 'rest-hook', endpoint: `https://localhost:${world.receiver.port}${path}`,
      payload: 'application/fhir+json', header: ['Authorization: Bearer du-recepteur'],
      _payload: { extension: [{ url: `${BACKPORT}/backport-payload-content`, valueCode: 'id-only' }] }, ...channel },
    ...changes };
}

async function statusOf(world, machine, id) {
  return (await ask(world, machine, 'GET', `/Subscription/${id}`)).body.status;
}

/** Subscribes, and waits until it is active. */
async function subscribe(world, machine, path, changes, channel) {
  const made = await ask(world, machine, 'POST', '/Subscription', subscription(world, path, changes, channel));
  assert.deepEqual([made.status, made.body.status], [201, 'requested'], made.text);
  await until(async () => await statusOf(world, machine, made.body.id) === 'active', PATIENCE);
  return made.body.id;
}

function numbers(world, path) {
  return world.receiver.of(path).flatMap((notice) => notice.events.map((event) => event.number));
}

/** Waits for one more event than there were, and gives the last one's focus. */
async function told(world, path, before) {
  await until(() => numbers(world, path).length > before, PATIENCE);
  const events = world.receiver.of(path).flatMap((notice) => notice.events);
  assert.deepEqual(events.map((event) => event.number), events.map((_, i) => i + 1));
  return events.at(-1).focus;
}

async function send(world, dialect, mark, change) {
  return ask(world, world.hospitals[dialect], 'POST', '', bundleNamed(mark, change));
}

/** Sends a referral and gives what the service calls its Task. */
async function sendFound(world, dialect, mark) {
  const sent = await send(world, dialect, mark);
  assert.equal(sent.status, 200, sent.text);
  const mine = await ask(world, world.hospitals[dialect], 'GET', `/Task/task-${mark}`);
  assert.equal(mine.body.status, DIALECTS[dialect].waits);
  const all = await taskOf(world, world.services[dialect]);
  const task = all.filter((one) => one.resourceType === 'Task' && !world.known.has(one.id)).at(-1);
  assert.ok(all.some((one) => one.resourceType === 'ServiceRequest' && task.focus.reference === `ServiceRequest/${one.id}`));
  world.known.add(task.id);
  return task.id;
}

function journeyOf(dialect) {
  const words = DIALECTS[dialect];
  const path = `/hook-${dialect}`;
  return [
    [`${dialect}: a hospital that subscribes is greeted, and active when it answered`, async (world) => {
      world.sub = await subscribe(world, world.hospitals[dialect], path);
      const [greeting] = world.receiver.of(path);
      assert.deepEqual([greeting.type, greeting.events, greeting.topic], ['handshake', [], `${TOPIC}/Task`]);
      assert.equal(greeting.headers.authorization, 'Bearer du-recepteur');
      assert.equal(greeting.headers['content-type'], 'application/fhir+json');
    }],
    [`${dialect}: from the transaction to the closed order it is told of each step, and reads it`, async (world) => {
      const [hospital, service] = [world.hospitals[dialect], world.services[dialect]];
      const task = await sendFound(world, dialect, dialect);
      const readAs = async (status, before) => {
        const focus = await told(world, path, before);
        assert.ok(focus.endsWith(`/fhir/Task/task-${dialect}`), focus);
        await until(async () => (await ask(world, hospital, 'GET', focus.split('/fhir')[1])).body.status === status, PATIENCE);
      };
      await readAs(words.waits, 0);
      let before = numbers(world, path).length;
      assert.equal((await say(world, service, task, { status: words.taken })).status, 200);
      await readAs(words.taken, before);
      if (words.taken === 'accepted') {
        before = numbers(world, path).length;
        assert.equal((await say(world, service, task, { status: 'in-progress' })).status, 200);
        await readAs('in-progress', before);
      }
      before = numbers(world, path).length;
      const read = await ask(world, service, 'GET', `/Task/${task}`);
      const done = await ask(world, service, 'POST', '', { resourceType: 'Bundle', type: 'transaction', entry: [
        { fullUrl: 'urn:uuid:0193aaaa-0000-4000-8000-000000000001', request: { method: 'POST', url: 'Procedure' },
          resource: { resourceType: 'Procedure', status: 'completed', subject: read.body.for,
            basedOn: [read.body.focus], code: { text: 'Colis remis' } } },
        { request: { method: 'PUT', url: `Task/${task}`, ifMatch: read.etag },
          resource: { ...read.body, status: 'completed', output: [{ type: { text: 'resulting-activity' },
            valueReference: { reference: 'urn:uuid:0193aaaa-0000-4000-8000-000000000001' } }] } }] });
      assert.equal(done.status, 200, done.text);
      await readAs('completed', before);
      const mine = await ask(world, hospital, 'GET', `/Task/task-${dialect}`);
      const procedure = await ask(world, hospital, 'GET', `/${mine.body.output[0].valueReference.reference}`);
      assert.equal(procedure.body.code.text, 'Colis remis');
      assert.equal((await ask(world, hospital, 'GET', `/ServiceRequest/request-${dialect}`)).body.status, 'completed');
    }],
    [`${dialect}: a notice names things and holds nothing of anybody`, async (world) => {
      const names = bundleNamed(dialect).entry.map(({ resource }) => resource)
        .filter((one) => one.resourceType === 'Patient').flatMap((one) => one.name.map((name) => name.family));
      assert.ok(names.length > 0);
      for (const notice of world.receiver.of(path)) {
        for (const word of [...names, 'Patient/', 'pat-', '1987']) assert.ok(!notice.text.includes(word), notice.text);
        for (const entry of notice.named) assert.equal(entry.resource, undefined);
      }
    }],
    [`${dialect}: the same Bundle again changes nothing, and nothing is told`, async (world) => {
      const since = async () => {
        const answer = await ask(world, world.hospitals[dialect], 'GET', `/Subscription/${world.sub}/$status`);
        const said = answer.body.entry[0].resource.parameter.find((one) => one.name === 'events-since-subscription-start');
        return Number(said.valueString);
      };
      await until(() => numbers(world, path).length === 4, PATIENCE); // sent, accepted, begun, done
      const again = await send(world, dialect, dialect);
      for (const entry of again.body.entry) assert.equal(entry.response.status, '200 OK');
      assert.equal(await since(), 4);
    }],
    [`${dialect}: an old version, a leap to the end and a refusal without a reason change nothing`, async (world) => {
      const service = world.services[dialect];
      const task = await sendFound(world, dialect, `${dialect}-bad`);
      const read = await ask(world, service, 'GET', `/Task/${task}`);
      assert.equal((await say(world, service, task, { status: 'completed' })).status, 422);
      assert.equal((await say(world, service, task, { status: words.refused, statusReason: undefined })).status, 422);
      assert.equal((await say(world, service, task, { status: words.taken })).status, 200);
      const late = await ask(world, service, 'PUT', `/Task/${task}`, { ...read.body, status: words.refused,
        statusReason: { text: 'Trop tard' } }, { 'if-match': read.etag });
      assert.equal(late.status, 412);
      assert.equal((await ask(world, service, 'GET', `/Task/${task}`)).body.status, words.taken);
    }],
    [`${dialect}: a refusal with its reason is told and read`, async (world) => {
      const task = await sendFound(world, dialect, `${dialect}-no`);
      const before = numbers(world, path).length;
      const said = await say(world, world.services[dialect], task, { status: words.refused,
        statusReason: { coding: [{ code: 'full' }], text: 'Complet jusque lundi' } });
      assert.equal(said.status, 200, said.text);
      await told(world, path, before);
      const read = await ask(world, world.hospitals[dialect], 'GET', `/Task/task-${dialect}-no`);
      assert.deepEqual([read.body.status, read.body.statusReason.text], [words.refused, 'Complet jusque lundi']);
    }],
    [`${dialect}: without an active consent nothing is sent, and nobody is told`, async (world) => {
      const refused = await send(world, dialect, `${dialect}-never`, (resource) => {
        if (resource.resourceType === 'Consent') resource.status = 'inactive';
      });
      assert.equal(refused.status, 422, refused.text);
      assert.equal((await ask(world, world.hospitals[dialect], 'GET', `/Task/task-${dialect}-never`)).status, 404);
    }],
    [`${dialect}: another client finds neither the Task nor the Subscription, whatever it calls them`, async (world) => {
      const [mine, theirs] = [world.hospitals[dialect], world.services[dialect]];
      const task = [...world.known][0];
      for (const name of [task, `task-${dialect}`, randomUUID()]) {
        for (const type of ['Task', 'ServiceRequest', 'Patient', 'Procedure']) {
          assert.equal((await ask(world, world.other, 'GET', `/${type}/${name}`)).status, 404);
        }
      }
      const read = await ask(world, mine, 'GET', `/Subscription/${world.sub}`);
      for (const machine of [theirs, world.other]) {
        for (const [method, rest, body] of [['GET', ''], ['GET', '/$status'], ['DELETE', ''], ['PUT', '', read.body]]) {
          const answer = await ask(world, machine, method, `/Subscription/${world.sub}${rest}`, body, { 'if-match': read.etag });
          assert.equal(answer.status, 404, `${method} ${rest}: ${answer.text}`);
        }
        assert.deepEqual((await ask(world, machine, 'GET', '/Subscription')).body.entry, []);
      }
    }],
    [`${dialect}: what is deleted is told no more`, async (world) => {
      const hospital = world.hospitals[dialect];
      assert.equal((await ask(world, hospital, 'DELETE', `/Subscription/${world.sub}`)).status, 204);
      assert.equal((await ask(world, hospital, 'GET', `/Subscription/${world.sub}`)).status, 404);
      assert.equal((await ask(world, hospital, 'DELETE', `/Subscription/${world.sub}`)).status, 404);
    }],
  ];
}

const TESTS = [
  ...journeyOf('sdoh'),
  ...journeyOf('be'),
  ['An address of another host, without TLS or with a header of its own for the message is refused', async (world) => {
    const wrong = [
      [{}, { endpoint: 'http://localhost/hook' }, 'endpoint'],
      [{}, { endpoint: 'https://elsewhere.example/hook' }, 'endpoint'],
      [{}, { endpoint: 'https://localhost/hook' }, 'endpoint'],
      [{}, { endpoint: `https://user@localhost:${world.receiver.port}/` }, 'endpoint'],
      [{}, { endpoint: `https://localhost:${world.receiver.port}\\@evil.example/` }, 'endpoint'],
      [{}, { header: ['Host: evil.example'] }, 'header'],
      [{}, { header: ['X-A: b\r\nX-C: d'] }, 'header'],
      [{}, { type: 'email', endpoint: 'mailto:a@exemple.be' }, 'type'],
      [{}, { payload: 'application/fhir+xml' }, 'payload'],
      [{}, { _payload: { extension: [{ url: `${BACKPORT}/backport-payload-content`, valueCode: 'full-resource' }] } }, 'payload'],
      [{ criteria: 'Observation?code=1' }, {}, 'criteria'],
      [{ _criteria: { extension: [{ url: `${BACKPORT}/backport-filter-criteria`, valueString: 'Task?status=accepted' }] } }, {}, 'criteria'],
      [{ end: '2020-01-01T00:00:00Z' }, {}, 'end'],
      [{ status: 'asleep' }, {}, 'status'],
    ];
    for (const [changes, channel, place] of wrong) {
      const answer = await ask(world, world.hospitals.sdoh, 'POST', '/Subscription', subscription(world, '/x', changes, channel));
      assert.equal(answer.status, 422, answer.text);
      assert.match(answer.body.issue[0].expression[0], new RegExp(place));
    }
  }],
  ['A host of the private network is not called unless the administrator said so', async (world) => {
    const made = await ask(world, world.careful, 'POST', '/Subscription', subscription(world, '/private'));
    assert.equal(made.status, 201, made.text);
    await until(async () => (await ask(world, world.careful, 'GET', `/Subscription/${made.body.id}`)).body.error, PATIENCE);
    const read = await ask(world, world.careful, 'GET', `/Subscription/${made.body.id}`);
    assert.match(read.body.error, /may not be called/);
    assert.equal(world.receiver.of('/private').length, 0);
    await ask(world, world.careful, 'DELETE', `/Subscription/${made.body.id}`);
  }],
  ['A redirection is not followed, and asking again greets again', async (world) => {
    world.receiver.answer = 307;
    const hospital = world.hospitals.sdoh;
    const made = await ask(world, hospital, 'POST', '/Subscription', subscription(world, '/moved'));
    const address = `/Subscription/${made.body.id}`;
    await until(async () => (await ask(world, hospital, 'GET', address)).body.error, PATIENCE);
    const read = await ask(world, hospital, 'GET', address);
    assert.deepEqual([read.body.status, read.body.error], ['requested', 'it answered 307']);
    assert.equal(world.receiver.of('/elsewhere').length, 0);
    world.receiver.answer = 200;
    assert.equal((await ask(world, hospital, 'PUT', address, read.body, { 'if-match': read.etag })).status, 200);
    await until(async () => await statusOf(world, hospital, made.body.id) === 'active', PATIENCE);
    assert.equal((await ask(world, hospital, 'PUT', address, read.body, { 'if-match': read.etag })).status, 412);
    await ask(world, hospital, 'DELETE', address);
  }],
  ['A server that is killed while it tells is followed by one that tells it again, under its number', async (world) => {
    const path = '/killed';
    await subscribe(world, world.hospitals.sdoh, path, { criteria: `${TOPIC}/ServiceRequest` });
    world.receiver.answer = 'never';
    await sendFound(world, 'sdoh', 'killed');
    await until(() => numbers(world, path).length === 1, PATIENCE);
    world.server.kill('SIGKILL');
    await world.server.ended;
    world.receiver.answer = 200;
    await start(world);
    await until(() => numbers(world, path).length === 2, PATIENCE);
    assert.deepEqual(numbers(world, path), [1, 1]);
    assert.ok(world.receiver.of(path).at(-1).events[0].focus.endsWith('/ServiceRequest/request-killed'));
  }],
  ['A client keeps what a change of it does not name', async (world) => {
    const lineOf = () => JSON.parse(seuil(world.place, 'client', 'list', '--json')).items.find((one) => one.login === 'hopital-be');
    const before = lineOf();
    seuil(world.place, 'client', 'change', 'hopital-be', '--keys', join(world.place.folder, 'hopital-be.json'));
    assert.deepEqual([before.dialect, lineOf()], ['be', before]);
    seuil(world.place, 'client', 'change', 'hopital-be', '--scopes', 'system/Task.rs');
    assert.deepEqual(lineOf(), { ...before, scopes: 'system/Task.rs' });
  }],
  ['What the log says of it names no address, no secret and nobody', async (world) => {
    const said = world.said + world.server.said();
    assert.match(said, /fhir-hook/);
    for (const word of ['du-recepteur', '/hook-sdoh', 'pat-sdoh']) assert.ok(!said.includes(word), word);
  }],
];

async function start(world) {
  world.said = (world.said ?? '') + (world.server?.said() ?? '');
  world.server = await serve(world.place, ['--keys', join(world.place.folder, 'keys'), '--job-lease', '2',
    '--hooks-trust', world.receiver.certificate]);
  world.site = world.server.url;
  for (const machine of world.machines) machine.token = undefined;
}

async function makeWorld() {
  const place = keyedPlace(newPlace(), FILES);
  const receiver = await startReceiver(place.folder);
  const teamOf = (name) => seuil(place, 'team', 'add', name, 'Orientations');
  const hooks = ['--hooks', `localhost:${receiver.port}`];
  const world = { place, receiver, known: new Set(), hospitals: {}, services: {} };
  const team = teamOf(house(1));
  for (const [at, dialect] of Object.keys(DIALECTS).entries()) {
    world.hospitals[dialect] = newMachine(place, `hopital-${dialect}`, teamOf(house(2 + at)), 'ES384',
      ['--dialect', dialect, ...hooks, '--hooks-private']);
    world.services[dialect] = newMachine(place, `service-${dialect}`, team, 'ES384', ['--dialect', dialect]);
  }
  world.careful = newMachine(place, 'prudent', teamOf(house(4)), 'ES384', hooks);
  world.other = newMachine(place, 'autre', teamOf('relais-social-liege'), 'ES384');
  world.machines = [...Object.values(world.hospitals), ...Object.values(world.services), world.careful, world.other];
  await start(world);
  return world;
}

if (!existsSync(BUNDLE)) {
  console.log('skipped: the FHIR examples are not here (SEUIL_SHARED)');
  console.log('0 passed, 0 failed, 1 skipped');
} else {
  const world = await makeWorld();
  const code = await run(TESTS, world);
  await world.server.stop();
  await world.receiver.stop();
  world.place.remove();
  process.exitCode = code;
}
