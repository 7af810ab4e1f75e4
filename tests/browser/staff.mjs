// SPDX-License-Identifier: EUPL-1.2
// People who work here, for the journeys of staff: accounts made from the command line.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Makes a first administrator, a team of the house, and an account a role; gives passwords by
 * login, and the options that serve their store with keys. `seuil` runs a command. */
export function makeStaff(seuil, folder, house, roles) {
  const add = (login, role) => seuil(['account', 'add', login, `${login} Exemple`, '--house', house,
    '--role', role, '--quiet']);
  const passwords = { chief: add('chief', 'administrator') };
  seuil(['sign-in', 'chief', '--quiet'], passwords.chief);
  const team = seuil(['team', 'add', house, 'Accueil']);
  for (const [login, role] of Object.entries(roles)) {
    passwords[login] = add(login, role);
    seuil(['team', 'join', login, team]);
  }
  seuil(['keys', 'make', join(folder, 'keys')]);
  return { passwords, options: ['--keys', join(folder, 'keys')] };
}

export async function signIn(page, url, login, password) {
  await page.goto(`${url}/fr/entrer`);
  await page.fill('#login', login);
  await page.fill('#password', password);
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => !address.pathname.endsWith('/entrer'));
}

/** What axe finds wrong, in words. That a screen nobody touches locks itself is meant: WCAG 2.2.1
 * lets a limit of time stand that is essential. */
export async function violations(page) {
  await page.evaluate(AXE);
  const result = await page.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'meta-refresh': { enabled: false } } }));
  return result.violations.map((one) => `${one.id}: ${one.nodes[0].target} ${one.nodes[0].failureSummary}`);
}
