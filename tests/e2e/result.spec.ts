import type { Locator, Page } from '@playwright/test';
import { expect, test } from './workbench';

/** How many pixels of a canvas have about that colour. */
function pixels(canvas: Locator, [r, g, b]: readonly [number, number, number]): Promise<number> {
  return canvas.evaluate(
    (element, colour) => {
      const plot = element as HTMLCanvasElement;
      const data = plot.getContext('2d')?.getImageData(0, 0, plot.width, plot.height).data ?? [];
      let count = 0;
      for (let i = 0; i < data.length; i += 4) {
        const far = colour.map((value, k) => Math.abs(value - (data[i + k] ?? 0)));
        if (Math.max(...far) < 24 && (data[i + 3] ?? 0) > 200) ++count;
      }
      return count;
    },
    [r, g, b] as const,
  );
}

/** The pixels of a canvas, to see whether it has been drawn differently. */
function picture(canvas: Locator): Promise<string> {
  return canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
}

/** Addresses of scripts that the page has fetched. */
function scripts(page: Page): string[] {
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') fetched.push(new URL(request.url()).pathname);
  });
  return fetched;
}

const ink = [0x17, 0x21, 0x2b] as const;

test('the spiral’s map has contours, decides between classes and reads values by keys', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  await workbench.epochs(3);
  const map = page.locator('fall-line-output-map');
  const canvas = map.locator('canvas');
  // The border is the only wide line in the ink's full strength.
  await expect.poll(() => pixels(canvas, ink)).toBeGreaterThan(150);
  const strengths = await picture(canvas);
  const heads = await map.locator('.readout').boundingBox();

  await map.locator('[data-segment="strength"]').focus();
  await page.keyboard.press('ArrowRight');
  await expect(map.locator('[data-segment="decision"]')).toHaveAttribute('aria-checked', 'true');
  await expect(map.locator('[data-segment="decision"]')).toBeFocused();
  await expect.poll(() => picture(canvas)).not.toBe(strengths);

  await canvas.focus();
  await canvas.press('ArrowRight');
  await expect(map.locator('.readout')).toHaveText(/^x1 .+, x2 .+: .+ \(class [01]\)$/);
  const first = await map.locator('.readout').textContent();
  await canvas.press('Shift+ArrowUp');
  await expect(map.locator('.readout')).not.toHaveText(first ?? '');
  // What is read has its own line: nothing moves for it.
  expect(await map.locator('.readout').boundingBox()).toEqual(heads);
  await canvas.press('Escape');
  await expect(map.locator('.readout')).toHaveText('');
});

test('a view is chosen by keys, and stays chosen for problems of its kind', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  await workbench.view('map').focus();
  await page.keyboard.press('ArrowRight');
  await expect(workbench.view('surface')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('fall-line-hidden canvas')).toBeVisible();
  await workbench.source('sine').click();
  await expect(page.locator('fall-line-output-curve')).toBeVisible();
  await workbench.source('moons').click();
  await expect(page.locator('fall-line-hidden canvas')).toBeVisible();
});

test('the sine’s curve is taken apart into what the units contribute', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  await workbench.source('sine').click();
  const curve = page.locator('fall-line-output-curve');
  await expect(curve).toBeVisible();
  await workbench.ready();
  await workbench.epochs(2);
  const canvas = curve.locator('canvas');
  await canvas.focus();
  await canvas.press('ArrowRight');
  await canvas.press('ArrowRight');
  const readout = curve.locator('.readout');
  await expect(readout).toHaveText(/^x1 .+: .+ = .+ \(bias\) [+−] .+ \(unit \d\)/);
  const text = ((await readout.textContent()) ?? '').replaceAll('−', '-');
  const [, output = '', sum = ''] = /: (\S+) = (.*)$/.exec(text) ?? [];
  const terms = [...sum.matchAll(/([+-]? ?[\d.]+) \(/g)].map(([, term = '']) =>
    Number(term.replace(' ', '')),
  );
  expect(terms.length).toBeGreaterThan(3);
  // Each is shown with three digits.
  expect(terms.reduce((a, b) => a + b, 0)).toBeCloseTo(Number(output), 1);

  await expect(curve).toContainText('without noise');
  const taken = await picture(canvas);
  await curve.locator('[data-field="contributions"]').uncheck();
  await expect.poll(() => picture(canvas)).not.toBe(taken);
  await expect(readout).not.toContainText('=');
});

test('the spiral’s hidden layer is seen as a bent grid', async ({ workbench, page }) => {
  await workbench.open();
  await workbench.view('hidden').click();
  const hidden = page.locator('fall-line-hidden');
  const canvas = hidden.locator('canvas');
  await expect(hidden.locator('.readout')).toHaveText(/principal components \(PC\): .+ and .+/);
  const before = await picture(canvas);
  await workbench.epochs(1);
  await expect.poll(() => picture(canvas)).not.toBe(before);

  const components = await picture(canvas);
  await hidden.locator('[data-choice="across"]').selectOption('0');
  await hidden.locator('[data-choice="up"]').selectOption('3');
  await expect.poll(() => picture(canvas)).not.toBe(components);
  await hidden.locator('[data-choice="layer"]').selectOption('0');
  await expect(hidden.locator('[data-choice="across"]')).toHaveValue('');
  await canvas.focus();
  await canvas.press('ArrowRight');
  await expect(hidden.locator('.readout')).toHaveText(
    /^training sample x1 .+, x2 .+ \(class [01]\) lies at .+, .+$/,
  );
});

