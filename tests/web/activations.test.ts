import { describe, expect, test } from 'vitest';
import {
  activationColour,
  activationPlot,
  jumpOf,
  rowOf,
  rowOfZero,
  zs,
} from '../../web/src/plots/activations';
import { contrast, okabeIto, parseHex } from '../../web/src/plots/colour';
import { pieces, frameOf } from '../../web/src/plots/lines';
import type { Palette } from '../../web/src/plots/surface';
import { withHiddenActivation } from '../../web/src/state/spec';

const values = (f: (z: number) => number): Float64Array => zs.map(f);
const relu = values((z) => Math.max(0, z));
const reluSlope = values((z) => (z > 0 ? 1 : 0));
const shown = (of: Float64Array) => ({ values: of, colour: '#000000', dash: [] });

describe('the points at which functions are asked for', () => {
  test('run from −5 to 5 with 0 and both its sides', () => {
    expect([zs[0], zs.at(-1), zs[rowOfZero]]).toEqual([-5, 5, 0]);
    expect(zs[rowOfZero - 1]).toBe(-1e-9);
    expect(zs[rowOfZero + 1]).toBe(1e-9);
    expect([...zs].every((z, i) => i === 0 || z > (zs[i - 1] ?? NaN))).toBe(true);
  });

  test('a z is read at the nearest round row, never at a side of 0', () => {
    for (const z of [-5, -0.05, 0, 0.004, 0.05, 2.5, 5]) {
      const found = zs[rowOf(z)] ?? NaN;
      expect(Math.abs(found - z)).toBeLessThanOrEqual(0.0125);
      expect(Math.abs(found)).not.toBe(1e-9);
    }
    expect(zs[rowOf(99)]).toBe(5);
    expect(zs[rowOf(0)]).toBe(0);
  });
});

describe('jumps at 0', () => {
  test('are found by looking at both sides', () => {
    expect(jumpOf(reluSlope)).toEqual({ left: 0, at: 0, right: 1 });
    expect(jumpOf(values((z) => (z > 0 ? 1 : 0.3)))).toEqual({ left: 0.3, at: 0.3, right: 1 });
  });

  test.each([
    ['relu', relu],
    ['tanh', values(Math.tanh)],
    ['a slope of 100', values((z) => 100 * z)],
    ['the slope of tanh', values((z) => 1 - Math.tanh(z) ** 2)],
  ])('%s has none', (_, of) => expect(jumpOf(of)).toBeNull());

  test('are drawn with an open end where the value is not taken', () => {
    const { dots } = activationPlot([shown(reluSlope)], 'f', null);
    expect(dots.map(({ x, y, open }) => [x, y, open])).toEqual([
      [0, 0, false],
      [0, 1, true],
    ]);
    const step = values((z) => (z > 0 ? 1 : z < 0 ? -1 : 0));
    expect(activationPlot([shown(step)], 'f', null).dots.map(({ y, open }) => [y, open])).toEqual([
      [-1, true],
      [1, true],
      [0, false],
    ]);
    expect(activationPlot([shown(relu)], 'f', null).dots).toEqual([]);
  });

  test('cut the line in two', () => {
    const plot = activationPlot([shown(reluSlope)], 'f', null);
    const [line] = plot.lines;
    const found = pieces(zs, line?.values ?? zs, frameOf(plot, 400, 300));
    expect(found).toHaveLength(2);
    expect(reluSlope[rowOfZero]).toBe(0); // what the core said stays as it is
  });
});

test('heights hold all functions that are shown', () => {
  const { domain } = activationPlot([shown(relu), shown(values((z) => z))], 'f', null);
  expect(domain).toEqual({ x: { low: -5, high: 5 }, y: { low: -6, high: 6 } });
  expect(activationPlot([], 'f', null).domain.y).toEqual({ low: -0.2, high: 1.2 });
});

test.each([
  ['#ffffff', '#17212b'],
  ['#192028', '#e7ecf0'],
  ['#000000', '#ffffff'],
])('every colour is seen on %s', (surface, ink) => {
  const palette = { surface, ink } as Palette;
  for (let i = 0; i < okabeIto.length; ++i) {
    const colour = parseHex(activationColour(i, palette));
    expect(contrast(colour, parseHex(surface))).toBeGreaterThanOrEqual(3);
  }
});

test('one activation for all hidden layers leaves the output as it is', () => {
  const spec = {
    data: { source: 'moons' },
    network: {
      layers: [{ units: 8, activation: 'tanh' }, { units: 4 }, { activation: 'sigmoid' }],
    },
  };
  const leaky = { id: 'leaky-relu', slope: 0.2 };
  expect(withHiddenActivation(spec, leaky).network?.layers).toEqual([
    { units: 8, activation: leaky },
    { units: 4, activation: leaky },
    { activation: 'sigmoid' },
  ]);
});
