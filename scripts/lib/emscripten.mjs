// Finds Emscripten, or gives Debian 12 a private copy of it.
//
// Debian 12's own package (3.1.6) is too old; Debian 13's (3.1.69) is new enough and its compiler,
// LLVM 19, is in Debian 12, too. So on Debian 12 Emscripten is fetched from the next release and
// unpacked, not installed, into the user's cache, where all clones share it.
import { existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { debianVersion } from './debian.mjs';
import { cache } from './paths.mjs';
import { ask, run, which } from './process.mjs';
import { Stop, say } from './say.mjs';

const oldest = [3, 1, 69];
const installer = path.join(import.meta.dirname, 'emscripten-private.mjs');

/** Where the private copy lies; the number behind the version counts changes of the recipe. */
export const privateFolder = path.join(cache, 'emscripten-3.1.69-1');

/** What Debian 12 has to install for the private copy, and what for. */
export const privatePackages = {
  'clang-19': 'the compiler behind Emscripten',
  'lld-19': 'its linker for WebAssembly',
  'llvm-19': 'its archiver and other small tools',
  python3: 'Emscripten is written in it',
};

/**
 * Emscripten's own folder (the one with `emcc` and `cmake/Modules`), or undefined when there is
 * none that is new enough: first what is on the PATH, then `$EMSDK`, then the private copy.
 * @returns {string | undefined}
 */
export function findEmscripten() {
  const emsdk = process.env['EMSDK'];
  const candidates = [
    which('emcc'),
    ...(emsdk ? [path.join(emsdk, 'upstream/emscripten/emcc')] : []),
    path.join(privateFolder, 'usr/share/emscripten/emcc'),
  ];
  for (const emcc of candidates) {
    if (!emcc || !existsSync(emcc)) continue;
    const folder = rootOf(emcc);
    if (folder && isNewEnough(ask(emcc, ['--version']))) return folder;
  }
  return undefined;
}

/**
 * Emscripten's folder; on Debian 12 the private copy is made when nothing else is there.
 * @returns {Promise<string>}
 */
export async function needEmscripten() {
  const found = findEmscripten();
  if (found) return found;
  if (debianVersion() !== 12) {
    throw new Stop(
      `Emscripten ${oldest.join('.')} or newer is needed: put its emcc on the PATH or set EMSDK ` +
        '(on Debian 13: sudo apt-get install emscripten).',
    );
  }
  say('Emscripten 3.1.69 compiles the core to WebAssembly; Debian 12 only has 3.1.6.');
  say(
    `Fetching Debian 13's package (about 250 MB) into ${privateFolder}; the system stays as it is.`,
  );
  mkdirSync(cache, { recursive: true });
  // flock: two clones never install at once, and a lock never outlives the process that held it.
  const lock = path.join(cache, 'emscripten.lock');
  const node = [process.execPath, installer];
  let outcome = await run('flock', ['-n', '-E', '75', lock, ...node], { show: true });
  if (outcome.code === 75) {
    say('Another clone is installing it at the moment: waiting.');
    outcome = await run('flock', [lock, ...node], { show: true });
  }
  const installed = outcome.code === 0 ? findEmscripten() : undefined;
  if (!installed) throw new Stop('Emscripten could not be set up; running this again is safe.');
  return installed;
}

/** Removes the private copy, so that the next run fetches it anew. */
export function removeEmscripten() {
  rmSync(privateFolder, { recursive: true, force: true });
}

/** @param {string} emcc */
function rootOf(emcc) {
  // Debian's /usr/bin/emcc is a link to a wrapper in the folder; emsdk's lies in the folder itself.
  const folder = path.dirname(realpathSync(emcc));
  return existsSync(path.join(folder, 'cmake/Modules/Platform/Emscripten.cmake'))
    ? folder
    : undefined;
}

/** @param {string | undefined} text the first line of `emcc --version` ends with the version */
function isNewEnough(text) {
  const match = /\b(\d+)\.(\d+)\.(\d+)/.exec(text ?? '');
  if (!match) return false;
  const version = match.slice(1).map(Number);
  for (const [i, least] of oldest.entries()) {
    const part = version[i] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
