/**
 * The link: `#v=1&e=<engine version>`, then the Spec, packed (`&s=<base64url(deflate(JSON))>`) or
 * as it is (`&j=<percent-encoded JSON>`), whichever is shorter, and `&at=<place>` when another part
 * of the page than the first is shown, with `&lesson=<id>` where that is a lesson; `&h=` holds solved
 * tasks of the lesson (hand_in.ts). Written by hand it may have readable `&set=path=value` parts,
 * which are applied in order to the Spec, or to the default Spec when there is none.
 */
import { fromBase64Url, toBase64Url } from './bytes';
import { engineVersion } from './manifest';
import { text as words } from '../text/text';
import { isObject, nesting, setAt, type Json, type JsonObject } from './json';

export const linkVersion = 1;
/** What a Spec may have at most, in bytes after inflation and in nesting: the core's own limits. */
export const textLimit = 256 * 1024;
export const depthLimit = 32;
/** Settings of a link, more than anybody writes: each copies what it changes. */
export const mostSettings = 256;

/** Why a link cannot be read; the message is for people. */
export class LinkError extends Error {
  constructor(
    message: string,
    readonly path = 'link',
  ) {
    super(message);
  }
}

export interface LinkContent {
  /** The version of the engine that the link was made with; null where the link is silent. */
  readonly engine: string | null;
  /** The Spec's JSON text as it stood in the link, for the core to judge; null without one. */
  readonly text: string | null;
  readonly settings: readonly { readonly path: string; readonly value: Json }[];
  /** The part of the page that was shown; null for the first. */
  readonly place: string | null;
  /** The lesson that was read, and the solved tasks that are handed in with the link. */
  readonly lesson: string | null;
  readonly handIn: string | null;
}

export async function encodeLink(
  spec: JsonObject,
  engine = engineVersion,
  place: string | null = null,
  lesson: string | null = null,
): Promise<string> {
  const json = JSON.stringify(spec);
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const packed = toBase64Url(new Uint8Array(await new Response(stream).arrayBuffer()));
  const plain = readable(json);
  const part = plain.length <= packed.length ? `j=${plain}` : `s=${packed}`;
  const at = place === null ? '' : `&at=${encodeURIComponent(place)}`;
  const which = lesson === null ? '' : `&lesson=${encodeURIComponent(lesson)}`;
  return `#v=${linkVersion}&e=${engine}&${part}${at}${which}`;
}

/** Percent-encoded where something between here and the reader could stumble. */
function readable(json: string): string {
  return encodeURIComponent(json).replaceAll('%3A', ':').replaceAll('%2C', ',');
}

/** Reads a location's hash; an empty one has no text and no settings. */
export async function decodeLink(hash: string): Promise<LinkContent> {
  let engine: string | null = null;
  let text: string | null = null;
  let place: string | null = null;
  let lesson: string | null = null;
  let handIn: string | null = null;
  const settings: { path: string; value: Json }[] = [];
  const take = (spec: string): void => {
    if (text !== null) throw new LinkError(words.frame.linkTwice);
    text = spec;
  };
  for (const part of hash.replace(/^#/, '').split('&')) {
    if (part === '') continue;
    const [name, value] = cutAt(part, '=');
    if (name === 'v' && value !== String(linkVersion)) {
      throw new LinkError(words.frame.linkVersion(value.slice(0, 20)));
    } else if (name === 'e') {
      engine = decode(value).slice(0, 20);
    } else if (name === 's') {
      take(await inflate(bytesOf(value)));
    } else if (name === 'j') {
      take(plainSpec(value));
    } else if (name === 'at') {
      place = decode(value).slice(0, 40);
    } else if (name === 'lesson') {
      lesson = decode(value).slice(0, 80);
    } else if (name === 'h') {
      handIn = value;
    } else if (name === 'set') {
      if (settings.length === mostSettings)
        throw new LinkError(words.frame.linkSettings(mostSettings));
      const [path, raw] = cutAt(decode(value), '=');
      if (path.split('.', depthLimit + 1).length > depthLimit) {
        throw new LinkError(words.frame.linkPath(depthLimit));
      }
      settings.push({ path, value: jsonOrText(raw) });
    } else if (name !== 'v') {
      throw new LinkError(words.frame.linkPart(name.slice(0, 40)));
    }
  }
  return { engine, text, settings, place, lesson, handIn };
}

/** The link's Spec: its text or `fallback`, with the settings applied. */
export function specOf(content: LinkContent, fallback: JsonObject): JsonObject {
  let spec = content.text === null ? fallback : parseObject(content.text);
  for (const { path, value } of content.settings) spec = applySetting(spec, path, value);
  return spec;
}

/** As `--set path=value` does: another id drops the former component's parameters. */
export function applySetting(spec: JsonObject, path: string, value: Json): JsonObject {
  const owner = path.endsWith('.id') ? path.slice(0, -'.id'.length) : null;
  return owner === null ? setAt(spec, path, value) : setAt(spec, owner, value);
}

function parseObject(text: string): JsonObject {
  if (nesting(text) > depthLimit) {
    throw new LinkError(words.frame.linkNested(depthLimit));
  }
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new LinkError(words.frame.linkNoJson);
  }
  if (!isObject(value)) throw new LinkError(words.frame.linkNoObject);
  return value;
}

function plainSpec(value: string): string {
  if (value.length > 6 * textLimit) throw new LinkError(words.frame.linkLong);
  const text = decode(value);
  if (new TextEncoder().encode(text).byteLength > textLimit) {
    throw new LinkError(words.frame.linkLarge);
  }
  return text;
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let size = 0;
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      size += value.byteLength;
      if (size > textLimit) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    throw new LinkError(words.frame.linkUnpack);
  }
  await reader.cancel();
  throw new LinkError(words.frame.linkLarge);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  if (text.length > 2 * textLimit) throw new LinkError(words.frame.linkLong);
  try {
    return fromBase64Url(text);
  } catch {
    throw new LinkError(words.frame.linkBase64);
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new LinkError(words.frame.linkPercent);
  }
}

function jsonOrText(raw: string): Json {
  if (raw.length > textLimit || nesting(raw) > depthLimit) {
    throw new LinkError(words.frame.linkValue);
  }
  try {
    return JSON.parse(raw) as Json;
  } catch {
    return raw;
  }
}

function cutAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}
