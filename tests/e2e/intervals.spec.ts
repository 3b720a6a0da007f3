// What repeats say: the figures of `fall-line resample` for the document that the page saves.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './workbench';

const program = path.join(import.meta.dirname, '../../build/release/fall-line');
const spec = {
  data: { source: 'franke', samples: 200, seed: 3 },
  network: { layers: [{ units: 4 }, {}] },
  optimizer: { id: 'adam', learningRate: 0.02 },
  stop: { epochs: 5 },
};

interface Figure {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}
interface Line {
  readonly figures: Readonly<Record<string, Figure>>;
  readonly decomposition: { readonly bias2: number } | null;
}

async function plan(page: Page, preset: string, repeat: string, count: string): Promise<void> {
  await page.goto(`./#v=1&j=${encodeURIComponent(JSON.stringify(spec))}&at=sweep`);
  await page.locator('[data-menu="sweep-preset"]').selectOption(preset);
  await page.locator(`[data-segment="${repeat}"]`).click();
  const field = page.locator('[data-parameter="repeats"] input[type="text"]');
  await field.fill(count);
  await field.press('Enter');
  const epochs = page.locator('[data-parameter="epochs"] input[type="text"]');
  await expect(epochs).toHaveValue('5');
}

/** What the command line says of the document that the page saves. */
async function natively(page: Page): Promise<readonly Line[]> {
  const saving = page.waitForEvent('download');
  await page.locator('[data-action="document"]').click();
  const input = readFileSync(await (await saving).path(), 'utf8');
  const text = execFileSync(program, ['resample', '-'], { input, encoding: 'utf8' });
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

async function train(page: Page): Promise<void> {
  await page.locator('[data-action="sweep-start"]').click();
  await expect(page.locator('[data-figure="progress"][data-phase="done"]')).toBeVisible({
    timeout: 60_000,
  });
}

/** The numbers of the table, row by row, in full. */
async function rows(page: Page, key: string): Promise<number[]> {
  const cells = page.locator(`[data-figure="intervals"] [data-${key}]`);
  return cells.evaluateAll(
    (all, name) => all.map((cell) => Number((cell as HTMLElement).dataset[name])),
    key,
  );
}

for (const [repeat, count] of [
  ['resamples', '4'],
  ['folds', '3'],
] as const) {
  test(`${repeat} by degree: intervals, bias and variance of the command line`, async ({
    page,
  }) => {
    await plan(page, 'degree', repeat, count);
    const lines = await natively(page);
    await train(page);
    await page.locator('[data-segment="intervals"]').click();
    await page.locator('[data-menu="sweep-metric"]').selectOption('test.mse');
    await expect(page.locator('[data-figure="intervals"] tbody tr')).toHaveCount(8);
    const figures = lines.map((line) => line.figures['test.mse']);
    expect(await rows(page, 'mean')).toEqual(figures.map((of) => of?.mean));
    expect(await rows(page, 'low')).toEqual(figures.map((of) => of?.low));
    expect(await rows(page, 'high')).toEqual(figures.map((of) => of?.high));
    expect(await rows(page, 'bias')).toEqual(lines.map((line) => line.decomposition?.bias2));
    await page.locator('canvas.intervals').focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.locator('[data-figure="intervals"] tr[aria-current]')).toContainText(
      'polynomial:2',
    );
    await expect(page.locator('[data-figure="reading"]')).toContainText('polynomial:2');
  });
}

test('samples of the test part need one run a cell, and open on their intervals', async ({
  page,
}) => {
  await plan(page, 'degree', 'test', '500');
  await expect(page.locator('[data-figure="plan"]')).toContainText('8 runs');
  const lines = await natively(page);
  await train(page);
  await expect(page.locator('[data-figure="intervals"] tbody tr')).toHaveCount(8);
  await page.locator('[data-menu="sweep-metric"]').selectOption('test.r2');
  await expect(page.locator('canvas.intervals')).toHaveAttribute('data-intervals', '8');
  expect(await rows(page, 'low')).toEqual(lines.map((line) => line.figures['test.r2']?.low));
  await page.locator('fall-line-sweep [data-segment="map"]').click();
  await expect(page.locator('[data-figure="intervals"]')).toHaveCount(0);
});
