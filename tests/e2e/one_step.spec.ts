// One step, opened: every phase, for the default experiment and for softmax; the numbers on screen
// are those that training uses.
import type { Page } from '@playwright/test';
import { formatNumber } from '../../web/src/plots/format';
import { expect, test, type Workbench } from './workbench';

const spec = (text: object): string => `#v=1&j=${encodeURIComponent(JSON.stringify(text))}`;

async function openStep(workbench: Workbench, hash = ''): Promise<void> {
  await workbench.open(hash);
  await workbench.page.locator('[data-place="one-step"]').click();
  await expect(workbench.page.locator('[data-shown="input-1"]')).toBeVisible();
}

/** Texts of the cells of a matrix, row by row. */
function cells(page: Page, name: string, layer: number): Promise<string[]> {
  return page
    .locator(`[data-matrix="${name}"][data-layer="${layer}"] td`)
    .evaluateAll((all) => all.map((cell) => cell.textContent.trim()));
}

async function phase(page: Page, id: string): Promise<void> {
  await page.locator(`[data-phase="${id}"]`).click();
  const shown = id.includes('-') ? id : new RegExp(`^${id}-`);
  await expect(page.locator('[data-shown]')).toHaveAttribute('data-shown', shown);
}

/** Walks through all phases by the right arrow key, and tells their names. */
async function walk(page: Page): Promise<string[]> {
  const names: string[] = [];
  const ids = await page
    .locator('[data-phase]')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['phase'] ?? ''));
  for (const [i, id] of ids.entries()) {
    if (i > 0) await page.keyboard.press('ArrowRight');
    await expect(page.locator(`[data-phase="${id}"]`)).toHaveAttribute('aria-current', 'step');
    const shown = id.includes('-') ? id : new RegExp(`^${id}-`);
    await expect(page.locator('[data-shown]')).toHaveAttribute('data-shown', shown);
    const matrices = page.locator('fall-line-step-matrix');
    expect(await matrices.count()).toBeGreaterThan(0);
    await expect(matrices.locator('td').first()).toHaveText(/[\d]/);
    await expect(page.locator('.equation')).not.toBeEmpty();
    names.push(id);
  }
  return names;
}

test('the default experiment is walked through by keys, and steps are really taken', async ({
  workbench,
  page,
}) => {
  await openStep(workbench);
  const names = await walk(page);
  expect(names[0]).toBe('input');
  const loss = names.indexOf('loss');
  expect(names.slice(loss + 1, loss + 3).map((name) => name.split('-')[0])).toEqual([
    'error',
    'gradient',
  ]);
  expect(names.at(-1)).toMatch(/^update-/);
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator(`[data-phase="${names.at(-2) ?? ''}"]`)).toHaveAttribute(
    'aria-current',
    'step',
  );
  await page.locator('[data-action="again"]').click();
  await expect(page.locator('[data-shown="input-1"]')).toBeVisible();
  await expect(page.locator('[data-figure="opened-step"]')).toHaveAttribute('data-step', '0');
  await page.locator('[data-action="take"]').click();
  await expect(page.locator('[data-figure="opened-step"]')).toHaveAttribute('data-step', '1');
  await page.locator('[data-action="take-many"]').click();
  await expect(page.locator('[data-figure="opened-step"]')).toHaveAttribute('data-step', '21');
});

test('looking changes nothing: training ends at the same parameters', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  await workbench.epochs(2);
  const alone = await workbench.fingerprint();
  await workbench.action('reset').click();
  await workbench.ready();
  await page.locator('[data-place="one-step"]').click();
  await walk(page);
  await page.locator('[data-place="workbench"]').click();
  await workbench.epochs(2);
  expect(await workbench.fingerprint()).toBe(alone);
});

test('softmax: the error term of the output is output minus target', async ({
  workbench,
  page,
}) => {
  await openStep(
    workbench,
    spec({
      data: { source: 'digits', samples: 120 },
      network: { layers: [{ units: 6 }, { activation: 'softmax' }] },
      precision: 'float64',
      batchSize: 8,
    }),
  );
  await walk(page);
  await expect(page.locator('[data-figure="shapes"]')).toHaveText('784×8 → 6×8 → 10×8');
  await page.locator('[data-segment="one"]').click();
  await phase(page, 'error-2');
  await expect(page.locator('.equation')).toContainText('−');
  await expect(page.locator('[data-figure="shapes"]')).toHaveText('784×1 → 6×1 → 10×1');
  await expect(page.locator('.equation p').first()).toHaveText(/a2\s*−\s*y$/);
  const cell = page.locator('[data-matrix="error"] td').first();
  const read = async (name: string, index: number): Promise<number> => {
    await page.locator(`[data-matrix="${name}"] td`).nth(index).hover();
    return Number((await page.locator('.read output').textContent())?.replace('−', '-'));
  };
  await expect(cell).toBeVisible();
  for (const i of [0, 3, 7]) {
    const [a, y, error] = [
      await read('activation', i),
      await read('target', i),
      await read('error', i),
    ];
    expect(error).toBe(a - y);
    expect(error).not.toBe(0);
  }
});

