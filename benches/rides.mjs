// SPDX-License-Identifier: EUPL-1.2
// A dispatcher's day through the program and its store: 60 requests asked for, then one command reads
// them, plans, checks and writes; then the page with the lanes and the routes. On a file and on the
// PostgreSQL that SEUIL_TEST_POSTGRES names (ROUNDS: 5):
//     node benches/rides.mjs
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { PROGRAM, ROOT } from '../tests/counted.mjs';
import { storePlace } from '../tests/store-place.mjs';

const TRIPS = 60;
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const DAY = new Date(Date.now() + 5 * 86400e3).toLocaleDateString('sv', { timeZone: 'Europe/Brussels' });

/** Numbers that are the same each time. */
function lot(seed) {
  let state = seed;
  return (least, most) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return least + (state / 2147483648) * (most - least);
  };
}

const clock = (minute) => new Date(minute * 60e3).toISOString().slice(11, 16);

/** A house with twelve drivers and sixty requests that are agreed; gives the secret of its head. */
function fill(seuil, folder) {
  const first = seuil(['account', 'add', 'chief', 'Chef Exemple', '--house', 'cass', '--role', 'administrator', '--quiet']);
  seuil(['sign-in', 'chief', '--quiet'], first);
  const head = seuil(['account', 'add', 'head', 'Tete Exemple', '--house', 'cass', '--role', 'head_of_service', '--quiet']);
  seuil(['sign-in', 'head', '--quiet'], head);
  seuil(['account', 'own-password'], `${head}\nune porte ouverte`);
  const line = seuil(['ride', 'line', 'Transports']);
  for (let i = 0; i < 12; i += 1) {
    const driver = seuil(['driver', 'add', `Conducteur ${i + 1}`, ['4000', '4020', '4030', '4100', '4040'][i % 5],
      ...(i > 9 ? ['--status', 'salaried', '--seats', '6', '--wheelchairs', '2'] : ['--seats', '3'])]);
    seuil(['driver', 'shift', driver, DAY, '07:00', '19:00']);
  }
  const draw = lot(7);
  const place = () => `${draw(50.6, 50.68).toFixed(4)},${draw(5.5, 5.66).toFixed(4)}`;
  for (let i = 0; i < TRIPS / 2; i += 1) {
    const there = Math.floor(draw(500, 780));
    seuil(['ride', 'request', line, DAY, '--arrive', clock(there), '--back', clock(Math.floor(there + draw(60, 200))),
      '--from', place(), '--to', place(), '--label', `Passager ${i + 1}`, ...(i % 6 === 5 ? ['--wheelchair'] : [])]);
  }
  return readFileSync(join(folder, 'session'), 'utf8').trim();
}

async function page(store, folder, secret) {
  const child = spawn(PROGRAM, ['--store', store, 'serve', '--port', '0', '--keys', join(folder, 'keys')], { stdio: ['ignore', 'pipe', 'ignore'] });
  const url = await new Promise((done, fail) => {
    child.stdout.once('data', (bytes) => done(String(bytes).trim()));
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}`)));
  });
  const times = [];
  let text = '';
  for (let i = 0; i < ROUNDS; i += 1) {
    const from = performance.now();
    text = await (await fetch(`${url}/fr/transports?jour=${DAY}`, { headers: { Cookie: `seuil=${secret}` } })).text();
    times.push(performance.now() - from);
  }
  child.kill('SIGTERM');
  await new Promise((done) => child.once('exit', done));
  return { text, milliseconds: Math.min(...times) };
}

async function measure(name) {
  const folder = mkdtempSync(join(tmpdir(), 'seuil-bench-'));
  const store = storePlace(folder, 'a.db');
  const env = { ...process.env, SEUIL_SESSION: join(folder, 'session'), SEUIL_KEYS: join(folder, 'keys') };
  spawnSync(PROGRAM, ['keys', 'make', env.SEUIL_KEYS]);
  const seuil = (words, input = '') => {
    const ran = spawnSync(PROGRAM, ['--store', store, ...words], { env, input });
    if (ran.status !== 0) throw new Error(`seuil ${words.join(' ')}: ${ran.stderr}`);
    return String(ran.stdout).trim();
  };
  try {
    seuil(['load', join(ROOT, 'data/wallonie')]);
    const secret = fill(seuil, folder);
    const times = [];
    let plan = {};
    for (let i = 0; i < ROUNDS; i += 1) {
      const timed = spawnSync('bash', ['-c', 'TIMEFORMAT="%R %U %S"; time "$@"', 'time',
        PROGRAM, '--store', store, 'ride', 'arrange', DAY, '--json'], { env });
      if (timed.status !== 0) throw new Error(`ride arrange: ${timed.stderr}`);
      const [real, user, system] = String(timed.stderr).trim().split('\n').at(-1).split(' ').map(Number);
      plan = JSON.parse(String(timed.stdout));
      times.push({ real, processor: user + system });
    }
    const least = (name) => Math.min(...times.map((one) => one[name])).toFixed(2);
    const planned = plan.choices.filter((one) => one.driver).length;
    const shown = await page(store, folder, secret);
    const routes = shown.text.match(/class="route/g)?.length ?? 0;
    console.log(`${name}: ${plan.choices.length} requests of the store planned, checked and written by one command in `
      + `${least('real')} s, ${least('processor')} s of processor (best of ${ROUNDS}); ${planned} on ${plan.tours.length} tours`);
    console.log(`${name}: the page of the day with ${routes} routes, ${Math.round(shown.text.length / 1024)} KB, in ${shown.milliseconds.toFixed(0)} ms`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const server = process.env.SEUIL_TEST_POSTGRES;
delete process.env.SEUIL_TEST_POSTGRES;
await measure('a file of SQLite');
if (server) {
  process.env.SEUIL_TEST_POSTGRES = server;
  await measure('PostgreSQL');
}
