import type { Worker } from '@playwright/test';
import { expect, mnistFiles, test, type Workbench } from './workbench';

const files = mnistFiles();

test.describe('MNIST through the file picker', () => {
  test.skip(
    files === null,
    'the four MNIST files are not in ../shared/data/mnist or $FALL_LINE_MNIST',
  );
  test.setTimeout(240_000);

  /** 784-128-10, ReLU and softmax, Adam 1e-3, batch 50: what the page sets up for images. */
  async function openMnist(workbench: Workbench): Promise<void> {
    await workbench.open();
    await workbench.files(...(files ?? []));
    const network = workbench.page.locator('[data-fact="network"]');
    await expect(network).toHaveText('784–128–10', { timeout: 30_000 });
    await expect(workbench.menu('optimizer')).toHaveValue('adam');
    await expect(workbench.parameter('learningRate')).toHaveValue('0.001');
    await expect(workbench.parameter('batchSize')).toHaveValue('50');
  }

  test('five epochs reach a test accuracy of 0.970', async ({ workbench }) => {
    await openMnist(workbench);
    await workbench.action('play').click();
    await expect
      .poll(() => workbench.number('epoch'), { timeout: 180_000 })
      .toBeGreaterThanOrEqual(1);
    // Pause is heard while the largest set trains.
    for (let i = 0; i < 3; ++i) {
      expect(await workbench.pauseTime()).toBeLessThan(100);
      await workbench.action('play').click();
      const step = await workbench.number('step');
      await expect.poll(() => workbench.number('step')).toBeGreaterThan(step + 20);
    }
    await workbench.action('play').click();
    while ((await workbench.number('epoch')) < 5) {
      const before = await workbench.number('epoch');
      await workbench.action('epoch').click({ timeout: 30_000 });
      await expect
        .poll(() => workbench.number('epoch'), { timeout: 60_000 })
        .toBeGreaterThan(before);
    }
    await expect(workbench.action('play')).toHaveText('Play', { timeout: 30_000 });
    await expect.poll(() => workbench.number('test-second')).toBeGreaterThanOrEqual(97.0);
    await expect(
      workbench.page.locator('fall-line-confusion table:not(.scores) tbody tr'),
    ).toHaveCount(10);
  });

  /** The fingerprint at the end of the first epoch. */
  async function firstEpoch(workbench: Workbench): Promise<string> {
    await expect(workbench.figure('epoch')).toHaveText('1', { timeout: 90_000 });
    await expect(workbench.figure('fingerprint')).toHaveAttribute('data-step', '1200', {
      timeout: 90_000,
    });
    return workbench.fingerprint();
  }

  /** Trains the first epoch again, with something done to the worker in its middle. */
  async function disturbedEpoch(
    workbench: Workbench,
    disturb: (workers: readonly Worker[]) => Promise<void>,
  ): Promise<string> {
    await workbench.action('reset').click();
    await expect(workbench.figure('step')).toHaveText('0');
    await workbench.action('epoch').click();
    await expect.poll(() => workbench.number('step')).toBeGreaterThan(200);
    const workers = workbench.page.workers(); // the engine's, and perhaps the gallery's
    expect(workers.length).toBeGreaterThan(0);
    await disturb(workers);
    return firstEpoch(workbench);
  }

  test('a lost worker is replaced and goes on to the same bits', async ({ workbench, page }) => {
    await openMnist(workbench);
    await workbench.action('epoch').click();
    const undisturbed = await firstEpoch(workbench);

    const killed = await disturbedEpoch(workbench, async (workers) => {
      for (const worker of workers) {
        await worker.evaluate(() => (globalThis as unknown as { close(): void }).close());
      }
      await expect(workbench.notice).toHaveAttribute('data-notice', 'warning', { timeout: 2000 });
    });
    expect(killed).toBe(undisturbed);

    await page.evaluate(() => {
      const channel = new BroadcastChannel('exhausted');
      channel.onmessage = () => performance.mark('exhausted');
    });
    const exhausted = await disturbedEpoch(workbench, async (workers) => {
      // While it trains, training itself may be the first to want more memory.
      await workbench.action('play').click();
      await expect(workbench.action('play')).toHaveText('Play');
      for (const worker of workers) {
        await worker.evaluate(() => {
          WebAssembly.Memory.prototype.grow = () => {
            new BroadcastChannel('exhausted').postMessage(null);
            throw new RangeError('out of memory');
          };
        });
      }
      // A network that needs more than there is: refused, and the former one goes on.
      const units = page.locator('[data-layer="0"]').getByLabel('Units', { exact: true });
      await units.fill('4000');
      await units.press('Enter');
      await expect(workbench.notice).toContainText('memory', { timeout: 20_000 });
      const answered = await page.evaluate(
        () => performance.now() - (performance.getEntriesByName('exhausted')[0]?.startTime ?? 0),
      );
      expect(answered).toBeLessThan(2000);
      await expect(units).toHaveValue('128');
      await workbench.action('epoch').click();
    });
    expect(exhausted).toBe(undisturbed);
  });
});
