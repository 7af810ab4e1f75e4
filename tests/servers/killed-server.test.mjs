// SPDX-License-Identifier: EUPL-1.2
// Servers of one PostgreSQL are killed with -9 while people send forms; whoever gets no answer
// sends the same form to another server. Needs SEUIL_TEST_POSTGRES.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { run } from '../counted.mjs';
import { newPlace, serve } from '../operations/served.mjs';

const KILLS = 6;
const SENDERS = 8;
const FORMS_BETWEEN_KILLS = 40;

/** Whether the form was acknowledged; a server that dies answers nothing. */
async function send(server, sender, text) {
  const headers = { 'X-Forwarded-For': `198.51.100.${sender}`, 'Content-Type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ text, token: text.replaceAll(' ', '-') }).toString();
  try {
    const answer = await fetch(`${server.url}/fr/signaler`, { method: 'POST', headers, body, redirect: 'manual' });
    await answer.arrayBuffer();
    assert.ok([303, 429, 503].includes(answer.status), `a form was answered ${answer.status}`);
    return answer.status === 303;
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    return false;
  }
}

/** Numbers forms from 0, each sent until it is acknowledged, every fifth once more after that. */
async function sendForms(sender, work) {
  for (let number = 0; !work.over; number++) {
    const text = `${work.name} expéditeur ${sender} formulaire ${number}`;
    let turn = sender + number;
    while (!await send(work.servers[turn % 2], sender, text)) {
      turn++;
      work.unanswered++;
      await new Promise((wake) => setTimeout(wake, 20));
    }
    const now = performance.now();
    work.longestGap = Math.max(work.longestGap, now - work.lastKept);
    work.lastKept = now;
    work.kept.push(text);
    if (number % 5 === 0) await send(work.servers[(turn + 1) % 2], sender, text);
  }
}

async function keptOrFailed(work, count, senders) {
  const wanted = work.kept.length + count;
  while (work.kept.length < wanted) {
    await Promise.race([...senders, new Promise((wake) => setTimeout(wake, 20))]);
  }
}

/** How often each text is in the store. */
function found(store) {
  const asked = spawnSync('psql', ['-qAtX', '-d', store, '-c', 'SELECT text FROM error_report'],
    { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(asked.status, 0, asked.stderr);
  const counts = new Map();
  for (const text of asked.stdout.split('\n').filter(Boolean)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

const TESTS = [
  ['A server killed under load loses no form that was acknowledged, and another takes over', async ({ place, servers }) => {
    const work = { name: 'essai', servers, kept: [], unanswered: 0, over: false, longestGap: 0, lastKept: performance.now() };
    const senders = Array.from({ length: SENDERS }, (_, sender) => sendForms(sender, work));
    for (let kill = 0; kill < KILLS; kill++) {
      await keptOrFailed(work, FORMS_BETWEEN_KILLS, senders);
      const victim = servers[kill % 2];
      victim.kill('SIGKILL');
      assert.equal(await victim.ended, 'SIGKILL');
      await keptOrFailed(work, FORMS_BETWEEN_KILLS, senders);
      servers[kill % 2] = await serve(place);
    }
    work.over = true;
    await Promise.all(senders);
    const counts = found(place.store);
    const lost = work.kept.filter((text) => !counts.has(text));
    const twice = [...counts].filter(([, count]) => count > 1);
    console.log(`servers killed with -9: ${KILLS} times, ${work.kept.length} forms acknowledged, ${lost.length} lost, `
      + `${twice.length} twice, ${work.unanswered} sent again, longest gap ${Math.round(work.longestGap)} ms`);
    assert.deepEqual(lost, []);
    assert.deepEqual(twice, []);
    assert.equal(counts.size, work.kept.length);
  }],
];

if (!process.env.SEUIL_TEST_POSTGRES) {
  console.log('skipped: several servers need a PostgreSQL (SEUIL_TEST_POSTGRES)');
  console.log('0 passed, 0 failed, 1 skipped');
} else {
  const place = newPlace();
  const servers = [await serve(place), await serve(place)];
  process.exitCode = await run(TESTS, { place, servers });
  for (const server of servers) server.kill('SIGKILL');
  place.remove();
}
