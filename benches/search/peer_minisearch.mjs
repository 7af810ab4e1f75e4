// SPDX-License-Identifier: EUPL-1.2
// MiniSearch, the engine of npm, with filters, circle and facets by hand:
//     node peer_minisearch.mjs FOLDER
// The words are given as they are (no stemming, no fuzzy or prefix search: both are ready-made),
// groups as a query tree, and its `filter` judges each match by typed arrays before it is
// scored. Relevance is its own BM25+ with our weights of fields. Nothing helps it find what is
// near: a question without words walks every door.
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import MiniSearch from 'minisearch';

const folder = process.argv[2];
const read = (name) => readFileSync(`${folder}/${name}`, 'utf8').trimEnd().split('\n');
const [doors, labelCount, , , questionCount] = read('shape.tsv')[0].split('\t').map(Number);
const open = read('open.tsv').map((line) => line.split('\t')[1]);
const FIELDS = ['name', 'organization', 'description', 'place', 'other'];
const NOWHERE = 1e9;
const LABELS = 24;

const x = new Float64Array(doors);
const y = new Float64Array(doors);
const z = new Float64Array(doors);
const hasPoint = new Uint8Array(doors);
const flags = new Uint8Array(doors);
const hours = new Uint16Array(doors);
const from = new Int32Array(doors);
const to = new Int32Array(doors);
const labels = new Int16Array(doors * LABELS).fill(-1);

const index = new MiniSearch({
    fields: [...FIELDS, 'labels'],
    tokenize: (text) => (text === '' ? [] : text.split(' ')),
    processTerm: (term) => term,
});

async function build() {
    for await (const line of createInterface({ input: createReadStream(`${folder}/records.tsv`), crlfDelay: Infinity })) {
        const parts = line.split('\t');
        const door = Number(parts[0]);
        if (parts[1] !== '-') {
            hasPoint[door] = 1;
            x[door] = Number(parts[1]);
            y[door] = Number(parts[2]);
            z[door] = Number(parts[3]);
        }
        flags[door] = Number(parts[6]);
        hours[door] = Number(parts[7]);
        from[door] = Number(parts[8]);
        to[door] = Number(parts[9]);
        const own = parts[10] === '' ? [] : parts[10].split(' ').map(Number);
        own.forEach((label, i) => { labels[door * LABELS + i] = label; });
        index.add({ id: door, labels: own.map((label) => `@${label}`).join(' '),
                    ...Object.fromEntries(FIELDS.map((field, i) => [field, parts[11 + i]])) });
    }
}

function readQuestion(line, weights) {
    const parts = line.split('\t');
    const pairs = (text) => (text === '' ? [] : text.split(' ').map((pair) => {
        const colon = pair.lastIndexOf(':');
        return [pair.slice(0, colon), Number(pair.slice(colon + 1))];
    }));
    const groups = parts[15] === '' ? [] : parts[15].split('|').map((text, i) => {
        const [kind, , words, needs] = text.split(',');
        return { kind, weight: weights[i], words: pairs(words), needs: pairs(needs) };
    });
    return {
        isNearest: parts[1] === 'N', moment: Number(parts[2]), date: Number(parts[3]),
        x: Number(parts[6]), y: Number(parts[7]), z: Number(parts[8]), radius: Number(parts[9]),
        labels: parts.slice(10, 13).map(Number).filter((label) => label >= 0),
        flags: Number(parts[13]), isOpen: parts[14] === '1', groups,
    };
}

const hasLabel = (door, label) => {
    for (let i = door * LABELS; labels[i] >= 0; i++) {
        if (labels[i] === label) {
            return true;
        }
    }
    return false;
};

function distanceTo(question, door) {
    if (!hasPoint[door]) {
        return NOWHERE;
    }
    const dx = x[door] - question.x;
    const dy = y[door] - question.y;
    const dz = z[door] - question.z;
    return 2 * 6371008.8 * Math.asin(Math.min(1, Math.sqrt(dx * dx + dy * dy + dz * dz) / 2));
}

function judge(question, door, named) {
    return (flags[door] & question.flags) === question.flags && from[door] <= question.date &&
        to[door] >= question.date &&
        (question.radius <= 0 || (flags[door] & 24) !== 0 || distanceTo(question, door) <= question.radius ||
         named?.has(door)) &&
        question.labels.every((label) => hasLabel(door, label)) &&
        (!question.isOpen || open[question.moment][hours[door]] === '1');
}

