/**
 * From what an author writes to the hash of a frame's address. Nothing is judged here: the frame
 * reads it, and says in its own place what is wrong.
 */
import type { PresentationText } from './contract';

export interface LinkParts {
  /** A link from "Copy link", whole or its hash alone. */
  readonly link?: string | null;
  /** A Spec as JSON text. */
  readonly spec?: string | null;
  /** Settings `path=value`, separated by spaces, line breaks or semicolons. */
  readonly set?: string | null;
  readonly presentation?: PresentationText;
}

/** The hash: a link of the workbench with the keys of presentation behind it. */
export function hashOfParts({ link, spec, set, presentation = {} }: LinkParts): string {
  const given = (link ?? '').slice((link ?? '').indexOf('#') + 1).split('&');
  const parts = [
    ...(given.some((part) => part.startsWith('v=')) ? [] : ['v=1']),
    ...given.filter((part) => part !== ''),
    ...(spec?.trim() ? [`j=${encodeURIComponent(spec.trim())}`] : []),
    ...settingsOf(set ?? '').map((setting) => `set=${encodeURIComponent(setting)}`),
    ...Object.entries(presentation).map(([key, value]) => `${key}=${encodeURIComponent(value)}`),
  ];
  return `#${parts.join('&')}`;
}

/**
 * The settings in a text. What stands in quotes, brackets or braces belongs together, so that a
 * value may be JSON with spaces: `data={"source": "moons"}; optimizer.learningRate=0.1`.
 */
export function settingsOf(text: string): readonly string[] {
  const settings: string[] = [];
  let here = '';
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; ++i) {
    const c = text[i] ?? '';
    if (quoted && c === '\\') {
      here += c + (text[++i] ?? '');
      continue;
    }
    if (c === '"') quoted = !quoted;
    else if (!quoted && (c === '{' || c === '[')) ++depth;
    else if (!quoted && (c === '}' || c === ']')) depth = Math.max(0, depth - 1);
    if (!quoted && depth === 0 && (c === ';' || c.trim() === '')) {
      if (here !== '') settings.push(here);
      here = '';
    } else {
      here += c;
    }
  }
  return here === '' ? settings : [...settings, here];
}
