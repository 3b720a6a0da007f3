// npm run build: the static site in dist/, ready for any web host, and the engine for Node.
import { build } from './lib/cmake.mjs';
import { buildPage } from './lib/page.mjs';
import { Stop, runMain, say } from './lib/say.mjs';
import { setUp } from './lib/setup.mjs';

await runMain(async () => {
  const { emscripten } = await setUp('page');
  say('Building the core for WebAssembly');
  if ((await build('wasm', { emscripten, show: true, target: 'modules' })).code !== 0)
    throw new Stop('It failed.');
  say('Building the page and the engine for Node');
  if ((await buildPage({ show: true })).code !== 0) throw new Stop('It failed.');
  say('The site is in dist/, the engine for Node in build/node/.');
});
