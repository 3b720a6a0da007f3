/**
 * The data as NumPy's .npy: a header of text, then numbers row by row (NEP 1, version 1.0). Bytes
 * where all are whole numbers from 0 to 255, else doubles.
 */
import type { Program } from './program';

export const dataFile = 'fall-line-data.npy';

/** Numbers that a script holds itself; more go to a file beside it. */
export const mostInline = 4000;

export function isInline({ data }: Program): boolean {
  return data.inputs.length + data.targets.length <= mostInline;
}

/** Whether the file holds bytes. */
export function holdsBytes({ data }: Program): boolean {
  return (
    data.inputs instanceof Uint8Array &&
    data.targets.every((value) => Number.isInteger(value) && value >= 0 && value <= 255)
  );
}

/** Bytes of its numbers. */
export function npySize(program: Program): number {
  const { data } = program;
  return (data.inputs.length + data.targets.length) * (holdsBytes(program) ? 1 : 8);
}

export function npyOf(program: Program): Uint8Array<ArrayBuffer> {
  const { data, inputs, targets } = program;
  const samples = data.train + data.validation + data.test;
  const bytes = holdsBytes(program);
  const width = inputs + targets;
  const dtype = bytes ? '|u1' : '<f8';
  const text = `{'descr': '${dtype}', 'fortran_order': False, 'shape': (${samples}, ${width}), }`;
  // Magic, version and length take ten bytes; the numbers begin at a multiple of 64.
  const length = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const header = `${text.padEnd(length - 1)}\n`;
  const begin = 10 + length;
  const file = new Uint8Array(begin + npySize(program));
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length & 255, length >> 8]);
  file.set(new TextEncoder().encode(header), 10);
  if (bytes) {
    for (let sample = 0; sample < samples; ++sample) {
      const row = begin + sample * width;
      file.set(data.inputs.subarray(sample * inputs, (sample + 1) * inputs), row);
      file.set(data.targets.subarray(sample * targets, (sample + 1) * targets), row + inputs);
    }
    return file;
  }
  const view = new DataView(file.buffer, begin);
  let at = 0;
  const put = (value: number): void => {
    view.setFloat64(at, value, true);
    at += 8;
  };
  for (let sample = 0; sample < samples; ++sample) {
    for (let i = 0; i < inputs; ++i) put(data.inputs[sample * inputs + i] ?? NaN);
    for (let i = 0; i < targets; ++i) put(data.targets[sample * targets + i] ?? NaN);
  }
  return file;
}
