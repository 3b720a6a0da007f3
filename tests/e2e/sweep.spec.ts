import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test, type Workbench } from './workbench';

interface Axis {
  readonly path: string;
  readonly values?: readonly unknown[];
  readonly random?: { readonly count: number };
}

interface Golden {
  readonly sweep: { readonly spec: object; readonly axes: readonly Axis[] };
  readonly runs: readonly { readonly status: string; readonly fingerprint: string }[];
}

function golden(name: string): Golden {
  const url = new URL(`../sweeps/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Golden;
}

async function openSweep(page: Page, spec: object): Promise<void> {
  const hash = `#v=1&j=${encodeURIComponent(JSON.stringify(spec))}&at=sweep`;
  await page.goto(`./${hash}`);
  await expect(page.locator('[data-action="sweep-start"]')).toBeEnabled();
}

async function fill(page: Page, field: string, value: string): Promise<void> {
  const input = page.locator(`[data-field="${field}"]`);
  await input.fill(value);
  await input.press('Enter');
}

async function setRepeats(page: Page, value: string): Promise<void> {
  const field = page.locator('[data-parameter="repeats"] input[type="text"]');
  await field.fill(value);
  await field.press('Enter');
}

async function inPhase(page: Page, phase: string): Promise<void> {
  await expect(page.locator(`[data-figure="progress"][data-phase="${phase}"]`)).toBeVisible({
    timeout: 60_000,
  });
}

async function swept(page: Page): Promise<void> {
  await page.locator('[data-action="sweep-start"]').click();
  await inPhase(page, 'done');
}

/** The rows of the file that the page saves. */
async function csv(page: Page): Promise<Record<string, string>[]> {
  const saving = page.waitForEvent('download');
  await page.locator('[data-action="sweep-csv"]').click();
  const text = readFileSync(await (await saving).path(), 'utf8');
  const [head = '', ...lines] = text.trim().split('\r\n');
  // Quoted cells have commas in them only where a component has parameters.
  const cells = (line: string): string[] =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((match) => match[1] ?? '');
  const names = cells(head);
  return lines.map((line) =>
    Object.fromEntries(cells(line).map((cell, i) => [names[i] ?? '', cell])),
  );
}

/** The page set up to the grid of the golden file. */
async function planGrid(page: Page): Promise<void> {
  await page.locator('[data-action="add-axis"]').click();
  await page.locator('[data-menu="axis-0"]').selectOption('optimizer.learningRate');
  await page.locator('[data-axis="0"] [data-segment="values"]').click();
  await fill(page, 'values-0', '0.01, 0.1, 1e6');
  await page.locator('[data-menu="axis-1"]').selectOption('network.hidden.*.units');
  await page.locator('[data-axis="1"] [data-segment="range"]').click();
  await fill(page, 'from-1', '4');
  await fill(page, 'to-1', '16');
  await fill(page, 'count-1', '3');
  await page.locator('[data-menu="axis-2"]').selectOption('network.depth');
  await fill(page, 'values-2', '0, 1, 2');
  await setRepeats(page, '2');
  await expect(page.locator('[data-figure="plan"]')).toContainText('54 runs');
}

const canvasOf = (page: Page) => page.locator('fall-line-sweep-cells canvas');

test('a grid has the command line’s numbers, run by run', async ({ page, workbench }) => {
  test.setTimeout(120_000);
  const { sweep, runs } = golden('grid');
  await openSweep(page, sweep.spec);
  await planGrid(page);
  await swept(page);
  const rows = await csv(page);
  expect(rows.map(({ fingerprint }) => fingerprint)).toEqual(
    runs.map(({ fingerprint }) => fingerprint),
  );
  expect(rows.map(({ status }) => status)).toEqual(runs.map(({ status }) => status));
  expect(rows[1]).toMatchObject({ 'optimizer.learningRate': '0.01', seed: '4' });
  expect(rows.at(-1)).toMatchObject({ 'network.depth': '2', 'network.hidden.*.units': '16' });

  // Another metric needs no other run, and the best row follows.
  const best = page.locator('[data-figure="best"]');
  const before = await best.textContent();
  await page.locator('[data-menu="sweep-metric"]').selectOption('train.loss');
  await expect(best).not.toHaveText(before ?? '');
  await expect(page.locator('[data-figure="progress"]')).toContainText('54 of 54');

  // The same place by keys: the cell is read, and Enter opens it in the workbench.
  await canvasOf(page).focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
  const reading = page.locator('[data-figure="reading"]');
  await expect(reading).toContainText('Learning rate 0.1');
  await expect(reading).toContainText('over 2, from');
  await page.keyboard.press('ArrowDown');
  await expect(reading).toContainText('2 of 2 diverged');
  await page.keyboard.press('ArrowUp');
  await expect(reading).toContainText('Units, all hidden layers 8');
  await canvasOf(page).press('Enter');
  await opens(workbench, rows, { 'optimizer.learningRate': '0.1', units: '8', depth: '0' });
});

/** The run in the workbench, trained there, ends in the fingerprint of the row. */
async function opens(
  workbench: Workbench,
  rows: readonly Record<string, string>[],
  cell: {
    readonly 'optimizer.learningRate': string;
    readonly units: string;
    readonly depth: string;
  },
): Promise<void> {
  const row = rows.find(
    (one) =>
      one['optimizer.learningRate'] === cell['optimizer.learningRate'] &&
      one['network.hidden.*.units'] === cell.units &&
      one['network.depth'] === cell.depth,
  );
  await workbench.ready();
  await workbench.action('finish').click();
  await expect(workbench.figure('epoch')).toHaveText('10');
  expect(await workbench.fingerprint()).toBe(row?.['fingerprint']);
}

test('bootstrap resamples stand in place of seeds', async ({ page }) => {
  const { sweep, runs } = golden('bootstrap');
  await openSweep(page, sweep.spec);
  await page.locator('[data-menu="sweep-preset"]').selectOption('start');
  const choose = async (axis: number, ids: readonly string[]): Promise<void> => {
    const boxes = page.locator(`[data-axis="${axis}"] [data-choice]`);
    for (const id of ids) await page.locator(`[data-axis="${axis}"] [data-choice="${id}"]`).check();
    for (const box of await boxes.all()) {
      const id = (await box.getAttribute('data-choice')) ?? '';
      if (!ids.includes(id)) await box.uncheck();
    }
  };
  await choose(0, ['relu', 'sigmoid']);
  await choose(1, ['glorot-uniform', 'normal']);
  await page.locator('[data-segment="resamples"]').click();
  await setRepeats(page, '4');
  await expect(page.locator('[data-figure="plan"]')).toContainText('16 runs');
  await swept(page);
  const rows = await csv(page);
  expect(rows.map(({ resample }) => resample)).toEqual(runs.map((_, i) => String((i % 4) + 1)));
  // Values stand in the manifest's order here; the file's come from the list in the golden sweep.
  const prints = new Set(rows.map(({ fingerprint }) => fingerprint));
  for (const { fingerprint } of runs) expect(prints).toContain(fingerprint);
  await page.locator('[data-menu="sweep-metric"]').selectOption('validation.loss');
  await expect(page.locator('[data-menu="sweep-metric"] option:checked')).toContainText(
    'Out of bag',
  );
});

test('random networks: the command line’s numbers, the front, the ten best, and longer', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const { sweep, runs } = golden('random');
  await openSweep(page, sweep.spec);
  await page.locator('[data-segment="random"]').click();
  for (const [field, value] of [
    ['network-count', '8'],
    ['network-seed', '3'],
    ['network-depth-0', '1'],
    ['network-depth-1', '5'],
    ['network-units-0', '4'],
    ['network-units-1', '24'],
  ] as const) {
    await fill(page, field, value);
  }
  await expect(page.locator('[data-figure="plan"]')).toContainText('8 runs');
  await swept(page);
  const rows = await csv(page);
  expect(rows.map(({ fingerprint }) => fingerprint)).toEqual(
    runs.map(({ fingerprint }) => fingerprint),
  );
  await expect(page.locator('fall-line-sweep-scatter canvas')).toHaveAttribute('data-dots', '8');
  await expect(page.locator('[data-figure="stuck"]')).toContainText(/of 8 never left/);
  await expect(page.locator('[data-cell="epochs"]')).toHaveText(runs.map(() => '10'));
  const first = page.locator('tr[data-run]').first();
  const number = await first.getAttribute('data-run');
  await first.locator('[data-action="longer"]').click();
  const row = page.locator(`tr[data-run="${number}"]`);
  await expect(row.locator('[data-cell="epochs"]')).toHaveText('100');
  await expect(page.locator('[data-cell="epochs"]', { hasText: /^10$/ })).toHaveCount(7);
  await inPhase(page, 'done');
});

