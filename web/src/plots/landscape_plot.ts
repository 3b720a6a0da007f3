/** The loss over a plane as a map with lines, and the lanes' paths on it; for canvas and SVG alike. */
import { Frame, type Box } from './axes';
import type { ColourTable } from './colour';
import { contour } from './contour';
import type { Heatmap } from './heatmap';
import { lossLevels, onPlane, type Plane, type Region } from './landscape';
import { drawLegend, legendWidth } from './legend';
import { drawLines } from './map_lines';
import type { Domain } from './scales';
import { plotFont, type Palette, type Surface } from './surface';

/** Losses at the points of a square grid over a region of a plane; NaN where not yet known. */
export interface Survey {
  readonly plane: Plane;
  readonly region: Region;
  readonly side: number;
  readonly losses: Float64Array;
}

export interface LandscapePath {
  readonly colour: string;
  readonly dash: readonly number[];
  readonly points: readonly Float64Array[];
}

/** From parameters to parameters, as far as the plane shows it. */
export interface LandscapeArrow {
  readonly colour: string;
  readonly dash: readonly number[];
  readonly from: Float64Array;
  readonly to: Float64Array;
}

const levels = 10;
const margins = { left: 60, top: 10, bottom: 24, gap: 14 };

export function landscapeFrame({ region }: Survey, width: number, height: number): Frame {
  const box = {
    left: margins.left,
    top: margins.top,
    width: Math.max(40, width - margins.left - margins.gap - legendWidth),
    height: Math.max(40, height - margins.top - margins.bottom),
  };
  return new Frame(box, region.u, region.v);
}

export function drawLandscape(
  { context, width, height }: Surface,
  survey: Survey,
  paths: readonly LandscapePath[],
  arrows: readonly LandscapeArrow[],
  names: { readonly x: string; readonly y: string },
  table: ColourTable,
  heatmap: Heatmap,
  palette: Palette,
): void {
  const frame = landscapeFrame(survey, width, height);
  const { side, losses } = survey;
  const logs = Float32Array.from(losses, (loss) => (loss > 0 ? Math.log10(loss) : NaN));
  const domain = domainOf(logs);
  heatmap.fill({ outputs: 1, values: logs }, side, side, {
    kind: 'scale',
    domain,
    table,
    holes: true,
  });
  heatmap.draw(context, frame);
  const lines = lossLevels(losses, levels).map((level) => ({
    segments: contour(logs, side, side, Math.log10(level)),
    strong: false,
  }));
  drawLines(context, palette, frame, side, lines);
  frame.drawAxes(context, palette, { x: names.x, y: '' });
  const { box } = frame;
  drawName(context, box, names.y, palette);
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  for (const path of paths) drawPath(context, frame, survey.plane, path, palette);
  for (const arrow of arrows) drawArrow(context, frame, survey.plane, arrow, palette);
  context.restore();
  const legend = {
    left: box.left + box.width + margins.gap,
    top: box.top,
    width: legendWidth,
    height: box.height,
  };
  drawLegend(context, palette, legend, domain, table, marksOf(domain), (value) => 10 ** value);
}

/** The name of the upward axis, within the box: beside the ticks there is no room for it. */
function drawName(
  context: CanvasRenderingContext2D,
  box: Box,
  name: string,
  palette: Palette,
): void {
  context.font = plotFont;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.save();
  context.globalAlpha = 0.78;
  context.fillStyle = palette.surface;
  context.fillRect(box.left + 4, box.top + 4, context.measureText(name).width + 10, 18);
  context.restore();
  context.fillStyle = palette.ink;
  context.fillText(name, box.left + 9, box.top + 13.5);
}

/** Whole powers of ten where there are some, otherwise both ends. */
function marksOf({ low, high }: Domain): readonly { readonly value: number }[] {
  const marks: { readonly value: number }[] = [];
  const every = Math.max(1, Math.ceil((high - low) / 8));
  for (let power = Math.ceil(low); power <= high; power += every) marks.push({ value: power });
  return marks.length >= 2 ? marks : [{ value: low }, { value: high }];
}

function domainOf(logs: Float32Array): Domain {
  let low = Infinity;
  let high = -Infinity;
  for (const value of logs) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high > low ? { low, high } : { low: -1, high: 0 };
}

/** A line on a pale strip, so that it is seen on any ground; a ring at its start, a disc at its end. */
function drawPath(
  context: CanvasRenderingContext2D,
  frame: Frame,
  plane: Plane,
  { colour, dash, points }: LandscapePath,
  palette: Palette,
): void {
  const places = points.map((theta) => {
    const [u, v] = onPlane(plane, theta);
    return [frame.toX(u), frame.toY(v)] as const;
  });
  const [start] = places;
  const end = places.at(-1);
  if (!start || !end) return;
  const trace = (): void => {
    context.beginPath();
    for (const [x, y] of places) context.lineTo(x, y);
    context.stroke();
  };
  context.lineJoin = 'round';
  context.strokeStyle = palette.surface;
  context.lineWidth = 4.5;
  context.setLineDash([]);
  trace();
  context.strokeStyle = colour;
  context.lineWidth = 2.2;
  context.setLineDash([...dash]);
  trace();
  context.setLineDash([]);
  disc(context, start, palette.surface, palette.ink);
  disc(context, end, colour, palette.surface);
}

/** A line with a head; one that leads out of the frame has its head at the edge. */
function drawArrow(
  context: CanvasRenderingContext2D,
  frame: Frame,
  plane: Plane,
  { colour, dash, from, to }: LandscapeArrow,
  palette: Palette,
): void {
  const place = (theta: Float64Array): readonly [number, number] => {
    const [u, v] = onPlane(plane, theta);
    return [frame.toX(u), frame.toY(v)];
  };
  const [x0, y0] = place(from);
  const [x1, y1] = place(to);
  const share = shareWithin(frame, x0, y0, x1 - x0, y1 - y0);
  const [x, y] = [x0 + share * (x1 - x0), y0 + share * (y1 - y0)];
  const length = Math.hypot(x - x0, y - y0);
  if (!(length > 1)) return;
  const head = Math.min(11, length / 2);
  const [dx, dy] = [(x - x0) / length, (y - y0) / length];
  context.lineCap = 'round';
  for (const [style, width, lineDash] of [
    [palette.surface, 6, []],
    [colour, 3, dash],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.setLineDash([...lineDash]);
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x, y);
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(x - head * (dx + 0.5 * dy), y - head * (dy - 0.5 * dx));
    context.lineTo(x, y);
    context.lineTo(x - head * (dx - 0.5 * dy), y - head * (dy + 0.5 * dx));
    context.stroke();
  }
  context.lineCap = 'butt';
}

/** How much of a way from a point within the frame stays there, at most all of it. */
function shareWithin({ box }: Frame, x: number, y: number, dx: number, dy: number): number {
  const room = (at: number, by: number, low: number, high: number): number =>
    by > 0 ? (high - at) / by : by < 0 ? (low - at) / by : 1;
  const inset = 3;
  return Math.max(
    0,
    Math.min(
      1,
      room(x, dx, box.left + inset, box.left + box.width - inset),
      room(y, dy, box.top + inset, box.top + box.height - inset),
    ),
  );
}

function disc(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  fill: string,
  outline: string,
): void {
  context.beginPath();
  context.arc(x, y, 4.5, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = outline;
  context.lineWidth = 1.6;
  context.stroke();
}
