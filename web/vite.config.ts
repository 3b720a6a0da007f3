import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vite';
import { engineScripts } from './engine_scripts';
import { firstChunk } from './first_chunk';
import { lessons } from './lesson_plugin';
import { loader } from './loader_plugin';
import { offlineSite } from './offline_site';

const here = import.meta.dirname;
// Emscripten's loader imports it where it finds itself in Node; no browser ever gets there.
const external = ['module'];

// Tests name further folders of lessons, to find theirs in the page without touching any file.
const lessonFolders = [
  path.join(here, 'lessons'),
  ...(process.env['FALL_LINE_LESSONS'] ?? '').split(path.delimiter).filter((name) => name !== ''),
];

const serviceWorker = 'src/service_worker.ts';
const pages = ['index.html', 'embed.html'].map((name) => path.join(here, name));

// The static site. Relative addresses: it works in any folder of any web host.
export default defineConfig({
  root: here,
  base: './',
  plugins: [engineScripts(), lessons(lessonFolders), loader(), offlineSite()],
  worker: { format: 'es', rolldownOptions: { external } },
  build: {
    outDir: path.join(here, '../dist'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false }, // browsers that run the engine know it
    assetsInlineLimit: 0, // no data: addresses; the content security policy stays narrow
    rolldownOptions: {
      external,
      input: [...pages.filter((page) => existsSync(page)), path.join(here, serviceWorker)],
      output: {
        codeSplitting: { groups: [firstChunk('/index.html')] },
        // Its address is known for ever, and says which part of the host it may speak for.
        entryFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.endsWith(serviceWorker) ? '[name].js' : 'assets/[name]-[hash].js',
      },
    },
  },
});
