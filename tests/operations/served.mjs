// SPDX-License-Identifier: EUPL-1.2
// A real process that serves: what it says is kept, and it is stopped as an operator would.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM, ROOT } from '../counted.mjs';
import { storePlace } from '../store-place.mjs';

/** A folder with the real directory loaded into a store of its own. */
export function newPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'seuil-operations-'));
  const store = storePlace(folder, 'a.db');
  const place = {
    folder,
    store,
    seuil: (...words) => spawnSync(PROGRAM, ['--store', store, ...words], { cwd: folder, encoding: 'utf8' }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  const loaded = place.seuil('load', join(ROOT, 'data/wallonie'));
  if (loaded.status !== 0) throw new Error(`load failed: ${loaded.stderr}`);
  return place;
}

/** Serves a place on a free port. `start` may replace how the process is started. */
export async function serve(place, words = [], start = spawn) {
  const server = start(place.program ?? PROGRAM, ['--store', place.store, 'serve', '--port', '0', ...words],
    { cwd: place.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  server.stderr.on('data', (piece) => said.push(piece));
  const ended = new Promise((done) => server.once('close', (code, signal) => done(code ?? signal)));
  const url = await new Promise((done, fail) => {
    server.stdout.once('data', (bytes) => done(String(bytes).trim()));
    server.once('exit', (code) => fail(new Error(`the server ended with ${code}: ${Buffer.concat(said)}`)));
  });
  return {
    url,
    port: Number(new URL(url).port),
    ended,
    said: () => Buffer.concat(said).toString(),
    kill: (signal) => server.kill(signal),
    async stop() {
      server.kill('SIGTERM');
      return ended;
    },
  };
}

/** Milliseconds until the condition holds. */
export async function until(condition, milliseconds = 5000) {
  const from = Date.now();
  while (Date.now() - from < milliseconds) {
    if (await condition()) return Date.now() - from;
    await new Promise((wake) => setTimeout(wake, 20));
  }
  throw new Error(`not within ${milliseconds} ms`);
}
