// Makes the package's declarations readable by every resolution that TypeScript has: modules of Node
// are named with their extension. What Emscripten wrote of the modules is put beside them.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './lib/paths.mjs';

const folder = inRoot('build/declarations');
const modules = path.join(folder, 'generated/wasm');

mkdirSync(modules, { recursive: true });
for (const name of ['fall_line.d.ts', 'fall_line_lab.d.ts']) {
  copyFileSync(inRoot('web/src/generated/wasm', name), path.join(modules, name));
}
for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.d.ts')) continue;
  const file = path.join(folder, name);
  const text = readFileSync(file, 'utf8');
  const named = text.replace(
    /(\b(?:from|import)\s*\(?\s*['"])(\.{1,2}\/[^'"]+?)(?:\.js)?(['"])/g,
    '$1$2.js$3',
  );
  if (named !== text) writeFileSync(file, named);
}
