/** What stands in a picture of space: plain numbers that any renderer can draw. */
import type { Box } from './axes';
import type { Orbit } from './orbit';

/** Triangles in the cube from −1 to 1. */
export interface Mesh {
  readonly kind: 'mesh';
  /** x y z, vertex by vertex. */
  readonly positions: Float32Array;
  /** Three vertices a triangle. */
  readonly index: Uint32Array;
  /** red green blue from 0 to 1, vertex by vertex. */
  readonly colours: Float32Array;
  readonly opacity: number;
}

/** Line segments: two points each. */
export interface Segments {
  readonly kind: 'segments';
  readonly positions: Float32Array;
  readonly colour: string;
  readonly opacity: number;
}

export type Shape = 'disc' | 'square' | 'triangle' | 'diamond' | 'cross';
export const shapes: readonly Shape[] = ['disc', 'square', 'triangle', 'diamond', 'cross'];

/** Points of one look. */
export interface Points {
  readonly kind: 'points';
  readonly positions: Float32Array;
  readonly shape: Shape;
  /** Hollow glyphs have an outline only. */
  readonly hollow: boolean;
  readonly colour: string;
  /** Around filled glyphs and within hollow ones. */
  readonly ground: string;
  /** In pixels. */
  readonly radius: number;
}

export type Body = Mesh | Segments | Points;

/** One picture: several stand side by side in one canvas. */
export interface Scene {
  readonly box: Box;
  readonly orbit: Orbit;
  readonly bodies: readonly Body[];
}

/** The edges of the cube. */
export const cubeEdges: Float32Array = Float32Array.from(
  [0, 1, 2].flatMap((along) =>
    [-1, 1].flatMap((a) =>
      [-1, 1].flatMap((b) =>
        [-1, 1].flatMap((end) => {
          const point = [a, b];
          point.splice(along, 0, end);
          return point;
        }),
      ),
    ),
  ),
);

/** The glyph of a class, its middle at (x, y). */
export function drawShape(
  context: CanvasRenderingContext2D,
  { shape, hollow, colour, ground, radius }: Omit<Points, 'kind' | 'positions'>,
  x: number,
  y: number,
): void {
  const r = radius;
  context.beginPath();
  if (shape === 'disc') context.arc(x, y, r, 0, 2 * Math.PI);
  else if (shape === 'square') context.rect(x - r * 0.9, y - r * 0.9, 1.8 * r, 1.8 * r);
  else if (shape === 'triangle') polygon(context, x, y, [0, -1.25, 1.2, 0.9, -1.2, 0.9], r);
  else if (shape === 'diamond') polygon(context, x, y, [0, -1.35, 1.35, 0, 0, 1.35, -1.35, 0], r);
  else {
    const [a, b] = [0.42, 1.2];
    const corners = [-a, -b, a, -b, a, -a, b, -a, b, a, a, a, a, b, -a, b, -a, a, -b, a, -b, -a];
    polygon(context, x, y, [...corners, -a, -a], r);
  }
  context.fillStyle = hollow ? ground : colour;
  context.strokeStyle = hollow ? colour : ground;
  context.lineWidth = hollow ? 1.8 : 1;
  context.fill();
  context.stroke();
}

function polygon(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  corners: readonly number[],
  r: number,
): void {
  for (let i = 0; i < corners.length; i += 2) {
    context.lineTo(x + r * (corners[i] ?? 0), y + r * (corners[i + 1] ?? 0));
  }
  context.closePath();
}
