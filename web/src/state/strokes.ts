/**
 * From strokes of a pen to the image that a network sees, made as the images of digits are made
 * (core/include/fallline/datasets/digits.h, and MNIST before it): scaled with the aspect ratio kept
 * to fill a box of 20 pixels of 28, then placed so that the centre of mass is in the middle.
 */

/** A place on the pad: 0 to 1 from its left and from its top. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where the pen went between going down and coming up. */
export type Stroke = readonly Place[];

/** Strokes, and the image that they made: another image, from a project file, has none. */
export interface Strokes {
  readonly list: readonly Stroke[];
  readonly image: Uint8Array | null;
}

export const noStrokes: Strokes = { list: [], image: null };

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** The width of the pen in pixels of an image of 28; the digits' pen has 2.4 on average. */
export const penWidths = { least: 1.2, usual: 2.4, most: 4.8 };

/** The side of the box that the ink fills, as a share of the image's smaller side. */
const boxShare = 20 / 28;
/** Ink smaller than this share of the pad stays small: a dot is a dot, not a blot. */
const smallest = 0.12;
/** The width of a line's edge in pixels, as in core/src/datasets/digits.cpp. */
const softness = 1.2;

/** Grey values row by row, 0 paper and 255 ink; null when nothing is drawn. */
export function imageOf(
  strokes: readonly Stroke[],
  penWidth: number,
  { height, width }: ImageSize,
): Uint8Array | null {
  const side = Math.min(height, width);
  const box = Math.min(side, Math.max(1, Math.round(boxShare * side)));
  const radius = ((penWidth / 2) * side) / 28;
  const lines = fitted(strokes, box, radius);
  return lines ? placed(inkOf(lines, box, radius), box, height, width) : null;
}

/** The strokes in pixels of the box, its middle the middle of what they span. */
function fitted(strokes: readonly Stroke[], box: number, radius: number): Stroke[] | null {
  const places = strokes.flat();
  if (places.length === 0) return null;
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of places) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const span = Math.max(right - left, bottom - top, smallest);
  const scale = Math.max(0, box - 2 * radius) / span;
  return strokes.map((stroke) =>
    stroke.map(({ x, y }) => ({
      x: box / 2 + scale * (x - (left + right) / 2),
      y: box / 2 + scale * (y - (top + bottom) / 2),
    })),
  );
}

/** The share of ink in each pixel of the box, 0 to 1, from the distance to the ink's outline. */
function inkOf(lines: readonly Stroke[], box: number, radius: number): Float64Array {
  const distance = new Float64Array(box * box).fill(Infinity);
  const pixel = (u: number): number => Math.min(box - 1, Math.max(0, Math.floor(u)));
  const reach = radius + 1;
  for (const line of lines) {
    line.forEach((to, i) => {
      const from = line[i - 1] ?? to;
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const square = dx * dx + dy * dy;
      const last = {
        x: pixel(Math.max(from.x, to.x) + reach),
        y: pixel(Math.max(from.y, to.y) + reach),
      };
      for (let y = pixel(Math.min(from.y, to.y) - reach); y <= last.y; ++y) {
        for (let x = pixel(Math.min(from.x, to.x) - reach); x <= last.x; ++x) {
          const [px, py] = [x + 0.5 - from.x, y + 0.5 - from.y];
          const t = square > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / square)) : 0;
          const away = Math.hypot(px - t * dx, py - t * dy) - radius;
          const at = y * box + x;
          distance[at] = Math.min(distance[at] ?? Infinity, away);
        }
      }
    });
  }
  return distance.map((d) => Math.min(1, Math.max(0, 0.5 - d / softness)));
}

/** The box in the image, its centre of mass as near the middle as whole pixels allow. */
function placed(ink: Float64Array, box: number, height: number, width: number): Uint8Array {
  let [mass, momentX, momentY] = [0, 0, 0];
  ink.forEach((share, i) => {
    mass += share;
    momentX += share * ((i % box) + 0.5);
    momentY += share * (Math.floor(i / box) + 0.5);
  });
  const offset = (size: number, moment: number): number =>
    mass > 0
      ? Math.min(size - box, Math.max(0, Math.round(size / 2 - moment / mass)))
      : Math.floor((size - box) / 2);
  const left = offset(width, momentX);
  const top = offset(height, momentY);
  const image = new Uint8Array(height * width);
  for (let y = 0; y < box; ++y) {
    for (let x = 0; x < box; ++x) {
      image[(top + y) * width + left + x] = Math.round(255 * (ink[y * box + x] ?? 0));
    }
  }
  return image;
}
