// Arrays change hands instead of being copied.

/** The buffers of all typed arrays in a value, each once. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  collect(value, buffers);
  return [...buffers];
}

function collect(value: unknown, buffers: Set<ArrayBuffer>): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
    return;
  }
  if (value instanceof Blob || value instanceof WebAssembly.Module) return;
  for (const part of Object.values(value)) collect(part, buffers);
}
