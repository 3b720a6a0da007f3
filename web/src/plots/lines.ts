/** Lines over one axis, drawn: curves of metrics, activation functions. For canvas and SVG alike. */
import { Frame, type Box, type Logarithmic } from './axes';
import { niceLogDomain } from './log_scale';
import { extent, niceDomain, union, type Domain } from './scales';
import { plotFont, type Palette } from './surface';

export interface Line {
  /** Where it is measured, when that is not where the others are. */
  readonly x?: Float64Array;
  /** A name that stands at its end. */
  readonly label?: string;
  /** One value for each x; NaN leaves a gap. */
  readonly values: Float64Array;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly width: number;
}

/** A thin line across, labelled at its end. */
export interface Rule {
  readonly value: number;
  /** What it is, in words and in fewer words for narrow plots; none for a line without a name. */
  readonly labels: readonly string[];
  /** The label stands below the line: for a floor, which curves come down to. */
  readonly below: boolean;
}

/** A place on the x axis that is worth knowing. */
export interface Mark {
  readonly x: number;
  readonly label: string;
}

/** One point; an open one is a value that the line comes close to and does not take. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly colour: string;
  readonly open: boolean;
}

export interface Plot {
  /** Ascending. */
  readonly x: Float64Array;
  readonly lines: readonly Line[];
  readonly rules: readonly Rule[];
  readonly marks: readonly Mark[];
  readonly dots: readonly Dot[];
  readonly names: { readonly x: string; readonly y: string };
  readonly domain: { readonly x: Domain; readonly y: Domain };
  readonly logarithmic: Logarithmic;
  /** The row that is read; null for none. */
  readonly row: number | null;
}

/** The widest text of a tick, and room for the labels below. */
const margins = { left: 56, right: 10, top: 8, bottom: 24 };
/** Marks stand above the lines, in a strip of their own: so they touch none. */
const markStrip = 12;

export function frameOf(plot: Plot, width: number, height: number): Frame {
  const top = margins.top + (plot.marks.length > 0 ? markStrip : 0);
  const box: Box = {
    left: margins.left,
    top,
    width: Math.max(40, width - margins.left - margins.right),
    height: Math.max(30, height - top - margins.bottom),
  };
  return new Frame(box, plot.domain.x, plot.domain.y, plot.logarithmic);
}

/** Where x begins and ends; a logarithmic axis begins at the first value above 0. */
export function domainOfX(x: Float64Array, isLogarithmic: boolean): Domain {
  const high = x.at(-1) ?? 0;
  const low = isLogarithmic ? (x.find((value) => value > 0) ?? 0) : (x[0] ?? 0);
  if (high > low && (low > 0 || !isLogarithmic)) return { low, high };
  return isLogarithmic
    ? { low: low > 0 ? low : 1, high: low > 0 ? low * 10 : 10 }
    : { low, high: low + 1 };
}

/** Round ends around all values within the stretch of x, and around what else must be seen. */
export function domainOfY(
  x: Float64Array,
  lines: readonly Float64Array[],
  within: Domain,
  isLogarithmic: boolean,
  also: readonly number[] = [],
): Domain {
  const isShown = (value: number): boolean => !isLogarithmic || value > 0;
  const domains = lines.map((values) =>
    extent(values.filter((value, i) => isShown(value) && inside(within, x[i] ?? NaN))),
  );
  domains.push(extent(also.filter(isShown)));
  const [first, ...others] = domains.filter((domain) => domain !== null);
  if (!first) return isLogarithmic ? { low: 0.1, high: 1 } : { low: 0, high: 1 };
  const domain = others.reduce(union, first);
  return isLogarithmic ? niceLogDomain(domain) : niceDomain(domain, 4);
}

export function drawPlot(
  context: CanvasRenderingContext2D,
  frame: Frame,
  plot: Plot,
  palette: Palette,
): void {
  frame.drawAxes(context, palette, plot.names, true);
  const { left, top, width, height } = frame.box;
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  for (const mark of plot.marks) drawMark(context, frame, mark, palette);
  for (const rule of plot.rules) drawRule(context, frame, rule, palette);
  for (const line of plot.lines) drawLine(context, frame, plot, line);
  labelRules(context, frame, plot.rules, palette);
  for (const dot of plot.dots) drawDot(context, frame, dot, palette);
  context.restore();
  for (const mark of plot.marks) labelMark(context, frame, mark, palette);
  if (plot.row !== null) drawCursor(context, frame, plot, plot.row, palette);
}

