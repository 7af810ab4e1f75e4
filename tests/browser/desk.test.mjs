// SPDX-License-Identifier: EUPL-1.2
// The desk through a day: opened, people received by keyboard alone and without script, two
// desks at once, counters, closed with a note for who comes next.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LANGUAGES, violations } from './look.mjs';
import { picture, ROOT, run, startBrowser, startServer } from './server.mjs';
import { enter, makeStaff } from './staff.mjs';

const DESK = '/fr/accueil?guichet=1';
const WIDE = { width: 1280, height: 900 };

/** A page of somebody who signed in; the same browser window for the same options. */
async function worker(context, login, options = {}) {
  const window = await context.browser.newContext({ viewport: WIDE, ...options });
  const page = await window.newPage();
  await enter(page, context.url, login, context.passwords);
  return page;
}

async function arrive(page, url, { label = '', wish = '', priority = '', language = '' } = {}) {
  await page.goto(url + DESK);
  if (!(await page.locator('.arrive').evaluate((details) => details.open))) await page.click('.arrive summary');
  await page.fill('#label', label);
  await page.selectOption('#wish', wish);
  if (priority) await page.selectOption('#priority', priority);
  if (language) await page.selectOption('#spoken', language);
  await page.click('.arrive button:not([name])');
}

const rows = (page) => page.locator('.queue li').evaluateAll((items) => items.map((item) =>
  item.querySelector('.ticket').textContent.trim()));

