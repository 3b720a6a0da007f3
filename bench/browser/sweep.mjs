// A sweep of 4×4×4 cells on Franke in Chromium: how long it takes on the cores that there are, and
// whether the page stays responsive meanwhile. `npm run bench -- sweep`.
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startChromium } from '../../scripts/lib/chromium.mjs';
import { buildPage } from '../../scripts/lib/page.mjs';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { Stop, say } from '../../scripts/lib/say.mjs';
import { serve } from '../../scripts/lib/server.mjs';

const limits = { seconds: 10, longTask: 50 };
const report = inRoot('build/reports/sweep.json');

/** 2-128-1 for 100 epochs; the page's preset adds four rates, four λ and four batch sizes. */
const spec = {
  seed: 1,
  data: { source: 'franke', samples: 1000, noise: 0.2, scale: 'center' },
  network: { layers: [{ units: 128, activation: 'relu' }, {}] },
  optimizer: { id: 'sgd', learningRate: 0.1 },
  stop: { epochs: 100 },
};

/**
 * Measures, prints and writes build/reports/sweep.json.
 * @returns {Promise<boolean>} whether every limit is kept
 */
export async function measureSweep() {
  if ((await buildPage(['page'])).code !== 0) throw new Stop('The page was not built.');
  const load = os.loadavg()[0] ?? 0;
  if (load > 0.5)
    say(`This machine is busy (${load.toFixed(1)} programs wait or run): noise ahead`);
  const server = await serve(inRoot('dist'), { port: 0 });
  const browser = await startChromium();
  try {
    const viewport = { width: 1440, height: 900 };
    // Keeping the site for later would be measured, too.
    const page = await browser.newPage({ viewport, serviceWorkers: 'block' });
    await page.addInitScript(() => {
      /** @type {{ start: number, duration: number }[]} */
      const tasks = [];
      Object.assign(globalThis, { longTasks: tasks });
      new globalThis.PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries()) {
          tasks.push({ start: startTime, duration });
        }
      }).observe({ type: 'longtask', buffered: true });
    });
    const hash = `#v=1&j=${encodeURIComponent(JSON.stringify(spec))}&at=sweep`;
    await page.goto(new URL(hash, server.url).href);
    await page.locator('[data-menu="sweep-preset"]').selectOption('report');
    const plan = page.locator('[data-figure="plan"]', { hasText: '64 runs' });
    await plan.waitFor({ timeout: 60_000 });
    const begun = await page.evaluate(() => globalThis.performance.now());
    await page.locator('[data-action="sweep-start"]').click();
    await page.locator('[data-figure="progress"][data-phase="done"]').waitFor({ timeout: 300_000 });
    const measured = await page.evaluate((start) => {
      const { longTasks } = /** @type {{ longTasks: { start: number, duration: number }[] }} */ (
        /** @type {unknown} */ (globalThis)
      );
      const during = longTasks.filter((task) => task.start >= start);
      return {
        seconds: (globalThis.performance.now() - start) / 1000,
        longest: Math.max(0, ...during.map(({ duration }) => duration)),
        workers: globalThis.navigator.hardwareConcurrency,
      };
    }, begun);
    mkdirSync(path.dirname(report), { recursive: true });
    writeFileSync(report, `${JSON.stringify({ load, ...measured, limits }, null, 2)}\n`);
    console.log(
      `  64 runs on ${measured.workers} workers: ${measured.seconds.toFixed(2)} s (at most ${limits.seconds}), longest task ${measured.longest.toFixed(0)} ms (at most ${limits.longTask})`,
    );
    return measured.seconds <= limits.seconds && measured.longest <= limits.longTask;
  } finally {
    await browser.close();
    await server.close();
  }
}