test('the numbers on screen are the gradient of training, to the last digit shown', async ({
  workbench,
  page,
}) => {
  // At rate 1 plain gradient descent changes the parameters by the gradient itself.
  await openStep(
    workbench,
    spec({
      data: { source: 'moons', samples: 40 },
      network: { layers: [{ units: 3, activation: 'tanh' }, {}] },
      optimizer: { id: 'sgd', learningRate: 1 },
      precision: 'float64',
      batchSize: 8,
    }),
  );
  await page.locator('[data-fold="gradients"] summary').click();
  await expect(page.locator('fall-line-step-gradients')).toContainText('Take a step');
  const shown: string[] = [];
  for (const layer of [1, 2]) {
    await phase(page, `gradient-${layer}`);
    shown.push(...(await cells(page, 'weightGradient', layer)));
    shown.push(...(await cells(page, 'biasGradient', layer)));
  }
  expect(shown).toHaveLength(13);
  const changes: string[] = [];
  for (const layer of [1, 2]) {
    await phase(page, `update-${layer}`);
    changes.push(...(await cells(page, 'weightUpdate', layer)));
    changes.push(...(await cells(page, 'biasUpdate', layer)));
  }
  const before = await parameters(page);
  await page.locator('[data-action="take"]').click();
  const row = page.locator('fall-line-step-gradients tr[data-step="1"] td');
  await expect(row).toHaveCount(13);
  // The log's gradients come from the objective that the step itself is made of.
  expect(await row.allTextContents()).toEqual(shown);
  const after = await parameters(page);
  expect(before.map((theta, i) => formatNumber((after[i] ?? NaN) - theta))).toEqual(changes);
  expect(new Set(shown).size).toBeGreaterThan(8);
});

/** All parameters, through the store that the page's views share. */
function parameters(page: Page): Promise<number[]> {
  return page.locator('fall-line-one-step').evaluate(async (element) => {
    const { store } = element as unknown as {
      store: {
        state: { seen: { parameters?: Float64Array } };
        watch(views: object): void;
        unwatch(name: string): void;
        subscribe(listener: () => void): () => void;
      };
    };
    store.unwatch('parameters');
    const former = store.state.seen.parameters;
    store.watch({ parameters: true });
    return new Promise<number[]>((resolve) => {
      const look = (): void => {
        const { parameters } = store.state.seen;
        if (!parameters || parameters === former) return;
        end();
        resolve([...parameters]);
      };
      const end = store.subscribe(look);
    });
  });
}

test('large matrices are shown by a window that moves by buttons and keys', async ({
  workbench,
  page,
}) => {
  await openStep(
    workbench,
    spec({
      data: { source: 'digits', samples: 100 },
      network: { layers: [{ units: 128, activation: 'relu' }, { activation: 'softmax' }] },
    }),
  );
  await phase(page, 'sum-1');
  const weights = page.locator('[data-matrix="weights"]');
  await expect(weights.locator('[data-shape]')).toHaveText('128 × 784');
  expect(await weights.locator('td').count()).toBeLessThanOrEqual(60);
  const first = await weights.locator('td').first().textContent();
  await weights.locator('[data-move="down"]').click();
  await expect(weights.locator('.moves span')).toContainText('rows 11–20');
  await expect(weights.locator('td').first()).not.toHaveText(first ?? '');
  await weights.locator('[data-cell="10,0"]').focus();
  await page.keyboard.press('ArrowUp');
  await expect(weights.locator('.moves span')).toContainText('rows 10–19');
  await expect(weights.locator('[data-cell="9,0"]')).toBeFocused();
  await expect(page.locator('.read')).toContainText('W1 [10, 1]');
  await expect(page.locator('[data-shown]')).toHaveAttribute('data-shown', 'sum-1');
  await expect(page.locator('[data-fold="gradients"]')).toHaveCount(0);
});

test('phases play by themselves and stop; one sample takes no step', async ({
  workbench,
  page,
}) => {
  await page.clock.install();
  await openStep(workbench);
  await page.locator('[data-action="play-phases"]').click();
  await page.clock.runFor(1900);
  await expect(page.locator('[data-phase="sum-1"]')).toHaveAttribute('aria-current', 'step');
  await page.clock.runFor(1900);
  await expect(page.locator('[data-phase="activation-1"]')).toHaveAttribute('aria-current', 'step');
  await page.locator('[data-action="stop"]').click();
  await page.clock.runFor(4000);
  await expect(page.locator('[data-phase="activation-1"]')).toHaveAttribute('aria-current', 'step');
  await page.locator('[data-segment="one"]').click();
  await expect(page.locator('[data-action="take"]')).toBeDisabled();
  await page.locator('[data-action="sample-after"]').click();
  await expect(page.getByLabel('Number of the sample in the training part')).toHaveValue('2');
});