const slow = {
  data: { source: 'franke', samples: 1000 },
  network: { layers: [{ units: 64, activation: 'relu' }, {}] },
  batchSize: 10,
  stop: { epochs: 6000 }, // long enough on a machine that has nothing else to do
};

test('pause, go on, cancel; the workbench’s own session is as it was', async ({
  page,
  workbench,
}) => {
  test.setTimeout(120_000);
  await workbench.open(`#v=1&j=${encodeURIComponent(JSON.stringify(slow))}`);
  await workbench.epochs(2);
  const before = await workbench.fingerprint();
  await page.locator('[data-place="sweep"]').click();
  await expect(page.locator('[data-figure="plan"]')).toContainText('16 runs');
  await page.locator('[data-action="sweep-start"]').click();
  const progress = page.locator('[data-figure="progress"]');
  await expect(progress).not.toContainText(/^0 of/, { timeout: 60_000 });
  await expect(page.locator('[data-figure="left"]')).toContainText('about');
  await page.locator('[data-action="sweep-pause"]').click();
  await inPhase(page, 'paused');
  await page.locator('[data-action="sweep-pause"]').click();
  await inPhase(page, 'running');
  await page.locator('[data-action="sweep-cancel"]').click();
  await inPhase(page, 'cancelled');
  const kept = (await csv(page)).filter(({ fingerprint }) => fingerprint !== '');
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.length).toBeLessThan(16);
  await expect(page.locator('[data-action="sweep-resume"]')).toBeEnabled();
  await page.locator('[data-place="workbench"]').click();
  await expect(workbench.figure('epoch')).toHaveText('2');
  expect(await workbench.fingerprint()).toBe(before);
});

