/** Draws a network: lines for weights, tiles for units. What is drawn is decided elsewhere. */
import { colourAt, type ColourTable } from './colour';
import { anchorOf, placeOf, runStraight, type Box, type ColumnPlace } from './network_layout';
import type { Palette } from './surface';

/** More lines than this between two columns cannot be told apart: they are shown for one unit. */
export const mostLines = 3000;
/** Up to so many lines in a picture negative ones are dashed; in a denser one dashes are noise. */
export const mostDashed = 260;
/**
 * So many lines between two columns get a width. A line of at most one pixel of the screen is drawn
 * in a tenth of the time of a wider one, so that of very many lines only the strongest are wide.
 */
const mostWide = 150;
const levels = 8;
const [thinnest, widest] = [0.5, 3.2];
const dash: readonly number[] = [5, 3];

/** Width of the line of a weight, as a share of the largest one. */
function lineWidth(share: number): number {
  return thinnest + (widest - thinnest) * Math.min(1, Math.abs(share));
}

export interface LineStyle {
  readonly colours: ColourTable;
  /** Of lines whose weights are not known yet. */
  readonly plain: string;
  /** The weight that gets the full colour and width. */
  readonly most: number;
  readonly dashed: boolean;
  /** The width of one pixel of the screen. */
  readonly hairline: number;
}

export interface Gap {
  readonly from: ColumnPlace;
  readonly to: ColumnPlace;
  /** Row by row, a row per unit of `to`; null while unknown. */
  readonly weights: Float64Array | null;
}

/** All lines between two columns, thin ones first; in few paths, each of one colour. */
export function drawLines(
  context: CanvasRenderingContext2D,
  { from, to, weights }: Gap,
  style: LineStyle,
): void {
  const count = from.units * to.units;
  const buckets = new Uint8Array(count);
  if (weights) {
    for (let i = 0; i < count; ++i) buckets[i] = bucketOf(weights[i] ?? 0, style.most);
  }
  const starts = Float64Array.from({ length: from.units }, (_, input) => anchorOf(from, input));
  const ends = Float64Array.from({ length: to.units }, (_, unit) => anchorOf(to, unit));
  const path = curve(context, from, to);
  const wide = firstWide(buckets);
  for (let bucket = 0; bucket < 2 * levels; ++bucket) {
    let begun = false;
    for (let unit = 0, i = 0; unit < to.units; ++unit) {
      for (let input = 0; input < from.units; ++input, ++i) {
        if (buckets[i] !== bucket) continue;
        if (!begun) context.beginPath();
        begun = true;
        path(starts[input] ?? 0, ends[unit] ?? 0);
      }
    }
    if (begun) stroke(context, bucket, weights !== null && bucket >= wide, weights !== null, style);
  }
}

/** The weakest bucket whose lines may be wide. */
function firstWide(buckets: Uint8Array): number {
  const counts = new Uint32Array(2 * levels);
  for (const bucket of buckets) counts[bucket] = (counts[bucket] ?? 0) + 1;
  let first = 2 * levels;
  for (let left = mostWide; first > 0; --first) {
    left -= counts[first - 1] ?? 0;
    if (left < 0) break;
  }
  return first;
}

/** The lines into one unit, or out of it. */
export function drawLinesOf(
  context: CanvasRenderingContext2D,
  { from, to, weights }: Gap,
  only: { readonly unit: number } | { readonly input: number },
  style: LineStyle,
): void {
  const path = curve(context, from, to);
  const pairs =
    'unit' in only
      ? Array.from({ length: from.units }, (_, input) => [only.unit, input] as const)
      : Array.from({ length: to.units }, (_, unit) => [unit, only.input] as const);
  for (const [unit, input] of pairs) {
    const weight = weights?.[unit * from.units + input] ?? 0;
    context.beginPath();
    path(anchorOf(from, input), anchorOf(to, unit));
    const isWide = weights !== null && pairs.length <= mostWide;
    stroke(context, bucketOf(weight, style.most), isWide, weights !== null, style);
  }
}

/** One line by itself, with an edge that sets it off from the others. */
export function drawLine(
  context: CanvasRenderingContext2D,
  { from, to }: Pick<Gap, 'from' | 'to'>,
  spot: { readonly unit: number; readonly input: number },
  weight: number,
  style: LineStyle & { readonly edge: string },
): void {
  const path = curve(context, from, to);
  const width = lineWidth(weight / style.most) + 1;
  context.beginPath();
  path(anchorOf(from, spot.input), anchorOf(to, spot.unit));
  context.strokeStyle = style.edge;
  context.lineWidth = width + 2;
  context.stroke();
  const [r, g, b] = colourAt(style.colours, 0.5 + weight / style.most / 2);
  context.strokeStyle = `rgb(${r} ${g} ${b})`;
  context.lineWidth = width;
  context.stroke();
}

/** Between columns whose lines are too many: that all are connected, and no more. */
export function drawFunnel(
  context: CanvasRenderingContext2D,
  { from, to }: Pick<Gap, 'from' | 'to'>,
  palette: Palette,
): void {
  const [left, right] = [from.left + from.width, to.left];
  context.beginPath();
  context.moveTo(left, from.top);
  context.lineTo(right, to.top);
  context.lineTo(right, to.top + to.height);
  context.lineTo(left, from.top + from.height);
  context.closePath();
  context.globalAlpha *= 0.6;
  context.fillStyle = palette.grid;
  context.fill();
  context.globalAlpha /= 0.6;
}

