// SPDX-License-Identifier: EUPL-1.2
// Runs the scenario files given, or all of them; README.md beside this file has their form.
// The last line is "N passed, N failed, N skipped".
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { storePlace } from '../store-place.mjs';
import { check, CHECKS } from './checks.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, '../..');
const PROGRAM = resolve(process.env.SEUIL_BIN ?? join(ROOT, 'build-test/seuil'));
const SHARED = resolve(ROOT, process.env.SEUIL_SHARED ?? '../shared');
const DEFAULT_SECONDS = 120;
const OUTPUT_LIMIT = 64 * 1024 * 1024;
const FILES_AT_ONCE = 2;

// ------------------------------------------------------------------------------ reading

/** A file as tests: [{ sentence, line, steps: [{ kind, text, body, line }] }]. */
function readScenario(path) {
  const lines = readFileSync(path, 'utf8').split('\n');
  const tests = [];
  for (let i = 0; i < lines.length; i++) {
    const text = lines[i].trimEnd();
    const line = i + 1;
    if (text === '' || text.startsWith(';;')) continue;
    if (text.startsWith('# ')) {
      tests.push({ sentence: text.slice(2), line, steps: [] });
      continue;
    }
    if (tests.length === 0) throw new Error(`${path}:${line}: a step before the first sentence`);
    const step = { ...splitKind(text, path, line), line };
    const end = /^(?:file|POST|PUT) .*<<(\w+)$/.exec(text);
    if (end) {
      const from = i + 1;
      while (++i < lines.length && lines[i] !== end[1]);
      if (i >= lines.length) throw new Error(`${path}:${line}: no line ${end[1]} ends this`);
      step.body = lines.slice(from, i).map((one) => one + '\n').join('');
      step.text = step.text.replace(/\s*<<\w+$/, '');
    }
    tests.at(-1).steps.push(step);
  }
  return tests;
}

const KINDS = ['$ ', 'file ', 'env ', 'timeout ', 'needs command ', 'needs file ', 'needs store ', 'serve', 'send ',
  'GET ', 'HEAD ', 'POST ', 'PUT ', 'DELETE ', 'OPTIONS ', ...CHECKS];

function splitKind(text, path, line) {
  const kind = KINDS.filter((one) => text.startsWith(one)).sort((a, b) => b.length - a.length)[0];
  if (!kind) throw new Error(`${path}:${line}: not a step: ${text}`);
  return { kind: kind.trim(), text: text.slice(kind.length).trim() };
}

// ------------------------------------------------------------------------------ running

/** One file's world: its folder, its variables, its server, the latest answer. */
class World {
  constructor(path) {
    this.path = path;
    this.folder = mkdtempSync(join(tmpdir(), 'seuil-scenario-'));
    this.variables = {
      ...process.env, ROOT, SHARED, HOME: this.folder, NO_COLOR: '1',
      PATH: `${dirname(PROGRAM)}:${process.env.PATH}`,
      SEUIL_STORE: storePlace(this.folder, 'seuil.db'),
    };
    this.headers = {};
    this.seconds = DEFAULT_SECONDS;
  }

  expand(text) {
    return text.replace(/\$(ROOT|SHARED|PORT)\b/g, (_, name) => this.variables[name] ?? '');
  }

