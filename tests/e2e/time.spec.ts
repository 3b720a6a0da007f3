// Time: the slider through kept moments, and going on from one of them.
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Workbench } from './workbench';

const slider = (page: Page): Locator => page.locator('[data-field="moment"]');
const label = (workbench: Workbench): Locator => workbench.figure('moment');

/** What the page shows of the network at this moment, pixels included. */
async function shown(workbench: Workbench): Promise<Record<string, unknown>> {
  const { page } = workbench;
  const pixels = (element: string): Promise<string> =>
    page
      .locator(`${element} canvas`)
      .first()
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const fingerprint = await workbench.fingerprint();
  return {
    fingerprint,
    network: await pixels('fall-line-network-picture'),
    map: await pixels('fall-line-result'),
    train: await workbench.figure('train-loss').textContent(),
    second: await workbench.figure('test-second').textContent(),
    epoch: await workbench.figure('epoch').textContent(),
    time: await workbench.figure('time').textContent(),
  };
}

/** Goes to the moment of an epoch by the arrow keys. */
async function goTo(workbench: Workbench, epoch: number): Promise<void> {
  const { page } = workbench;
  await slider(page).focus();
  await expect(async () => {
    const text = (await label(workbench).textContent()) ?? '';
    if (!text.startsWith(`epoch ${epoch} ·`)) await page.keyboard.press('ArrowLeft');
    expect(text).toMatch(new RegExp(`^epoch ${epoch} · step `));
  }).toPass({ intervals: [20] });
  await expect(page.locator('[data-looking]')).toBeVisible();
  await workbench.ready();
}

test('moving the slider shows the moment: all views follow, and nothing is lost', async ({
  workbench,
}) => {
  const { page } = workbench;
  await workbench.open();
  await expect(slider(page)).toBeDisabled();
  await workbench.epochs(12);
  const then = await shown(workbench);
  await workbench.epochs(8);
  const now = await shown(workbench);
  expect(now).not.toEqual(then);
  await expect(label(workbench)).toHaveText(/^epoch 20 · step 300 · loss [\d.]+$/);

  await goTo(workbench, 12);
  await expect(page.locator('[data-looking]')).toHaveText(/Looking back at epoch 12 of 20/);
  await expect.poll(() => shown(workbench)).toEqual(then);
  // The curves mark the moment, and show its values.
  const plot = page.locator('fall-line-curves').first();
  await expect(plot.locator('[data-figure="place"]')).toHaveText('epoch 12');
  const value = (await plot.locator('[data-value="train"]').textContent())?.trim();
  expect(value).toBe(then['train']);

  await page.keyboard.press('Escape');
  await expect(page.locator('[data-looking]')).toHaveCount(0);
  await expect.poll(() => shown(workbench)).toEqual(now);
  await expect(plot.locator('[data-figure="place"]')).toHaveText('epoch 20');
});

test('weights, hidden units and the confusion matrix follow, too', async ({ workbench }) => {
  const { page } = workbench;
  await workbench.open();
  await workbench.view('confusion').click();
  await workbench.epochs(3);
  const cells = page.locator('fall-line-confusion td[data-count]');
  const matrix = (): Promise<string[]> => cells.allInnerTexts();
  await expect(cells.first()).toBeVisible();
  const then = await matrix();
  await page.locator('[data-action="play"]').click();
  await expect.poll(() => workbench.number('epoch')).toBeGreaterThan(40);
  await page.locator('[data-action="play"]').click();
  await workbench.ready();
  await expect.poll(matrix).not.toEqual(then);
  await goTo(workbench, 3);
  await expect.poll(matrix).toEqual(then);
});

test('the slider goes from the start to now by keyboard, and says where', async ({ workbench }) => {
  const { page } = workbench;
  await workbench.open();
  await workbench.epochs(3);
  const fingerprint = await workbench.fingerprint();
  await slider(page).focus();
  await page.keyboard.press('Home');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^Epoch 0, step 0, loss [\d.]+$/);
  await expect(workbench.figure('step')).toHaveText('0');
  await page.keyboard.press('ArrowRight');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /step 1, loss/);
  await page.keyboard.press('End');
  await expect(page.locator('[data-looking]')).toHaveCount(0);
  expect(await workbench.fingerprint()).toBe(fingerprint);
});

