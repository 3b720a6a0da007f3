// What the page shows of single samples agrees with what the core counts over a whole part.
import { type Engine, createEngine } from 'fall-line';
import { afterAll, beforeAll, expect, test } from 'vitest';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => {
  engine.close();
});

test.each(['none', 'standardize'])(
  'bytes of images are raw inputs: their predictions are the confusion matrix (%s)',
  async (scale) => {
    const session = await engine.session({
      seed: 2,
      data: { source: 'digits', samples: 400, scale },
      network: { layers: [{ units: 24, activation: 'relu' }, { activation: 'softmax' }] },
      batchSize: 20,
      stop: {},
    });
    await session.run({ epochs: 6 });
    await session.evaluate();
    for (const part of ['train', 'test'] as const) {
      const { index, targets, total } = await session.samples(part, 400);
      expect(index).toHaveLength(total);
      const { bytes } = await session.images(index);
      const outputs = await session.predict(Float64Array.from(bytes));
      const counts = new Float64Array(100);
      for (let i = 0; i < total; ++i) {
        const shares = outputs.subarray(10 * i, 10 * (i + 1));
        const cell = 10 * (targets[i] ?? 0) + shares.indexOf(Math.max(...shares));
        counts[cell] = (counts[cell] ?? 0) + 1;
      }
      const confusion = await session.view('confusion', part);
      expect(confusion?.counts).toEqual(counts);

      const worst = await session.view('mistakes', { part, count: 5 });
      worst?.index.forEach((number, k) => {
        const at = index.indexOf(number);
        const truth = worst.truth[k] ?? -1;
        expect(truth).toBe(targets[at]);
        expect(worst.probability[k]).toBeCloseTo(outputs[10 * at + truth] ?? NaN, 4);
      });
    }
    await session.close();
  },
);
