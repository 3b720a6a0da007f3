import { expect, test } from 'vitest';
import { givenArrays } from '../../web/src/engine/given';
import type { Spec } from '../../web/src/engine/model';

function spec(units: number, activation: string, loss?: string): Spec {
  const network = { layers: [{ units, activation }] };
  return { data: { source: 'given' }, network, ...(loss === undefined ? {} : { loss }) };
}

test('regression: as many samples as there are targets for the units', () => {
  const given = { inputs: [1, 2, 3, 4, 5, 6], targets: [1, 2, 3, 4, 5, 6] };
  expect(givenArrays(spec(2, 'linear'), given)).toEqual({
    kind: 'regression',
    names: ['y1', 'y2'],
    samples: 3,
    inputs: Float64Array.of(1, 2, 3, 4, 5, 6),
    targets: Float64Array.of(1, 2, 3, 4, 5, 6),
    inputNames: ['x1', 'x2'],
    image: null,
    testFrom: null,
  });
});

test.each([
  ['indices', [0, 2, 1], undefined],
  ['one-hot rows', [1, 0, 0, 0, 0, 1, 0, 1, 0], 3],
])('classes as %s', (_, targets, samples) => {
  const given = { inputs: [1, 2, 3], targets, ...(samples ? { samples } : {}) };
  expect(givenArrays(spec(3, 'softmax'), given)).toMatchObject({
    kind: 'classes',
    names: ['0', '1', '2'],
    samples: 3,
    targets: Float64Array.of(0, 2, 1),
  });
});

test('two classes may be signs', () => {
  const given = { inputs: [1, 2, 3], targets: [-1, 1, 1], task: 'classes' as const };
  expect(givenArrays(spec(1, 'tanh', 'mse'), given)).toMatchObject({
    names: ['0', '1'],
    targets: Float64Array.of(0, 1, 1),
  });
});

test('binary cross-entropy on one unit has two classes, on several as many labels', () => {
  const loss = 'binary-cross-entropy';
  const one = givenArrays(spec(1, 'sigmoid', loss), { inputs: [1, 2], targets: [0, 1] });
  expect(one).toMatchObject({ kind: 'classes', names: ['0', '1'], samples: 2 });
  const two = givenArrays(spec(2, 'sigmoid', loss), { inputs: [1, 2], targets: [0, 1, 1, 1] });
  expect(two).toMatchObject({ kind: 'labels', names: ['y1', 'y2'], samples: 2 });
});

test('images are bytes and nothing else', () => {
  const image = { height: 1, width: 2 };
  const given = { inputs: [0, 255, 7, 8], targets: [0, 1], image, task: 'classes' as const };
  const arrays = givenArrays(spec(2, 'softmax'), given);
  expect(arrays.inputs).toEqual(Uint8Array.of(0, 255, 7, 8));
  expect(arrays.image).toEqual({ height: 1, width: 2, channels: 1 });
  expect(() => givenArrays(spec(2, 'softmax'), { ...given, inputs: [0, 0.5, 7, 8] })).toThrow(
    expect.objectContaining({ code: 'wrong-shape', path: 'data.inputs[1]' }),
  );
});

test('arrays that do not fit each other are refused', () => {
  const broken = [
    { inputs: [1, 2, 3], targets: [1, 2] },
    { inputs: [], targets: [1, 2] },
    { inputs: [1, 2], targets: [] },
  ];
  for (const given of broken) {
    expect(() => givenArrays(spec(1, 'linear'), given)).toThrow(
      expect.objectContaining({ code: 'wrong-shape' }),
    );
  }
});
