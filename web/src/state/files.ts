/** Files that a user gives: told apart by their content, and matched to what a Spec asks for. */
import { text } from '../text/text';

export type FileKind =
  | {
      readonly kind: 'images';
      readonly count: number;
      readonly height: number;
      readonly width: number;
    }
  | { readonly kind: 'labels'; readonly count: number }
  | { readonly kind: 'table' }
  /** A project, or another JSON document. */
  | { readonly kind: 'project' }
  /** Parameters, as safetensors. */
  | { readonly kind: 'tensors' }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface NamedKind {
  readonly name: string;
  readonly is: FileKind;
}

const imagesMagic = 0x00000803;
const labelsMagic = 0x00000801;
const headerBytes = 16;

/** What a file is, from its first bytes; a gzip file is looked into. */
export async function recognise(blob: Blob): Promise<FileKind> {
  if (blob.size === 0) return { kind: 'unknown', reason: text.data.kinds.empty };
  let head = new Uint8Array(await blob.slice(0, headerBytes).arrayBuffer());
  if (head[0] === 0x1f && head[1] === 0x8b) {
    const inner = await unpackedHead(blob);
    if (inner === null) return { kind: 'unknown', reason: text.data.kinds.damaged };
    head = inner;
  }
  return recogniseHead(head);
}

/** What content with these first bytes is. */
export function recogniseHead(head: Uint8Array): FileKind {
  if (begins(head, '{')) return { kind: 'project' };
  // A length of eight bytes, of which the last ones are 0, and the header that is an object.
  if (head[8] === 0x7b && head.subarray(3, 8).every((byte) => byte === 0))
    return { kind: 'tensors' };
  if (head[0] !== 0 || head[1] !== 0) return { kind: 'table' };
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.byteLength < 8) return { kind: 'unknown', reason: text.data.kinds.short };
  const magic = view.getUint32(0);
  const count = view.getUint32(4);
  if (magic === labelsMagic) return { kind: 'labels', count };
  if (magic === imagesMagic && head.byteLength >= headerBytes) {
    return { kind: 'images', count, height: view.getUint32(8), width: view.getUint32(12) };
  }
  const hex = magic.toString(16).toUpperCase().padStart(8, '0');
  return {
    kind: 'unknown',
    reason: text.data.kinds.magic(hex),
  };
}

/** Whether the first character that is to be seen is that one. */
function begins(head: Uint8Array, mark: string): boolean {
  return new TextDecoder().decode(head).trimStart().startsWith(mark);
}

export interface ImageNames {
  readonly images: string;
  readonly labels: string;
  readonly testImages?: string;
  readonly testLabels?: string;
}

/** Either the names by their role, or one sentence on what is missing. */
export type Match =
  | { readonly ok: true; readonly names: ImageNames }
  | { readonly ok: false; readonly reason: string };

/**
 * Pairs images with labels of the same count. Of two pairs the one whose name says so ("t10k",
 * "test") is the test part, otherwise the smaller one.
 */
export function matchImages(files: readonly NamedKind[]): Match {
  const images = files.flatMap(({ name, is }) => (is.kind === 'images' ? [{ name, ...is }] : []));
  const labels = files.flatMap(({ name, is }) => (is.kind === 'labels' ? [{ name, ...is }] : []));
  if (images.length === 0) {
    return { ok: false, reason: text.data.pairs.noImages };
  }
  if (labels.length === 0) {
    return { ok: false, reason: text.data.pairs.noLabels };
  }
  const pairs: { images: string; labels: string; count: number; test: boolean }[] = [];
  const left = [...labels];
  for (const image of images) {
    const isTest = namesTest(image.name);
    const candidates = left.filter((label) => label.count === image.count);
    const label = candidates.find((one) => namesTest(one.name) === isTest) ?? candidates[0];
    if (label === undefined) {
      const counts = labels.map((one) => `${one.count} (${one.name})`).join(', ');
      return {
        ok: false,
        reason: text.data.pairs.counts(image.name, image.count, counts),
      };
    }
    left.splice(left.indexOf(label), 1);
    pairs.push({ images: image.name, labels: label.name, count: image.count, test: isTest });
  }
  if (pairs.length > 2) {
    return { ok: false, reason: text.data.pairs.tooMany };
  }
  pairs.sort((a, b) => Number(a.test) - Number(b.test) || b.count - a.count);
  const [train, test] = pairs;
  if (train === undefined) return { ok: false, reason: text.data.pairs.noImages };
  const names = { images: train.images, labels: train.labels };
  return {
    ok: true,
    names: test ? { ...names, testImages: test.images, testLabels: test.labels } : names,
  };
}

function namesTest(name: string): boolean {
  return /t10k|test|valid/i.test(name);
}

/** The first unpacked bytes; unpacks no more than that, however much there is. */
async function unpackedHead(blob: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = blob.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const head = new Uint8Array(headerBytes);
  let filled = 0;
  try {
    while (filled < headerBytes) {
      const { done, value } = await reader.read();
      if (done) break;
      const part = value.subarray(0, headerBytes - filled);
      head.set(part, filled);
      filled += part.byteLength;
    }
    await reader.cancel();
  } catch {
    if (filled === 0) return null;
  }
  return head.slice(0, filled);
}
