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

/** Runs SQL on a store behind the program's back, as one text for both engines: bytes as x'00'. */
export function storeSql(store, text) {
  const server = process.env.SEUIL_TEST_POSTGRES;
  const blobs = text.replaceAll(/x'([0-9a-f]*)'/g, (_, hex) => (server ? `'\\x${hex}'::bytea` : `X'${hex}'`));
  const ended = server
    ? spawnSync('psql', ['-qXAt', '-d', store, '-c', blobs], { encoding: 'utf8' })
    : spawnSync('sqlite3', ['-cmd', '.timeout 5000', store, blobs], { encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(`${blobs}: ${ended.stderr}`);
  return ended.stdout.trim();
}
