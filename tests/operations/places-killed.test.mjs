// SPDX-License-Identifier: EUPL-1.2
// A thousand people ask for a hundred beds over HTTP at once, and the server is killed with -9 in
// the middle and started again: a hundred beds are given, each once.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM, run } from '../counted.mjs';
import { storeSql } from '../store-place.mjs';
import { newPlace, serve } from './served.mjs';

const BEDS = 100;
const CLAIMS = 1000;
const NIGHT = '2040-12-24';
const KILLS_AFTER = [20, 60]; // beds that were acknowledged

/** Asks until somebody answers: 'given', 'full', or another status as it is. */
async function claim(work, number) {
  const headers = { Authorization: `Bearer ${work.session}`, 'Content-Type': 'application/json',
    'X-Forwarded-For': `198.51.${number >> 8}.${number & 255}` };
  const body = JSON.stringify({ bookings: [{ unit: work.unit, slot: NIGHT, label: `N ${number}` }] });
  for (;;) {
    try {
      const answer = await fetch(`${work.server.url}/api/v1/bookings`, { method: 'POST', headers, body });
      const told = await answer.json();
      if (answer.status === 200) {
        work.given.push(told.items[0].id);
        return 'given';
      }
      if (answer.status === 409) return 'full';
      if (answer.status !== 503 && answer.status !== 429) return `${answer.status} ${JSON.stringify(told)}`;
      work.busy++;
    } catch {
      work.unanswered++;
    }
    await new Promise((wake) => setTimeout(wake, 30));
  }
}

/** Signs in the head of a house that has the beds; gives the session and the unit. */
function house(place) {
  const env = { ...process.env, SEUIL_SESSION: join(place.folder, 'session') };
  const seuil = (words, input = '') => {
    const ran = spawnSync(PROGRAM, ['--store', place.store, ...words], { env, input, encoding: 'utf8' });
    assert.equal(ran.status, 0, `${words.join(' ')}: ${ran.stderr}`);
    return ran.stdout.trim();
  };
  const account = (login, role) => seuil(['account', 'add', login, `${login} Exemple`, '--house', 'cass',
    '--role', role, '--quiet']);
  seuil(['sign-in', 'anne', '--quiet'], account('anne', 'administrator'));
  const given = account('helene', 'head_of_service');
  seuil(['sign-in', 'helene', '--quiet'], given);
  seuil(['account', 'own-password'], `${given}\nune porte ouverte`);
  const unit = JSON.parse(seuil(['unit', 'add', 'bed', 'Cent lits', '--capacity', String(BEDS), '--json'])).id;
  return { unit, session: readFileSync(env.SEUIL_SESSION, 'utf8').trim() };
}

const TESTS = [
  ['a hundred beds asked for by a thousand are given a hundred times, each once, whenever the server dies', async ({ place }) => {
    const work = { ...house(place), given: [], unanswered: 0, busy: 0, server: await serve(place) };
    const claims = Array.from({ length: CLAIMS }, (_, number) => claim(work, number));
    const all = Promise.all(claims);
    for (const after of KILLS_AFTER) {
      while (work.given.length < after) await Promise.race([all, new Promise((wake) => setTimeout(wake, 1))]);
      work.server.kill('SIGKILL');
      await work.server.ended;
      work.server = await serve(place);
    }
    const told = await all;
    const counts = {};
    for (const word of told) counts[word] = (counts[word] ?? 0) + 1;
    const kept = storeSql(place.store, 'SELECT booking.place FROM booking, unit_place WHERE booking.unit = unit_place.unit '
      + 'AND booking.slot = unit_place.slot AND booking.place = unit_place.place AND booking.id = unit_place.booking '
      + 'AND booking.cancelled = 0 ORDER BY booking.place').split('\n').map(Number);
    const all_rows = Number(storeSql(place.store, 'SELECT COUNT(*) FROM booking'));
    console.log(`${CLAIMS} claims on ${BEDS} beds, the server killed ${KILLS_AFTER.length} times: `
      + `${kept.length} given (${work.given.length} acknowledged, ${kept.length - work.given.length} given and not heard), `
      + `${counts.full} refused, ${work.unanswered} asked again`);
    assert.deepEqual(Object.keys(counts).sort(), ['full', 'given'], JSON.stringify(counts));
    assert.deepEqual(kept, Array.from({ length: BEDS }, (_, i) => i + 1));
    assert.equal(all_rows, BEDS);
    assert.equal(new Set(work.given).size, work.given.length);
    const lost = work.given.filter((id) => storeSql(place.store,
      `SELECT COUNT(*) FROM booking WHERE id = x'${id.replaceAll('-', '')}'`) !== '1');
    assert.deepEqual(lost, [], 'what was acknowledged is kept');
    await work.server.stop();
  }],
];

const place = newPlace();
process.exitCode = await run(TESTS, { place });
place.remove();
