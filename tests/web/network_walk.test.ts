import { describe, expect, test } from 'vitest';
import { anchorOf, layOut, placeOf, type NetworkLayout } from '../../web/src/plots/network_layout';
import {
  heightAt,
  sameSpot,
  spotAt,
  walk,
  within,
  type Lines,
  type Spot,
} from '../../web/src/plots/network_walk';

const small = layOut([2, 8, 8, 1], { width: 434, height: 240, names: 20 });
const images = layOut([784, 128, 10], { width: 434, height: 240, names: 3 }, [
  { block: true },
  {},
  { plain: true },
]);
const deep = layOut([2, ...Array.from({ length: 10 }, () => 6), 1], {
  width: 300,
  height: 200,
  names: 20,
});
const shared = layOut([2, 100_000, 1], { width: 300, height: 200, names: 20 });

const unit = (column: number, number: number): Spot => ({ kind: 'unit', column, unit: number });
const weight = (column: number, to: number, input: number): Spot => ({
  kind: 'weight',
  column,
  unit: to,
  input,
});

/** Where a row of keys leads to. */
function after(start: Spot | null, keys: readonly string[], layout: NetworkLayout): Spot | null {
  let spot = start;
  for (const key of keys) spot = walk(spot, key, layout, layout === images ? 28 : null) ?? spot;
  return spot;
}

describe('walk', () => {
  test('begins at the first hidden unit', () => {
    expect(walk(null, 'ArrowRight', small, null)).toEqual(unit(1, 0));
    expect(walk(null, 'x', small, null)).toBeNull();
  });

  test('goes up and down units, left and right layers', () => {
    expect(after(unit(1, 0), ['ArrowDown', 'ArrowDown', 'ArrowUp'], small)).toEqual(unit(1, 1));
    expect(after(unit(1, 3), ['ArrowRight'], small)).toEqual(unit(2, 3));
    expect(after(unit(2, 7), ['ArrowRight'], small)).toEqual(unit(3, 0));
    expect(after(unit(1, 7), ['ArrowLeft'], small)).toEqual(unit(0, 1));
    expect(after(unit(1, 0), ['ArrowUp', 'ArrowUp'], small)).toEqual(unit(1, 0));
    expect(after(unit(3, 0), ['ArrowRight'], small)).toEqual(unit(3, 0));
    expect(after(unit(1, 2), ['End'], small)).toEqual(unit(1, 7));
    expect(after(unit(1, 2), ['Home'], small)).toEqual(unit(1, 0));
  });

  test('goes through the incoming weights of a unit and back', () => {
    expect(after(unit(2, 5), ['w'], small)).toEqual(weight(2, 5, 0));
    expect(after(unit(2, 5), ['Enter', 'w', 'w'], small)).toEqual(weight(2, 5, 2));
    expect(after(weight(2, 5, 7), ['w'], small)).toEqual(weight(2, 5, 0));
    expect(after(weight(2, 5, 0), ['W'], small)).toEqual(weight(2, 5, 7));
    expect(after(weight(2, 5, 3), ['ArrowDown'], small)).toEqual(weight(2, 5, 4));
    expect(after(weight(2, 5, 3), ['Escape'], small)).toEqual(unit(2, 5));
    expect(after(unit(0, 1), ['w'], small)).toEqual(unit(0, 1));
  });

  test('goes over the weights of an image as its pixels lie', () => {
    expect(after(weight(1, 4, 30), ['ArrowDown'], images)).toEqual(weight(1, 4, 58));
    expect(after(weight(1, 4, 30), ['ArrowLeft'], images)).toEqual(weight(1, 4, 29));
    expect(after(weight(1, 4, 10), ['ArrowUp'], images)).toEqual(weight(1, 4, 10));
    expect(after(weight(1, 4, 10), ['End'], images)).toEqual(weight(1, 4, 783));
  });

  test('an image is one thing to stand on', () => {
    expect(after(unit(1, 0), ['ArrowLeft'], images)).toEqual(unit(0, 0));
    expect(after(unit(0, 0), ['ArrowDown', 'End'], images)).toEqual(unit(0, 0));
  });

  for (const [name, layout] of Object.entries({ small, images, deep })) {
    test(`arrows alone reach every unit (${name})`, () => {
      const seen = new Set<string>();
      const waiting: Spot[] = [unit(1, 0)];
      for (let spot = waiting.pop(); spot; spot = waiting.pop()) {
        const key = `${spot.column} ${spot.unit}`;
        if (seen.has(key)) continue;
        seen.add(key);
        for (const way of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
          const next = walk(spot, way, layout, null);
          if (next) waiting.push(next);
        }
      }
      const all = layout.columns.reduce(
        (sum, { kind, units }) => sum + (kind === 'block' ? 1 : units),
        0,
      );
      expect(seen.size).toBe(all);
    });
  }

  test('units that share a tile are reached one by one', () => {
    const [, column] = shared.columns;
    expect(column?.share).toBeGreaterThan(1);
    expect(after(unit(1, 0), ['ArrowRight'], shared)).toEqual(unit(1, 1));
    expect(after(unit(1, 0), ['End'], shared)).toEqual(unit(1, 99_999));
  });
});

