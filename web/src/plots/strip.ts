/** A small line of one figure over the run: its course and its ends, without ticks. */
import { Frame } from './axes';
import { domainOfX, pieces } from './lines';
import { extent, type Domain } from './scales';
import type { Palette, Surface } from './surface';

export interface Strip {
  /** Ascending. */
  readonly x: Float64Array;
  readonly values: Float64Array;
  readonly logarithmic: boolean;
  /** A value that is worth a line across; null for none. */
  readonly rule: number | null;
}

const margin = 3;

export function drawStrip(
  { context, width, height }: Surface,
  strip: Strip,
  palette: Palette,
): void {
  const { x, values, logarithmic, rule } = strip;
  const box = { left: margin, top: margin, width: width - 2 * margin, height: height - 2 * margin };
  const y = domainOfStrip(strip);
  const frame = new Frame(box, domainOfX(x, false), y, { x: false, y: logarithmic });
  context.lineWidth = 1;
  if (rule !== null && rule >= y.low && rule <= y.high) {
    context.strokeStyle = palette.edge;
    context.beginPath();
    context.moveTo(box.left, frame.toY(rule));
    context.lineTo(box.left + box.width, frame.toY(rule));
    context.stroke();
  }
  context.strokeStyle = palette.train;
  context.fillStyle = palette.train;
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  for (const piece of pieces(x, values, frame)) {
    context.beginPath();
    for (const [px, py] of piece) context.lineTo(px, py);
    context.stroke();
    const end = piece.at(-1);
    if (!end) continue;
    context.beginPath();
    context.arc(end[0], end[1], 2, 0, 2 * Math.PI);
    context.fill();
  }
}

/** From the lowest to the highest value, and the rule where it lies near them. */
export function domainOfStrip({ values, logarithmic, rule }: Strip): Domain {
  const shown = logarithmic ? values.filter((value) => value > 0) : values;
  const found = extent(shown) ?? { low: logarithmic ? 0.1 : 0, high: 1 };
  const low = rule === null ? found.low : Math.min(found.low, rule);
  const high = rule === null ? found.high : Math.max(found.high, rule);
  if (high > low) return { low, high };
  return logarithmic ? { low: low / 2, high: high * 2 } : { low: low - 0.5, high: high + 0.5 };
}
