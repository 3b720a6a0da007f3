/** The network's outputs over a rectangle as an image: one pixel a grid point, smoothed by drawing. */
import type { Planes } from '../engine/model';
import type { Frame } from './axes';
import { colourAt, tableSize, type ColourTable } from './colour';
import type { Domain } from './scales';

/** How outputs become colours. */
export type Colouring =
  /** One plane along one scale; nothing is clipped as long as the domain holds the values. */
  | {
      readonly kind: 'scale';
      readonly domain: Domain;
      readonly table: ColourTable;
      /** Whether what is not finite is unknown and left free, not painted grey. */
      readonly holes?: boolean;
    }
  /** One plane per class: the colour of the largest, paler the less sure. */
  | { readonly kind: 'classes'; readonly tables: readonly ColourTable[] };

/** Maps are paler than samples of the same value, so that these can be seen on them. */
export const mapOpacity = 0.72;

/** The grey of outputs that are not finite: the key says so. */
const notFinite = 128;

export class Heatmap {
  private readonly canvas = document.createElement('canvas');
  private image: ImageData | null = null;

  /** Fills the image from planes of nx·ny values, row by row from y's minimum. */
  fill(planes: Planes, nx: number, ny: number, colouring: Colouring): void {
    if (this.canvas.width !== nx || this.canvas.height !== ny || !this.image) {
      this.canvas.width = nx;
      this.canvas.height = ny;
      this.image = new ImageData(nx, ny);
    }
    const { data } = this.image;
    const { values, outputs } = planes;
    for (let row = 0; row < ny; ++row) {
      const target = (ny - 1 - row) * nx; // images begin at the top
      for (let column = 0; column < nx; ++column) {
        const point = row * nx + column;
        const to = 4 * (target + column);
        if (colouring.kind === 'scale') paintScale(data, to, values[point] ?? NaN, colouring);
        else paintClasses(data, to, values, point, nx * ny, outputs, colouring.tables);
        data[to + 3] = isHole(colouring, values[point]) ? 0 : 255;
      }
    }
    this.canvas.getContext('2d')?.putImageData(this.image, 0, 0);
  }

  /** Draws the image into the frame; grid points lie on the frame's edges, not half within. */
  draw(context: CanvasRenderingContext2D, frame: Frame): void {
    const { left, top, width, height } = frame.box;
    const dx = width / (this.canvas.width - 1);
    const dy = height / (this.canvas.height - 1);
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    context.imageSmoothingEnabled = true;
    context.globalAlpha = mapOpacity;
    context.drawImage(this.canvas, left - dx / 2, top - dy / 2, width + dx, height + dy);
    context.restore();
  }
}

function isHole(colouring: Colouring, value: number | undefined): boolean {
  return colouring.kind === 'scale' && colouring.holes === true && !Number.isFinite(value);
}

function paintScale(
  data: Uint8ClampedArray,
  to: number,
  value: number,
  { domain, table }: Extract<Colouring, { kind: 'scale' }>,
): void {
  if (!Number.isFinite(value)) {
    data.fill(notFinite, to, to + 3);
    return;
  }
  const share = (value - domain.low) / (domain.high - domain.low);
  const from = 3 * Math.round((tableSize - 1) * (share > 0 ? Math.min(1, share) : 0));
  data[to] = table[from] ?? 0;
  data[to + 1] = table[from + 1] ?? 0;
  data[to + 2] = table[from + 2] ?? 0;
}

function paintClasses(
  data: Uint8ClampedArray,
  to: number,
  values: Float32Array,
  point: number,
  plane: number,
  outputs: number,
  tables: readonly ColourTable[],
): void {
  let best = 0;
  let most = -Infinity;
  for (let k = 0; k < outputs; ++k) {
    const value = values[k * plane + point] ?? 0;
    if (value > most) {
      most = value;
      best = k;
    }
  }
  const table = tables[best];
  if (!table) return;
  const sure = (most - 1 / outputs) / (1 - 1 / outputs);
  const [r, g, b] = colourAt(table, 0.12 + 0.68 * sure);
  data[to] = r;
  data[to + 1] = g;
  data[to + 2] = b;
}

/** The outputs at a point between grid points, bilinear; u and v are shares of the rectangle. */
export function interpolate(
  planes: Planes,
  nx: number,
  ny: number,
  u: number,
  v: number,
): number[] {
  const x = Math.min(nx - 1, Math.max(0, u * (nx - 1)));
  const y = Math.min(ny - 1, Math.max(0, v * (ny - 1)));
  const column = Math.min(nx - 2, Math.floor(x));
  const row = Math.min(ny - 2, Math.floor(y));
  const [s, t] = [x - column, y - row];
  return Array.from({ length: planes.outputs }, (_, k) => {
    const at = (r: number, c: number): number => planes.values[k * nx * ny + r * nx + c] ?? NaN;
    const below = at(row, column) * (1 - s) + at(row, column + 1) * s;
    const above = at(row + 1, column) * (1 - s) + at(row + 1, column + 1) * s;
    return below * (1 - t) + above * t;
  });
}
