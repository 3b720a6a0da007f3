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

// Their addresses are known for ever: one says which part of the host it may speak for, the other is
// what a page of somebody else loads.
const named = ['src/service_worker.ts', 'src/embed/inline.ts'];
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
      input: [
        ...pages.filter((page) => existsSync(page)),
        ...named.map((name) => path.join(here, name)),
      ],
      preserveEntrySignatures: 'allow-extension',
      output: {
        codeSplitting: { groups: [firstChunk('/index.html')] },
        entryFileNames: ({ facadeModuleId }) =>
          named.some((name) => facadeModuleId?.endsWith(name))
            ? '[name].js'
            : 'assets/[name]-[hash].js',
      },
    },
  },
});
