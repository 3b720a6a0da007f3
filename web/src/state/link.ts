/**
 * The link: `#v=1&e=<engine version>&s=<base64url(deflate(JSON))>`, or readable `&set=path=value` parts, which are
 * applied in order to the Spec of `s`, or to the default Spec when there is none.
 */
import { engineVersion } from './manifest';
import { isObject, nesting, setAt, type Json, type JsonObject } from './json';

export const linkVersion = 1;
/** What a Spec may have at most, in bytes after inflation and in nesting: the core's own limits. */
export const textLimit = 256 * 1024;
export const depthLimit = 32;

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
}

export async function encodeLink(spec: JsonObject, engine = engineVersion): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(spec));
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return `#v=${linkVersion}&e=${engine}&s=${toBase64Url(bytes)}`;
}

/** Reads a location's hash; an empty one has no text and no settings. */
export async function decodeLink(hash: string): Promise<LinkContent> {
  let engine: string | null = null;
  let text: string | null = null;
  const settings: { path: string; value: Json }[] = [];
  for (const part of hash.replace(/^#/, '').split('&')) {
    if (part === '') continue;
    const [name, value] = cutAt(part, '=');
    if (name === 'v' && value !== String(linkVersion)) {
      throw new LinkError(`The link is of version ${value}; this page reads version 1.`);
    } else if (name === 'e') {
      engine = decode(value).slice(0, 20);
    } else if (name === 's') {
      text = await inflate(fromBase64Url(value));
    } else if (name === 'set') {
      const [path, raw] = cutAt(decode(value), '=');
      settings.push({ path, value: jsonOrText(raw) });
    } else if (name !== 'v') {
      throw new LinkError(`The link has an unknown part “${name.slice(0, 40)}”.`);
    }
  }
  return { engine, text, settings };
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
    throw new LinkError(`The Spec in the link is nested more than ${depthLimit} deep.`);
  }
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new LinkError('The Spec in the link is not JSON.');
  }
  if (!isObject(value)) throw new LinkError('The Spec in the link is not an object.');
  return value;
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
    throw new LinkError('The link is damaged: what it packs cannot be unpacked.');
  }
  await reader.cancel();
  throw new LinkError('The Spec in the link is larger than 256 kB.');
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (text.length > 2 * textLimit) throw new LinkError('The link is longer than any Spec.');
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (c) => c.charCodeAt(0));
  } catch {
    throw new LinkError('The link is damaged: its text is not base64url.');
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new LinkError('The link is damaged: a % stands where it should not.');
  }
}

function jsonOrText(raw: string): Json {
  if (raw.length > textLimit || nesting(raw) > depthLimit) {
    throw new LinkError('A value in the link is too large.');
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
