/** Many small pictures of numbers in one image: filled at once, drawn one by one where they belong. */
import { tableSize, type ColourTable } from './colour';
import type { Box } from './network_layout';

/** A colour table as whole pixels, so that one store paints one pixel. */
export class Pixels {
  private readonly words = new Uint32Array(tableSize);
  private readonly odd: number;

  constructor(table: ColourTable) {
    const bytes = new Uint8ClampedArray(this.words.buffer);
    for (let i = 0; i < tableSize; ++i) {
      bytes.set([table[3 * i] ?? 0, table[3 * i + 1] ?? 0, table[3 * i + 2] ?? 0, 255], 4 * i);
    }
    const grey = Uint8ClampedArray.of(128, 128, 128, 255);
    this.odd = new Uint32Array(grey.buffer)[0] ?? 0;
  }

  /** −1 to 1 along the table; grey for what is not finite. */
  at(share: number): number {
    if (share - share !== 0) return this.odd; // only of finite numbers this is 0
    const i = 0.5 * (tableSize - 1) * (1 + share) + 0.5;
    return this.words[i < 0 ? 0 : i >= tableSize ? tableSize - 1 : i | 0] ?? 0;
  }

  /** What numbers that are not finite get, and units that are off. */
  get grey(): number {
    return this.odd;
  }
}

/** Where a picture's numbers stand. */
export interface Plane {
  readonly values: Float32Array | Float64Array;
  /** Of the first number. */
  readonly start: number;
  /** From one number to the next; of several a pixel the mean is shown. */
  readonly stride: number;
  /** The rows of a map begin at y's minimum, those of an image at the top. */
  readonly fromBottom: boolean;
  /** What becomes the full colour. */
  readonly most: number;
}

export class Atlas {
  private readonly canvas = document.createElement('canvas');
  private image: ImageData | null = null;
  private words = new Uint32Array();
  private across = 1;
  private width = 0;
  private height = 0;

  private painted: { readonly values: Plane['values']; readonly pixels: Pixels } | null = null;

  /** Room for so many pictures of one size; whether it had to be made anew. */
  resize(count: number, width: number, height: number): boolean {
    const across = Math.max(1, Math.ceil(Math.sqrt((count * height) / width)));
    const total = { width: across * width, height: Math.ceil(count / across) * height };
    const isSame = this.width === width && this.height === height && this.across === across;
    this.across = across;
    this.width = width;
    this.height = height;
    const hasRoom = this.image?.width === total.width && this.image.height === total.height;
    if (hasRoom) return !isSame;
    this.painted = null;
    this.canvas.width = total.width;
    this.canvas.height = total.height;
    this.image = new ImageData(total.width, total.height);
    this.words = new Uint32Array(this.image.data.buffer);
    return true;
  }

  /** Whether the pictures are those of these numbers already. */
  holds(values: Plane['values'], pixels: Pixels): boolean {
    return this.painted?.values === values && this.painted.pixels === pixels;
  }

  paint(index: number, { values, start, stride, fromBottom, most }: Plane, pixels: Pixels): void {
    const { words, width, height, across } = this;
    const line = across * width;
    const corner = Math.floor(index / across) * height * line + (index % across) * width;
    const scale = most > 0 ? 1 / (most * stride) : 0;
    for (let row = 0; row < height; ++row) {
      let to = corner + row * line;
      let from = start + (fromBottom ? height - 1 - row : row) * width * stride;
      for (let column = 0; column < width; ++column, ++to, from += stride) {
        let value = values[from] ?? NaN;
        for (let k = 1; k < stride; ++k) value += values[from + k] ?? NaN;
        words[to] = pixels.at(value * scale);
      }
    }
  }

  /** Hands the painted pictures over for drawing. */
  finish(values: Plane['values'], pixels: Pixels): void {
    this.painted = { values, pixels };
    if (this.image) this.canvas.getContext('2d')?.putImageData(this.image, 0, 0);
  }

  draw(context: CanvasRenderingContext2D, index: number, box: Box): void {
    const { across, width, height } = this;
    const x = (index % across) * width;
    const y = Math.floor(index / across) * height;
    context.drawImage(this.canvas, x, y, width, height, box.left, box.top, box.width, box.height);
  }
}