/** What lies between the start and the end of a drag, as a veil. */
export function drawSelection(
  context: CanvasRenderingContext2D,
  { box }: Frame,
  from: number,
  to: number,
  palette: Palette,
): void {
  const clamp = (x: number): number => Math.min(box.left + box.width, Math.max(box.left, x));
  const [a, b] = [clamp(Math.min(from, to)), clamp(Math.max(from, to))];
  context.save();
  context.globalAlpha = 0.18;
  context.fillStyle = palette.accent;
  context.fillRect(a, box.top, b - a, box.height);
  context.restore();
}

/**
 * The line in pixels, in pieces without gaps. Of many points in one column of pixels only the
 * first, the lowest, the highest and the last stay: nobody sees the others, and drawing stays quick
 * however long the history is.
 */
export function pieces(
  x: Float64Array,
  values: Float64Array,
  frame: Frame,
): readonly (readonly (readonly [number, number])[])[] {
  const done: (readonly [number, number])[][] = [];
  let piece: (readonly [number, number])[] = [];
  let column: (readonly [number, number])[] = [];
  const settle = (): void => {
    piece.push(...spread(column));
    column = [];
  };
  const cut = (): void => {
    settle();
    if (piece.length > 0) done.push(piece);
    piece = [];
  };
  for (let i = 0; i < x.length; ++i) {
    const px = frame.toX(x[i] ?? NaN);
    const py = frame.toY(values[i] ?? NaN);
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      cut();
      continue;
    }
    const [first] = column;
    if (first && Math.floor(px) !== Math.floor(first[0])) settle();
    column.push([px, py]);
  }
  cut();
  return done;
}

function spread(
  column: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  if (column.length <= 4) return column;
  let [low, high] = [0, 0];
  column.forEach(([, y], i) => {
    if (y < (column[low]?.[1] ?? NaN)) low = i;
    if (y > (column[high]?.[1] ?? NaN)) high = i;
  });
  const kept = [...new Set([0, low, high, column.length - 1])].sort((a, b) => a - b);
  return kept.flatMap((i) => {
    const point = column[i];
    return point ? [point] : [];
  });
}

function drawLine(context: CanvasRenderingContext2D, frame: Frame, { x }: Plot, line: Line): void {
  context.save();
  context.strokeStyle = line.colour;
  context.lineWidth = line.width;
  context.lineJoin = 'round';
  context.setLineDash([...line.dash]);
  for (const piece of pieces(line.x ?? x, line.values, frame)) {
    const [only] = piece;
    if (only && piece.length === 1) {
      context.fillStyle = line.colour; // one measurement is a point: a line would not be seen
      context.beginPath();
      context.arc(only[0], only[1], 2.5, 0, 2 * Math.PI);
      context.fill();
      continue;
    }
    context.beginPath();
    for (const [px, py] of piece) context.lineTo(px, py);
    context.stroke();
  }
  context.restore();
}

function drawRule(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { value }: Rule,
  palette: Palette,
): void {
  const y = Math.round(frame.toY(value)) + 0.5;
  if (!Number.isFinite(y)) return;
  const { left, width } = frame.box;
  segment(context, palette.muted, [left, y, left + width, y]);
}

/** Of a plot's width, what a label may take: the curves are what is to be seen. */
const labelShare = 0.6;
const labelHeight = 13;

/**
 * Labels lie on strips of the ground's colour, so that curves do not cross them out; where two lines
 * lie close together the later label stands beside the former.
 */
