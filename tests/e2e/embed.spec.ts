import type { FrameLocator, Page } from '@playwright/test';
import { barriers } from './axe';
import { expect, test } from './host_page';
import { readNumber, Workbench } from './workbench';

const moons = '#v=1&set=data.source=moons&set=stop={"epochs":3}';

/** A plain frame, as anybody writes one. */
function frame(hash: string, size = 'width="600" height="400"', more = ''): string {
  const address = `https://fall-line.example/embed.html${hash}`.replaceAll('"', '&quot;');
  return `<iframe ${size} ${more} title="Fall Line" src="${address}"></iframe>`;
}

class Embed {
  readonly inside: FrameLocator;

  constructor(page: Page) {
    this.inside = page.frameLocator('iframe');
  }

  action(name: string) {
    return this.inside.locator(`[data-action="${name}"]`);
  }

  figure(name: string) {
    return this.inside.locator(`[data-figure="${name}"]`);
  }

  view(id: string) {
    return this.inside.locator(`[data-view="${id}"]`);
  }

  async ready(): Promise<string> {
    await expect(this.action('play')).toHaveText('Play');
    await expect(this.figure('fingerprint')).toHaveAttribute('aria-busy', 'false');
    await expect(this.figure('fingerprint')).toHaveText(/^[0-9a-f]{16}$/u);
    return (await this.figure('fingerprint').textContent()) ?? '';
  }
}

test('a link that was shared trains in a frame to the bits of the workbench', async ({
  host,
  site,
  page,
}) => {
  const workbench = new Workbench(page);
  await page.goto(`${site.url}${moons}`);
  await workbench.ready();
  await workbench.action('finish').click();
  await expect(workbench.figure('epoch')).toHaveText('3');
  const expected = await workbench.fingerprint();
  const hash = await page.evaluate(() => location.hash);

  await host.open(frame(hash === '' ? moons : hash));
  const embed = new Embed(page);
  await embed.ready();
  await embed.action('play').click();
  await expect(embed.figure('epoch')).toHaveText('3');
  expect(await embed.ready()).toBe(expected);
  // Its way back is the same experiment in the workbench.
  const link = embed.inside.getByRole('link', { name: 'Fall Line' });
  const href = (await link.getAttribute('href')) ?? '';
  await page.goto(new URL(href, site.url).href);
  await workbench.ready();
  await workbench.action('finish').click();
  await expect(workbench.figure('epoch')).toHaveText('3');
  expect(await workbench.fingerprint()).toBe(expected);
});

test('a run that has ended is played again from its start', async ({ host, page }) => {
  await host.open(frame(`${moons}&speed=full`));
  const embed = new Embed(page);
  const start = await embed.ready();
  await embed.action('play').click();
  await expect(embed.figure('epoch')).toHaveText('3');
  const end = await embed.ready();
  expect(end).not.toBe(start);
  await embed.action('play').click();
  await expect(embed.figure('fingerprint')).toHaveAttribute('data-step', /./u);
  expect(await embed.ready()).toBe(end);
  await embed.action('reset').click();
  await expect(embed.figure('epoch')).toHaveText('0');
  expect(await embed.ready()).toBe(start);
});

test('views lie in a row, in a column, or one at a time', async ({ host, page }) => {
  const embed = new Embed(page);
  const boxes = async () => {
    const [map, loss] = [embed.view('map'), embed.view('loss')];
    await expect(map).toBeVisible();
    await expect(loss).toBeVisible();
    const [a, b] = [await map.boundingBox(), await loss.boundingBox()];
    if (!a || !b) throw new Error('There is no view.');
    return [a, b] as const;
  };
  await host.open(frame(`${moons}&view=map,loss`));
  const [map, loss] = await boxes();
  expect(loss.x).toBeGreaterThanOrEqual(map.x + map.width);
  expect(Math.abs(loss.height - map.height)).toBeLessThan(1);

  await host.open(frame(`${moons}&view=map,loss&layout=column`, 'width="600" height="800"'));
  const [above, below] = await boxes();
  expect(below.y).toBeGreaterThanOrEqual(above.y + above.height);

  // Where there is no room for two there are tabs, and nothing scrolls.
  await host.open(frame(`${moons}&view=map,loss`, 'width="300" height="400"'));
  await expect(embed.view('map')).toBeVisible();
  await expect(embed.view('loss')).toHaveCount(0);
  await embed.inside.getByRole('radio', { name: 'Loss' }).click();
  await expect(embed.view('loss')).toBeVisible();
  await expect(embed.view('map')).toHaveCount(0);
  const [height, room] = await embed.inside
    .locator('fall-line-embed')
    .evaluate((one) => [one.scrollHeight, one.clientHeight] as const);
  expect(height).toBeLessThanOrEqual(room);
});

