/** Classes as shapes and colours, for samples that are drawn by hand and for the palette beside. */
import { classColour, negativeColour, positiveColour } from './colour';

/** Outlines in a box of 12 × 12, for SVG and canvas alike. */
export const markShapes: readonly string[] = [
  'M6 1.2a4.8 4.8 0 1 0 .01 0z',
  'M1.8 1.8h8.4v8.4H1.8z',
  'M6 .8 11.4 10.4H.6z',
  'M6 .2 11.8 6 6 11.8.2 6z',
  'M4.3.8h3.4v3.5h3.5v3.4H7.7v3.5H4.3V7.7H.8V4.3h3.5z',
];

/** The same colours as the result has: two classes are the ends of its diverging scale. */
export function markColours(classes: number): readonly string[] {
  if (classes <= 2)
    return [negativeColour, positiveColour, classColour(2), classColour(3), classColour(4)];
  return markShapes.map((_, i) => classColour(i));
}

let paths: readonly Path2D[] | null = null;

export function drawMark(
  context: CanvasRenderingContext2D,
  shape: number,
  x: number,
  y: number,
  radius: number,
  style: { readonly fill: string; readonly outline: string },
): void {
  paths ??= markShapes.map((outline) => new Path2D(outline));
  const path = paths[shape % paths.length];
  if (!path) return;
  const scale = radius / 5;
  context.save();
  context.translate(x - 6 * scale, y - 6 * scale);
  context.scale(scale, scale);
  context.fillStyle = style.fill;
  context.fill(path);
  context.strokeStyle = style.outline;
  context.lineWidth = 1 / scale;
  context.stroke(path);
  context.restore();
}