test('what makes no sweep is said before it is begun', async ({ page }) => {
  await openSweep(page, { data: { source: 'xor' }, stop: { epochs: 3 } });
  await page.locator('[data-axis="0"] [data-segment="values"]').click();
  await fill(page, 'values-0', '0.1, fast');
  await expect(page.locator('[data-figure="plan"]')).toContainText('optimizer.learningRate');
  await expect(page.locator('[data-action="sweep-start"]')).toBeDisabled();
  await fill(page, 'values-0', '0.1, 0.2');
  await expect(page.locator('[data-action="sweep-start"]')).toBeEnabled();
});

test('curves, table and pictures show the same runs', async ({ page }) => {
  await openSweep(page, { data: { source: 'circle' }, stop: { epochs: 5 } });
  await swept(page);
  await page.locator('fall-line-sweep [data-segment="curves"]').click();
  const canvas = canvasOf(page);
  await expect(canvas).toHaveAttribute('aria-label', /training solid, test dashed/);
  const box = await canvas.boundingBox();
  await canvas.hover({ position: { x: 120, y: 60 } });
  expect(box?.height).toBeGreaterThan(200);
  await expect(page.locator('[data-figure="value"]')).toContainText('loss');
  await page.locator('fall-line-sweep [data-segment="table"]').click();
  await expect(page.locator('tr[data-run]')).toHaveCount(16);
  const figures = (await page.locator('[data-cell="figure"]').allTextContents()).map(parseFloat);
  expect([...figures].sort((a, b) => a - b)).toEqual(figures);
  await page.locator('fall-line-sweep [data-segment="map"]').click();
  await page.locator('fall-line-sweep-cells [data-action="save-plot"]').click();
  const saving = page.waitForEvent('download');
  await page.locator('[data-save="svg"]').click();
  const svg = readFileSync(await (await saving).path(), 'utf8');
  expect(svg.match(/<text/g)?.length).toBeGreaterThan(16 + 8);
});

test('on a phone nothing is wider than the screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openSweep(page, { data: { source: 'circle' }, stop: { epochs: 2 } });
  await swept(page);
  const widest = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(widest).toBeLessThanOrEqual(390);
});
