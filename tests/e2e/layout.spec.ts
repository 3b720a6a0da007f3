// On a desk everything stands on one screen: no panel scrolls within itself, and no name of a
// control is cut off, whatever is learned from.
import type { Page } from '@playwright/test';
import { findFaults } from '../../scripts/lib/faults.mjs';
import { expect, test } from './workbench';

const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 7},${i % 3 ? 'a' : 'b'},${2 * i}`);
const table = `width,height,kind,price\n${rows.join('\n')}\n`;
const points = Array.from({ length: 12 }, (_, i) => [Math.cos(i), Math.sin(i), i % 2]);

async function scrolling(page: Page): Promise<readonly string[]> {
  const faults = await findFaults(page, { isOneScreen: true });
  return faults.filter((fault) => fault.includes('div.panel') || fault.includes('the page is'));
}

test.use({ viewport: { width: 1440, height: 900 } });

for (const source of ['spiral', 'franke', 'sine', 'gaussians-3d', 'digits']) {
  test(`${source} fits one screen at 1440×900, in projector mode, too`, async ({
    workbench,
    page,
  }) => {
    await workbench.open(`#set=data.source=${source}`);
    expect(await scrolling(page)).toEqual([]);
    await page.keyboard.press('p');
    await expect(page.locator('[data-panel-fold="data"]')).toBeVisible();
    expect(await scrolling(page)).toEqual([]);
  });
}

test('drawn points and a table fit as well; how they are split folds open', async ({
  workbench,
  page,
}) => {
  const spec = { data: { source: 'points', task: 'classes', points } };
  await workbench.open(`#v=1&j=${encodeURIComponent(JSON.stringify(spec))}`);
  await expect(page.locator('fall-line-sheet')).toBeVisible();
  expect(await scrolling(page)).toEqual([]);
  await workbench.files({
    name: 'prices.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(table),
  });
  await expect(page.locator('tr[data-column="kind"]')).toBeVisible();
  await workbench.ready();
  expect(await scrolling(page)).toEqual([]);
  const scale = page.locator('[data-field="scale"]');
  await expect(scale).toBeHidden();
  await page.locator('[data-fold="prepare"] summary').click();
  await expect(scale).toBeVisible();
});

test('explained, the page scrolls as a whole and no panel within itself', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  const height = (): Promise<number> => page.evaluate(() => document.documentElement.scrollHeight);
  expect(await height()).toBe(900);
  await page.getByRole('button', { name: 'Explain' }).click();
  await expect(page.locator('fall-line-optimizer .help').first()).toBeVisible();
  expect(await scrolling(page)).toEqual([]);
  expect(await height()).toBeGreaterThan(900);
  await page.getByRole('button', { name: 'Explain' }).click();
  await expect.poll(height).toBe(900);
});

test('a method of second order tells of its steps in projector mode without scrolling', async ({
  workbench,
  page,
}) => {
  await workbench.open(
    '#set=data.source=franke&set=batchSize=full&set=optimizer=levenberg-marquardt',
  );
  await workbench.epochs(2);
  await page.keyboard.press('p');
  await expect(page.locator('[data-strip="condition"]')).toBeVisible();
  expect(await scrolling(page)).toEqual([]);
});

test('pictures of a place follow the window when it is visited again', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  await workbench.epochs(1);
  await page.locator('[data-place="check"]').click();
  await page.locator('[data-action="check"]').click();
  const canvas = page.locator('fall-line-check-sweep canvas');
  await expect(canvas).toBeVisible();
  await page.locator('[data-place="workbench"]').click();
  await page.locator('[data-place="check"]').click();
  await page.setViewportSize({ width: 1000, height: 900 });
  const isSharp = (): Promise<boolean> =>
    canvas.evaluate((one) => {
      const { width, clientWidth } = one as HTMLCanvasElement;
      return Math.abs(width - clientWidth * devicePixelRatio) <= 1;
    });
  await expect.poll(isSharp).toBe(true);
  const { width = 0 } = (await canvas.boundingBox()) ?? {};
  expect(width).toBeGreaterThan(100);
});
