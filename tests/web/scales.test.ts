import { describe, expect, test } from 'vitest';
import { extent, niceDomain, padded, ticks, Track, union } from '../../web/src/plots/scales';

test('ticks are round values inside of the domain', () => {
  expect(ticks({ low: 0, high: 1 }, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(ticks({ low: -6.3, high: 6.3 }, 5)).toEqual([-6, -4, -2, 0, 2, 4, 6]);
  expect(ticks({ low: 2, high: 2 })).toEqual([2]);
});

test('niceDomain holds the domain and ends at whole steps', () => {
  expect(niceDomain({ low: 0.03, high: 0.97 })).toEqual({ low: 0, high: 1 });
  expect(niceDomain({ low: -1.02, high: 1.01 })).toEqual({ low: -1.5, high: 1.5 });
  const point = niceDomain({ low: 3, high: 3 });
  expect(point.low).toBeLessThan(3);
  expect(point.high).toBeGreaterThan(3);
});

test('extent leaves out what is not finite', () => {
  expect(extent([3, NaN, -1, Infinity])).toEqual({ low: -1, high: 3 });
  expect(extent([NaN])).toBeNull();
  expect(union({ low: 0, high: 1 }, extent([5]))).toEqual({ low: 0, high: 5 });
  expect(padded({ low: 0, high: 10 }, 0.1)).toEqual({ low: -1, high: 11 });
});

describe('Track', () => {
  test('a linear track is even', () => {
    const track = new Track(0, 0.5, false, false);
    expect(track.position(0.25)).toBeCloseTo(0.5, 12);
    expect(track.value(0.5)).toBe(0.25);
    expect(track.value(0)).toBe(0);
    expect(track.value(1)).toBe(0.5);
  });

  test('a logarithmic track has a decade per equal way', () => {
    const track = new Track(1e-6, 1, true, false);
    expect(track.position(1e-3)).toBeCloseTo(0.5, 12);
    expect(track.value(0.5)).toBe(0.001);
  });

  test('a logarithmic track from 0 keeps 0 at its left end', () => {
    const track = new Track(0, 1, true, false);
    expect(track.position(0)).toBe(0);
    expect(track.value(0)).toBe(0);
    expect(track.value(0.5)).toBeGreaterThan(0);
  });

  test('whole numbers stay whole', () => {
    const track = new Track(1, 10000, true, true);
    for (let p = 0; p <= 1; p += 0.01) expect(Number.isInteger(track.value(p))).toBe(true);
  });

  test('values beyond the track sit at its ends', () => {
    const track = new Track(0, 1, false, false);
    expect(track.position(7)).toBe(1);
    expect(track.position(-7)).toBe(0);
    expect(track.position(NaN)).toBe(0);
  });
});
