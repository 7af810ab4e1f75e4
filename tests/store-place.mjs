// SPDX-License-Identifier: EUPL-1.2
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * A store of its own: a file in the folder, or, where SEUIL_TEST_POSTGRES names a server, a
 * schema of it.
 */
export function storePlace(folder, name) {
  const server = process.env.SEUIL_TEST_POSTGRES;
  if (!server) return join(folder, name);
  const schema = `${folder.slice(-6)}_${name}`;
  const made = spawnSync('psql', ['-qX', '-d', server, '-c', `CREATE SCHEMA "${schema}"`]);
  if (made.status !== 0) throw new Error(`no schema for the store: ${made.stderr}`);
  return `${server}&options=-csearch_path%3D%22${schema}%22`;
}
