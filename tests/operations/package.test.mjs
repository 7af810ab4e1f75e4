// SPDX-License-Identifier: EUPL-1.2
// The Debian package: built from this tree, the same twice, and what is in it runs where it is
// unpacked. Its service asks for no right it does not need.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, run } from '../counted.mjs';
import { serve } from './served.mjs';

const MOST_EXPOSED = 1.5; // of 10, as systemd-analyze counts

function must(program, ...words) {
  const done = spawnSync(program, words, { cwd: ROOT, encoding: 'utf8' });
  assert.equal(done.status, 0, `${program} ${words.join(' ')}: ${done.stderr ?? done.error}`);
  return done.stdout;
}

const digest = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

const TESTS = [
  ['The same tree gives the same package', async ({ file }) => {
    const first = digest(file);
    must('packaging/build-deb');
    assert.equal(digest(file), first);
  }],
  ['It holds the program, its manual, its completions, its units and a directory to load', async ({ unpacked }) => {
    for (const path of ['usr/bin/seuil', 'usr/share/man/man1/seuil.1.gz', 'usr/share/bash-completion/completions/seuil',
      'usr/share/zsh/vendor-completions/_seuil', 'usr/share/fish/vendor_completions.d/seuil.fish',
      'usr/lib/systemd/system/seuil.service', 'usr/lib/systemd/system/seuil.socket', 'etc/default/seuil',
      'usr/share/seuil/data/wallonie/documents.yaml', 'usr/share/doc/seuil/copyright']) {
      assert.ok(existsSync(join(unpacked, path)), path);
    }
  }],
  ['It names the packages of its libraries, and its scripts are sound', async ({ file, unpacked }) => {
    const depends = must('dpkg-deb', '-f', file, 'Depends');
    for (const name of ['libsqlite3-0', 'libpq5', 'libmicrohttpd12', 'adduser']) assert.ok(depends.includes(name), name);
    must('dpkg-deb', '-e', file, join(unpacked, 'DEBIAN'));
    for (const script of ['postinst', 'prerm', 'postrm']) must('sh', '-n', join(unpacked, 'DEBIAN', script));
  }],
  ['What is unpacked loads, serves and stops', async ({ unpacked }) => {
    const program = join(unpacked, 'usr/bin/seuil');
    const store = join(unpacked, 'a.db');
    must(program, '--store', store, 'load', join(unpacked, 'usr/share/seuil/data/wallonie'));
    const server = await serve({ store, folder: unpacked, program });
    assert.equal((await (await fetch(`${server.url}/health`)).json()).status, 'UP');
    assert.equal(await server.stop(), 0);
  }],
];

/** Where systemd is not installed, nothing can tell. */
if (existsSync('/usr/bin/systemd-analyze')) {
  TESTS.push(['The service is closed to what it does not need', async () => {
    const said = must('systemd-analyze', 'security', '--offline=true', '--no-pager', 'packaging/systemd/seuil.service');
    const exposed = Number(/Overall exposure level for seuil.service: ([\d.]+)/.exec(said)[1]);
    assert.ok(exposed <= MOST_EXPOSED, `${exposed}`);
  }]);
} else {
  console.log('skipped: the hardening of the service, for systemd-analyze is not installed');
}

if (process.env.SEUIL_TEST_POSTGRES) {
  console.log('skipped: the package is the same for stores on a server');
  console.log('0 passed, 0 failed, 1 skipped');
} else {
  const file = must('packaging/build-deb').trim();
  const unpacked = mkdtempSync(join(tmpdir(), 'seuil-package-'));
  must('dpkg-deb', '-x', file, unpacked);
  process.exitCode = await run(TESTS, { file, unpacked });
  rmSync(unpacked, { recursive: true, force: true });
}
