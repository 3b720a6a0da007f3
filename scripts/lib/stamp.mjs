// Skips work whose inputs have not changed, by the content of the input files.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, root } from './paths.mjs';

/**
 * All files below the given files and folders, in a fixed order; what does not exist is left out.
 * @param {readonly string[]} places relative to the root
 * @param {(file: string) => boolean} [wanted]
 * @returns {string[]} relative to the root
 */
export function filesIn(places, wanted = () => true) {
  /** @type {string[]} */
  const found = [];
  /** @param {string} place */
  const visit = (place) => {
    const full = inRoot(place);
    if (!existsSync(full)) return;
    if (!statSync(full).isDirectory()) {
      if (wanted(place)) found.push(place);
      return;
    }
    for (const name of readdirSync(full).sort()) {
      if (name !== 'node_modules' && name !== '.git') visit(path.join(place, name));
    }
  };
  for (const place of places) visit(place);
  return found;
}

/**
 * A hash over names and contents.
 * @param {readonly string[]} files relative to the root
 * @param {string} [salt] anything else that the result depends on
 * @returns {string}
 */
export function hashFiles(files, salt = '') {
  const hash = createHash('sha256').update(salt);
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

/**
 * @param {string} name of the work
 * @param {string} hash of its inputs
 */
export function isDone(name, hash) {
  const file = inRoot('build/stamps', name);
  return existsSync(file) && readFileSync(file, 'utf8') === hash;
}

/**
 * @param {string} name
 * @param {string} hash
 */
export function markDone(name, hash) {
  mkdirSync(inRoot('build/stamps'), { recursive: true });
  writeFileSync(inRoot('build/stamps', name), hash);
}
