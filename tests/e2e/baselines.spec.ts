import type { Page } from '@playwright/test';
import { expect, readNumber, test } from './workbench';

function hashOf(spec: unknown, place = ''): string {
  return `#v=1&j=${encodeURIComponent(JSON.stringify(spec))}${place === '' ? '' : `&at=${place}`}`;
}

async function cellOf(page: Page, row: string, metric: string, part: string): Promise<number> {
  const cell = page.locator(`[data-row="${row}"] [data-metric="${metric}"][data-part="${part}"]`);
  return readNumber((await cell.textContent()) ?? '');
}

test('three points: the line, the linear network on it, and its line in the loss', async ({
  workbench,
  page,
}) => {
  await workbench.open(
    hashOf({
      data: { source: 'three-points' },
      network: { layers: [{ units: 10, activation: 'linear' }, {}] },
      optimizer: 'levenberg-marquardt',
      stop: { epochs: 20 },
    }),
  );
  await workbench.action('finish').click();
  await expect(workbench.notice).toBeVisible();
  await workbench.ready();
  await page.locator('[data-place="baselines"]').click();
  await expect(page.locator('[data-row="ols-qr"] [data-metric="mse"]')).toHaveText('0.00568');
  await expect(page.locator('[data-row="network"] [data-metric="mse"]')).toHaveText('0.00568');
  await expect(page.locator('[data-figure="linearity"]')).toContainText('one matrix');
  const rows = page.locator('[data-coefficients]');
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText('0.20796');
  await page.locator('[data-draw="ols-qr"]').check();
  await page.locator('[data-place="workbench"]').click();
  const plot = page.locator('fall-line-curves').first();
  await expect
    .poll(() =>
      plot.evaluate((view) =>
        (view as unknown as { models: readonly { name: string }[] }).models.map((m) => m.name),
      ),
    )
    .toEqual(['Least squares']);
  // Other data: the line goes, because it was of these.
  await workbench.source('sine').click();
  await workbench.ready();
  expect(
    await plot.evaluate((view) => (view as unknown as { models: readonly unknown[] }).models),
  ).toEqual([]);
});

test('Franke by degree 14: the solver and rcond decide, ridge is calm', async ({
  workbench,
  page,
}) => {
  await workbench.open(
    hashOf(
      {
        data: { source: 'franke', features: ['tensor-polynomial:14'], noise: 0.2 },
        network: { layers: [{}] },
      },
      'baselines',
    ),
  );
  await expect(page.locator('[data-figure="condition"]')).toContainText('× 10¹⁷');
  const exact = await cellOf(page, 'ols-qr', 'mse', 'test');
  await page.locator('[data-field="solver"]').selectOption('normal-equations-pinv');
  await expect(page.locator('[data-row="ols-normal-equations-pinv"]')).toBeVisible();
  const truncated = await cellOf(page, 'ols-normal-equations-pinv', 'mse', 'test');
  expect(truncated).toBeLessThan(exact / 2);
  await page.locator('[data-action="take-lambda"]').click();
  await expect(page.locator('[data-row="ridge"]')).not.toContainText('λ = 0.000100');
  await expect(page.locator('[data-action="take-lambda"]')).toBeDisabled();
  const ridge = await cellOf(page, 'ridge', 'mse', 'test');
  expect(ridge).toBeLessThan(0.046);
  expect(ridge).toBeLessThan(truncated);
});

test('classes: both solvers of logistic regression end at one optimum, and one is opened', async ({
  workbench,
  page,
}) => {
  await workbench.open(hashOf({ data: { source: 'moons' } }, 'baselines'));
  await expect(page.locator('[data-row="logistic-lbfgs"]')).toBeVisible();
  expect(await cellOf(page, 'logistic-irls', 'cross-entropy', 'train')).toBe(
    await cellOf(page, 'logistic-lbfgs', 'cross-entropy', 'train'),
  );
  await expect(page.locator('[data-figure="linearity"]')).toContainText('bends');
  await page.locator('[data-row="logistic-irls"] [data-action="open-logistic"]').click();
  await expect(page.locator('[data-fact="network"]')).toHaveText('2–1');
  await workbench.ready();
});

test('data that are too large for a closed form say so', async ({ workbench, page }) => {
  await workbench.open(
    hashOf({ data: { source: 'catlike', samples: 40, testSamples: 10 } }, 'baselines'),
  );
  await expect(page.locator('[data-figure="too-large"]')).toContainText('12288 features', {
    timeout: 30_000, // the images are made three times: in the workbench, here, for each solver
  });
  await expect(page.locator('[data-row="logistic-irls"]')).toBeVisible();
});
