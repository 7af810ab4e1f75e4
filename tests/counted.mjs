// SPDX-License-Identifier: EUPL-1.2
// Where the project and its program are, and sentences that are counted.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const PROGRAM = resolve(ROOT, process.env.SEUIL_BIN ?? 'build-test/seuil');

/** Thrown by a test that has a reason not to run here. */
export class Skipped extends Error {}

/** Runs each [sentence, function] in turn and prints the counts as its last line. */
export async function run(tests, context) {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for (const [sentence, test] of tests) {
    try {
      await test(context);
      passed++;
    } catch (error) {
      if (error instanceof Skipped) {
        skipped++;
        console.log(`skipped: ${sentence}: ${error.message}`);
        continue;
      }
      failed++;
      console.log(`FAILED ${sentence}\n  ${String(error.stack ?? error).split('\n').slice(0, 6).join('\n  ')}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0 ? 0 : 1;
}
