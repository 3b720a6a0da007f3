import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { links } from '../../scripts/lib/markdown.mjs';
import { largestPicture, pictures } from '../../scripts/lib/pictures.mjs';

const root = path.join(import.meta.dirname, '../..');
const images = path.join(root, 'docs/images');
const made = pictures.map(({ name }) => `docs/images/${name}.png`);

/** The pictures that a page shows, by their path from the root. */
function shownBy(page: string): readonly string[] {
  return links(readFileSync(path.join(root, page), 'utf8'))
    .map(({ target }) => target)
    .filter((target) => /\.(png|jpe?g|gif|svg|webp)$/.test(target) && !/^[a-z]+:/.test(target))
    .map((target) => path.join(path.dirname(page), target));
}

const docs = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => path.join('docs', name));
const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...docs];

test('every picture of the documentation is there, and made by the script', () => {
  const shown = [...new Set(pages.flatMap(shownBy))].sort();
  expect(shown.length).toBeGreaterThan(10);
  expect(shown).toEqual([...made].sort());
  expect(readdirSync(images).sort()).toEqual(made.map((file) => path.basename(file)).sort());
});

test.each(made)('%s is a PNG of a size that loads quickly', (file) => {
  const full = path.join(root, file);
  expect(existsSync(full)).toBe(true);
  expect(readFileSync(full).subarray(1, 4).toString()).toBe('PNG');
  expect(statSync(full).size).toBeLessThanOrEqual(largestPicture);
});
