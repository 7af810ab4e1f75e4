// SPDX-License-Identifier: EUPL-1.2
// The public pages as a visitor uses them: an old phone, no script, four languages, a keyboard.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { LANGUAGES, violations } from './look.mjs';
import { picture, run, startBrowser, startServer } from './server.mjs';

const PLAN = '/plan?need=food&need=sleep.tonight&need=health.dental&need=hygiene.shower&need=address.reference'
  + '&place=Li%C3%A8ge&moving=walk&homeless=yes&has_residence_permit=no&has_dog=yes'
  + '&at=2026-11-24T18:05:00%2B01:00';
const SERVICE = '/s/trois-lits-d-hebergement-fleur-e15f4d6a';
const PAGES = ['', PLAN, '/chercher', '/chercher?q=repas&ou=4000', '/besoins', '/signaler', '/accessibilite',
  '/vos-donnees', '/plan', '/s/nothing-here', SERVICE];

async function visit(context, path, { withoutFont = false, ...options } = {}) {
  const page = await context.browser.newPage({ viewport: { width: 360, height: 740 }, ...options });
  if (withoutFont) await page.route('**/*.woff2', (route) => route.abort());
  const response = await page.goto(context.url + path);
  return { page, response };
}

/** The words of the page that stand on two lines: one too long for the screen may, at a syllable. */
function brokenWords(longest) {
  const broken = [];
  for (const details of document.querySelectorAll('details')) details.open = true;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const match of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const lines = new Set([...range.getClientRects()].map((one) => Math.round(one.top)));
      if (lines.size > 1 && match[0].length <= longest) broken.push(match[0]);
    }
  }
  for (const number of document.querySelectorAll('bdi')) {
    if (number.getClientRects().length > 0 && number.offsetHeight > 48) broken.push(number.textContent);
  }
  return broken;
}

async function eachPage(context, check, options, pages = PAGES) {
  for (const language of LANGUAGES) {
    for (const path of pages) {
      const { page } = await visit(context, `/${language}${path}`, options);
      await check(page, `/${language}${path}`);
      await page.close();
    }
  }
}

