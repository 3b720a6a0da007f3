/** Classes as shapes and colours, for samples that are drawn by hand and for the palette beside. */
import { classColour, negativeColour, positiveColour } from './colour';
import { Outline } from './outline';

/** In a box of 12 × 12. */
const outlines: readonly Outline[] = [
  new Outline().circle(6, 6, 4.8),
  Outline.polygon(1.8, 1.8, 10.2, 1.8, 10.2, 10.2, 1.8, 10.2),
  Outline.polygon(6, 0.8, 11.4, 10.4, 0.6, 10.4),
  Outline.polygon(6, 0.2, 11.8, 6, 6, 11.8, 0.2, 6),
  Outline.polygon(
    ...[4.3, 0.8, 7.7, 0.8, 7.7, 4.3, 11.2, 4.3, 11.2, 7.7, 7.7, 7.7],
    ...[7.7, 11.2, 4.3, 11.2, 4.3, 7.7, 0.8, 7.7, 0.8, 4.3, 4.3, 4.3],
  ),
];

/** The same for SVG elements. */
export const markShapes: readonly string[] = outlines.map(({ d }) => d);

/** The same colours as the result has: two classes are the ends of its diverging scale. */
export function markColours(classes: number): readonly string[] {
  if (classes <= 2)
    return [negativeColour, positiveColour, classColour(2), classColour(3), classColour(4)];
  return markShapes.map((_, i) => classColour(i));
}

export function drawMark(
  context: CanvasRenderingContext2D,
  shape: number,
  x: number,
  y: number,
  radius: number,
  style: { readonly fill: string; readonly outline: string },
): void {
  const outline = outlines[shape % outlines.length];
  if (!outline) return;
  const scale = radius / 5;
  context.save();
  context.translate(x - 6 * scale, y - 6 * scale);
  context.scale(scale, scale);
  context.beginPath();
  outline.trace(context);
  context.fillStyle = style.fill;
  context.fill();
  context.strokeStyle = style.outline;
  context.lineWidth = 1 / scale;
  context.stroke();
  context.restore();
}
