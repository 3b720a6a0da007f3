// Builds the page into dist/ and the engine for Node into build/node/, when an input has changed.
import { existsSync } from 'node:fs';
import { inRoot, root } from './paths.mjs';
import { run } from './process.mjs';
import { filesIn, hashFiles, isDone, markDone } from './stamp.mjs';

const vite = 'node_modules/vite/bin/vite.js';

/** @type {readonly { name: string, config: string, product: string }[]} */
const products = [
  { name: 'page', config: 'web/vite.config.ts', product: 'dist/index.html' },
  { name: 'node', config: 'web/vite.node.config.ts', product: 'build/node/index.js' },
];

/**
 * @param {{ show?: boolean, only?: 'page' | 'node' }} [options]
 * @returns {Promise<import('./process.mjs').Outcome>}
 */
export async function buildPage(options = {}) {
  const inputs = filesIn(['web', 'package.json', 'package-lock.json', 'tsconfig.json']);
  const hash = hashFiles(inputs, process.versions.node);
  let output = '';
  for (const { name, config, product } of products) {
    if (options.only && options.only !== name) continue;
    if (isDone(name, hash) && existsSync(inRoot(product))) continue;
    const outcome = await run(process.execPath, [vite, 'build', '--config', config], {
      cwd: root,
      env: { NODE_ENV: 'production' },
      show: options.show ?? false,
    });
    output += outcome.output;
    if (outcome.code !== 0) return { ...outcome, output };
    markDone(name, hash);
  }
  return { code: 0, output, stdout: '' };
}
