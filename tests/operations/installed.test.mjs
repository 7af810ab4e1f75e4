// SPDX-License-Identifier: EUPL-1.2
// The package on a machine with systemd: it is installed, serves, is replaced while visitors ask,
// comes back when it dies, and leaves the store when it goes. Needs root and systemd.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { ROOT, run } from '../counted.mjs';
import { newMachines } from './machines.mjs';

const machines = newMachines();
const type = (script) => machines.type('one', script).trim();

/** Visitors who ask while something happens; gives how many were refused, and how many answered. */
async function visitedWhile(script) {
  type('rm -f /run/enough');
  const visitor = machines.start('run', 'one', 'bash', '--norc', '-c', `
    while [ ! -e /run/enough ]; do
        curl -s -m 20 -o /dev/null -w '%{http_code}\\n' http://127.0.0.1:8080/fr >>/run/answers
        sleep 0.05
    done`);
  const ended = new Promise((done) => visitor.once('exit', done));
  try {
    type(`until [ -s /run/answers ]; do sleep 0.1; done; ${script}; sleep 1`);
  } finally {
    type('touch /run/enough');
    await ended;
  }
  const answers = type('cat /run/answers; rm /run/answers').split('\n');
  return { answered: answers.filter((one) => one === '200').length, refused: answers.filter((one) => one !== '200') };
}

const process_of = () => Number(type('systemctl show -p MainPID --value seuil.service'));

const TESTS = [
  ['It installs, and starts nothing by itself', async () => {
    type('apt-get install -y ./seuil_*.deb');
    assert.equal(type('systemctl is-active seuil.service || true'), 'inactive');
    assert.equal(type("stat -c '%U %a' /var/lib/seuil"), 'seuil 700');
  }],
  ['It serves under systemd, with the rights its unit leaves it', async () => {
    type(`runuser -u seuil -- env SEUIL_STORE=/var/lib/seuil/seuil.db seuil load /usr/share/seuil/data/wallonie
      systemctl enable --now seuil.socket seuil.service`);
    assert.match(type('curl -fsS http://127.0.0.1:8080/health'), /"status":"UP"/);
    assert.match(type('curl -fsS http://127.0.0.1:8080/metrics'), /^# EOF$/m);
    assert.equal(type("ps -o user= -C seuil"), 'seuil');
  }],
  ['Its journal holds a line of JSON for each request, and nothing of what was asked', async () => {
    type("curl -fsS -o /dev/null --data 'place=4000&need=food.meal&said=ma+soeur+Zenobie' http://127.0.0.1:8080/fr/plan; sleep 1");
    const lines = type('journalctl -u seuil.service -o cat').split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    assert.ok(lines.some((line) => line.event === 'request' && line.method === 'POST' && line.id));
    assert.doesNotMatch(JSON.stringify(lines), /zenobie/i);
  }],
  ['A newer package takes its place, and no visitor is refused', async () => {
    type(`dpkg-deb -R seuil_*.deb newer
      sed -i 's/^Version: .*/&.1/' newer/DEBIAN/control
      dpkg-deb -b newer newer.deb`);
    const before = process_of();
    const { answered, refused } = await visitedWhile('apt-get install -y -o APT::Get::Upgrade=true ./newer.deb');
    assert.deepEqual(refused, []);
    assert.ok(answered > 0);
    assert.notEqual(process_of(), before);
  }],
  ['Killed, it is started again, and who asks meanwhile waits', async () => {
    const before = process_of();
    const { refused } = await visitedWhile(`kill -9 ${before}; sleep 3`);
    assert.ok(refused.length <= 1, `${refused}: the one it was answering`);
    assert.notEqual(process_of(), before);
  }],
  ['Doctor finds nothing that must be mended', async () => {
    const found = JSON.parse(type('runuser -u seuil -- seuil --store /var/lib/seuil/seuil.db doctor --json'));
    assert.ok(found.findings.length > 5);
    assert.deepEqual(found.findings.filter(({ state }) => state === 'missing'), []);
    const said = (subject) => found.findings.find((finding) => finding.subject === subject);
    assert.match(said('port').said, /serves this store/);
    assert.equal(said('programs').repair, undefined);
  }],
  ['Purged, it is gone, and the store is not', async () => {
    type('apt-get purge -y seuil');
    assert.equal(type('systemctl is-active seuil.service || true'), 'inactive');
    assert.equal(type('test -e /var/lib/seuil/seuil.db && command -v seuil || echo gone'), 'gone');
    type('test -s /var/lib/seuil/seuil.db');
  }],
];

function prepare() {
  const started = machines.call('start', 'one');
  if (started.status === 77) return started.stderr.trim().split('\n').at(-1);
  assert.equal(started.status, 0, started.stderr);
  const built = spawnSync('packaging/build-deb', { cwd: ROOT, encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
  assert.equal(machines.call('put', 'one', built.stdout.trim()).status, 0);
  return '';
}

const reason = process.env.SEUIL_TEST_POSTGRES ? 'the package is the same for stores on a server' : prepare();
if (reason) {
  console.log(`skipped: the installed package: ${reason}`);
  console.log('0 passed, 0 failed, 1 skipped');
} else {
  process.exitCode = await run(TESTS, {});
}
machines.leave();
