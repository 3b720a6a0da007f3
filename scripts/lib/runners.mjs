// The test runners, each made to say what it counted.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { jobs } from './cmake.mjs';
import { inRoot, root } from './paths.mjs';
import { ask, run } from './process.mjs';
import { recall, remember } from './remembered.mjs';
import { filesIn, hashFiles } from './stamp.mjs';

/** @typedef {import('./stages.mjs').Counts} Counts */

/**
 * A command that passes or fails as one check.
 * @param {string} name
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<Counts>}
 */
export async function check(name, command, args) {
  return checkOf(name, await run(command, args, { cwd: root }));
}

/**
 * @param {string} name
 * @param {import('./process.mjs').Outcome} outcome
 * @returns {Counts}
 */
export function checkOf(name, { code, output, stdout }) {
  const ok = code === 0;
  const lines = stdout.trim().split('\n');
  const note = ok && lines.length === 1 ? lines[0] : undefined;
  return {
    passed: ok ? 1 : 0,
    failed: ok ? [] : [name],
    skipped: [],
    output,
    ...(note ? { note } : {}),
  };
}

/**
 * @param {string} preset
 * @param {Record<string, string>} env
 * @param {'quick' | 'long'} label
 * @returns {Promise<Counts>}
 */
async function ctest(preset, env, label) {
  const file = reportFile(`ctest-${preset}-${label}.xml`);
  const args = ['--preset', preset, '-j', String(jobs), '--output-junit', file, '--no-tests=error'];
  args.push('-L', `^${label}$`);
  const { code, output } = await run('ctest', args, { cwd: root, env });
  /** @type {Counts} */
  const counts = { passed: 0, failed: [], skipped: [], output };
  const xml = existsSync(file) ? readFileSync(file, 'utf8') : '';
  /** @type {string[]} */
  const details = [];
  for (const [all, quoted = '', status] of xml.matchAll(
    /<testcase name="([^"]*)"[^>]*\sstatus="(\w+)"[\s\S]*?<\/testcase>/g,
  )) {
    const name = unescape(quoted);
    if (status === 'run') counts.passed += 1;
    else if (status === 'fail') counts.failed.push(name);
    else counts.skipped.push(name);
    if (status === 'fail') {
      const printed = /<system-out>([\s\S]*?)<\/system-out>/.exec(all)?.[1] ?? '';
      details.push(`${name}\n${unescape(printed)}`);
    }
  }
  if (details.length > 0) counts.output = details.join('\n');
  return withExitCode(counts, code, `ctest ${preset} ${label}`);
}

/**
 * The same, for tests that take minutes: of the same sources by the same compilers they give the
 * same, so they are run once.
 * @param {string} preset
 * @param {Record<string, string>} env
 * @param {'quick' | 'long'} label
 * @returns {Promise<Counts>}
 */
export async function ctestOnce(preset, env, label) {
  const sources = ['CMakeLists.txt', 'CMakePresets.json', 'cmake', 'core', 'tests/CMakeLists.txt'];
  const folders = ['core', 'contract', 'support', 'golden', 'reference', 'sweeps', 'lessons'];
  const tests = [...folders.map((one) => `tests/${one}`), 'web/lessons'];
  const compilers = ['c++', 'clang++'].map((name) => ask(name, ['--version']));
  const outside = [...compilers, existsSync(inRoot('../shared/data/mnist'))].join('\n');
  const hash = hashFiles(filesIn([...sources, ...tests]), outside);
  return once(`ctest-${preset}-${label}`, hash, () => ctest(preset, env, label));
}

/**
 * A check of the project's files by a script of Node, which says of the same files the same.
 * @param {string} name
 * @param {readonly string[]} args of Node
 * @returns {Promise<Counts>}
 */
export async function checkOnce(name, args) {
  const files = projectFiles();
  const declarations = filesIn(['web/src/generated/wasm'], (file) => file.endsWith('.d.ts'));
  const run = () => check(name, process.execPath, args);
  if (files.length === 0) return run(); // no clone: nobody says which files are the project's
  const outside = [process.version, ask('clang-format-19', ['--version'])].join('\n');
  return once(name, hashFiles([...files, ...declarations], outside), run);
}

