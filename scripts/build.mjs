// npm run build: the static site in dist/, ready for any web host, and the npm package's parts.
// npm run build -- --single: the page with all that it needs as one file instead.
import { statSync } from 'node:fs';
import { build } from './lib/cmake.mjs';
import { buildPage } from './lib/page.mjs';
import { inRoot } from './lib/paths.mjs';
import { Stop, runMain, say } from './lib/say.mjs';
import { setUp } from './lib/setup.mjs';

const [option, ...others] = process.argv.slice(2);

await runMain(async () => {
  if ((option !== undefined && option !== '--single') || others.length > 0) {
    throw new Stop('npm run build takes no argument but --single (after two hyphens).');
  }
  const single = option === '--single';
  const { emscripten } = await setUp('page');
  say('Building the core for WebAssembly');
  if ((await build('wasm', { emscripten, show: true, target: 'modules' })).code !== 0)
    throw new Stop('It failed.');
  say(single ? 'Building the single file' : 'Building the page and the package');
  const built = await buildPage(single ? ['single'] : ['page', 'node', 'package'], { show: true });
  if (built.code !== 0) throw new Stop('It failed.');
  if (single) {
    const file = 'build/single/fall-line.html';
    say(`All of it is in ${file} (${(statSync(inRoot(file)).size / 1e6).toFixed(1)} MB).`);
  } else say('The site is in dist/; npm pack makes the package of it and of build/.');
});
