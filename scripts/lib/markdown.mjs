// Links and headings of Markdown files, as far as a link check needs them.

/**
 * The text without code: fenced blocks and code spans become spaces, so that positions stay.
 * @param {string} text
 */
export function withoutCode(text) {
  const blank = (/** @type {string} */ part) => part.replace(/[^\n]/g, ' ');
  return text
    .replace(/^( {0,3})(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\2[`~]*[ \t]*$/gm, blank)
    .replace(/<!--[\s\S]*?-->/g, blank)
    .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, blank);
}

/**
 * The anchors that a page offers: its headings, as GitHub names them, and explicit ids.
 * @param {string} text
 * @returns {Set<string>}
 */
export function anchors(text) {
  /** @type {Set<string>} */
  const found = new Set();
  // Code spans count in a heading's text, fenced blocks do not hold headings.
  const prose = text.replace(/^( {0,3})(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\2[`~]*[ \t]*$/gm, '');
  for (const match of prose.matchAll(/^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*$/gm)) {
    const slug = slugOf(match[1] ?? '');
    let name = slug;
    for (let count = 1; found.has(name); ++count) name = `${slug}-${count}`;
    found.add(name);
  }
  for (const match of prose.matchAll(/<[a-z][^>]*\s(?:id|name)="([^"]+)"/g)) {
    found.add(match[1] ?? '');
  }
  return found;
}

/** @param {string} heading */
function slugOf(heading) {
  return heading
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]+>/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .trim()
    .replace(/ /g, '-');
}

/**
 * The targets of all links and images, with their line numbers.
 * @param {string} text
 * @returns {{ target: string, line: number }[]}
 */
export function links(text) {
  const prose = withoutCode(text);
  const patterns = [
    /\]\(\s*<([^>\n]*)>/g, // [text](<target>)
    /\]\(\s*([^\s)<][^\s)]*(?:\([^\s)]*\)[^\s)]*)?)/g, // [text](target "title")
    /^ {0,3}\[[^\]\n]+\]:[ \t]*<?([^\s>]+)/gm, // [label]: target
    /<(?:a|img|source)\s[^>]*?(?:href|src|srcset)="([^"]+)"/g,
  ];
  return patterns.flatMap((pattern) =>
    [...prose.matchAll(pattern)].map((match) => ({
      target: match[1] ?? '',
      line: prose.slice(0, match.index).split('\n').length,
    })),
  );
}
