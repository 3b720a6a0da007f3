import path from 'node:path';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import type { FallLineElement as FallLine } from '../../web/src/embed/element';
import { headersOf, heard, listener, run, sourcesOf, sphinx } from './course';
import { expect, test, type HostPage } from './host_page';

const modules = path.join(import.meta.dirname, '../../node_modules');

// Headings of docs/embedding.md.
const moodle = 'Moodle, and others that keep content in a sandbox';
const isolated = 'A page that isolates itself';
const strict = 'A strict content security policy';

/** What docs/embedding.md asks of the site for pages that isolate themselves. */
const isolating = {
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** What is within the frame of an element. */
const within = (element: Locator): FrameLocator => element.locator('iframe').contentFrame();

/** Somebody presses Play and Pause in it, and the page around it hears of both and of what came. */
async function trains(element: Locator): Promise<void> {
  await element.scrollIntoViewIfNeeded();
  await within(element).getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(async () => (await heard(element, 'epoch')).epoch).toBeGreaterThan(0);
  await within(element).getByRole('button', { name: 'Pause' }).click();
  await expect.poll(async () => (await heard(element, 'change')).playing).toBe(false);
  expect((await heard(element, 'epoch')).metrics.train?.loss).toBeGreaterThan(0);
  await expect.poll(async () => (await heard(element, 'change')).fingerprint).toMatch(/^\w{16}$/u);
}

/** A lesson and a workbench, one after the other: both train, and the page around them hears it. */
async function trainsAndTells(page: Page): Promise<void> {
  const lesson = page.locator('fall-line[lesson]');
  await lesson.scrollIntoViewIfNeeded();
  await expect(within(lesson).locator('h1').first()).toHaveText('Stuck at 0.0057');
  expect((await heard(lesson, 'resize')).height).toBeGreaterThan(1000);
  const experiment = within(lesson).locator('[data-experiment]').first();
  await experiment.locator('[data-action="experiment-step"]').click();
  await expect(experiment.locator('[data-figure="experiment-place"]')).toContainText('epoch 1 ');
  await trains(page.locator('fall-line[controls="full"]'));
}

test('a page of Sphinx', async ({ host, page }) => {
  const program = sphinx();
  test.skip(program === undefined, 'python3-sphinx is not installed');
  const sources = sourcesOf('sphinx', 'Sphinx');
  const pages = path.join(sources, '../pages');
  run(program ?? '', '-q', '-W', '-b', 'html', sources, pages);
  host.folders = [listener, ['/', pages]];
  await page.goto(host.url);
  await expect(page.getByRole('heading', { name: 'Gradient descent' })).toBeVisible();
  await trainsAndTells(page);
});

test('a page of Markdown, by Metalsmith', async ({ host, page }) => {
  const sources = sourcesOf('metalsmith', 'Markdown');
  const pages = path.join(sources, '../pages');
  run(process.execPath, path.join(sources, 'build.mjs'), sources, pages);
  host.folders = [listener, ['/', pages]];
  await page.goto(`${host.url}gradient_descent.html`);
  await expect(page.locator('h1')).toHaveText('Gradient descent');
  await trainsAndTells(page);
});

for (const transition of ['slide', 'fade']) {
  test(`a deck of reveal.js: ${transition}`, async ({ host, page }) => {
    host.folders = [
      listener,
      ['/reveal.js/', path.join(modules, 'reveal.js/dist')],
      ['/', sourcesOf('reveal', 'reveal.js')],
    ];
    const [lesson, network] = [page.locator('fall-line[lesson]'), page.locator('[controls]')];
    const epoch = (): Promise<number> =>
      network.evaluate((one) => (one as FallLine).state?.epoch ?? 0);
    await page.goto(`${host.url}?transition=${transition}`);
    await expect(page.locator('h1')).toBeVisible();

    await page.keyboard.press('ArrowRight');
    await expect(within(lesson).locator('h1').first()).toHaveText('Stuck at 0.0057');
    expect((await heard(lesson, 'resize')).height).toBeGreaterThan(1000);
    await within(lesson).locator('[data-action="experiment-step"]').first().click();
    await expect(within(lesson).locator('[data-figure="experiment-place"]').first()).toContainText(
      'epoch 1 ',
    );
    expect(await epoch()).toBe(0); // it may have been loaded, but nobody has seen it

    // The keys have gone to the lesson with the click; the deck's own buttons are always there.
    await page.locator('.navigate-right').click();
    await expect.poll(epoch).toBeGreaterThan(0);
    expect((await heard(network, 'epoch')).metrics.train?.loss).toBeGreaterThan(0);
    await page.locator('.navigate-right').click();
    await expect(network).toHaveJSProperty('playing', false);
    const stood = await epoch();
    await page.locator('.navigate-left').click();
    await expect.poll(epoch).toBeGreaterThan(stood);
  });
}

for (const how of ['in a frame', 'inline']) {
  test(`what a page makes invisible where it stands rests: ${how}`, async ({ host, page }) => {
    await host.open(
      `<script type="module" src="https://fall-line.example/fall-line.js"></script>
       <main style="opacity: 0"><fall-line ${how === 'inline' ? how : ''} autoplay="visible" set="stop={}"></fall-line></main>`,
    );
    await host.ready();
    const show = (opacity: string): Promise<void> =>
      page.locator('main').evaluate((one, value) => {
        one.style.opacity = value;
      }, opacity);
    expect(await host.element.evaluate((one) => (one as FallLine).state?.step)).toBe(0);
    await show('1');
    await expect(host.element).toHaveJSProperty('playing', true);
    await show('0');
    await expect(host.element).toHaveJSProperty('playing', false);
    await show('1');
    await expect(host.element).toHaveJSProperty('playing', true);
  });
}

test('a page like one of Moodle’s, with its content in a sandbox', async ({ host, page }) => {
  host.folders = [listener, ['/', sourcesOf('moodle', moodle)]];
  await page.goto(host.url);
  const content = page.locator('iframe.resource').contentFrame();
  expect(await content.locator('html').evaluate(() => self.origin)).toBe('null');
  const element = content.locator('fall-line');
  await within(element).getByRole('button', { name: 'Play' }).click();
  await expect.poll(async () => (await heard(element, 'epoch')).epoch).toBeGreaterThan(0);
  await within(element).getByRole('button', { name: 'Pause' }).click();
  const { steps } = await element.evaluate((one) => (one as FallLine).run({ steps: 10 }));
  expect(steps).toBeGreaterThan(10);
  const plain = content.locator('iframe[title="A circle"]');
  await plain.scrollIntoViewIfNeeded();
  await expect.poll(async () => (await heard(plain, 'epoch')).epoch).toBeGreaterThan(0);
});

test.describe('a sandbox that lets no script run', () => {
  test.use({ allowed: { errors: [/Blocked script execution/u] } });
  test('says so', async ({ host, page }) => {
    const frame =
      '<iframe sandbox="" width="600" src="https://fall-line.example/embed.html"></iframe>';
    await host.open(frame);
    const inside = page.locator('iframe').contentFrame();
    const said = inside.locator('noscript p');
    await expect(said).toContainText('has to allow scripts: sandbox="allow-scripts');
    await expect(said).toBeInViewport({ ratio: 1 });
    await expect(inside.getByText('is loading')).toBeHidden();
  });
});

test.describe('a page that isolates itself', () => {
  test.beforeEach(({ host }) => {
    host.folders = [listener, ['/', sourcesOf('plain', isolated)]];
    host.headers = headersOf(isolated);
    expect(Object.keys(host.headers)).toHaveLength(2);
  });

  test('takes the element in, without headers of the site’s', async ({ host, page }) => {
    await page.goto(host.url);
    expect(await page.evaluate(() => self.crossOriginIsolated)).toBe(true);
    await trains(page.locator('fall-line'));
  });

  test('takes a plain frame in, with the headers that the documentation names', async ({
    host,
    site,
    page,
  }) => {
    site.headers = { ...site.headers, ...isolating };
    await page.goto(host.url);
    await page.evaluate((src) => {
      const frame = Object.assign(document.createElement('iframe'), { src, width: 600 });
      document.querySelector('fall-line')?.replaceWith(frame);
    }, `${site.url}embed.html#v=1&set=data.source=circle`);
    await page.locator('iframe').contentFrame().getByRole('button', { name: 'Play' }).click();
    await expect(
      page.locator('iframe').contentFrame().getByRole('button', { name: 'Pause' }),
    ).toBeVisible();
  });

  test.describe('in a browser that knows no credentialless frames', () => {
    test.use({ allowed: { errors: [/ERR_BLOCKED_BY_RESPONSE/u] } });
    test.beforeEach(({ page }) =>
      page.addInitScript(() => {
        const known: Element['setAttribute'] = Reflect.get(Element.prototype, 'setAttribute');
        Element.prototype.setAttribute = function (name: string, value: string) {
          if (name !== 'credentialless') known.call(this, name, value);
        };
      }),
    );

    test('says what is needed', async ({ host, page }) => {
      await page.clock.install();
      await page.goto(host.url);
      await expect(page.locator('fall-line iframe')).toHaveCount(1);
      await page.waitForLoadState('load');
      await page.clock.runFor(10_000);
      const alert = page.locator('fall-line').getByRole('alert');
      await expect(alert).toContainText('Cross-Origin-Embedder-Policy: require-corp');
      expect((await heard(page.locator('fall-line'), 'error')).message).toContain(
        'isolates itself',
      );
    });

    test('and trains where it is given', async ({ host, site, page }) => {
      site.headers = { ...site.headers, ...isolating };
      await page.goto(host.url);
      await trains(page.locator('fall-line'));
    });
  });
});

test.describe('a strict content security policy', () => {
  const without = (host: HostPage, directive: string): void => {
    const policy = headersOf(strict)['Content-Security-Policy'] ?? '';
    const kept = policy.split('; ').filter((part) => !part.startsWith(directive));
    expect(kept.length).toBe(policy.split('; ').length - (directive === '-' ? 0 : 1));
    host.folders = [listener, ['/', sourcesOf('plain', strict)]];
    host.headers = { 'Content-Security-Policy': kept.join('; ') };
  };

  test('as documented', async ({ host, page }) => {
    without(host, '-');
    await page.goto(host.url);
    await trains(page.locator('fall-line'));
    await expect(page.getByRole('link', { name: 'Two moons' })).toBeHidden();
  });

  test.describe('that lacks something', () => {
    test.use({ allowed: { errors: [/Content Security Policy/u] } });

    test('no frame-src: the element says what to ask for', async ({ host, site, page }) => {
      without(host, 'frame-src');
      await page.goto(host.url);
      const alert = page.locator('fall-line').getByRole('alert');
      await expect(alert).toContainText(`needs frame-src ${new URL(site.url).origin}`);
      expect((await heard(page.locator('fall-line'), 'error')).message).toContain('frame-src');
    });

    test('no script-src: what stands between the tags is shown', async ({ host, page }) => {
      without(host, 'script-src');
      await page.goto(host.url);
      await expect(page.getByRole('link', { name: 'Two moons, in Fall Line' })).toBeVisible();
    });
  });
});
