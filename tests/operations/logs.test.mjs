// SPDX-License-Identifier: EUPL-1.2
// The log: a line an event, tied to the answer and to the caller's trace; whatever a person typed
// is in none of them.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { run } from '../counted.mjs';
import { newPlace, serve, until } from './served.mjs';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MARKER = 'Zzmarker7';

function lines(server) {
  return server.said().trim().split('\n').map((line) => JSON.parse(line));
}

async function lineOf(server, response) {
  const id = response.headers.get('belgov-trace-id');
  let found;
  await until(() => { found = lines(server).find((line) => line.id === id); return found; });
  return found;
}

/** Bytes that no client library would send. */
function sendRaw(server, bytes) {
  return new Promise((done) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.end(bytes));
    socket.on('close', done).on('error', done).resume();
    socket.setTimeout(5000, () => socket.destroy());
  });
}

/** Types the marker wherever something can be typed. */
async function typeEverywhere(server) {
  const post = (path, body, headers = {}) => fetch(server.url + path, { method: 'POST', redirect: 'manual', body, headers });
  const form = (fields) => new URLSearchParams(fields);
  const json = { 'Content-Type': 'application/json' };
  const answers = await Promise.all([
    fetch(`${server.url}/fr/chercher?q=${MARKER}&pres=${MARKER}`),
    fetch(`${server.url}/api/v1/services?q=${MARKER}&near=${MARKER}`),
    fetch(`${server.url}/api/v1/services?${MARKER}=1`),
    fetch(`${server.url}/api/v1/services/${MARKER}`),
    fetch(`${server.url}/fr/s/${MARKER}`),
    fetch(`${server.url}/fr/lieu/${MARKER}`),
    fetch(`${server.url}/fr/plan/${MARKER}`),
    fetch(`${server.url}/${MARKER}/${MARKER}?${MARKER}#${MARKER}`),
    fetch(`${server.url}/fr/plan?need=${MARKER}&words=${MARKER}&place=${MARKER}`),
    fetch(`${server.url}/hsds/services?search=${MARKER}`),
    fetch(`${server.url}/hsds/services/${MARKER}`),
    fetch(server.url, { headers: { 'User-Agent': MARKER, Referer: `http://x/${MARKER}`, Cookie: `a=${MARKER}`,
      'X-Request-Id': MARKER, traceparent: MARKER, 'X-Forwarded-For': MARKER, Authorization: MARKER,
      'Accept-Language': MARKER, 'If-None-Match': MARKER } }),
    fetch(server.url, { method: MARKER.toUpperCase() }),
    post('/api/v1/match', JSON.stringify({ needs: [{ need: MARKER }] }), json),
    post('/api/v1/match', JSON.stringify({ needs: [{ need: 'food.meal' }], facts: { [MARKER]: 1 } }), json),
    post('/api/v1/match', JSON.stringify({ needs: [{ need: 'food.meal' }], place: { postalCode: MARKER } }), json),
    post('/api/v1/match', `{"${MARKER}`, json),
    post('/api/v1/match', MARKER, { 'Content-Type': `text/${MARKER}` }),
    post('/api/v1/identifiers/verify', JSON.stringify({ kind: 'niss', value: MARKER }), json),
    post('/api/v1/identifiers/verify', JSON.stringify({ kind: MARKER, value: MARKER, [MARKER]: MARKER }), json),
    post('/api/v1/identifiers/verify', `{"kind":"niss","value":"${MARKER}`, json),
    post('/fr/signaler', form({ text: MARKER, service: MARKER, token: MARKER.repeat(4) })),
    post('/fr/plan/garder', form({ need: 'food.meal', words: MARKER })),
    post('/fr/plan/garder', form({ need: 'food.meal', [MARKER]: MARKER, token: MARKER.repeat(5) })),
    post('/fr/plan/garder', form({ need: MARKER, [MARKER]: MARKER })),
    post('/fr/signaler', `text=%${MARKER}`, { 'Content-Type': 'application/x-www-form-urlencoded' }),
    post('/fr/signaler', form({ text: MARKER }), { Origin: `http://${MARKER}.example`, 'Sec-Fetch-Site': 'cross-site' }),
  ]);
  await sendRaw(server, `GET /${MARKER} HTTP/1.1\r\nHost: ${MARKER}\r\nHost: ${MARKER}\r\n\r\n`);
  await sendRaw(server, `${MARKER} ${MARKER} ${MARKER}\r\n\r\n`);
  await sendRaw(server, `POST /${MARKER} HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n${MARKER}`);
  return answers;
}

