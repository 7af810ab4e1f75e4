// SPDX-License-Identifier: EUPL-1.2
// The HSDS API: every record against the official schemas, pages that add up, nothing confidential.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { ROOT, run, startServer } from './server.mjs';

const SCHEMAS = join(resolve(ROOT, process.env.SEUIL_SHARED ?? '../shared'), 'data/hsds/schema/compiled');
const LISTS = [['service', 'services'], ['organization', 'organizations'],
  ['service_at_location', 'service_at_locations']];

function validator(name) {
  const ajv = new (Ajv.default ?? Ajv)({ strict: false, allErrors: true });
  (addFormats.default ?? addFormats)(ajv);
  return ajv.compile(JSON.parse(readFileSync(join(SCHEMAS, `${name}.json`), 'utf8')));
}

async function get(context, path) {
  const response = await fetch(`${context.url}/hsds${path}`);
  assert.equal(response.status, 200, path);
  return response.json();
}

const schemaTests = LISTS.map(([name, list]) => [
  `every record of ${list} is valid by the official schema, alone and in the list`, async (context) => {
    const { contents } = await get(context, `/${list}?per_page=1000`);
    const one = validator(name);
    const inList = validator(`${name}_list`);
    assert.ok(contents.length > 0);
    for (const record of contents) {
      assert.ok(inList(record), `${record.id} ${JSON.stringify(inList.errors)}`);
      const whole = await get(context, `/${list}/${record.id}`);
      assert.ok(one(whole), `${record.id} ${JSON.stringify(one.errors)}`);
    }
  }]);

