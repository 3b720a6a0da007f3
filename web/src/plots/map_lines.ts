/** Which contour lines a map has, and drawing them. */
import type { Planes } from '../engine/model';
import type { Frame } from './axes';
import { contour, lead } from './contour';
import { lineOpacity, strongLine, thinLine, type Mark } from './legend';
import { planeOf, type Reading } from './outputs';
import { ticks, type Domain } from './scales';
import type { Palette } from './surface';

export interface MapLine {
  /** Segments in grid units. */
  readonly segments: Float32Array;
  readonly strong: boolean;
}

/** Shares of the way from one class to the other. */
const shares = [0.1, 0.25, 0.5, 0.75, 0.9];
/** Probabilities of the most probable of many classes. */
export const classLevels: readonly number[] = [0.75, 0.9];

/** The levels of one output's lines; none for many classes, whose lines have no scale. */
export function levelsOf(reading: Reading, domain: Domain, decided: boolean): readonly Mark[] {
  if (reading.kind === 'classes') return [];
  if (reading.kind === 'number') return ticks(domain, 7).map((value) => ({ value }));
  const { low, high } = reading;
  return shares
    .filter((share) => !decided || share === 0.5)
    .map((share) => ({ value: low + share * (high - low), strong: share === 0.5 }));
}

/** The lines of a map; the border between classes is the strong one. */
export function linesOf(
  planes: Planes,
  side: number,
  reading: Reading,
  marks: readonly Mark[],
  decided: boolean,
): readonly MapLine[] {
  if (reading.kind !== 'classes') {
    return marks.map(({ value, strong = false }) => ({
      segments: contour(planes.values, side, side, value),
      strong,
    }));
  }
  const lines: MapLine[] = [];
  for (let k = 0; k < planes.outputs; ++k) {
    const ahead = lead(planes.values, planes.outputs, k);
    lines.push({ segments: contour(ahead, side, side, 0), strong: true });
    if (decided) continue;
    const { values } = planeOf(planes, k);
    for (const level of classLevels) {
      lines.push({ segments: contour(values, side, side, level), strong: false });
    }
  }
  return lines;
}

export function drawLines(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { box }: Frame,
  side: number,
  lines: readonly MapLine[],
): void {
  const dx = box.width / (side - 1);
  const dy = box.height / (side - 1);
  const bottom = box.top + box.height;
  context.strokeStyle = palette.ink;
  context.lineCap = 'round';
  for (const strong of [false, true]) {
    context.lineWidth = strong ? strongLine : thinLine;
    context.globalAlpha = strong ? 1 : lineOpacity;
    context.beginPath();
    for (const line of lines) {
      if (line.strong !== strong) continue;
      const { segments } = line;
      for (let i = 0; i < segments.length; i += 4) {
        const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = [
          segments[i],
          segments[i + 1],
          segments[i + 2],
          segments[i + 3],
        ];
        context.moveTo(box.left + x0 * dx, bottom - y0 * dy);
        context.lineTo(box.left + x1 * dx, bottom - y1 * dy);
      }
    }
    context.stroke();
  }
  context.globalAlpha = 1;
  context.lineCap = 'butt';
}