test('Franke’s function: prediction, truth and residual as maps', async ({ workbench, page }) => {
  await workbench.open();
  await workbench.source('franke').click();
  await expect(workbench.view('truth')).toBeVisible();
  await workbench.ready();
  await workbench.view('truth').click();
  const maps = page.locator('fall-line-truth-maps');
  const rest = maps.locator('[data-figure-line]');
  await expect(rest).toHaveText(/root mean square [\d.]+, largest [\d.]+/);
  const size = async (): Promise<number> =>
    Number(/square ([\d.]+)/.exec((await rest.textContent()) ?? '')?.[1]);
  const untrained = await size();
  await workbench.epochs(3);
  await expect.poll(size).toBeLessThan(untrained);

  const canvas = maps.locator('canvas');
  await canvas.focus();
  await canvas.press('Shift+ArrowLeft');
  const readout = maps.locator('.readout');
  await expect(readout).toHaveText(/prediction .+, truth .+, difference .+$/);
  const text = ((await readout.textContent()) ?? '').replaceAll('−', '-');
  const [, prediction = '', truth = '', difference = ''] =
    /prediction (\S+), truth (\S+), difference (\S+)/.exec(text) ?? [];
  expect(Number(truth) - Number(prediction)).toBeCloseTo(Number(difference), 1);
  // Franke's function at (0.388, 0.5), by its formula.
  const [x, y] = [...text.matchAll(/x\d (-?[\d.]+)/g)].map(([, value]) => Number(value));
  expect(Number(truth)).toBeCloseTo(franke(x ?? NaN, y ?? NaN), 1);
});

function franke(x: number, y: number): number {
  return (
    0.75 * Math.exp(-((9 * x - 2) ** 2) / 4 - (9 * y - 2) ** 2 / 4) +
    0.75 * Math.exp(-((9 * x + 1) ** 2) / 49 - (9 * y + 1) / 10) +
    0.5 * Math.exp(-((9 * x - 7) ** 2) / 4 - (9 * y - 3) ** 2 / 4) -
    0.2 * Math.exp(-((9 * x - 4) ** 2) - (9 * y - 7) ** 2)
  );
}

test.describe('space', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('Franke’s surfaces stand still until they are turned, together', async ({
    workbench,
    page,
  }) => {
    const fetched = scripts(page);
    await workbench.open();
    await workbench.source('franke').click();
    await expect(workbench.view('truth')).toBeVisible();
    await workbench.ready();
    expect(fetched.filter((name) => name.includes('webgl'))).toEqual([]);
    await workbench.view('surface').click();
    const surfaces = page.locator('fall-line-surfaces');
    const canvas = surfaces.locator('canvas[tabindex]');
    await expect(canvas).toHaveAttribute('data-drawn-by', 'webgl');
    expect(fetched.filter((name) => name.includes('webgl'))).toHaveLength(1);
    await expect(surfaces.locator('[data-field="turning"]')).not.toBeChecked();
    await canvas.focus();
    await canvas.press('Shift+ArrowRight');
    await expect(surfaces.locator('.readout')).toHaveText(/prediction .+, truth .+, difference/);
    const before = await canvas.getAttribute('data-azimuth');
    await canvas.press('ArrowRight');
    await expect(canvas).not.toHaveAttribute('data-azimuth', before ?? '');
  });

  test('three inputs: samples in space, turned by keys and by drag', async ({
    workbench,
    page,
  }) => {
    const fetched = scripts(page);
    await workbench.open();
    expect(fetched.filter((name) => /webgl|space/.test(name))).toEqual([]);
    await workbench.source('gaussians-3d').click();
    const space = page.locator('fall-line-space');
    const canvas = space.locator('canvas[tabindex]');
    await expect(canvas).toHaveAttribute('data-drawn-by', 'webgl');
    await expect(space.locator('canvas')).toHaveCount(2);
    const words = await picture(canvas);
    await canvas.focus();
    for (let i = 0; i < 6; ++i) await canvas.press('ArrowLeft');
    await expect.poll(() => picture(canvas)).not.toBe(words); // the axes' names have moved

    const before = await canvas.getAttribute('data-azimuth');
    const box = await canvas.boundingBox();
    if (!box) throw new Error('The canvas has no place.');
    await page.mouse.move(box.x + 100, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 180, box.y + 110, { steps: 4 });
    await page.mouse.up();
    await expect(canvas).not.toHaveAttribute('data-azimuth', before ?? '');

    await canvas.press('Shift+ArrowRight');
    await expect(space.locator('.readout')).toHaveText(
      /^training sample x1 .+, x2 .+, x3 .+: class [−]?1$/,
    );
    await workbench.epochs(1);
    await expect(workbench.notice).toHaveCount(0);
  });

  test('without WebGL the picture is painted, and three stays away', async ({
    workbench,
    page,
  }) => {
    const fetched = scripts(page);
    await page.addInitScript(() => {
      const { prototype } = HTMLCanvasElement;
      const whole = Reflect.get(prototype, 'getContext') as (kind: string) => unknown;
      Reflect.set(prototype, 'getContext', function (this: unknown, kind: string): unknown {
        return kind.startsWith('webgl') ? null : Reflect.apply(whole, this, [kind]);
      });
    });
    await workbench.open();
    await workbench.source('gaussians-3d').click();
    const space = page.locator('fall-line-space');
    const canvas = space.locator('canvas[tabindex]');
    await expect(canvas).toHaveAttribute('data-drawn-by', 'painter');
    await expect(space).toContainText('painted without it');
    await expect.poll(() => pixels(canvas, [0xc1, 0x62, 0x23])).toBeGreaterThan(50);
    expect(fetched.filter((name) => name.includes('webgl'))).toEqual([]);
  });
});
