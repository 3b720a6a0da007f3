/** Intervals of a figure side by side, and for one of them how its values are spread. */
import { Frame, tickText } from './axes';
import { extent, niceDomain, ticks, type Domain } from './scales';
import { plotFont, type Palette } from './surface';

export interface Interval {
  readonly label: string;
  readonly mean: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Of its mean squared error; null where it is not taken apart. */
  readonly bias2: number | null;
  readonly variance: number | null;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Bars of a histogram: few enough that each is seen, whatever the number of values. */
const bars = 24;

function boxOf({ width, height }: Size): Frame['box'] {
  const [left, top] = [60, 10];
  return { left, top, width: Math.max(40, width - left - 12), height: Math.max(30, height - 36) };
}

function wide({ low, high }: Domain): Domain {
  return niceDomain(high > low ? { low, high } : { low: low - 0.5, high: high + 0.5 }, 4);
}

/** The intervals have the places 0.5, 1.5, … along x. */
export function intervalFrame(intervals: readonly Interval[], size: Size): Frame | null {
  const values = intervals.flatMap(({ low, high, mean, bias2, variance }) => [
    ...[low, high, mean],
    ...(bias2 === null || variance === null ? [] : [bias2, variance]),
  ]);
  const domain = extent(values);
  if (!domain) return null;
  return new Frame(boxOf(size), { low: 0, high: intervals.length }, wide(domain));
}

/** The interval at a place; null outside of all. */
export function intervalAt(frame: Frame, x: number, y: number): number | null {
  const at = frame.at(x, y);
  return at === null ? null : Math.min(Math.floor(at.x), frame.x.high - 1);
}

export function drawIntervals(
  context: CanvasRenderingContext2D,
  frame: Frame,
  intervals: readonly Interval[],
  palette: Palette,
  focus: number | null,
): void {
  drawPlaces(context, frame, intervals, palette);
  const line = (of: (one: Interval) => number | null, colour: string, dash: number[]): void => {
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.setLineDash(dash);
    context.beginPath();
    intervals.forEach((one, i) => {
      const value = of(one);
      if (value !== null) context.lineTo(frame.toX(i + 0.5), frame.toY(value));
    });
    context.stroke();
    context.setLineDash([]);
  };
  line(({ bias2 }) => bias2, palette.validation, [6, 3]);
  line(({ variance }) => variance, palette.test, [2, 3]);
  const half = Math.min(9, frame.box.width / intervals.length / 4);
  intervals.forEach(({ mean, median, low, high }, i) => {
    const x = Math.round(frame.toX(i + 0.5)) + 0.5;
    context.strokeStyle = i === focus ? palette.ink : palette.train;
    context.fillStyle = context.strokeStyle;
    context.lineWidth = i === focus ? 2.5 : 1.5;
    context.beginPath();
    context.moveTo(x, frame.toY(low));
    context.lineTo(x, frame.toY(high));
    for (const end of [low, high, median]) {
      context.moveTo(x - half, frame.toY(end));
      context.lineTo(x + half, frame.toY(end));
    }
    context.stroke();
    context.beginPath();
    context.arc(x, frame.toY(mean), 3.5, 0, 2 * Math.PI);
    context.fill();
  });
}

/** Values at the left, and at the bottom what each place is, as far as there is room. */
function drawPlaces(
  context: CanvasRenderingContext2D,
  frame: Frame,
  intervals: readonly Interval[],
  palette: Palette,
): void {
  const { left, top, width, height } = frame.box;
  context.font = plotFont;
  context.lineWidth = 1;
  context.strokeStyle = palette.grid;
  context.fillStyle = palette.muted;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const value of ticks(frame.y, Math.max(3, Math.floor(height / 50)))) {
    const y = Math.round(frame.toY(value)) + 0.5;
    context.beginPath();
    context.moveTo(left, y);
    context.lineTo(left + width, y);
    context.stroke();
    context.fillText(tickText(value), left - 7, y);
  }
  context.textAlign = 'center';
  context.textBaseline = 'top';
  let free = -Infinity;
  intervals.forEach(({ label }, i) => {
    const [x, room] = [frame.toX(i + 0.5), context.measureText(label).width];
    if (x - room / 2 < free) return;
    context.fillText(label, x, top + height + 6);
    free = x + room / 2 + 8;
  });
  context.strokeStyle = palette.edge;
  context.strokeRect(left + 0.5, top + 0.5, width, height);
}

/** How often which value; dashed lines at the ends of the interval. */
export function drawSpread(
  context: CanvasRenderingContext2D,
  values: Float64Array,
  { low, high }: Pick<Interval, 'low' | 'high'>,
  name: string,
  size: Size,
  palette: Palette,
): void {
  const domain = extent(values);
  if (!domain) return;
  const range = domain.high > domain.low ? domain : wide(domain);
  const counts = new Array<number>(bars).fill(0);
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const share = (value - range.low) / (range.high - range.low);
    const bar = Math.min(bars - 1, Math.floor(share * bars));
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  const frame = new Frame(boxOf(size), range, { low: 0, high: Math.max(1, ...counts) });
  frame.drawAxes(context, palette, { x: name, y: '' }, true);
  context.fillStyle = palette.train;
  const floor = frame.toY(0);
  counts.forEach((n, i) => {
    const at = (k: number): number => frame.toX(range.low + (k / bars) * (range.high - range.low));
    context.fillRect(at(i) + 0.5, frame.toY(n), at(i + 1) - at(i) - 1, floor - frame.toY(n));
  });
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.setLineDash([4, 3]);
  context.beginPath();
  for (const end of [low, high]) {
    context.moveTo(frame.toX(end), frame.box.top);
    context.lineTo(frame.toX(end), floor);
  }
  context.stroke();
  context.setLineDash([]);
}
