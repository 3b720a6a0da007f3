/** A cross-hair over a frame, moved by pointer or arrow keys. */
import type { Frame } from './axes';
import type { Domain } from './scales';
import type { Palette } from './surface';

export interface Place {
  readonly x: number;
  readonly y: number;
}

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Where a key leads: a fiftieth of the way, a tenth with Shift; null for other keys. */
export function moveBy(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  from: Place | null,
  { x, y }: { readonly x: Domain; readonly y: Domain },
): Place | null {
  const way = ways[key];
  if (!way) return null;
  const steps = shiftKey ? 10 : 50;
  const start = from ?? { x: (x.low + x.high) / 2, y: (y.low + y.high) / 2 };
  return {
    x: within(x, start.x + (way[0] * (x.high - x.low)) / steps),
    y: within(y, start.y + (way[1] * (y.high - y.low)) / steps),
  };
}

function within({ low, high }: Domain, value: number): number {
  return Math.min(high, Math.max(low, value));
}

/** Two dashed lines through the place; only the upright one when `across` is false. */
export function drawCross(
  context: CanvasRenderingContext2D,
  palette: Palette,
  frame: Frame,
  place: Place,
  across = true,
): void {
  const x = Math.round(frame.toX(place.x)) + 0.5;
  const y = Math.round(frame.toY(place.y)) + 0.5;
  const { left, top, width, height } = frame.box;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  context.setLineDash([2, 3]);
  context.beginPath();
  context.moveTo(x, top);
  context.lineTo(x, top + height);
  if (across) {
    context.moveTo(left, y);
    context.lineTo(left + width, y);
  }
  context.stroke();
  context.setLineDash([]);
}
