/**
 * Tells the service worker what there is: after everything has been written, the list of files and a
 * version that changes with any of them stand in front of its script.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const script = 'service_worker.js';

export function offlineSite(): Plugin {
  return {
    name: 'fall-line-offline-site',
    writeBundle({ dir = '' }) {
      const file = path.join(dir, script);
      const code = readFileSync(file, 'utf8');
      const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
        .filter((name) => name !== script && statSync(path.join(dir, name)).isFile())
        .map((name) => name.split(path.sep).join('/'))
        .sort();
      const hash = createHash('sha256').update(code);
      for (const name of files)
        hash.update(`\0${name}\0`).update(readFileSync(path.join(dir, name)));
      const site = { version: hash.digest('hex').slice(0, 16), files };
      writeFileSync(file, `const fallLineSite=${JSON.stringify(site)};\n${code}`);
    },
  };
}
