import { defineConfig } from 'vitest/config';

// Three projects: the page's own logic, the WebAssembly module as Node runs it, the scripts.
export default defineConfig({
  test: {
    projects: [
      {
        test: { name: 'web', environment: 'node', include: ['tests/web/**/*.test.ts'] },
      },
      {
        test: { name: 'scripts', environment: 'node', include: ['tests/scripts/**/*.test.ts'] },
      },
      {
        test: {
          name: 'wasm',
          environment: 'node',
          include: ['tests/wasm/**/*.test.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
