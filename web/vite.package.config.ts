import path from 'node:path';
import { defineConfig } from 'vite';
import { engineScripts, engineWithin } from './engine_scripts';

const here = import.meta.dirname;

// The engine for other people's bundlers, in pages and workers: worker and modules lie within the
// script, so that there is no file that a bundler would have to find and no address to configure.
export default defineConfig({
  root: here,
  publicDir: false,
  plugins: [engineScripts(), engineWithin()],
  build: {
    outDir: path.join(here, '../build/browser'),
    emptyOutDir: true,
    target: 'es2022',
    lib: { entry: { index: path.join(here, 'src/index.ts') }, formats: ['es'] },
    rolldownOptions: {
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
});
