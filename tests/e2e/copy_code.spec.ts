import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { pythonWith, runPython } from '../support/run_python';
import { barriers } from './axe';
import { expect, test, type Workbench } from './workbench';

/** Opens the dialog from the share menu, and waits for the script. */
async function openCode(workbench: Workbench): Promise<void> {
  const menu = workbench.page.locator('fall-line-share-menu');
  if ((await menu.count()) === 0) await workbench.action('share').click();
  await menu.locator('[data-action="code"]').click();
  await expect(region(workbench.page)).toHaveAttribute('aria-busy', 'false');
}

const region = (page: Page) => page.locator('fall-line-copy-code .code');
const language = (page: Page, id: string) =>
  page.locator(`fall-line-copy-code [data-segment="${id}"]`);

async function codeOf(page: Page): Promise<string> {
  return (await page.locator('[data-figure="code"]').textContent()) ?? '';
}

const spec = {
  data: { source: 'franke', samples: 80, scale: 'standardize' },
  network: { layers: [{ units: 5, activation: 'tanh' }, {}] },
  optimizer: { id: 'adam', learningRate: 0.01 },
  stop: {},
};

const link = (more: object = {}): string =>
  `#v=1&j=${encodeURIComponent(JSON.stringify({ ...spec, ...more }))}`;

test('a run is shown in every language, and what is saved is what is shown', async ({
  workbench,
  page,
}) => {
  await workbench.open(link());
  await openCode(workbench);
  const marks = {
    numpy: 'import numpy as np',
    pytorch: 'from torch import nn',
    cpp: '#include <Eigen/Dense>',
    keras: 'from tensorflow import keras',
    latex: '\\documentclass{article}',
  };
  for (const [id, mark] of Object.entries(marks)) {
    await language(page, id).click();
    await expect(page.locator('[data-figure="code"]')).toContainText(mark);
  }
  expect(await barriers(page)).toEqual([]);
  await language(page, 'numpy').click();
  const shown = await codeOf(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    workbench.action('save-code').click(),
  ]);
  expect(download.suggestedFilename()).toBe('fall-line-franke-numpy.py');
  expect(readFileSync(await download.path(), 'utf8')).toBe(shown);
  await expect(page.locator('[data-action="save-data"]')).toHaveCount(0);
});

test('arrow keys choose the language', async ({ workbench, page }) => {
  await workbench.open(link());
  await openCode(workbench);
  await language(page, 'numpy').focus();
  await page.keyboard.press('ArrowRight');
  await expect(language(page, 'pytorch')).toBeFocused();
  await expect(page.locator('[data-figure="code"]')).toContainText('from torch import nn');
});

const python = pythonWith('numpy');

test('a script that is copied on the way gives the loss that the page shows', async ({
  workbench,
  page,
  context,
}) => {
  test.skip(python === null, 'Python has no NumPy: install python3-numpy.');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await workbench.open(link());
  await workbench.epochs(2);
  const loss = await workbench.number('train-loss');
  await openCode(workbench);
  await expect(page.locator('[data-field="code-end"]')).toHaveValue('here');
  await workbench.action('copy-code').click();
  await expect(page.locator('fall-line-copy-code output')).toHaveText('It is on the clipboard.');
  const code = await page.evaluate(() => navigator.clipboard.readText());
  const [outcome] = runPython(python ?? '', [{ name: 'copied', code, inputs: [[0.5, 0.5]] }]);
  const last = outcome?.said?.trim().split('\n').at(-1) ?? '';
  expect(last).toMatch(/^epoch 2, step \d+: /);
  const said = Number(/train loss ([\d.e-]+)/.exec(last)?.[1]);
  expect(Number(said.toPrecision(3))).toBe(loss);
});

test('images go to a file beside the script', async ({ workbench, page }) => {
  await workbench.open(link({ data: { source: 'digits', samples: 60 } }));
  await openCode(workbench);
  expect(await codeOf(page)).toContain('np.load("fall-line-data.npy")');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    workbench.action('save-data').click(),
  ]);
  expect(download.suggestedFilename()).toBe('fall-line-data.npy');
  const bytes = readFileSync(await download.path());
  expect(bytes.subarray(1, 6).toString()).toBe('NUMPY');
  expect(bytes.length).toBe(128 + 60 * 785);
});

test('what no script can do is refused by name; formulas there are', async ({
  workbench,
  page,
}) => {
  await workbench.open(link({ optimizer: 'levenberg-marquardt' }));
  await openCode(workbench);
  await expect(region(page)).toContainText('optimizer: Levenberg-Marquardt solves systems');
  await expect(workbench.action('copy-code')).toBeDisabled();
  await language(page, 'latex').click();
  await expect(page.locator('[data-figure="code"]')).toContainText('(G + \\mu D)\\, h = -g');
});

test('a former run has its code, too', async ({ workbench, page }) => {
  await workbench.open(link());
  await workbench.epochs(1);
  await workbench.set('learningRate', '0.5');
  await workbench.action('reset').click();
  await workbench.epochs(1);
  await page.locator('[data-place="runs"]').click();
  await page.locator('[data-action="run-code"]').last().click();
  await expect(region(page)).toHaveAttribute('aria-busy', 'false');
  expect(await codeOf(page)).toContain('The experiment as a Spec of Fall Line');
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.locator('fall-line-copy-code')).toHaveCount(0);
});
