import path from 'node:path';
import { defineConfig } from 'vite';

const here = import.meta.dirname;
// Emscripten's loader imports it where it finds itself in Node; no browser ever gets there.
const external = ['module'];

// The page of the benchmark, built like the product's own: the same worker, the same module.
export default defineConfig({
  root: here,
  base: './',
  publicDir: false,
  worker: { format: 'es', rolldownOptions: { external } },
  build: {
    outDir: path.join(here, '../../build/bench-browser'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { external },
  },
});
