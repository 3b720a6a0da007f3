import { describe, expect, test } from 'vitest';
import { classScores, meanScore } from '../../web/src/plots/class_scores';
import { binned, errorFigures, quantile } from '../../web/src/plots/errors';

describe('precision, recall and F1', () => {
  // Rows are true classes:      taken for  a  b  c
  //                                    a   4  1  0   5 samples
  //                                    b   2  6  0   8 samples
  //                                    c   1  1  0   2 samples
  //                                taken   7  8  0
  // a: precision 4/7, recall 4/5, F1 2·4/(5 + 7) = 2/3
  // b: precision 6/8, recall 6/8, F1 12/16
  // c: never named, so precision 0; recall 0; F1 0
  const scores = classScores(Float64Array.of(4, 1, 0, 2, 6, 0, 1, 1, 0), 3);

  test('of each class', () => {
    expect(scores).toEqual([
      { samples: 5, precision: 4 / 7, recall: 4 / 5, f1: 2 / 3 },
      { samples: 8, precision: 3 / 4, recall: 3 / 4, f1: 3 / 4 },
      { samples: 2, precision: 0, recall: 0, f1: 0 },
    ]);
  });

  test('F1 is the harmonic mean of the other two', () => {
    const [a] = scores;
    const [p, r] = [a?.precision ?? 0, a?.recall ?? 0];
    expect(a?.f1).toBeCloseTo((2 * p * r) / (p + r), 12);
  });

  test('their means count each class the same', () => {
    const mean = meanScore(scores);
    expect(mean.samples).toBe(15);
    expect(mean.precision).toBeCloseTo((4 / 7 + 3 / 4 + 0) / 3, 12);
    expect(mean.recall).toBeCloseTo((4 / 5 + 3 / 4 + 0) / 3, 12);
    expect(mean.f1).toBeCloseTo((2 / 3 + 3 / 4 + 0) / 3, 12);
  });

  test('a class without samples has no recall and is left out of the means', () => {
    // Two samples of a, one of them taken for b, which has none.
    const some = classScores(Float64Array.of(1, 1, 0, 0), 2);
    expect(some[1]).toEqual({ samples: 0, precision: 0, recall: NaN, f1: 0 });
    expect(meanScore(some)).toEqual({ samples: 2, precision: 1, recall: 0.5, f1: 2 / 3 });
  });
});

describe('errors of a regression', () => {
  test('in figures', () => {
    // Truths 1 2 3, predicted 2 2 5: errors 1 0 2, mean 1, squares 5, MSE 5/3,
    // deviation √(5/3 − 1) = √(2/3); the truths vary by 2, so R² = 1 − 5/2.
    const figures = errorFigures(Float64Array.of(1, 2, 3), Float64Array.of(2, 2, 5));
    expect(figures).toMatchObject({ count: 3, mean: 1 });
    expect(figures.mse).toBeCloseTo(5 / 3, 12);
    expect(figures.deviation).toBeCloseTo(Math.sqrt(2 / 3), 12);
    expect(figures.r2).toBeCloseTo(-1.5, 12);
  });

  test('truths that do not vary have no R²', () => {
    expect(errorFigures(Float64Array.of(2, 2), Float64Array.of(1, 2)).r2).toBeNaN();
  });
});

describe('bins of a histogram', () => {
  test('are as wide as Freedman and Diaconis say, widened to whole bins', () => {
    // 0, 1, …, 26: quartiles 6.5 and 19.5, range 13; n = 27, so 2·13/3 = 8.67. The values span 26:
    // 3.0000… bins of 8.67, which hold 0–8, 9–17 and 18–26.
    const bins = binned(Float64Array.from({ length: 27 }, (_, i) => i));
    expect(bins?.counts).toEqual([9, 9, 9]);
    expect(bins?.low).toBe(0);
    expect(bins?.width).toBeCloseTo(26 / 3, 12);
  });

  test('hold every finite value once', () => {
    const values = Float64Array.from({ length: 1001 }, (_, i) => Math.sin(i * i));
    values[7] = NaN;
    values[8] = Infinity;
    const bins = binned(values);
    expect(bins?.counts.reduce((sum, count) => sum + count, 0)).toBe(999);
    expect((bins?.low ?? 0) + (bins?.width ?? 0) * (bins?.counts.length ?? 0)).toBeCloseTo(1, 3);
  });

  test('with a range of 0 between the quartiles are as many as Sturges says', () => {
    const values = new Float64Array(16);
    values[3] = 1; // log2(16) + 1 = 5
    expect(binned(values)?.counts).toEqual([15, 0, 0, 0, 1]);
  });

  test('an outlier cannot make endlessly many', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => i);
    values[0] = 1e9;
    expect(binned(values)?.counts).toHaveLength(60);
  });

  test('equal values share one bin around them; no values have none', () => {
    expect(binned(Float64Array.of(3, 3))).toEqual({ low: 2.5, width: 1, counts: [2] });
    expect(binned(Float64Array.of(NaN))).toBeNull();
  });

  test('quantiles lie between values', () => {
    expect(quantile(Float64Array.of(0, 10, 20, 30), 0.5)).toBe(15);
    expect(quantile(Float64Array.of(4), 0.25)).toBe(4);
  });
});
