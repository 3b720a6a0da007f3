// Makes the machine ready: system packages, npm packages, Emscripten. Each step looks first, says
// what it does and why, and is safe to interrupt and repeat.
import { readFileSync } from 'node:fs';
import { debianVersion, needPackages } from './debian.mjs';
import { findEmscripten, needEmscripten, privatePackages } from './emscripten.mjs';
import { inRoot, root } from './paths.mjs';
import { must, which } from './process.mjs';
import { Stop, say } from './say.mjs';

/** What building the page takes. */
const forPage = {
  cmake: 'builds the core',
  'ninja-build': 'runs the compilers in parallel',
  ccache: 'compiles nothing twice',
  'libeigen3-dev': 'linear algebra',
  'nlohmann-json3-dev': 'reads and writes JSON in the core',
};

/** What the tests take besides. */
const forTests = {
  'g++': 'builds the core natively',
  'clang-19': 'builds it a second time: the bits must agree',
  'clang-format-19': 'checks the formatting',
  'clang-tidy-19': 'checks the C++',
  'libgtest-dev': 'GoogleTest',
  'zlib1g-dev': 'the command line reads .gz files',
  'python3-numpy': 'runs the scripts that the page writes',
  'chromium-headless-shell': 'end-to-end tests run in it',
  chromium: 'the pictures of the documentation are taken in it',
  'python3-sphinx': 'makes a course page that is tested',
};

const forBenchmarks = {
  'g++': forTests['g++'],
  'zlib1g-dev': forTests['zlib1g-dev'],
  chromium: 'the comparison runs in it',
};

/** @typedef {'page' | 'tests' | 'benchmarks'} Purpose */

/** @type {Record<Purpose, Record<string, string>>} */
const packages = {
  page: forPage,
  tests: { ...forPage, ...forTests },
  benchmarks: { ...forPage, ...forBenchmarks, 'libbenchmark-dev': 'Google Benchmark' },
};

/** @type {Record<Purpose, string[]>} */
const programs = {
  page: ['cmake', 'ninja'],
  tests: ['cmake', 'ninja', 'c++', 'clang++', 'clang-format', 'clang-tidy'],
  benchmarks: ['cmake', 'ninja', 'c++'],
};

/**
 * @param {Purpose} purpose
 * @returns {Promise<{ emscripten: string }>} Emscripten's folder
 */
export async function setUp(purpose) {
  checkNode();
  const debian = debianVersion();
  if (debian === 12 || debian === 13) {
    await needPackages({ ...packages[purpose], ...emscriptenPackages(debian) });
  } else {
    const missing = programs[purpose].filter((name) => !which(name));
    if (missing.length > 0) {
      throw new Stop(
        `Please install ${missing.join(', ')} (and Eigen 3.4, nlohmann/json, zlib, GoogleTest).`,
      );
    }
  }
  await needNodeModules();
  return { emscripten: await needEmscripten() };
}

/**
 * @param {12 | 13} debian
 * @returns {Record<string, string>}
 */
function emscriptenPackages(debian) {
  if (debian === 13) {
    return findEmscripten() ? {} : { emscripten: 'compiles the core to WebAssembly' };
  }
  // An emcc of the user's own brings its own compiler.
  const isPrivate = findEmscripten()?.includes('/fall-line/emscripten-') ?? true;
  return isPrivate ? privatePackages : {};
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Stop(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  }
}

/** Installs the npm packages when what is installed is not what package-lock.json says. */
export async function needNodeModules() {
  if (isInstalled()) return;
  say('Installing the npm packages named in package-lock.json (into node_modules)');
  await must('npm', ['ci', '--no-fund', '--no-audit'], { cwd: root, show: true });
}

function isInstalled() {
  try {
    const wanted = lockedVersions(inRoot('package-lock.json'));
    // npm writes this file last, so an interrupted installation does not have it.
    const present = lockedVersions(inRoot('node_modules/.package-lock.json'));
    return [...wanted].every(
      ([name, entry]) => entry.optional || present.get(name)?.version === entry.version,
    );
  } catch {
    return false;
  }
}

/**
 * @param {string} file
 * @returns {Map<string, { version: string, optional?: boolean }>}
 */
function lockedVersions(file) {
  const { packages: entries } = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(Object.entries(entries).filter(([name]) => name !== ''));
}
