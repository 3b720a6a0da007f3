// Files to bytes, with .gz unpacked by the platform, and never more than a limit.
import { engineError } from './errors';

/** Bytes, packed or not, that a file may have. */
export const fileLimit = 200_000_000;

/**
 * The bytes of a file; what is gzip (by its first bytes, whatever its name) is unpacked. Unpacking
 * stops at the limit, so that a small file cannot fill the memory. Codes: "too-large", "bad-gzip",
 * "unreadable-file"; the path is the file's name.
 */
export async function readBytes(
  blob: Blob,
  name: string,
  limit = fileLimit,
): Promise<Uint8Array<ArrayBuffer>> {
  if (blob.size > limit) {
    throw engineError(
      'too-large',
      `“${name}” has ${megabytes(blob.size)}; at most ${megabytes(limit)} can be read.`,
      name,
    );
  }
  const head = await bytesOf(blob.slice(0, 2), name);
  const packed = head[0] === 0x1f && head[1] === 0x8b;
  return packed ? unpack(blob, name, limit) : bytesOf(blob, name);
}

async function bytesOf(blob: Blob, name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    throw engineError(
      'unreadable-file',
      `“${name}” cannot be read any more: it was changed or removed.`,
      name,
    );
  }
}

async function unpack(blob: Blob, name: string, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const out = new Growing(Math.min(await announcedSize(blob, name), limit));
  const reader = blob.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  for (;;) {
    let chunk: ReadableStreamReadResult<Uint8Array>;
    try {
      chunk = await reader.read();
    } catch {
      throw engineError('bad-gzip', `“${name}” is damaged: it cannot be unpacked.`, name);
    }
    if (chunk.done) return out.bytes();
    if (out.length + chunk.value.length > limit) {
      await reader.cancel();
      throw engineError(
        'too-large',
        `“${name}” unpacks to more than ${megabytes(limit)}, the most that can be read.`,
        name,
      );
    }
    out.add(chunk.value);
  }
}

/** The size that the end of a gzip file announces, as far as deflate can reach it at all. */
async function announcedSize(blob: Blob, name: string): Promise<number> {
  const tail = await bytesOf(blob.slice(-4), name);
  if (tail.length < 4) return 0;
  const announced = new DataView(tail.buffer).getUint32(0, true);
  return Math.min(announced, blob.size * 1032); // no more than 1032 bytes come out of one
}

/** Bytes one after the other; copied again only when more come than were announced. */
class Growing {
  #storage: Uint8Array<ArrayBuffer>;
  length = 0;

  constructor(expected: number) {
    this.#storage = new Uint8Array(expected);
  }

  add(bytes: Uint8Array): void {
    const needed = this.length + bytes.length;
    if (needed > this.#storage.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.#storage.length));
      larger.set(this.#storage.subarray(0, this.length));
      this.#storage = larger;
    }
    this.#storage.set(bytes, this.length);
    this.length = needed;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.length === this.#storage.length
      ? this.#storage
      : this.#storage.slice(0, this.length);
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
