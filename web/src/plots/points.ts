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
  addGlyph(context, part, x, y, radius);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = outline;
  context.lineWidth = part === 'train' ? 1 : 1.2;
  context.stroke();
}

/** Many glyphs of one part, drawn fill by fill: far fewer calls than one by one. */
export interface Cloud {
  readonly part: Part;
  readonly count: number;
  readonly radius: number;
  readonly outline: string;
  readonly fills: readonly string[];
  /** Which fill a sample has. */
  readonly fill: (i: number) => number;
  readonly x: (i: number) => number;
  readonly y: (i: number) => number;
}

export function drawCloud(context: CanvasRenderingContext2D, cloud: Cloud): void {
  const { part, count, radius, fills } = cloud;
  const groups = fills.map((): number[] => []);
  for (let i = 0; i < count; ++i) groups[cloud.fill(i)]?.push(i);
  context.strokeStyle = cloud.outline;
  context.lineWidth = (part === 'train' ? 1 : 1.2) * Math.min(1, radius / 3);
  groups.forEach((members, g) => {
    if (members.length === 0) return;
    context.beginPath();
    for (const i of members) {
      const [x, y] = [cloud.x(i), cloud.y(i)];
      if (Number.isFinite(x + y)) addGlyph(context, part, x, y, radius);
    }
    context.fillStyle = fills[g] ?? '#888888';
    context.fill();
    context.stroke();
  });
}

function addGlyph(
  context: CanvasRenderingContext2D,
  part: Part,
  x: number,
  y: number,
  radius: number,
): void {
  if (part === 'train') {
    context.moveTo(x + radius, y);
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
}

/** What surrounds a glyph: training and test points differ in the lightness of their outline. */
export function outlineOf(part: Part, dark: boolean): string {
  return (part === 'train') === dark ? '#10151b' : '#ffffff';
}

/** Smaller the more there are, so that they do not hide each other. */
export function glyphRadius(count: number): number {
  return count <= 250 ? 3.6 : count <= 800 ? 2.8 : 2.1;
}
