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
