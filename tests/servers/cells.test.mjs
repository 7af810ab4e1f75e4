// SPDX-License-Identifier: EUPL-1.2
// Three cells behind one server: each host is its own territory, the directory reaches all, a
// report reaches its stewards, and a territory moves while people write. Needs
// SEUIL_TEST_POSTGRES.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM, ROOT, run } from '../counted.mjs';
import { storePlace } from '../store-place.mjs';

const folder = mkdtempSync(join(tmpdir(), 'seuil-cells-'));
const file = join(folder, 'cells.yaml');

function seuil(...words) {
  const done = spawnSync(PROGRAM, words, { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout;
}

function ask(port, host, path, form) {
  return new Promise((done, fail) => {
    const body = form && new URLSearchParams(form).toString();
    const headers = { Host: host, ...(body && { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) }) };
    const asked = request({ host: '127.0.0.1', port, path, method: body ? 'POST' : 'GET', headers }, (answer) => {
      let text = '';
      answer.on('data', (piece) => { text += piece; });
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, text }));
    });
    asked.on('error', fail);
    asked.end(body);
  });
}

async function until(condition) {
  for (const from = Date.now(); Date.now() - from < 30000;) {
    if (await condition()) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error('not within 30 seconds');
}

const reports = (place) => seuil('--store', place, 'reports').split('\n').filter((line) => line.startsWith('    '));
const report = (port, host, text) => ask(port, host, '/fr/signaler', { text, token: `${text}-0123456789abcdef`.replaceAll(' ', '-') });

const TESTS = [
  ['Every host shows the directory that one cell keeps', async ({ port }) => {
    for (const host of ['seuil.example', 'namur.example', 'hainaut.example']) {
      const { status, text } = await ask(port, host, '/api/v1/services?q=repas');
      assert.equal(status, 200);
      assert.ok(JSON.parse(text).total > 0, `${host} finds a meal`);
    }
  }],
  ['A report made in one territory reaches the stewards in another, once', async ({ port, places }) => {
    assert.equal((await report(port, 'namur.example', 'la porte est bleue')).status, 303);
    assert.equal((await report(port, 'namur.example', 'la porte est bleue')).status, 303);
    await until(() => reports(places.east).length === 1);
    assert.match(reports(places.east)[0], /la porte est bleue/);
    const { text } = await ask(port, 'localhost', '/metrics');
    assert.match(text, /^seuil_outbox_delivered_total [1-9]/m);
    assert.match(text, /^seuil_outbox_waiting 0$/m);
  }],
  ['What changes in the directory is seen under every host', async ({ port, places }) => {
    seuil('--store', places.east, 'import', 'csv', join(folder, 'new'));
    await until(async () => JSON.parse((await ask(port, 'hainaut.example', '/api/v1/services?q=zeppelinoth%C3%A8que')).text).total === 1);
  }],
  ['A territory moves to another cell while people write, and nothing is lost or doubled', async ({ port, places }) => {
    let kept = 0;
    let stop = false;
    const write = async (who) => {
      for (let i = 0; !stop; i++) {
        const { status } = await ask(port, 'hainaut.example', '/fr/plan/garder', { place: '7000', need: 'food.meal', token: `${who}-${i}-0123456789abcdef` });
        if (status === 303) kept++;
        else assert.equal(status, 503);
        if (status === 503) i--;
      }
    };
    const writers = ['a', 'b', 'c'].map(write);
    await until(() => kept >= 20);
    const moved = JSON.parse(seuil('cell', 'move', 'hainaut', 'centre', '--cells', file, '--json'));
    assert.ok(moved.rows >= 20);
    const before = kept;
    await until(() => kept >= before + 20);
    stop = true;
    await Promise.all(writers);
    const listed = JSON.parse(seuil('cell', 'list', '--cells', file, '--json')).items;
    assert.deepEqual(listed.find((one) => one.territory === 'hainaut'), { territory: 'hainaut', cell: 'centre', host: 'hainaut.example' });
    const rows = (place) => Number(spawnSync('psql', ['-qAtX', '-d', place, '-c', "SELECT count(*) FROM saved_plan WHERE territory = 'hainaut'"], { encoding: 'utf8' }).stdout);
    assert.equal(rows(places.centre), kept);
    assert.equal(rows(places.west), 0);
  }],
];

if (!process.env.SEUIL_TEST_POSTGRES) {
  console.log('skipped: cells beside a running server need a PostgreSQL (SEUIL_TEST_POSTGRES)');
  console.log('0 passed, 0 failed, 1 skipped');
} else {
  const places = Object.fromEntries(['east', 'centre', 'west'].map((name) => [name, storePlace(folder, name)]));
  writeFileSync(file, `directory: wallonie
cells:
  - name: east
    store: "${places.east}"
    territories:
      - name: wallonie
  - name: centre
    store: "${places.centre}"
    territories:
      - name: namur
        host: namur.example
  - name: west
    store: "${places.west}"
    territories:
      - name: hainaut
        host: hainaut.example
`);
  spawnSync('mkdir', [join(folder, 'new')]);
  const table = { organizations: 'id,name,description\n01920000-0000-7000-8000-000000000001,Maison des Essais,Une maison fictive\n',
    services: 'id,organization_id,name,status\n01920000-0000-7000-8000-000000000002,01920000-0000-7000-8000-000000000001,Zeppelinothèque fictive,active\n',
    locations: 'id,location_type,name\n01920000-0000-7000-8000-000000000003,physical,Maison des Essais\n',
    service_at_location: 'id,service_id,location_id\n01920000-0000-7000-8000-000000000004,01920000-0000-7000-8000-000000000002,01920000-0000-7000-8000-000000000003\n' };
  for (const [name, text] of Object.entries(table)) writeFileSync(join(folder, 'new', `${name}.csv`), text);
  seuil('--store', places.east, 'load', join(ROOT, 'data/wallonie'), '--quiet');
  const server = spawn(PROGRAM, ['serve', '--port', '0', '--cells', file], { stdio: ['ignore', 'pipe', 'pipe'] });
  server.stderr.resume();
  const port = await new Promise((done, fail) => {
    server.stdout.once('data', (bytes) => done(Number(String(bytes).trim().split(':').at(-1))));
    server.once('exit', (code) => fail(new Error(`the server ended with ${code}`)));
  });
  process.exitCode = await run(TESTS, { port, places });
  server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
