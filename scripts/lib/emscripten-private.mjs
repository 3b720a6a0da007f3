// Makes the private copy of Emscripten for Debian 12. Run by emscripten.mjs, under its lock.
//
// Everything is prepared in a temporary folder beside the final one and renamed at the end: an
// interrupted run leaves nothing that looks finished.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { entriesFor, readSources } from './apt-sources.mjs';
import { privateFolder } from './emscripten.mjs';
import { inRoot } from './paths.mjs';
import { must } from './process.mjs';
import { Stop, runMain, say } from './say.mjs';

const suite = 'trixie';
const runningSuites = ['bookworm', 'oldstable', 'stable'];
// Binaryen needs the newer C and C++ libraries; they stay in the private folder with it.
const packages = ['emscripten', 'binaryen', 'libc6', 'libstdc++6', 'libgcc-s1', 'gcc-14-base'];

// Variants of the system libraries that this project never links: 1.6 of 1.7 GB.
const unused = [
  './usr/share/doc',
  './usr/share/man',
  './usr/share/emscripten/test',
  ...['lto*', 'pic', '*-mt*', '*-ww*', '*san*', 'libwasmfs*', 'libwebgpu*'].map(
    (name) => `*/wasm32-emscripten/${name}`,
  ),
];

await runMain(async () => {
  if (existsSync(privateFolder)) return; // Another clone was faster.
  const parent = path.dirname(privateFolder);
  for (const name of readdirSync(parent)) {
    if (name.startsWith('unfinished-')) rmSync(path.join(parent, name), { recursive: true });
  }
  const work = path.join(parent, `unfinished-${process.pid}`);
  const tree = path.join(work, 'tree');
  mkdirSync(tree, { recursive: true });
  const files = await download(path.join(work, 'apt'));
  say('Unpacking');
  for (const file of files) await unpack(file, tree);
  wrapBinaryen(tree);
  configure(tree);
  renameSync(tree, privateFolder);
  rmSync(work, { recursive: true });
  say(`Emscripten is ready in ${privateFolder}`);
});

/**
 * Downloads the packages with an apt configuration of our own: nothing of the system's state, not
 * even its package lists, is touched. Proxies and credentials of the machine's apt still apply.
 * @param {string} folder
 * @returns {Promise<string[]>} the .deb files
 */
async function download(folder) {
  const entries = entriesFor(readSources(), runningSuites, suite);
  if (entries.length === 0) {
    throw new Stop(`no source with one of ${runningSuites.join(', ')} and "main" in /etc/apt`);
  }
  const debs = path.join(folder, 'debs');
  for (const name of ['lists/partial', 'cache/archives/partial', 'debs']) {
    mkdirSync(path.join(folder, name), { recursive: true });
  }
  writeFileSync(path.join(folder, 'sources.list'), `${entries.join('\n')}\n`);
  writeFileSync(path.join(folder, 'status'), '');
  const options = [
    `Dir::Etc::sourcelist=${folder}/sources.list`,
    'Dir::Etc::sourceparts=/dev/null',
    'Dir::Etc::preferences=/dev/null',
    'Dir::Etc::preferencesparts=/dev/null',
    `Dir::State::lists=${folder}/lists`,
    `Dir::State::status=${folder}/status`,
    `Dir::Cache=${folder}/cache`,
    'Acquire::Languages=none',
    'Acquire::Retries=3',
    ...(process.getuid?.() === 0 ? ['APT::Sandbox::User=root'] : []),
  ].flatMap((option) => ['-o', option]);
  say(`Reading the package list of ${suite}`);
  await must('apt-get', [...options, '-q', 'update'], { cwd: debs, show: true });
  say(`Downloading ${packages.join(', ')}`);
  await must('apt-get', [...options, '-q', 'download', ...packages], { cwd: debs, show: true });
  return readdirSync(debs).map((name) => path.join(debs, name));
}

/**
 * @param {string} file a .deb
 * @param {string} tree
 */
async function unpack(file, tree) {
  const excludes = unused.map((pattern) => `--exclude='${pattern}'`).join(' ');
  const script = `dpkg-deb --fsys-tarfile "$1" | tar -x --wildcards -C "$2" ${excludes}`;
  await must('bash', ['-o', 'pipefail', '-c', script, 'unpack', file, tree]);
}

/**
 * Binaryen is linked against a newer C library than Debian 12 has. Each of its programs gets a
 * wrapper that starts it through the unpacked library's own loader.
 * @param {string} tree
 */
function wrapBinaryen(tree) {
  const libraries = readdirSync(path.join(tree, 'usr/lib')).find((name) =>
    name.includes('linux-gnu'),
  );
  if (!libraries) throw new Stop('the unpacked C library is not where it should be');
  const folder = path.join(tree, 'usr/lib', libraries);
  const loader = readdirSync(folder).find((name) => name.startsWith('ld-linux'));
  if (!loader) throw new Stop('the unpacked C library has no loader');
  const wrappers = path.join(tree, 'binaryen/bin');
  mkdirSync(wrappers, { recursive: true });
  for (const name of readdirSync(path.join(tree, 'usr/bin'))) {
    if (!name.startsWith('wasm')) continue;
    const file = path.join(wrappers, name);
    const libs = `${privateFolder}/usr/lib/${libraries}`;
    const program = `${privateFolder}/usr/bin/${name}`;
    writeFileSync(
      file,
      `#!/bin/sh\nexec '${libs}/${loader}' --library-path '${libs}' '${program}' "$@"\n`,
    );
    chmodSync(file, 0o755);
  }
}

/**
 * Emscripten reads `.emscripten` in its own folder, so no environment variable is needed.
 * @param {string} tree
 */
function configure(tree) {
  const home = path.join(tree, 'usr/share/emscripten');
  const lines = [
    'import shutil',
    "LLVM_ROOT = '/usr/bin'",
    "CLANG_ADD_VERSION = '19'",
    "LLVM_ADD_VERSION = '19'",
    `BINARYEN_ROOT = '${privateFolder}/binaryen'`,
    "NODE_JS = shutil.which('node')",
    'FROZEN_CACHE = True  # the system libraries come prebuilt',
  ];
  writeFileSync(path.join(home, '.emscripten'), `${lines.join('\n')}\n`);
  // Its JavaScript optimizer imports acorn, which the project has from npm.
  cpSync(inRoot('node_modules/acorn'), path.join(home, 'node_modules/acorn'), { recursive: true });
}
