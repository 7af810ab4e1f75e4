// SPDX-License-Identifier: EUPL-1.2
// What real processes do, on a file and on the PostgreSQL that SEUIL_TEST_POSTGRES names:
//     node benches/servers.mjs [copy] [catch-up] [import]
// the rate of a copy, how soon one server finds what another process wrote, and how long pages
// wait while a large import runs. ROWS (1000000), WRITES (20) and IMPORTS (2) make it smaller.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROGRAM, ROOT } from '../tests/counted.mjs';
import { readOpenMetrics, total } from '../tests/operations/open-metrics.mjs';
import { storePlace } from '../tests/store-place.mjs';
import { RECORDS_A_DOOR, writeDirectory, writeDoor } from './directory.mjs';

const ROWS = Number(process.env.ROWS ?? 1_000_000);
const WRITES = Number(process.env.WRITES ?? 20);
const IMPORTS = Number(process.env.IMPORTS ?? 2);
const folder = mkdtempSync(join(tmpdir(), 'seuil-bench-'));
const children = new Set();

/* ------------------------------------------------------------------------------ processes */

/** A number of /proc/PID/status, in MiB; 0 once the process has ended. */
function memory(pid, name) {
  try {
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Runs a command to its end: what it printed, how long it took, the most memory it had. */
async function seuil(store, ...words) {
  const from = performance.now();
  const child = spawn(PROGRAM, ['--store', store, '--quiet', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  let peak = 0;
  const look = setInterval(() => { peak = Math.max(peak, memory(child.pid, 'VmHWM')); }, 10);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => said.push(piece));
  const code = await new Promise((done) => child.once('close', done));
  clearInterval(look);
  const text = Buffer.concat(said).toString();
  if (code !== 0) throw new Error(`seuil ${words.join(' ')} ended with ${code}: ${text}`);
  return { text, seconds: (performance.now() - from) / 1000, peak };
}

async function serve(store) {
  const child = spawn(PROGRAM, ['--store', store, 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  children.add(child);
  const ended = new Promise((done) => child.once('exit', done));
  const url = await new Promise((done, fail) => {
    child.stdout.once('data', (bytes) => done(String(bytes).trim()));
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}`)));
  });
  const stop = async () => { child.kill('SIGTERM'); await ended; children.delete(child); };
  return { url, pid: child.pid, stop };
}

/* ------------------------------------------------------------------------------- numbers */

function share(sorted, part) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

function waits(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return `p50 ${share(sorted, 0.5).toFixed(1)}  p99 ${share(sorted, 0.99).toFixed(1)}  worst ${share(sorted, 1).toFixed(1)} ms`;
}

function say(...words) {
  console.log(words.join('  '));
}

function head(title) {
  console.log(`== ${title} (load of the machine ${loadavg()[0].toFixed(1)})`);
}

/* ---------------------------------------------------------------------------------- copy */

async function copy(from, to, doing) {
  const { text, seconds, peak } = await seuil(from, 'store', 'copy', from, to, '--json');
  const { rows } = JSON.parse(text);
  say(doing, `${rows} rows`, `${seconds.toFixed(1)} s`, `${Math.round(rows / seconds)} rows/s`, `peak ${peak.toFixed(0)} MiB`);
}

/** There and back, each with the verification of every row. */
async function measureCopies() {
  head('seuil store copy, both places verified');
  for (const rows of [ROWS / 100, ROWS / 10, ROWS]) {
    const file = join(folder, `copy-${rows}.db`);
    const there = storePlace(folder, `copy-${rows}`);
    writeDirectory(join(folder, 'package'), Math.round(rows / RECORDS_A_DOOR));
    const { seconds, peak } = await seuil(file, 'import', 'csv', join(folder, 'package'));
    say('import into SQLite     ', `${rows} rows`, `${seconds.toFixed(1)} s`, `${Math.round(rows / seconds)} rows/s`,
      `peak ${peak.toFixed(0)} MiB`);
    await copy(file, there, 'SQLite to PostgreSQL   ');
    await copy(there, join(folder, `back-${rows}.db`), 'PostgreSQL to SQLite   ');
  }
}

/* ------------------------------------------------------------------------------ catch-up */

async function finds(server, name) {
  const answer = await fetch(`${server.url}/api/v1/services?q=${encodeURIComponent(name)}`);
  return (await answer.text()).includes(`"${name}"`);
}

/** Milliseconds from the end of the command, whose write is durable by then, to the answer. */
async function catchUp(store, servers, number) {
  const name = `Zeppelin ${Array.from(String(number * 7919 + 100000), (digit) => 'bcdfghjklm'[digit] + 'a').join('')}`;
  writeDoor(join(folder, 'door'), number, name);
  await seuil(store, 'import', 'csv', join(folder, 'door'), '--source', 'catch-up');
  const from = performance.now();
  return Promise.all(servers.map(async (server) => {
    while (!await finds(server, name)) await sleep(5);
    return performance.now() - from;
  }));
}

async function buildTimes(server) {
  const families = readOpenMetrics(await (await fetch(`${server.url}/metrics`)).text());
  const count = total(families, 'seuil_index_build_duration_seconds_count');
  return `${count} builds of ${(1000 * total(families, 'seuil_index_build_duration_seconds_sum') / count).toFixed(0)} ms`;
}

async function measureCatchUp() {
  head('from an acknowledged import to its being found by two servers on one PostgreSQL');
  for (const [what, doors] of [['the real directory', 0], ['10,000 doors', 10_000]]) {
    const store = storePlace(folder, `follow-${doors}`);
    writeDirectory(join(folder, 'package'), doors);
    await seuil(store, ...doors === 0 ? ['load', join(ROOT, 'data/wallonie')] : ['import', 'csv', join(folder, 'package')]);
    const servers = await Promise.all([serve(store), serve(store)]);
    const times = [];
    for (let i = 0; i < WRITES; i++) times.push(...await catchUp(store, servers, i));
    say(what.padEnd(20), `${WRITES} writes`, waits(times), ...await Promise.all(servers.map(buildTimes)));
    await Promise.all(servers.map(({ stop }) => stop()));
  }
}

/* -------------------------------------------------------------------------------- import */

/** Asks for one page again and again until it is told to stop; gives the waits. */
function watch(server, page) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const times = [];
  let stopping = false;
  const ask = () => new Promise((done, fail) => {
    const from = performance.now();
    http.get(server.url + page, { agent }, (answer) => {
      if (answer.statusCode !== 200) fail(new Error(`${page} answered ${answer.statusCode}`));
      answer.resume().once('end', () => { times.push(performance.now() - from); done(); });
    }).once('error', fail);
  });
  const ended = (async () => {
    for (; !stopping; await sleep(10)) await ask();
    agent.destroy();
  })();
  return async () => { stopping = true; await ended; return times; };
}

const PAGES = ['/health', '/fr', '/fr/chercher?q=repas'];

async function readMetrics(server) {
  return readOpenMetrics(await (await fetch(`${server.url}/metrics`)).text());
}

/** How many answers of /health the server itself gave within 5 ms, between two readings. */
function within(before, after) {
  const rise = (name, labels) => total(after, name, { route: '/health', ...labels }) - total(before, name, { route: '/health', ...labels });
  const of = 'seuil_http_request_duration_seconds';
  return `${rise(`${of}_bucket`, { le: '0.005' })} of ${rise(`${of}_count`, {})} within 5 ms in the server`;
}

/** The waits of each page while the work goes on, beside those of the client's own loop. */
async function during(server, what, work) {
  const loop = monitorEventLoopDelay({ resolution: 5 });
  const before = await readMetrics(server);
  const watches = PAGES.map((page) => watch(server, page));
  loop.enable();
  await work();
  loop.disable();
  const times = await Promise.all(watches.map((stop) => stop()));
  PAGES.forEach((page, i) => say(what, page.padEnd(22), `${times[i].length} requests`, waits(times[i])));
  say(what, within(before, await readMetrics(server)), `the client late by itself: p99 ${(loop.percentile(99) / 1e6).toFixed(1)} ms`);
}

async function builds(server) {
  return total(await readMetrics(server), 'seuil_index_build_duration_seconds_count');
}

/** One import and the index that follows it; the memory of the server once it is done. */
async function importAgain(server, store, number) {
  const before = await builds(server);
  const { seconds } = await seuil(store, 'import', 'csv', join(folder, 'package'));
  const written = performance.now();
  const during = memory(server.pid, 'VmRSS');
  while (await builds(server) === before) await sleep(50);
  await sleep(500);
  say(`import ${number}`.padEnd(22), `${seconds.toFixed(1)} s`, `${Math.round(ROWS / seconds)} rows/s`,
    `index after ${((performance.now() - written - 500) / 1000).toFixed(1)} s`, `server at its end ${during.toFixed(0)} MiB`,
    `with the new index ${memory(server.pid, 'VmRSS').toFixed(0)} MiB`, `peak ${memory(server.pid, 'VmHWM').toFixed(0)} MiB`);
}

async function measureImport() {
  for (const [engine, store] of [['SQLite, through the server', join(folder, 'import.db')],
    ['PostgreSQL, beside it', storePlace(folder, 'import')]]) {
    head(`waits while ${ROWS} rows are imported: ${engine}`);
    await seuil(store, 'load', join(ROOT, 'data/wallonie'));
    const server = await serve(store);
    await during(server, 'before  ', () => sleep(3000));
    say('the real directory    ', `server ${memory(server.pid, 'VmRSS').toFixed(0)} MiB`);
    for (let i = 1; i <= IMPORTS; i++) {
      writeDirectory(join(folder, 'package'), Math.round(ROWS / RECORDS_A_DOOR), i);
      await during(server, `import ${i}`, () => importAgain(server, store, i));
    }
    await during(server, 'after   ', () => sleep(3000));
    await server.stop();
  }
}

/* ---------------------------------------------------------------------------------- main */

const MEASURES = { copy: measureCopies, 'catch-up': measureCatchUp, import: measureImport };

try {
  for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(MEASURES)) await MEASURES[name]();
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
