import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { serve } from '../../scripts/lib/server.mjs';
import { test as base } from './workbench';

const root = path.join(import.meta.dirname, '../..');

/** The page with the lessons of the tests beside its own, built and served for one worker. */
export const test = base.extend<object, { lessonsSite: string }>({
  lessonsSite: [
    async ({ browserName }, use, { parallelIndex }) => {
      const folder = path.join(root, `build/lessons-page-${browserName}-${parallelIndex}`);
      const vite = path.join(
        path.dirname(createRequire(import.meta.url).resolve('vite/package.json')),
        'bin/vite.js',
      );
      const how = ['build', '--config', 'web/vite.config.ts', '--outDir', folder, '--emptyOutDir'];
      execFileSync(process.execPath, [vite, ...how, '--logLevel', 'error'], {
        cwd: root,
        env: {
          ...process.env,
          NODE_ENV: 'production',
          FALL_LINE_LESSONS: path.join(root, 'tests/lessons'),
        },
      });
      const { url, close } = await serve(folder, { port: 0 });
      await use(url);
      await close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ lessonsSite }, use) => use(lessonsSite),
});

export { expect } from './workbench';
