// SPDX-License-Identifier: EUPL-1.2
// What is asked on a real terminal, made by script(1): nothing typed is shown, and the terminal is
// as it was afterwards.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { telephone } from '../browser/staff.mjs';
import { PROGRAM, run } from '../counted.mjs';
import { newPlace, serve } from './served.mjs';

/** A command on a terminal of its own: each [prompt, answer] in turn; what the screen showed. */
async function typed(place, command, dialogue) {
  const terminal = spawn('script', ['-qec', command, '/dev/null'], { cwd: place.folder, env: place.env });
  let screen = '';
  let heard = () => {};
  const ended = new Promise((done) => terminal.on('close', (code) => { heard(); done(code); }));
  let over = false;
  ended.then(() => { over = true; });
  terminal.stdout.on('data', (piece) => { screen += piece; heard(); });
  let from = 0;
  for (const [prompt, answer] of dialogue) {
    while (!screen.slice(from).match(prompt)) {
      if (over) throw new Error(`the terminal ended before ${prompt}: ${screen}`);
      await new Promise((wake) => { heard = wake; });
    }
    const rest = screen.slice(from);
    from += rest.match(prompt).index + rest.match(prompt)[0].length;
    terminal.stdin.write(typeof answer === 'function' ? answer(screen) : answer);
  }
  const exit = await ended;
  terminal.stdin.end();
  return { screen, exit };
}

const seuil = (words) => `'${PROGRAM}' ${words}`;

const TESTS = [
  ['a password is asked again and chosen anew without a letter of it on the screen', async ({ place, password }) => {
    const first = await typed(place, seuil('sign-in anne'), [[/Password: /, `${password}\n`]]);
    assert.equal(first.exit, 0, first.screen);
    assert.match(first.screen, /Anne Exemple/);
    assert.ok(!first.screen.includes(password));
    const changed = await typed(place, seuil('account own-password'),
      [[/Present password: /, `${password}\n`], [/New password: /, 'une porte ouverte\n']]);
    assert.equal(changed.exit, 0, changed.screen);
    assert.ok(!changed.screen.includes(password) && !changed.screen.includes('une porte'));
  }],
  ['a telephone is enrolled at the terminal, and its code is asked at the next sign-in', async ({ place }) => {
    let secret = '';
    let code = '';
    const enrolled = await typed(place, seuil('account own-second-factor'), [[/Password: /, 'une porte ouverte\n'],
      [/Code: /, (screen) => {
        [, secret] = screen.match(/Secret: ([A-Z2-7 ]+)/);
        code = telephone(secret);
        return `${code}\n`;
      }]]);
    assert.equal(enrolled.exit, 0, enrolled.screen);
    assert.equal(enrolled.screen.match(/^[0-9A-Z]{4}-[0-9A-Z]{4}\r?$/gm)?.length, 10, enrolled.screen);
    assert.ok(!enrolled.screen.includes(code) && !enrolled.screen.includes('une porte'));
    const entered = await typed(place, seuil('sign-in anne'),
      [[/Password: /, 'une porte ouverte\n'], [/Code: /, () => `${telephone(secret, 1)}\n`]]);
    assert.equal(entered.exit, 0, entered.screen);
  }],
  ['beside a server the secret of a telephone goes through it and comes back', async ({ place }) => {
    const papers = (screen) => screen.match(/[0-9A-Z]{4}-[0-9A-Z]{4}(?=\r?\n)/g);
    const server = await serve(place, ['--keys', join(place.folder, 'keys')]);
    try {
      const left = await typed(place, seuil(`account add marc 'Marc Exemple' --house cass --role desk_worker`), []);
      const password = left.screen.match(/^[0-9A-Z]{4}(-[0-9A-Z]{4})+/m)[0];
      await typed(place, seuil('sign-in marc'), [[/Password: /, `${password}\n`]]);
      const enrolled = await typed(place, seuil('account own-second-factor'), [[/Password: /, `${password}\n`],
        [/Code: /, (screen) => `${telephone(screen.match(/Secret: ([A-Z2-7 ]+)/)[1])}\n`]]);
      assert.equal(papers(enrolled.screen)?.length, 10, enrolled.screen);
      const entered = await typed(place, seuil('sign-in marc'),
        [[/Password: /, `${password}\n`], [/Code: /, `${papers(enrolled.screen)[0]}\n`]]);
      assert.equal(entered.exit, 0, entered.screen);
    } finally {
      await server.stop();
    }
  }],
  ['who stops at a prompt finds the terminal as it was', async ({ place }) => {
    const stopped = await typed(place, `trap : INT; ${seuil('sign-in anne')}; stty -a`, [[/Password: /, '\x03']]);
    assert.match(stopped.screen, / echo /, stopped.screen);
    assert.doesNotMatch(stopped.screen, /-echo /);
  }],
];

const place = newPlace();
place.env = { ...process.env, SHELL: '/bin/sh', TERM: 'dumb', SEUIL_STORE: place.store,
  SEUIL_SESSION: join(place.folder, 'session'), SEUIL_KEYS: join(place.folder, 'keys') };
const quietly = (...words) => spawnSync(PROGRAM, words, { cwd: place.folder, env: place.env, encoding: 'utf8' });
quietly('keys', 'make', 'keys');
const password = quietly('account', 'add', 'anne', 'Anne Exemple', '--house', 'cass', '--role', 'administrator',
  '--quiet').stdout.trim();
let code = 1;
try {
  code = await run(TESTS, { place, password });
} finally {
  place.remove();
}
process.exit(code);
