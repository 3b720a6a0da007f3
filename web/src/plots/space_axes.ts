/** Names and ends of the three axes beside a cube. */
import { tickText, type Box } from './axes';
import { projector, type Orbit } from './orbit';
import type { Domain } from './scales';
import { plotFont, type Palette } from './surface';

/** How far outside of the cube words stand. */
const outside = 1.16;
const further = 1.3;

export interface Axis {
  readonly name: string;
  readonly domain: Domain;
  /** What of the cube's height the domain takes: 1 for all of it. */
  readonly reach?: number;
}

/** Beside the edges that are seen before the cube: two on the ground, one upright. */
export function drawSpaceAxes(
  context: CanvasRenderingContext2D,
  palette: Palette,
  box: Box,
  orbit: Orbit,
  axes: readonly [Axis, Axis, Axis],
): void {
  const project = projector(orbit, box);
  const at = { x: 0, y: 0, depth: 0 };
  const write = (text: string, x: number, y: number, z: number, colour: string): void => {
    project(x, y, z, at);
    const half = context.measureText(text).width / 2;
    const right = box.left + box.width - half;
    context.fillStyle = colour;
    // What would stand outside of the picture is moved in.
    context.fillText(
      text,
      Math.min(right, Math.max(box.left + half, at.x)),
      Math.min(box.top + box.height - 7, Math.max(box.top + 7, at.y)),
    );
  };
  context.font = plotFont;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  // The sides of the cube that face the camera.
  const nearX = Math.cos(orbit.azimuth) >= 0 ? 1 : -1;
  const nearY = Math.sin(orbit.azimuth) >= 0 ? 1 : -1;
  const below = orbit.elevation >= 0 ? -1 : 1;
  const [x, y, z] = axes;
  const { muted, ink } = palette;
  const ground = below * 1.08;
  write(tickText(round(x.domain.low)), -0.92, nearY * outside, ground, muted);
  write(tickText(round(x.domain.high)), 0.92, nearY * outside, ground, muted);
  write(x.name, 0, nearY * further, ground, ink);
  write(tickText(round(y.domain.low)), nearX * outside, -0.92, ground, muted);
  write(tickText(round(y.domain.high)), nearX * outside, 0.92, ground, muted);
  write(y.name, nearX * further, 0, ground, ink);
  // The upright edge furthest to the left.
  const edges = [-1, 1].flatMap((ex) => [-1, 1].map((ey) => [ex, ey] as const));
  let [left, edge] = [Infinity, edges[0] ?? ([-1, -1] as const)];
  for (const candidate of edges) {
    project(candidate[0], candidate[1], 0, at);
    if (at.x < left) [left, edge] = [at.x, candidate];
  }
  const reach = z.reach ?? 1;
  const [ex, ey] = edge;
  context.textAlign = 'right';
  for (const [text, height, colour] of [
    [tickText(round(z.domain.low)), -0.94 * reach, muted],
    [tickText(round(z.domain.high)), 0.94 * reach, muted],
    [z.name, 0, ink],
  ] as const) {
    project(ex, ey, height, at);
    context.fillStyle = colour;
    context.fillText(text, Math.max(context.measureText(text).width, at.x - 6), at.y);
  }
}

/** Ends of a domain to three digits: where an axis ends is no round value. */
function round(value: number): number {
  return Number(value.toPrecision(3));
}
