// SPDX-License-Identifier: EUPL-1.2
// The guide from one machine to three and to cells, followed word by word on machines made for it
// (tests/operations/machines), while visitors go on keeping plans. Needs root and systemd.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from '../counted.mjs';
import { newMachines } from './machines.mjs';
import { until } from './served.mjs';

const GUIDE = 'docs/howto/grow.md';
const NAMES = ['one', 'two', 'three', 'front', 'four'];
const FROM_DEBIAN = ['ssl-cert', 'nginx'];
const PATIENCE = 30000; // milliseconds
const WRITER = `
  i=0
  while [ ! -e /root/enough ]; do
      token=visitor-$1-$i-0123456789abcdef
      status=$(curl -s -m 20 -o /dev/null -w '%{http_code}' -H 'Host: seuil.example' --data "place=4000&need=food.meal&token=$token" \
          http://front/fr/plan/garder)
      case $status in
      303) i=$((i + 1)) && echo "$i" >/root/kept-$1 ;;
      429) sleep 1 ;;
      *) echo "$status $(date +%s.%N)" >>/root/refused-$1 ;;
      esac
      sleep 0.2
  done`;

const machines = newMachines();
const { type } = machines;
const psql = (name, query) => type(name, `runuser -u postgres -- psql -d seuil -AtXc "${query}"`).trim();

/** The chapters of the guide: their number, and their blocks. */
function chapters() {
  const text = readFileSync(join(ROOT, GUIDE), 'utf8');
  return text.split(/^## /m).map((chapter) => ({
    title: chapter.split('\n', 1)[0],
    blocks: [...chapter.matchAll(/^```bash\n# (.*)\n([^]*?)^```$/gm)].map(([, where, script]) => ({ where, script })),
  }));
}

/** Which standby has more of the log is decided by chance: the guide tells the reader to exchange their names. */
const exchanged = new Map();
const actual = (name) => exchanged.get(name) ?? name;
const actualWords = (script) => script.replaceAll(/host=(two|three)\b/g, (_, name) => `host=${actual(name)}`);

async function follow(block) {
  const power = /^the power of (\w+) is (cut|back)$/.exec(block.where);
  if (power) {
    const done = machines.call(power[2] === 'cut' ? 'off' : 'on', power[1]);
    assert.equal(done.status, 0, done.stderr);
    return;
  }
  const names = /^on (.*)$/.exec(block.where)[1].split(/, | and /);
  const said = names.map((name) => [actual(name), type(actual(name), actualWords(block.script))]);
  if (block.script.includes('pg_last_wal_receive_lsn')) {
    const position = Object.fromEntries(said.map(([name, text]) => [name, Number(text.trim().split('\n').at(-1))]));
    if (position.three > position.two) exchanged.set('two', 'three').set('three', 'two');
  }
}

async function followChapter(number) {
  const chapter = chapters().find(({ title }) => title.startsWith(`${number}.`));
  assert.ok(chapter.blocks.length > 0, chapter.title);
  for (const block of chapter.blocks) await follow(block);
}

const writers = [];

function startWriting() {
  for (const name of ['a', 'b']) {
    writers.push(machines.start('run', 'four', 'bash', '-c', WRITER, 'writer', name));
  }
}

const keptBy = (name) => Number(type('four', `cat /root/kept-${name} 2>/dev/null || echo 0`));
const kept = () => keptBy('a') + keptBy('b');

/** Somebody is heard again, and then everything that was acknowledged is there, once. */
async function goOnWriting() {
  const before = kept();
  await until(() => kept() >= before + 5, PATIENCE);
}

const TESTS = [
  ['A machine is served from a file', async () => {
    for (const block of chapters()[0].blocks) await follow(block);
    assert.match(type('one', 'curl -fsS http://127.0.0.1:8080/health'), /"status":"UP"/);
  }],
  ['1. A primary has two synchronous standbys', async () => {
    await followChapter(1);
    await until(() => psql('one', "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'quorum'") === '2', PATIENCE);
  }],
  ['2. The store moves to it whole', async () => {
    type('one', `curl -fsS -o /dev/null -H 'Host: seuil.example' --data "place=4000&need=food.meal&token=before-0123456789abcdef" http://127.0.0.1:8080/fr/plan/garder`);
    await followChapter(2);
    assert.equal(psql('one', 'SELECT count(*) FROM saved_plan'), '1');
  }],
  ['3. Three servers answer behind one name, and a visitor behind the proxy has a share of his own', async () => {
    await followChapter(3);
    const statuses = type('two', `for i in $(seq 700); do echo "url = http://front/health/live"; echo 'output = /dev/null'; done >many
      curl -s -w '%{http_code}\\n' -K many | sort | uniq -c`);
    assert.match(type('three', "curl -s -o /dev/null -w '%{http_code}' http://front/fr"), /200/, statuses);
    startWriting();
    await goOnWriting();
  }],
  ['4. The primary dies, and nothing acknowledged is lost or doubled', async () => {
    await followChapter(4);
    await goOnWriting();
    const primary = actual('two');
    await until(() => psql(primary, "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") === '2', PATIENCE);
  }],
  ['5. The primary is changed in order', async () => {
    await followChapter(5);
    await goOnWriting();
    await until(() => psql('one', "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") === '2', PATIENCE);
  }],
  ['6. A territory moves to a cell of its own', async () => {
    await followChapter(6);
    await goOnWriting();
    assert.match(type('three', '. /etc/seuil/store; runuser -u seuil -- seuil reports'), /La porte est bleue/);
    assert.match(type('one', 'runuser -u seuil -- seuil cell list --cells /etc/seuil/cells.yaml'), /namur +west/);
  }],
  ['Every plan that was acknowledged is there, once', async () => {
    type('four', 'touch /root/enough');
    await Promise.all(writers.map((writer) => new Promise((done) => { if (writer.exitCode !== null) done(); else writer.once('exit', done); })));
    const there = Number(psql('one', "SELECT count(*) FROM saved_plan WHERE territory = 'wallonie'"));
    console.log(`${kept()} plans were kept while one machine became three and two cells`);
    assert.equal(there, kept() + 1);
  }],
];

/** Each chapter stands on the one before. */
let stuck = false;
const inTurn = ([sentence, test]) => [sentence, async () => {
  if (stuck) throw new Error('a chapter before it could not be followed');
  stuck = true;
  await test();
  stuck = false;
}];

function prepare() {
  const fetched = spawnSync('apt-get', ['install', '--download-only', '--no-install-recommends', '-y', '-q', ...FROM_DEBIAN], { encoding: 'utf8' });
  if (fetched.status !== 0) return `the packages ${FROM_DEBIAN.join(' and ')} cannot be fetched`;
  const built = spawnSync('packaging/build-deb', { cwd: ROOT, encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
  const started = machines.call('start', ...NAMES);
  if (started.status === 77) return started.stderr.trim().split('\n').at(-1);
  assert.equal(started.status, 0, started.stderr);
  for (const name of ['one', 'two', 'three']) assert.equal(machines.call('put', name, built.stdout.trim()).status, 0);
  return '';
}

const reason = process.env.SEUIL_TEST_POSTGRES ? 'the guide brings its own PostgreSQL' : prepare();
if (reason) {
  console.log(`skipped: ${GUIDE}: ${reason}`);
  console.log('0 passed, 0 failed, 1 skipped');
} else {
  process.exitCode = await run(TESTS.map(inTurn), {});
}
machines.leave();