const tests = [
  ['a desk that is closed says so, and is opened by one button', async (context) => {
    const page = await worker(context, 'nadia');
    assert.match(page.url(), /\/fr\/accueil$/, 'the desk is the first page of who works there');
    await page.click('main a.main-action');
    await page.click('form[action$="/accueil/ouvrir"] button');
    assert.match(page.url(), /\/fr\/accueil\?guichet=1$/);
    assert.match(await page.textContent('#queue-title'), /^0 personne/);
    await page.context().close();
  }],

  ['an arrival becomes a printed plan by keyboard alone', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(context.url + DESK);
    let presses = 0;
    const press = async (...keys) => {
      for (const key of keys) {
        presses += 1;
        await page.keyboard.press(key);
      }
    };
    const from = Date.now();
    await press('a');
    for (const letter of 'Camille E.') await press(letter);
    await press('Enter');
    await page.waitForSelector('#asked');
    assert.match(await page.textContent('#person-title'), /Camille E\./);
    await press('1', '2', '6', 'p');
    await page.waitForSelector('.doors li');
    await press('Control+Enter');
    await page.waitForSelector('#print:focus');
    assert.match(await page.textContent('.code strong'), /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await press('Enter');
    await page.waitForSelector('.paper-doors li');
    assert.ok(await page.locator('svg.qr').isVisible(), 'the paper bears the code to scan');
    assert.ok(presses < 60, `${presses} keys`);
    console.log(`an arrival to a printed plan: ${presses} keys, ${((Date.now() - from) / 1000).toFixed(1)} s`
      + ' for a machine that never hesitates');
    await page.context().close();
  }],

  ['all of it works without script', async (context) => {
    const page = await worker(context, 'nadia', { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await page.goto(context.url + DESK);
    if (!(await page.locator('#label').isVisible())) await page.click('.arrive summary');
    await page.fill('#label', 'Robin E.');
    await page.click('.arrive button[name=recevoir]');
    await page.check('input[value="food.meal"]', { force: true });
    await page.fill('#words', 'une douche');
    await page.click('#asked .full');
    assert.match(page.url(), /&s=[A-Za-z0-9_-]+/, 'what was said is sealed in the address');
    assert.ok((await page.locator('.doors li').count()) >= 2, 'a meal and a shower');
    await page.click('.finish button');
    assert.ok(await page.locator('#print').isVisible());
    await page.context().close();
  }],

  ['who is pressed is called first, and is told apart by words', async (context) => {
    const page = await worker(context, 'nadia');
    await arrive(page, context.url, { label: 'Alex E.', wish: 'mail' });
    await arrive(page, context.url, { label: 'Sam E.', wish: 'food', priority: 'child', language: 'ar' });
    const [first] = await rows(page);
    assert.match(await page.textContent('.queue li:first-child .who'), /Sam E\..*petit enfant/s);
    await page.click('#call-next');
    assert.equal(await page.textContent('.person-head .arch'), first);
    assert.match(await page.textContent('.person-head'), /arabe/);
    assert.ok(await page.isChecked('input[value="food.meal"]'), 'what they asked for is ticked');
    await page.click('button[value="pause"]');
    assert.equal((await rows(page))[0], first, 'who steps back keeps the place');
    await page.context().close();
  }],

  ['two desks that take one ticket: the second is told who has it', async (context) => {
    const one = await worker(context, 'nadia');
    const two = await worker(context, 'marc');
    await one.goto(`${context.url}/fr/accueil?guichet=1`);
    await two.goto(`${context.url}/fr/accueil?guichet=2`);
    const call = 'button.ticket >> nth=0';
    await two.click(call);
    await one.click(call);
    assert.match(await one.textContent('[role=status]'), /A \d+ : déjà au guichet 2/);
    assert.equal(await one.locator('#asked').count(), 0);
    await two.click('button[value="pause"]');
    await one.context().close();
    await two.context().close();
  }],

  ['what is given at once is counted in one tap', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(context.url + DESK);
    const meal = page.locator('button[value="meal"]');
    const before = Number(await meal.locator('strong').textContent());
    await meal.click();
    assert.equal(Number(await meal.locator('strong').textContent()), before + 1);
    await page.context().close();
  }],

  ['the queue comes anew without a reload, and not while somebody is busy in it', async (context) => {
    const page = await worker(context, 'nadia');
    const other = await worker(context, 'marc');
    await page.clock.install();
    await page.goto(context.url + DESK);
    const before = (await rows(page)).length;
    await arrive(other, context.url, { label: 'Lou E.' });
    await page.clock.runFor(21000);
    await page.waitForFunction((count) => document.querySelectorAll('.queue li').length > count, before);
    await page.click('.queue details summary >> nth=0');
    await arrive(other, context.url, { label: 'Jo E.' });
    await page.clock.runFor(21000);
    assert.equal((await rows(page)).length, before + 1);
    await page.context().close();
    await other.context().close();
  }],

  ['single keys can be turned off, and never act while somebody writes', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(context.url + DESK);
    await page.click('#call-next');
    await page.focus('#words');
    await page.keyboard.press('1');
    assert.equal(await page.inputValue('#words'), '1');
    assert.equal(await page.isChecked('input[data-key="1"]'), false);
    await page.uncheck('#shortcuts');
    await page.focus('#person-title ~ *, .person-head a').catch(() => {});
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('1');
    assert.equal(await page.isChecked('input[data-key="1"]'), false);
    await page.check('#shortcuts');
    await page.click('button[value="pause"]');
    await page.context().close();
  }],

  ['a person is found before the desk and linked to the ticket', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(context.url + DESK);
    await page.click('#call-next');
    await page.click('.person-head a.button');
    await page.fill('#who', 'Nobody Exemple');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.empty');
    assert.doesNotMatch(page.url(), /Nobody/, 'a name never stands in an address');
    assert.deepEqual(await violations(page), []);
    await page.click('main > p a');
    await page.click('button[value="pause"]');
    await page.context().close();
  }],

  ['axe finds nothing wrong on any page, in any language, wide and narrow', async (context) => {
    const page = await worker(context, 'anne');
    for (const language of LANGUAGES) {
      for (const path of ['/accueil', '/accueil/journee', '/accueil/compteurs']) {
        await page.goto(`${context.url}/${language}${path}`);
        assert.deepEqual(await violations(page), [], `/${language}${path}`);
      }
    }
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(context.url + DESK);
    await page.click('#call-next');
    await page.check('input[value="food.meal"]', { force: true });
    await page.click('#asked .full');
    await page.waitForSelector('.doors li');
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  }],

  ['nothing runs over at 320 pixels, in any language', async (context) => {
    const page = await worker(context, 'anne', { viewport: { width: 320, height: 640 } });
    for (const language of LANGUAGES) {
      for (const path of ['/accueil?guichet=1', '/accueil/journee', '/accueil/compteurs']) {
        await page.goto(`${context.url}/${language}${path}`);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 320, `/${language}${path} is ${width} wide`);
      }
    }
    await page.context().close();
  }],

  ['the pages look as they should: pictures for people', async (context) => {
    const page = await worker(context, 'anne');
    await page.goto(`${context.url}/fr/accueil?guichet=2`);
    await page.click('#call-next');
    for (const need of ['sleep.tonight', 'food.meal', 'health']) await page.check(`input[value="${need}"]`, { force: true });
    await page.click('#asked .full');
    await page.waitForSelector('.doors li');
    await picture(page, 'desk-1280');
    await page.setViewportSize({ width: 360, height: 740 });
    await picture(page, 'desk-360');
    await page.setViewportSize(WIDE);
    await page.click('.finish button');
    await picture(page, 'desk-done-1280');
    await page.goto(`${context.url}/fr/accueil/journee`);
    await picture(page, 'desk-day-1280');
    await page.goto(`${context.url}/fr/accueil/compteurs`);
    await picture(page, 'desk-counts-1280');
    await page.context().close();
  }],

  ['the script weighs little, and the counters come as CSV', async (context) => {
    const script = gzipSync(readFileSync(join(ROOT, 'assets/desk.js'))).length;
    assert.ok(script <= 15 * 1024, `${script} bytes`);
    const page = await worker(context, 'anne');
    const answer = await page.request.get(`${context.url}/fr/accueil/compteurs.csv`);
    assert.match(answer.headers()['content-type'], /text\/csv/);
    assert.match(await answer.text(), /^day,arrived,served,.*\r\n\d{4}-\d\d-\d\d,\d+,/);
    await page.context().close();
  }],

  ['who does not work at the desk is refused', async (context) => {
    const page = await worker(context, 'paul');
    assert.equal((await page.goto(context.url + DESK)).status(), 403);
    await page.context().close();
  }],

  ['the day is closed with a note, which the next to open reads', async (context) => {
    const page = await worker(context, 'nadia');
    await page.goto(`${context.url}/fr/accueil/journee`);
    await page.fill('#note', 'La chaudière est coupée.');
    await page.click('#closing button');
    assert.match(await page.textContent('.told'), /chaudière/);
    const other = await worker(context, 'marc');
    await other.goto(`${context.url}/fr/accueil/journee`);
    assert.match(await other.textContent('.told'), /La chaudière est coupée\./);
    await page.context().close();
    await other.context().close();
  }],
];

const staff = {};
const server = await startServer((seuil, folder) => {
  Object.assign(staff, makeStaff(seuil, folder, 'cass', {
    nadia: 'desk_worker', marc: 'desk_worker', anne: 'head_of_service', paul: 'partner' }));
  return staff.options;
});
const browser = await startBrowser();
let code = 1;
try {
  code = await run(tests, { url: server.url, browser, passwords: staff.passwords });
} finally {
  await browser.close();
  await server.stop();
}
process.exit(code);
