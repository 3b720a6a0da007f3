// Builds the page into dist/ and the engine for Node into build/node/, when an input has changed.
import { existsSync } from 'node:fs';
import { inRoot, root } from './paths.mjs';
import { run } from './process.mjs';
import { filesIn, hashFiles, isDone, markDone } from './stamp.mjs';

const vite = ['node_modules/vite/bin/vite.js', 'build', '--config'];
const tsc = ['node_modules/typescript/bin/tsc', '-p'];

/** Each with the steps that make it, as arguments of Node, and the file that shows it is there. */
const products = [
  { name: 'page', steps: [[...vite, 'web/vite.config.ts']], product: 'dist/index.html' },
  {
    name: 'node',
    steps: [
      [...vite, 'web/vite.node.config.ts'],
      [...tsc, 'tsconfig.package.json'],
    ],
    product: 'build/node/types/engine/node.d.ts',
  },
];

/**
 * @param {{ show?: boolean, only?: 'page' | 'node' }} [options]
 * @returns {Promise<import('./process.mjs').Outcome>}
 */
export async function buildPage(options = {}) {
  const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.package.json'];
  const hash = hashFiles(filesIn(['web', ...settings]), process.versions.node);
  let output = '';
  for (const { name, steps, product } of products) {
    if (options.only && options.only !== name) continue;
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
