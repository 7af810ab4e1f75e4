// SPDX-License-Identifier: EUPL-1.2
// People who work here, for the journeys of staff: accounts made from the command line.
import { createHmac } from 'node:crypto';
import { join } from 'node:path';

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

/** The code a telephone shows for a secret (RFC 6238), made by other means than the program's. */
export function telephone(secret, steps = 0) {
  const bits = [...secret.replaceAll(' ', '')].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
  const digest = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2))))
    .update(counter).digest();
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
  return String(number % 1000000).padStart(6, '0');
}

const papers = {}; // the recovery codes of each account

async function enrol(page, login, password) {
  const secret = await page.locator('#secret bdi').innerText();
  await page.fill('#password', password);
  await page.fill('#code', telephone(secret));
  await page.click('main .main-action');
  await page.waitForSelector('main li bdi');
  papers[login] = await page.locator('main li bdi').allInnerTexts();
  await page.click('main a.main-action');
  await page.waitForURL((address) => !address.pathname.endsWith('/deux-etapes'));
}

/** Signs in as people do: at the first time with a password of one's own in the place of the one
 * that was given, which `passwords` then holds, and with a telephone where the role asks for it. */
export async function enter(page, url, login, passwords) {
  const inside = 'form[action$="/sortir"]';
  await page.goto(`${url}/fr/entrer`);
  await page.fill('#login', login);
  await page.fill('#password', passwords[login]);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`#code, ${inside}`);
  if (page.url().endsWith('/entrer')) {
    await page.fill('#code', papers[login].pop());
    await page.keyboard.press('Enter');
    await page.waitForSelector(inside);
  }
  if (page.url().endsWith('/compte/mot-de-passe')) {
    await page.fill('#present', passwords[login]);
    passwords[login] += ' de chez moi';
    await page.fill('#wanted', passwords[login]);
    await page.keyboard.press('Enter');
    await page.waitForURL((address) => !address.pathname.endsWith('/mot-de-passe'));
  }
  if (page.url().endsWith('/compte/deux-etapes')) await enrol(page, login, passwords[login]);
}

const own = {}; // the passwords of those who chose one

/** The same for who keeps only the password that was given at first. */
export async function signIn(page, url, login, password) {
  own[login] ??= password;
  await enter(page, url, login, own);
}
