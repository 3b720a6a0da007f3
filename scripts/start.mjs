// npm start: installs what is missing, builds what has changed, serves the page on 127.0.0.1.
// PORT chooses the port; without it the first free one from 4173 on is taken.
import { build } from './lib/cmake.mjs';
import { buildPage } from './lib/page.mjs';
import { inRoot } from './lib/paths.mjs';
import { Stop, runMain, say } from './lib/say.mjs';
import { serve } from './lib/server.mjs';
import { setUp } from './lib/setup.mjs';

await runMain(async () => {
  const { emscripten } = await setUp('page');
  say('Building the core for WebAssembly (the first time takes some minutes)');
  if ((await build('wasm', { emscripten, show: true, target: 'modules' })).code !== 0) {
    throw new Stop('The core did not compile; the compiler’s message stands above.');
  }
  say('Building the page');
  if ((await buildPage(['page'], { show: true })).code !== 0) {
    throw new Stop('The page did not build; the message stands above.');
  }
  const wanted = process.env['PORT'];
  if (wanted !== undefined && !/^\d{1,5}$/.test(wanted))
    throw new Stop(`PORT=${wanted} is no port.`);
  try {
    const port = wanted === undefined ? 4173 : Number(wanted);
    const { url } = await serve(inRoot('dist'), { port, orAnother: wanted === undefined });
    console.log(`\n  Fall Line is at  ${url}\n\n  Ctrl-C ends it.`);
  } catch (error) {
    throw new Stop(`Port ${wanted ?? '4173'}: ${error instanceof Error ? error.message : 'taken'}`);
  }
});