test('what is hidden is not there; what is locked is seen and stays', async ({ host, page }) => {
  const keys =
    '&controls=full&hide=data.split,regularization,loss&lock=optimizer.learningRate,data.noise,network.layers.0.units';
  await host.open(frame(moons + keys, 'width="1000" height="900"'));
  const embed = new Embed(page);
  await embed.ready();
  const field = (name: string) =>
    embed.inside.locator(`[data-parameter="${name}"] input[type="text"]`);
  await expect(embed.inside.locator('fall-line-split')).toBeHidden();
  await expect(embed.inside.locator('[data-parameter="l2"]')).toBeHidden();
  await expect(embed.view('loss')).toHaveCount(0);
  await expect(field('learningRate')).toBeDisabled();
  await expect(field('learningRate')).toHaveValue('0.03');
  await expect(field('noise')).toBeDisabled();
  await expect(field('samples')).toBeEnabled();
  // With its rate the method is locked, and with their noise the data.
  await expect(embed.inside.locator('select[data-menu="optimizer"]')).toBeDisabled();
  await expect(embed.inside.locator('button[data-source="circle"]')).toBeDisabled();
  const units = embed.inside.locator('[data-path="network.layers.0.units"] input');
  await expect(units).toBeDisabled();
  await expect(embed.inside.locator('[data-path="network.layers.1.units"] input')).toBeEnabled();
  // What is free works.
  const loss = await embed.figure('train-loss').textContent();
  await field('samples').fill('80');
  await field('samples').press('Enter');
  await expect(embed.figure('train-loss')).not.toHaveText(loss ?? '');
  await embed.ready();
  await expect(field('learningRate')).toBeDisabled();
});

test('all locked, it trains and is not changed; without controls it is a picture', async ({
  host,
  page,
}) => {
  await host.open(frame(`${moons}&lock=all&controls=full`, 'width="1000" height="900"'));
  const embed = new Embed(page);
  await embed.ready();
  await expect(embed.action('new')).toBeDisabled();
  const open = embed.inside.locator('.panels :is(button, input, select):not(:disabled):visible');
  const names = await open.evaluateAll((all) =>
    all.map((one) => (one as HTMLElement).dataset['action'] ?? one.outerHTML.slice(0, 120)),
  );
  expect(names.filter((name) => !['save-plot', 'more-features'].includes(name))).toEqual([]);
  await embed.action('play').click();
  await expect(embed.figure('epoch')).toHaveText('3');

  await host.open(frame(`${moons}&controls=none&view=map,network&autoplay=visible`));
  await expect(embed.view('network')).toBeVisible();
  await expect(embed.action('play')).toHaveCount(0);
  await expect(embed.figure('fingerprint')).toHaveAttribute('data-step', /^[1-9]/u); // it has trained
  await expect(embed.view('network').locator('[data-path]:visible:not(:disabled)')).toHaveCount(0);
});

test('keys that are none, values that cannot be and a Spec that is refused are told', async ({
  host,
  page,
}) => {
  const embed = new Embed(page);
  const notice = embed.inside.locator('[data-notice]');
  await host.open(frame(`${moons}&colour=red&layout=circle`));
  await embed.ready();
  await expect(notice).toContainText('“colour” is no key of an embed');
  await expect(notice).toContainText('row, column, tabs');
  await notice.getByRole('button').click();
  await expect(notice).toHaveCount(0);

  await host.open(frame('#v=1&set=optimizer.learningRate=-3'));
  await embed.ready();
  await expect(notice).toContainText('optimizer.learningRate');
  await expect(notice).toContainText('The default experiment is shown instead.');
  await expect(embed.figure('facts')).toHaveCount(0);
});

test('a poster loads nothing else before it is pressed', async ({ host, site, page }) => {
  await host.open(frame(`${moons}&poster=click&title=Two moons, a small network`));
  const embed = new Embed(page);
  const poster = embed.inside.getByRole('button');
  await expect(poster).toContainText('Two moons, a small network');
  expect(site.count(/\.wasm$/u)).toBe(0);
  expect(site.count(/worker|first/u)).toBe(0);
  const before = site.asked.filter((name) => name.endsWith('.js')).length;
  expect(before).toBeLessThanOrEqual(4);
  await poster.click();
  await expect(embed.figure('epoch')).toHaveText('3'); // it trains without a second press
  await expect(embed.inside.getByRole('heading', { name: 'Two moons' })).toBeVisible();
});

