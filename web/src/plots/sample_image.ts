/** Images of a data set on a canvas, pixel by pixel. */
import type { ImageShape } from './weight_image';

/** RGBA of an image's bytes; one channel is grey, three are colours. */
export function imagePixels(
  bytes: Uint8Array,
  { height, width, channels }: ImageShape,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * height * width);
  for (let i = 0; i < height * width; ++i) {
    for (let k = 0; k < 3; ++k) {
      pixels[4 * i + k] = bytes[i * channels + (channels === 3 ? k : 0)] ?? 0;
    }
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}

/** Bytes of images that a mean is taken of: 2000 of 28 × 28. */
const mostMeanBytes = 2000 * 28 * 28;

/** Of so many samples that the page holds, how many images a mean is taken of. */
export function meanCount(held: number, size: number): number {
  return Math.min(held, Math.floor(mostMeanBytes / size));
}

/** The mean of images that follow each other, byte by byte; null of none. */
export function meanImage(bytes: Uint8Array, size: number): Uint8Array | null {
  const count = Math.floor(bytes.length / size);
  if (count === 0) return null;
  const sums = new Float64Array(size);
  for (let i = 0; i < count * size; ++i) {
    sums[i % size] = (sums[i % size] ?? 0) + (bytes[i] ?? 0);
  }
  return Uint8Array.from(sums, (sum) => Math.round(sum / count));
}

/** Makes the canvas as large as the image in pixels; CSS with `image-rendering` enlarges it. */
export function showImage(
  canvas: HTMLCanvasElement,
  bytes: Uint8Array | null,
  shape: ImageShape,
): void {
  if (canvas.width !== shape.width) canvas.width = shape.width;
  if (canvas.height !== shape.height) canvas.height = shape.height;
  const context = canvas.getContext('2d');
  if (!context) return;
  if (!bytes) context.clearRect(0, 0, shape.width, shape.height);
  else {
    const image = new ImageData(imagePixels(bytes, shape), shape.width, shape.height);
    context.putImageData(image, 0, 0);
  }
}
