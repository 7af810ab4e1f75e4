// SPDX-License-Identifier: EUPL-1.2
// /metrics: strict OpenMetrics, numbers that rise with what happens, nothing a visitor chose.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { run } from '../counted.mjs';
import { readOpenMetrics, total } from './open-metrics.mjs';
import { newPlace, serve, until } from './served.mjs';

const TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

async function read(server) {
  const response = await fetch(`${server.url}/metrics`);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), TYPE);
  return readOpenMetrics(await response.text());
}

function report(server) {
  return fetch(`${server.url}/fr/signaler`, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams({ text: 'Le numéro a changé', service: 'three-beds' }),
  });
}

/** Between which seconds the index was built, by its age. */
async function born(server) {
  const asked = Date.now() / 1000;
  const age = total(await read(server), 'seuil_index_age_seconds');
  return { earliest: asked - age, latest: Date.now() / 1000 - age };
}

const TESTS = [
  ['The reader itself refuses what the format forbids', async () => {
    const good = '# TYPE a_seconds histogram\n# UNIT a_seconds seconds\n# HELP a_seconds A.\n'
      + 'a_seconds_bucket{le="1.0"} 1\na_seconds_bucket{le="+Inf"} 2\na_seconds_sum 3\na_seconds_count 2\n# EOF\n';
    readOpenMetrics(good);
    const bad = [
      good.replace('# EOF\n', ''), good.replace('le="1.0"', 'le="1"'), good.replace('"+Inf"} 2', '"+Inf"} 0'),
      good.replace('count 2', 'count 3'), good.replace('UNIT a_seconds seconds', 'UNIT a_seconds bytes'),
      good.replace('a_seconds_sum 3\n', ''), good.replace('TYPE a_seconds histogram', 'TYPE a_seconds counter'),
      good.replace('# EOF', '\n# EOF'), good.replace('{le="+Inf"}', '{le="+Inf",le="+Inf"}'),
    ];
    bad.forEach((text) => assert.throws(() => readOpenMetrics(text), Error, text));
  }],
  ['The text is read by a strict reader', async ({ server }) => {
    const families = await read(server);
    for (const name of ['seuil_http_requests', 'seuil_http_request_duration_seconds', 'seuil_http_workers_busy',
      'seuil_store_connections', 'seuil_store_reconnects', 'seuil_store_jobs', 'seuil_outbox_waiting',
      'seuil_outbox_delivered', 'seuil_store_writes_waiting', 'seuil_store_group_writes', 'seuil_index_age_seconds', 'seuil_index_lag_seconds',
      'seuil_jobs', 'process_resident_memory_bytes']) {
      assert.ok(families.has(name), name);
    }
  }],
  ['A request raises the count and the histogram of its route, and no other', async ({ server }) => {
    const labels = { method: 'GET', route: '/s/{slug}', status: '2xx' };
    const before = await read(server);
    for (let i = 0; i < 5; i++) await fetch(`${server.url}/fr/s/three-beds`);
    const after = await read(server);
    assert.equal(total(after, 'seuil_http_requests_total', labels) - total(before, 'seuil_http_requests_total', labels), 5);
    const of = { method: 'GET', route: '/s/{slug}' };
    assert.equal(total(after, 'seuil_http_request_duration_seconds_count', of)
      - total(before, 'seuil_http_request_duration_seconds_count', of), 5);
    assert.ok(total(after, 'seuil_http_request_duration_seconds_sum', of) > 0);
    assert.equal(total(after, 'seuil_http_requests_total', { route: '/plan' }), 0);
  }],
  ['A write passes the queue and raises the groups', async ({ server }) => {
    const before = await read(server);
    const answers = await Promise.all(Array.from({ length: 8 }, () => report(server)));
    answers.forEach((answer) => assert.equal(answer.status, 303));
    const after = await read(server);
    const written = total(after, 'seuil_store_group_writes_sum') - total(before, 'seuil_store_group_writes_sum');
    assert.ok(written >= 8, `${written} writes`);
    // A worker is free only a moment after its answer went out.
    await until(async () => total(await read(server), 'seuil_http_workers_busy') === 0);
    assert.equal(total(await read(server), 'seuil_store_writes_waiting'), 0);
    assert.equal(total(after, 'seuil_http_workers'), 4);
  }],
  ['A load makes the index young again, and leaves nothing behind', async ({ server, place }) => {
    const before = await born(server);
    const builds = total(await read(server), 'seuil_index_build_duration_seconds_count');
    assert.equal(place.seuil('import', 'csv', 'more').status, 0);
    await until(async () => total(await read(server), 'seuil_index_build_duration_seconds_count') > builds);
    const after = await born(server);
    assert.ok(after.earliest > before.latest, JSON.stringify({ before, after }));
    await until(async () => total(await read(server), 'seuil_index_commits_behind') === 0);
    assert.equal(total(await read(server), 'seuil_index_lag_seconds'), 0);
  }],
  ['A connection that was read through waits in the pool, and none is held', async ({ server }) => {
    await fetch(`${server.url}/hsds/services`);
    const families = await read(server);
    assert.ok(total(families, 'seuil_store_connections', { state: 'idle' }) >= 1);
    await until(async () => total(await read(server), 'seuil_store_connections', { state: 'in_use' }) === 0);
    assert.equal(total(families, 'seuil_store_reconnects_total'), 0);
    assert.equal(total(families, 'seuil_outbox_waiting'), 0);
  }],
  ['Jobs are counted by state, and each by one', async ({ server, place }) => {
    const states = async () => (await read(server)).get('seuil_store_jobs').samples;
    assert.deepEqual((await states()).map(({ labels }) => labels.get('state')), ['waiting', 'running', 'done', 'failed']);
    const listed = () => JSON.parse(place.seuil('job', 'list', '--json').stdout).items.length;
    await until(async () => listed() >= 2 && (await states())[2].value === listed());
    assert.equal(place.seuil('job', 'add', 'fade').status, 0);
    await until(async () => (await states())[2].value === listed() && listed() >= 3);
  }],
  ['What visitors type makes no series', async ({ server }) => {
    const before = [...(await read(server)).get('seuil_http_requests').samples].length;
    for (let i = 0; i < 20; i++) await fetch(`${server.url}/marker-${i}?marker=${i}`, { method: i % 2 ? 'GET' : 'PUT' });
    const { samples } = (await read(server)).get('seuil_http_requests');
    assert.ok(samples.length <= before + 2, `${samples.length} series`);
    assert.ok(samples.every(({ line }) => !line.includes('marker')));
  }],
  ['Only this machine reads it, and a proxy asks for another', async ({ server }) => {
    for (const header of ['X-Forwarded-For', 'Forwarded', 'Via']) {
      const response = await fetch(`${server.url}/metrics`, { headers: { [header]: '192.0.2.1', Accept: 'application/json' } });
      assert.equal(response.status, 403, header);
      assert.equal((await response.json()).type, 'urn:problem-type:belgif:missingPermission');
    }
  }],
  ['Whoever runs it may open it', async ({ open }) => {
    const response = await fetch(`${open.url}/metrics`, { headers: { 'X-Forwarded-For': '192.0.2.1' } });
    assert.equal(response.status, 200);
    readOpenMetrics(await response.text());
  }],
];

const place = newPlace();
const other = newPlace();
mkdirSync(`${place.folder}/more`);
writeFileSync(`${place.folder}/more/organizations.csv`, 'id,name,description\n'
  + '01920000-0000-7000-8000-000000000001,Maison des Essais,Une maison fictive\n');
writeFileSync(`${place.folder}/more/services.csv`, 'id,organization_id,name,status\n'
  + '01920000-0000-7000-8000-000000000002,01920000-0000-7000-8000-000000000001,Zeppelinothèque fictive,active\n');
const server = await serve(place);
const open = await serve(other, ['--open-metrics']);
process.exitCode = await run(TESTS, { server, open, place });
await Promise.all([server.stop(), open.stop()]);
place.remove();
other.remove();
