import { defineConfig } from 'vitest/config';

// Three projects: the page's own logic, the WebAssembly module as Node runs it, the scripts.
// None of them tests how quick it is, so a busy machine may take its time.
export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'web',
          environment: 'node',
          include: ['tests/web/**/*.test.ts'],
          testTimeout: 60_000,
        },
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
