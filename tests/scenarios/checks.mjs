// SPDX-License-Identifier: EUPL-1.2
// The checks of a scenario: each looks at one answer and returns a complaint, or nothing.

/** How a check starts on its line, longest first where one starts another. */
export const CHECKS = ['exit ', 'status ', 'out: ', 'out contains: ', 'out lacks: ', 'out is empty',
  'err: ', 'err lacks: ', 'err is empty', 'err json: ', 'json: ', 'header: ', 'body contains: ',
  'body lacks: '];

export function check(answer, step) {
  switch (step.kind) {
    case 'exit':
      return String(answer.exit) === step.text ? undefined
        : `exit ${step.text} expected, got ${answer.exit}`;
    case 'status':
      return String(answer.status) === step.text ? undefined
        : `status ${step.text} expected, got ${answer.status}`;
    case 'out:':
      return answer.out.split('\n').some((line) => matches(line, step.text)) ? undefined
        : `no line is ${step.text}`;
    case 'out contains:':
    case 'body contains:':
      return answer.out.includes(step.text) ? undefined : `not there: ${step.text}`;
    case 'out lacks:':
    case 'body lacks:':
      return answer.out.includes(step.text) ? `there: ${step.text}` : undefined;
    case 'out is empty':
      return answer.out === '' ? undefined : 'the output is not empty';
    case 'err:':
      return pattern(step.text)?.test(answer.err) ?? answer.err.includes(step.text) ? undefined
        : `not said: ${step.text}`;
    case 'err lacks:':
      return answer.err.includes(step.text) ? `said: ${step.text}` : undefined;
    case 'err is empty':
      return answer.err === '' ? undefined : 'something was said on standard error';
    case 'json:':
      return checkJson(answer.out, step.text);
    case 'err json:':
      return checkJson(answer.err, step.text);
    case 'header:':
      return checkHeader(answer.headers, step.text);
    default:
      return `not a check: ${step.kind}`;
  }
}

function pattern(text) {
  return /^\/.+\/$/s.test(text) ? new RegExp(text.slice(1, -1), 's') : undefined;
}

function matches(value, text) {
  return pattern(text)?.test(value) ?? value === text;
}

function checkHeader(headers, text) {
  const colon = text.indexOf(':');
  const name = text.slice(0, colon);
  const wanted = text.slice(colon + 1).trim();
  const value = headers?.get(name);
  if (wanted === 'absent') return value === null ? undefined : `the header ${name} is there: ${value}`;
  return value !== null && value !== undefined && matches(value, wanted) ? undefined
    : `header ${name}: ${wanted} expected, got ${value}`;
}

/** "doors[0].contact[\"a.b\"].length" from a parsed document; undefined where there is none. */
function member(document, path) {
  const keys = [...path.matchAll(/\["([^"]+)"\]|\[(-?\d+)\]|([^.[\]]+)/g)]
    .map(([, quoted, index, plain]) => quoted ?? (index === undefined ? plain : Number(index)));
  return keys.reduce((value, key) => {
    if (value === null || value === undefined) return undefined;
    return typeof key === 'number' && Array.isArray(value) ? value.at(key) : value[key];
  }, document);
}

const COMPARISONS = {
  '==': (a, b) => same(a, b),
  '!=': (a, b) => !same(a, b),
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  contains: (a, b) => (Array.isArray(a) ? a.some((one) => same(one, b)) : String(a ?? '').includes(b)),
};

function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}

function literal(text) {
  try { return JSON.parse(text); } catch { return text; }
}

function checkJson(source, text) {
  let document;
  try {
    document = JSON.parse(source);
  } catch (error) {
    return `not JSON: ${error.message}`;
  }
  const parts = /^(\S+)\s+(==|!=|<=|>=|<|>|contains|~|exists|absent)\s*(.*)$/s.exec(text);
  if (!parts) return `not a comparison: ${text}`;
  const [, path, operator, wanted] = parts;
  const value = path === '.' ? document : member(document, path);
  const got = `${path} is ${JSON.stringify(value)?.slice(0, 500)}`;
  if (operator === 'exists') return value === undefined ? got : undefined;
  if (operator === 'absent') return value === undefined ? undefined : got;
  if (operator === '~') return pattern(wanted)?.test(String(value)) ? undefined : `${got}; expected ${wanted}`;
  return value !== undefined && COMPARISONS[operator](value, literal(wanted)) ? undefined
    : `${got}; expected ${operator} ${wanted}`;
}
