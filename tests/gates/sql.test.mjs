// SPDX-License-Identifier: EUPL-1.2
// The rules of growth are kept by tools/check-sql.sh; here it is fed one bad statement of each kind.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, run } from '../counted.mjs';

const TABLES = `CREATE TABLE country ( -- everywhere
    code TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE visit (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    person    BLOB    NOT NULL,
    country   TEXT    NOT NULL REFERENCES country (code),
    day       TEXT    NOT NULL, -- as in 'the day; not the hour'
    PRIMARY KEY (territory, id),
    UNIQUE (territory, person, day),
    FOREIGN KEY (territory, person) REFERENCES person (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_day ON visit (territory, day);
ALTER TABLE visit ADD COLUMN note TEXT NOT NULL DEFAULT '';
`;
const QUERIES = `-- name: visit_put
INSERT INTO visit (territory, id, person, day) VALUES (:territory, :id, :person, :day)
ON CONFLICT (territory, id) DO UPDATE SET day = excluded.day WHERE visit.day <> ';';

-- name: visit_each
SELECT id, day, code FROM visit JOIN country ON country.code = visit.country
WHERE territory = :territory ORDER BY day, id;

-- name: visit_archive
INSERT INTO visit (territory, id, person, day)
SELECT territory, :new, person, day FROM visit WHERE territory = :territory AND id = :id;

-- name: visit_forget
-- everywhere
DELETE FROM visit WHERE day < :day;
`;

/** What the check says of a tree with these files; empty when it accepts them. */
function refusal({ tables = TABLES, queries = QUERIES, code = '', unasked = '' }) {
  const folder = mkdtempSync(join(tmpdir(), 'seuil-sql-'));
  const asked = [...queries.matchAll(/^-- name: (\w+)/gm)].map(([, name]) => name).filter((name) => name !== unasked)
    .map((name) => `&${name.toUpperCase()},`).join('\n');
  for (const part of ['schema', 'src/care']) mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'schema/0001_care.sql'), tables);
  writeFileSync(join(folder, 'src/care/care.sql'), queries);
  writeFileSync(join(folder, 'src/care/care.c'), `${asked}\n${code}\n`);
  const done = spawnSync(join(ROOT, 'tools/check-sql.sh'), [folder], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  assert.equal(done.stderr, '');
  assert.equal(done.status === 0, done.stdout === '', done.stdout);
  return done.stdout;
}

const table = (lines, end = 'STRICT') => ({ tables: `${TABLES}CREATE TABLE bed (\n${lines}\n) ${end};\n` });
const migration = (statement) => ({ tables: `${TABLES}${statement};\n` });
const query = (statement) => ({ queries: `${QUERIES}\n-- name: bad\n${statement};\n` });
const read = (more) => query(`SELECT id FROM visit WHERE territory = :territory ${more}`);
const KEY = 'PRIMARY KEY (territory, id)';
const COLUMNS = 'territory TEXT NOT NULL, id BLOB NOT NULL, room TEXT NOT NULL,';