const boost = { name: 8, organization: 4, description: 2, place: 1.5, other: 1 };
const wordsOf = (group) => {
    const queries = [];
    if (group.words.length > 0) {
        queries.push({ queries: group.words.map(([word]) => word), combineWith: 'OR', fields: FIELDS });
    }
    if (group.needs.length > 0) {
        queries.push({ queries: group.needs.map(([need]) => `@${need}`), combineWith: 'OR', fields: ['labels'] });
    }
    return { queries, combineWith: 'OR' };
};
const said = (group) => group.words.length + group.needs.length > 0;

function* candidates(question) {
    const required = question.groups.filter((group) => group.kind === 'R' && said(group));
    const places = question.groups.filter((group) => group.kind === 'P' && said(group));
    const named = places.length > 0 && question.radius > 0
        ? new Set(index.search({ queries: places.map(wordsOf), combineWith: 'AND' }).map((hit) => hit.id)) : undefined;
    if (required.length === 0) {
        for (let door = 0; door < doors; door++) {
            if (judge(question, door, named)) {
                yield [door, 1];
            }
        }
        return;
    }
    const hits = index.search({ queries: required.map(wordsOf), combineWith: 'AND' },
                              { boost, filter: (hit) => judge(question, hit.id, named) });
    for (const hit of hits) {
        yield [hit.id, hit.score];
    }
}

// 64 bits of FNV-1a, in two halves: JavaScript has no wide integer that is fast.
function checksum(counts) {
    let sum = 1469598103934665603n;
    for (const count of counts) {
        sum = BigInt.asUintN(64, (sum ^ BigInt(count)) * 1099511628211n);
    }
    return sum.toString(16);
}

const before = (question, a, b) => (question.isNearest && a[2] !== b[2] ? a[2] - b[2]
    : b[1] - a[1] || a[2] - b[2] || a[0] - b[0]);

function ask(question) {
    const facets = new Uint32Array(labelCount + 5);
    const found = [];
    for (const [door, words] of candidates(question)) {
        const distance = distanceTo(question, door);
        const nearness = distance < NOWHERE ? 0.25 + 0.75 / (1 + distance / 5000) : flags[door] & 8 ? 0.7 : 0.5;
        found.push([door, words * nearness, distance]);
        if (!question.isNearest) {
            for (let i = door * LABELS; labels[i] >= 0; i++) {
                facets[labels[i]]++;
            }
            for (let i = 0; i < 4; i++) {
                facets[labelCount + i] += flags[door] >> i & 1;
            }
            facets[labelCount + 4] += open[question.moment][hours[door]] === '1' ? 1 : 0;
        }
    }
    found.sort((a, b) => before(question, a, b));
    return { total: found.length, facets, top: found.slice(0, 20).map(([door]) => door) };
}

// Milliseconds of the wall, or of the processor where others want the machine.
const clock = process.env.SEARCH_CLOCK === 'processor' ? () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
} : () => performance.now();

const start = performance.now();
await build();
const built = (performance.now() - start) / 1000;
const weights = readFileSync(`${folder}/weights.tsv`, 'utf8').split('\n').map((line) => line.split(' ').map(Number));
const questions = read('questions.tsv').slice(0, questionCount).map((line, i) => readQuestion(line, weights[i]));
const times = [];
const answers = [];
let cpu = 0;
for (let pass = 0; pass < 2; pass++) {
    const used = process.cpuUsage();
    questions.forEach((question, i) => {
        const asked = clock();
        const answer = ask(question);
        times[i] = (clock() - asked) * 1000;
        if (pass === 0) {
            answers.push(`${answer.total}\t${question.isNearest ? 0 : checksum(answer.facets)}\t${answer.top.join(' ')}`);
        }
    });
    const { user, system } = process.cpuUsage(used);
    cpu = (user + system) / 1e6;
}
writeFileSync(`${folder}/minisearch.answers`, `${answers.join('\n')}\n`);
writeFileSync(`${folder}/minisearch.times`,
              `${built}\t${cpu}\t${process.memoryUsage().heapUsed}\t${process.memoryUsage().rss}\n${times.join('\n')}\n`);
