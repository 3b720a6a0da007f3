/** What happens in the layers of a network, as pictures: histograms, and norms over the run. */
import type { Histogram, Inside } from '../engine/model';
import type { Plot } from './lines';
import { domainOfX, domainOfY } from './lines';
import { tickText } from './axes';
import { csvOfColumns, csvText } from './csv_text';
import { formatNumber } from './format';
import { extent, linear, padded } from './scales';
import { plotFont, type Palette, type Surface } from './surface';

/** The ends of the bins from −reach to reach; of a histogram of zeros from −1 to 1. */
export function edgesOf({ reach, counts }: Histogram): Float64Array {
  const end = reach > 0 ? reach : 1;
  return Float64Array.from(
    { length: counts.length + 1 },
    (_, i) => end * ((2 * i) / counts.length - 1),
  );
}

/** The share of all numbers that lies in a bin. */
export function shareOf({ counts }: Histogram, bin: number): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return all > 0 ? (counts[bin] ?? 0) / all : 0;
}

/** The bins that are worth drawing: whole quarters of the reach around all that is not empty. */
export function shownBins({ counts }: Histogram): { readonly from: number; readonly to: number } {
  const quarter = counts.length / 8;
  const first = counts.findIndex((count) => count > 0);
  if (first < 0) return { from: 0, to: counts.length };
  let last = counts.length - 1;
  while (counts[last] === 0) last -= 1;
  const middle = counts.length / 2;
  const from = Math.floor(Math.min(first, middle - quarter) / quarter) * quarter;
  const to = Math.ceil(Math.max(last + 1, middle + quarter) / quarter) * quarter;
  return { from, to };
}

const bottom = 17;
const top = 4;
const side = 6;

/** The bin under a place; null beside the bins. */
export function binAt(histogram: Histogram, x: number, width: number): number | null {
  const { from, to } = shownBins(histogram);
  const at = Math.floor(from + ((x - side) / (width - 2 * side)) * (to - from));
  return at >= from && at < to ? at : null;
}

/**
 * Bars whose heights are square roots of the counts, so that tails are seen beside a peak, and over
 * them the activation's curve in a scale of its own.
 */
export function drawHistogram(
  { context, width, height }: Surface,
  histogram: Histogram,
  curve: Float64Array | null,
  read: number | null,
  palette: Palette,
): void {
  const edges = edgesOf(histogram);
  const { from, to } = shownBins(histogram);
  const domain = { low: edges[from] ?? -1, high: edges[to] ?? 1 };
  const toX = linear(domain, side, width - side);
  const floor = height - bottom;
  const most = Math.sqrt(Math.max(1, ...histogram.counts));
  const toY = linear({ low: 0, high: most }, floor, top);
  context.fillStyle = palette.accent;
  for (let i = from; i < to; ++i) {
    const count = histogram.counts[i] ?? 0;
    if (count === 0) continue;
    context.globalAlpha = read === null || read === i ? 0.6 : 0.3;
    const [x0, x1] = [toX(edges[i] ?? 0), toX(edges[i + 1] ?? 0)];
    const y = toY(Math.sqrt(count));
    context.fillRect(x0, y, Math.max(1, x1 - x0 - (x1 - x0 > 3 ? 0.5 : 0)), floor - y);
  }
  context.globalAlpha = 1;
  context.lineWidth = 1;
  context.strokeStyle = palette.edge;
  line(context, [side, floor + 0.5, width - side, floor + 0.5]);
  const zero = Math.round(toX(0)) + 0.5;
  context.strokeStyle = palette.muted;
  context.setLineDash([2, 3]);
  line(context, [zero, top, zero, floor]);
  context.setLineDash([]);
  if (curve) drawCurve(context, edges, curve, { from, to }, toX, floor, palette);
  context.font = plotFont;
  context.fillStyle = palette.muted;
  context.textBaseline = 'top';
  const ends = (digits: number): readonly [string, string] => [
    endText(domain.low, digits),
    endText(domain.high, digits),
  ];
  const fits = ([a, b]: readonly [string, string]): boolean =>
    context.measureText(a + b).width + 2 * side + 8 < width;
  const [low, high] = fits(ends(2)) ? ends(2) : ends(1);
  context.textAlign = 'left';
  context.fillText(low, side, floor + 4);
  context.textAlign = 'right';
  context.fillText(high, width - side, floor + 4);
  const room = (label: string): number => side + context.measureText(label).width + 10;
  context.textAlign = 'center';
  if (zero > room(low) && zero < width - room(high)) context.fillText('0', zero, floor + 4);
}

