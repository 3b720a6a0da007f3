import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from '@playwright/test';
import { engineVersion } from '../../web/src/state/manifest';
import { expect, test, Workbench } from './workbench';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface WithAxe {
  readonly axe: { run(options: RunOptions): Promise<AxeResults> };
}

/** What axe-core finds, one line each. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: axe });
  return page.evaluate(async () => {
    const { violations: found } = await (globalThis as unknown as WithAxe).axe.run({
      resultTypes: ['violations'],
    });
    return found.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`,
      ),
    );
  });
}

test.describe('axe finds nothing', () => {
  test.use({ bypassCSP: true }); // the page allows no script but its own
  for (const width of [390, 768, 1440]) {
    for (const theme of ['light', 'dark', 'contrast'] as const) {
      test(`at ${width} px, ${theme}`, async ({ workbench, page }) => {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({
          colorScheme: theme === 'dark' ? 'dark' : 'light',
          contrast: theme === 'contrast' ? 'more' : 'no-preference',
        });
        await workbench.open();
        expect(await violations(page)).toEqual([]);
        await page.keyboard.press('?');
        await expect(page.getByRole('dialog')).toBeVisible();
        expect(await violations(page)).toEqual([]);
      });
    }
  }

  test('with explanations, after training, with a message, in projector mode', async ({
    workbench,
    page,
  }) => {
    await workbench.open('#set=data.sauce=1');
    await expect(workbench.notice).toHaveAttribute('data-notice', 'error');
    await page.getByRole('button', { name: 'Explain' }).click();
    await workbench.epochs(2);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('p');
    await page.locator('[data-panel-fold="optimizer"]').click();
    expect(await violations(page)).toEqual([]);
  });
});

test('projector mode: larger type, folded controls, everything on one screen', async ({
  workbench,
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await workbench.open();
  const size = (): Promise<number> =>
    workbench.action('play').evaluate((button) => parseFloat(getComputedStyle(button).fontSize));
  const plain = await size();
  await page.keyboard.press('p');
  await expect.poll(size).toBeCloseTo(1.5 * plain);
  const data = page.locator('fall-line-data');
  await expect(data).toBeHidden();
  const fits = (): Promise<readonly [number, number]> =>
    page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return [scrollWidth, scrollHeight] as const;
    });
  expect(await fits()).toEqual([1440, 900]);
  await page.locator('[data-panel-fold="data"]').click();
  await expect(data).toBeVisible();
  await workbench.source('moons').click();
  await workbench.epochs(1);
  expect(await fits()).toEqual([1440, 900]);
  // The pointer finds on the larger map what is drawn there.
  const map = page.locator('fall-line-output-map canvas').first();
  const box = await map.boundingBox();
  await map.hover({ position: { x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2 } });
  await expect(page.locator('fall-line-output-map output').first()).toContainText(/x1 .*x2 /);
  await page.keyboard.press('p');
  await expect.poll(size).toBeCloseTo(plain);
  await expect(page.locator('[data-panel-fold]')).toHaveCount(0);
});

test('the theme switch goes through light, dark and high contrast', async ({ workbench, page }) => {
  await workbench.open();
  const button = page.locator('[data-theme-switch]');
  const ground = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const seen: string[] = [];
  for (const theme of ['light', 'dark', 'contrast']) {
    await button.click();
    await expect(button).toHaveAttribute('data-theme-switch', theme);
    seen.push(await ground());
  }
  expect(new Set(seen).size).toBe(3);
  await page.reload();
  await expect(button).toHaveAttribute('data-theme-switch', 'contrast');
  expect(await ground()).toBe(seen[2]);
  await page.keyboard.press('t');
  await expect(button).toHaveAttribute('data-theme-switch', 'auto');
});

test('wishes of the system for contrast and colours are heard', async ({ workbench, page }) => {
  await page.emulateMedia({ contrast: 'more' });
  await workbench.open();
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-contrast', 'more');
  await page.emulateMedia({ contrast: 'no-preference' });
  await expect(root).not.toHaveAttribute('data-contrast');
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await expect(root).toHaveAttribute('data-contrast', 'more');
  await expect(root).toHaveAttribute('data-scheme', 'dark');
});

test('tab reaches every control in reading order, and each shows that it has the focus', async ({
  workbench,
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await workbench.open();
  const seen = new Set<string>();
  const bare: string[] = [];
  for (let i = 0; i < 150; ++i) {
    await page.keyboard.press('Tab');
    const { host, name, visible } = await page.evaluate(() => {
      let element = document.activeElement;
      let host = '';
      while (element?.shadowRoot?.activeElement) {
        host = element.localName;
        element = element.shadowRoot.activeElement;
      }
      if (!element) return { host, name: '', visible: true };
      const { outlineStyle, boxShadow, clipPath } = getComputedStyle(element);
      const visible = outlineStyle !== 'none' || boxShadow !== 'none' || clipPath !== 'none';
      return { host, name: element.outerHTML.slice(0, 80), visible };
    });
    if (host === '') break; // back at the browser's own controls
    seen.add(host);
    if (!visible) bare.push(name);
  }
  expect(bare).toEqual([]);
  expect([...seen][0]).toBe('fall-line-workbench'); // the link that skips to the network
  for (const host of ['top-bar', 'transport', 'gallery', 'number', 'network', 'optimizer']) {
    expect([...seen]).toContain(`fall-line-${host}`);
  }
});

test('the first tab stop skips to the network', async ({ workbench, page }) => {
  await workbench.open();
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#network')).toBeFocused();
  await expect(page).not.toHaveURL(/#network/);
});

test('what cannot be: no WebAssembly', async ({ page, baseURL }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'WebAssembly');
  });
  await page.goto(baseURL ?? '');
  await expect(page.locator('[data-notice]')).toContainText('WebAssembly');
  await expect(page.locator('.failed')).toContainText('a browser from 2023 on');
  await expect(page.locator('[data-action="play"]')).toBeDisabled();
  await expect(page.locator('[data-action="notice"]')).toHaveText('Load the page again');
});

test('waiting is told after a moment, and not before', async ({ workbench, page }) => {
  await page.route('**/*.wasm', async (route) => {
    await page.locator('fall-line-messages [aria-busy="true"]').waitFor();
    await route.continue();
  });
  await page.goto('./');
  await expect(page.locator('fall-line-messages')).toContainText('Loading the engine');
  await workbench.ready();
  await expect(page.locator('fall-line-messages [aria-busy="true"]')).toHaveCount(0);
  await expect(page.locator('fall-line-messages')).toContainText('105 parameters');
});