test('continue from here gives the same bits when nothing is changed', async ({ workbench }) => {
  const { page } = workbench;
  await workbench.open();
  await workbench.epochs(9);
  const fingerprint = await workbench.fingerprint();
  await goTo(workbench, 4);
  await workbench.action('continue-here').click();
  await expect(page.locator('[data-looking]')).toHaveCount(0);
  await expect(workbench.notice).toContainText('A new run goes on from epoch 4');
  await expect(label(workbench)).toHaveText(/^epoch 4 · /); // what came later is another run’s
  await workbench.epochs(5);
  expect(await workbench.fingerprint()).toBe(fingerprint);
});

test('with another rate it leads elsewhere, and the link records the change', async ({
  workbench,
}) => {
  const { page } = workbench;
  await workbench.open();
  await workbench.epochs(6);
  const fingerprint = await workbench.fingerprint();
  await goTo(workbench, 4);
  await workbench.action('continue-here').click();
  const former = page.url();
  await workbench.set('learningRate', '0.1');
  await workbench.epochs(2);
  const other = await workbench.fingerprint();
  expect(other).not.toBe(fingerprint);
  // The link is the experiment: it comes to the same bits.
  await expect.poll(() => page.url()).not.toBe(former);
  await page.reload();
  await workbench.ready();
  await workbench.epochs(6);
  expect(await workbench.fingerprint()).toBe(other);
});

test('to train while looking back is to continue from there; the message leads back', async ({
  workbench,
}) => {
  const { page } = workbench;
  await workbench.open();
  await workbench.epochs(6);
  const fingerprint = await workbench.fingerprint();
  await goTo(workbench, 2);
  await page.keyboard.press('e');
  await expect(workbench.figure('epoch')).toHaveText('3');
  await expect(page.locator('[data-looking]')).toHaveCount(0);
  await workbench.action('notice').click();
  await expect(workbench.figure('epoch')).toHaveText('6');
  await expect.poll(() => workbench.fingerprint()).toBe(fingerprint);
});

test('a finger moves the slider, which is large enough for it', async ({ browser }) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await page.goto('./');
  const print = page.locator('[data-figure="fingerprint"]');
  await expect(print).toHaveText(/^[0-9a-f]{16}$/);
  for (let epoch = 1; epoch <= 3; ++epoch) {
    await page.locator('[data-action="epoch"]').tap();
    await expect(page.locator('[data-figure="epoch"]')).toHaveText(String(epoch));
    await expect(print).toHaveText(/^[0-9a-f]{16}$/);
  }
  await slider(page).scrollIntoViewIfNeeded();
  const box = await slider(page).boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(36);
  await slider(page).tap({ position: { x: 40, y: (box?.height ?? 0) / 2 } });
  await expect(page.locator('[data-looking]')).toBeVisible();
  await page.locator('[data-action="back-to-now"]').tap();
  await expect(page.locator('[data-figure="epoch"]')).toHaveText('3');
  await context.close();
});

test('images: 784-128-10 goes back and forth, within its memory', async ({ workbench }) => {
  test.slow();
  const { page } = workbench;
  const spec = {
    data: { source: 'digits', samples: 1000 },
    network: { layers: [{ units: 128, activation: 'relu' }, {}] },
    optimizer: 'adam',
    batchSize: 50,
    stop: {},
  };
  await workbench.open(`#j=${encodeURIComponent(JSON.stringify(spec))}`);
  await workbench.epochs(3);
  const now = await workbench.fingerprint();
  await goTo(workbench, 1);
  await expect(workbench.figure('epoch')).toHaveText('1');
  await expect.poll(() => workbench.number('train-loss')).toBeGreaterThan(0);
  await workbench.action('back-to-now').click();
  await expect(workbench.figure('epoch')).toHaveText('3');
  await expect.poll(() => workbench.fingerprint()).toBe(now);
  await goTo(workbench, 2);
  await workbench.action('continue-here').click();
  await workbench.epochs(1);
  expect(await workbench.fingerprint()).toBe(now);
  await expect(page.locator('[data-looking]')).toHaveCount(0);
});
