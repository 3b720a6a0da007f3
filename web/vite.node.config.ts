import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vite';

const here = import.meta.dirname;
const outDir = path.join(here, '../build/node');

// The engine as a package for Node: index.js, the worker thread's script, and the modules beside it.
export default defineConfig({
  root: here,
  publicDir: false,
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: {
      input: {
        index: path.join(here, 'src/engine/node.ts'),
        node_worker: path.join(here, 'src/engine/node_worker.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
  ssr: { noExternal: true },
  plugins: [
    {
      name: 'modules-beside-the-script',
      writeBundle() {
        for (const name of ['fall_line.wasm', 'fall_line_lab.wasm']) {
          copyFileSync(path.join(here, 'src/generated/wasm', name), path.join(outDir, name));
        }
      },
    },
  ],
});