const BAD = [
  ['A primary key that starts with something else', table(`${COLUMNS} PRIMARY KEY (id, territory)`), /primary key of bed/],
  ['A primary key of one column', table('id BLOB NOT NULL PRIMARY KEY, territory TEXT NOT NULL'), /primary key of bed/],
  ['A table without a primary key', table('territory TEXT NOT NULL, id BLOB NOT NULL'), /primary key of bed/],
  ['A table that takes values of any type', table(`${COLUMNS} ${KEY}`, 'WITHOUT ROWID'), /not STRICT/],
  ['A unique rule over all territories', table(`${COLUMNS} ${KEY}, UNIQUE (room)`), /unique rule of bed/],
  ['A unique column', table(`territory TEXT NOT NULL, id BLOB NOT NULL, room TEXT UNIQUE, ${KEY}`), /unique rule of bed/],
  ['An index over all territories', migration('CREATE INDEX visit_person ON visit (person, territory)'), /index of visit/],
  ['A unique index over all territories', migration('CREATE UNIQUE INDEX visit_person ON visit (person)'), /index of visit/],
  ['A foreign key without the territory', table(`${COLUMNS} ${KEY}, FOREIGN KEY (id) REFERENCES visit (id)`), /stays within the territory/],
  ['A foreign key to the key of another table in another order', table(`${COLUMNS} ${KEY}, FOREIGN KEY (territory, id) REFERENCES visit (id, territory)`), /stays within the territory/],
  ['A column that refers to a row of any territory', table(`territory TEXT NOT NULL, id BLOB NOT NULL REFERENCES visit (id), ${KEY}`), /stays within the territory/],
  ['An added column that refers to a row of any territory', migration('ALTER TABLE visit ADD COLUMN bed BLOB REFERENCES bed (id)'), /stays within the territory/],
  ['An added unique column', migration('ALTER TABLE visit ADD COLUMN number INTEGER UNIQUE'), /made with its table/],
  ['A serial column', table(`territory TEXT NOT NULL, id SERIAL, ${KEY}`), /not by a sequence/],
  ['An identity column', table(`territory TEXT NOT NULL, id INTEGER GENERATED ALWAYS AS IDENTITY, ${KEY}`), /not by a sequence/],
  ['A number that SQLite gives out', table('territory TEXT NOT NULL, id INTEGER PRIMARY KEY AUTOINCREMENT'), /not by a sequence/],
  ['A sequence', migration('CREATE SEQUENCE visit_number'), /not by a sequence/],
  ['The next number of a sequence', query("INSERT INTO visit (territory, id) VALUES (:territory, nextval('visit_number'))"), /not by a sequence/],
  ['A trigger', migration('CREATE TRIGGER visit_gone AFTER DELETE ON visit BEGIN DELETE FROM bed'), /not in triggers/],
  ['A stored function', migration('CREATE FUNCTION visits() RETURNS bigint'), /not in triggers/],
  ['A view', migration('CREATE VIEW visits AS SELECT id FROM visit'), /tables and indexes alone/],
  ['An advisory lock', read('AND pg_try_advisory_xact_lock(1)'), /not an advisory lock/],
  ['An advisory lock in the code', { code: 'run("SELECT pg_advisory_lock(1)");' }, /no distributed engine/],
  ['A listener', query('LISTEN visits'), /nobody is notified/],
  ['A listener in the code', { code: 'run("LISTEN visits");' }, /no distributed engine/],
  ['A notification', query('NOTIFY visits'), /nobody is notified/],
  ['A locked table', query('LOCK TABLE visit'), /not by a lock/],
  ['A locked row', read('FOR UPDATE SKIP LOCKED'), /not by a lock/],
  ['A shared lock on a row', read('FOR SHARE'), /not by a lock/],
  ['A temporary table', migration('CREATE TEMP TABLE found (id BLOB NOT NULL) STRICT'), /as long as the store/],
  ['A constraint that is looked at later', table(`${COLUMNS} ${KEY} DEFERRABLE`), /not on every engine/],
  ['A setting of the connection', query("SELECT current_setting('seuil.person')"), /remembers nothing/],
  ['A function of one engine', query('SELECT group_concat(day) FROM visit WHERE territory = :territory'), /not on both engines/],
  ['The clock of the engine', read('AND day < current_date'), /clock is a parameter/],
  ['A query over all territories', query('SELECT id FROM visit WHERE day = :day'), /beyond :territory/],
  ['A query that only mentions the territory', query('SELECT id, :territory FROM visit'), /beyond :territory/],
  ['A join that leaves the territory', query('SELECT a.id FROM visit AS a JOIN visit AS b ON b.person = a.person WHERE a.territory = :territory'), /beyond :territory/],
  ['A part of a query over all territories', read('AND person IN (SELECT person FROM visit)'), /beyond :territory/],
  ['A change in all territories', query('UPDATE visit SET day = :day'), /beyond :territory/],
  ['A removal from all territories', query('DELETE FROM visit WHERE id = :id'), /beyond :territory/],
  ['A row for another territory', query('INSERT INTO visit (territory, id) VALUES (:other, :id)'), /do not start with :territory/],
  ['Rows of another territory', query('INSERT INTO visit (id, territory) SELECT id, territory FROM visit WHERE territory = :territory'), /do not start with :territory/],
  ['Tables joined by a comma', query('SELECT day FROM visit, country WHERE territory = :territory'), /joined by JOIN/],
  ['Columns that are not listed', query('SELECT * FROM visit WHERE territory = :territory'), /not listed/],
  ['A numbered parameter', read('AND id = $1'), /parameters are :named/],
  ['A query nobody asks', { queries: `${QUERIES}\n-- name: visit_gone\nSELECT id FROM visit WHERE territory = :territory;`, unasked: 'visit_gone' }, /no code asks/],
  ['A name given twice', { queries: `${QUERIES}\n${QUERIES}` }, /given twice/],
  ['A second statement', { queries: `${QUERIES}\nDELETE FROM country WHERE code = :code;\n` }, /second statement/],
];

const tests = [
  ['Tables and queries that keep to a territory are accepted', () => assert.equal(refusal({}), '')],
  ['A second spelling for PostgreSQL is accepted', () => assert.equal(refusal(
    { queries: `${QUERIES}-- on postgresql:\nDELETE FROM visit WHERE day < :day AND true;\n` }), '')],
  ...BAD.map(([sentence, files, expected]) => [`${sentence} is refused`, () => assert.match(refusal(files), expected)]),
];

process.exitCode = await run(tests, {});
