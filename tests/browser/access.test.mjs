// SPDX-License-Identifier: EUPL-1.2
// The door of staff in a browser: without script, by keyboard, at 320 pixels, in four languages.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LANGUAGES, looking, violations } from './look.mjs';
import { picture, run, startBrowser, startServer } from './server.mjs';
import { enter, telephone } from './staff.mjs';

const HOUSE = 'province-de-liege';
const passwords = {};

/** Who signs in with a browser of their own; without script unless asked. */
async function signIn(context, login, options = {}) {
  const own = await context.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await own.newPage();
  await enter(page, context.url, login, passwords);
  return page;
}

/** Every page of staff that needs no person, as who may see it. */
async function eachPage(context, check, options = {}) {
  const seen = { anne: ['/compte', '/compte/mot-de-passe', '/compte/deux-etapes', '/admin/comptes', '/admin/clients', '/journal/verification', '/verrouille'], delphine: ['/journal'] };
  const nobody = await (await context.browser.newContext({ bypassCSP: true, ...options })).newPage();
  for (const language of LANGUAGES) {
    await nobody.goto(`${context.url}/${language}/entrer`);
    await check(nobody, `/${language}/entrer`);
  }
  await nobody.context().close();
  for (const [login, paths] of Object.entries(seen)) {
    const page = await signIn(context, login, { bypassCSP: true, ...options });
    for (const language of LANGUAGES) {
      for (const path of paths) {
        const response = await page.goto(`${context.url}/${language}${path}`);
        assert.equal(response.status(), 200, path);
        await check(page, `/${language}${path}`);
      }
    }
    await page.context().close();
  }
}

