/** Networks by their size and what they reach, with the front of those that none beats. */
import { Frame } from './axes';
import { niceLogDomain } from './log_scale';
import { niceDomain, type Domain } from './scales';
import type { Palette } from './surface';

export interface NetworkDot {
  readonly x: number;
  readonly y: number;
  readonly onFront: boolean;
  /** It fits hardly better than a constant. */
  readonly stuck: boolean;
}

export function scatterFrame(
  dots: readonly NetworkDot[],
  width: number,
  height: number,
): Frame | null {
  if (dots.length === 0) return null;
  const box = {
    left: 60,
    top: 10,
    width: Math.max(40, width - 80),
    height: Math.max(30, height - 36),
  };
  const x = spread(dots.map((dot) => dot.x));
  const y = spread(dots.map((dot) => dot.y));
  const logarithmic = y.low > 0 && y.high > 20 * y.low;
  return new Frame(box, niceLogDomain(x), logarithmic ? niceLogDomain(y) : niceDomain(y, 4), {
    x: true,
    y: logarithmic,
  });
}

function spread(values: readonly number[]): Domain {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (high > low) return { low, high };
  const margin = Math.abs(low) * 0.5 || 0.5;
  return { low: low - margin, high: high + margin };
}

export function drawScatter(
  context: CanvasRenderingContext2D,
  frame: Frame,
  dots: readonly NetworkDot[],
  names: { readonly x: string; readonly y: string },
  palette: Palette,
  focus: number | null,
): void {
  frame.drawAxes(context, palette, names, true);
  const front = dots.filter(({ onFront }) => onFront).sort((a, b) => a.x - b.x);
  context.strokeStyle = palette.accent;
  context.lineWidth = 1.5;
  context.beginPath();
  let level: number | null = null;
  for (const { x, y } of front) {
    // A stair: with so many parameters or more, this is what can be had.
    if (level !== null) context.lineTo(frame.toX(x), level);
    level = frame.toY(y);
    context.lineTo(frame.toX(x), level);
  }
  if (level !== null) context.lineTo(frame.box.left + frame.box.width, level);
  context.stroke();
  dots.forEach((dot, i) => drawDot(context, frame, dot, palette, i === focus));
}

function drawDot(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { x, y, onFront, stuck }: NetworkDot,
  palette: Palette,
  focused: boolean,
): void {
  const [px, py] = [frame.toX(x), frame.toY(y)];
  context.lineWidth = 1.5;
  context.strokeStyle = onFront ? palette.accent : palette.muted;
  context.fillStyle = onFront ? palette.accent : palette.surface;
  context.beginPath();
  if (stuck) {
    // A cross: it has not learned.
    context.moveTo(px - 4, py - 4);
    context.lineTo(px + 4, py + 4);
    context.moveTo(px + 4, py - 4);
    context.lineTo(px - 4, py + 4);
  } else {
    context.arc(px, py, 4.5, 0, 2 * Math.PI);
    context.fill();
  }
  context.stroke();
  if (!focused) return;
  context.strokeStyle = palette.ink;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(px, py, 9, 0, 2 * Math.PI);
  context.stroke();
}

/** The dot nearest to a place, within reach; -1 where there is none. */
export function dotAt(frame: Frame, dots: readonly NetworkDot[], x: number, y: number): number {
  let [nearest, least] = [-1, 24 * 24];
  dots.forEach((dot, i) => {
    const far = (frame.toX(dot.x) - x) ** 2 + (frame.toY(dot.y) - y) ** 2;
    if (far < least) [nearest, least] = [i, far];
  });
  return nearest;
}
