/** Samples as glyphs: a part has its shape and outline, a value its fill. */
import type { Part } from '../engine/model';

export interface GlyphStyle {
  readonly fill: string;
  readonly outline: string;
}

/** Training: a disc. Validation: a triangle. Test: a diamond, its outline stronger. */
export function drawGlyph(
  context: CanvasRenderingContext2D,
  part: Part,
  x: number,
  y: number,
  radius: number,
  { fill, outline }: GlyphStyle,
): void {
  context.beginPath();
  if (part === 'train') {
    context.arc(x, y, radius, 0, 2 * Math.PI);
  } else if (part === 'test') {
    const r = radius * 1.35;
    context.moveTo(x, y - r);
    context.lineTo(x + r, y);
    context.lineTo(x, y + r);
    context.lineTo(x - r, y);
    context.closePath();
  } else {
    const r = radius * 1.3;
    context.moveTo(x, y - r);
    context.lineTo(x + r, y + r * 0.8);
    context.lineTo(x - r, y + r * 0.8);
    context.closePath();
  }
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = outline;
  context.lineWidth = part === 'train' ? 1 : 1.2;
  context.stroke();
}

/** Smaller the more there are, so that they do not hide each other. */
export function glyphRadius(count: number): number {
  return count <= 250 ? 3.6 : count <= 800 ? 2.8 : 2.1;
}