/** The project's own files: those of the clone, and new ones. None where this is no clone. */
function projectFiles() {
  const list = ['-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const own = ask('git', list)?.split('\0') ?? [];
  return own.filter((file) => file !== '' && existsSync(inRoot(file)));
}

/**
 * What passed is not run again while nothing that it depends on has changed.
 * @param {string} name
 * @param {string} hash of all that it depends on
 * @param {() => Promise<Counts>} run
 * @returns {Promise<Counts>}
 */
async function once(name, hash, run) {
  const kind = name.replaceAll(/[^\w]+/g, '-');
  const known = recall(kind, hash);
  if (known !== null) {
    const { passed, skipped } = JSON.parse(known);
    const note = 'remembered: what they depend on has not changed';
    return { passed, failed: [], skipped, output: '', note };
  }
  const counts = await run();
  const { passed, skipped, failed } = counts;
  if (failed.length === 0) remember(kind, hash, JSON.stringify({ passed, skipped }));
  return counts;
}

/**
 * @param {string} project of vitest.config.ts
 * @param {Record<string, string>} env
 * @returns {Promise<Counts>}
 */
export async function vitest(project, env) {
  const file = reportFile(`vitest-${project}.json`);
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project];
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const { code, output } = await run(process.execPath, [...args, ...reporters], { cwd: root, env });
  /** @type {Counts} */
  const counts = { passed: 0, failed: [], skipped: [], output };
  const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).testResults : [];
  for (const suite of results) {
    for (const { status, fullName } of suite.assertionResults) {
      if (status === 'passed') counts.passed += 1;
      else if (status === 'failed') counts.failed.push(fullName);
      else counts.skipped.push(fullName);
    }
    // A file that cannot even be loaded has no tests to fail.
    const isSilent = !suite.assertionResults.some(
      (/** @type {{ status: string }} */ test) => test.status === 'failed',
    );
    if (suite.status === 'failed' && isSilent)
      counts.failed.push(suite.name.replace(`${root}/`, ''));
  }
  return withExitCode(counts, code, `vitest ${project}`);
}

/**
 * The page in Chromium, while anything has changed that these tests see: the project's files, what
 * was built of them, and the programs that they are run by.
 * @param {Record<string, string>} env
 * @returns {Promise<Counts>}
 */
export async function playwrightOnce(env) {
  const files = projectFiles();
  const run = () => playwright(env, 'behaviour');
  if (files.length === 0) return run();
  const built = ['dist', 'build/node', 'build/browser', 'build/single', 'build/release/fall-line'];
  const programs = ['chromium-headless-shell', 'chromium', 'sphinx-build', 'python3'];
  const outside = [
    process.version,
    ...programs.map((name) => ask(name, ['--version'])),
    existsSync(inRoot('../shared/data/mnist')),
  ].join('\n');
  return once('playwright', hashFiles([...files, ...filesIn(built)], outside), run);
}

/**
 * @param {Record<string, string>} env
 * @param {string} project of playwright.config.ts, without those that it depends on
 * @returns {Promise<Counts>}
 */
export async function playwright(env, project) {
  const file = reportFile(`playwright-${project}.json`);
  const port = String(await freePort());
  const args = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'];
  args.push(`--project=${project}`, '--no-deps');
  const { code, output } = await run(process.execPath, args, {
    cwd: root,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file, FALL_LINE_E2E_PORT: port },
  });
  /** @type {Counts} */
  const counts = { passed: 0, failed: [], skipped: [], output };
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { suites: [] };
  const queue = [...report.suites];
  for (let suite = queue.shift(); suite !== undefined; suite = queue.shift()) {
    queue.push(...(suite.suites ?? []));
    for (const spec of suite.specs ?? []) {
      for (const { status } of spec.tests) {
        if (status === 'expected') counts.passed += 1;
        else if (status === 'skipped') counts.skipped.push(spec.title);
        else counts.failed.push(spec.title);
      }
    }
  }
  return withExitCode(counts, code, `playwright ${project}`);
}

/**
 * A runner that failed without naming a test has failed all the same.
 * @param {Counts} counts
 * @param {number} code
 * @param {string} name
 * @returns {Counts}
 */
function withExitCode(counts, code, name) {
  if (code !== 0 && counts.failed.length === 0) counts.failed.push(name);
  if (counts.passed + counts.failed.length + counts.skipped.length === 0) {
    counts.failed.push(`${name}: no tests`);
  }
  return counts;
}

/** @param {string} name */
function reportFile(name) {
  mkdirSync(inRoot('build/reports'), { recursive: true });
  const file = inRoot('build/reports', name);
  rmSync(file, { force: true });
  return file;
}

/** @param {string} text */
const unescape = (text) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
