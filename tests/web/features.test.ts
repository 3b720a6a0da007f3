import { describe, expect, test } from 'vitest';
import {
  displayed,
  familySize,
  featuresOf,
  holds,
  offeredTerms,
  toggled,
  withFamily,
  written,
} from '../../web/src/state/features';
import { withTrain, withValidation } from '../../web/src/state/split';

describe('features', () => {
  test('two inputs are offered what the manifest lists; one and three get their own', () => {
    expect(offeredTerms(2)).toEqual(['x1', 'x2', 'x1^2', 'x2^2', 'x1*x2', 'sin(x1)', 'sin(x2)']);
    expect(offeredTerms(1)).toContain('cos(x1)');
    expect(offeredTerms(3)).toContain('x2*x3');
    expect(offeredTerms(4)).toEqual([]);
  });

  test('raw inputs need no mention', () => {
    expect(featuresOf([], 2)).toEqual({ terms: ['x1', 'x2'], family: null });
    expect(written(featuresOf([], 2), 2)).toBeUndefined();
    expect(written(toggled(featuresOf([], 2), 'sin(x1)', 2), 2)).toEqual(['x1', 'x2', 'sin(x1)']);
  });

  test('offered terms keep their order, others follow', () => {
    const some = featuresOf(['x1^3', 'x2'], 2);
    expect(toggled(some, 'x1', 2).terms).toEqual(['x1', 'x2', 'x1^3']);
    expect(toggled(toggled(some, 'x1', 2), 'x1', 2).terms).toEqual(['x2', 'x1^3']);
  });

  test('a family takes the place of what it holds, and gives it back', () => {
    const some = featuresOf(['x1', 'x2', 'x1*x2', 'sin(x1)'], 2);
    const poly = withFamily(some, { name: 'polynomial', degree: 2 }, 2);
    expect(written(poly, 2)).toEqual(['polynomial:2', 'sin(x1)']);
    expect(featuresOf(['polynomial:2', 'sin(x1)'], 2)).toEqual(poly);
    expect(written(withFamily(poly, null, 2), 2)).toEqual(['x1', 'x2', 'sin(x1)']);
  });

  test('degrees are counted in total or in each input', () => {
    const total = { name: 'polynomial', degree: 2 } as const;
    const each = { name: 'tensor-polynomial', degree: 2 } as const;
    expect(holds(total, 'x1^2')).toBe(true);
    expect(holds(total, 'x1^2*x2')).toBe(false);
    expect(holds(each, 'x1^2*x2')).toBe(true);
    expect(holds(total, 'sin(x1)')).toBe(false);
    expect(familySize(total, 2)).toBe(5); // x1 x2 x1² x1x2 x2²
    expect(familySize(each, 2)).toBe(8); // 3·3 − 1
    expect(familySize({ name: 'polynomial', degree: 14 }, 2)).toBe(119);
  });

  test('are written as in a book', () => {
    expect(displayed('x1^2*x12')).toBe('x₁²x₁₂');
    expect(displayed('sin(x2)')).toBe('sin x₂');
  });
});

describe('the split', () => {
  const split = { train: 0.6, validation: 0.2, test: 0.2 };

  test('the training part grows into the test part first, then into validation', () => {
    expect(withTrain(split, 0.7)).toEqual({ train: 0.7, validation: 0.2, test: 0.1 });
    expect(withTrain(split, 0.9)).toEqual({ train: 0.9, validation: 0.1, test: 0 });
    expect(withTrain(split, 2)).toEqual({ train: 1, validation: 0, test: 0 });
    expect(withTrain(split, 0).train).toBe(0.05);
  });

  test('validation takes from the test part', () => {
    expect(withValidation(split, 0.3)).toEqual({ train: 0.6, validation: 0.3, test: 0.1 });
    expect(withValidation(split, 0.9)).toEqual({ train: 0.6, validation: 0.4, test: 0 });
    expect(withValidation(split, -1)).toEqual({ train: 0.6, validation: 0, test: 0.4 });
  });
});
