// SPDX-License-Identifier: EUPL-1.2
// /health: liveness and readiness in the Belgif form, answered even when every worker is busy.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM, ROOT, run } from '../counted.mjs';
import { readOpenMetrics, total } from './open-metrics.mjs';
import { newPlace, serve } from './served.mjs';

const UP = { status: 'UP', details: { store: { status: 'UP' }, index: { status: 'UP' }, disk: { status: 'UP' } } };
const GOAL_MILLISECONDS = 5;

async function timed(url) {
  const from = performance.now();
  const response = await fetch(url);
  const body = await response.json();
  return { status: response.status, body, milliseconds: performance.now() - from };
}

function rank(values, share) {
  return values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
}

/** Asks for health until told to end, and gives the milliseconds of each answer. */
async function healthUntil(server, isOver) {
  const times = [];
  while (!isOver(times)) {
    const { status, body, milliseconds } = await timed(`${server.url}/health`);
    assert.equal(status, 200);
    assert.notEqual(body.status, 'DOWN');
    times.push(milliseconds);
    await new Promise((wake) => setTimeout(wake, 5));
  }
  return times;
}

const TESTS = [
  ['Who is alive says so, who is ready says what of', async ({ server }) => {
    for (const path of ['/health', '/health/ready', '/api/v1/health']) {
      const { status, body } = await timed(server.url + path);
      assert.equal(status, 200);
      assert.deepEqual(body, UP, path);
    }
    assert.deepEqual((await timed(`${server.url}/health/live`)).body, { status: 'UP' });
    const response = await fetch(`${server.url}/health`, { method: 'HEAD' });
    assert.equal(response.headers.get('cache-control'), 'no-store');
  }],
  ['It waits for no worker', async ({ server }) => {
    let pages = 0;
    let asks = true;
    const flood = Promise.all(Array.from({ length: 24 }, async () => {
      while (asks) {
        await (await fetch(`${server.url}/hsds/services?per_page=1000`)).arrayBuffer();
        pages++;
      }
    }));
    const times = await healthUntil(server, ({ length }) => length >= 50 && pages >= 48);
    asks = false;
    await flood;
    console.log(`health beside busy workers: ${times.length} times, middle ${rank(times, 0.5).toFixed(1)} ms, `
      + `worst ${rank(times, 1).toFixed(1)} ms, seen by a client on the same machine`);
  }],
  ['It waits for no writer', async ({ server, place }) => {
    cpSync(join(ROOT, 'data/wallonie'), join(place.folder, 'again'), { recursive: true });
    const load = new Promise((done, fail) => {
      const child = spawn(PROGRAM, ['--store', place.store, 'load', 'again'], { cwd: place.folder, stdio: 'ignore' });
      child.once('close', (code) => (code === 0 ? done() : fail(new Error(`load ended with ${code}`))));
    });
    let isOver = false;
    const [times] = await Promise.all([healthUntil(server, () => isOver), load.finally(() => { isOver = true; })]);
    console.log(`health beside a load: ${times.length} times, middle ${rank(times, 0.5).toFixed(1)} ms`);
  }],
  ['The server itself counts how long each answer to it took', async ({ server }) => {
    const families = readOpenMetrics(await (await fetch(`${server.url}/metrics`)).text());
    const of = (name, more) => total(families, `seuil_http_request_duration_seconds_${name}`,
      { route: '/health', method: 'GET', ...more });
    const within = of('bucket', { le: String(GOAL_MILLISECONDS / 1000) });
    console.log(`health: ${within} of ${of('count')} answers within ${GOAL_MILLISECONDS} ms in the server`);
    assert.ok(of('count') >= 10);
    assert.equal(of('bucket', { le: '+Inf' }), of('count'));
  }],
];

const place = newPlace();
const server = await serve(place);
process.exitCode = await run(TESTS, { server, place });
await server.stop();
place.remove();
