/** A camera that goes round the cube from −1 to 1, and where it sees a point. */
import type { Box } from './axes';

export interface Orbit {
  /** Radians round the upright axis, and above the ground. */
  readonly azimuth: number;
  readonly elevation: number;
}

export const firstOrbit: Orbit = { azimuth: -0.9, elevation: 0.45 };

/** From the middle of the cube, in its half sides; and the camera's opening upwards. */
export const distance = 5.2;
export const openingDegrees = 40;

const steepest = 1.5;

/** Turned by that many radians; the camera never tips over. */
export function turned({ azimuth, elevation }: Orbit, right: number, up: number): Orbit {
  return {
    azimuth: (azimuth + right) % (2 * Math.PI),
    elevation: Math.max(-steepest, Math.min(steepest, elevation + up)),
  };
}

/** Where the camera stands. */
export function eyeOf({ azimuth, elevation }: Orbit): readonly [number, number, number] {
  const level = distance * Math.cos(elevation);
  return [level * Math.cos(azimuth), level * Math.sin(azimuth), distance * Math.sin(elevation)];
}

/** Writes x and y on the picture, and how far away: smaller is nearer. */
export type Projector = (
  x: number,
  y: number,
  z: number,
  into: { x: number; y: number; depth: number },
) => void;

/** The same picture as a perspective camera of that opening gives in a square or wider box. */
export function projector({ azimuth, elevation }: Orbit, box: Box): Projector {
  const [sa, ca] = [Math.sin(azimuth), Math.cos(azimuth)];
  const [se, ce] = [Math.sin(elevation), Math.cos(elevation)];
  const scale = scaleOf(box);
  const [cx, cy] = [box.left + box.width / 2, box.top + box.height / 2];
  return (x, y, z, into) => {
    const towards = ca * x + sa * y; // along the ground, to the camera
    const depth = distance - (ce * towards + se * z);
    into.x = cx + (scale * (ca * y - sa * x)) / depth;
    into.y = cy - (scale * (ce * z - se * towards)) / depth;
    into.depth = depth;
  };
}

/** Pixels of a length 1 at distance 1: the shorter side of the box counts. */
function scaleOf({ width, height }: Box): number {
  return Math.min(width, height) / 2 / Math.tan((openingDegrees * Math.PI) / 360);
}
