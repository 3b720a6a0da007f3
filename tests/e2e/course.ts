/** Pages of course systems: made by the systems themselves, served from an origin of their own. */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { fileFor } from '../../scripts/lib/server.mjs';
import type { EventDetails, EventName } from '../../web/src/embed/contract';
import { exampleSite, expect, test as base, type Site } from './host_page';

const root = path.join(import.meta.dirname, '../..');

type Headers = Readonly<Record<string, string>>;

/** The blocks of code that docs/embedding.md shows under such a heading. */
function blocksOf(
  heading: string,
): readonly { readonly language: string; readonly text: string }[] {
  const all = readFileSync(path.join(root, 'docs/embedding.md'), 'utf8');
  const [, section = ''] = all.split(`\n### ${heading}\n`);
  const [own = ''] = section.split(/^##/mu);
  const blocks = own.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gmu);
  return [...blocks].map(([, language = '', text = '']) => ({ language, text }));
}

/** The folder of the sources of tests/courses, with what the documentation shows put into them. */
export function sourcesOf(system: string, heading: string): string {
  const shown = blocksOf(heading).filter(({ language }) => language !== 'http');
  if (shown.length === 0) throw new Error(`docs/embedding.md shows nothing under ${heading}.`);
  const folder = path.join(root, 'build/courses', heading.replaceAll(/\W+/gu, '-').toLowerCase());
  rmSync(folder, { recursive: true, force: true });
  const sources = path.join(folder, 'sources');
  cpSync(path.join(root, 'tests/courses', system), sources, { recursive: true });
  for (const name of readdirSync(sources)) {
    const file = path.join(sources, name);
    const text = readFileSync(file, 'utf8');
    const put = text.replace('{{ documentation }}', () => shown.map((one) => one.text).join('\n'));
    if (put !== text) writeFileSync(file, put);
  }
  return sources;
}

/** The headers that docs/embedding.md shows under such a heading. */
export function headersOf(heading: string): Headers {
  const shown = blocksOf(heading).filter(({ language }) => language === 'http');
  const lines = shown.flatMap(({ text }) => text.trim().split('\n'));
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
}

/** Where the program of Debian's python3-sphinx is; undefined where it is not. */
export function sphinx(): string | undefined {
  return ['/usr/bin/sphinx-build', '/usr/local/bin/sphinx-build'].find((one) => existsSync(one));
}

export function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { cwd: root, stdio: 'pipe' });
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
};

/** Serves the pages of a course; what stands for the site's address in them becomes the address. */
export class Course {
  /** Sent with every page. */
  headers: Headers = {};
  /** Folders by the beginning of their addresses, the first that fits counts. */
  folders: readonly (readonly [string, string])[] = [];
  url = '';
  close: () => void = () => undefined;

  constructor(readonly site: Site) {}

  async begin(): Promise<void> {
    const server = http.createServer((request, response) => {
      const file = this.find((request.url ?? '/').replace(/[?#].*/u, ''));
      if (!file) {
        response.writeHead(404).end();
        return;
      }
      const type = types[path.extname(file)];
      for (const [name, value] of Object.entries(this.headers)) {
        response.setHeader(name, this.addressed(value));
      }
      response.writeHead(200, type ? { 'Content-Type': type } : {});
      const content = readFileSync(file);
      const isPage = file.endsWith('.html');
      response.end(isPage ? this.addressed(content.toString()) : content);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    this.close = () => {
      server.close();
      server.closeAllConnections();
    };
  }

  /** With the address of the site in the place of the documentation's. */
  addressed(text: string): string {
    const [site, example] = [new URL(this.site.url), new URL(exampleSite)];
    return text.replaceAll(exampleSite, site.href).replaceAll(example.origin, site.origin);
  }

  private find(address: string): string | undefined {
    if (address === '/heard.js') return path.join(root, 'tests/courses/heard.js');
    const found = this.folders.find(([begin]) => address.startsWith(begin));
    if (!found) return undefined;
    const [begin, folder] = found;
    return fileFor(realpathSync(folder), `/${address.slice(begin.length)}`);
  }
}

/** What the page around an element was last told by such an event, as tests/courses/heard.js notes it. */
export async function heard<E extends EventName>(
  element: Locator,
  name: E,
): Promise<EventDetails[E]> {
  const output = element.locator('xpath=following-sibling::output[1]');
  await expect(output).toHaveAttribute(`data-${name}`, /\S/u);
  return JSON.parse((await output.getAttribute(`data-${name}`)) ?? '') as EventDetails[E];
}

/** Each test has a course, and fails on what the browser complains of or asks of anybody else. */
export const test = base.extend<{ course: Course }>({
  course: async ({ context, site, allowed }, use) => {
    const course = new Course(site);
    await course.begin();
    const errors: string[] = [];
    context.on('request', (request) => {
      const url = request.url();
      const isKnown = [site.url, course.url, 'blob:', 'data:', 'about:'].some((one) =>
        url.startsWith(one),
      );
      if (!isKnown) errors.push(`request to ${url}`);
    });
    context.on('console', (message) => {
      if (message.text().includes('GL Driver Message')) return;
      if (message.text().includes('Service Worker registration blocked')) return;
      if (['error', 'warning'].includes(message.type())) errors.push(message.text());
    });
    context.on('weberror', (error) => errors.push(error.error().message));
    await use(course);
    course.close();
    expect(errors.filter((error) => !allowed.some((one) => one.test(error)))).toEqual([]);
  },
});

export { expect };
