/* global PerformanceObserver, requestAnimationFrame -- of the page that is measured */
// How long the picture of the network takes to be redrawn: in the built page, while it trains at
// full speed. `script` is what the view's own measure says; `work` is the processor time of the page's
// thread for one redraw at rest with everything that follows from it, the filling of pixels included.
import { inRoot, root } from '../../scripts/lib/paths.mjs';
import { must } from '../../scripts/lib/process.mjs';
import { say } from '../../scripts/lib/say.mjs';
import { serve } from '../../scripts/lib/server.mjs';

/**
 * @typedef {{ id: string, redraws: number, script: { median: number, p95: number }, work: number }} Redraw
 *   in milliseconds
 * @typedef {import('@playwright/test').Page} Page
 */

/** A frame at 60 a second has 16.7 ms; half of it is for the rest of the page. */
const most = 8;
const seconds = 6;
const folder = 'build/bench-page';

const networks = [
  { id: '2-8-8-1', link: '' },
  {
    id: '784-128-10',
    link: linkOf({
      data: { source: 'digits', samples: 2000 },
      network: { layers: [{ units: 128, activation: 'relu' }, {}] },
      batchSize: 50,
    }),
  },
];

/** @param {Record<string, unknown>} settings */
function linkOf(settings) {
  const parts = Object.entries(settings).map(
    ([path, value]) => `set=${encodeURIComponent(`${path}=${JSON.stringify(value)}`)}`,
  );
  return `#${parts.join('&')}`;
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @returns {Promise<Redraw[]>}
 */
export async function measureRedraws(browser) {
  say('Building the page');
  const vite = inRoot('node_modules/vite/bin/vite.js');
  const target = ['--outDir', inRoot(folder), '--emptyOutDir'];
  await must(process.execPath, [vite, 'build', '--config', 'web/vite.config.ts', ...target], {
    cwd: root,
    env: { NODE_ENV: 'production' },
  });
  const server = await serve(inRoot(folder), { port: 0 });
  try {
    /** @type {Redraw[]} */
    const measured = [];
    for (const { id, link } of networks) {
      const viewport = { width: 1440, height: 900 };
      // Keeping the site for later would be measured, too.
      const page = await browser.newPage({ viewport, serviceWorkers: 'block' });
      await page.goto(`${server.url}/${link}`);
      await page.locator('[data-figure="fingerprint"]', { hasText: /^[0-9a-f]{16}$/ }).waitFor();
      const result = { id, ...(await whileTraining(page)), work: await atRest(page) };
      console.log(`  redraw of ${result.id}: ${describe(result)}`);
      measured.push(result);
      await page.close();
    }
    return measured;
  } finally {
    await server.close();
  }
}

/** @param {Page} page */
async function whileTraining(page) {
  await page.locator('fall-line-network-picture').evaluate((picture) => {
    picture.toggleAttribute('measured', true);
  });
  const times = await page.locator('fall-line-workbench').evaluate(async (element, length) => {
    const { store } = /** @type {import('../../web/src/app.ts').Workbench} */ (element);
    /** @type {number[]} */
    const durations = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntriesByName('fall-line:network'))
        durations.push(entry.duration);
    });
    observer.observe({ type: 'measure' });
    store.setPace(null);
    store.play();
    await new Promise((resolve) => setTimeout(resolve, length));
    store.pause();
    observer.disconnect();
    return durations;
  }, 1000 * seconds);
  const sorted = times.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  return { redraws: sorted.length, script: { median: at(0.5), p95: at(0.95) } };
}

/** @param {Page} page */
async function atRest(page) {
  const frames = 60;
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  const worked = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ThreadTime')?.value ?? NaN;
  };
  const cost = async (/** @type {boolean} */ redraws) => {
    const before = await worked();
    await page.locator('fall-line-network-picture').evaluate(
      async (element, { count, isDrawn }) => {
        const picture =
          /** @type {import('../../web/src/views/network_picture.ts').NetworkPicture} */ (element);
        for (let i = 0; i < count; ++i) {
          if (isDrawn) picture.requestUpdate();
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
      },
      { count: frames, isDrawn: redraws },
    );
    return ((await worked()) - before) / frames;
  };
  await cost(true); // for the compiler to come to an end
  const idle = await cost(false);
  return 1000 * ((await cost(true)) - idle);
}

/** @param {Redraw} redraw */
export const isQuick = ({ script, work }) => script.median <= most && work <= most;

/** @param {Redraw} redraw */
function describe({ redraws, script, work }) {
  const ms = (/** @type {number} */ value) => value.toFixed(2);
  return `${redraws} redraws, script ${ms(script.median)} ms (95 %: ${ms(script.p95)}), with pixels ${ms(work)} ms`;
}

/** A table in Markdown. @param {readonly Redraw[]} measured */
export function redrawTable(measured) {
  const head = ['network', 'redraws', 'script, ms', '95 %, ms', 'with pixels, ms', `≤ ${most}`];
  const rows = measured.map((redraw) => [
    redraw.id,
    String(redraw.redraws),
    redraw.script.median.toFixed(2),
    redraw.script.p95.toFixed(2),
    redraw.work.toFixed(2),
    isQuick(redraw) ? 'yes' : 'no',
  ]);
  return [head, ['---', '---:', '---:', '---:', '---:', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
