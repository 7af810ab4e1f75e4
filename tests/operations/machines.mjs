// SPDX-License-Identifier: EUPL-1.2
// The machines of tests/operations/machines in a folder of their own, which go with the process.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../counted.mjs';

const SCRIPT = 'tests/operations/machines';

/** `words` are those of the script after its folder. */
export function newMachines() {
  const folder = mkdtempSync(join(tmpdir(), 'seuil-machines-'));
  const call = (...words) => spawnSync(SCRIPT, [folder, ...words], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 });
  const leave = () => {
    call('stop');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('SIGTERM', () => {
    leave();
    process.exit(1);
  });
  return {
    call,
    leave,
    /** Goes on beside the test. */
    start: (...words) => spawn(SCRIPT, [folder, ...words], { cwd: ROOT, stdio: 'ignore' }),
    /** Runs a script on a machine and gives what it printed. */
    type(name, script) {
      const done = call('run', name, 'bash', '--norc', '-euxo', 'pipefail', '-c', script);
      if (done.status !== 0) throw new Error(`on ${name}, exit ${done.status}: ${done.stderr.trim().split('\n').slice(-5).join('\n')}`);
      return done.stdout;
    },
  };
}
