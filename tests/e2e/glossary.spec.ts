import { glossary, type TermId } from '../../web/src/text/glossary';
import { expect, test } from './workbench';

/** What stands on the first screen and has to be explained there. */
const required: readonly TermId[] = [
  ...(['epoch', 'step', 'trainingTime', 'seed', 'training', 'test'] as const),
  ...(['samples', 'noise', 'scaling', 'features', 'validation'] as const),
  ...(['units', 'activation', 'initialWeights', 'dropout', 'bias'] as const),
  ...(['optimizer', 'learningRate', 'batchSize', 'schedule', 'loss', 'l2'] as const),
];

test('every term of the page is reached by the Tab key alone', async ({ workbench, page }) => {
  await workbench.open();
  await page.locator('body').click({ position: { x: 1, y: 1 } });
  const reached = new Set<string>();
  const first = await page.evaluate(() => document.activeElement?.localName ?? '');
  for (let i = 0; i < 400 && required.some((id) => !reached.has(id)); ++i) {
    await page.keyboard.press('Tab');
    const id = await page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active instanceof HTMLElement ? (active.dataset['term'] ?? '') : '';
    });
    if (id !== '') reached.add(id);
  }
  expect(first).toBe('body');
  expect(required.filter((id) => !reached.has(id))).toEqual([]);
});

test('what the core declares says it itself: parameters, metrics, figures of layers', async ({
  workbench,
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await workbench.open();
  const explained = async (host: string): Promise<void> => {
    const word = page.locator(`${host} .word`).first();
    const line = page.locator(`${host} .line[popover]`).first();
    await word.focus();
    await expect(line).toBeVisible();
    await expect(line).toHaveText(/\S+ \S+/);
    await word.blur();
    await expect(line).toBeHidden();
  };
  await explained('fall-line-data [data-parameter="turns"]');
  await explained('[data-plot="first"] fall-line-term.about');
  await explained('fall-line-inside output');
  await page.locator('[data-place="one-step"]').click();
  await explained('fall-line-one-step [data-matrix]');
  await page.locator('[data-place="race"]').click();
  await explained('fall-line-race table th:nth-child(4)');
});

test('focus and hover show the definition, Escape and leaving close it', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  const word = page.locator('fall-line-optimizer [data-term="learningRate"]');
  const line = page.locator(
    'fall-line-optimizer [data-parameter="learningRate"] fall-line-term .line',
  );
  await expect(line).toBeHidden();
  await word.focus();
  await expect(line).toBeVisible();
  await expect(line).toContainText(glossary.learningRate.line);
  await expect(word).toHaveAccessibleDescription(
    new RegExp(glossary.learningRate.line.slice(0, 20)),
  );
  // It lies beside the word and within the window.
  const [of, at] = [await word.boundingBox(), await line.boundingBox()];
  if (!of || !at) throw new Error('They have no place.');
  expect(at.y + at.height <= of.y || at.y >= of.y + of.height).toBe(true);
  expect(at.x).toBeGreaterThanOrEqual(0);
  expect(at.x + at.width).toBeLessThanOrEqual(1280);
  await page.keyboard.press('Escape');
  await expect(line).toBeHidden();
  await word.blur();
  await word.hover();
  await expect(line).toBeVisible();
  await page.mouse.move(2, 2);
  await expect(line).toBeHidden();
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });
  test('a tap explains a word and leaves its control as it is', async ({ workbench, page }) => {
    await workbench.open();
    const field = page.locator('fall-line-optimizer [data-parameter="learningRate"]');
    const before = await workbench.parameter('learningRate').inputValue();
    await field.locator('[data-term]').tap();
    const line = field.locator('fall-line-term .line');
    await expect(line).toBeVisible();
    const box = await line.boundingBox();
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 390).toBe(true);
    await expect(workbench.parameter('learningRate')).not.toBeFocused();
    await expect(workbench.parameter('learningRate')).toHaveValue(before);
  });
});
