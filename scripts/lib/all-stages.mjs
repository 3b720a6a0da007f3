// The stages of `npm test`, quick ones first.
import { existsSync, readFileSync } from 'node:fs';
import { generatedFiles } from './generated.mjs';
import { buildPage } from './page.mjs';
import { inRoot } from './paths.mjs';
import {
  check,
  checkOf,
  checkOnce,
  ctestOnce,
  playwright,
  playwrightOnce,
  vitest,
} from './runners.mjs';

/** @typedef {import('./stages.mjs').Stage} Stage */

/**
 * @param {object} machine
 * @param {(preset: import('./cmake.mjs').Preset) => Promise<import('./process.mjs').Outcome>} machine.build
 * @param {Record<string, string>} machine.env what the tests are told
 * @returns {Stage[]}
 */
export function allStages({ build, env }) {
  const node = process.execPath;
  const tsc = 'node_modules/typescript/bin/tsc';

  /**
   * A check by a script of Node.
   * @param {string} name
   * @param {string[]} groups
   * @param {string[]} args of Node
   * @param {string[]} [needs]
   * @returns {Stage}
   */
  const script = (name, groups, args, needs = []) => ({
    name,
    groups,
    needs,
    light: true,
    run: () => check(name, node, args),
  });

  /**
   * One that reads the project's files and nothing else, and takes long over it.
   * @param {string} name
   * @param {string[]} args of Node
   * @param {string[]} [needs]
   * @returns {Stage}
   */
  const reading = (name, args, needs = []) => ({
    ...script(name, ['checks'], args, needs),
    run: () => checkOnce(name, args),
  });

  /**
   * @param {import('./cmake.mjs').Preset} preset
   * @param {string[]} groups
   * @returns {Stage}
   */
  const compile = (preset, groups) => ({
    name: `build ${preset}`,
    groups,
    run: async () => checkOf(`build ${preset}`, { ...(await build(preset)), stdout: '' }),
  });

  /**
   * @param {import('./page.mjs').Product} product
   * @param {string} name
   * @param {string[]} groups
   * @returns {Stage}
   */
  const bundle = (product, name, groups) => ({
    name,
    groups,
    needs: ['build wasm'],
    light: true,
    run: async () => checkOf(name, { ...(await buildPage([product])), stdout: '' }),
  });

  const bundles = ['page', 'engine for Node', 'package', 'single file'];
  const inBrowser = ['build release', ...bundles.map((name) => `build ${name}`)];

  return [
    script('source rules', ['checks'], ['scripts/check-source.mjs']),
    script('documentation links', ['checks'], ['scripts/check-links.mjs']),
    { name: 'vitest scripts', groups: ['checks'], run: () => vitest('scripts', env) },
    compile('wasm', ['wasm', 'web']),
    // The module's declarations come from its build, so types and lint come after it.
    reading('lint', ['node_modules/eslint/bin/eslint.js', '.'], ['build wasm']),
    reading('formatting', ['scripts/format.mjs', '--check']),
    ...['page', 'worker', 'node', 'tests'].map((name) =>
      reading(`types (${name})`, [tsc, '-p', `tsconfig.${name}.json`], ['build wasm']),
    ),
    { name: 'vitest web', groups: ['web'], needs: ['build wasm'], run: () => vitest('web', env) },
    compile('release', ['core']),
    {
      name: 'generated files',
      groups: ['checks'],
      needs: ['build release'],
      run: generatedFilesAreFresh,
    },
    bundle('node', 'build engine for Node', ['wasm']),
    {
      name: 'vitest wasm',
      groups: ['wasm'],
      needs: ['build release', 'build engine for Node'],
      run: () => vitest('wasm', env),
    },
    bundle('page', 'build page', ['web']),
    bundle('package', 'build package', ['web']),
    bundle('single', 'build single file', ['web']),
    script('download size', ['checks'], ['scripts/check-size.mjs'], ['build page']),
    script('content of the page', ['checks'], ['scripts/check-built.mjs'], ['build page']),
    { name: 'playwright', groups: ['e2e'], needs: inBrowser, run: () => playwrightOnce(env) },
    {
      name: 'playwright, timed',
      groups: ['e2e'],
      needs: inBrowser,
      run: () => playwright(env, 'timed'),
    },
    compile('clang', ['core']),
    script('clang-tidy', ['checks'], ['scripts/clang-tidy.mjs'], ['build clang']),
    {
      name: 'ctest release',
      groups: ['core'],
      needs: ['build release', 'build clang'],
      run: () => ctestOnce('release', env, 'quick'),
    },
    compile('dev', ['core']),
    {
      name: 'ctest dev',
      groups: ['core'],
      needs: ['build dev', 'build clang'],
      run: () => ctestOnce('dev', { ...env, UBSAN_OPTIONS: 'print_stacktrace=1' }, 'quick'),
    },
    {
      name: 'ctest long',
      groups: ['core'],
      needs: ['build release'],
      run: () => ctestOnce('release', env, 'long'),
    },
  ];
}

/** @returns {Promise<import('./stages.mjs').Counts>} */
async function generatedFilesAreFresh() {
  const stale = (await generatedFiles()).filter(
    ({ name, text }) => !existsSync(inRoot(name)) || readFileSync(inRoot(name), 'utf8') !== text,
  );
  const output = stale.map(({ name }) => `${name} is stale: run npm run generate`).join('\n');
  return stale.length === 0
    ? { passed: 1, failed: [], skipped: [], output }
    : { passed: 0, failed: ['generated files'], skipped: [], output };
}
