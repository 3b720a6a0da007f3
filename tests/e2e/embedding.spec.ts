import type { Measured, SavedState, Standing } from '../../web/src/embed/contract';
import type { FallLineElement as FallLine } from '../../web/src/embed/element';
import type { Summary } from '../../web/src/engine/model';
import { examples, expect, test, type Example } from './host_page';

const loader = '<script type="module" src="https://fall-line.example/fall-line.js"></script>';

function named(example: Example | undefined): Example {
  if (!example) throw new Error('The documentation has no such example.');
  return example;
}

const all = examples();
const withElement = all.filter(
  ({ html, script }) => html.includes('<fall-line') && script === '' && !html.includes('inline'),
);
const experiments = withElement.filter(({ html }) => !html.includes('lesson='));

test('the documentation has its examples', () => {
  expect(withElement.length).toBeGreaterThanOrEqual(4);
  expect(all.filter(({ script }) => script !== '')).toHaveLength(2);
});

for (const [i, example] of experiments.entries()) {
  test(`an experiment as documented (${i + 1}) trains in a page of another origin`, async ({
    host,
  }) => {
    await host.open(example.html);
    await host.ready();
    const summary = await host.element.evaluate((one) => (one as FallLine).run({ steps: 20 }));
    expect(summary.steps).toBeGreaterThanOrEqual(20);
    expect(summary.fingerprint).toMatch(/^[0-9a-f]{16}$/u);
    await expect(host.frame.locator('[role="alert"]')).toHaveCount(0);
    await expect(host.frame.locator('[data-notice]')).toHaveCount(0);
  });
}

test('the documented lesson is read in a page of another origin', async ({ host }) => {
  const example = named(withElement.find(({ html }) => html.includes('lesson=')));
  await host.open(example.html);
  await host.ready();
  await expect(host.frame.getByRole('heading', { level: 1 })).toContainText('0.0057');
  const refused = await host.element.evaluate((one) =>
    (one as FallLine).step().catch((reason: unknown) => (reason as { code: string }).code),
  );
  expect(refused).toBe('lesson');
});

