// The download of the first page, compressed: the module, and the scripts and styles that load
// before anything is asked for. Lazy chunks do not count. Needs the built page in dist/.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { inRoot } from './lib/paths.mjs';
import { report, runCheck } from './lib/report.mjs';

const limits = {
  module: 250_000,
  lab: 400_000,
  scripts: 150_000,
  frame: 6_000,
  embed: 170_000,
  loader: 6_000,
};
/** What a frame loads once it is opened: its page, or only a poster before that. */
const frameScript = /^assets\/open_frame-/;
const dist = inRoot('dist');

runCheck(() => {
  if (!existsSync(path.join(dist, 'index.html'))) {
    return report(['dist/index.html is missing: build the page first'], 'nothing was measured');
  }
  const files = reached('index.html');
  const frame = reached('embed.html');
  const opened = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) =>
    frameScript.test(name),
  );
  const embed = [...new Set([...frame, ...opened.flatMap((name) => reachedFrom([name]))])];
  const modules = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.wasm'),
  );
  // The lab's module is fetched when an analysis is asked for, and has a limit of its own.
  const isLab = (/** @type {string} */ name) => path.basename(name).startsWith('fall_line_lab');
  const lines = [...files, ...modules].map((name) => `  ${kilobytes(compressed(name))}  ${name}`);
  const sum = (/** @type {string[]} */ names) =>
    names.reduce((bytes, name) => bytes + compressed(name), 0);
  const scripts = sum(files);
  const wasm = sum(modules.filter((name) => !isLab(name)));
  const lab = sum(modules.filter(isLab));
  /** @type {string[]} */
  const problems = [];
  if (modules.length !== 2) problems.push('there should be two .wasm files in dist/');
  if (wasm > limits.module) problems.push(`the module takes ${kilobytes(wasm)} of 250 kB`);
  if (lab > limits.lab) problems.push(`the lab’s module takes ${kilobytes(lab)} of 400 kB`);
  if (scripts > limits.scripts) {
    problems.push(`scripts and styles take ${kilobytes(scripts)} of 150 kB`);
  }
  const loader = existsSync(path.join(dist, 'fall-line.js'))
    ? compressed('fall-line.js')
    : Infinity;
  if (loader > limits.loader) problems.push(`the loader takes ${kilobytes(loader)} of 6 kB`);
  if (opened.length !== 1) problems.push('there should be one script of the frame in dist/');
  if (sum(frame) > limits.frame) {
    problems.push(`a frame’s poster takes ${kilobytes(sum(frame))} of 6 kB`);
  }
  if (sum(embed) > limits.embed) {
    problems.push(`scripts and styles of a frame take ${kilobytes(sum(embed))} of 170 kB`);
  }
  const summary =
    `module ${kilobytes(wasm)}, on demand ${kilobytes(lab)}, ` +
    `scripts and styles ${kilobytes(scripts)}, of a frame ${kilobytes(sum(embed))} ` +
    `(its poster ${kilobytes(sum(frame))}), the loader ${kilobytes(loader)} compressed`;
  return report(problems, [...lines, summary].join('\n'));
});

/**
 * Scripts and styles reached from a page by tags, static imports and workers.
 * @param {string} page
 * @returns {string[]} relative to dist/
 */
function reached(page) {
  const html = readFileSync(path.join(dist, page), 'utf8');
  const tags = [...html.matchAll(/<(?:script|link)\s[^>]*?(?:src|href)="([^"]+\.(?:js|css))"/g)];
  return reachedFrom(tags.map((match) => path.normalize(match[1] ?? '')));
}

/**
 * The same from scripts.
 * @param {string[]} queue
 * @returns {string[]}
 */
function reachedFrom(queue) {
  /** @type {Set<string>} */
  const seen = new Set();
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (seen.has(name) || !existsSync(path.join(dist, name))) continue;
    seen.add(name);
    if (!name.endsWith('.js')) continue;
    const text = readFileSync(path.join(dist, name), 'utf8');
    for (const match of text.matchAll(
      /(?:\bfrom|\bimport)\s*["'`]([^"'`]+\.js)["'`]|new URL\(\s*["'`]([^"'`]+\.js)["'`]/g,
    )) {
      const target = match[1] ?? match[2] ?? '';
      queue.push(path.normalize(path.join(path.dirname(name), target)));
      queue.push(path.normalize(target)); // Vite writes a worker's address relative to the page
    }
  }
  return [...seen].sort();
}

/** @param {string} name */
function compressed(name) {
  return gzipSync(readFileSync(path.join(dist, name)), { level: 9 }).length;
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(9);
}
