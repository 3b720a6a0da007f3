/** JSON values, and paths such as "network.layers.0.units" into them. */

import type { Json } from '../engine/model';

export type { Json };
export type JsonObject = Readonly<Record<string, Json>>;

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value at a path, or undefined. Only own keys count: "constructor" finds nothing. */
export function getAt(value: Json | undefined, path: string): Json | undefined {
  let here = value;
  for (const key of path.split('.')) {
    if (isList(here)) here = here[Number(key)];
    else if (isObject(here) && Object.hasOwn(here, key)) here = here[key];
    else return undefined;
  }
  return here;
}

/**
 * A copy with another value at the path; undefined takes the key out. Missing objects on the way
 * are made. Where a text stands on the way it is a component's bare id, "adam", and becomes
 * {"id": "adam"}, so that "optimizer.beta1" can be set beside it.
 */
export function setAt(root: JsonObject, path: string, value: Json | undefined): JsonObject {
  return put(root, path.split('.'), value) as JsonObject;
}

function put(here: Json | undefined, keys: readonly string[], value: Json | undefined): Json {
  const [key = '', ...rest] = keys;
  if (isList(here)) {
    const index = Number(key);
    // No list has such an entry; as an object it is told to be none, and no list of holes is made.
    if (!Number.isInteger(index) || index < 0 || index > here.length) {
      return put(Object.fromEntries(here.entries()), keys, value);
    }
    const copy = [...here];
    if (rest.length > 0) copy[index] = put(here[index], rest, value);
    else if (value === undefined) copy.splice(index, 1);
    else copy[index] = value;
    return copy;
  }
  const object: JsonObject = isObject(here) ? here : typeof here === 'string' ? { id: here } : {};
  if (rest.length > 0) {
    const inner = Object.hasOwn(object, key) ? object[key] : undefined;
    return { ...object, [key]: put(inner, rest, value) };
  }
  if (value === undefined) {
    return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
  }
  return { ...object, [key]: value };
}

/** Keys of all objects within; `outline` counts those of a text, where one may stand twice. */
export function keysOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value as JsonObject);
  const own = Array.isArray(value) ? 0 : inner.length;
  return inner.reduce((sum: number, item) => sum + keysOf(item), own);
}

/** The deepest that a text nests its lists and objects, found without building anything. */
export function nesting(text: string): number {
  return outline(text).depth;
}

/** How deep a JSON text nests, and how many keys it has: its colons outside of strings. */
export function outline(text: string): { readonly depth: number; readonly keys: number } {
  let depth = 0;
  let deepest = 0;
  let keys = 0;
  for (let i = 0; i < text.length; ++i) {
    const c = text[i];
    if (c === '"') i = endOfString(text, i);
    else if (c === ':') ++keys;
    else if (c === '{' || c === '[') deepest = Math.max(deepest, ++depth);
    else if (c === '}' || c === ']') --depth;
  }
  return { depth: deepest, keys };
}

/** Where the quote is that ends the string that begins at a quote; strings may be megabytes long. */
function endOfString(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text[end - 1 - escapes] === '\\') ++escapes;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}

/** Whether two JSON values are the same, key order aside. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isList(a) && isList(b)) {
    return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
    );
  }
  return false;
}
