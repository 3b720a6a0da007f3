/** A small picture of what a network has learned of one or two inputs, with the training samples. */
import type { Part, Samples, Seen, SessionInfo, Spec, Watched } from '../engine/model';
import { Frame } from './axes';
import { drawCurve } from './curve_lines';
import type { Heatmap } from './heatmap';
import { targetsOf } from './map_grid';
import type { Colourings } from './outputs';
import { readingOf } from './outputs';
import { drawCloud, outlineOf } from './points';
import { intervalOf, rectangleOf } from './region';
import { extent, niceDomain, union } from './scales';
import type { Palette, Surface } from './surface';

type SamplesOfParts = Readonly<Record<Part, Samples | null>>;

/** Points of the grid in each direction, and of the curve. */
const side = 48;
const curvePoints = 160;
const radius = 1.8;

/** What a worker has to show for the picture; null where there is none. */
export function smallMapViews(info: SessionInfo, samples: SamplesOfParts): Watched | null {
  if (info.inputs.image) return null;
  if (info.inputs.count === 1) {
    const { low, high } = intervalOf(samples);
    return { curve: { x: [low, high], n: curvePoints } };
  }
  if (info.inputs.count !== 2) return null;
  const { x, y } = rectangleOf(samples);
  return { grid: { x: [x.low, x.high], y: [y.low, y.high], nx: side, ny: side } };
}

export interface SmallMap {
  readonly info: SessionInfo;
  readonly settings: Spec;
  readonly samples: SamplesOfParts;
  readonly seen: Seen;
  readonly dark: boolean;
}

export function drawSmallMap(
  { context, width, height }: Surface,
  map: SmallMap,
  heatmap: Heatmap,
  colourings: Colourings,
  palette: Palette,
): void {
  const { info, samples, seen } = map;
  const box = { left: 0.5, top: 0.5, width: width - 1, height: height - 1 };
  if (info.inputs.count === 2 && seen.grid) {
    const { x, y } = rectangleOf(samples);
    const frame = new Frame(box, x, y);
    const reading = readingOf(info, map.settings);
    const targets = targetsOf(info, samples);
    const domain = colourings.domainOf(reading, seen.grid, targets);
    heatmap.fill(seen.grid, side, side, colourings.colouring(reading, domain, info));
    heatmap.draw(context, frame);
    const { fills, fill } = colourings.targetFills(reading, domain, info);
    const set = samples.train;
    const stride = set ? set.targets.length / set.count : 1;
    if (set) {
      drawCloud(context, {
        part: 'train',
        count: set.count,
        radius,
        outline: outlineOf('train', map.dark),
        fills,
        fill: (i) => fill(set.targets[i * stride] ?? 0),
        x: (i) => frame.toX(set.inputs[2 * i] ?? NaN),
        y: (i) => frame.toY(set.inputs[2 * i + 1] ?? NaN),
      });
    }
  } else if (info.inputs.count === 1 && seen.curve) {
    drawSmallCurve(context, map, box, palette);
  }
  context.strokeStyle = palette.edge;
  context.lineWidth = 1;
  context.setLineDash([]);
  context.strokeRect(box.left, box.top, box.width, box.height);
}

function drawSmallCurve(
  context: CanvasRenderingContext2D,
  { info, samples, seen, dark }: SmallMap,
  box: Frame['box'],
  palette: Palette,
): void {
  const { outputs, values } = seen.curve ?? { outputs: 1, values: new Float32Array() };
  const first = values.subarray(0, values.length / outputs);
  const set = samples.train;
  const isRegression = info.task.kind === 'regression';
  const low = Math.min(0, extent(first)?.low ?? 0);
  const height = (i: number): number =>
    isRegression ? (set?.targets[i] ?? NaN) : (set?.targets[i] ?? 0) > 0 ? 1 : low;
  const heights = Array.from({ length: set?.count ?? 0 }, (_, i) => height(i));
  const all = union(extent(heights) ?? { low: -1, high: 1 }, extent(first));
  const frame = new Frame(box, intervalOf(samples), niceDomain(all, 4));
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  drawCurve(context, frame, first, { colour: palette.ink, width: 1.6 });
  if (set) {
    drawCloud(context, {
      part: 'train',
      count: set.count,
      radius: set.count < 20 ? 3.5 : radius,
      outline: outlineOf('train', dark),
      fills: [palette.train],
      fill: () => 0,
      x: (i) => frame.toX(set.inputs[i] ?? NaN),
      y: (i) => frame.toY(heights[i] ?? NaN),
    });
  }
  context.restore();
}
