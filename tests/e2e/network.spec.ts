import type { Locator, Page } from '@playwright/test';
import { expect, test, type Workbench } from './workbench';

/** 784-128-10 on digits that the core draws itself, few enough to be there at once. */
const digits =
  '#set=' +
  encodeURIComponent('data={"source":"digits","samples":400}') +
  '&set=' +
  encodeURIComponent('network={"layers":[{"units":128,"activation":"relu"},{}]}');

/** The network's panel: the picture takes keys and pointer, the readout shows what they are at. */
class Network {
  readonly panel: Locator;
  readonly picture: Locator;
  readonly spot: Locator;
  readonly value: Locator;
  readonly on: Locator;
  readonly heard: Locator;

  constructor(readonly page: Page) {
    this.panel = page.locator('.panel.network');
    this.picture = this.panel.getByRole('application');
    this.spot = this.panel.locator('[data-figure="spot"]');
    this.value = this.panel.locator('[data-field="weight"]');
    this.on = this.panel.locator('[data-switch="unit"]');
    this.heard = this.panel.locator('#heard');
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.picture.press(key);
  }

  /** What is looked at, by its name. */
  async name(): Promise<string> {
    return (await this.spot.textContent())?.trim() ?? '';
  }

  async set(value: string): Promise<void> {
    await this.value.fill(value);
    await this.value.press('Enter');
  }
}

const undo = (page: Page): Locator => page.getByRole('button', { name: 'Undo' });

async function runs(workbench: Workbench): Promise<void> {
  await workbench.action('play').click();
  await expect.poll(() => workbench.number('step')).toBeGreaterThan(0);
}

test('a weight is read, edited, undone and redone', async ({ workbench, page }) => {
  await workbench.open();
  const network = new Network(page);
  const start = await workbench.fingerprint();
  await network.picture.focus();
  await network.press('Home', 'ArrowRight', 'ArrowDown', 'w', 'w');
  await expect(network.spot).toHaveText('Hidden 1 · 2 →Hidden 2 · 2');
  const former = await network.value.inputValue();
  await expect(network.heard).toHaveText(`Weight from Hidden 1 · 2 to Hidden 2 · 2: ${former}`);
  await network.set('1.25');
  await expect(network.value).toHaveValue('1.25');
  await expect.poll(() => workbench.fingerprint()).not.toBe(start);
  const edited = await workbench.fingerprint();
  await undo(page).click();
  await expect(network.value).toHaveValue(former);
  await expect.poll(() => workbench.fingerprint()).toBe(start);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect.poll(() => workbench.fingerprint()).toBe(edited);
  // A new start forgets it, and undo has nothing to take back any more.
  await workbench.action('reset').click();
  await expect.poll(() => workbench.fingerprint()).toBe(start);
  await expect(undo(page)).toBeDisabled();
});

test('weights are live, edited while it trains, and what is typed is not overwritten', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  const network = new Network(page);
  await network.picture.focus();
  await network.press('Home');
  const before = await network.value.inputValue();
  await runs(workbench);
  await expect(network.value).not.toHaveValue(before);
  await network.value.focus();
  await network.value.fill('-3.5');
  const step = await workbench.number('step');
  await expect.poll(() => workbench.number('step')).toBeGreaterThan(step);
  await expect(network.value).toHaveValue('-3.5');
  await network.value.press('Enter');
  await expect(workbench.action('play')).toHaveText('Pause');
  await network.value.blur();
  await expect(network.value).toHaveValue(/^−(3|4)\.\d/);
  await workbench.action('play').click();
  await workbench.ready();
});

test('a unit is switched off and on while it trains', async ({ workbench, page }) => {
  await workbench.open();
  const network = new Network(page);
  await runs(workbench);
  await network.picture.focus();
  await network.press('Home', 'ArrowDown', 'o');
  await expect(network.on).not.toBeChecked();
  const goOn = async (): Promise<void> => {
    const step = await workbench.number('step');
    await expect.poll(() => workbench.number('step')).toBeGreaterThan(step + 20);
  };
  await goOn(); // what is shown may be a frame behind
  const value = await network.value.inputValue();
  await goOn();
  await expect(network.value).toHaveValue(value); // what is off learns nothing
  await network.on.check();
  await expect(network.value).not.toHaveValue(value);
  await undo(page).click();
  await expect(network.on).not.toBeChecked();
  await undo(page).click();
  await expect(network.on).toBeChecked();
  await workbench.action('play').click();
  await workbench.ready();
});

test('units are chosen by pointer, and pixels of a weight image are weights', async ({
  workbench,
  page,
}) => {
  await workbench.open(digits);
  const network = new Network(page);
  const box = await network.picture.boundingBox();
  if (!box) throw new Error('There is a picture.');
  await network.picture.click({ position: { x: box.width / 2, y: box.height / 2 } });
  await expect(network.spot).toHaveText(/^\s*Hidden 1 · \d+\s*$/);
  const unit = await network.name();
  await network.panel.locator('canvas.large').click({ position: { x: 2, y: 2 } });
  await expect(network.spot).toHaveText(`pixel 1, 1 →${unit}`);
  const start = await workbench.fingerprint();
  await network.set('0.5');
  await expect.poll(() => workbench.fingerprint()).not.toBe(start);
});

