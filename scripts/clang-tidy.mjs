// clang-tidy over the core's own sources, as the `clang` preset compiles them. What passed is
// remembered by content, headers included, so that only what has changed is looked at again.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { jobs } from './lib/cmake.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { ask, run, which } from './lib/process.mjs';
import { Stop, runMain } from './lib/say.mjs';
import { hashFiles } from './lib/stamp.mjs';

const folder = inRoot('build/clang');
const memory = inRoot('build/stamps/clang-tidy.json');

await runMain(async () => {
  const tidy = which('clang-tidy-19', 'clang-tidy');
  if (!tidy) throw new Stop('clang-tidy is not installed.');
  if (!existsSync(path.join(folder, 'compile_commands.json'))) {
    throw new Stop('Build the clang preset first.');
  }
  const salt = ask(tidy, ['--version']) ?? '';
  const passed = remembered();
  const units = translationUnits();
  if (units.size === 0) throw new Stop('Ninja does not know what the sources depend on.');
  const open = [...units].filter(([file, inputs]) => passed[file] !== hashFiles(inputs, salt));
  let failures = 0;
  const worker = async () => {
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const [file, inputs] = next;
      const hash = hashFiles(inputs, salt);
      const { code, output } = await run(tidy, ['--quiet', '-p', folder, file], { cwd: root });
      if (code === 0) {
        passed[file] = hash;
      } else {
        failures += 1;
        console.log(output);
      }
    }
  };
  const looked = open.length;
  await Promise.all(Array.from({ length: jobs }, worker));
  mkdirSync(path.dirname(memory), { recursive: true });
  writeFileSync(memory, JSON.stringify(passed));
  if (failures > 0) throw new Stop(`${failures} of ${units.size} files have findings.`);
  console.log(`${units.size} files, ${looked} of them looked at now`);
});

/** @returns {Record<string, string>} file to the hash it passed with */
function remembered() {
  try {
    return JSON.parse(readFileSync(memory, 'utf8'));
  } catch {
    return {};
  }
}

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
    if (source) units.set(source, ['.clang-tidy', ...inputs.sort()]);
  }
  return units;
}
