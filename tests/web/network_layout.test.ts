import { describe, expect, test } from 'vitest';
import {
  anchorOf,
  layOut,
  placeOf,
  type ColumnPlace,
  type ColumnStyle,
  type NetworkLayout,
} from '../../web/src/plots/network_layout';

const room = { width: 434, height: 240, names: 20 };
const slack = 1e-6;

const image: readonly ColumnStyle[] = [{ block: true }, {}, { plain: true }];

function fits({ columns, width, height }: NetworkLayout): void {
  columns.forEach((column, c) => {
    const { left, top } = column;
    expect(left).toBeGreaterThanOrEqual(-slack);
    expect(top).toBeGreaterThanOrEqual(-slack);
    expect(left + column.width).toBeLessThanOrEqual(width + slack);
    expect(top + column.height).toBeLessThanOrEqual(height + slack);
    const next = columns[c + 1];
    if (next) expect(left + column.width).toBeLessThan(next.left + slack);
    unitsFit(column);
  });
}

/** Every unit has a place within its column, and no two units of different tiles overlap. */
function unitsFit(column: ColumnPlace): void {
  const { units, kind, share, left, top, width, height, pitch, side } = column;
  expect(side).toBeGreaterThan(0);
  if (kind === 'block') return;
  expect(side).toBeLessThan(pitch + slack);
  const taken = new Set<number>();
  let [outside, doubled] = [0, 0];
  for (let unit = 0; unit < units; unit += share) {
    const place = placeOf(column, unit);
    const isWithin =
      place.left >= left - slack &&
      place.top >= top - slack &&
      place.left + place.width <= left + width + slack &&
      place.top + place.height <= top + height + slack;
    if (!isWithin) ++outside;
    const [x, y] = [Math.round((place.left - left) / pitch), Math.round((place.top - top) / pitch)];
    if (taken.has(y * 100_000 + x)) ++doubled;
    taken.add(y * 100_000 + x);
  }
  expect({ outside, doubled }).toEqual({ outside: 0, doubled: 0 });
}

describe('layOut', () => {
  const networks: readonly (readonly number[])[] = [
    [2, 1],
    [2, 8, 8, 1],
    [1, 8, 1],
    [7, 4, 1],
    [30, 20, 3],
    [2, 100, 1],
    [2, 512, 512, 1],
    [2, 4000, 1],
    [2, 4000, 4000, 10],
    [119, 50, 1],
    [12288, 20, 7, 5, 1],
    [2, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 1],
    [784, ...Array.from({ length: 10 }, () => 128), 10],
    [2, ...Array.from({ length: 10 }, () => 4000), 1],
    [2, ...Array.from({ length: 60 }, () => 3), 1],
    [2, ...Array.from({ length: 500 }, () => 3), 1],
  ];
  const rooms = [
    room,
    { width: 350, height: 200, names: 24 },
    { width: 300, height: 120, names: 0 },
    { width: 1100, height: 700, names: 60 },
    { width: 160, height: 90, names: 0 },
  ];
  for (const units of networks) {
    const name = units.length > 8 ? `${units.length} columns of ${units[1]}` : units.join('-');
    test(`${name} fits every frame, without overlap`, () => {
      for (const frame of rooms) {
        fits(layOut(units, frame));
        fits(layOut(units, frame, [{ block: true }]));
        fits(
          layOut(
            units,
            frame,
            units.map(() => ({ plain: true })),
          ),
        );
      }
    });
  }

  test('a small network stands in columns of large tiles', () => {
    const { columns } = layOut([2, 8, 8, 1], room);
    expect(columns.map(({ kind }) => kind)).toEqual(['column', 'column', 'column', 'column']);
    for (const { side } of columns) expect(side).toBeGreaterThan(20);
  });

  test('128 images become a grid, all of one size that can be looked at', () => {
    for (const [frame, least] of [
      [room, 15],
      [{ width: 345, height: 200, names: 3 }, 11],
    ] as const) {
      const [block, grid, outputs] = layOut([784, 128, 10], frame, image).columns;
      expect(block?.kind).toBe('block');
      expect(grid?.kind).toBe('grid');
      expect(grid?.share).toBe(1);
      expect(grid?.side).toBeGreaterThan(least);
      expect(outputs?.kind).toBe('column');
    }
  });

  test('4000 units get tiles of a few pixels, more share them', () => {
    const wide = layOut([2, 4000, 1], room).columns[1];
    expect(wide?.share).toBe(1);
    expect(wide?.side).toBeGreaterThan(2);
    const many = layOut([2, 200_000, 1], room).columns[1];
    expect(many?.share).toBeGreaterThan(1);
  });

  test('a larger frame has larger tiles', () => {
    const sides = [room, { width: 900, height: 600, names: 20 }].map(
      (frame) => layOut([784, 128, 10], frame, image).columns[1]?.side ?? 0,
    );
    expect(sides[1]).toBeGreaterThan(2 * (sides[0] ?? 0));
  });

  test('lines meet the middles of a column and the edge of a grid', () => {
    const [, hidden] = layOut([2, 8, 1], room).columns;
    const [, grid] = layOut([784, 128, 10], room, image).columns;
    if (!hidden || !grid) throw new Error('There are columns.');
    const place = placeOf(hidden, 3);
    expect(anchorOf(hidden, 3)).toBeCloseTo(place.top + place.height / 2);
    expect(anchorOf(grid, 0)).toBeGreaterThan(grid.top);
    expect(anchorOf(grid, 127)).toBeLessThan(grid.top + grid.height);
    expect(anchorOf(grid, 64)).toBeGreaterThan(anchorOf(grid, 63));
  });

  test('a frame without any room does no harm', () => {
    for (const frame of [
      { width: 0, height: 0, names: 0 },
      { width: 10, height: 10, names: 40 },
    ]) {
      const { columns } = layOut([2, 8, 1], frame);
      for (const { left, top, side } of columns) {
        expect([left, top, side].every(Number.isFinite)).toBe(true);
      }
    }
  });
});