test('keys reach the last of 128 weight images', async ({ workbench, page }) => {
  await workbench.open(digits);
  const network = new Network(page);
  await network.picture.focus();
  await expect(network.spot).toHaveText('Hidden 1 · 1');
  // By arrows alone: down until no row follows, then to the end of the row.
  let row = '';
  while (row !== (await network.name())) {
    row = await network.name();
    await network.press('ArrowDown');
  }
  for (let name = await network.name(); name !== 'Hidden 1 · 128'; name = await network.name()) {
    await network.press('ArrowRight');
    await expect(network.spot).not.toHaveText(name);
    await expect(network.spot).toHaveText(/^\s*Hidden 1/);
  }
  await network.press('w', 'End');
  await expect(network.spot).toHaveText('pixel 28, 28 →Hidden 1 · 128');
  await network.press('Escape', 'ArrowRight');
  await expect(network.spot).toHaveText(/^\s*Output · \d\s*$/);
  await network.press('Escape');
  await expect(network.spot).toHaveText('');
  await expect(network.picture).not.toBeFocused();
});

test('layers and units are added and removed in the picture', async ({ workbench, page }) => {
  await workbench.open();
  const network = new Network(page);
  const fact = page.locator('[data-fact="network"]');
  await network.panel.getByRole('button', { name: 'One unit more in Hidden 2' }).click();
  await expect(fact).toHaveText('2–8–9–1');
  await network.panel.getByRole('button', { name: 'One unit less in Hidden 1' }).click();
  await expect(fact).toHaveText('2–7–9–1');
  await network.panel.getByRole('button', { name: 'Add a layer before Hidden 1' }).click();
  await expect(fact).toHaveText('2–7–7–9–1');
  await network.picture.focus();
  await network.press('Home', '+');
  await expect(fact).toHaveText('2–8–7–9–1');
  await network.panel.getByRole('button', { name: 'Remove Hidden 3' }).click();
  await expect(fact).toHaveText('2–8–7–1');
  for (const former of ['2–8–7–9–1', '2–7–7–9–1', '2–7–9–1', '2–8–9–1', '2–8–8–1']) {
    await undo(page).click();
    await expect(fact).toHaveText(former);
  }
});

const deep =
  '#set=' +
  encodeURIComponent(
    `network=${JSON.stringify({
      layers: [...Array.from({ length: 10 }, () => ({ units: 6, activation: 'tanh' })), {}],
    })}`,
  );

for (const [name, hash] of [
  ['2-8-8-1', ''],
  ['784-128-10', digits],
  ['ten hidden layers', deep],
] as const) {
  for (const [width, height] of [
    [390, 844],
    [1440, 900],
  ] as const) {
    test(`${name} fits its frame at ${width} px`, async ({ workbench, page }) => {
      await page.setViewportSize({ width, height });
      await workbench.open(hash);
      const network = new Network(page);
      await network.picture.focus(); // something is shown beside it, too
      await expect(network.spot).not.toHaveText('');
      const report = await network.panel.locator('fall-line-network-picture').evaluate((host) => {
        const root = host.shadowRoot;
        const readout = root?.querySelector('fall-line-network-readout');
        const frame = host.getBoundingClientRect();
        const pieces = [
          ...(root?.querySelectorAll('canvas, button, .heads > *, .feet > *') ?? []),
          ...(readout?.shadowRoot?.querySelectorAll('canvas, input, .name, .value, .legend') ?? []),
        ].map((piece) => ({
          name: `${piece.localName} ${piece.className} ${piece.textContent.trim()}`,
          box: piece.getBoundingClientRect(),
          label: piece.matches('.heads > *, .feet > *'),
        }));
        const outside = pieces.filter(
          ({ box }) =>
            box.left < frame.left - 0.5 ||
            box.right > frame.right + 0.5 ||
            box.top < frame.top - 0.5 ||
            box.bottom > frame.bottom + 0.5,
        );
        const labels = pieces.filter(({ label }) => label);
        const overlaps = labels.flatMap((a, i) =>
          labels
            .slice(i + 1)
            .filter(
              (b) =>
                Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 1 &&
                Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > 1,
            )
            .map((b) => `${a.name} and ${b.name}`),
        );
        const canvas = root?.querySelector('canvas');
        return {
          outside: outside.map((piece) => piece.name),
          overlaps,
          scrolls: host.scrollHeight > host.clientHeight + 1,
          height: canvas?.clientHeight ?? 0,
          pieces: pieces.length,
        };
      });
      expect(report.pieces).toBeGreaterThan(6);
      expect(report.height).toBeGreaterThan(140);
      expect(report.outside).toEqual([]);
      expect(report.overlaps).toEqual([]);
      expect(report.scrolls).toBe(false);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(sideways).toBe(width);
    });
  }
}
