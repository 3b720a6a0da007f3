import { describe, expect, test } from 'vitest';
import type { SessionInfo } from '../../web/src/engine/model';
import { featureLabel, featuresOf, scalingsOf } from '../../web/src/plots/features';
import { layOut } from '../../web/src/plots/network_layout';
import { Contents, mapSide, type Scene } from '../../web/src/plots/network_tiles';
import { biasIndex, largest, offsetsOf, weightIndex } from '../../web/src/plots/network_weights';

const layers = [
  { inputs: 2, units: 3, bias: true },
  { inputs: 3, units: 2, bias: false },
  { inputs: 2, units: 1, bias: true },
];

describe('places among the parameters', () => {
  test('weights row by row, then biases, layer by layer', () => {
    expect(offsetsOf(layers)).toEqual([0, 9, 15]);
    expect(weightIndex(layers, 0, 2, 1)).toBe(5);
    expect(biasIndex(layers, 0, 2)).toBe(8);
    expect(weightIndex(layers, 1, 1, 0)).toBe(12);
    expect(biasIndex(layers, 1, 0)).toBeNull();
    expect(biasIndex(layers, 2, 0)).toBe(17);
  });

  test('the largest magnitude leaves out what is not finite', () => {
    expect(largest(Float64Array.of(1, -3, NaN, Infinity, 2))).toBe(3);
    expect(largest(new Float32Array())).toBe(0);
  });
});

describe('features', () => {
  test('are what they are called', () => {
    const names = ['x1', 'x1^2', 'x1*x2', 'sin(x2)', 'cos(x1)*x2^3'];
    const values = featuresOf(names, 2)?.map(({ at }) => at([2, 3]));
    expect(values).toEqual([2, 4, 6, Math.sin(3), Math.cos(2) * 27]);
  });

  test('families come in the order of the core', () => {
    const order = (name: string): readonly string[] | undefined =>
      featuresOf([name], 2)?.map((feature) => feature.name);
    expect(order('polynomial:2')).toEqual(['x1', 'x2', 'x1^2', 'x1*x2', 'x2^2']);
    expect(order('tensor-polynomial:2')).toEqual([
      ...['x1', 'x2', 'x1^2', 'x1*x2', 'x2^2'],
      ...['x1^2*x2', 'x1*x2^2', 'x1^2*x2^2'],
    ]);
    expect(featuresOf(['polynomial:14'], 2)?.length).toBe(119);
  });

  test('what is not known here is not guessed', () => {
    expect(featuresOf(['log(x1)'], 2)).toBeNull();
    expect(featuresOf(['x3'], 2)).toBeNull();
    expect(featuresOf(['x0'], 2)).toBeNull();
  });

  test('are written as in a formula', () => {
    expect(featureLabel('x1^12*sin(x2)')).toBe('x1¹²·sin(x2)');
  });

  test('scalings follow the samples', () => {
    const samples = [0, 5, 2, 5, 4, 5];
    expect(scalingsOf('none', samples, 2)[0]).toEqual({ shift: 0, factor: 1 });
    expect(scalingsOf('minmax', samples, 2)[0]).toEqual({ shift: 0, factor: 0.25 });
    expect(scalingsOf('center', samples, 2)[0]).toEqual({ shift: 2, factor: 1 });
    const [first, constant] = scalingsOf('standardize', samples, 2);
    expect(first?.factor).toBeCloseTo(1 / Math.sqrt(8 / 3));
    expect(constant).toEqual({ shift: 5, factor: 0 });
  });
});

describe('contents of units', () => {
  const info = (inputs: Partial<SessionInfo['inputs']>): SessionInfo => ({
    spec: { data: { source: 'circle' } },
    task: { kind: 'classes', names: ['0', '1'] },
    inputs: { count: 2, names: ['x1', 'x2'], image: null, ...inputs },
    outputs: 1,
    layers,
    parameters: 18,
    stepsPerEpoch: 1,
    precision: 'float64',
    samples: { train: 1, validation: 0, test: 0 },
    off: [[], [], []],
    meanPredictor: { train: null, validation: null, test: null },
    noiseVariance: null,
  });
  const theta = Float64Array.from({ length: 18 }, (_, i) => i - 9);
  const scene: Scene = {
    info: info({}),
    layout: layOut([2, 3, 2, 1], { width: 400, height: 200, names: 0 }),
    theta,
    maps: null,
    curves: null,
    features: featuresOf(['x1', 'x2'], 2),
    scalings: scalingsOf('none', [], 2),
    featureValues: new Map(),
    example: null,
  };

  test('of two inputs: a map for every unit, on the scale of its layer', () => {
    const values = Float32Array.from({ length: 6 * 4 }, (_, i) => (i < 12 ? -0.5 : i));
    const request = { x: [-1, 1], y: [0, 2], nx: 2, ny: 2 } as const;
    const contents = new Contents({ ...scene, maps: { planes: { outputs: 6, values }, request } });
    expect(contents.of(1, 1)).toMatchObject({
      kind: 'picture',
      what: 'map',
      plane: { start: 4, most: 0.5, fromBottom: true },
    });
    expect(contents.of(3, 0)).toMatchObject({ plane: { start: 20, most: 23 } });
    const input = contents.of(0, 1);
    if (input.kind !== 'picture') throw new Error('It is a map.');
    expect([...input.plane.values]).toEqual([0, 0, 2, 2]);
  });

  test('of one input: curves', () => {
    const values = Float32Array.from({ length: 6 * 3 }, (_, i) => i);
    const request = { x: [0, 1], n: 3 } as const;
    const curves = { planes: { outputs: 6, values }, request };
    const of = new Contents({ ...scene, curves }).of(2, 1);
    if (of.kind !== 'curve') throw new Error('It is a curve.');
    expect([...of.values]).toEqual([12, 13, 14]);
    expect(of.most).toBe(14);
  });

  test('of an image: the weights of the first layer, discs behind it', () => {
    const image = { height: 1, width: 2, channels: 1 };
    const contents = new Contents({ ...scene, info: info({ image, names: [] }) });
    expect(contents.of(1, 2)).toMatchObject({ what: 'weights', plane: { start: 4, most: 9 } });
    expect(contents.of(2, 0)).toMatchObject({ kind: 'disc', value: null });
    expect(contents.of(3, 0)).toMatchObject({ kind: 'disc', value: 8 });
  });

  test('maps grow coarser with the number of units, and end', () => {
    expect(mapSide(17)).toBe(40);
    expect(mapSide(139)).toBeLessThan(40);
    expect(mapSide(139)).toBeGreaterThanOrEqual(12);
    expect(mapSide(4000)).toBeNull();
  });
});
