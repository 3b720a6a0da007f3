import { describe, expect, test } from 'vitest';
import { momentLimits, Moments, nextMoment } from '../../web/src/engine/moments';
import type { Kept } from '../../web/src/engine/protocol';

const kept = (step: number, bytes = 100, loss: number | null = null): Kept => ({
  snapshot: new Uint8Array(bytes),
  step,
  passes: step / 10,
  seconds: step / 1000,
  loss,
  batchLoss: null,
});

function steps(moments: Moments): number[] {
  return moments.list.map(({ step }) => step);
}

describe('the next moment', () => {
  test('is every step at first, then four a doubling', () => {
    const rungs: number[] = [];
    for (let step = 0; step < 64; step = nextMoment(step, 2000)) rungs.push(step);
    // 2^(k/4), rounded: 1, 1.19, 1.41, 1.68, 2, 2.38, 2.83, 3.36, 4, 4.76, 5.66, 6.73, 8, …
    expect(rungs).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 13, 16, 19, 23, 27, 32, 38, 45, 54]);
  });

  test('is once a doubling where few snapshots fit into memory', () => {
    const large = 1_600_000; // 784-128-10 with Adam: 20 fit into 32 MB
    expect([0, 1, 2, 3, 4, 700].map((step) => nextMoment(step, large))).toEqual([
      1, 2, 4, 4, 8, 1024,
    ]);
  });
});

describe('moments', () => {
  test('are bounded in number, log-spaced, with the first and the newest among them', () => {
    const moments = new Moments({ count: 21 });
    for (let step = 0; step <= 100_000; ++step) moments.add(kept(step));
    const all = steps(moments);
    expect(all).toHaveLength(21);
    expect(all[0]).toBe(0);
    expect(all.at(-1)).toBe(100_000);
    // ln(100 001) / 20 = 0.58 between neighbours if it were exact: none is farther than twice that
    // (but for the first steps, which are whole numbers), and the tail is crowded nowhere.
    const gaps = all.slice(1).map((step, i) => Math.log1p(step) - Math.log1p(all[i] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(2 * 0.58);
    expect(all.filter((step) => step <= 1000).length).toBeGreaterThan(7);
    expect(all.filter((step) => step > 1000).length).toBeGreaterThan(5);
  });

  test('are bounded in bytes: 784-128-10 with Adam stays within 32 MB', () => {
    const parameters = 784 * 128 + 128 + 128 * 10 + 10;
    const bytes = 4 * 4 * parameters; // θ, its former value and two averages, in single precision
    const moments = new Moments();
    for (let step = 0; step < 40_000; step += 37) moments.add(kept(step, bytes));
    expect(moments.bytes).toBeLessThanOrEqual(momentLimits.bytes);
    expect(moments.bytes).toBe(steps(moments).length * bytes);
    expect(steps(moments).length).toBeGreaterThanOrEqual(18);
    expect(steps(moments)[0]).toBe(0);
    expect(steps(moments).at(-1)).toBe(39_997);
  });

  test('keep the first and the newest even where two are too many', () => {
    const moments = new Moments({ bytes: 150 });
    for (const step of [0, 5, 9]) moments.add(kept(step));
    expect(steps(moments)).toEqual([0, 9]);
  });

  test('take the newest of one step, and none of the past', () => {
    const moments = new Moments();
    for (const step of [0, 5, 9]) moments.add(kept(step));
    moments.add(kept(9, 300, 0.5));
    moments.add(kept(4));
    expect(steps(moments)).toEqual([0, 5, 9]);
    expect(moments.at(9)?.loss).toBe(0.5);
    expect(moments.bytes).toBe(500);
  });

  test('forget what lies after a step, and learn of losses later', () => {
    const moments = new Moments();
    for (const step of [0, 5, 9]) moments.add(kept(step));
    const { list } = moments;
    moments.truncate(5);
    moments.measured(5, 0.25);
    moments.measured(6, 0.2);
    expect(steps(moments)).toEqual([0, 5]);
    expect(moments.list).not.toBe(list);
    expect(moments.list.map(({ loss }) => loss)).toEqual([null, 0.25]);
    expect(moments.bytes).toBe(200);
    moments.clear();
    expect(moments.list).toEqual([]);
    expect(moments.bytes).toBe(0);
  });
});
