/** Curves of lanes that have rows of their own, on one plot; for canvas and SVG alike. */
import { Frame, type Box } from './axes';
import { drawEndLabels, type EndLabel } from './curve_lines';
import { csvText } from './csv_text';
import { pieces } from './lines';
import { niceLogDomain } from './log_scale';
import { extent, niceDomain, union, type Domain } from './scales';
import type { Palette } from './surface';

export interface RaceLine {
  readonly name: string;
  readonly colour: string;
  readonly dash: readonly number[];
  /** Ascending, but for time, which may stand still. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface RaceAxes {
  readonly names: { readonly x: string; readonly y: string };
  readonly logarithmic: { readonly x: boolean; readonly y: boolean };
}

/** Room for ticks at the left and for short names at the lines' ends. */
const margins = { left: 60, right: 92, top: 10, bottom: 24 };
/** What a letter of a name takes, and what stands before the name. */
const letter = { width: 7, before: 16 };
/** Of a plot's width, what names may take at most. */
const nameShare = 0.3;

export function raceFrame(
  lines: readonly RaceLine[],
  { logarithmic }: RaceAxes,
  width: number,
  height: number,
): Frame {
  const longest = Math.max(0, ...lines.map(({ name }) => name.length));
  const names = Math.min(nameShare * width, letter.before + letter.width * longest);
  const box: Box = {
    left: margins.left,
    top: margins.top,
    width: Math.max(40, width - margins.left - Math.max(margins.right, names)),
    height: Math.max(30, height - margins.top - margins.bottom),
  };
  const x = domainOf(
    lines.map((line) => line.x),
    logarithmic.x,
  );
  const y = domainOf(
    lines.map((line) => line.y),
    logarithmic.y,
  );
  return new Frame(
    box,
    logarithmic.x ? x : { low: 0, high: x.high },
    logarithmic.y ? niceLogDomain(y) : niceDomain(y, 4),
    logarithmic,
  );
}

/** Of all values that have a place on the axis. */
function domainOf(columns: readonly Float64Array[], isLogarithmic: boolean): Domain {
  const domains = columns.map((values) =>
    extent(isLogarithmic ? values.filter((value) => value > 0) : values),
  );
  const [first, ...others] = domains.filter((domain) => domain !== null);
  const all = first ? others.reduce(union, first) : { low: isLogarithmic ? 0.1 : 0, high: 1 };
  if (all.high > all.low) return all;
  return isLogarithmic ? { low: all.low, high: all.low * 10 } : { low: all.low, high: all.low + 1 };
}

export function drawRace(
  context: CanvasRenderingContext2D,
  frame: Frame,
  lines: readonly RaceLine[],
  { names }: RaceAxes,
  palette: Palette,
): void {
  frame.drawAxes(context, palette, names, true);
  const { left, top, width, height } = frame.box;
  context.save();
  context.beginPath();
  context.rect(left, top, width + 1, height);
  context.clip();
  for (const line of lines) drawLine(context, frame, line);
  context.restore();
  drawEndLabels(context, frame.box, palette.ink, endLabels(frame, lines));
}

/** Names at the right edge, at the height where each line has ended. */
function endLabels(frame: Frame, lines: readonly RaceLine[]): readonly EndLabel[] {
  const { top, height } = frame.box;
  return lines.flatMap(({ name, colour, y }) => {
    const last = y.findLast((value) => Number.isFinite(frame.toY(value)));
    if (last === undefined) return [];
    return [{ text: name, colour, y: Math.min(top + height, Math.max(top, frame.toY(last))) }];
  });
}

function drawLine(context: CanvasRenderingContext2D, frame: Frame, line: RaceLine): void {
  const { colour, dash, x, y } = line;
  context.save();
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 2;
  context.lineJoin = 'round';
  context.setLineDash([...dash]);
  let end: readonly [number, number] | undefined;
  for (const piece of pieces(x, y, frame)) {
    context.beginPath();
    for (const [px, py] of piece) context.lineTo(px, py);
    context.stroke();
    end = piece.at(-1) ?? end;
  }
  if (end) {
    context.beginPath();
    context.arc(end[0], end[1], 3, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
}

/** The last row of a line at or before a place on x; −1 when it begins later. */
export function rowAt({ x }: RaceLine, place: number): number {
  let row = -1;
  for (let i = 0; i < x.length && (x[i] ?? Infinity) <= place; ++i) row = i;
  return row;
}

/** Every row of every lane: all three axes, whichever is shown. */
export function raceCsv(
  lanes: readonly {
    readonly name: string;
    readonly columns: Readonly<Record<string, ArrayLike<number> | null>>;
  }[],
): string {
  const names = Object.keys(lanes[0]?.columns ?? {});
  const rows = lanes.flatMap(({ name, columns }) => {
    const length = Math.max(0, ...Object.values(columns).map((values) => values?.length ?? 0));
    return Array.from({ length }, (_, i) => [
      name,
      ...names.map((column) => columns[column]?.[i] ?? null),
    ]);
  });
  return csvText(['lane', ...names], rows);
}
