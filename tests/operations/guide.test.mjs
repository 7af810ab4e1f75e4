// SPDX-License-Identifier: EUPL-1.2
// The guides for operators, followed word by word: every block marked bash is run, in order, in one
// shell a guide.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { PROGRAM, ROOT, run } from '../counted.mjs';
import { newPlace } from './served.mjs';

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** The blocks of a guide as one script; a pause where the reader would wait for the server. */
function scriptOf(guide, port) {
  const text = readFileSync(join(ROOT, guide), 'utf8');
  const blocks = [...text.matchAll(/^( *)```bash\n(.*?)^ *```$/gms)].map(([, , block]) => block.replace(/^ +/gm, ''));
  assert.ok(blocks.length > 0, guide);
  return blocks.join('\n').replaceAll('8080', String(port))
    .replace(/^server=\$!$/gm, `server=$!\nuntil curl -fsS http://127.0.0.1:${port}/health/live >/dev/null 2>&1; do sleep 0.1; done`);
}

const guides = [['docs/howto/operate.md', '"status":"UP"'], ['docs/howto/upgrade.md', '"status":"UP"'],
  ['docs/howto/connect-a-hospital.md', '"status":"cancelled"']];
const tests = guides.map(([guide, last]) => [`${guide} can be followed word by word`, async ({ place }) => {
  const script = scriptOf(guide, await freePort());
  const done = spawnSync('bash', ['-euo', 'pipefail', '-c', script], { cwd: place.folder, encoding: 'utf8', timeout: 120000,
    env: { ...process.env, SEUIL_STORE: place.store, PATH: `${dirname(PROGRAM)}:${process.env.PATH}` } });
  assert.equal(done.status, 0, `${done.stdout}\n${done.stderr}`);
  assert.ok(done.stdout.includes(last), done.stdout);
}]);

const place = newPlace();
symlinkSync(join(ROOT, 'data'), join(place.folder, 'data'));
mkdirSync(join(place.folder, 'dumps'));
process.exitCode = await run(tests, { place });
place.remove();
