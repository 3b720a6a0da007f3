import { describe, expect, test } from 'vitest';
import { imageOf, penWidths, type Stroke } from '../../web/src/state/strokes';

const size = { height: 28, width: 28 };
const line = (x0: number, y0: number, x1: number, y1: number): Stroke => [
  { x: x0, y: y0 },
  { x: x1, y: y1 },
];

function draw(strokes: readonly Stroke[], pen = penWidths.usual, of = size): Uint8Array {
  const image = imageOf(strokes, pen, of);
  if (!image) throw new Error('Nothing was drawn.');
  return image;
}

/** First and last column and row with ink, and the centre of mass in pixels. */
function measure(image: Uint8Array, width = 28): Record<string, number> {
  let [left, right, top, bottom, mass, x, y] = [width, -1, Infinity, -1, 0, 0, 0];
  image.forEach((value, i) => {
    if (value === 0) return;
    const [column, row] = [i % width, Math.floor(i / width)];
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
    mass += value;
    x += value * (column + 0.5);
    y += value * (row + 0.5);
  });
  return { left, right, top, bottom, x: x / mass, y: y / mass };
}

describe('a drawing is made as the images of digits are', () => {
  // Three ways to draw the same L: in a corner, larger, and flat as far as the pen goes.
  test.each([
    ['small in a corner', 0.1, 0.1, 0.2],
    ['over the whole pad', 0.05, 0.05, 0.9],
  ])('%s it fills the box of 20 and its mass is in the middle', (_, x, y, side) => {
    const l = [line(x, y, x, y + side), line(x, y + side, x + 0.7 * side, y + side)];
    const { left = 0, right = 0, top = 0, bottom = 0, ...mass } = measure(draw(l));
    expect(bottom - top + 1).toBe(20);
    expect(right - left + 1).toBeLessThan(20); // 0.7 as wide as it is high
    // Only whole pixels are moved, so that half a pixel may be left.
    expect(Math.abs((mass['x'] ?? 0) - 14)).toBeLessThanOrEqual(0.5);
    expect(Math.abs((mass['y'] ?? 0) - 14)).toBeLessThanOrEqual(0.5);
  });

  test('where it is drawn makes no difference, nor how large', () => {
    const stroke: Stroke = [
      { x: 0, y: 0 },
      { x: 0.5, y: 0.25 },
      { x: 0.25, y: 1 },
    ];
    const moved = stroke.map(({ x, y }) => ({ x: 0.25 + x / 2, y: 0.125 + y / 2 }));
    expect(draw([moved])).toEqual(draw([stroke]));
  });

  test('a wide stroke keeps its proportions', () => {
    const { left = 0, right = 0, top = 0, bottom = 0 } = measure(draw([line(0.2, 0.5, 0.8, 0.5)]));
    expect(right - left + 1).toBe(20);
    expect(bottom - top + 1).toBeLessThanOrEqual(4); // the pen alone
  });

  test('full ink inside, a soft edge, paper elsewhere', () => {
    // A line straight down the middle of the box with a pen of 4 pixels: the box has 20 pixels, so
    // that its middle runs between the pixels 9 and 10. Distances of pixel centres from it: 0.5,
    // 1.5, 2.5; less the radius of 2: −1.5, −0.5, 0.5. Ink is 0.5 − d/1.2, from 0 to 1:
    // 1, 0.9167, 0.0833, in bytes 255, 234, 21.
    const image = draw([line(0.5, 0, 0.5, 1)], 4);
    const row = image.subarray(14 * 28, 15 * 28);
    expect([...row.subarray(10, 18)]).toEqual([0, 21, 234, 255, 255, 234, 21, 0]);
  });

  test('a dot stays a dot', () => {
    const { left = 0, right = 0 } = measure(draw([[{ x: 0.9, y: 0.1 }]]));
    expect(right - left + 1).toBeLessThanOrEqual(4);
  });

  test('images of other sizes have a box in proportion', () => {
    const image = draw([line(0.3, 0, 0.3, 1)], penWidths.usual, { height: 14, width: 16 });
    expect(image.length).toBe(14 * 16);
    const { top = 0, bottom = 0 } = measure(image, 16);
    expect(bottom - top + 1).toBe(10);
  });

  test('nothing drawn is no image', () => {
    expect(imageOf([], penWidths.usual, size)).toBeNull();
  });
});
