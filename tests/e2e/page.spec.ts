import { expect, test } from './workbench';

test('keys do what the list says', async ({ workbench, page }) => {
  await workbench.open();
  const start = await workbench.fingerprint();
  await page.keyboard.press('s');
  await expect(workbench.figure('step')).toHaveText('1');
  await workbench.ready();
  await page.keyboard.press('e');
  await expect(workbench.figure('epoch')).toHaveText('1');
  await workbench.ready();
  await page.keyboard.press('Space');
  await expect(workbench.action('play')).toHaveText('Pause');
  await page.keyboard.press('Space');
  await workbench.ready();
  await page.keyboard.press('r');
  await expect(workbench.figure('step')).toHaveText('0');
  expect(await workbench.fingerprint()).toBe(start);
  await page.keyboard.press('n');
  await expect(page.locator('[data-field="seed"]')).not.toHaveValue('1');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Play or pause');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('letters typed into a field are no commands', async ({ workbench }) => {
  await workbench.open();
  await workbench.parameter('noise').focus();
  await workbench.parameter('noise').pressSequentially('se');
  await expect(workbench.figure('step')).toHaveText('0');
});

test('sliders take arrow keys and a double click', async ({ workbench, page }) => {
  await workbench.open();
  const slider = page.locator('[data-parameter="turns"] input[type="range"]');
  await slider.focus();
  await slider.press('ArrowRight');
  await expect(workbench.parameter('turns')).not.toHaveValue('1.5');
  await slider.dblclick();
  await expect(workbench.parameter('turns')).toHaveValue('1.5');
});

test('every control has a name', async ({ workbench, page }) => {
  await workbench.open();
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  const roles = [
    'button',
    'combobox',
    'slider',
    'textbox',
    'checkbox',
    'image',
    'figure',
    'dialog',
  ];
  const named = nodes.filter(
    (node) =>
      !node.ignored && roles.includes(String(node.role?.value)) && node.role?.value !== 'figure',
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((node) => String(node.name?.value ?? '') === '')).toEqual([]);
});

test('a screen reader hears when training starts and stops', async ({ workbench, page }) => {
  await workbench.open();
  await workbench.action('play').click();
  await expect(page.locator('#announcer')).toContainText('Training.');
  await workbench.action('play').click();
  await expect(page.locator('#announcer')).toContainText('Paused.');
});

test('the map reads values by pointer and by keys', async ({ workbench, page }) => {
  await workbench.open();
  const map = page.locator('fall-line-output-map canvas');
  await map.hover();
  await expect(page.locator('fall-line-output-map output')).toContainText(/x1 .*x2 .*class [01]/);
  await page.mouse.move(0, 0);
  await map.focus();
  await map.press('ArrowRight');
  await expect(page.locator('fall-line-output-map output')).toContainText(/x1 .*x2 .*class [01]/);
});

for (const [source, picture] of [
  ['sine', 'fall-line-output-curve'],
  ['franke', 'fall-line-output-map'],
  ['gaussians-3d', 'fall-line-space'],
  ['digits', 'fall-line-confusion'],
  ['moons', 'fall-line-output-map'],
] as const) {
  test(`${source} is shown as ${picture.replace('fall-line-', '')} and trains`, async ({
    workbench,
    page,
  }) => {
    await workbench.open();
    await workbench.source(source).click();
    await expect(page.locator(picture)).toBeVisible();
    await workbench.epochs(1);
    await expect(workbench.notice).toHaveCount(0);
  });
}

test('the theme is chosen and remembered', async ({ workbench, page }) => {
  await workbench.open();
  const ground = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  const button = page.locator('[data-theme-switch]');
  await button.click();
  await button.click();
  await expect(button).toHaveAttribute('aria-label', 'Theme: dark');
  expect(await ground()).not.toBe(light);
  await page.reload();
  await expect(button).toHaveAttribute('aria-label', 'Theme: dark');
});

test('on a desk no schedule makes the optimizer scroll', async ({ workbench, page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await workbench.open();
  const panel = page.locator('.panel').filter({ has: page.locator('fall-line-optimizer') });
  const ids = await workbench
    .menu('schedule')
    .locator('option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  expect(ids.length).toBeGreaterThan(4);
  for (const id of ids) {
    await workbench.menu('schedule').selectOption(id);
    await expect(page.locator('fall-line-schedule')).toBeVisible();
    await workbench.ready();
    const over = await panel.evaluate((one) => one.scrollHeight - one.clientHeight);
    expect(over, id).toBeLessThanOrEqual(1);
  }
});

for (const [width, height] of [
  [390, 844],
  [768, 1024],
  [1440, 900],
] as const) {
  test(`at ${width} px nothing overlaps and nothing is cut off sideways`, async ({
    workbench,
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await workbench.open();
    const size = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      height: document.documentElement.scrollHeight,
    }));
    expect(size.width).toBe(width);
    if (width === 1440) expect(size.height).toBe(height);
    const boxes = await page
      .locator('.panel, fall-line-messages, fall-line-top-bar')
      .evaluateAll((panels) =>
        panels.map((panel) => {
          const { left, top, right, bottom } = panel.getBoundingClientRect();
          return { name: panel.outerHTML.slice(0, 40), left, top, right, bottom };
        }),
      );
    expect(boxes.length).toBe(8);
    for (const a of boxes) {
      expect(a.right - a.left).toBeGreaterThan(100);
      expect(a.right).toBeLessThanOrEqual(width);
      for (const b of boxes) {
        if (a === b) continue;
        const overlap =
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
        expect(overlap, `${a.name} and ${b.name}`).toBe(false);
      }
    }
    // On a desk everything is seen without scrolling, within the panels, too.
    if (width === 1440) {
      const cut = await page
        .locator('.panel')
        .evaluateAll((panels) =>
          panels
            .filter((panel) => panel.scrollHeight > panel.clientHeight + 1)
            .map((panel) => panel.outerHTML.slice(0, 40)),
        );
      expect(cut).toEqual([]);
    }
  });
}