test.describe('project files', () => {
  test('data, weights and position come back exactly, and training goes on alike', async ({
    workbench,
    page,
    context,
  }) => {
    await workbench.open();
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${i},${(i * 7) % 13},${i % 5},${i % 3 ? 'a' : 'b'}`,
    );
    await workbench.files({
      name: 'points.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`u,v,w,kind\n${rows.join('\n')}\n`),
    });
    await expect(page.locator('[data-fact="network"]')).toHaveText(/^3–/);
    await workbench.epochs(2);
    await workbench.set('learningRate', '0.004'); // live: recorded at its step
    await workbench.action('step').click();
    await workbench.ready();
    const at = await workbench.number('step');
    const before = await workbench.fingerprint();
    const download = page.waitForEvent('download');
    await workbench.action('save').click();
    const saved = await (await download).path();
    expect((await download).suggestedFilename()).toBe(`table-${at}.fallline.json`);
    await expect(workbench.notice).toContainText('.fallline.json');
    const buffer = readFileSync(saved);
    await workbench.epochs(3);
    const after = await workbench.fingerprint();
    expect(after).not.toBe(before);

    const second = new Workbench(await context.newPage());
    await second.open();
    await second.files({ name: 'mine.fallline.json', mimeType: 'application/json', buffer });
    await expect(second.notice).toContainText(`at step ${at}`);
    expect(await second.fingerprint()).toBe(before);
    await expect(second.figure('step')).toHaveText(String(at));
    await second.epochs(3);
    expect(await second.fingerprint()).toBe(after);
  });

  test('of another engine only the experiment is opened', async ({ workbench }) => {
    await workbench.open();
    await workbench.files({
      name: 'old.fallline.json',
      mimeType: 'application/json',
      buffer: Buffer.from(
        '{"fallLine":1,"engine":"0.0.1","spec":{"data":{"source":"xor"}},"snapshot":"AAAA"}',
      ),
    });
    await expect(workbench.notice).toContainText('saved with engine 0.0.1');
    await expect(workbench.source('xor')).toHaveAttribute('aria-pressed', 'true');
    await workbench.epochs(1);
  });

  for (const [what, content, reason] of [
    ['cut off', '{"fallLine":1,"engine":"0.1.0","spe', /cut off or damaged/],
    ['of other JSON', '{"name":"x","dependencies":{}}', /no Fall Line project/],
    ['nested', `{"fallLine":1,"engine":"","spec":${'['.repeat(9999)}`, /nested/],
    ['with a prototype', '{"fallLine":1,"__proto__":{"polluted":1}}', /unknown part/],
    [
      'with absurd sizes',
      '{"fallLine":1,"engine":"","spec":{"data":{"source":"xor","samples":1e12}}}',
      /./,
    ],
    [
      'without its file',
      '{"fallLine":1,"engine":"","spec":{"data":{"source":"table","file":"a.csv"}}}',
      /lacks a file.*a\.csv/,
    ],
  ] as const) {
    test(`a project ${what} is refused and loses nothing`, async ({ workbench, page }) => {
      await workbench.open();
      const fingerprint = await workbench.fingerprint();
      const buffer = Buffer.from(content);
      await workbench.files({ name: 'bad.json', mimeType: 'application/json', buffer });
      await expect(workbench.notice).toHaveAttribute('data-notice', 'error');
      await expect(workbench.notice).toContainText(reason);
      await expect(workbench.notice).toContainText('bad.json');
      expect(await workbench.fingerprint()).toBe(fingerprint);
      expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
      await workbench.epochs(1);
    });
  }

  test('weights that fit nothing leave the experiment at its start', async ({ workbench }) => {
    await workbench.open();
    const spec = '{"data":{"source":"xor"}}';
    const content = `{"fallLine":1,"engine":"${engineVersion}","spec":${spec},"snapshot":"AAAAAAAA"}`;
    const buffer = Buffer.from(content);
    await workbench.files({ name: 'odd.json', mimeType: 'application/json', buffer });
    await expect(workbench.notice).toContainText('could not be restored');
    await expect(workbench.source('xor')).toHaveAttribute('aria-pressed', 'true');
    await workbench.epochs(1);
  });
});

test('the link says what it lacks, and offers the project', async ({ workbench, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await workbench.open();
  await workbench.action('share').click();
  await workbench.action('link').click();
  await expect(workbench.notice).toContainText('on the clipboard');
  await expect(workbench.notice).toHaveAttribute('data-notice', 'info');
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 2 ? 'a' : 'b'}`).join('\n');
  await workbench.files({
    name: 'few.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`u,kind\n${rows}\n`),
  });
  await expect(workbench.page.locator('[data-fact="network"]')).toHaveText(/^1–/);
  await workbench.page.keyboard.press('l');
  await expect(workbench.notice).toContainText('cannot hold the files few.csv');
  await expect(workbench.action('notice')).toHaveText('Save project');
});

test('the language is said to the browser', async ({ workbench, page }) => {
  await page.goto('./?lang=xx');
  await workbench.ready();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('every edit is undone, back to the start, and done again', async ({ workbench, page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await workbench.open();
  const start = await workbench.fingerprint();
  const network = page.locator('[data-fact="network"]');
  const undo = workbench.action('undo');
  await expect(undo).toBeDisabled();
  await workbench.action('add-layer').click();
  await expect(network).toHaveText('2–8–8–8–1');
  await workbench.ready();
  await workbench.source('moons').click();
  await expect(workbench.source('moons')).toHaveAttribute('aria-pressed', 'true');
  await workbench.ready();
  await workbench.set('noise', '0.2');
  await workbench.ready();
  await workbench.menu('optimizer').selectOption('rmsprop');
  await workbench.ready();
  await workbench.epochs(1);
  await workbench.set('learningRate', '0.004'); // live
  await workbench.ready();
  let steps = 0;
  while (await undo.isEnabled()) {
    expect(++steps).toBeLessThan(20);
    await undo.click(); // in the field, where the focus is, Ctrl Z takes back what was typed
    await workbench.ready();
  }
  expect(steps).toBe(5);
  await expect(network).toHaveText('2–8–8–1');
  await expect(workbench.figure('step')).toHaveText('0');
  expect(await workbench.fingerprint()).toBe(start);
  for (; steps > 0; --steps) {
    await page.keyboard.press('Control+Shift+z');
    await workbench.ready();
  }
  await expect(workbench.action('redo')).toBeDisabled();
  await expect(network).toHaveText('2–8–8–8–1');
  await expect(workbench.menu('optimizer')).toHaveValue('rmsprop');
  await expect(workbench.parameter('noise')).toHaveValue('0.2');
});

test('places: the gallery of activations is one of them, and the link knows', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  await page.locator('[data-place="activations"]').click();
  await expect(page.locator('fall-line-activations')).toBeVisible();
  await expect(page.locator('fall-line-network')).toBeHidden();
  await expect(page).toHaveURL(/&at=activations$/);
  await page.keyboard.press('s'); // trains only where training is shown
  await page.reload();
  await expect(page.locator('fall-line-activations')).toBeVisible();
  await page.locator('[data-place="workbench"]').click();
  await workbench.ready();
  await expect(workbench.figure('step')).toHaveText('0');
  await expect(page).not.toHaveURL(/&at=/);
});
