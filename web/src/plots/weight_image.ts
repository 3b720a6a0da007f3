/** The weights of a unit that looks at an image, as an image themselves. */
import { tableSize, type ColourTable } from './colour';

export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** The largest weight of the first layer by size; weights row by row, a row is a unit. */
export function largestWeight(weights: Float64Array): number {
  let most = 0;
  for (const weight of weights) {
    const size = Math.abs(weight);
    if (size > most && size < Infinity) most = size;
  }
  return most;
}

/**
 * Paints the weights of one unit as height × width pixels of RGBA into `pixels`, from `reach` below
 * zero to `reach` above along a diverging table. Of several channels the mean is painted. In a larger
 * image the first pixel is `start`, and a row has `stride` pixels.
 */
export function paintWeights(
  weights: Float64Array,
  { height, width, channels }: ImageShape,
  reach: number,
  table: ColourTable,
  pixels: Uint8ClampedArray,
  start = 0,
  stride = width,
): void {
  const scale = reach > 0 ? (tableSize - 1) / (2 * reach * channels) : 0;
  const middle = (tableSize - 1) / 2;
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const i = (y * width + x) * channels;
      let sum = 0;
      for (let k = 0; k < channels; ++k) sum += weights[i + k] ?? 0;
      const place = Math.round(middle + sum * scale);
      const from = 3 * (place > 0 ? Math.min(tableSize - 1, place) : 0);
      const to = 4 * (start + y * stride + x);
      pixels[to] = table[from] ?? 0;
      pixels[to + 1] = table[from + 1] ?? 0;
      pixels[to + 2] = table[from + 2] ?? 0;
      pixels[to + 3] = 255;
    }
  }
}
