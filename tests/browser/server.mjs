// SPDX-License-Identifier: EUPL-1.2
// What every journey needs: a served directory, a browser, and counted sentences.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { PROGRAM, ROOT } from '../counted.mjs';
import { storePlace } from '../store-place.mjs';

export { ROOT, run } from '../counted.mjs';

// The engine of Debian's chromium without the browser's own windows: half the work a page.
const BROWSER = '/usr/bin/chromium-headless-shell';

/**
 * Loads the real directory into a store of its own and serves it on a free port. `before` gets a
 * function that runs a command on the store and gives what it printed, and the folder: it makes
 * accounts, and may answer options of `serve`.
 */
export async function startServer(before = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), 'seuil-journey-'));
  const store = storePlace(folder, 'a.db');
  const loaded = spawnSync(PROGRAM, ['--store', store, 'load', join(ROOT, 'data/wallonie')]);
  if (loaded.status !== 0) throw new Error(`load failed: ${loaded.stderr}`);
  const env = { ...process.env, SEUIL_SESSION: join(folder, 'session') };
  const seuil = (words, input = '') => {
    const ran = spawnSync(PROGRAM, ['--store', store, ...words], { env, input });
    if (ran.status !== 0) throw new Error(`seuil ${words.join(' ')}: ${ran.stderr}`);
    return String(ran.stdout).trim();
  };
  const options = await before(seuil, folder);
  // A command beside a server of PostgreSQL opens what is sealed itself.
  const keys = Array.isArray(options) ? options.indexOf('--keys') : -1;
  if (keys >= 0) env.SEUIL_KEYS = options[keys + 1];
  const server = spawn(PROGRAM, ['--store', store, 'serve', '--port', '0',
    ...(Array.isArray(options) ? options : [])],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  const url = await new Promise((done, fail) => {
    server.stdout.once('data', (bytes) => done(String(bytes).trim()));
    server.once('exit', (code) => fail(new Error(`the server ended with ${code}`)));
    server.stderr.resume();
  });
  return {
    url,
    store,
    seuil,
    async stop() {
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      const code = await ended;
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

function launch() {
  return chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--disable-gpu', '--disable-sync',
    '--disable-background-networking', '--disable-component-update'] });
}

/** A browser that is started again, and says so, when it died between two sentences: the one in
 * which it died still fails. */
export async function startBrowser() {
  let browser = await launch();
  const living = async () => {
    if (!browser.isConnected()) {
      console.log('the browser had died and was started again');
      browser = await launch();
    }
    return browser;
  };
  return {
    newPage: async (options) => (await living()).newPage(options),
    newContext: async (options) => (await living()).newContext(options),
    close: () => browser.close(),
  };
}

/** A picture for people to look at; the folder is not kept in git. */
export async function picture(page, name) {
  const folder = join(ROOT, 'screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
