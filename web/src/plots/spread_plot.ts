/** A row of the initialisation lab as a small picture: the spread over the layers, logarithmic. */
import { extent, type Domain } from './scales';
import { plotFont, type Palette } from './surface';

export const spreadSize = { width: 120, height: 34 };
const margin = 5;
/** Below this share of the largest nothing can be told apart. */
const faintest = 1e-12;

export interface SpreadPicture {
  /** The middles of dots, in pixels; values that are 0 have none. */
  readonly dots: readonly (readonly [number, number])[];
  /** Left ends of a short dash at every prediction; they are joined. */
  readonly dashes: readonly (readonly [number, number])[];
  /** How long a dash is. */
  readonly dash: number;
}

/** One scale for all rows; null when all are 0. */
export function spreadDomain(rows: Iterable<readonly number[]>): Domain | null {
  const all = [...rows].flat().filter((value) => value > 0 && Number.isFinite(value));
  const ends = extent(all);
  if (!ends) return null;
  return { low: Math.max(ends.low, ends.high * faintest), high: ends.high };
}

export function spreadPicture(
  measured: readonly number[],
  predicted: readonly (number | null)[],
  { low, high }: Domain,
): SpreadPicture {
  const { width, height } = spreadSize;
  const layers = measured.length;
  const step = (width - 2 * margin) / Math.max(1, layers);
  const x = (layer: number): number => round(margin + (layer + 0.5) * step);
  const span = Math.log(high / low) || 1;
  const y = (value: number): number => {
    const share = Math.max(0, Math.log(value / low) / span);
    return round(height - margin - share * (height - 2 * margin));
  };
  const half = round(Math.min(6, step * 0.4));
  const dots = measured.flatMap((value, layer) =>
    value > 0 ? [[x(layer), y(value)] as const] : [],
  );
  const dashes = predicted.flatMap((value, layer) =>
    value !== null && value > 0 ? [[x(layer) - half, y(value)] as const] : [],
  );
  return { dots, dashes, dash: 2 * half };
}

/** The dashes and what joins them, as the path of an SVG. */
export function theoryPath({ dashes, dash }: SpreadPicture): string {
  const pieces = dashes.map(([x, y]) => `${x} ${y}h${dash}`);
  return pieces.length > 0 ? `M${pieces.join('L')}` : '';
}

/** All rows below each other with their names, for a file. */
export interface NamedSpread {
  readonly name: string;
  readonly picture: SpreadPicture;
}

const nameWidth = 170;
const rowHeight = spreadSize.height + 6;

export function spreadsSize(rows: number): { readonly width: number; readonly height: number } {
  return { width: nameWidth + spreadSize.width, height: rows * rowHeight };
}

export function drawSpreads(
  context: CanvasRenderingContext2D,
  rows: readonly NamedSpread[],
  palette: Palette,
): void {
  context.font = plotFont;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.lineWidth = 1.5;
  rows.forEach(({ name, picture: { dots, dashes, dash } }, i) => {
    const top = i * rowHeight;
    context.fillStyle = palette.ink;
    context.fillText(name, 4, top + rowHeight / 2);
    context.strokeStyle = palette.edge;
    context.beginPath();
    for (const [x, y] of dashes) {
      context.lineTo(nameWidth + x, top + y);
      context.lineTo(nameWidth + x + dash, top + y);
    }
    context.stroke();
    context.fillStyle = palette.train;
    for (const [x, y] of dots) {
      context.beginPath();
      context.arc(nameWidth + x, top + y, 3, 0, 2 * Math.PI);
      context.fill();
    }
  });
}

/** What the spread is multiplied by from one layer to the next on the way; null with one layer. */
export function factorPerLayer(values: readonly number[], backwards: boolean): number | null {
  const [first = 0, last = 0] = [values.at(0), values.at(-1)];
  if (values.length < 2) return null;
  const ratio = backwards ? first / last : last / first;
  return Number.isFinite(ratio) ? ratio ** (1 / (values.length - 1)) : null;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
