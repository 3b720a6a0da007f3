/** What the data are like: decides which lines a script needs and which it can do without. */
import type { CodeData } from './program';

/** Looked at when it is asked for, and once: data can be large. */
export class Columns {
  #ranges: readonly (readonly [number, number])[] | null = null;
  #missing: boolean | null = null;

  constructor(
    private readonly data: CodeData,
    private readonly width: number,
  ) {}

  /** Whether an input is missing anywhere. */
  get missing(): boolean {
    const { inputs } = this.data;
    this.#missing ??= inputs instanceof Float64Array && inputs.some(Number.isNaN);
    return this.#missing;
  }

  /** Whether an input is missing in all samples that train. */
  get unknown(): boolean {
    return this.missing && this.ranges.some(([low]) => low === Infinity);
  }

  /** Whether an input has one value in all samples that train. */
  get constant(): boolean {
    return this.ranges.some(([low, high]) => !(high > low));
  }

  get constantTarget(): boolean {
    const { train, validation, test, targets } = this.data;
    const own = targets.length / (train + validation + test);
    return rangesOf(targets, own, train).some(([low, high]) => !(high > low));
  }

  private get ranges(): readonly (readonly [number, number])[] {
    this.#ranges ??= rangesOf(this.data.inputs, this.width, this.data.train);
    return this.#ranges;
  }
}

const known = new WeakMap<CodeData, Columns>();

export function columnsOf(data: CodeData, width: number): Columns {
  const columns = known.get(data) ?? new Columns(data, width);
  known.set(data, columns);
  return columns;
}

function rangesOf(
  values: Float64Array | Uint8Array,
  width: number,
  rows: number,
): readonly (readonly [number, number])[] {
  const low = new Float64Array(width).fill(Infinity);
  const high = new Float64Array(width).fill(-Infinity);
  for (let row = 0; row < rows; ++row) {
    for (let column = 0; column < width; ++column) {
      const value = values[row * width + column] ?? NaN;
      if (value < (low[column] ?? 0)) low[column] = value;
      if (value > (high[column] ?? 0)) high[column] = value;
    }
  }
  return Array.from(low, (least, column) => [least, high[column] ?? 0] as const);
}
