/**
 * Tensors as a safetensors file, and back: eight bytes with the length of the header (little-endian),
 * the header as JSON, then the numbers one tensor after the other, without gaps. The header has, by
 * the tensor's name, `dtype`, `shape` and `data_offsets` (from the end of the header), and texts
 * under `__metadata__`. A header may end in spaces; writers use that to begin the numbers at a
 * multiple of 8. The format's definition is the README of huggingface/safetensors.
 */
import { isList, isObject, keysOf, outline, type Json, type JsonObject } from './json';

export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Row by row. */
  readonly values: Float64Array;
}

/** Floating-point numbers by their size in bits. */
export type TensorType = 'F32' | 'F64';

/** What is wrong with a file, and with which tensor of it. */
export type TensorFault =
  | { readonly kind: 'short' | 'header-size' | 'header-json' | 'twice' | 'gaps' }
  | { readonly kind: 'size'; readonly most: number }
  | { readonly kind: 'count'; readonly most: number }
  | { readonly kind: 'entry' | 'offsets' | 'finite'; readonly name: string }
  | { readonly kind: 'dtype'; readonly name: string; readonly dtype: string };

export class TensorError extends Error {
  constructor(readonly fault: TensorFault) {
    super(fault.kind);
  }
}

export interface TensorFile {
  readonly tensors: readonly Tensor[];
  readonly metadata: Readonly<Record<string, string>>;
}

const metadataKey = '__metadata__';
const lengthBytes = 8;
const sizes: Readonly<Record<TensorType, number>> = { F32: 4, F64: 8 };

/** Limits on what is read: far above what the largest network here needs. */
export const tensorLimits = { bytes: 64_000_000, headerBytes: 1_000_000, tensors: 1000 };

export function encodeTensors(
  tensors: readonly Tensor[],
  dtype: TensorType,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const size = sizes[dtype];
  let end = 0;
  const entries = tensors.map(({ name, shape, values }): [string, Json] => {
    const begin = end;
    end += size * values.length;
    return [name, { dtype, shape, data_offsets: [begin, end] }];
  });
  const json = JSON.stringify({ [metadataKey]: metadata, ...Object.fromEntries(entries) });
  const header = new TextEncoder().encode(json);
  const length = Math.ceil(header.byteLength / 8) * 8;
  const bytes = new Uint8Array(lengthBytes + length + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(length), true);
  bytes.fill(0x20, lengthBytes, lengthBytes + length);
  bytes.set(header, lengthBytes);
  let at = lengthBytes + length;
  for (const { values } of tensors) {
    for (const value of values) {
      if (dtype === 'F32') view.setFloat32(at, value, true);
      else view.setFloat64(at, value, true);
      at += size;
    }
  }
  return bytes;
}

/** Reads a file that may come from anywhere; throws TensorError. */
export function decodeTensors(bytes: Uint8Array): TensorFile {
  if (bytes.byteLength > tensorLimits.bytes) {
    throw new TensorError({ kind: 'size', most: tensorLimits.bytes });
  }
  if (bytes.byteLength < lengthBytes + 2) throw new TensorError({ kind: 'short' });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const announced = view.getBigUint64(0, true);
  if (announced > BigInt(tensorLimits.headerBytes)) throw new TensorError({ kind: 'header-size' });
  const begin = lengthBytes + Number(announced);
  if (begin > bytes.byteLength) throw new TensorError({ kind: 'short' });
  const header = headerOf(bytes.subarray(lengthBytes, begin));
  const names = Object.keys(header).filter((name) => name !== metadataKey);
  if (names.length > tensorLimits.tensors) {
    throw new TensorError({ kind: 'count', most: tensorLimits.tensors });
  }
  const entries = names.map((name) => entryOf(name, header[name]));
  mustFill(entries, bytes.byteLength - begin);
  return {
    metadata: metadataOf(header[metadataKey]),
    tensors: entries.map(({ name, dtype, shape, from }) => ({
      name,
      shape,
      values: numbersOf(view, begin + from, dtype, countOf(shape), name),
    })),
  };
}

interface Entry {
  readonly name: string;
  readonly dtype: TensorType;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

function headerOf(bytes: Uint8Array): JsonObject {
  const wrong = new TensorError({ kind: 'header-json' });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw wrong;
  }
  const { depth, keys } = outline(text);
  if (!text.startsWith('{') || depth > 3) throw wrong;
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch {
    throw wrong;
  }
  if (!isObject(json)) throw wrong;
  // JSON.parse takes the last of two equal keys in silence; the format forbids them.
  if (keysOf(json) !== keys) throw new TensorError({ kind: 'twice' });
  return json;
}

function entryOf(name: string, entry: Json | undefined): Entry {
  const wrong = new TensorError({ kind: 'entry', name });
  if (!isObject(entry) || Object.keys(entry).length !== 3) throw wrong;
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string') throw wrong;
  if (dtype !== 'F32' && dtype !== 'F64') throw new TensorError({ kind: 'dtype', name, dtype });
  if (!isList(shape) || shape.length > 8 || !shape.every(isCount)) throw wrong;
  if (!isList(offsets) || offsets.length !== 2 || !offsets.every(isCount)) throw wrong;
  const [from = 0, to = 0] = offsets;
  if (to - from !== sizes[dtype] * countOf(shape)) throw new TensorError({ kind: 'offsets', name });
  return { name, dtype, shape, from, to };
}

function isCount(value: Json): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The format has no holes and no overlaps: every byte belongs to one tensor. */
function mustFill(entries: readonly Entry[], bytes: number): void {
  let end = 0;
  for (const { from, to } of [...entries].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== end) throw new TensorError({ kind: 'gaps' });
    end = to;
  }
  if (end !== bytes) throw new TensorError({ kind: end > bytes ? 'short' : 'gaps' });
}

function numbersOf(
  view: DataView,
  at: number,
  dtype: TensorType,
  count: number,
  name: string,
): Float64Array {
  const values = new Float64Array(count);
  for (let i = 0; i < count; ++i) {
    const value =
      dtype === 'F32' ? view.getFloat32(at + 4 * i, true) : view.getFloat64(at + 8 * i, true);
    if (!Number.isFinite(value)) throw new TensorError({ kind: 'finite', name });
    values[i] = value;
  }
  return values;
}

function metadataOf(json: Json | undefined): Readonly<Record<string, string>> {
  if (json === undefined) return {};
  const wrong = new TensorError({ kind: 'entry', name: metadataKey });
  if (!isObject(json)) throw wrong;
  const texts = Object.entries(json).map(([key, value]): [string, string] => {
    if (typeof value !== 'string') throw wrong;
    return [key, value];
  });
  return Object.fromEntries(texts);
}