test('nothing trains before it is seen; what scrolls away waits', async ({ host, page }) => {
  const gap = '<div style="height: 2400px"></div>';
  await host.open(gap + frame('#v=1&set=data.source=moons&autoplay=visible') + gap);
  const embed = new Embed(page);
  const epoch = async () => readNumber((await embed.figure('epoch').textContent()) ?? '');
  await expect(embed.figure('fingerprint')).toHaveText(/^[0-9a-f]{16}$/u);
  expect(await epoch()).toBe(0);
  await page.locator('iframe').scrollIntoViewIfNeeded();
  await expect.poll(epoch).toBeGreaterThan(2);
  await page.evaluate(() => scrollTo(0, 0));
  await expect(embed.action('play')).toHaveText('Play');
  await embed.ready();
  const stood = await epoch();
  await page.locator('iframe').scrollIntoViewIfNeeded();
  await expect.poll(epoch).toBeGreaterThan(stood);
  // What the reader pauses stays so.
  await embed.action('play').click();
  await embed.ready();
  await page.evaluate(() => scrollTo(0, 0));
  const paused = await epoch();
  await page.locator('iframe').scrollIntoViewIfNeeded();
  await expect(page.locator('iframe')).toBeInViewport();
  await embed.ready();
  expect(await epoch()).toBe(paused);
});

test('a lesson is read without the page around it', async ({ host, page }) => {
  await host.open(frame('#lesson=franke', 'width="700" height="800"'));
  const embed = new Embed(page);
  await expect(embed.inside.locator('h1')).toHaveText("Franke's function");
  await expect(embed.action('all-lessons')).toHaveCount(0);
  await expect(embed.inside.locator('[data-neighbour]')).toHaveCount(0);
  await embed.action('experiment-step').first().click();
  await expect(embed.figure('experiment-place').first()).toContainText('step 1');
  await expect(embed.inside.getByRole('link', { name: 'Fall Line' })).toHaveAttribute(
    'href',
    './index.html#v=1&at=lessons&lesson=franke',
  );
  const opened = page.waitForEvent('popup');
  await embed.action('experiment-open').first().click();
  const popup = await opened;
  await expect(popup.locator('fall-line-workbench')).toBeVisible();
  expect(popup.url()).toMatch(/index\.html#v=1&e=[\d.]+&[sj]=/u);
  await popup.close();

  await host.open(frame('#lesson=nothing', 'width="700" height="800"'));
  await expect(embed.inside.getByRole('alert')).toContainText('nothing');
});

test('in a sandbox without an origin it trains, and needs no storage', async ({ host, page }) => {
  await host.open(frame(moons, 'width="600" height="400"', 'sandbox="allow-scripts"'));
  const embed = new Embed(page);
  await embed.ready();
  await embed.action('play').click();
  await expect(embed.figure('epoch')).toHaveText('3');
  await expect(embed.inside.locator('[data-notice="error"]')).toHaveCount(0);
});

test.describe('what cannot work says why, and whom to ask', () => {
  test.use({ allowed: { errors: [/./u] } });

  for (const [failure, pattern, words] of [
    ['network', '**/*.wasm', 'Access-Control-Allow-Origin'],
    ['worker', '**/assets/worker-*.js', 'worker-src'],
  ] as const) {
    test(failure, async ({ host, page }) => {
      await page.route(pattern, (route) => route.abort());
      await host.open(frame(moons));
      const embed = new Embed(page);
      await expect(embed.inside.locator(`[data-failure="${failure}"]`)).toContainText(words);
      await expect(embed.action('play')).toHaveCount(0);
      await expect(embed.inside.getByRole('link', { name: 'Fall Line' })).toBeVisible();
    });
  }

  test('scripts that a sandbox keeps out', async ({ host, site, page }) => {
    site.headers = {};
    await host.open(frame(moons, 'width="600" height="400"', 'sandbox="allow-scripts"'));
    await expect(new Embed(page).inside.getByRole('alert')).toContainText(
      'Access-Control-Allow-Origin',
    );
    await expect(new Embed(page).inside.getByText('is loading')).toHaveCount(0);
  });

  test('WebAssembly', async ({ host, page }) => {
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
    await host.open(frame(moons));
    await expect(new Embed(page).inside.locator('[data-failure="wasm"]')).toContainText(
      'WebAssembly is switched off',
    );
  });
});

for (const theme of ['light', 'dark', 'contrast']) {
  test(`nothing is in the way of anybody, ${theme}`, async ({ site, page }) => {
    await page.setViewportSize({ width: 600, height: 400 });
    await page.goto(`${site.url}embed.html${moons}&theme=${theme}&title=Two moons`);
    await expect(page.locator('[data-figure="fingerprint"]')).toHaveText(/^[0-9a-f]{16}$/u);
    expect(await barriers(page)).toEqual([]);
  });
}