function assertNowhere(text) {
  const forms = [MARKER, encodeURIComponent(MARKER), Buffer.from(MARKER).toString('base64').slice(0, 10),
    Buffer.from(MARKER).toString('hex')];
  for (const form of forms) assert.ok(!text.toLowerCase().includes(form.toLowerCase()), `the log holds ${form}`);
}

const TESTS = [
  ['Nothing a visitor types comes into the log, nor into the numbers', async ({ server }) => {
    const answers = await typeEverywhere(server);
    assert.ok(answers.some(({ status }) => status === 200) && answers.some(({ status }) => status === 400)
      && answers.some(({ status }) => status === 303) && answers.some(({ status }) => status === 404));
    await lineOf(server, answers.at(-1));
    const kept = answers.find(({ status, headers }) => status === 303 && headers.get('location').includes('/plan/'));
    const code = kept.headers.get('location').split('/').at(-1);
    await fetch(`${server.url}/fr/plan/${code}`);
    await lineOf(server, await fetch(`${server.url}/fr/plan/${code}/papier`));
    assertNowhere(server.said());
    assert.ok(!server.said().includes(code), 'the code of a kept plan');
    assert.ok(!server.said().includes('127.0.0.1'), 'an address');
    assertNowhere(await (await fetch(`${server.url}/metrics`)).text());
  }],
  ['Each answer has its line, with the pattern of its route and no more', async ({ server }) => {
    const response = await fetch(`${server.url}/nl/s/three-beds?from=x`);
    const { at, duration_us: duration, ...line } = await lineOf(server, response);
    assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.ok(duration > 0);
    assert.deepEqual(line, { level: 'info', event: 'request', id: response.headers.get('belgov-trace-id'),
      method: 'GET', route: '/s/{slug}', status: 200 });
  }],
  ['A problem names the same trace as the header and the log', async ({ server }) => {
    const response = await fetch(`${server.url}/api/v1/services/none`);
    const { instance } = await response.json();
    const line = await lineOf(server, response);
    assert.equal(instance, `urn:uuid:${line.id}`);
    assert.match(line.id, UUID);
  }],
  ['A well-formed trace of the caller is followed, anything else is not', async ({ server }) => {
    const trace = '0af76519-16cd-43dd-8448-eb211c80319c';
    const bare = trace.replaceAll('-', '');
    const given = [{ 'X-Request-Id': trace }, { 'X-Request-Id': bare.toUpperCase() }, { 'BelGov-Trace-Id': trace },
      { traceparent: `00-${bare}-b7ad6b7169203331-01` }];
    for (const headers of given) {
      const response = await fetch(server.url, { headers });
      assert.equal(response.headers.get('belgov-trace-id'), trace, JSON.stringify(headers));
    }
    for (const headers of [{ 'X-Request-Id': 'x' }, { traceparent: `00-${bare}-0000000000000000-01` }]) {
      const response = await fetch(server.url, { headers });
      assert.notEqual(response.headers.get('belgov-trace-id'), trace);
      assert.match(response.headers.get('belgov-trace-id'), UUID);
    }
  }],
  ['What probes ask every few seconds is told to those who want all', async ({ server, terse }) => {
    const response = await fetch(`${server.url}/health`);
    assert.equal((await lineOf(server, response)).level, 'debug');
    await fetch(`${terse.url}/health`);
    await fetch(`${terse.url}/fr`);
    await until(() => terse.said().includes('route=/ '));
    assert.ok(!terse.said().includes('/health'));
  }],
  ['The other form is a line of names and values', async ({ terse }) => {
    const line = terse.said().trim().split('\n').find((one) => one.includes('event=request'));
    assert.match(line, /^at=\S+Z level=info event=request id=[0-9a-f-]{36} method=GET route=\/ status=200 duration_us=\d+$/);
    assert.match(terse.said(), /event=serving detail="port \d+"/);
  }],
];

const place = newPlace();
const other = newPlace();
const server = await serve(place, ['--log-level', 'debug']);
const terse = await serve(other, ['--log', 'text']);
process.exitCode = await run(TESTS, { server, terse });
await Promise.all([server.stop(), terse.stop()]);
place.remove();
other.remove();