/** Negative ones first: 0 to levels − 1, weak to strong; then the positive ones. */
function bucketOf(weight: number, most: number): number {
  const share = most > 0 ? Math.min(1, Math.abs(weight) / most) : 0;
  const level = Math.min(levels - 1, Math.floor(share * levels));
  return 2 * level + (weight > 0 ? 1 : 0);
}

function stroke(
  context: CanvasRenderingContext2D,
  bucket: number,
  isWide: boolean,
  known: boolean,
  { colours, plain, dashed, hairline }: LineStyle,
): void {
  const share = ((Math.floor(bucket / 2) + 0.5) / levels) * (bucket % 2 === 1 ? 1 : -1);
  const [r, g, b] = colourAt(colours, 0.5 + share / 2);
  context.strokeStyle = known ? `rgb(${r} ${g} ${b})` : plain;
  context.lineWidth = isWide ? lineWidth(share) : hairline;
  const isDashed = known && dashed && share < 0;
  if (isDashed) context.setLineDash([...dash]);
  context.stroke();
  if (isDashed) context.setLineDash([]);
}

function curve(
  context: CanvasRenderingContext2D,
  from: ColumnPlace,
  to: ColumnPlace,
): (start: number, end: number) => void {
  const [left, right] = [from.left + from.width, to.left];
  const bend = (right - left) * 0.4;
  const straight = runStraight(from, to);
  return (start, end) => {
    context.moveTo(left, start);
    if (straight) context.lineTo(right, end);
    else context.bezierCurveTo(left + bend, start, right - bend, end, right, end);
  };
}

// --- units --------------------------------------------------------------------------------------

/** The outlines of all tiles of a column in one path. */
export function outlineTiles(
  context: CanvasRenderingContext2D,
  column: ColumnPlace,
  palette: Palette,
): void {
  if (column.side < 9) return;
  context.beginPath();
  const units = column.kind === 'block' ? 1 : column.units;
  for (let unit = 0; unit < units; ++unit) {
    const { left, top, width, height } = placeOf(column, unit);
    context.rect(left + 0.5, top + 0.5, width - 1, height - 1);
  }
  context.strokeStyle = palette.edge;
  context.lineWidth = 1;
  context.stroke();
}

/** A plain unit: a disc, filled with the colour of its bias. */
export function drawDisc(
  context: CanvasRenderingContext2D,
  box: Box,
  fill: string,
  edge: string,
): void {
  const radius = Math.min(9, box.width / 2) - 0.5;
  context.beginPath();
  context.arc(box.left + box.width / 2, box.top + box.height / 2, Math.max(1, radius), 0, 7);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = edge;
  context.lineWidth = 1;
  context.stroke();
}

/** A unit's activations along the only input: a curve over the line of 0. */
export function drawCurve(
  context: CanvasRenderingContext2D,
  box: Box,
  values: ArrayLike<number>,
  most: number,
  palette: Palette,
): void {
  const { left, top, width, height } = box;
  const middle = top + height / 2;
  context.fillStyle = palette.surface;
  context.fillRect(left, top, width, height);
  context.beginPath();
  context.moveTo(left, middle);
  context.lineTo(left + width, middle);
  context.strokeStyle = palette.hairline;
  context.lineWidth = 1;
  context.stroke();
  context.beginPath();
  const reach = (height / 2 - 2) / (most > 0 ? most : 1);
  for (let i = 0; i < values.length; ++i) {
    const value = values[i] ?? NaN;
    if (!Number.isFinite(value)) continue;
    context.lineTo(left + (i / (values.length - 1)) * width, middle - value * reach);
  }
  context.strokeStyle = palette.ink;
  context.lineWidth = width > 60 ? 2 : 1.3;
  context.lineJoin = 'round';
  context.stroke();
}

/** A unit that is switched off: paled and crossed out. */
export function crossOut(context: CanvasRenderingContext2D, box: Box, palette: Palette): void {
  const { left, top, width, height } = box;
  context.globalAlpha = 0.78;
  context.fillStyle = palette.surface;
  context.fillRect(left, top, width, height);
  context.globalAlpha = 1;
  context.beginPath();
  context.moveTo(left, top);
  context.lineTo(left + width, top + height);
  context.moveTo(left + width, top);
  context.lineTo(left, top + height);
  context.strokeStyle = palette.ink;
  context.lineWidth = width > 16 ? 1.5 : 1;
  context.stroke();
}

/** The ring around what is looked at. */
export function ring(context: CanvasRenderingContext2D, box: Box, colour: string): void {
  const { left, top, width, height } = box;
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.strokeRect(left - 1, top - 1, width + 2, height + 2);
}

/** Weights from strong and negative to strong and positive, as the lines show them. */
export function drawLegend(
  context: CanvasRenderingContext2D,
  width: number,
  middle: number,
  style: LineStyle,
): void {
  const half = 12;
  for (let i = -half; i < half; ++i) {
    const share = (i + 0.5) / half;
    const [r, g, b] = colourAt(style.colours, 0.5 + share / 2);
    context.strokeStyle = `rgb(${r} ${g} ${b})`;
    context.lineWidth = lineWidth(share) * 1.6;
    const left = (width * (i + half)) / (2 * half);
    const right = left + width / (2 * half) - (style.dashed && i < 0 ? 2 : -0.3);
    context.beginPath();
    context.moveTo(left, middle);
    context.lineTo(right, middle);
    context.stroke();
  }
}
