import { describe, expect, test } from 'vitest';
import { getAt, nesting, sameJson, setAt } from '../../web/src/state/json';

describe('paths', () => {
  const spec = { data: { source: 'spiral' }, network: { layers: [{ units: 8 }, {}] } };

  test('reach into objects and lists', () => {
    expect(getAt(spec, 'network.layers.0.units')).toBe(8);
    expect(getAt(spec, 'network.layers.7.units')).toBeUndefined();
    expect(getAt(spec, 'data.constructor')).toBeUndefined();
  });

  test('set without changing the original', () => {
    const changed = setAt(spec, 'network.layers.0.units', 16);
    expect(getAt(changed, 'network.layers.0.units')).toBe(16);
    expect(getAt(spec, 'network.layers.0.units')).toBe(8);
  });

  test('turn a bare id into an object beside which a parameter can stand', () => {
    expect(setAt({ optimizer: 'adam' }, 'optimizer.beta1', 0.8)).toEqual({
      optimizer: { id: 'adam', beta1: 0.8 },
    });
  });

  test('make what is missing on the way and take out what is undefined', () => {
    expect(setAt({}, 'stop.epochs', 5)).toEqual({ stop: { epochs: 5 } });
    expect(setAt({ stop: { epochs: 5, loss: 1 } }, 'stop.loss', undefined)).toEqual({
      stop: { epochs: 5 },
    });
  });

  test('never reach the prototype', () => {
    const changed = setAt({}, '__proto__.polluted', true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf(changed)).toBe(Object.prototype);
  });
});

test('nesting counts brackets outside of texts', () => {
  expect(nesting('{"a":[1,{"b":2}]}')).toBe(3);
  expect(nesting('{"a":"[[[[","b":"\\"[["}')).toBe(1);
  expect(nesting('['.repeat(10_000))).toBe(10_000);
});

test('sameJson compares values, not key order', () => {
  expect(sameJson({ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 })).toBe(true);
  expect(sameJson({ a: 1 }, { a: 1, b: 2 })).toBe(false);
  expect(sameJson([1, 2], [2, 1])).toBe(false);
});

test('an entry that no list has makes no list of holes', () => {
  const layers = [{ units: 1 }];
  expect(setAt({ layers }, 'layers.1.units', 4)).toEqual({ layers: [{ units: 1 }, { units: 4 }] });
  for (const index of ['1000000000', '2', '-1', 'x']) {
    expect(setAt({ layers }, `layers.${index}.units`, 4)).toEqual({
      layers: { 0: { units: 1 }, [index]: { units: 4 } },
    });
  }
});
