/** Activation functions as lines: where they jump, and how they are told apart. */
import { seenColour } from './colour';
import type { Dot, Line, Plot } from './lines';
import { extent, niceDomain, padded, union } from './scales';
import type { Palette } from './surface';

/** How near to 0 the two sides are looked at. */
const near = 1e-9;
const reach = 5;
/** Points on each side of 0; their distance is a round number. */
const side = 200;

/** From −5 to 5, and 0 from both sides. */
export const zs: Float64Array = Float64Array.from([
  ...Array.from({ length: side }, (_, i) => -reach + (i * reach) / side),
  -near,
  0,
  near,
  ...Array.from({ length: side }, (_, i) => ((i + 1) * reach) / side),
]);

/** The row of z = 0; its neighbours are the two sides of it. */
export const rowOfZero = side + 1;

/** The nearest row to a z, without the two sides of 0. */
export function rowOf(z: number): number {
  const step = Math.min(side, Math.max(-side, Math.round((z * side) / reach)));
  return step === 0 ? rowOfZero : rowOfZero + step + Math.sign(step);
}

export interface Jump {
  readonly left: number;
  readonly at: number;
  readonly right: number;
}

/** Whether a function of `zs` jumps at 0: no slope that is meant makes that much on so short a way. */
export function jumpOf(values: Float64Array): Jump | null {
  const [left = NaN, at = NaN, right = NaN] = values.subarray(rowOfZero - 1, rowOfZero + 2);
  return Math.abs(right - left) > 1e-6 ? { left, at, right } : null;
}

/** One function among those that are shown together. */
export interface Shown {
  readonly values: Float64Array;
  readonly colour: string;
  readonly dash: readonly number[];
}

/** Line types for lines that lie over each other, by the order in which they were chosen. */
export const lineTypes: readonly (readonly number[])[] = [
  [],
  [8, 4],
  [2, 3],
  [10, 3, 2, 3],
  [5, 2],
  [14, 4],
];

/** The functions over z, cut and with dots where they jump: open where the value is not taken. */
export function activationPlot(shown: readonly Shown[], name: string, row: number | null): Plot {
  const domains = shown.map(({ values }) => extent(values)).filter((domain) => domain !== null);
  const [first = { low: 0, high: 1 }, ...others] = domains;
  return {
    x: zs,
    lines: shown.map(lineOf),
    rules: [{ value: 0, labels: [], below: false }],
    marks: [],
    dots: shown.flatMap(dotsOf),
    names: { x: 'z', y: name },
    domain: {
      x: { low: -reach, high: reach },
      y: niceDomain(padded(others.reduce(union, first), 0.04), 5), // dots need some room, too
    },
    logarithmic: { x: false, y: false },
    row,
  };
}

function lineOf({ values, colour, dash }: Shown): Line {
  return { values: cutAtJump(values), colour, dash, width: 2 };
}

/** The values with a gap where they jump. */
export function cutAtJump(values: Float64Array): Float64Array {
  return jumpOf(values) ? values.map((value, i) => (i === rowOfZero ? NaN : value)) : values;
}

function dotsOf({ values, colour }: Shown): readonly Dot[] {
  const jump = jumpOf(values);
  if (!jump) return [];
  const isTaken = (value: number): boolean => Math.abs(value - jump.at) <= 1e-6;
  const ends: Dot[] = [jump.left, jump.right].map((y) => ({
    x: 0,
    y,
    colour,
    open: !isTaken(y),
  }));
  const lone: Dot = { x: 0, y: jump.at, colour, open: false };
  return isTaken(jump.left) || isTaken(jump.right) ? ends : [...ends, lone];
}

/** The colour of the n-th function. */
export function activationColour(index: number, palette: Palette): string {
  return seenColour(index, palette);
}