describe('spotAt', () => {
  const none: Lines = { drawn: () => false, strength: () => 0 };
  const all: Lines = { drawn: () => true, strength: () => 1 };

  for (const [name, layout] of Object.entries({ small, images, deep })) {
    test(`the middle of every tile is its unit (${name})`, () => {
      layout.columns.forEach((column, c) => {
        for (let i = 0; i < (column.kind === 'block' ? 1 : column.units); ++i) {
          const { left, top, width, height } = placeOf(column, i);
          expect(spotAt(layout, left + width / 2, top + height / 2, 5, none)).toEqual(unit(c, i));
        }
      });
    });
  }

  test('on a line it is its weight', () => {
    const [, from, to] = small.columns;
    if (!from || !to) throw new Error('There are columns.');
    const start = from.left + from.width;
    for (const [source, target] of [
      [0, 0],
      [7, 7],
      [0, 7],
    ] as const) {
      // Near its beginning no other line is as near, but for those that begin at the same unit.
      const share = 0.5;
      const y = heightAt(anchorOf(from, source), anchorOf(to, target), share);
      const lines: Lines = {
        drawn: () => true,
        strength: (spot) => (spot.input === source && spot.unit === target ? 2 : 1),
      };
      const x = start + (to.left - start) * share;
      expect(spotAt(small, x, y, 5, lines)).toEqual(weight(2, target, source));
    }
  });

  test('away from all lines, and where none are drawn, there is nothing', () => {
    const [, from, to] = small.columns;
    if (!from || !to) throw new Error('There are columns.');
    const x = (from.left + from.width + to.left) / 2;
    expect(spotAt(small, x, -40, 5, all)).toBeNull();
    expect(spotAt(small, x, 120, 5, none)).toBeNull();
  });

  test('a finger reaches further than a mouse', () => {
    const place = placeOf(small.columns[1] ?? ({} as never), 0);
    const x = place.left - 3;
    const y = place.top + place.height / 2;
    expect(spotAt(small, x, y, 1, none)).toBeNull();
    expect(spotAt(small, x, y, 14, none)).toEqual(unit(1, 0));
  });
});

test('a line runs from end to end and is flat there', () => {
  expect(heightAt(10, 50, 0)).toBeCloseTo(10);
  expect(heightAt(10, 50, 0.5)).toBeCloseTo(30);
  expect(heightAt(10, 50, 1)).toBeCloseTo(50);
  expect(heightAt(10, 50, 0.05)).toBeLessThan(10.5);
});

test('a spot is kept as long as it exists', () => {
  expect(within(unit(1, 7), [2, 8, 1])).toEqual(unit(1, 7));
  expect(within(unit(1, 7), [2, 7, 1])).toBeNull();
  expect(within(weight(2, 0, 7), [2, 7, 1])).toBeNull();
  expect(within(weight(2, 0, 6), [2, 7, 1])).toEqual(weight(2, 0, 6));
  expect(within(unit(3, 0), [2, 8, 1])).toBeNull();
  expect(sameSpot(weight(1, 2, 3), weight(1, 2, 3))).toBe(true);
  expect(sameSpot(weight(1, 2, 3), unit(1, 2))).toBe(false);
  expect(sameSpot(null, unit(1, 2))).toBe(false);
});
