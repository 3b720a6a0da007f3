/** Small pieces that every language shares: numbers, comments, the Spec as a comment. */
import type { Program } from './program';

/** A number that reads back to the same bits, in every language with decimal literals. */
export function number(value: number): string {
  return String(value);
}

/** A name from outside, fit for a comment on one line. */
export function plain(name: string): string {
  const ascii = name.replace(/[^ -~]/g, '?').replace(/[\\`"'%{}$#&_^~]/g, '_');
  return ascii.length > 40 ? `${ascii.slice(0, 37)}...` : ascii;
}

const width = 96;

/** Characters of a part of the Spec that a script's head repeats; longer ones stand below as well. */
const mostOfPart = 1500;

/** The Spec as JSON on lines that fit behind a comment sign: printable ASCII and nothing else. */
export function specLines({ spec }: Program): readonly string[] {
  const { changes, data, ...rest } = spec;
  const isLong = (part: unknown): boolean => JSON.stringify(part).length > mostOfPart;
  const long = Object.entries(data).flatMap(([key, value]) => (isLong(value) ? [key] : []));
  const short = Object.fromEntries(Object.entries(data).filter(([key]) => !long.includes(key)));
  const omitted = [
    ...long.map((key) => `data.${key}`),
    ...(isLong(changes ?? []) ? ['changes'] : []),
  ];
  const shown = {
    ...rest,
    data: short,
    ...(changes && !omitted.includes('changes') ? { changes } : {}),
  };
  const json = JSON.stringify(shown).replace(
    /[^ -~]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const lines: string[] = [];
  for (let at = 0; at < json.length; at += width) lines.push(json.slice(at, at + width));
  return omitted.length > 0
    ? [...lines, `Too long for this comment: ${omitted.map(plain).join(', ')}.`]
    : lines;
}

/** Items in rows that are no longer than a line, each behind an indentation. */
export function rows(items: readonly string[], indent: string, limit = 100): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  for (const item of items) {
    if (line.length > indent.length && line.length + item.length + 2 > limit) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${item}, `;
  }
  if (line.length > indent.length) lines.push(line.trimEnd());
  return lines;
}

/** A list with a name in Python, on one line where it fits. */
export function listed(name: string, items: readonly string[]): readonly string[] {
  const line = `${name} = [${items.join(', ')}]`;
  return line.length <= 92 ? [line] : [`${name} = [`, ...rows(items, '    ', 92), ']'];
}

/** Lines below each other; what is null is left out. */
export function lines(...parts: readonly (string | readonly string[] | null)[]): string {
  return parts
    .flat()
    .filter((part): part is string => part !== null)
    .join('\n');
}
