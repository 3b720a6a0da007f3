// Reads the machine's own apt sources, so that a package of the next Debian release can be fetched
// from the mirror that this machine uses anyway. No mirror is named anywhere in this project.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Source
 * @property {string[]} uris
 * @property {string[]} suites
 * @property {string[]} components
 * @property {string | undefined} signedBy path of the keyring, when the source names one
 * @property {boolean} trusted
 */

/**
 * Reads a one-line style `.list` file.
 * @param {string} text
 * @returns {Source[]}
 */
export function parseList(text) {
  /** @type {Source[]} */
  const sources = [];
  for (const line of text.split('\n')) {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+([^#]*)/.exec(line);
    if (!match) continue;
    const [, options = '', uri = '', suite = '', components = ''] = match;
    sources.push({
      uris: [uri],
      suites: [suite],
      components: words(components),
      signedBy: /(?:^|\s)signed-by=(\S+)/i.exec(options)?.[1],
      trusted: /(?:^|\s)trusted=yes/i.test(options),
    });
  }
  return sources;
}

/**
 * Reads a deb822 style `.sources` file: stanzas of `Field: value`, continued on indented lines.
 * @param {string} text
 * @returns {Source[]}
 */
export function parseDeb822(text) {
  /** @type {Source[]} */
  const sources = [];
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  for (const stanza of lines.join('\n').split(/\n\s*\n/)) {
    /** @type {Record<string, string>} */
    const fields = {};
    for (const match of stanza.matchAll(/^([A-Za-z-]+):[ \t]*(.*(?:\n[ \t]+.*)*)/gm)) {
      fields[(match[1] ?? '').toLowerCase()] = match[2] ?? '';
    }
    if (!words(fields['types']).includes('deb') || /^no$/i.test(fields['enabled'] ?? '')) continue;
    const signedBy = (fields['signed-by'] ?? '').trim();
    sources.push({
      uris: words(fields['uris']),
      suites: words(fields['suites']),
      components: words(fields['components']),
      // A key may also stand in the file itself; apt's own keyrings serve then.
      signedBy: signedBy.startsWith('/') ? signedBy : undefined,
      trusted: /^yes$/i.test(fields['trusted'] ?? ''),
    });
  }
  return sources;
}

/**
 * All binary sources that apt would use.
 * @param {string} [folder]
 * @returns {Source[]}
 */
export function readSources(folder = '/etc/apt') {
  const files = [path.join(folder, 'sources.list')];
  const parts = path.join(folder, 'sources.list.d');
  try {
    files.push(
      ...readdirSync(parts)
        .sort()
        .map((name) => path.join(parts, name)),
    );
  } catch {
    // The folder need not exist.
  }
  return files.flatMap((file) => {
    const parse = file.endsWith('.sources')
      ? parseDeb822
      : file.endsWith('.list')
        ? parseList
        : null;
    if (!parse) return [];
    try {
      return parse(readFileSync(file, 'utf8'));
    } catch {
      return [];
    }
  });
}

/**
 * The one-line entries that give `suite` from wherever this machine takes one of `from`.
 * @param {Source[]} sources
 * @param {readonly string[]} from suite names of the running release
 * @param {string} suite
 * @returns {string[]}
 */
export function entriesFor(sources, from, suite) {
  return sources
    .filter((s) => s.components.includes('main') && s.suites.some((name) => from.includes(name)))
    .flatMap((s) => {
      const options = [
        ...(s.signedBy ? [`signed-by=${s.signedBy}`] : []),
        ...(s.trusted ? ['trusted=yes'] : []),
      ].join(' ');
      return s.uris.map((uri) => `deb ${options && `[${options}] `}${uri} ${suite} main`);
    });
}

/** @param {string | undefined} text */
function words(text) {
  return (text ?? '').split(/\s+/).filter(Boolean);
}
