import {
  readFileSync,
  writeFileSync,
  createReadStream,
  statSync,
  cpSync,
  mkdtempSync,
  rmSync,
} from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { fileFor } from '../../scripts/lib/server.mjs';
import { afterOneEpoch, settled } from './anywhere';
import { expect, test as base } from './workbench';

const folder = '/~somebody/course%20notes/fall-line/';

/** The plainest of hosts: a folder deep inside, no headers, and few types. */
class PlainHost {
  readonly files: string;
  readonly asked: string[] = [];
  #server: http.Server | null = null;
  #port = 0;

  constructor(browser: string) {
    this.files = mkdtempSync(path.join(os.tmpdir(), `fall-line-site-${browser}-`));
    cpSync(path.join(import.meta.dirname, '../../dist'), this.files, { recursive: true });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}${folder}`;
  }

  async up(): Promise<void> {
    this.#server = http.createServer((request, response) => {
      const { url = '/' } = request;
      this.asked.push(url);
      const file = url.startsWith(folder)
        ? fileFor(this.files, `/${url.slice(folder.length)}`)
        : undefined;
      const type = /\.(html|js|css|svg)$/.exec(file ?? '')?.[1];
      const known = {
        html: 'text/html',
        js: 'text/javascript',
        css: 'text/css',
        svg: 'image/svg+xml',
      };
      response.writeHead(file ? 200 : 404, {
        ...(type ? { 'Content-Type': known[type as keyof typeof known] } : {}),
        ...(file ? { 'Content-Length': statSync(file).size } : {}),
      });
      if (file) createReadStream(file).pipe(response);
      else response.end();
    });
    await new Promise<void>((resolve) => this.#server?.listen(this.#port, '127.0.0.1', resolve));
    const address = this.#server.address();
    this.#port = typeof address === 'object' && address ? address.port : 0;
  }

  async down(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  }

  remove(): void {
    rmSync(this.files, { recursive: true });
  }
}

const test = base.extend<{ plain: PlainHost }>({
  // The service worker is what is tested here; elsewhere it would only take time.
  serviceWorkers: 'allow',
  plain: async ({ browserName }, use) => {
    const plain = new PlainHost(browserName);
    await plain.up();
    await use(plain);
    await plain.down();
    plain.remove();
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
});

test('a page that has changed is shown at once, although the old one is kept', async ({
  plain,
  page,
}) => {
  await page.goto('./');
  await settled(page);
  await kept(page);
  const file = path.join(plain.files, 'index.html');
  const html = readFileSync(file, 'utf8');
  writeFileSync(file, html.replace('<title>Fall Line', '<title>New Fall Line'));
  await page.goto('./');
  await expect(page).toHaveTitle('New Fall Line');
  await settled(page);
});

test('it can be installed: name, start and icons are as the manifest says', async ({ page }) => {
  await page.goto('./');
  await settled(page);
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
});
