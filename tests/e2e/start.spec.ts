import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { barriers } from './axe';
import { expect, readNumber, test } from './workbench';

function hashOf(spec: unknown): string {
  return `#v=1&j=${encodeURIComponent(JSON.stringify(spec))}&at=start`;
}

function take(page: Page): ReturnType<Page['locator']> {
  return page.locator('[data-action="take-rate"]');
}

/** The rate on the button, when it has been found. */
async function suggested(page: Page): Promise<number> {
  await expect(take(page)).toBeVisible();
  return readNumber(((await take(page).textContent()) ?? '').replace(/Take|is taken/g, ''));
}

test('a rate on the spiral: found, taken, taken back', async ({ workbench, page }) => {
  await workbench.open('#at=start');
  const rate = await suggested(page);
  const range = page.locator('[data-figure="usable-rates"]');
  const [from, to] = [
    Number(await range.getAttribute('data-from')),
    Number(await range.getAttribute('data-to')),
  ];
  expect(from).toBeGreaterThan(1e-5);
  expect(rate).toBeGreaterThanOrEqual(from);
  expect(rate).toBeLessThan(to);
  await take(page).click();
  await expect(take(page)).toBeDisabled();
  await page.locator('[data-place="workbench"]').click();
  expect(Number(await workbench.parameter('learningRate').inputValue())).toBe(rate);
  await page.keyboard.press('Control+z');
  await expect(workbench.parameter('learningRate')).toHaveValue('0.03');
  // And it is a good one: three epochs with it bring the loss down.
  await workbench.set('learningRate', String(rate));
  await workbench.ready();
  const before = await workbench.number('train-loss');
  await workbench.epochs(3);
  expect(await workbench.number('train-loss')).toBeLessThan(before);
});

test('other rates, values under the keys, and a method without a rate', async ({
  workbench,
  page,
}) => {
  await workbench.open(hashOf({ data: { source: 'franke' }, optimizer: 'sgd' }));
  await suggested(page);
  await page.getByText('Rates and steps').click();
  await workbench.set('finder-to', '0.001');
  // Rates that are too small to diverge are all tried.
  await expect
    .poll(() =>
      page.locator('fall-line-rate-plot').evaluate((view) => {
        const { curve } = view as unknown as {
          curve: { rates: Float64Array; losses: Float64Array } | null;
        };
        return [curve?.rates.at(-1), curve?.losses.length];
      }),
    )
    .toEqual([0.001, 140]);
  const plot = page.locator('fall-line-rate-plot canvas');
  await expect(plot).toHaveAttribute('aria-label', /Usable|did not fall/);
  await plot.focus();
  await page.keyboard.press('End');
  await expect(page.locator('fall-line-rate-plot output')).toContainText('rate 0.00100');
  await page.locator('[data-place="workbench"]').click();
  await workbench.menu('optimizer').selectOption('levenberg-marquardt');
  await workbench.ready();
  await page.locator('[data-place="start"]').click();
  await expect(page.locator('[data-figure="no-rate"]')).toContainText('Levenberg');
});

const deep = {
  data: { source: 'spiral', seed: 7, scale: 'standardize' },
  network: {
    layers: [...Array.from({ length: 5 }, () => ({ units: 16, activation: 'tanh' })), {}],
  },
};

test('a deep tanh network: σ 0.05 fades from layer to layer, Glorot does not; chosen and undone', async ({
  workbench,
  page,
}) => {
  await workbench.open(hashOf(deep));
  await expect(page.locator('[data-init]')).toHaveCount(9);
  const value = async (init: string, layer: number): Promise<number> =>
    Number(
      await page
        .locator(`[data-init="${init}"] [data-layer="${layer}"]`)
        .getAttribute('data-value'),
    );
  for (let layer = 1; layer < 5; ++layer) {
    expect(await value('normal', layer)).toBeLessThan((await value('normal', layer - 1)) / 5);
  }
  expect(await value('glorot-uniform', 4)).toBeGreaterThan((await value('glorot-uniform', 0)) / 6);
  expect(await value('glorot-uniform', 4)).toBeLessThan((await value('glorot-uniform', 0)) * 6);
  // What the network has is Glorot already.
  expect(await value('own', 2)).toBe(await value('glorot-uniform', 2));
  await expect(
    page.locator('[data-init="glorot-uniform"] [data-action="use-init"]'),
  ).toBeDisabled();
  // Gradients fade on the way back.
  await page.locator('[data-segment="gradient"]').click();
  expect(await value('normal', 0)).toBeLessThan((await value('normal', 4)) / 100);

  await page.locator('[data-init="normal"] [data-action="use-init"]').click();
  await expect(page.locator('[data-init="normal"] [data-action="use-init"]')).toBeDisabled();
  await expect(page.locator('[data-init="own"]')).toContainText('Normal');
  await expect(page.locator('[data-init="own"] [data-layer="0"]')).toHaveAttribute(
    'data-value',
    String(await value('normal', 0)),
  );
  await page.keyboard.press('Control+z');
  await expect(page.locator('[data-init="own"]')).toContainText('Glorot uniform');
});

test('finder and lab are saved as pictures and as tables', async ({ workbench, page }) => {
  await workbench.open('#at=start');
  await suggested(page);
  await expect(page.locator('[data-init="lecun-normal"] [data-layer="1"]')).toBeVisible();
  for (const [view, name, head] of [
    ['fall-line-rate-finder', 'learning-rates', 'learning rate,loss,smoothed'],
    ['fall-line-initial-spread', 'initial-activation', 'initializer,layer,measured,predicted'],
  ] as const) {
    const place = page.locator(view);
    await place.locator('[data-action="save-plot"]').click();
    const saved = async (format: string): Promise<string> => {
      const saving = page.waitForEvent('download');
      await place.locator(`[data-save="${format}"]`).click();
      const file = await saving;
      expect(file.suggestedFilename()).toContain(name);
      return readFileSync(await file.path(), 'utf8');
    };
    const [first = '', ...rows] = (await saved('csv')).trim().split('\r\n');
    expect(first).toBe(head);
    expect(rows.length).toBeGreaterThan(10);
    expect(await saved('svg')).toContain('<path');
  }
});

test('without hidden layers the lab says so', async ({ workbench, page }) => {
  await workbench.open(hashOf({ data: { source: 'sine' }, network: { layers: [{}] } }));
  await expect(page.locator('[data-figure="no-hidden"]')).toBeVisible();
});

for (const width of [390, 1440]) {
  test(`axe finds nothing, and nothing is wider than the page, at ${width} px`, async ({
    workbench,
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await workbench.open(hashOf(deep));
    await suggested(page);
    await expect(page.locator('[data-init]')).toHaveCount(9);
    await expect(page.locator('fall-line-initial-spread .scroll')).toHaveAttribute(
      'aria-busy',
      'false',
    );
    await page.getByText('Rates and steps').click();
    expect(await barriers(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}
