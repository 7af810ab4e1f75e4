// SPDX-License-Identifier: EUPL-1.2
// A directory that does not exist, as a tabular package of HSDS of any size: the same count
// gives the same records. Six records and a quarter of an organisation a door.
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export const RECORDS_A_DOOR = 6.25;
const DOORS_AN_ORGANISATION = 4;
const BYTES_AT_ONCE = 1 << 20;
const SYLLABLES = ['ba', 'chê', 'don', 'fé', 'gui', 'lou', 'ma', 'née', 'pré', 'quo', 'ran', 'sé', 'té', 'veu', 'eau', 'ille'];
const TOWNS = [['Namur', 5000, 50.466, 4.867], ['Liège', 4000, 50.633, 5.567], ['Mons', 7000, 50.454, 3.952],
  ['Arlon', 6700, 49.683, 5.817], ['Verviers', 4800, 50.593, 5.866], ['Tournai', 7500, 50.607, 3.389]];

/** Marsaglia's xorshift: chance that comes again. */
function chance(seed) {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Frequent words are short and come often, as in any text: rank r in proportion to 1 / (r + 1). */
function word(random) {
  let rest = Math.floor(5000 ** (random(1 << 20) / (1 << 20))) + 15;
  let text = '';
  for (; rest > 0; rest >>= 4) text += SYLLABLES[rest & 15];
  return text;
}

function words(random, count) {
  return Array.from({ length: count }, () => word(random)).join(' ');
}

const KINDS = ['organization', 'service', 'location', 'door', 'address', 'phone', 'schedule'];

/** The identifier of the n-th record of a kind. */
function id(kind, n) {
  return `01920000-0000-7000-800${KINDS.indexOf(kind)}-${n.toString(16).padStart(12, '0')}`;
}

const TABLES = {
  organizations: ['id,name,description', (n, random, edition) => n % DOORS_AN_ORGANISATION === 0
    && [id('organization', n), words(random, 3), `${words(random, 8)} ${edition}`]],
  services: ['id,organization_id,name,description,status', (n, random) =>
    [id('service', n), id('organization', n - n % DOORS_AN_ORGANISATION), words(random, 3), words(random, 20), 'active']],
  locations: ['id,location_type,name,latitude,longitude', (n, random) => {
    const [, , latitude, longitude] = TOWNS[n % TOWNS.length];
    return [id('location', n), 'physical', words(random, 2), latitude + random(600) / 10000, longitude + random(900) / 10000];
  }],
  service_at_location: ['id,service_id,location_id', (n) => [id('door', n), id('service', n), id('location', n)]],
  addresses: ['id,location_id,address_1,city,state_province,postal_code,country,address_type', (n, random) => {
    const [town, code] = TOWNS[n % TOWNS.length];
    return [id('address', n), id('location', n), `rue ${word(random)} ${1 + random(200)}`, town, 'Wallonie', code, 'BE', 'physical'];
  }],
  phones: ['id,service_id,number', (n, random) => [id('phone', n), id('service', n), `+32 81 ${100000 + random(900000)}`]],
  schedules: ['id,service_at_location_id,freq,byday,opens_at,closes_at', (n, random) =>
    [id('schedule', n), id('door', n), 'WEEKLY', '"MO,TU,WE,TH,FR"', `0${7 + random(3)}:00`, `1${5 + random(4)}:00`]],
};

/**
 * Writes the package of so many doors into a folder, and gives the number of its records. Another
 * edition changes every organisation and nothing else.
 */
export function writeDirectory(folder, doors, edition = 1) {
  const random = chance(20261124);
  let records = 0;
  mkdirSync(folder, { recursive: true });
  for (const [table, [header, row]] of Object.entries(TABLES)) {
    const file = openSync(join(folder, `${table}.csv`), 'w');
    let text = `${header}\n`;
    for (let n = 0; n < doors; n++) {
      const cells = row(n, random, edition);
      if (cells) {
        text += `${cells.join(',')}\n`;
        records++;
      }
      if (text.length > BYTES_AT_ONCE) {
        writeSync(file, text);
        text = '';
      }
    }
    writeSync(file, text);
    closeSync(file);
  }
  return records;
}

/** A package of one door of its own, whose service bears the name. */
export function writeDoor(folder, number, name) {
  const n = (number + 1_000_000) * DOORS_AN_ORGANISATION;
  mkdirSync(folder, { recursive: true });
  for (const table of ['organizations', 'services', 'locations', 'service_at_location']) {
    const [header, row] = TABLES[table];
    const cells = row(n, () => 0, 1);
    if (table === 'services') cells[2] = name;
    writeFileSync(join(folder, `${table}.csv`), `${header}\n${cells.join(',')}\n`);
  }
}
