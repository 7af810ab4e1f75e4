// SPDX-License-Identifier: EUPL-1.2
// The certificate of a server of the tests: its own authority, for localhost.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Makes key and certificate in the folder, and gives their paths. */
export function makeCertificate(folder) {
  const [key, certificate] = ['localhost.key', 'localhost.pem'].map((name) => join(folder, name));
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
    '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key,
    '-out', certificate], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`no certificate: ${made.stderr}`);
  return { key, certificate };
}