const tests = [
  ['the base says its version', async (context) => {
    assert.equal((await get(context, '')).version, '3.2');
  }],
  ['the pages of a list hold every record once', async (context) => {
    const seen = new Set();
    const first = await get(context, '/services?per_page=7');
    for (let page = 1; page <= first.total_pages; page++) {
      const { contents, size, last_page: last } = await get(context, `/services?per_page=7&page=${page}`);
      assert.equal(contents.length, size);
      assert.equal(last, page === first.total_pages);
      contents.forEach(({ id }) => seen.add(id));
    }
    assert.equal(seen.size, first.total_items);
  }],
  ['ndjson gives a line a record', async (context) => {
    const text = await (await fetch(`${context.url}/hsds/organizations?format=ndjson`)).text();
    const { total_items: total } = await get(context, '/organizations');
    const lines = text.trim().split('\n');
    assert.equal(lines.length, total);
    lines.forEach((line) => JSON.parse(line));
  }],
  ['a service is found by a need’s term and by its organisation', async (context) => {
    const terms = (await get(context, '/taxonomy_terms?per_page=1000')).contents;
    const meal = terms.find(({ code }) => code === 'food.meal');
    const found = await get(context, `/services?taxonomy_term_id=${meal.id}`);
    assert.ok(found.total_items > 0 && found.total_items < 104);
    const own = await get(context, `/services?organization_id=${found.contents[0].organization_id}`);
    assert.ok(own.contents.some(({ id }) => id === found.contents[0].id));
  }],
  ['a need’s term finds the organisations and places of its services too', async (context) => {
    const terms = (await get(context, '/taxonomy_terms?per_page=1000')).contents;
    const meal = terms.find(({ code }) => code === 'food.meal');
    const services = await get(context, `/services?taxonomy_term_id=${meal.id}&per_page=1000`);
    const places = await get(context, `/service_at_locations?taxonomy_term_id=${meal.id}&per_page=1000`);
    const organizations = await get(context, `/organizations?taxonomy_term_id=${meal.id}&per_page=1000`);
    const owners = new Set(services.contents.map(({ organization_id: owner }) => owner));
    const ids = new Set(services.contents.map(({ id }) => id));
    assert.ok(places.total_items > 0 && places.contents.every(({ service_id: id }) => ids.has(id)));
    assert.deepEqual(new Set(organizations.contents.map(({ id }) => id)), owners);
  }],
  ['a taxonomy finds every service that bears one of its terms', async (context) => {
    const taxonomies = (await get(context, '/taxonomies?per_page=1000')).contents;
    const counts = await Promise.all(taxonomies.map(async ({ id }) =>
      (await get(context, `/services?taxonomy_id=${id}`)).total_items));
    const all = (await get(context, '/services')).total_items;
    assert.ok(counts.some((count) => count > 0) && counts.every((count) => count <= all));
  }],
  ['proximity keeps what is near the centre of a postal code', async (context) => {
    const all = await get(context, '/service_at_locations');
    const near = await get(context, '/service_at_locations?postcode=4000&proximity=3000&full=true&per_page=1000');
    const wider = await get(context, '/service_at_locations?postcode=4000&proximity=60000');
    assert.ok(near.total_items > 0 && near.total_items < wider.total_items);
    assert.ok(wider.total_items < all.total_items);
    for (const { location } of near.contents) {
      assert.ok(location.latitude === undefined || Math.abs(location.latitude - 50.64) < 0.04);
    }
  }],
  ['modified_after gives what changed since, and minimal says when', async (context) => {
    const all = await get(context, '/services?minimal=true&per_page=1000');
    const newest = all.contents.map(({ modified_date: date }) => date).sort().at(-1);
    const since = await get(context, `/services?modified_after=${encodeURIComponent(newest)}`);
    assert.ok(since.total_items > 0 && since.total_items <= all.total_items);
    assert.equal((await get(context, '/services?modified_after=2999-01-01T00:00:00Z')).total_items, 0);
  }],
  ['a question may be posted, as a form or as JSON, and answers the same', async (context) => {
    const asked = await get(context, '/services?search=repas&per_page=3');
    const form = await fetch(`${context.url}/hsds/services`,
      { method: 'POST', body: new URLSearchParams({ search: 'repas', per_page: '3' }) });
    const json = await fetch(`${context.url}/hsds/services`,
      { method: 'POST', headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ search: 'repas', per_page: 3 }) });
    assert.ok(asked.total_items > 0);
    assert.deepEqual(await form.json(), asked);
    assert.deepEqual(await json.json(), asked);
    for (const list of ['organizations', 'service_at_locations', 'taxonomies', 'taxonomy_terms']) {
      assert.equal((await fetch(`${context.url}/hsds/${list}`, { method: 'POST' })).status, 200, list);
    }
  }],
  ['search forgives accents and case', async (context) => {
    const plain = await get(context, '/services?search=sante');
    assert.ok(plain.total_items > 0);
    assert.equal((await get(context, '/services?search=Sant%C3%A9')).total_items, plain.total_items);
  }],
  ['a parameter that cannot be read is named', async (context) => {
    for (const [list, query, name] of [
      ['services', 'modified_after=yesterday', 'modified_after'], ['services', 'taxonomy_id=food', 'taxonomy_id'],
      ['service_at_locations', 'proximity=100', 'postcode'], ['services', 'full=maybe', 'full'],
      ['service_at_locations', 'postcode=0000', 'postcode'],
      ['service_at_locations', 'postcode=4000&proximity=far', 'proximity']]) {
      const response = await fetch(`${context.url}/hsds/${list}?${query}`);
      assert.equal(response.status, 400, query);
      assert.ok((await response.text()).includes(`"${name}"`), query);
    }
  }],
  ['what is near tells nothing of a confidential place', async (context) => {
    const near = await (await fetch(
      `${context.url}/hsds/service_at_locations?postcode=4000&proximity=100000&full=true&format=ndjson`)).text();
    for (const line of near.trim().split('\n')) {
      const { location } = JSON.parse(line);
      assert.ok(location && !location.seuil?.confidential, line);
    }
  }],
  ['a private contact is nowhere', async (context) => {
    const text = await (await fetch(`${context.url}/hsds/services?format=ndjson&full=true`)).text();
    assert.ok(!text.includes('Roberti'));
  }],
  ['a page that is none and an unknown record are problems', async (context) => {
    assert.equal((await fetch(`${context.url}/hsds/services?page=0`)).status, 400);
    assert.equal((await fetch(`${context.url}/hsds/services/00000000-0000-0000-0000-000000000000`)).status, 404);
  }],
];

if (existsSync(SCHEMAS)) {
  tests.push(...schemaTests);
} else {
  console.log('skipped: the official HSDS schemas are not beside the project');
}
const server = await startServer();
let code = 1;
try {
  code = await run(tests, { url: server.url });
} finally {
  await server.stop();
}
process.exit(code);
