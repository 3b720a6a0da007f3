// npm run generate: writes the files that are made from the core.
//   web/src/generated/manifest.ts   what `fall-line manifest` prints, as TypeScript
//   web/src/generated/faults.ts     what it says of faults, which the page loads with one
//   docs/components.md, docs/glossary.md
// The tests make them anew and compare, so that they are never stale and never edited by hand.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generatedFiles } from './lib/generated.mjs';
import { build } from './lib/cmake.mjs';
import { inRoot } from './lib/paths.mjs';
import { Stop, runMain, say } from './lib/say.mjs';
import { setUp } from './lib/setup.mjs';

await runMain(async () => {
  await setUp('tests');
  if ((await build('release', { show: true, target: 'fall-line' })).code !== 0)
    throw new Stop('The core did not compile.');
  for (const { name, text } of await generatedFiles()) {
    mkdirSync(path.dirname(inRoot(name)), { recursive: true });
    writeFileSync(inRoot(name), text);
    say(`Wrote ${name}`);
  }
});
