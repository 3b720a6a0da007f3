import { readFileSync } from 'node:fs';
import { barriers } from './axe';
import { expect, test } from './workbench';

/** Two square layers of tanh: every fault can act. */
const spec = {
  seed: 4,
  data: { source: 'circle', samples: 60 },
  network: {
    layers: [{ units: 4, activation: 'tanh' }, { units: 4, activation: 'tanh' }, {}],
  },
  optimizer: { id: 'adam', learningRate: 0.05 },
};

function hashOf(more: object = {}, place = ''): string {
  const text = encodeURIComponent(JSON.stringify({ ...spec, ...more }));
  return `#v=1&j=${text}${place === '' ? '' : `&at=${place}`}`;
}

test('the gradient of the network that stands is checked, and is right', async ({
  workbench,
  page,
}) => {
  await workbench.open(hashOf());
  await workbench.epochs(1);
  await page.locator('[data-place="check"]').click();
  await page.locator('[data-action="check"]').click();
  await expect(page.locator('[data-verdict="right"]')).toContainText('The gradient is right');
  await expect(page.locator('[data-update="right"]')).toContainText('Adam');
  await expect(page.locator('[data-figure="subject"]')).toContainText('2–4–4–1 at step 2');
  const rows = page.locator('[data-figure="parts"] tbody tr');
  await expect(rows).toHaveCount(6);
  await expect(page.locator('[data-figure="parts"]')).not.toContainText('wrong');

  // Another part is drawn; its numbers can be read with the keyboard.
  const part = page.locator('[data-part="2-biases"] button');
  await part.focus();
  await page.keyboard.press('Enter');
  await expect(part).toHaveAttribute('aria-pressed', 'true');
  await page.locator('fall-line-check-heat canvas').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[data-figure="cell"]')).toContainText('unit 1:');
  await page.locator('fall-line-check-sweep canvas').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('[data-figure="sweep"]')).toContainText(/h = .*double .*float/);

  // What was found belongs to the network as it was.
  await page.locator('[data-place="workbench"]').click();
  await workbench.epochs(1);
  await page.locator('[data-place="check"]').click();
  await expect(page.locator('[data-figure="stale"]')).toBeVisible();
});

test('every fault of the gradient is named, with its layer', async ({ workbench, page }) => {
  const found = [
    { fault: 'sigmoid-slope-for-tanh', layer: 'layer 2', label: 'Sigmoid’s slope for tanh' },
    { fault: 'sign-flip', layer: 'the output layer', label: 'Flipped sign' },
    { fault: 'missing-bias-gradient', layer: 'the output layer', label: 'Missing bias gradient' },
    { fault: 'missing-mean', layer: 'the output layer', label: 'Missing mean' },
    { fault: 'transposed-weights', layer: 'layer 2', label: 'Weights not transposed' },
  ];
  await workbench.open(hashOf());
  for (const { fault, layer, label } of found) {
    await page.locator('[data-place="workbench"]').click();
    const fold = page.locator('[data-fold="loss"]');
    if ((await fold.getAttribute('open')) === null) await fold.locator('summary').click();
    await workbench.menu('fault').selectOption(fault);
    await expect(page.locator(`[data-fault="${fault}"]`)).toContainText(label);
    await workbench.ready();
    await page.locator('[data-action="check-gradient"]').click();
    await page.locator('[data-action="check"]').click();
    const verdict = page.locator('[data-verdict="wrong"]');
    await expect(verdict).toContainText(layer);
    await expect(verdict).toContainText(label);
  }
});

test('a fault of the optimizer is found in its step, and not in the gradient', async ({
  workbench,
  page,
}) => {
  await workbench.open(hashOf({ fault: 'inverted-adam-correction' }));
  await page.locator('[data-action="check-gradient"]').click();
  await page.locator('[data-action="check"]').click();
  await expect(page.locator('[data-verdict="right"]')).toBeVisible();
  await expect(page.locator('[data-update="1"]')).toContainText('Step 1 of Adam');
});

test('the correct twin is trained beside the faulty run, to the same step', async ({
  workbench,
  page,
}) => {
  await workbench.open(hashOf({ fault: 'sign-flip' }));
  await workbench.epochs(3);
  const twinAt = (): Promise<readonly number[]> =>
    page.locator('fall-line-workbench').evaluate((workbenchElement) => {
      const { store } = workbenchElement as unknown as {
        store: { state: { twin: { curves: { steps: Float64Array } } | null } };
      };
      return [...(store.state.twin?.curves.steps ?? [])];
    });
  const step = await workbench.number('step');
  await expect.poll(async () => (await twinAt()).at(-1)).toBe(step);

  // Back at the start, the twin is there, too; without the fault there is none.
  await workbench.action('reset').click();
  await workbench.ready();
  await expect.poll(async () => (await twinAt()).at(-1)).toBe(0);
  await page.locator('[data-action="remove-fault"]').click();
  await expect(page.locator('fall-line-fault')).toHaveCount(0);
  await expect.poll(twinAt).toEqual([]);
});

test('a twin has no share in what is changed by hand, and the bar says so', async ({
  workbench,
  page,
}) => {
  await workbench.open(hashOf({ fault: 'sign-flip' }));
  const bar = page.locator('[data-fault="sign-flip"]');
  await expect(bar).toContainText('beside it.');
  await expect(bar).not.toContainText('by hand');
  const units = page.locator('.panel.network').getByRole('application');
  for (const key of ['Home', 'ArrowDown', 'o']) await units.press(key);
  await expect(page.locator('[data-switch="unit"]')).not.toBeChecked();
  await expect(bar).toContainText('without what was changed by hand');
});

test('words of the check have definitions, and its pictures can be saved', async ({
  workbench,
  page,
}) => {
  await workbench.open(hashOf({}, 'check'));
  await page.locator('[data-action="check"]').click();
  await expect(page.locator('[data-verdict="right"]')).toBeVisible();
  for (const [word, said] of [
    ['cos', 'opposite'],
    ['Error against step size', 'rounding'],
  ] as const) {
    const term = page.locator('fall-line-check fall-line-term', { hasText: word }).first();
    await term.locator('.word').focus();
    await expect(term.locator('.line')).toContainText(said);
    await page.keyboard.press('Escape');
  }
  for (const [figure, head] of [
    ['.sweep', 'double step,double error,float step,float error'],
    ['.heat', 'unit,input,error'],
  ] as const) {
    const place = page.locator(`fall-line-check ${figure}`);
    await place.locator('[data-action="save-plot"]').click();
    const saving = page.waitForEvent('download');
    await place.locator('[data-save="csv"]').click();
    const [first] = readFileSync(await (await saving).path(), 'utf8').split('\r\n');
    expect(first).toBe(head);
  }
});

test('a fault that cannot act is refused, and the bar goes', async ({ workbench, page }) => {
  await workbench.open(hashOf({ optimizer: 'sgd' }));
  await page.locator('[data-fold="loss"] summary').click();
  await workbench.menu('fault').selectOption('inverted-adam-correction');
  await expect(workbench.notice).toContainText('neither adam nor adamw');
  await expect(page.locator('fall-line-fault')).toHaveCount(0);
});

for (const width of [390, 1440]) {
  test(`axe finds nothing in the check, at ${width} px`, async ({ workbench, page }) => {
    await page.setViewportSize({ width, height: 900 });
    await workbench.open(hashOf({ fault: 'sign-flip' }));
    await page.locator('[data-action="check-gradient"]').click();
    await page.locator('[data-action="check"]').click();
    await expect(page.locator('[data-verdict="wrong"]')).toBeVisible();
    expect(await barriers(page)).toEqual([]);
  });
}
