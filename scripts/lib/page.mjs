// Builds the page into dist/, the single file and the parts of the npm package into build/, when an
// input has changed.
import { existsSync } from 'node:fs';
import { inRoot, root } from './paths.mjs';
import { run } from './process.mjs';
import { filesIn, hashFiles, isDone, markDone } from './stamp.mjs';

const vite = ['node_modules/vite/bin/vite.js', 'build', '--config'];
const tsc = ['node_modules/typescript/bin/tsc', '-p'];

/** Each with the steps that make it, as arguments of Node, and the file that shows it is there. */
const products = {
  page: { steps: [[...vite, 'web/vite.config.ts']], product: 'dist/index.html' },
  node: { steps: [[...vite, 'web/vite.node.config.ts']], product: 'build/node/index.js' },
  // The rest of the npm package: the engine for bundlers, and the types of all of it.
  package: {
    steps: [
      [...vite, 'web/vite.package.config.ts'],
      [...tsc, 'tsconfig.package.json'],
      ['scripts/package-types.mjs'],
    ],
    product: 'build/declarations/index.d.ts',
  },
  single: {
    steps: [[...vite, 'web/vite.single.config.ts']],
    product: 'build/single/fall-line.html',
  },
};

/** @typedef {keyof typeof products} Product */

/**
 * Makes them, each when an input has changed.
 * @param {readonly Product[]} wanted
 * @param {{ show?: boolean }} [options]
 * @returns {Promise<import('./process.mjs').Outcome>}
 */
export async function buildPage(wanted, options = {}) {
  const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.package.json'];
  const tools = ['scripts/package-types.mjs'];
  const hash = hashFiles(filesIn(['web', ...settings, ...tools]), process.versions.node);
  let output = '';
  for (const name of wanted) {
    const { steps, product } = products[name];
    if (isDone(name, hash) && existsSync(inRoot(product))) continue;
    for (const step of steps) {
      const outcome = await run(process.execPath, step, {
        cwd: root,
        env: { NODE_ENV: 'production' },
        show: options.show ?? false,
      });
      output += outcome.output;
      if (outcome.code !== 0) return { ...outcome, output };
    }
    markDone(name, hash);
  }
  return { code: 0, output, stdout: '' };
}