test('a plain frame as documented shows its experiment', async ({ host, page }) => {
  const plain = all.filter(({ html, script }) => html.includes('<iframe') && script === '');
  await host.open(named(plain[0]).html);
  const play = page.frameLocator('iframe').getByRole('button', { name: 'Play' });
  await play.click();
  await expect(page.frameLocator('iframe').getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('the documented script reads and steers', async ({ host, page }) => {
  const example = named(
    all.find(({ html, script }) => script !== '' && html.includes('<fall-line')),
  );
  await host.open(`${example.html}<script type="module">${example.script}</script>`);
  const output = page.locator('output');
  await expect(output).toHaveAttribute('data-fingerprint', /^[0-9a-f]{16}$/u);
  await expect(output).toHaveText(/^0\.\d+ in epoch 5$/u);
  const standing = await host.element.evaluate((one) => (one as FallLine).state);
  const { spec, epoch } = standing ?? {};
  expect(epoch).toBe(5);
  expect(spec).toMatchObject({ optimizer: { learningRate: 0.1 } });
});

test('the documented messages work without the loader', async ({ host, page }) => {
  const example = named(all.find(({ html, script }) => script !== '' && html.includes('<iframe')));
  await host.open(`${example.html}<script type="module">${example.script}</script>`);
  await expect(page.locator('output')).toHaveText('25');
});

test('methods and events', async ({ host, page }) => {
  await host.open(
    `${loader}<fall-line set="data.source=moons; optimizer=adam; stop={&quot;epochs&quot;: 8}"></fall-line>`,
  );
  await host.ready();
  const told = await host.element.evaluate(async (one) => {
    const element = one as FallLine;
    const names: string[] = [];
    const epochs: Measured[] = [];
    const ends: Summary[] = [];
    for (const name of ['change', 'error', 'warning'] as const) {
      element.addEventListener(name, () => names.push(name));
    }
    element.addEventListener('epoch', ({ detail }) => epochs.push(detail));
    element.addEventListener('end', ({ detail }) => ends.push(detail));
    const stepped = await element.step(3);
    const summary = await element.run();
    const again = await element.reset();
    const refused = await element.set('data.sauce', 1).catch((reason: unknown) => reason);
    const source = await element.set('data.source', 'circle');
    return {
      names,
      epochs,
      ends,
      stepped,
      summary,
      again,
      refused: { ...(refused as { path?: string; code?: string }) },
      source,
      metrics: element.metrics,
    };
  });
  expect(told.stepped).toMatchObject({ step: 3, playing: false });
  expect(told.summary).toMatchObject({ summary: true, status: 'stopped', epochs: 8 });
  expect(told.ends).toMatchObject([{ fingerprint: told.summary.fingerprint }]);
  expect(told.epochs.at(-1)).toMatchObject({ epoch: 8 });
  expect(told.again).toMatchObject({ step: 0 });
  expect(told.refused).toMatchObject({ path: 'data.sauce' });
  expect(told.source.spec.data.source).toBe('circle');
  expect(told.metrics?.train?.loss).toBeGreaterThan(0);
  expect(told.names).toContain('change');
  expect(told.names).toContain('error');

  // The same through the page: the reader's button is heard, too.
  const playing = host.element.evaluate(
    (one) =>
      new Promise<boolean>((resolve) => {
        one.addEventListener('change', (event) => {
          if ((event as CustomEvent<Standing>).detail.playing) resolve(true);
        });
      }),
  );
  await host.frame.getByRole('button', { name: 'Play' }).click();
  expect(await playing).toBe(true);
  await host.element.evaluate((one) => (one as FallLine).pause());
  await expect(host.element).toHaveJSProperty('playing', false);
  await expect(page.locator('fall-line')).toHaveCount(1);
});

test('a state is kept and given back, to the bit', async ({ host }) => {
  await host.open(`${loader}<fall-line set="data.source=moons"></fall-line>`);
  await host.ready();
  const kept = await host.element.evaluate(async (one) => {
    const element = one as FallLine;
    await element.run({ steps: 50 });
    const saved = JSON.stringify(await element.getState());
    const ahead = await element.run({ steps: 50 });
    return { saved, fingerprint: ahead.fingerprint };
  });
  await host.page.reload();
  await host.ready();
  const again = await host.element.evaluate(async (one, saved) => {
    const element = one as FallLine;
    const standing = await element.setState(JSON.parse(saved) as SavedState);
    const summary = await element.run({ steps: 50 });
    return { step: standing.step, fingerprint: summary.fingerprint };
  }, kept.saved);
  expect(again).toEqual({ step: 50, fingerprint: kept.fingerprint });
});

test('pictures and data come out', async ({ host }) => {
  await host.open(`${loader}<fall-line set="data.source=moons" view="map,loss"></fall-line>`);
  await host.ready();
  const out = await host.element.evaluate(async (one) => {
    const element = one as FallLine;
    await element.run({ epochs: 3 });
    const png = await element.snapshot('png');
    const svg = await element.snapshot('svg', 'loss');
    return {
      png: { type: png.type, first: [...new Uint8Array(await png.arrayBuffer()).slice(0, 4)] },
      svg: { type: svg.type, text: await svg.text() },
      csv: await element.exportData('csv'),
      json: JSON.parse(await element.exportData('json')) as unknown,
      none: await element.snapshot('png', 'network').catch((reason: unknown) => String(reason)),
    };
  });
  expect(out.png).toEqual({ type: 'image/png', first: [0x89, 0x50, 0x4e, 0x47] });
  expect(out.svg.type).toBe('image/svg+xml');
  expect(out.svg.text).toMatch(/^<svg/u);
  expect(out.csv).toMatch(/^run,epoch,step,train loss/u);
  expect(out.json).toMatchObject({ summary: { epochs: 3 } });
  expect(out.none).toMatch(/no such picture/u);
});

test('nothing is loaded before it is near, nothing trains before it is seen, what scrolls away pauses', async ({
  host,
  site,
  page,
}) => {
  const gap = '<div style="height: 3000px"></div>';
  const one = '<fall-line set="data.source=moons" autoplay="visible" height="400"></fall-line>';
  await host.open(`${loader}${one}${gap}${one}${gap}${one}`);
  const elements = page.locator('fall-line');
  const [first, second, third] = [elements.nth(0), elements.nth(1), elements.nth(2)];
  const steps = (element: typeof first) =>
    element.evaluate((node) => (node as FallLine).state?.step ?? -1);
  await expect.poll(() => steps(first)).toBeGreaterThan(0);
  expect(site.count('/embed.html')).toBe(1);
  await expect(second.locator('iframe')).toHaveCount(0);

  await second.scrollIntoViewIfNeeded();
  await expect.poll(() => steps(second)).toBeGreaterThan(0);
  await expect(first).toHaveJSProperty('playing', false);
  expect(site.count('/embed.html')).toBe(2);
  await expect(third.locator('iframe')).toHaveCount(0);

  const stood = await steps(first);
  await first.scrollIntoViewIfNeeded();
  await expect.poll(() => steps(first)).toBeGreaterThan(stood);
  await expect(second).toHaveJSProperty('playing', false);
  expect(await steps(third)).toBe(-1);
});

test('several on one page share the download', async ({ host, site, page }) => {
  const one = '<fall-line set="data.source=moons" height="200"></fall-line>';
  await host.open(loader + one + one + one);
  for (const i of [0, 1, 2]) await host.ready(page.locator('fall-line').nth(i));
  expect(site.count('/embed.html')).toBe(3);
  const assets = site.asked.filter((name) => name.startsWith('/assets/'));
  expect(assets.length).toBeGreaterThan(3);
  expect(new Set(assets).size).toBe(assets.length);
});

test('a poster keeps nobody waiting, and loads when it is pressed', async ({ host, page }) => {
  const one = '<fall-line set="data.source=moons" height="300"';
  const picture = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
  await host.open(
    `${loader}${one} poster="click"></fall-line>${one}></fall-line>
     ${one} poster="${picture}" title="Two moons"></fall-line>`,
  );
  const elements = page.locator('fall-line');
  await host.ready(elements.nth(1));
  await expect(elements.nth(0)).toHaveJSProperty('state', null);
  await elements.nth(0).locator('iframe').contentFrame().getByRole('button').click();
  await host.ready(elements.nth(0));
  // A picture stands in the page itself: not even the frame is there before it is pressed.
  await expect(elements.nth(2).locator('iframe')).toHaveCount(0);
  await elements.nth(2).getByRole('button', { name: 'Load Fall Line: Two moons' }).click();
  await host.ready(elements.nth(2));
});

test('a frame takes the height that it asks for, unless the page says one', async ({
  host,
  page,
}) => {
  await host.open(
    `${loader}<div style="width: 320px"><fall-line view="map,loss" layout="column"></fall-line></div>
     <fall-line height="300"></fall-line>
     <fall-line style="height: 250px"></fall-line>`,
  );
  await host.ready();
  const frames = page.locator('fall-line iframe');
  await expect.poll(async () => (await frames.first().boundingBox())?.height).toBeGreaterThan(560);
  await host.ready(page.locator('fall-line').nth(1));
  expect((await frames.nth(1).boundingBox())?.height).toBe(300);
  await host.ready(page.locator('fall-line').nth(2));
  expect((await frames.nth(2).boundingBox())?.height).toBe(250);
});

test('another attribute shows another experiment; a Spec set as property, too', async ({
  host,
}) => {
  await host.open(`${loader}<fall-line set="data.source=moons"></fall-line>`);
  await host.ready();
  await host.element.evaluate((one) => {
    one.setAttribute('set', 'data.source=circle');
    one.setAttribute('view', 'map');
  });
  await expect
    .poll(() => host.element.evaluate((one) => (one as FallLine).state?.spec.data.source))
    .toBe('circle');
  await host.element.evaluate((one) => {
    (one as FallLine).spec = { data: { source: 'xor' } };
  });
  await expect
    .poll(() => host.element.evaluate((one) => (one as FallLine).state?.spec.data.source))
    .toBe('xor');
});

test('a locked value is the reader’s to see and the page’s to change', async ({ host }) => {
  await host.open(`${loader}<fall-line set="data.source=moons" lock="all"></fall-line>`);
  await host.ready();
  const standing = await host.element.evaluate((one) => (one as FallLine).set('seed', 9));
  expect(standing.spec.seed).toBe(9);
});

test('inline as documented: the same in a shadow root, its worker from another origin', async ({
  host,
  page,
}) => {
  const example = named(all.find(({ html }) => html.includes('inline')));
  await host.open(example.html);
  const { fingerprint } = await host.ready();
  expect(fingerprint).toMatch(/^[0-9a-f]{16}$/u);
  await expect(page.locator('iframe')).toHaveCount(0);
  const summary = await host.element.evaluate((one) => (one as FallLine).run({ steps: 20 }));
  expect(summary.steps).toBe(20);
  await expect(page.locator('fall-line [data-view="map"] canvas').first()).toBeVisible();
  expect((await host.element.boundingBox())?.height).toBeGreaterThan(250);
  // The same experiment in a frame comes to the same bits.
  await host.open(example.html.replace(' inline', ''));
  await host.ready();
  const framed = await host.element.evaluate((one) => (one as FallLine).run({ steps: 20 }));
  expect(framed.fingerprint).toBe(summary.fingerprint);
});

test('inline nothing of the host’s page is changed, and nothing stays', async ({ host, page }) => {
  await host.open(
    `${loader}<style>* { letter-spacing: 9px } button { color: red }</style>
     <fall-line inline set="data.source=moons" theme="dark"></fall-line>`,
  );
  await host.ready();
  const play = page.locator('fall-line [data-action="play"]');
  await expect(play).not.toHaveCSS('letter-spacing', '9px');
  expect(await page.evaluate(() => Object.keys(document.documentElement.dataset))).toEqual([]);
  expect(page.workers()).toHaveLength(1);
  await host.element.evaluate((one) => one.remove());
  await expect(page.locator('fall-line-embed')).toHaveCount(0);
  await expect.poll(() => page.workers().length).toBe(0);
});

test.describe('what a host has to allow', () => {
  test('is frame-src, and the script', async ({ host, site }) => {
    const policy = `default-src 'none'; script-src ${site.url}; frame-src ${site.url}`;
    await host.open(`${loader}<fall-line set="data.source=moons"></fall-line>`, {
      'Content-Security-Policy': `${policy}; img-src data:`,
    });
    await host.ready();
    const summary = await host.element.evaluate((one) => (one as FallLine).run({ steps: 5 }));
    expect(summary.steps).toBe(5);
  });

  test('isolated pages take the frame in', async ({ host }) => {
    await host.open(`${loader}<fall-line set="data.source=moons"></fall-line>`, {
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Opener-Policy': 'same-origin',
    });
    await host.ready();
    const summary = await host.element.evaluate((one) => (one as FallLine).run({ steps: 5 }));
    expect(summary.steps).toBe(5);
  });

  test('a frame in a sandbox of its own trains', async ({ host }) => {
    await host.open(
      `${loader}<fall-line sandbox="allow-scripts" set="data.source=moons"></fall-line>`,
    );
    await host.ready();
    const summary = await host.element.evaluate((one) => (one as FallLine).run({ steps: 5 }));
    expect(summary.steps).toBe(5);
  });

  test('a sandbox without an origin reads, and steers when it says so', async ({ host, page }) => {
    host.put('unit', `${loader}<fall-line set="data.source=moons"></fall-line>`);
    await host.open(
      `<iframe sandbox="allow-scripts" src="${host.url}unit" width="800" height="600"></iframe>`,
    );
    const element = page.frameLocator('iframe').locator('fall-line');
    const spoken = (call: 'exportData' | 'step') =>
      element.evaluate(async (one, name) => {
        const element = one as FallLine;
        const asked = name === 'step' ? element.step() : element.exportData();
        return asked.then(String, (reason: unknown) => (reason as { code: string }).code);
      }, call);
    expect(await spoken('exportData')).toMatch(/^run,epoch/u);
    expect(await spoken('step')).toBe('read-only');
    await element.evaluate((one) => one.setAttribute('steer', ''));
    expect(await spoken('step')).toBe('[object Object]');
  });
});

test.describe('what a host does not allow', () => {
  test.use({ allowed: { errors: [/Content Security Policy/u] } });

  test('is said where it is lacking', async ({ host, site }) => {
    await host.open(`${loader}<fall-line set="data.source=moons"></fall-line>`, {
      'Content-Security-Policy': `default-src 'none'; script-src ${site.url}; img-src data:`,
    });
    await expect(host.element.getByRole('alert')).toContainText(
      `frame-src ${site.url.slice(0, -1)}`,
    );
    await expect(host.element.getByRole('link')).toHaveAttribute('href', /#v=1&set=data\.source/u);
  });
});
