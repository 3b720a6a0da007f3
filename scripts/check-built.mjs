// What ships holds nothing that a strict content security policy forbids, and names no other site.
// Needs the built page in dist/.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './lib/paths.mjs';
import { report, runCheck } from './lib/report.mjs';

/** @type {readonly { pattern: RegExp, why: string, files: RegExp }[]} */
const forbidden = [
  { pattern: /\beval\(/, why: 'evaluates text', files: /\.m?js$/ },
  { pattern: /\bnew Function\(|[^.\w]Function\(["'`]/, why: 'evaluates text', files: /\.m?js$/ },
  { pattern: /<script(?![^>]*\ssrc=)[^>]*>/, why: 'an inline script', files: /\.html$/ },
  { pattern: /<style|\sstyle="/, why: 'an inline style', files: /\.html$/ },
  { pattern: /\b(?:src|href)="(?:https?:)?\/\//, why: 'loads from another site', files: /\.html$/ },
  {
    pattern: /@import|url\(["']?(?:https?:)?\/\//,
    why: 'loads from another site',
    files: /\.css$/,
  },
  {
    pattern: /\b(?:fetch|import|importScripts|WebSocket|Worker)\(["'`](?:https?:|wss?:)?\/\//,
    why: 'loads from another site',
    files: /\.m?js$/,
  },
];

runCheck(() => {
  const dist = inRoot('dist');
  if (!existsSync(path.join(dist, 'index.html'))) {
    return report(['dist/index.html is missing: build the page first'], 'nothing was read');
  }
  const names = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  /** @type {string[]} */
  const problems = [];
  for (const name of names) {
    for (const { pattern, why, files } of forbidden) {
      if (!files.test(name)) continue;
      const text = readFileSync(path.join(dist, name), 'utf8');
      const match = pattern.exec(text);
      if (match) {
        const around = text.slice(Math.max(0, match.index - 40), match.index + 60);
        problems.push(`dist/${name}: ${why}: …${around.replaceAll('\n', ' ')}…`);
      }
    }
  }
  return report(problems, `${names.length} built files`);
});
