/** Loss over a learning rate that grows: every batch, the mean of those around, the usable range. */
import type { Frame } from './axes';
import { domainOfX, drawPlot, drawSelection, frameOf, type Plot } from './lines';
import { extent, niceDomain } from './scales';
import type { Palette, Surface } from './surface';

export interface RateCurve {
  /** Ascending; the losses may be fewer. */
  readonly rates: Float64Array;
  readonly losses: Float64Array;
  readonly smooth: Float64Array;
  readonly range: { readonly from: number; readonly to: number; readonly suggested: number } | null;
}

export interface RatePlotOptions {
  /** What is read. */
  readonly row: number | null;
  readonly words: { readonly x: string; readonly suggested: string };
}

/** The loss rises steeply at the end: the plot ends at so many times its start. */
const highest = 1.6;

export function ratePlot(
  { rates, losses, smooth, range }: RateCurve,
  { row, words }: RatePlotOptions,
  palette: Palette,
): Plot {
  const all = new Float64Array(rates.length).fill(NaN);
  const [raw, mean] = [all.slice(), all.slice()];
  raw.set(losses);
  mean.set(smooth);
  const x = domainOfX(rates, true);
  const ends = extent(smooth) ?? { low: 0, high: 1 };
  const high = Math.min(ends.high, Math.max(ends.low, highest * (smooth[0] ?? ends.high)));
  return {
    x: rates,
    lines: [
      { values: raw, colour: palette.edge, dash: [], width: 0.8 },
      { values: mean, colour: palette.train, dash: [], width: 2.2 },
    ],
    rules: [],
    marks: range ? [{ x: range.suggested, label: words.suggested }] : [],
    dots: [],
    names: { x: words.x, y: '' },
    domain: { x, y: niceDomain({ low: Math.min(0, ends.low), high }, 4) },
    logarithmic: { x: true, y: false },
    row,
  };
}

/** The plot over the veil of the usable range; the frame tells where the pointer is. */
export function drawRates(
  { context, width, height }: Surface,
  curve: RateCurve,
  options: RatePlotOptions,
  palette: Palette,
): Frame {
  const plot = ratePlot(curve, options, palette);
  const frame = frameOf(plot, width, height);
  if (curve.range) {
    const { from, to } = curve.range;
    drawSelection(context, frame, frame.toX(from), frame.toX(to), palette);
  }
  drawPlot(context, frame, plot, palette);
  return frame;
}
