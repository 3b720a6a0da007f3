// What has passed, by the hash of everything that it depends on, in the cache that all clones of
// this user share: a check that can only pass again is not made again. `FALL_LINE_FRESH=1` makes all.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { cache } from './paths.mjs';

/** Milliseconds after which what nobody asked for is forgotten: 60 days. */
const forgotten = 60 * 24 * 3600 * 1000;

/**
 * What was remembered of that; null for what has not passed.
 * @param {string} kind of check: a folder's name
 * @param {string} hash
 * @returns {string | null}
 */
export function recall(kind, hash) {
  const file = path.join(cache, kind, hash);
  if (process.env['FALL_LINE_FRESH'] || !existsSync(file)) return null;
  const now = new Date();
  utimesSync(file, now, now);
  return readFileSync(file, 'utf8');
}

/**
 * Remembers that it has passed, and forgets what is old.
 * @param {string} kind
 * @param {string} hash
 * @param {string} [note] what `recall` gives
 */
export function remember(kind, hash, note = '') {
  const folder = path.join(cache, kind);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (Date.now() - statSync(file).mtimeMs > forgotten) rmSync(file, { force: true });
  }
  writeFileSync(path.join(folder, hash), note);
}
