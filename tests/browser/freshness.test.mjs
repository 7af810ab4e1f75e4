// SPDX-License-Identifier: EUPL-1.2
// A partner looks after its own listing on a telephone, by a signed link and nothing else.
import assert from 'node:assert/strict';
import { violations } from './look.mjs';
import { run, startBrowser, startServer } from './server.mjs';
import { enter, makeStaff } from './staff.mjs';

const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

let staff = null;
const server = await startServer((seuil, folder) => {
  staff = makeStaff(seuil, folder, 'cssn', { stef: 'steward' });
  return staff.options;
});
const browser = await startBrowser();

/** Waits for what a page of the public says once the directory in memory was made anew. */
async function publicSays(path, words) {
  for (let tries = 0; tries < 200; tries++) {
    const text = await (await fetch(server.url + path)).text();
    if (text.includes(words)) return text;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`${path} never says ${words}`);
}

const tests = [
  ['a steward makes a link for a partner, and sees what is due', async (context) => {
    const { page } = context;
    await enter(page, server.url, 'stef', staff.passwords);
    await page.goto(`${server.url}/fr/fiches`);
    assert.match(await page.textContent('main'), /Jamais vérifié/);
    await page.selectOption('#subject', { label: 'Aide aux Personnes Déplacées' });
    await page.fill('#holder', 'Anne Exemple');
    await page.click('form[action$="/fiches/lien"] button');
    await page.waitForSelector('#address');
    context.link = await page.inputValue('#address');
    assert.deepEqual(await violations(page), []);
  }],
  ['a partner verifies its listing on a telephone in one tap', async (context) => {
    const phone = await browser.newContext(PHONE);
    context.phone = await phone.newPage();
    const { phone: page } = context;
    await page.goto(server.url + new URL(context.link, server.url).pathname);
    const listing = page.locator('section', { has: page.getByRole('heading', { name: 'A l’Aire libre' }) });
    assert.match(await listing.textContent(), /Jamais vérifié/);
    assert.deepEqual(await violations(page), []);
    await listing.getByRole('button', { name: /Rien n’a changé/ }).tap();
    await page.waitForSelector('[role=status]');
    assert.match(await listing.textContent(), /noté comme vérifié aujourd’hui/);
    await publicSays('/fr/s/air-libre', 'Vérifié le');
    await publicSays(`/hsds/services/${await listing.locator('[name=service]').inputValue()}`, '"assured_date"');
  }],
  ['a partner changes Monday’s hours in few taps, reads them as a sentence, and a steward accepts them', async (context) => {
    const { phone, page } = context;
    const listing = phone.locator('section', { has: phone.getByRole('heading', { name: 'A l’Aire libre' }) });
    await listing.getByRole('link', { name: /Quelque chose a changé/ }).tap();
    await phone.waitForSelector('form [name=j0a]');
    assert.deepEqual(await violations(phone), []);
    const week = phone.locator('form', { has: phone.locator('[name=j0a]') }).first();
    await week.locator('[name=j0a]').fill('10:00');
    await week.locator('[name=j0b]').fill('17:30');
    await week.getByRole('button', { name: 'Lire la phrase' }).tap();
    await phone.waitForSelector('[role=status]');
    assert.match(await phone.textContent('[role=status]'), /Lundi, de 10 h à 17 h 30/);
    await week.getByRole('button', { name: 'Envoyer' }).tap();
    await phone.waitForSelector('#requests');
    assert.match(await phone.textContent('section[aria-labelledby=requests]'), /Lundi, de 10 h à 17 h 30.*Attend/s);
    await page.goto(`${server.url}/fr/fiches/demandes`);
    assert.match(await page.textContent('dl'), /Après.*Lundi, de 10 h à 17 h 30/s);
    assert.deepEqual(await violations(page), []);
    await page.getByRole('button', { name: /Accepter/ }).click();
    await page.waitForSelector('ul.hits');
    await publicSays('/fr/s/air-libre', 'Lundi, de 10 h à 17 h 30');
    await page.getByRole('button', { name: /Annuler/ }).click();
    await page.waitForSelector('.empty');
  }],
];

const code = await run(tests, { page: await browser.newPage() });
await browser.close();
const stopped = await server.stop();
process.exit(code || stopped);
