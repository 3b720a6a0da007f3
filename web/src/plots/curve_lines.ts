/** Curves over evenly spread points, and names at their right ends. */
import type { Box, Frame } from './axes';
import { plotFont } from './surface';

export interface CurveStyle {
  readonly colour: string;
  readonly width: number;
  readonly dash?: readonly number[];
}

/** Values from the left edge of the frame to its right edge; gaps where they are not finite. */
export function drawCurve(
  context: CanvasRenderingContext2D,
  frame: Frame,
  values: Float32Array,
  { colour, width, dash = [] }: CurveStyle,
): void {
  const { left, width: span } = frame.box;
  const last = values.length - 1;
  let isDrawing = false;
  context.beginPath();
  for (let i = 0; i <= last; ++i) {
    const y = frame.toY(values[i] ?? NaN);
    const x = left + (i / last) * span;
    if (!Number.isFinite(y)) isDrawing = false;
    else if (isDrawing) context.lineTo(x, y);
    else {
      context.moveTo(x, y);
      isDrawing = true;
    }
  }
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = 'round';
  context.setLineDash([...dash]);
  context.stroke();
  context.setLineDash([]);
}

export interface EndLabel {
  readonly text: string;
  readonly colour: string;
  readonly y: number;
}

const lineHeight = 13;

/** Labels right of the box; where two would touch, the one that comes first in the list stays. */
export function drawEndLabels(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Box,
  ink: string,
  labels: readonly EndLabel[],
): void {
  const right = left + width;
  const taken: number[] = [];
  context.font = plotFont;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { text, colour, y } of labels) {
    if (!(y >= top - 1 && y <= top + height + 1)) continue;
    if (taken.some((other) => Math.abs(other - y) < lineHeight)) continue;
    taken.push(y);
    context.fillStyle = colour;
    context.fillRect(right + 2, y - 1, 5, 2);
    context.fillStyle = ink;
    context.fillText(text, right + 10, y);
  }
}
