// SPDX-License-Identifier: EUPL-1.2
// A strict reader of OpenMetrics 1.0 text, written from the specification
// (github.com/OpenObservability/OpenMetrics): it takes nothing that a scraper may refuse.

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$|^\+Inf$/;
const ENDINGS = { counter: ['_total'], gauge: [''], histogram: ['_bucket', '_sum', '_count'] };
const TYPES = Object.keys(ENDINGS);

function need(condition, sentence, line) {
  if (!condition) throw new Error(`${sentence}: ${line}`);
}

/** 'name{a="b",c="d"} 12' as { name, labels, value }. */
function readSample(line) {
  const match = /^([^{ ]+)(?:\{(.*)\})? (\S+)$/.exec(line);
  need(match, 'no sample', line);
  const [, name, inside, number] = match;
  need(NAME.test(name), 'no metric name', line);
  need(NUMBER.test(number), 'no number', line);
  const labels = new Map();
  let rest = inside ?? '';
  need(inside === undefined || inside !== '', 'empty braces', line);
  while (rest !== '') {
    const label = /^([^=]+)="((?:[^"\\\n]|\\\\|\\"|\\n)*)"(,(?=.)|$)/.exec(rest);
    need(label && LABEL.test(label[1]), 'no label', line);
    need(!labels.has(label[1]), 'a label twice', line);
    labels.set(label[1], label[2]);
    rest = rest.slice(label[0].length);
  }
  return { name, labels, value: number === '+Inf' ? Infinity : Number(number), line };
}

function readMeta(line, families, current) {
  const match = /^# (TYPE|UNIT|HELP) (\S+) (.+)$/.exec(line);
  need(match, 'no comment but TYPE, UNIT and HELP is allowed', line);
  const [, what, name, text] = match;
  let family = current;
  if (!family || family.name !== name) {
    need(NAME.test(name), 'no metric name', line);
    need(!families.has(name), 'a family twice, or torn apart', line);
    family = { name, type: undefined, unit: undefined, help: undefined, samples: [] };
    families.set(name, family);
  }
  const member = what.toLowerCase();
  need(family[member] === undefined && family.samples.length === 0, `${what} twice or late`, line);
  family[member] = text;
  if (what === 'TYPE') need(TYPES.includes(text), 'no type we use', line);
  if (what === 'UNIT') need(name.endsWith(`_${text}`), 'the name does not end with its unit', line);
  return family;
}

function seriesOf(sample) {
  return [...sample.labels].filter(([label]) => label !== 'le').map(([label, value]) => `${label}=${value}`)
    .sort().join(',');
}

/** The samples of one histogram: rising bounds, rising counts, a last one that equals _count. */
function checkHistogram(family, samples) {
  const line = samples[0].line;
  const buckets = samples.filter(({ name }) => name.endsWith('_bucket'));
  const only = (ending) => {
    const found = samples.filter(({ name }) => name === family.name + ending);
    need(found.length === 1, `one ${ending} is expected`, line);
    return found[0].value;
  };
  let bound = -Infinity;
  let count = 0;
  for (const bucket of buckets) {
    const le = bucket.labels.get('le');
    need(le !== undefined && (le === '+Inf' || /[.e]/.test(le)), 'a bound is no float', bucket.line);
    const next = le === '+Inf' ? Infinity : Number(le);
    need(next > bound, 'bounds do not rise', bucket.line);
    need(Number.isInteger(bucket.value) && bucket.value >= count, 'counts fall', bucket.line);
    bound = next;
    count = bucket.value;
  }
  need(bound === Infinity, 'no bucket for +Inf', line);
  need(only('_count') === count, '_count is not the last bucket', line);
  need(only('_sum') >= 0, 'a sum below nothing', line);
}

function checkFamily(family) {
  need(family.type !== undefined && family.help !== undefined, 'no TYPE or no HELP', family.name);
  const seen = new Set();
  const series = new Map();
  for (const sample of family.samples) {
    const key = `${sample.name}{${seriesOf(sample)}}${sample.labels.get('le') ?? ''}`;
    need(!seen.has(key), 'a sample twice', sample.line);
    seen.add(key);
    if (family.type === 'counter') need(sample.value >= 0, 'a counter below nothing', sample.line);
    series.set(seriesOf(sample), [...(series.get(seriesOf(sample)) ?? []), sample]);
  }
  if (family.type === 'histogram') for (const samples of series.values()) checkHistogram(family, samples);
}

/** The text as a Map of families; throws on the first thing that is not as it must be. */
export function readOpenMetrics(text) {
  need(text.endsWith('# EOF\n'), 'no end', text.slice(-40));
  need(!text.includes('\r'), 'a carriage return', '');
  const families = new Map();
  let current;
  for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
    need(line !== '' && line !== '# EOF', 'an empty line or an early end', line);
    if (line.startsWith('#')) {
      current = readMeta(line, families, current);
      continue;
    }
    const sample = readSample(line);
    need(current && ENDINGS[current.type]?.some((ending) => sample.name === current.name + ending),
      'a sample outside its family', line);
    current.samples.push(sample);
  }
  for (const family of families.values()) checkFamily(family);
  return families;
}

/** The sum of the samples of that name whose labels are among those given. */
export function total(families, name, labels = {}) {
  return [...families.values()].flatMap(({ samples }) => samples)
    .filter((sample) => sample.name === name
      && Object.entries(labels).every(([label, value]) => sample.labels.get(label) === value))
    .reduce((sum, { value }) => sum + value, 0);
}
