import { expect, test } from 'vitest';
import { divergingTable } from '../../web/src/plots/colour';
import { imagePixels, meanImage } from '../../web/src/plots/sample_image';
import { largestWeight, paintWeights } from '../../web/src/plots/weight_image';

const table = divergingTable([255, 255, 255]);

test('a mean image is the mean of each pixel', () => {
  expect(meanImage(Uint8Array.of(0, 10, 255, 4, 20, 254), 3)).toEqual(Uint8Array.of(2, 15, 255));
  expect(meanImage(new Uint8Array(0), 3)).toBeNull();
});

test('weights are blue below zero, the surface at zero, orange above, on one scale', () => {
  const weights = Float64Array.of(-2, 0, 2, 1);
  const pixels = new Uint8ClampedArray(16);
  paintWeights(weights, { height: 2, width: 2, channels: 1 }, 2, table, pixels);
  const at = (i: number): number[] => [...pixels.subarray(4 * i, 4 * i + 4)];
  expect(at(0)).toEqual([...table.subarray(0, 3), 255]);
  expect(at(2)).toEqual([...table.subarray(-3), 255]);
  // Of 256 colours the two in the middle are as good as the surface.
  expect(Math.min(...at(1))).toBeGreaterThan(250);
  expect(at(3)).toEqual([...table.subarray(3 * 191, 3 * 192), 255]); // 127.5 + 127.5 / 2
});

test('an image can be one of many in a larger one', () => {
  // A 2×2 image at the column 1 and the row 1 of one that is 3 wide.
  const pixels = new Uint8ClampedArray(4 * 9);
  const shape = { height: 2, width: 2, channels: 1 };
  paintWeights(Float64Array.of(1, 1, 1, 1), shape, 1, table, pixels, 3 + 1, 3);
  const alphas = [...pixels].filter((_, i) => i % 4 === 3);
  expect(alphas).toEqual([0, 0, 0, 0, 255, 255, 0, 255, 255]);
});

test('of three channels the mean is painted', () => {
  const pixels = new Uint8ClampedArray(4);
  const shape = { height: 1, width: 1, channels: 3 };
  paintWeights(Float64Array.of(3, 3, 3), shape, 3, table, pixels);
  expect([...pixels.subarray(0, 3)]).toEqual([...table.subarray(-3)]);
  paintWeights(Float64Array.of(3, -3, 0), shape, 3, table, pixels);
  expect(Math.min(...pixels.subarray(0, 3))).toBeGreaterThan(250);
});

test('weights of zero alone are the surface, and what is not finite sets no scale', () => {
  const pixels = new Uint8ClampedArray(4);
  const zero = Float64Array.of(0);
  expect(largestWeight(zero)).toBe(0);
  paintWeights(zero, { height: 1, width: 1, channels: 1 }, 0, table, pixels);
  expect(Math.min(...pixels)).toBeGreaterThan(250);
  expect(largestWeight(Float64Array.of(-3, NaN, Infinity, 2))).toBe(3);
});

test('images of one channel are grey, of three coloured', () => {
  const grey = imagePixels(Uint8Array.of(7, 200), { height: 1, width: 2, channels: 1 });
  expect([...grey]).toEqual([7, 7, 7, 255, 200, 200, 200, 255]);
  const colour = imagePixels(Uint8Array.of(1, 2, 3), { height: 1, width: 1, channels: 3 });
  expect([...colour]).toEqual([1, 2, 3, 255]);
});
