import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { serve } from '../../scripts/lib/server.mjs';
import { afterOneEpoch, settled } from './anywhere';
import { PlainHost } from './plain_host';
import { expect, test as base } from './workbench';

const folder = '/~somebody/course%20notes/fall-line/';

const test = base.extend<{ plain: PlainHost }>({
  // The service worker is what is tested here; elsewhere it would only take time.
  serviceWorkers: 'allow',
  plain: async ({ browserName }, use) => {
    const files = mkdtempSync(path.join(os.tmpdir(), `fall-line-site-${browserName}-`));
    cpSync(path.join(import.meta.dirname, '../../dist'), files, { recursive: true });
    const plain = new PlainHost(files, folder);
    await plain.up();
    await use(plain);
    await plain.down();
    rmSync(files, { recursive: true });
  },
  baseURL: async ({ plain }, use) => use(plain.url),
});

/** Resolves when everything has been kept and the page is served by what has kept it. */
async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve);
    });
  });
}

test('on a plain host, in a folder within folders, it works; and then without any host', async ({
  plain,
  page,
}) => {
  await page.goto('./');
  const fingerprint = await afterOneEpoch(page);
  await kept(page);
  expect(plain.asked.filter((url) => !url.startsWith(folder))).toEqual([]);
  await plain.down();
  await page.goto('./');
  expect(await afterOneEpoch(page)).toBe(fingerprint);
  // What was never opened is there, too: the lab's module, and a lesson.
  await page.locator('[data-place="baselines"]').click();
  await expect(page.locator('[data-row="ols-qr"] [data-metric]').first()).toHaveText(/[0-9]/);
  await page.locator('[data-place="lessons"]').click();
  await page.locator('[data-open-lesson]').first().click();
  await expect(page.locator('fall-line-lesson math').first()).toBeVisible();
  await page.goto('embed.html#v=1&set=data.source=moons&view=map');
  await expect(page.locator('fall-line-embed canvas').first()).toBeVisible();
});

/** Versions that are kept, by the ends of the caches' names. */
function versions(page: Page): Promise<string[]> {
  return page.evaluate(async () =>
    (await caches.keys()).map((name) => name.split(' ').at(-1) ?? '').sort(),
  );
}

test('a new version is shown at once, and the old one goes with its last tab', async ({
  plain,
  context,
  page,
}) => {
  await page.goto('./');
  await settled(page);
  await kept(page);
  const [old] = await versions(page);
  const change = (name: string, from: RegExp, to: string): void => {
    const file = path.join(plain.files, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  };
  change('index.html', /<title>/, '<title>New ');
  change('service_worker.js', /"version":"\w+"/, '"version":"new"');
  await page.goto('./');
  await expect(page).toHaveTitle('New Fall Line');
  await settled(page);
  await expect.poll(() => versions(page)).toEqual([old, 'new']);
  // Seen from outside of the folder: a tab in it would keep the old version.
  const next = await context.newPage();
  await next.goto(new URL('/', plain.url).href);
  await page.close();
  await expect.poll(() => versions(next)).toEqual(['new']);
  await next.goto(plain.url);
  await settled(next);
});

test('under the policy as a header, too, it is kept and can be installed as the manifest says', async ({
  page,
}) => {
  const site = await serve(path.join(import.meta.dirname, '../../dist'), { port: 0 });
  await page.goto(site.url);
  await settled(page);
  await kept(page);
  const client = await page.context().newCDPSession(page);
  const { errors, data = '', url } = await client.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data) as {
    start_url: string;
    icons: { src: string; sizes: string }[];
  };
  expect(new URL(manifest.start_url, url).href).toBe(new URL('./', page.url()).href);
  const sizes = await page.evaluate(
    async ([icons, from]) =>
      Promise.all(
        icons.map(async ({ src }) => {
          const image = new Image();
          image.src = new URL(src, from).href;
          await image.decode();
          return image.naturalWidth;
        }),
      ),
    [manifest.icons, url] as const,
  );
  for (const [i, { sizes: stated }] of manifest.icons.entries()) {
    if (stated !== 'any') expect(`${sizes[i]}x${sizes[i]}`).toBe(stated);
  }
  expect(manifest.icons.map(({ sizes: stated }) => stated)).toContain('512x512');
  const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  await site.close();
  await page.goto(site.url);
  await settled(page);
});