/** Short: one or two digits, and a power of ten where there would be many zeros. */
function endText(value: number, digits: number): string {
  const size = Math.abs(value);
  return size >= 1e-3 || size === 0
    ? tickText(Number(value.toPrecision(digits)))
    : formatNumber(value, digits);
}

function drawCurve(
  context: CanvasRenderingContext2D,
  edges: Float64Array,
  curve: Float64Array,
  { from, to }: { readonly from: number; readonly to: number },
  toX: (x: number) => number,
  floor: number,
  palette: Palette,
): void {
  const shown = curve.subarray(from, to + 1);
  const domain = padded(extent(shown) ?? { low: 0, high: 1 }, 0.06);
  const toY = linear(domain, floor, top);
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.beginPath();
  shown.forEach((value, i) => context.lineTo(toX(edges[from + i] ?? 0), toY(value)));
  context.stroke();
}

function line(
  context: CanvasRenderingContext2D,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

/** Bins of several layers below each other: where each begins and ends, and what it counts. */
export function histogramTable(
  layers: readonly { readonly name: string; readonly histogram: Histogram }[],
): string {
  const rows = layers.flatMap(({ name, histogram }) => {
    const edges = edgesOf(histogram);
    return histogram.counts.map((count, i) => [
      name,
      edges[i] ?? null,
      edges[i + 1] ?? null,
      count,
    ]);
  });
  return csvText(['layer', 'from', 'to', 'count'], rows);
}

export interface Norms {
  readonly passes: Float64Array;
  /** One column a layer. */
  readonly gradients: readonly Float64Array[];
  readonly updates: readonly Float64Array[];
}

/** The rows as columns. */
export function normsOf({ norms, layers }: Inside): Norms {
  const width = 1 + 2 * layers.length;
  const rows = Math.floor(norms.length / width);
  const column = (at: number): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) => norms[row * width + at] ?? NaN);
  return {
    passes: column(0),
    gradients: layers.map((_, l) => column(1 + 2 * l)),
    updates: layers.map((_, l) => column(2 + 2 * l)),
  };
}

/** A row a measurement, two columns a layer. */
export function normTable({ passes, gradients, updates }: Norms): string {
  const columns = gradients.flatMap((values, l) => [
    { name: `gradient norm ${l + 1}`, values },
    { name: `update norm ${l + 1}`, values: updates[l] ?? [] },
  ]);
  return csvOfColumns([{ name: 'epoch', values: passes }, ...columns]);
}

/** On a logarithmic axis: gradients solid, updates dashed, a colour for each layer. */
export function normPlot(
  { passes, gradients, updates }: Norms,
  colours: readonly string[],
  name: string,
  row: number | null,
): Plot {
  const x = domainOfX(passes, false);
  const lineOf =
    (dash: readonly number[]) =>
    (values: Float64Array, l: number): Plot['lines'][number] => ({
      values,
      dash,
      colour: colours[l] ?? 'currentColor',
      width: 1.75,
    });
  return {
    x: passes,
    lines: [...gradients.map(lineOf([])), ...updates.map(lineOf([5, 3]))],
    rules: [],
    marks: [],
    dots: [],
    names: { x: name, y: '' },
    domain: { x, y: domainOfY(passes, [...gradients, ...updates], x, true) },
    logarithmic: { x: false, y: true },
    row,
  };
}

/** The row nearest to a place on the axis. */
export function rowNear(passes: Float64Array, place: number): number | null {
  let best: number | null = null;
  passes.forEach((value, i) => {
    const nearest = best === null ? Infinity : Math.abs((passes[best] ?? 0) - place);
    if (Math.abs(value - place) < nearest) best = i;
  });
  return best;
}
