// What happens inside, and when it goes wrong.
import type { Locator } from '@playwright/test';
import { expect, test, type Workbench } from './workbench';

const panel = (workbench: Workbench): Locator => workbench.page.locator('fall-line-inside');
const layer = (workbench: Workbench, index: number): Locator =>
  panel(workbench).locator(`[data-inside-layer="${index}"]`);
const condition = (workbench: Workbench, id: string): Locator =>
  workbench.page.locator(`[data-condition="${id}"]`);

/** A canvas that was drawn on, in more than one colour. */
async function isDrawn(canvas: Locator): Promise<boolean> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const context = (element as HTMLCanvasElement).getContext('2d');
    const data = context?.getImageData(0, 0, width, height).data ?? [];
    const colours = new Set<number>();
    for (let i = 0; i < data.length; i += 4) {
      if ((data[i + 3] ?? 0) > 0) colours.add(((data[i] ?? 0) << 8) + (data[i + 1] ?? 0));
    }
    return colours.size > 3;
  });
}

test('tanh: histograms of every layer with the share that is saturated', async ({ workbench }) => {
  await workbench.open();
  await expect(layer(workbench, 2)).toBeVisible();
  await expect(layer(workbench, 0).locator('figcaption')).toHaveText('Hidden 1');
  await expect(layer(workbench, 2).locator('figcaption')).toHaveText('Output');
  await expect(layer(workbench, 0).locator('output')).toHaveText(/^[\d.]+\s% saturated$/u);
  expect(await isDrawn(layer(workbench, 0).locator('canvas'))).toBe(true);

  // It follows training: the numbers of the step at which it rests.
  await workbench.epochs(3);
  const step = String(await workbench.number('step'));
  await expect(panel(workbench).locator('[data-inside-step]')).toHaveAttribute(
    'data-inside-step',
    step,
  );

  // Bins are read by keys.
  const canvas = layer(workbench, 0).locator('canvas');
  await canvas.press('ArrowRight');
  await expect(layer(workbench, 0).locator('output')).toHaveText(/ to .*: [\d.]+\s%$/u);

  for (const kind of ['gradients', 'weights'] as const) {
    await panel(workbench).locator(`[data-segment="${kind}"]`).click();
    await canvas.blur();
    await expect(layer(workbench, 1).locator('output')).toHaveText(/^‖·‖ /u);
  }
});

test('ReLU: the count of dead units', async ({ workbench }) => {
  await workbench.open(
    '#set=network.layers=[{"units":6,"activation":"relu","biasInit":{"id":"uniform","low":-12,"high":-10}},{}]',
  );
  await expect(layer(workbench, 0).locator('output')).toHaveText('6 of 6 dead');
});

test('norms over the run on a logarithmic axis', async ({ workbench }) => {
  await workbench.open();
  await workbench.epochs(4);
  await panel(workbench).locator('[data-segment="norms"]').click();
  const norms = workbench.page.locator('fall-line-norms');
  await expect(norms.locator('.key')).toContainText('gradient');
  await expect(norms.locator('.key output')).toHaveCount(3);
  expect(await isDrawn(norms.locator('canvas'))).toBe(true);
  await norms.locator('canvas').press('Home');
  await expect(norms.locator('.key')).toContainText('epoch 0');
});

const layers = (hidden: object): string => `&set=network.layers=[${JSON.stringify(hidden)},{}]`;
const examples = [
  {
    id: 'unscaled-inputs',
    hash: '#set=data.source=gaussians-3d&set=data.offset=100&set=data.scale=none&set=optimizer={"id":"sgd","learningRate":0.01}',
    says: 'Unscaled inputs',
    button: 'Standardize the inputs',
  },
  {
    id: 'dead-units',
    hash: `#set=data.source=xor${layers({ units: 8, activation: 'relu', biasInit: { id: 'uniform', low: -12, high: -10 } })}`,
    says: 'Dead units',
    button: 'Leaky ReLU in the hidden layers',
  },
  {
    id: 'saturation',
    hash: `#set=optimizer={"id":"sgd","learningRate":0.03}${layers({ units: 8, activation: 'tanh', init: { id: 'normal', sigma: 20 } })}`,
    says: 'Saturation',
    button: 'Glorot uniform weights',
  },
  {
    id: 'linear-in-effect',
    hash: `#set=data.source=three-points&set=data.scale=none&set=optimizer={"id":"sgd","learningRate":0.1}${layers({ units: 10, activation: 'linear' })}`,
    says: 'Linear in effect',
    button: 'Tanh in the hidden layers',
  },
] as const;

for (const { id, hash, says, button } of examples) {
  test(`${id}: told, helped by one press, and undone`, async ({ workbench, page }) => {
    await workbench.open(hash);
    await workbench.action('play').click();
    await expect(condition(workbench, id)).toBeVisible({ timeout: 30_000 });
    // A screen reader hears it, with the explanation.
    await expect(condition(workbench, id).getByRole('status')).toContainText(says);
    const remedy = workbench.action('remedy');
    await expect(remedy).toHaveText(button);
    await remedy.click();
    await expect(condition(workbench, id)).toHaveCount(0);
    await expect.poll(() => workbench.number('epoch'), { timeout: 30_000 }).toBeGreaterThan(60);
    await expect(condition(workbench, id)).toHaveCount(0);

    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(condition(workbench, id)).toBeVisible({ timeout: 30_000 });
    // Dismissed, it stays away for the run.
    await workbench.action('dismiss-condition').click();
    await expect(condition(workbench, id)).toHaveCount(0);
    const epoch = await workbench.number('epoch');
    await expect.poll(() => workbench.number('epoch')).toBeGreaterThan(epoch + 20);
    await expect(condition(workbench, id)).toHaveCount(0);
  });
}

test('nothing is told of the experiment that the page opens with', async ({ workbench, page }) => {
  await workbench.open('#set=stop.epochs=300');
  await workbench.action('finish').click();
  await expect(workbench.notice).toContainText('Training has ended', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Dismiss' }).first().click();
  await expect(page.locator('[data-condition]')).toHaveCount(0);
});
