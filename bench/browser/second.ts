// What the second-order methods take in a page: W6 beside ml-levenberg-marquardt, and the joint run
// on the images of `catlike`. Called by second_order.mjs.
import { createEngine } from '../../web/src/engine/engine';
import { compare, type Clock, type Measured } from './compare';
import { fitByPeer, fitByProduct, surface } from './fit';

/** One run to the end, round by round. */
export interface ImageRuns {
  readonly steps: number;
  readonly loss: number;
  /** Milliseconds of training, by the clock on the wall and of the processor. */
  readonly wall: readonly number[];
  readonly processor: readonly number[];
  /** Bytes: the whole module with the images before and after training, and the images alone. */
  readonly before: number;
  readonly after: number;
  readonly data: number;
}

declare const processorTime: Clock;

export async function measureFit({ rounds }: { rounds: number }): Promise<Measured> {
  const fit = surface();
  const ours = await fitByProduct(fit);
  return compare(fit, ours, await fitByPeer(fit, ours.damping), rounds, processorTime);
}

/** 209 images of 12288 numbers and 50 for the test, in double precision. */
const numbers = (209 + 50) * 12288;

/** A module of its own for every round, so that its memory is that of one run. */
export async function measureImages({ rounds }: { rounds: number }): Promise<ImageRuns> {
  const wall: number[] = [];
  const processor: number[] = [];
  const last = { steps: 0, loss: NaN, before: 0, after: 0, data: 8 * numbers };
  for (let round = -1; round < rounds; ++round) {
    const engine = await createEngine();
    const session = await engine.session({
      seed: 1,
      data: { source: 'catlike', seed: 1 },
      network: {
        layers: [
          { units: 20, activation: 'tanh' },
          { units: 7, activation: 'tanh' },
          { units: 5, activation: 'tanh' },
          { units: 1, activation: 'sigmoid' },
        ],
      },
      optimizer: 'levenberg-marquardt',
      stop: { loss: 1e-15, steps: 100 },
    });
    last.before = await engine.memory();
    const before = await processorTime();
    const start = performance.now();
    const summary = await session.run();
    const took = performance.now() - start;
    const worked = (await processorTime()) - before;
    last.after = Math.max(last.after, await engine.memory());
    engine.close();
    if (summary.status !== 'converged' || !summary.train) {
      throw new Error(`The run on the images ended as ${summary.status}.`);
    }
    if (round < 0) continue;
    wall.push(took);
    processor.push(worked);
    last.steps = summary.steps;
    last.loss = summary.train.loss;
    console.log(`images: round ${round + 1}: ${took.toFixed(0)}, ${worked.toFixed(0)} ms`);
  }
  return { ...last, wall, processor };
}
