/** A sweep as small multiples: the curves of every cell in its place, on one scale. */
import type { Box } from './axes';
import { Frame } from './axes';
import { formatNumber } from './format';
import { pieces } from './lines';
import { niceLogDomain } from './log_scale';
import { extent, niceDomain, union, type Domain } from './scales';
import {
  boxOf,
  drawFocus,
  drawNames,
  hatch,
  type CellPlace,
  type CellSize,
  type SweepLayout,
  type SweepPicture,
} from './sweep_map';
import { plotFont, type Palette } from './surface';

export interface SmallCurve {
  readonly x: Float64Array;
  /** null where the part is not there. */
  readonly train: Float64Array | null;
  readonly test: Float64Array | null;
}

export interface CurveCell {
  readonly curves: readonly SmallCurve[];
  readonly diverged: boolean;
}

export type CurvesPicture = Omit<SweepPicture, 'facets' | 'scale'> & {
  readonly facets: readonly { readonly title: string; readonly cells: readonly CurveCell[] }[];
};

export const curveCells: CellSize = { least: 84, most: 150, height: 76 };

/** Dashes of a test curve, here as everywhere. */
const dashed = [4, 3];

interface Domains {
  readonly x: Domain;
  readonly y: Domain;
  readonly logarithmic: boolean;
}

/** Curves that run away beyond this many times where half of them begin are cut off. */
const runaway = 10;

/** Of all curves: losses that fall far are told apart by their logarithms. */
export function domainsOf(curves: readonly SmallCurve[], isBounded = true): Domains {
  const all = curves.flatMap(({ train, test }) => [train, test]).filter((line) => line !== null);
  const known = all.map((line) => extent(line)).filter((domain) => domain !== null);
  const [first, ...others] = known;
  const whole = first ? others.reduce(union, first) : { low: 0, high: 1 };
  const y = isBounded ? bounded(whole, all) : whole;
  const last = curves.map(({ x }) => x.at(-1) ?? 0).reduce((a, b) => Math.max(a, b), 0);
  const logarithmic = y.low > 0 && y.high > 20 * y.low;
  const wide = y.high > y.low ? y : { low: y.low - 0.5, high: y.high + 0.5 };
  return {
    x: { low: 0, high: Math.max(1, last) },
    y: logarithmic ? niceLogDomain(wide) : niceDomain(wide, 3),
    logarithmic,
  };
}

/** Without what runs away, which would leave all others flat. */
function bounded({ low, high }: Domain, lines: readonly Float64Array[]): Domain {
  const starts = Float64Array.from(lines.flatMap((line) => line.find(Number.isFinite) ?? []))
    .map(Math.abs)
    .sort();
  const middle = starts[starts.length >> 1] ?? 0;
  if (!(middle > 0)) return { low, high };
  const reach = runaway * middle;
  return { low: Math.max(low, -reach), high: Math.max(Math.min(high, reach), low) };
}

export function drawSweepCurves(
  context: CanvasRenderingContext2D,
  picture: CurvesPicture,
  layout: SweepLayout,
  palette: Palette,
  focus: CellPlace | null,
): void {
  const { facets, rows, columns, rowName, columnName } = picture;
  const named = facets.map(({ title }) => ({ title, cells: [] }));
  drawNames(context, { rows, columns, rowName, columnName, facets: named }, layout, palette);
  const domains = domainsOf(facets.flatMap(({ cells }) => cells.flatMap(({ curves }) => curves)));
  facets.forEach(({ cells }, facet) => {
    cells.forEach((cell, i) => {
      const column = i % columns.length;
      const box = boxOf(layout, { facet, row: Math.floor(i / columns.length), column });
      drawCell(context, cell, box, domains, palette);
    });
  });
  drawFocus(context, layout, focus, palette);
  drawKey(context, picture.metric, domains, layout, palette);
}

function drawCell(
  context: CanvasRenderingContext2D,
  { curves, diverged }: CurveCell,
  box: Box,
  domains: Domains,
  palette: Palette,
): void {
  const [x, y, width, height] = [box.left + 2, box.top + 2, box.width - 4, box.height - 4];
  if (diverged) hatch(context, x, y, width, height, palette.muted);
  drawSmallCurves(context, curves, { left: x, top: y, width, height }, domains, palette);
  context.lineWidth = 1;
  context.strokeStyle = palette.hairline;
  context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
}

/** Training solid, test dashed; several runs of a cell over each other. */
export function drawSmallCurves(
  context: CanvasRenderingContext2D,
  curves: readonly SmallCurve[],
  box: Box,
  { x, y, logarithmic }: Domains,
  palette: Palette,
): void {
  const frame = new Frame(box, x, y, { x: false, y: logarithmic });
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  context.lineJoin = 'round';
  context.lineWidth = curves.length > 3 ? 1 : 1.5;
  if (curves.length > 3) context.globalAlpha = 0.7;
  for (const { x: places, train, test } of curves) {
    stroke(context, frame, places, train, palette.train, []);
    stroke(context, frame, places, test, palette.test, dashed);
  }
  context.restore();
}

function stroke(
  context: CanvasRenderingContext2D,
  frame: Frame,
  x: Float64Array,
  y: Float64Array | null,
  colour: string,
  dash: readonly number[],
): void {
  if (!y) return;
  context.strokeStyle = colour;
  context.setLineDash([...dash]);
  for (const piece of pieces(x, y, frame)) {
    context.beginPath();
    for (const [px, py] of piece) context.lineTo(px, py);
    context.stroke();
  }
  context.setLineDash([]);
}

/** What the frames of all cells span. */
function drawKey(
  context: CanvasRenderingContext2D,
  metric: string,
  { x, y }: Domains,
  layout: SweepLayout,
  palette: Palette,
): void {
  context.font = plotFont;
  context.fillStyle = palette.muted;
  context.textAlign = 'left';
  context.textBaseline = 'top';
  const text = `${metric}: ${formatNumber(y.low)} – ${formatNumber(y.high)}, 0 – ${x.high}`;
  context.fillText(text, 8, layout.height - 20);
}

/** The curves of one cell with axes, for the reading below the map. */
export function drawCellCurves(
  context: CanvasRenderingContext2D,
  curves: readonly SmallCurve[],
  names: { readonly x: string; readonly y: string },
  width: number,
  height: number,
  palette: Palette,
): void {
  const domains = domainsOf(curves, false);
  const box = {
    left: 56,
    top: 8,
    width: Math.max(40, width - 66),
    height: Math.max(20, height - 32),
  };
  const frame = new Frame(box, domains.x, domains.y, { x: false, y: domains.logarithmic });
  frame.drawAxes(context, palette, names, true);
  drawSmallCurves(context, curves, box, domains, palette);
}
