/** Pages of course systems, made by the systems themselves; host_page.ts serves them. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import type { EventDetails, EventName } from '../../web/src/embed/contract';
import { expect, test } from './host_page';

const root = path.join(import.meta.dirname, '../..');

/** Where every page finds the script that hears of its networks. */
export const listener = ['/listener/', path.join(root, 'tests/courses')] as const;

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

/** The test's own folder with the sources of tests/courses, and what the documentation shows put into them. */
export function sourcesOf(system: string, heading: string): string {
  const shown = blocksOf(heading).filter(({ language }) => language !== 'http');
  if (shown.length === 0) throw new Error(`docs/embedding.md shows nothing under ${heading}.`);
  const sources = test.info().outputPath('sources');
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
export function headersOf(heading: string): Readonly<Record<string, string>> {
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

/** What the page around an element was last told by such an event, as tests/courses/heard.js notes it. */
export async function heard<E extends EventName>(
  element: Locator,
  name: E,
): Promise<EventDetails[E]> {
  const output = element.locator('xpath=following-sibling::output[1]');
  await expect(output).toHaveAttribute(`data-${name}`, /\S/u);
  return JSON.parse((await output.getAttribute(`data-${name}`)) ?? '') as EventDetails[E];
}
