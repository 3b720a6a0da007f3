import path from 'node:path';
import { defineConfig } from 'vite';
import { engineScripts, engineWithin } from './engine_scripts';
import { lessons } from './lesson_plugin';
import { singleFile } from './single_file';

const here = import.meta.dirname;

// The workbench with all its places and lessons as one file, for a mail, a stick, a frame.
export default defineConfig({
  root: here,
  base: './',
  mode: 'single', // what needs a site, such as the service worker, asks for it
  publicDir: false,
  plugins: [engineScripts(), engineWithin(), lessons([path.join(here, 'lessons')]), singleFile()],
  build: {
    outDir: path.join(here, '../build/single'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    rolldownOptions: {
      input: path.join(here, 'index.html'),
      output: { codeSplitting: false },
    },
  },
});