const tests = [
  ['a visitor without script goes from needs to a plan kept by a code', async (context) => {
    const browserContext = await context.browser.newContext({ javaScriptEnabled: false,
      viewport: { width: 360, height: 740 } });
    const page = await browserContext.newPage();
    await page.goto(`${context.url}/fr`);
    await picture(page, 'accueil-360');
    await page.check('input[name=need][value="food"]');
    await page.fill('#words', 'je ne sais pas où dormir ce soir');
    await page.fill('#place', '4000');
    await page.click('button[type=submit]');
    assert.ok((await page.locator('article.door').count()) >= 2, 'at least a door and a gap');
    assert.match(page.url(), /\/fr\/plan\?s=[A-Za-z0-9_-]+$/, 'the address tells nothing');
    await picture(page, 'plan-360');
    await page.click('form[action$="/plan/garder"] button');
    assert.match(page.url(), /\/fr\/plan\/[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    assert.ok(await page.locator('svg.qr').isVisible());
    await page.click('a[href$="/papier"]');
    assert.ok(await page.locator('.paper-doors li').first().isVisible());
    const kept = page.url().replace('/papier', '');
    assert.ok((await page.innerText('.paper-head')).includes(kept), 'the paper says where to go');
    await page.goto(`${context.url}/nl`);
    await page.locator('summary', { hasText: 'bewaard plan' }).click();
    await page.fill('#code', kept.split('/').at(-1).toLowerCase().replace('-', ' '));
    await page.click('form[action$="/plan/retrouver"] button');
    assert.equal(page.url(), kept.replace('/fr/', '/nl/'), 'the code typed from paper finds the plan');
    await page.goto(`${context.url}/fr`);
    await page.locator('summary', { hasText: 'plan gardé' }).click();
    await page.fill('#code', 'AAAA-AAAA');
    await page.click('form[action$="/plan/retrouver"] button');
    assert.match(await page.innerText('main'), /n’existe pas ou a été effacé/);
    assert.equal((await browserContext.cookies()).length, 0, 'no cookie');
    await browserContext.close();
  }],
  ['no page has a fault axe can find, in any language', (context) =>
    eachPage(context, async (page, path) => {
      const found = await violations(page);
      assert.deepEqual(found, [], path);
    })],
  ['no word is broken at 320 and 360 pixels, even before the font has come', async (context) => {
    for (const width of [320, 360]) {
      await eachPage(context, async (page, path) => {
        assert.deepEqual(await page.evaluate(brokenWords, width === 320 ? 14 : 18), [], `${path} at ${width}`);
      }, { viewport: { width, height: 740 }, withoutFont: true }, ['', PLAN, SERVICE, '/besoins']);
    }
  }],
  ['no page scrolls sideways at 320 pixels, nor with text twice as large', async (context) => {
    await eachPage(context, async (page, path) => {
      for (const size of ['100%', '200%']) {
        await page.addStyleTag({ content: `html{font-size:${size} !important}` }).catch(() => {});
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= 321, `${path} is ${wide} pixels wide at ${size}`);
      }
    }, { viewport: { width: 320, height: 640 }, bypassCSP: true });
  }],
  ['the first view keeps its budget', async (context) => {
    const { page } = await visit(context, '/fr');
    const html = gzipSync(await page.content()).length;
    const css = await page.evaluate(async () => {
      const link = document.querySelector('link[rel=stylesheet]').href;
      return (await (await fetch(link)).text());
    }).catch(() => '');
    assert.ok(html <= 12 * 1024, `html ${html}`);
    assert.ok(gzipSync(css).length <= 10 * 1024, `css ${gzipSync(css).length}`);
    const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
    assert.ok(nodes < 800, `${nodes} nodes`);
    await page.close();
  }],
  ['a plan of many doors stays under 800 nodes and 12 KB', async (context) => {
    const { page } = await visit(context, `/fr${PLAN}`);
    const html = gzipSync(await page.content()).length;
    const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
    assert.ok(html <= 12 * 1024, `html ${html}`);
    assert.ok(nodes < 800, `${nodes} nodes`);
    await page.close();
  }],
  ['the worked situation shows tonight’s bed, the missing address and why', async (context) => {
    const { page } = await visit(context, `/fr${PLAN}`, { viewport: { width: 1280, height: 900 } });
    await picture(page, 'plan-1280');
    const text = await page.locator('main').innerText();
    assert.match(text, /lit/i);
    assert.match(text, /Cette porte manque/);
    assert.match(text, /Adresse de référence/);
    await page.close();
  }],
  ['every interactive thing is reached by keyboard and shows its focus', async (context) => {
    const { page } = await visit(context, '/fr');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    const stops = new Set();
    for (let i = 0; i < 120; i++) {
      await page.keyboard.press('Tab');
      stops.add(await page.evaluate(() => document.activeElement.outerHTML.slice(0, 80)));
    }
    assert.ok([...stops].some((one) => one.includes('type="submit"')), 'the button is reached');
    await page.close();
  }],
  ['targets are at least 44 pixels high', async (context) => {
    const { page } = await visit(context, `/fr${PLAN}`);
    const small = await page.evaluate(() => [...document.querySelectorAll('a.button, button, summary, label.need')]
      .filter((one) => one.getBoundingClientRect().height > 0 && one.getBoundingClientRect().height < 44)
      .map((one) => one.textContent.trim()));
    assert.deepEqual(small, []);
    await page.close();
  }],
  ['a search for meals finds one, and its page says where its facts come from', async (context) => {
    const { page } = await visit(context, '/fr/chercher?q=repas');
    await picture(page, 'chercher-360');
    await page.locator('ul.hits h3 a').first().click();
    await picture(page, 'service-360');
    assert.match(await page.locator('main').innerText(), /D’où vient cette information/);
    const data = JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
    assert.equal(data['@context'], 'https://schema.org');
    await page.close();
  }],
  ['an error is reported without a name and gets a number', async (context) => {
    const { page } = await visit(context, '/nl/signaler');
    await page.fill('#text', 'Het telefoonnummer is veranderd.');
    await page.click('button[type=submit]');
    assert.match(await page.locator('[role=status]').innerText(), /nummer/);
    await page.close();
  }],
  ['what is typed comes back when the place is not known', async (context) => {
    const { page } = await visit(context, '/en');
    await page.check('input[name=need][value="food"]');
    await page.fill('#place', 'Nowhereville');
    await page.click('button.main-action');
    assert.match(await page.locator('[role=alert]').innerText(), /place/);
    assert.equal(await page.inputValue('#place'), 'Nowhereville');
    assert.ok(await page.isChecked('input[name=need][value="food"]'));
    await page.close();
  }],
  ['what a person says is in no address, and the page can be loaded again, gone back to and changed', async (context) => {
    const { page } = await visit(context, '/fr');
    await page.locator('summary', { hasText: 'questions' }).click();
    assert.equal(await page.locator('.question input:checked').count(), 0, 'nothing is ticked for anyone');
    await page.check('input[name=homeless][value=yes]');
    await page.check('input[name=has_dog][value=refused]');
    await page.check('input[name=need][value="sleep"]');
    await page.fill('#place', 'Gare de Liège-Guillemins');
    await page.click('button.main-action');
    const told = await page.locator('h1').innerText();
    for (const link of [page.url(), ...await page.locator('a').evaluateAll((all) => all.map((one) => one.href))]) {
      assert.doesNotMatch(link, /homeless|has_dog|need=sleep|Guillemins/);
    }
    await page.reload();
    assert.equal(await page.locator('h1').innerText(), told);
    assert.match(await page.locator('.where').innerText(), /Gare de Liège-Guillemins/);
    await page.click('a.change');
    assert.ok(await page.isChecked('input[name=homeless][value=yes]'));
    assert.ok(await page.isChecked('input[name=has_dog][value=refused]'), 'refused is an answer of its own');
    await page.goBack();
    assert.equal(await page.locator('h1').innerText(), told);
    const changed = page.url().replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    assert.equal((await page.goto(changed)).status(), 404);
    await page.close();
  }],
  ['facts in a link are sealed at once', async (context) => {
    const { page } = await visit(context, `/fr${PLAN}`);
    assert.match(page.url(), /\/fr\/plan\?s=[A-Za-z0-9_-]+$/);
    await page.close();
  }],
  ['a day that is none and a way of moving that is none are said kindly', async (context) => {
    for (const [field, word] of [['at=2026-02-30', /2026-02-30/], ['moving=broom', /broom/]]) {
      const { page, response } = await visit(context, `/fr/plan?need=food&${field}`);
      assert.equal(response.status(), 422);
      assert.match(await page.locator('[role=alert]').innerText(), word);
      await page.close();
    }
  }],
  ['header and numbers of help take less than 120 pixels, the words come first, danger before other needs', async (context) => {
    for (const language of LANGUAGES) {
      const { page } = await visit(context, `/${language}`, { withoutFont: true });
      const start = await page.evaluate(() => document.querySelector('main').getBoundingClientRect().top);
      assert.ok(start <= 120, `${language}: ${start} pixels`);
      const words = await page.locator('#words').boundingBox();
      const tiles = await page.locator('.need').evaluateAll((all) => all.slice(0, 2).map((one) => one.getBoundingClientRect().toJSON()));
      assert.ok(words.y < tiles[0].top && words.y < 740, 'the words come first');
      assert.equal(tiles[0].top, tiles[1].top, 'two columns');
      assert.equal(await page.locator('.need input').first().inputValue(), 'danger');
      assert.ok(await page.evaluate(() => document.documentElement.scrollHeight) < 2600, 'three screens');
      await page.close();
    }
  }],
  ['the plan can be kept from anywhere, and no focus hides under the bar', async (context) => {
    const { page } = await visit(context, `/fr${PLAN}`);
    const bar = await page.locator('.bar').boundingBox();
    assert.ok(bar.y + bar.height <= 741, 'the bar is on the first screen');
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      const hidden = await page.evaluate(() => {
        const focus = document.activeElement;
        const bar = document.querySelector('.bar');
        return focus !== document.body && !bar.contains(focus) && focus.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1
          && focus.getBoundingClientRect().top < bar.getBoundingClientRect().bottom - 1 ? focus.outerHTML.slice(0, 90) : '';
      });
      assert.equal(hidden, '');
    }
    await page.click('.bar button');
    assert.match(page.url(), /plan\/[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    assert.match(await page.locator('.where').innerText(), /Liège/);
    await page.close();
  }],
  ['a plan of several doors is one sheet of A4, says what doors share once, and whom to call', async (context) => {
    const { page } = await visit(context, `/fr${PLAN}&papier=1`);
    assert.ok(await page.locator('.paper-doors > li').count() >= 3);
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    assert.equal(pdf.match(/\/Type \/Page\b/g).length, 1, 'one sheet');
    const doubts = await page.locator('.doubt').allInnerTexts();
    assert.equal(new Set(doubts).size, doubts.length);
    assert.match(await page.locator('.paper-lines').innerText(), /112/);
    await page.close();
  }],
  ['the plan shows where its doors lie, and someone to call', async (context) => {
    const { page } = await visit(context, `/fr${PLAN}`);
    assert.match(await page.locator('.map .ways').innerText(), /km|m /);
    assert.match(await page.locator('.talk a.button').getAttribute('href'), /^tel:/);
    await page.close();
  }],
  ['the tree of needs starts with danger, and each need stands under its own', async (context) => {
    const { page } = await visit(context, '/en/besoins');
    assert.match(await page.locator('.branch h2 a').first().getAttribute('href'), /besoin=danger$/);
    const branches = await page.locator('.branch').evaluateAll((all) => all.map((one) =>
      [...one.querySelectorAll('a')].map((link) => new URL(link.href).searchParams.get('besoin'))));
    for (const [root, ...under] of branches) {
      for (const need of under) assert.ok(need.startsWith(`${root}.`), `${need} under ${root}`);
    }
    await page.close();
  }],
  ['a check-up of sport and a word on equality can wait, a breakfast and a doctor cannot', async (context) => {
    const { items } = await (await fetch(`${context.url}/api/v1/needs`)).json();
    const vital = new Set(items.filter((one) => one.vital).map((one) => one.code));
    for (const need of ['health.sport', 'violence.equality']) assert.ok(!vital.has(need), need);
    for (const need of ['food.breakfast', 'health.doctor', 'violence.family', 'sleep.tonight']) assert.ok(vital.has(need), need);
  }],
  ['a service says how many places it has, and its place all of the day', async (context) => {
    const { page } = await visit(context, `/fr${SERVICE}`);
    assert.match(await page.locator('main').innerText(), /Lits : 3/);
    await page.click('a[href*="/lieu/"]');
    assert.ok(await page.locator('.hits .tag').count() > 0);
    await page.close();
  }],
  ['hundreds of parameters are refused with a page', async (context) => {
    const { page, response } = await visit(context, `/fr/plan?${'need=food&'.repeat(500)}`);
    assert.equal(response.status(), 400);
    assert.ok(await page.locator('h1').isVisible());
    await page.close();
  }],
  ['a script written in a search stays text', async (context) => {
    const { page } = await visit(context, `/fr/chercher?q=${encodeURIComponent('"><script>window.hit=1</script><img src=x onerror=window.hit=1>')}`);
    assert.equal(await page.evaluate(() => window.hit), undefined);
    await page.close();
  }],
];

const server = await startServer();
const browser = await startBrowser();
let code = 1;
try {
  code = await run(tests, { url: server.url, browser });
} finally {
  await browser.close();
  await server.stop();
}
process.exit(code);
