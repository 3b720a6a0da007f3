/** What a gradient check found, as pictures: errors against step sizes, and parameter by parameter. */
import type { GradientPart, GradientReport } from '../engine/lab_tasks';
import { colourAt, viridisTable } from './colour';
import type { Frame } from './axes';
import { raceFrame, type RaceAxes, type RaceLine } from './race_plot';
import type { Palette } from './surface';

/** Errors of 0 stand at the rounding error of a double: a logarithmic axis has no place for 0. */
const least = 1e-17;

/** The norm-wise error of a part over the step sizes, one line a precision. */
export function sweepLines(
  { steps }: GradientReport,
  part: GradientPart,
  names: Readonly<Record<'float64' | 'float32', string>>,
  palette: Palette,
): readonly RaceLine[] {
  const looks = {
    float64: { colour: palette.train, dash: [] },
    float32: { colour: palette.test, dash: [5, 3] },
  };
  return (['float64', 'float32'] as const).map((precision) => ({
    name: names[precision],
    ...looks[precision],
    // Sizes fall in the report; lines go from left to right.
    x: Float64Array.from(steps[precision]).reverse(),
    y: Float64Array.from(part.sweep[precision], (error) =>
      error === null ? NaN : Math.max(error, least),
    ).reverse(),
  }));
}

/**
 * The axes are the same for every part, so that what is wrong stands high at a glance; the largest
 * error that there is, 2 of a gradient with its sign flipped, is seen below the edge.
 */
export function sweepFrame(
  lines: readonly RaceLine[],
  axes: RaceAxes,
  width: number,
  height: number,
): Frame {
  const x = Float64Array.of(1e-11, 1);
  const whole = { name: '', colour: '', dash: [], x, y: Float64Array.of(1e-12, 10) };
  return raceFrame([...lines, whole], axes, width, height);
}

/** A parameter in the picture of its part: unit by input, or unit alone for biases. */
export interface HeatCell {
  /** From 0. */
  readonly row: number;
  readonly column: number;
  /** null across a kink. */
  readonly error: number | null;
}

export interface Heat {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly HeatCell[];
  /** What the ends of the colours stand for. */
  readonly low: number;
  readonly high: number;
}

/** `first`: the number of the part's first parameter. */
export function heatOf(part: GradientPart, first: number): Heat {
  const columns = part.part === 'biases' ? 1 : part.inputs;
  const cells = part.places.map((place, i) => ({
    row: Math.floor((place - first) / columns),
    column: (place - first) % columns,
    error: part.elements[i] ?? null,
  }));
  return { rows: part.parameters / columns, columns, cells, low: 1e-12, high: 1 };
}

/** Where on the scale an error stands, 0 to 1. */
export function heatShare({ low, high }: Heat, error: number): number {
  const share = Math.log(Math.max(error, low) / low) / Math.log(high / low);
  return Math.min(1, share);
}

/** The cell at a place of the picture; null where none was looked at. */
export function cellAt(heat: Heat, x: number, y: number): HeatCell | null {
  const row = Math.floor(y * heat.rows);
  const column = Math.floor(x * heat.columns);
  return heat.cells.find((cell) => cell.row === row && cell.column === column) ?? null;
}

/** A cross is a parameter across a kink; what is wrong has a dark point in it, too. */
export function drawHeat(
  context: CanvasRenderingContext2D,
  heat: Heat,
  wrongFrom: number,
  width: number,
  height: number,
  palette: Palette,
): void {
  const table = viridisTable();
  const [wide, tall] = [width / heat.columns, height / heat.rows];
  // So few of many parameters are looked at that their own places would be too small to see.
  const [w, h] = [Math.max(wide, 3), Math.max(tall, 3)];
  context.fillStyle = palette.grid;
  context.fillRect(0, 0, width, height);
  for (const { row, column, error } of heat.cells) {
    const [x, y] = [Math.min(column * wide, width - w), Math.min(row * tall, height - h)];
    if (error === null) {
      context.strokeStyle = palette.muted;
      context.beginPath();
      context.moveTo(x + 1, y + 1);
      context.lineTo(x + w - 1, y + h - 1);
      context.moveTo(x + w - 1, y + 1);
      context.lineTo(x + 1, y + h - 1);
      context.stroke();
      continue;
    }
    const [r, g, b] = colourAt(table, heatShare(heat, error));
    context.fillStyle = `rgb(${r} ${g} ${b})`;
    context.fillRect(x, y, Math.max(1, w - (w > 6 ? 1 : 0)), Math.max(1, h - (h > 6 ? 1 : 0)));
    if (error < wrongFrom || w < 8 || h < 8) continue;
    context.fillStyle = '#000000';
    context.beginPath();
    context.arc(x + w / 2, y + h / 2, Math.min(4, Math.min(w, h) / 6), 0, 2 * Math.PI);
    context.fill();
  }
}
