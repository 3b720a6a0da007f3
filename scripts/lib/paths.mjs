// Where things lie: in the clone, and in the user's cache, which all clones share.
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this clone. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The cache folder that all clones of this user share. */
export const cache = path.join(
  process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'),
  'fall-line',
);

/**
 * A path inside the clone.
 * @param {string[]} parts
 */
export const inRoot = (...parts) => path.join(root, ...parts);
