/** What the data are like: decides which lines a script needs and which it can do without. */
import type { CodeData } from './program';

export interface Columns {
  /** Whether an input is missing anywhere. */
  readonly missing: boolean;
  /** Whether an input is missing in all samples that train. */
  readonly unknown: boolean;
  /** Whether an input, or a target, has one value in all samples that train. */
  readonly constant: boolean;
  readonly constantTarget: boolean;
}

export function columnsOf(
  { train, inputs, targets, validation, test }: CodeData,
  width: number,
): Columns {
  const samples = train + validation + test;
  const ranges = rangesOf(inputs, width, train);
  const own = rangesOf(targets, targets.length / samples, train);
  return {
    missing: inputs instanceof Float64Array && inputs.some(Number.isNaN),
    unknown: ranges.some(([low]) => low === Infinity),
    constant: ranges.some(([low, high]) => !(high > low)),
    constantTarget: own.some(([low, high]) => !(high > low)),
  };
}

function rangesOf(
  values: Float64Array | Uint8Array,
  width: number,
  rows: number,
): readonly (readonly [number, number])[] {
  return Array.from({ length: width }, (_, column) => {
    let [low, high] = [Infinity, -Infinity];
    for (let row = 0; row < rows; ++row) {
      const value = values[row * width + column] ?? NaN;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return [low, high] as const;
  });
}
