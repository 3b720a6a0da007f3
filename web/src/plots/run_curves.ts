/** Curves of several runs over each other: each with its colour and dash, named at its end. */
import type { Part } from '../engine/model';
import type { Frame } from './axes';
import { seenColour } from './colour';
import type { Across } from './curve_plot';
import type { Line, Plot } from './lines';
import { seriesOf, type CurveMetric, type Curves } from './metrics';
import { plotFont, type Palette } from './surface';

export interface RunCurve {
  readonly name: string;
  /** Which colour and which dash. */
  readonly look: number;
  readonly curves: Curves;
}

/** Dashes change faster than colours come back: fifty runs look different. */
const runDashes: readonly (readonly number[])[] = [
  [],
  [7, 3],
  [2, 2],
  [9, 3, 2, 3],
  [4, 2],
  [14, 4],
  [5, 2, 1, 2, 1, 2],
];

export function runDash(look: number): readonly number[] {
  return runDashes[look % runDashes.length] ?? [];
}

export function runColour(look: number, palette: Pick<Palette, 'surface' | 'ink'>): string {
  return seenColour(look, palette);
}

/** The part that says most: the test part, where a run has it and it is measured. */
export function judgedPart(curves: Curves, metric: CurveMetric): Part | null {
  const there = seriesOf(curves, metric, null).map(({ part }) => part);
  return there.includes('test') ? 'test' : (there[0] ?? null);
}

/** One line a run that has that metric; `part`: of which part, null for the one that says most. */
export function runLines(
  runs: readonly RunCurve[],
  metric: CurveMetric,
  part: Part | null,
  across: Across,
  palette: Palette,
  width: number,
): readonly Line[] {
  if (metric === 'hard-error') return []; // it takes the number of samples, which a curve lacks
  return runs.flatMap(({ name, look, curves }): Line[] => {
    const of = part ?? judgedPart(curves, metric);
    const values = of === null ? null : curves.column(of, metric);
    if (!values) return [];
    const [colour, dash] = [runColour(look, palette), runDash(look)];
    const x = across === 'epochs' ? curves.passes : curves.steps;
    return [{ x, values, colour, dash, width, label: name }];
  });
}

const lineHeight = 14;

/** Names at the ends of lines, within the frame; where two would touch, the later one moves up. */
export function labelLines(
  context: CanvasRenderingContext2D,
  frame: Frame,
  plot: Plot,
  palette: Palette,
): void {
  const { left, top, width, height } = frame.box;
  const taken: { readonly middle: number; readonly from: number; readonly to: number }[] = [];
  context.font = plotFont;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const { label, x = plot.x, values, colour } of plot.lines) {
    const end = label === undefined ? null : lastWithin(frame, x, values);
    if (label === undefined || !end) continue;
    let middle = Math.min(top + height - 8, Math.max(top + 8, end[1] - 9));
    const textWidth = context.measureText(label).width;
    const right = Math.max(left + textWidth + 15, Math.min(left + width - 4, end[0]));
    const isTaken = (): boolean =>
      taken.some(
        ({ middle: other, from, to }) =>
          Math.abs(other - middle) < lineHeight && from < right && to > right - textWidth,
      );
    while (isTaken() && middle > top + 8) middle -= lineHeight / 2;
    if (isTaken()) continue; // no room: the list of runs names it
    taken.push({ middle, from: right - textWidth - 14, to: right });
    context.save();
    context.globalAlpha = 0.78;
    context.fillStyle = palette.surface;
    context.fillRect(right - textWidth - 14, middle - 6.5, textWidth + 17, 13);
    context.restore();
    context.fillStyle = colour;
    context.fillRect(right - textWidth - 12, middle - 1, 8, 2);
    context.fillStyle = palette.ink; // a colour that a line can have is too weak for type
    context.fillText(label, right, middle);
  }
}

/** The last point of a line that is seen. */
function lastWithin(
  frame: Frame,
  x: Float64Array,
  values: Float64Array,
): readonly [number, number] | null {
  const { left, top, width, height } = frame.box;
  for (let row = values.length - 1; row >= 0; --row) {
    const [px, py] = [frame.toX(x[row] ?? NaN), frame.toY(values[row] ?? NaN)];
    const isSeen =
      px >= left - 1 && px <= left + width + 1 && py >= top - 1 && py <= top + height + 1;
    if (isSeen) return [px, py];
  }
  return null;
}
