// The rules of the house that a search can hold (scripts/lib/source-rules.mjs), over all sources.
import { readFileSync } from 'node:fs';
import { inRoot } from './lib/paths.mjs';
import { report, runCheck } from './lib/report.mjs';
import { longestFile, mayBeLong, rules, unfinished, visible } from './lib/source-rules.mjs';
import { filesIn } from './lib/stamp.mjs';

const places = ['core', 'wasm', 'web', 'tests', 'bench', 'cmake', 'scripts', 'docs', '.ci'];
const top = ['CMakeLists.txt', 'package.json', 'eslint.config.js', 'README.md', 'ARCHITECTURE.md'];
const isSource = /\.(cpp|h|ts|mjs|js|css|html|cmake|md)$|(^|\/)CMakeLists\.txt$|^\.ci\/run$/;
const isGenerated = /^web\/src\/generated\/|^tests\/(golden|reference)\//;
// This page of rules names what it forbids.
const isExempt = (/** @type {string} */ file) => file === 'scripts/lib/source-rules.mjs';

runCheck(() => {
  /** @type {string[]} */
  const problems = [];
  const files = filesIn([...places, ...top], (file) => isSource.test(file));
  for (const file of files) {
    if (isGenerated.test(file) || isExempt(file)) continue;
    const text = readFileSync(inRoot(file), 'utf8');
    const cpp = /\.(cpp|h)$/.test(file);
    for (const { why, where, pattern, look = 'code' } of rules) {
      if (where(file)) problems.push(...occurrences(file, visible(text, look, cpp), pattern, why));
    }
    problems.push(...occurrences(file, text, unfinished, 'finish it, or open an issue'));
    const lines = text.split('\n').length - 1;
    if (lines > longestFile && !mayBeLong(file)) {
      problems.push(`${file}: ${lines} lines, more than ${longestFile}: one idea a file`);
    }
  }
  if (/"resolved"/.test(readFileSync(inRoot('package-lock.json'), 'utf8'))) {
    problems.push('package-lock.json names a registry: .npmrc should keep that out');
  }
  return report(problems, `${rules.length + 3} rules over ${files.length} files`);
});

/**
 * @param {string} file
 * @param {string} text
 * @param {RegExp} pattern
 * @param {string} why
 */
function occurrences(file, text, pattern, why) {
  return text.split('\n').flatMap((line, i) => {
    const match = pattern.exec(line);
    return match ? [`${file}:${i + 1}: ${match[0].trim()}: ${why}`] : [];
  });
}
