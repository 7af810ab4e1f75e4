// SPDX-License-Identifier: EUPL-1.2
// A script, and letters that turn the line around, in every field of every form of staff: each is
// shown as the text it is. The pages' own rule against inline scripts is set aside, so that it is
// the escaping alone that is tried.
import assert from 'node:assert/strict';
import { run, startBrowser, startServer } from './server.mjs';
import { makeStaff, signIn } from './staff.mjs';

const HOUSE = 'province-de-liege';
const ROLES = { nadia: 'desk_worker', lea: 'social_worker', odile: 'data_protection_officer' };
const SCRIPT = '"\'><img src=x onerror=alert(1)><script>alert(2)</script>';
const TURNED = '\u202Egnp.x\u2066\u200F';
const LEAVES = /\/(sortir|verrouiller|reprendre|mot-de-passe|fermer|sessions|langue)$/;
const PUBLIC = ['/', '/chercher', '/signaler', '/besoins'];

/** Every page somebody of staff may open; what is not theirs answers 403, which is a page too. */
function pagesFor(person) {
  return ['/accueil/journee', '/accueil', '/personnes', '/personnes/nouveau', `/p/${person}?montrer=1`,
    `/p/${person}/menage`, `/p/${person}/doubles`, `/p/${person}/accords`, `/p/${person}/fil`,
    `/p/${person}/urgence`, `/orientations/ouvrir/${person}`, '/orientations', '/compte', '/admin/comptes',
    '/journal', '/avis'];
}

/** Fills each form of the page but those of its frame and sends it, one after the other; gives the
 * answers. */
function sendAll(page, words) {
  return page.evaluate(async ([text, leaves]) => {
    const answers = [];
    for (const form of document.querySelectorAll('main form')) {
      if (new RegExp(leaves).test(form.getAttribute('action') ?? '')) continue;
      for (const field of form.elements) {
        if (field.tagName === 'TEXTAREA' || (field.tagName === 'INPUT'
          && ['text', 'search', 'tel', 'email', 'url', 'password'].includes(field.type))) field.value = text;
        if (field.tagName === 'SELECT') field.selectedIndex = field.options.length - 1;
      }
      const button = form.querySelector('button[name]');
      const fields = new URLSearchParams(new FormData(form));
      if (button) fields.append(button.name, button.value);
      const reads = form.method === 'get';
      const answer = await fetch(reads ? `${form.action}?${fields}` : form.action,
        reads ? {} : { method: 'POST', body: fields });
      answers.push({ action: form.getAttribute('action'), status: answer.status, body: await answer.text() });
    }
    return answers;
  }, [words, LEAVES.source]);
}

/** What a browser makes of a page: no picture of ours among its elements, nothing turned around. */
async function look(page, context, where) {
  const found = await page.evaluate(() => ({
    pictures: document.querySelectorAll('img[src=x], script:not([src])').length,
    text: document.body.innerText,
    title: document.title,
  }));
  assert.equal(found.pictures, 0, `${where}: the words became elements`);
  assert.ok(!/[\u202A-\u202E\u2066-\u2069]/u.test(found.text.replaceAll('\u2068', '').replaceAll('\u2069', '')),
    `${where}: a letter turns the line around`);
  assert.ok(!found.title.includes('onerror'), `${where}: the title holds what was typed`);
  context.shown += found.text.includes('onerror=alert(1)') ? 1 : 0;
}

async function staffPage(context, login) {
  const own = await context.browser.newContext({ bypassCSP: true, javaScriptEnabled: true });
  const page = await own.newPage();
  page.on('dialog', (dialog) => { context.executed += 1; dialog.dismiss(); });
  await signIn(page, context.url, login, context.passwords[login]);
  return page;
}

const tests = [
  ['a person may bear a script for a name', async (context) => {
    const page = await staffPage(context, 'lea');
    await page.goto(`${context.url}/fr/personnes/nouveau`);
    await page.fill('#given', `Camille ${SCRIPT}`);
    await page.fill('#family', `Exemple ${TURNED}`);
    await page.click('main button.main-action');
    await page.waitForURL(/\/p\/[0-9a-f-]{36}/);
    [context.person] = new URL(page.url()).pathname.match(/[0-9a-f-]{36}/);
    await look(page, context, 'the new person');
    await page.context().close();
  }],
  ['no word of any form runs in the answer to it, whoever sends it', async (context) => {
    for (const login of Object.keys(context.passwords)) {
      const page = await staffPage(context, login);
      for (const path of pagesFor(context.person)) {
        const opened = await page.goto(`${context.url}/fr${path}`);
        if (opened.status() !== 200) continue;
        for (const answer of await sendAll(page, `${SCRIPT} ${TURNED}`)) {
          await page.setContent(answer.body, { waitUntil: 'domcontentloaded' });
          await look(page, context, `${login}: ${answer.action} (${answer.status})`);
          context.sent += 1;
        }
      }
      await page.context().close();
    }
    assert.ok(context.sent > 50, `${context.sent} forms were sent`);
  }],
  ['no word of any form runs on any page afterwards, whoever looks', async (context) => {
    for (const login of Object.keys(context.passwords)) {
      const page = await staffPage(context, login);
      for (const path of [...pagesFor(context.person), ...PUBLIC]) {
        await page.goto(`${context.url}/fr${path}`);
        await look(page, context, `${login}: ${path}`);
      }
      await page.context().close();
    }
    assert.ok(context.shown >= 3, `the words were met ${context.shown} times`);
    assert.equal(context.executed, 0);
  }],
];

let passwords = {};
const server = await startServer((seuil, folder) => {
  const made = makeStaff(seuil, folder, HOUSE, ROLES);
  passwords = made.passwords;
  return made.options;
});
const browser = await startBrowser();
let code = 1;
try {
  code = await run(tests, { url: server.url, browser, passwords, sent: 0, shown: 0, executed: 0 });
} finally {
  await browser.close();
  await server.stop();
}
process.exit(code);
