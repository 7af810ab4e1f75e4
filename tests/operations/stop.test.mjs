// SPDX-License-Identifier: EUPL-1.2
// How a server starts and stops under a service manager: nothing in hand is lost, nothing
// acknowledged either, and whoever cannot wait need not.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { run } from '../counted.mjs';
import { newPlace, serve, until } from './served.mjs';

const BODY = JSON.stringify({ needs: [{ need: 'food.meal' }], place: { postalCode: '4000' } });

/** A request of which half is sent; `rest` sends the other half. */
function beginRequest(server) {
  const half = Math.floor(BODY.length / 2);
  const heard = [];
  const socket = connect(server.port, '127.0.0.1');
  socket.write(`POST /api/v1/match HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n`);
  socket.write(BODY.slice(0, half));
  socket.on('data', (piece) => heard.push(piece));
  const closed = new Promise((done) => socket.on('close', done).on('error', done));
  return { rest: () => socket.write(BODY.slice(half)), answer: async () => { await closed; return Buffer.concat(heard).toString(); } };
}

async function isRefused(server) {
  return new Promise((done) => {
    const socket = connect(server.port, '127.0.0.1', () => { socket.destroy(); done(false); });
    socket.on('error', () => done(true));
  });
}

const pause = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds));

/** Reports until the server is gone; how many were acknowledged. */
async function reportUntilRefused(server) {
  let acknowledged = 0;
  for (;;) {
    try {
      const response = await fetch(`${server.url}/fr/signaler`, { method: 'POST', redirect: 'manual',
        body: new URLSearchParams({ text: `Le numéro a changé ${Math.random()}` }) });
      if (response.status !== 303) return acknowledged;
      acknowledged++;
    } catch {
      return acknowledged;
    }
  }
}

// A service manager in few words: it holds a listening socket and starts two servers on it, one
// after the other. Perl is on every Debian, and hands over sockets as they are.
const HOLD_SOCKET = `
  BEGIN { $^F = 255 }
  my $s;
  socket($s, AF_INET, SOCK_STREAM, 0) && bind($s, sockaddr_in(0, INADDR_LOOPBACK)) && listen($s, 16) or die $!;
  dup2(fileno $s, 3);
  for (1, 2) {
    my $child = fork;
    if (!$child) { $ENV{LISTEN_PID} = $$; $ENV{LISTEN_FDS} = 1; exec @ARGV }
    print STDERR "child $child\\n";
    waitpid $child, 0;
    print STDERR "ended $?\\n";
  }`;

/** A service manager's end of NOTIFY_SOCKET. */
async function listenForWords(path) {
  const words = [];
  const listener = spawn('perl', ['-MSocket', '-e', `
    socket(S, AF_UNIX, SOCK_DGRAM, 0) && bind(S, sockaddr_un($ARGV[0])) or die $!;
    $| = 1; print "listening\\n"; while (defined recv(S, $word, 100, 0)) { print "$word\\n" }`, path],
  { stdio: ['ignore', 'pipe', 'inherit'] });
  listener.stdout.on('data', (piece) => words.push(...String(piece).trim().split('\n')));
  await until(() => words.includes('listening'));
  return { words, stop: () => listener.kill() };
}

const TESTS = [
  ['A stop answers the request in hand, lets nobody else in, and ends well', async ({ place }) => {
    const server = await serve(place);
    const request = beginRequest(server);
    await pause(100);
    server.kill('SIGTERM');
    await until(() => isRefused(server));
    request.rest();
    assert.match(await request.answer(), /^HTTP\/1\.1 200 .*"doors"/s);
    assert.equal(await server.ended, 0);
  }],
  ['A stop keeps every write it acknowledged', async ({ place }) => {
    const server = await serve(place);
    const before = countReports(place);
    const writers = Array.from({ length: 8 }, () => reportUntilRefused(server));
    await pause(500);
    server.kill('SIGTERM');
    const acknowledged = (await Promise.all(writers)).reduce((sum, count) => sum + count, 0);
    assert.equal(await server.ended, 0);
    assert.ok(acknowledged > 8, `${acknowledged} acknowledged`);
    assert.equal(place.seuil('check').status, 0);
    assert.equal(countReports(place) - before, acknowledged);
  }],
  ['A request that never comes whole is waited for no longer than the deadline', async ({ place }) => {
    const server = await serve(place, ['--stop-seconds', '1']);
    beginRequest(server);
    await pause(100);
    const from = Date.now();
    server.kill('SIGTERM');
    assert.equal(await server.ended, 0);
    assert.ok(Date.now() - from >= 900, `${Date.now() - from} ms`);
    assert.match(server.said(), /requests_cut/);
  }],
  ['A second signal ends it at once', async ({ place }) => {
    const server = await serve(place);
    beginRequest(server);
    await pause(100);
    server.kill('SIGTERM');
    await pause(100);
    server.kill('SIGTERM');
    assert.equal(await server.ended, 143);
    assert.equal(place.seuil('check').status, 0);
  }],
  ['An idle visitor does not hold a stop up', async ({ place }) => {
    const server = await serve(place, ['--stop-seconds', '60']);
    const idle = connect(server.port, '127.0.0.1');
    idle.on('error', () => {});
    await pause(100);
    const from = Date.now();
    assert.equal(await server.stop(), 0);
    assert.ok(Date.now() - from < 60_000, 'it waited until the deadline');
    idle.destroy();
  }],
  ['A socket handed over outlives the server: who asks between two servers is answered', async ({ place }) => {
    const manager = await serve(place, [], (program, words, options) => spawn('perl',
      ['-MSocket', '-MPOSIX', '-e', HOLD_SOCKET, program, ...words], options));
    const children = () => [...manager.said().matchAll(/^child (\d+)$/gm)].map(([, pid]) => Number(pid));
    assert.equal((await fetch(`${manager.url}/health`)).status, 200);
    process.kill(children()[0], 'SIGTERM');
    await until(() => children().length === 2);
    assert.equal((await fetch(`${manager.url}/health`)).status, 200);
    process.kill(children()[1], 'SIGTERM');
    assert.equal(await manager.ended, 0);
    assert.equal(manager.said().match(/^ended 0$/gm).length, 2);
  }],
  ['A service manager hears when it is ready, alive and stopping', async ({ place }) => {
    const path = join(place.folder, 'notify');
    const manager = await listenForWords(path);
    cleanups.push(manager.stop);
    const server = await serve(place, [], (program, words, options) => spawn(program, words,
      { ...options, env: { ...process.env, NOTIFY_SOCKET: path } }));
    await until(() => manager.words.includes('READY=1') && manager.words.includes('WATCHDOG=1'));
    assert.equal(await server.stop(), 0);
    await until(() => manager.words.includes('STOPPING=1'));
    assert.ok(manager.words.indexOf('READY=1') < manager.words.indexOf('STOPPING=1'));
  }],
];

function countReports(place) {
  const { status, stdout, stderr } = place.seuil('reports', '--json');
  assert.equal(status, 0, stderr);
  return stdout.split('\n').length - 1;
}

const cleanups = [];
const place = newPlace();
process.exitCode = await run(TESTS, { place });
cleanups.forEach((clean) => clean());
place.remove();
