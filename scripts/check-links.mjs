// Every relative link and every #anchor in the Markdown files leads somewhere.
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { anchors, links } from './lib/markdown.mjs';
import { inRoot } from './lib/paths.mjs';
import { report, runCheck } from './lib/report.mjs';
import { filesIn } from './lib/stamp.mjs';

runCheck(() => {
  const top = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
  const places = [...top, 'docs', 'core', 'wasm', 'web', 'tests', 'bench', 'cmake', 'scripts'];
  const pages = filesIn(places, (file) => file.endsWith('.md'));
  /** @type {Map<string, Set<string>>} */
  const known = new Map();
  const anchorsOf = (/** @type {string} */ page) => {
    const found = known.get(page) ?? anchors(readFileSync(inRoot(page), 'utf8'));
    known.set(page, found);
    return found;
  };
  /** @type {string[]} */
  const problems = [];
  let count = 0;
  for (const page of pages) {
    for (const { target, line } of links(readFileSync(inRoot(page), 'utf8'))) {
      if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(target)) continue; // another site
      ++count;
      const [name = '', anchor] = decodeURIComponent(target).split('#');
      const file = name === '' ? page : path.normalize(path.join(path.dirname(page), name));
      const where = `${page}:${line}`;
      if (file.startsWith('..') || !existsSync(inRoot(file))) {
        problems.push(`${where}: ${target} does not exist`);
      } else if (anchor && file.endsWith('.md') && !anchorsOf(file).has(anchor)) {
        problems.push(`${where}: ${file} has no heading #${anchor}`);
      } else if (anchor && statSync(inRoot(file)).isDirectory()) {
        problems.push(`${where}: ${target} is an anchor in a folder`);
      }
    }
  }
  if (pages.length === 0) problems.push('no Markdown file was found');
  return report(problems, `${count} links in ${pages.length} pages`);
});