  /** Runs a line of bash; its output, exit code and what to call it in a failure. */
  run(command) {
    const seconds = this.seconds;
    this.seconds = DEFAULT_SECONDS;
    return new Promise((done) => {
      const child = spawn('bash', ['-o', 'pipefail', '-c', command],
        { cwd: this.folder, env: this.variables, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
      const output = { out: [], err: [] };
      let size = 0;
      const keep = (where) => (piece) => {
        size += piece.length;
        if (size <= OUTPUT_LIMIT) output[where].push(piece);
      };
      child.stdout.on('data', keep('out'));
      child.stderr.on('data', keep('err'));
      const timer = setTimeout(() => stopGroup(child), seconds * 1000);
      let late = false;
      timer.unref();
      const stopGroup = (process_) => {
        late = true;
        try { process.kill(-process_.pid, 'SIGKILL'); } catch { /* it has ended */ }
      };
      child.on('close', (code, signal) => {
        clearTimeout(timer);
        done({
          called: `$ ${command}`, exit: code ?? `signal ${signal}`, late: late ? seconds : 0,
          out: Buffer.concat(output.out).toString(), err: Buffer.concat(output.err).toString(),
        });
      });
    });
  }

  async request(method, path, body) {
    const headers = this.headers;
    this.headers = {};
    if (body !== undefined && !Object.keys(headers).some((name) => /^content-type$/i.test(name))) {
      headers['Content-Type'] = /^\s*[[{]/.test(body) ? 'application/json'
        : 'application/x-www-form-urlencoded';
    }
    const payload = headers['Content-Type']?.includes('urlencoded') ? body.trim() : body;
    const response = await fetch(`http://127.0.0.1:${this.variables.PORT}${path}`, {
      method, headers, body: payload, redirect: 'manual', signal: AbortSignal.timeout(this.seconds * 1000),
    });
    this.seconds = DEFAULT_SECONDS;
    return {
      called: `${method} ${path}`, status: response.status, headers: response.headers,
      out: await response.text(), err: '',
    };
  }

  async serve(extra) {
    if (this.server) return;
    this.variables.PORT = String(await freePort());
    const words = ['serve', '--port', this.variables.PORT, ...extra.split(/\s+/).filter(Boolean)];
    const server = spawn(PROGRAM, words, { cwd: this.folder, env: this.variables, stdio: ['ignore', 'ignore', 'pipe'] });
    this.server = server;
    let said = '';
    server.stderr.on('data', (piece) => { said = (said + piece).slice(-4000); });
    let ended = false;
    server.on('close', () => { ended = true; });
    for (const from = Date.now(); Date.now() - from < 30000 && !ended;) {
      try {
        await fetch(`http://127.0.0.1:${this.variables.PORT}/api/v1/health`);
        return;
      } catch { await new Promise((wake) => setTimeout(wake, 50)); }
    }
    throw new Error(`the server did not answer: ${said}`);
  }

  async close() {
    if (this.server && this.server.exitCode === null) {
      const ended = new Promise((done) => this.server.on('close', done));
      this.server.kill('SIGTERM');
      const timer = setTimeout(() => this.server.kill('SIGKILL'), 10000);
      await ended;
      clearTimeout(timer);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

class Skipped extends Error {}

/** Does one step that is no check; returns the answer the checks after it look at. */
async function act(world, step) {
  switch (step.kind) {
    case '$':
      return world.run(step.text);
    case 'file': {
      const path = join(world.folder, step.text);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, step.body ?? '');
      return undefined;
    }
    case 'env': {
      const equals = step.text.indexOf('=');
      world.variables[step.text.slice(0, equals)] = world.expand(step.text.slice(equals + 1));
      return undefined;
    }
    case 'timeout':
      world.seconds = Number(step.text);
      return undefined;
    case 'needs command': {
      const { exit } = await world.run(`seuil help ${step.text}`);
      if (exit !== 0) throw new Skipped(`no command ${step.text}`);
      return undefined;
    }
    case 'needs store':
      if (step.text === 'file' && process.env.SEUIL_TEST_POSTGRES) throw new Skipped('about a store in a file');
      return undefined;
    case 'needs file':
      if (!existsSync(world.expand(step.text))) throw new Skipped(`no file ${step.text}`);
      return undefined;
    case 'serve':
      await world.serve(step.text);
      return undefined;
    case 'send': {
      const colon = step.text.indexOf(':');
      world.headers[step.text.slice(0, colon)] = step.text.slice(colon + 1).trim();
      return undefined;
    }
    default:
      return world.request(step.kind, world.expand(step.text), step.body);
  }
}

/** The complaints about an answer: those of its checks, and the outcome nobody asked for. */
function judge(answer, steps) {
  const complaints = [];
  if (answer.late) complaints.push({ line: steps[0]?.line, sentence: `stopped after ${answer.late} s` });
  const asked = (kind) => steps.some((step) => step.kind === kind);
  if (answer.exit !== undefined && !asked('exit') && answer.exit !== 0) {
    complaints.push({ sentence: `exit 0 expected, got ${answer.exit}` });
  }
  if (answer.status !== undefined && !asked('status') && answer.status >= 400) {
    complaints.push({ sentence: `success expected, got status ${answer.status}` });
  }
  for (const step of steps) {
    const sentence = check(answer, step);
    if (sentence) complaints.push({ line: step.line, sentence });
  }
  return complaints;
}

async function runTest(world, test) {
  const failures = [];
  for (let i = 0; i < test.steps.length;) {
    const step = test.steps[i++];
    if (CHECKS.some((kind) => kind.trim() === step.kind)) {
      failures.push(`${world.path}:${step.line}: a check before anything was done`);
      continue;
    }
    const answer = await act(world, step);
    const checks = [];
    while (answer && i < test.steps.length && CHECKS.some((kind) => kind.trim() === test.steps[i].kind)) {
      checks.push({ ...test.steps[i], text: world.expand(test.steps[i].text) });
      i++;
    }
    const complaints = answer ? judge(answer, checks) : [];
    if (complaints.length > 0) {
      failures.push(describe(world, step, answer, complaints));
    }
  }
  return failures;
}

function describe(world, step, answer, complaints) {
  const shown = (name, text) => (text.trim() === '' ? ''
    : `    ${name}: ${text.trim().slice(0, 2000).replaceAll('\n', '\n      ')}\n`);
  return complaints.map(({ line, sentence }) => `  ${world.path}:${line ?? step.line}: ${sentence}\n`).join('')
    + `    ${answer.called}\n${shown(answer.status ? `status ${answer.status}` : `exit ${answer.exit}, output`, answer.out || ' ')}`
    + shown('error', answer.err);
}

async function runFile(path, totals) {
  const name = relative(ROOT, path);
  const world = new World(name);
  try {
    for (const test of readScenario(path)) {
      let failures;
      try {
        failures = await runTest(world, test);
      } catch (error) {
        if (error instanceof Skipped) {
          totals.skipped++;
          console.log(`skipped ${name}: ${test.sentence}: ${error.message}`);
          continue;
        }
        failures = [`  ${name}:${test.line}: ${error.cause?.message ?? error.message}\n`];
      }
      totals[failures.length === 0 ? 'passed' : 'failed']++;
      if (failures.length > 0) console.log(`FAILED ${name}: ${test.sentence}\n${failures.join('')}`);
    }
  } catch (error) {
    totals.failed++;
    console.log(`FAILED ${name}\n  ${error.message}`);
  } finally {
    await world.close();
  }
}

function scenarioFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return scenarioFiles(path);
    return entry.name.endsWith('.txt') ? [path] : [];
  }).sort();
}

const given = process.argv.slice(2).map((path) => resolve(path));
const waiting = given.length > 0 ? given : scenarioFiles(HERE);
const totals = { passed: 0, failed: 0, skipped: 0 };
await Promise.all(Array.from({ length: FILES_AT_ONCE }, async () => {
  while (waiting.length > 0) await runFile(waiting.shift(), totals);
}));
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 ? 1 : 0;
