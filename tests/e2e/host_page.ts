/** A page of somebody else, on an origin of its own, with Fall Line in it. */
import { createReadStream, readFileSync, realpathSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test as base, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { fileFor } from '../../scripts/lib/server.mjs';
import type { Standing } from '../../web/src/embed/contract';
import type { FallLineElement } from '../../web/src/embed/element';

const root = path.join(import.meta.dirname, '../..');

/** What stands for the site's address in the documentation. */
export const exampleSite = 'https://fall-line.example/';

export interface Example {
  readonly html: string;
  /** The script that stands after it, "" for none. */
  readonly script: string;
}

/** The examples of docs/embedding.md, in their order; course systems have tests of their own. */
export function examples(): readonly Example[] {
  const [text = ''] = readFileSync(path.join(root, 'docs/embedding.md'), 'utf8').split(
    '\n## In course systems\n',
  );
  const blocks = [...text.matchAll(/^```(html|js)\n([\s\S]*?)^```$/gmu)];
  return blocks.flatMap(([, language, content = ''], i) => {
    if (language !== 'html') return [];
    const [, next, script = ''] = blocks[i + 1] ?? [];
    return [{ html: content, script: next === 'js' ? script : '' }];
  });
}

type Headers = Readonly<Record<string, string>>;

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** A server of one origin, for as long as a test takes. */
async function listen(
  handler: http.RequestListener,
): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = http.createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}

/** The built site as a web host with caches delivers it; knows what it was asked for. */
export class Site {
  readonly asked: string[] = [];
  url = '';
  /** Sent with every file. */
  headers: Headers = { 'Access-Control-Allow-Origin': '*' };
  close: () => void = () => undefined;

  async open(): Promise<void> {
    const folder = realpathSync(path.join(root, 'dist'));
    const { url, close } = await listen((request, response) => {
      const address = (request.url ?? '/').replace(/[?#].*/u, '');
      this.asked.push(address);
      const file = fileFor(folder, address);
      if (!file) {
        response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
        return;
      }
      response.writeHead(200, {
        ...this.headers,
        'Content-Type': types[path.extname(file)] ?? 'application/octet-stream',
        // Names of assets hold a hash of their content.
        'Cache-Control': address.startsWith('/assets/')
          ? 'max-age=31536000, immutable'
          : 'no-cache',
      });
      createReadStream(file).pipe(response);
    });
    this.url = url;
    this.close = close;
  }

  /** How often something was asked for. */
  count(name: string | RegExp): number {
    const isIt = (one: string): boolean =>
      typeof name === 'string' ? one === name : name.test(one);
    return this.asked.filter(isIt).length;
  }
}

export class HostPage {
  private readonly pages = new Map<string, { readonly html: string; readonly headers: Headers }>();
  /** Served besides: folders by the beginnings of their addresses, of which the first that fits counts. */
  folders: readonly (readonly [address: string, folder: string])[] = [];
  /** Sent with their files. */
  headers: Headers = {};
  url = '';
  close: () => void = () => undefined;

  constructor(
    readonly page: Page,
    readonly site: Site,
  ) {}

  async begin(): Promise<void> {
    const { url, close } = await listen((request, response) => {
      const found = this.pages.get(request.url ?? '/');
      if (found) {
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...found.headers });
        response.end(found.html);
      } else {
        this.answer((request.url ?? '/').replace(/[?#].*/u, ''), response);
      }
    });
    this.url = url;
    this.close = close;
  }

  /** With the file of a folder; in a page the site's address takes the place of the example's. */
  private answer(address: string, response: http.ServerResponse): void {
    const found = this.folders.find(([begin]) => address.startsWith(begin));
    const [begin = '', folder = root] = found ?? [];
    const file = found && fileFor(realpathSync(folder), `/${address.slice(begin.length)}`);
    if (!file) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
      return;
    }
    for (const [name, value] of Object.entries(this.headers)) {
      response.setHeader(name, this.addressed(value));
    }
    const content = readFileSync(file);
    const isPage = file.endsWith('.html');
    response.setHeader('Content-Type', types[path.extname(file)] ?? 'application/octet-stream');
    response.end(isPage ? this.addressed(content.toString()) : content);
  }

  private addressed(text: string): string {
    const [site, example] = [new URL(this.site.url), new URL(exampleSite)];
    return text.replaceAll(example.href, site.href).replaceAll(example.origin, site.origin);
  }

  /** Keeps a page under a name. */
  put(name: string, body: string, headers: Headers = {}): void {
    const content = body.replaceAll(exampleSite, this.site.url);
    const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A course</title><link rel="icon" href="data:,"><body>\n${content}`;
    this.pages.set(`/${name}`, { html, headers });
  }

  async open(body: string, headers: Headers = {}): Promise<void> {
    this.put('page', body, headers);
    await this.page.goto(`${this.url}page`);
  }

  /** The element; the first one where there are several. */
  get element(): Locator {
    return this.page.locator('fall-line').first();
  }

  /** What is within its frame. */
  get frame(): FrameLocator {
    return this.page.locator('fall-line iframe').first().contentFrame();
  }

  /** Waits until it says that it is ready; where it stands. */
  async ready(element = this.element): Promise<Standing> {
    return element.evaluate(async (one) => {
      await customElements.whenDefined('fall-line');
      const { state } = one as FallLineElement;
      if (state) return state;
      return new Promise<Standing>((resolve) => {
        one.addEventListener('ready', (event) => resolve((event as CustomEvent<Standing>).detail));
      });
    });
  }
}

interface Allowed {
  readonly errors: readonly RegExp[];
}

/** Each test has a site and a host, and fails on an error in the console or a request elsewhere. */
export const test = base.extend<{ allowed: Allowed; host: HostPage; site: Site }>({
  /** Errors that a test is about. */
  allowed: [{ errors: [] }, { option: true }],
  site: ({ host }, use) => use(host.site),
  host: async ({ page, context, allowed }, use) => {
    const site = new Site();
    await site.open();
    const errors: string[] = [];
    const host = new HostPage(page, site);
    await host.begin();
    context.on('request', (request) => {
      const url = request.url();
      if (/^(blob|data|about):/u.test(url)) return;
      if (!url.startsWith(site.url) && !url.startsWith(host.url)) errors.push(`request to ${url}`);
    });
    context.on('console', (message) => {
      // Neither is of the page: the first is of a browser without a graphics card, the second of tests.
      if (/GL Driver Message|Service Worker registration blocked/u.test(message.text())) return;
      if (['error', 'warning'].includes(message.type())) errors.push(message.text());
    });
    context.on('weberror', (error) => errors.push(error.error().message));
    await use(host);
    host.close();
    site.close();
    expect(errors.filter((error) => !allowed.errors.some((one) => one.test(error)))).toEqual([]);
  },
});

export { expect };
