// SPDX-License-Identifier: EUPL-1.2
// Several servers on one PostgreSQL: what one writes the other shows, and a job outlives its
// server. Needs SEUIL_TEST_POSTGRES.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM, ROOT, run } from '../counted.mjs';
import { serve, until } from '../operations/served.mjs';
import { storePlace } from '../store-place.mjs';

const folder = mkdtempSync(join(tmpdir(), 'seuil-servers-'));
const store = storePlace(folder, 'a.db');

function seuil(...words) {
  const done = spawnSync(PROGRAM, ['--store', store, ...words], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout;
}

async function total(server, text) {
  const answer = await fetch(`${server.url}/api/v1/services?q=${encodeURIComponent(text)}`);
  assert.equal(answer.status, 200);
  return (await answer.json()).total;
}

const CSV_OF = {
  'organizations.csv': 'id,name,description\n'
    + '01920000-0000-7000-8000-000000000001,Maison des Essais,Une maison fictive\n',
  'services.csv': 'id,organization_id,name,status\n'
    + '01920000-0000-7000-8000-000000000002,01920000-0000-7000-8000-000000000001,Zeppelinothèque fictive,active\n',
  'locations.csv': 'id,location_type,name\n'
    + '01920000-0000-7000-8000-000000000003,physical,Maison des Essais\n',
  'service_at_location.csv': 'id,service_id,location_id\n'
    + '01920000-0000-7000-8000-000000000004,01920000-0000-7000-8000-000000000002,01920000-0000-7000-8000-000000000003\n',
};

const TESTS = [
  ['What one server stores the other finds', async ({ first, second }) => {
    assert.equal(await total(second, 'zeppelinothèque'), 0);
    for (const [name, text] of Object.entries(CSV_OF)) writeFileSync(join(folder, name), text);
    seuil('import', 'csv', folder);
    const [here, there] = await Promise.all([
      until(async () => (await total(first, 'zeppelinothèque')) === 1, 20000),
      until(async () => (await total(second, 'zeppelinothèque')) === 1, 20000),
    ]);
    console.log(`what one server stores the other finds after ${Math.max(here, there)} ms`);
  }],
  ['A nightly job planned by two servers runs once', async () => {
    await until(() => seuil('job', 'list').split('\n').filter((line) => /^dump +done/.test(line)).length === 1, 20000);
    const { items } = JSON.parse(seuil('job', 'list', '--json'));
    const nightly = items.filter((job) => job.kind === 'dump' || job.kind === 'fade');
    assert.deepEqual(nightly.map((job) => [job.kind, job.state, job.attempts]).sort(),
      [['dump', 'done', 1], ['fade', 'done', 1]]);
    assert.equal(readdirSync(join(folder, 'dumps')).length, 1);
  }],
  ['A server that is killed leaves its work to the other', async ({ first, second }) => {
    first.kill('SIGKILL');
    assert.equal(await first.ended, 'SIGKILL');
    seuil('job', 'add', 'fade');
    await until(() => JSON.parse(seuil('job', 'list', '--json')).items.every((job) => job.state === 'done'), 20000);
    assert.equal(await total(second, 'zeppelinothèque'), 1);
  }],
  ['An import that is asked for as a job is done by a server, and a wrong one says why', async ({ second }) => {
    const other = join(folder, 'more');
    const services = readFileSync(join(folder, 'services.csv'), 'utf8');
    spawnSync('mkdir', ['-p', other]);
    for (const [name, text] of Object.entries(CSV_OF)) writeFileSync(join(other, name), text);
    writeFileSync(join(other, 'services.csv'), services.replace('Zeppelinothèque', 'Montgolfièrothèque'));
    seuil('job', 'add', 'import', 'csv', other);
    seuil('job', 'add', 'import', 'hsds', join(other, 'nothing.json'));
    await until(async () => (await total(second, 'montgolfièrothèque')) === 1, 20000);
    const { items } = JSON.parse(seuil('job', 'list', '--json'));
    assert.ok(items.some((job) => job.kind === 'import' && job.state === 'done' && /4 records/.test(job.said)));
    await until(() => JSON.parse(seuil('job', 'list', '--json')).items.some((job) => job.kind === 'import' && /cannot be opened/.test(job.said)), 20000);
  }],
  ['A server stops when it is asked, and says nothing went wrong', async ({ second }) => {
    second.kill('SIGTERM');
    assert.equal(await second.ended, 0);
  }],
];

if (!process.env.SEUIL_TEST_POSTGRES) {
  console.log('skipped: several servers need a PostgreSQL (SEUIL_TEST_POSTGRES)');
  console.log('0 passed, 0 failed, 1 skipped');
} else {
  const dumps = join(folder, 'dumps');
  spawnSync('mkdir', [dumps]);
  seuil('load', join(ROOT, 'data/wallonie'));
  const words = ['--dumps', dumps, '--job-lease', '2'];
  const first = await serve({ folder, store }, words);
  const second = await serve({ folder, store }, words);
  process.exitCode = await run(TESTS, { first, second });
  for (const server of [first, second]) server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