function labelRules(
  context: CanvasRenderingContext2D,
  frame: Frame,
  rules: readonly Rule[],
  palette: Palette,
): void {
  const { left, top, width, height } = frame.box;
  const taken: { readonly middle: number; readonly from: number }[] = [];
  context.font = plotFont;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const rule of rules) {
    const y = frame.toY(rule.value);
    if (!(y >= top && y <= top + height)) continue;
    const fits = (label: string): boolean => context.measureText(label).width <= labelShare * width;
    const label = rule.labels.find(fits) ?? rule.labels.at(-1);
    if (label === undefined) continue;
    const middle = middleOfLabel(frame, rule);
    const beside = taken.filter((other) => Math.abs(other.middle - middle) < labelHeight);
    const right = Math.min(left + width - 4, ...beside.map(({ from }) => from - 6));
    const from = right - context.measureText(label).width;
    if (from < left) continue; // no room for both: what is read below says it
    taken.push({ middle, from });
    context.save();
    context.globalAlpha = 0.78;
    context.fillStyle = palette.surface;
    context.fillRect(from - 3, middle - labelHeight / 2, right - from + 6, labelHeight);
    context.restore();
    context.fillStyle = palette.muted;
    context.fillText(label, right, middle);
  }
}

/** Where the label of a rule stands: above or below its line, wherever there is room. */
function middleOfLabel(frame: Frame, { value, below }: Rule): number {
  const { top, height } = frame.box;
  const y = frame.toY(value);
  const room = 16;
  const isBelow = below ? y + room < top + height : y - room < top;
  return isBelow ? y + 9 : y - 8;
}

function drawMark(
  context: CanvasRenderingContext2D,
  frame: Frame,
  mark: Mark,
  palette: Palette,
): void {
  const px = placeOfMark(frame, mark);
  const { top, height } = frame.box;
  if (px !== null) segment(context, palette.muted, [px, top, px, top + height]);
}

/** In the strip above the lines: a triangle on the place, the words on the side with more room. */
function labelMark(
  context: CanvasRenderingContext2D,
  frame: Frame,
  mark: Mark,
  palette: Palette,
): void {
  const px = placeOfMark(frame, mark);
  if (px === null) return;
  const { left, top, width } = frame.box;
  context.fillStyle = palette.muted;
  context.beginPath();
  context.moveTo(px - 5, top - 8);
  context.lineTo(px + 5, top - 8);
  context.lineTo(px, top - 1);
  context.closePath();
  context.fill();
  context.font = plotFont;
  context.textBaseline = 'middle';
  const isLeft = px > left + width / 2;
  context.textAlign = isLeft ? 'right' : 'left';
  context.fillText(mark.label, isLeft ? px - 9 : px + 9, top - 8);
}

/** Where a mark lies across, in pixels; null outside of what is shown. */
function placeOfMark(frame: Frame, { x }: Mark): number | null {
  const px = Math.round(frame.toX(x)) + 0.5;
  const { left, width } = frame.box;
  return px >= left && px <= left + width + 1 ? px : null; // the latest epoch is the right edge
}

function drawDot(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { x, y, colour, open }: Dot,
  palette: Palette,
): void {
  context.beginPath();
  context.arc(frame.toX(x), frame.toY(y), open ? 4 : 3, 0, 2 * Math.PI);
  context.fillStyle = open ? palette.surface : colour;
  context.fill();
  context.strokeStyle = colour;
  context.lineWidth = 1.6;
  context.stroke();
}

function drawCursor(
  context: CanvasRenderingContext2D,
  frame: Frame,
  plot: Plot,
  row: number,
  palette: Palette,
): void {
  const { left, top, width, height } = frame.box;
  const x = frame.toX(plot.x[row] ?? NaN);
  if (!(x >= left - 0.5 && x <= left + width + 0.5)) return;
  const px = Math.round(x) + 0.5;
  context.save();
  context.setLineDash([2, 3]);
  segment(context, palette.ink, [px, top, px, top + height]);
  context.restore();
  for (const { x: own, values, colour } of plot.lines) {
    if (own) continue; // its rows are others
    const y = frame.toY(values[row] ?? NaN);
    if (!(y >= top - 0.5 && y <= top + height + 0.5)) continue;
    context.beginPath();
    context.arc(x, y, 3.5, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
    context.strokeStyle = palette.surface;
    context.lineWidth = 1.5;
    context.stroke();
  }
}

function segment(
  context: CanvasRenderingContext2D,
  colour: string,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
): void {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

function inside({ low, high }: Domain, value: number): boolean {
  return value >= low && value <= high;
}
