// clang-tidy over the core's own sources, as the `clang` preset compiles them. What passed is
// remembered by content, headers included, in the cache that all clones share: only what has changed
// is looked at again, in a fresh clone, too.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { jobs } from './lib/cmake.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { ask, run, which } from './lib/process.mjs';
import { recall, remember } from './lib/remembered.mjs';
import { Stop, runMain } from './lib/say.mjs';
import { hashFiles } from './lib/stamp.mjs';

const folder = inRoot('build/clang');
const kind = 'clang-tidy';

await runMain(async () => {
  const tidy = which('clang-tidy-19', 'clang-tidy');
  if (!tidy) throw new Stop('clang-tidy is not installed.');
  if (!existsSync(path.join(folder, 'compile_commands.json'))) {
    throw new Stop('Build the clang preset first.');
  }
  const salt = ask(tidy, ['--version']) ?? '';
  const units = translationUnits();
  if (units.size === 0) throw new Stop('Ninja does not know what the sources depend on.');
  const open = [...units]
    .map(([file, inputs]) => ({ file, hash: hashFiles(inputs, salt) }))
    .filter(({ hash }) => recall(kind, hash) === null);
  const looked = open.length;
  let failures = 0;
  const worker = async () => {
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const { code, output } = await run(tidy, ['--quiet', '-p', folder, next.file], { cwd: root });
      if (code === 0) {
        remember(kind, next.hash);
      } else {
        failures += 1;
        console.log(output);
      }
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  if (failures > 0) throw new Stop(`${failures} of ${units.size} files have findings.`);
  console.log(`${units.size} files, ${looked} of them looked at now`);
});

/**
 * The compiled sources, each with the files of the project that it depends on.
 * @returns {Map<string, string[]>} paths relative to the root
 */
function translationUnits() {
  /** @type {Map<string, string[]>} */
  const units = new Map();
  const lists = ask('ninja', ['-C', folder, '-t', 'deps']) ?? '';
  for (const block of lists.split('\n\n')) {
    const inputs = block
      .split('\n')
      .slice(1)
      .map((line) => path.relative(root, path.resolve(folder, line.trim())))
      .filter((file) => /^core\//.test(file) && existsSync(inRoot(file)));
    const source = inputs.find((file) => file.endsWith('.cpp'));
    if (source) units.set(source, ['.clang-tidy', 'cmake/options.cmake', ...inputs.sort()]);
  }
  return units;
}
