// SPDX-License-Identifier: EUPL-1.2
// What is looked for on a page: faults of access that axe can find, and what is wider than a phone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Skipped } from '../counted.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// The same pages come from a store on a server: they are looked at where the store is a file.
const ON_SERVER = Boolean(process.env.SEUIL_TEST_POSTGRES);

/** Those in which pages are looked at. */
export const LANGUAGES = ON_SERVER ? ['fr'] : ['fr', 'nl', 'de', 'en'];

/** A test that only looks. */
export function looking(test) {
  return (context) => {
    if (ON_SERVER) throw new Skipped('pages are looked at where the store is a file');
    return test(context);
  };
}

/** Every kind of element of the page, within its parent, at this width. */
const kindsOf = (page) => page.evaluate(() => [innerWidth, ...new Set([...document.querySelectorAll('*')].map((one) =>
  `${one.parentElement?.tagName}.${one.parentElement?.className}>${one.tagName}.${one.className}`))].sort().join('\n'));

const colours = new Set(); // pages whose contrast was looked at

/** What axe finds wrong, in words. That a screen nobody touches locks itself is meant: WCAG 2.2.1
 * lets a limit of time stand that is essential. Contrast, which takes half of its time, is the same
 * in each language: it is looked at once for pages of the same elements. */
export async function violations(page) {
  if (ON_SERVER) return [];
  await page.evaluate(AXE);
  const kinds = await kindsOf(page);
  const isNew = !colours.has(kinds);
  colours.add(kinds);
  const result = await page.evaluate((isNew) => window.axe.run(document, {
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'meta-refresh': { enabled: false }, 'color-contrast': { enabled: isNew } } }), isNew);
  return result.violations.map((one) => `${one.id}: ${one.nodes[0].target} ${one.nodes[0].failureSummary}`);
}

/** No fault of access, and nothing wider than a small phone. */
export async function isSound(page) {
  assert.deepEqual(await violations(page), []);
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 320, `${page.url()} is ${wide} pixels wide`);
  await page.setViewportSize({ width: 1280, height: 800 });
}