const tests = [
  ['who works here signs in, locks and unlocks the screen, and leaves, without script', async (context) => {
    const page = await signIn(context, 'nadia', { javaScriptEnabled: false });
    await page.goto(`${context.url}/fr/compte`);
    await picture(page, 'compte-1280');
    await page.click('form[action$="/verrouiller"] button');
    assert.match(page.url(), /\/fr\/verrouille$/);
    assert.equal(await page.locator('text=Nadia Exemple').count(), 1);
    await picture(page, 'verrouille-1280');
    await page.goto(`${context.url}/fr/compte`);
    assert.match(page.url(), /\/fr\/verrouille\?vers=/, 'nothing shows while it is locked');
    await page.fill('#password', passwords.nadia);
    await page.press('#password', 'Enter');
    assert.match(page.url(), /\/fr\/compte$/);
    await page.click('form[action$="/sortir"] button');
    assert.match(page.url(), /\/fr\/entrer$/);
    assert.equal((await page.context().cookies()).length, 0);
    await page.context().close();
  }],
  ['a telephone is enrolled, asked for at the next sign-in, and taken away, without script', async (context) => {
    const page = await signIn(context, 'nadia', { javaScriptEnabled: false });
    await page.goto(`${context.url}/fr/compte`);
    await page.click('a[href$="/compte/deux-etapes"]');
    const secret = await page.locator('#secret bdi').innerText();
    await picture(page, 'deux-etapes-1280');
    await page.fill('#password', passwords.nadia);
    await page.fill('#code', '000000');
    await page.click('main .main-action');
    assert.equal(await page.locator('#problem').count(), 1);
    assert.equal(await page.locator('#secret bdi').innerText(), secret, 'the telephone has it already');
    await page.fill('#password', passwords.nadia);
    await page.fill('#code', telephone(secret));
    await page.click('main .main-action');
    const [paper, second, other] = await page.locator('main li bdi').allInnerTexts();
    await picture(page, 'codes-1280');
    await page.click('form[action$="/sortir"] button');
    const again = async (code) => {
      await page.fill('#login', 'nadia');
      await page.fill('#password', passwords.nadia);
      await page.keyboard.press('Enter');
      await page.waitForSelector('#code');
      await page.fill('#code', code);
      await page.keyboard.press('Enter');
      await page.waitForSelector('#problem, form[action$="/sortir"]');
    };
    await again(telephone(secret, 1)); // later than the one that enrolled
    await page.click('form[action$="/sortir"] button');
    await again(paper);
    await page.click('form[action$="/sortir"] button');
    await again(paper);
    assert.equal(await page.locator('#problem').count(), 1, 'a recovery code serves once');
    await picture(page, 'code-1280');
    await page.fill('#code', second);
    await page.keyboard.press('Enter');
    await page.waitForSelector('form[action$="/sortir"]');
    await page.goto(`${context.url}/fr/compte/deux-etapes`);
    await page.fill('#password', passwords.nadia);
    await page.fill('#code', other);
    await page.click('main button.danger');
    assert.match(page.url(), /deux-etapes\?fait=1$/);
    await page.context().close();
  }],
  ['an administrator connects a system, turns its keys and holds it back, without script', async (context) => {
    const page = await signIn(context, 'anne', { javaScriptEnabled: false });
    const keys = () => JSON.stringify({ keys: [generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' })] });
    await page.goto(`${context.url}/fr/admin/comptes`);
    await page.fill('#team-name', 'Sorties');
    await page.fill('#team-house', HOUSE);
    await page.click('form[action$="/admin/equipes"] button');
    await page.click('a[href$="/admin/clients"]');
    await page.fill('#name', 'CHR Exemple');
    await page.fill('#login', 'chr');
    await page.fill('#keys', '{}');
    await page.click('form[action$="/admin/clients"] button');
    assert.match(await page.locator('#problem').innerText(), /clés ne vont pas/);
    assert.equal(await page.inputValue('#name'), 'CHR Exemple');
    await page.fill('#keys', keys());
    await page.click('form[action$="/admin/clients"] button');
    await page.fill('form[action$="/cles"] textarea', keys());
    await page.click('form[action$="/cles"] button');
    await page.click('form[action$="/bloquer"] button');
    assert.equal(await page.locator('dd:text-is("bloqué")').count(), 1);
    await picture(page, 'systemes-1280');
    await page.click('form[action$="/debloquer"] button');
    assert.equal(await page.locator('dd:text-is("ouvert")').count(), 1);
    await page.context().close();
  }],
  ['the cookie is read by no script and sent to no other site', async (context) => {
    const page = await signIn(context, 'nadia');
    const [cookie] = await page.context().cookies();
    assert.equal(cookie.httpOnly, true);
    assert.equal(cookie.sameSite, 'Strict');
    assert.equal(await page.evaluate(() => document.cookie), '');
    await page.context().close();
  }],
  ['a form sent after the session ended elsewhere is not lost', async (context) => {
    const page = await signIn(context, 'nadia');
    const other = await page.context().newPage();
    await other.goto(`${context.url}/fr/compte`);
    await page.goto(`${context.url}/fr/compte`);
    await other.click('form[action$="/verrouiller"] button');
    await page.selectOption('#language', 'nl');
    await page.click('form[action$="/compte/langue"] button');
    assert.match(page.url(), /\/fr\/verrouille$/);
    await page.fill('#password', passwords.nadia);
    await page.press('#password', 'Enter');
    await page.waitForURL(/\/reprendre$/);
    await page.click('form[action$="/compte/langue"] button');
    assert.match(page.url(), /\/nl\/compte\?fait=langue$/, 'what was chosen is done');
    await page.selectOption('#language', 'fr');
    await page.click('form[action$="/compte/langue"] button');
    await page.context().close();
  }],
  ['an administrator opens an account and hands its password over', async (context) => {
    const page = await signIn(context, 'anne', { javaScriptEnabled: false });
    await page.goto(`${context.url}/fr/admin/comptes`);
    await page.fill('#name', 'Marc Exemple');
    await page.fill('#login', 'marc');
    await page.fill('#house', HOUSE);
    await page.selectOption('#role', 'desk_worker');
    await page.click('form[action$="/admin/comptes"] button');
    passwords.marc = await page.locator('dd bdi').innerText();
    await picture(page, 'mot-de-passe-1280');
    const marc = await signIn(context, 'marc');
    assert.ok(await marc.locator('text=Marc Exemple').first().isVisible());
    await marc.context().close();
    await page.context().close();
  }],
  ['a refusal stays in the frame of who works here and leads back to their work', async (context) => {
    const page = await signIn(context, 'nadia', { javaScriptEnabled: false });
    for (const [path, status] of [['/rien', 404], ['/journal', 403], ['/p/00000000-0000-7000-8000-000000000001', 404]]) {
      assert.equal((await page.goto(`${context.url}/nl${path}`)).status(), status);
      assert.ok(await page.locator('.staff-nav').isVisible(), path);
      assert.equal(await page.locator('text=cookie').count(), 0, path);
      await page.click('main a');
      assert.match(page.url(), /\/nl\/accueil$/);
    }
    await page.click('form[action$="/verrouiller"] button');
    await page.goto(`${context.url}/fr/rien`);
    assert.equal(await page.locator('.staff-nav').count(), 0, 'nothing shows while it is locked');
    await page.context().close();
  }],
  ['no page of staff has a fault axe can find, in any language', looking((context) =>
    eachPage(context, async (page, path) => {
      assert.deepEqual(await violations(page), [], path);
    }))],
  ['no page of staff scrolls sideways at 320 pixels, nor with text twice as large', (context) =>
    eachPage(context, async (page, path) => {
      for (const size of ['100%', '200%']) {
        await page.addStyleTag({ content: `html{font-size:${size} !important}` });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= 321, `${path} is ${wide} pixels wide at ${size}`);
      }
    }, { viewport: { width: 320, height: 640 } })],
  ['on a telephone the menu takes a line or two and unfolds by keyboard without script, and a wide screen shows all of it', async (context) => {
    const page = await signIn(context, 'claire', { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await page.goto(`${context.url}/fr/conventions`);
    const seen = () => page.locator('.staff-nav a:visible').allTextContents();
    const { height } = await page.locator('.staff-nav').boundingBox();
    assert.ok(height <= 740 * 0.15, `${height} pixels of 740`);
    assert.deepEqual(await seen(), ['Accueil', 'Lits et places', 'Chercher une personne']);
    assert.equal(await page.locator('.more .here').count(), 1, 'the page is behind the fold');
    await page.locator('.more summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.ok((await seen()).length > 12, 'all of it');
    assert.equal(await page.evaluate(() => document.activeElement.parentElement.className), 'rest');
    assert.equal(await page.locator('.staff-nav a[aria-current]').textContent(), 'Conventions');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 360);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${context.url}/fr/conventions`);
    assert.ok((await seen()).length > 12, 'a wide screen');
    assert.ok(!(await page.locator('.more summary').isVisible()));
    await page.context().close();
    const looked = await signIn(context, 'claire', { viewport: { width: 360, height: 740 } });
    await looked.click('.more summary');
    assert.deepEqual(await violations(looked), []);
    await looked.context().close();
  }],
  ['everything on a page of staff is reached by keyboard, the way past the head first', async (context) => {
    const page = await signIn(context, 'nadia');
    await page.goto(`${context.url}/fr/compte`);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    const reached = new Set();
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      reached.add(await page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim()));
    }
    for (const wanted of ['find', 'Verrouiller', 'Sortir', 'language', 'present', 'wanted']) {
      assert.ok(reached.has(wanted), `${wanted} is not reached`);
    }
    await page.context().close();
  }],
  ['the styles of staff keep their budget of 14 KB with those of the public pages', async (context) => {
    const page = await signIn(context, 'nadia');
    const styles = await page.evaluate(async () => Promise.all([...document.querySelectorAll('link[rel=stylesheet]')]
      .map(async (link) => (await fetch(link.href)).text())).then((all) => all.join('')));
    assert.ok(gzipSync(styles).length <= 14 * 1024, `${gzipSync(styles).length}`);
    await page.context().close();
  }],
];

const server = await startServer((seuil, folder) => {
  const add = (login, name, role) => {
    passwords[login] = seuil(['account', 'add', login, name, '--house', HOUSE, '--role', role, '--quiet']);
  };
  add('anne', 'Anne Exemple', 'administrator');
  seuil(['sign-in', 'anne', '--quiet'], `${passwords.anne}\n`);
  add('nadia', 'Nadia Exemple', 'desk_worker');
  add('claire', 'Claire Exemple', 'head_of_service');
  add('delphine', 'Delphine Exemple', 'data_protection_officer');
  seuil(['keys', 'make', join(folder, 'keys')]);
  return ['--keys', join(folder, 'keys')];
});
const browser = await startBrowser();
let code = 1;
try {
  code = await run(tests, { url: server.url, browser });
} finally {
  await browser.close();
  await server.stop();
}
process.exit(code);
