/** What a confusion matrix says of each class. */

export interface ClassScore {
  /** Samples of this class. */
  readonly samples: number;
  /** Of those taken for this class, the share that is. NaN where it is not defined. */
  readonly precision: number;
  /** Of those of this class, the share taken for it. */
  readonly recall: number;
  /** The harmonic mean of the two: 2·TP / (2·TP + FP + FN). */
  readonly f1: number;
}

/** Counts row by row: a row is a true class, a column what it was taken for. */
export function classScores(counts: Float64Array, classes: number): readonly ClassScore[] {
  const rows = new Float64Array(classes);
  const columns = new Float64Array(classes);
  counts.forEach((count, i) => {
    const row = Math.floor(i / classes);
    const column = i % classes;
    rows[row] = (rows[row] ?? 0) + count;
    columns[column] = (columns[column] ?? 0) + count;
  });
  return Array.from({ length: classes }, (_, k) => {
    const right = counts[k * classes + k] ?? 0;
    const samples = rows[k] ?? 0;
    const taken = columns[k] ?? 0;
    // A class that is there but never named has found nothing right: 0, as scikit-learn has it.
    const precision = taken > 0 ? right / taken : samples > 0 ? 0 : NaN;
    return { samples, precision, recall: right / samples, f1: (2 * right) / (samples + taken) };
  });
}

/** The plain means over the classes that have samples: each class counts the same. */
export function meanScore(scores: readonly ClassScore[]): ClassScore {
  const present = scores.filter(({ samples }) => samples > 0);
  const mean = (key: 'precision' | 'recall' | 'f1'): number =>
    present.reduce((sum, score) => sum + score[key], 0) / present.length;
  const samples = present.reduce((sum, score) => sum + score.samples, 0);
  return { samples, precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
}
