// W6: Levenberg-Marquardt on 2-20-1 tanh, 81 parameters and 750 residuals, in double precision.
//
// To agree, both take Marquardt's rule (a tenth after a good step, ten times after a bad one), D = I
// and the same first damping, so large that no step is refused meanwhile: the peer knows no refusal
// and goes on from the worse point. To be timed, each takes its own rule from the same weights; an
// iteration is one Jacobian, with all its refused trials for the product.
import { createEngine, type Json, type Session } from '../../web/src/engine/engine';
import type { Outcome, Peer, Work } from './peer';
import { Random } from './random';
import { initialWeights, type Layer } from './workloads';

export interface Fit extends Work {
  /** Sample by sample, two numbers each; exact in single precision, like the targets. */
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
  readonly layers: readonly Layer[];
  /** As Workload.theta. */
  readonly theta: Float64Array;
}

/** Two hills on the square, with noise: as many residuals and as smooth as Franke's function. */
export function surface(): Fit {
  const samples = 750;
  const random = new Random(1).fork('points');
  const inputs = Float32Array.from({ length: 2 * samples }, () => random.uniform(-1.7, 1.7));
  const targets = Float32Array.from({ length: samples }, (_, i) => {
    const x = inputs[2 * i] ?? 0;
    const y = inputs[2 * i + 1] ?? 0;
    const hill = Math.exp(-((x + 0.8) ** 2) - (y + 0.8) ** 2);
    const dip = Math.exp(-2 * (x - 0.7) ** 2 - 2 * (y - 0.3) ** 2);
    return hill - dip / 2 + random.uniform(-0.2, 0.2);
  });
  const layers = [
    { units: 20, activation: 'tanh' },
    { units: 1, activation: 'linear' },
  ] as const;
  return {
    id: 'W6',
    title: '2-20-1 tanh, 81 parameters, 750 residuals, Levenberg-Marquardt, double',
    samples,
    batchSize: samples,
    inputs,
    targets,
    layers,
    theta: initialWeights(2, layers),
    epochsToAgree: 5,
    tolerance: 1e-9,
    epochs: { product: 400, peer: 50 },
    wanted: 5,
  };
}

/** As a page uses it, in the worker of an engine: see product.ts. */
export async function fitByProduct(fit: Fit): Promise<
  Peer & {
    /** The first damping with which it agrees, in the peer's scale. */
    readonly damping: number;
  }
> {
  const engine = await createEngine();
  const { inputs, targets, samples } = fit;
  const open = (settings: Record<string, Json>): Promise<Session> =>
    engine.session(
      {
        seed: 1,
        data: { source: 'given', split: { train: 1, test: 0 } },
        network: { layers: fit.layers.map(({ units, activation }) => ({ units, activation })) },
        loss: 'mse',
        optimizer: { id: 'levenberg-marquardt', scaling: 'none', ...settings },
        stop: {},
      },
      { inputs, targets, samples, task: 'regression' },
    );
  const alike = await open({ damping: 'marquardt', tau: 1e4 });
  const own = await open({ tau: 1e-3 });
  const start = async (session: Session): Promise<void> => {
    await session.reset();
    await session.setParameters(fit.theta);
    await session.evaluate(); // of the start, which is no part of training
  };
  const train = async (session: Session, steps: number): Promise<Outcome> => {
    await start(session);
    const begun = performance.now();
    const summary = await session.run({ steps });
    const milliseconds = performance.now() - begun;
    if (!summary.train || summary.steps !== steps) {
      throw new Error(`The fit ended after ${summary.steps} steps as ${summary.status}.`);
    }
    return { milliseconds, loss: summary.train.loss, theta: await session.parameters() };
  };
  await start(alike);
  await alike.run({ steps: 1 });
  const { optimizer: report } = await alike.pause(); // reports may come later than summaries
  if (report?.accepted !== 1 || report.rejections > 0) throw new Error('A step was refused.');
  return {
    // The peer minimises the sum of squares, ½ m times what the mean's curvature is.
    damping: (report.damping * 10 * samples) / 2,
    agree: (steps) => train(alike, steps),
    train: (steps) => train(own, steps),
    close: () => engine.close(),
  };
}

type Answer = { readonly value: Outcome | null } | { readonly error: string };

/** The page's side of marquardt_worker.js. */
export async function fitByPeer(fit: Fit, damping: number): Promise<Peer> {
  const worker = new Worker(new URL('./marquardt_worker.js', import.meta.url), { type: 'module' });
  const ask = (name: string, argument: unknown): Promise<Outcome | null> =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if ('error' in data) reject(new Error(`ml-levenberg-marquardt: ${data.error}`));
        else resolve(data.value);
      };
      worker.onerror = (event) => reject(new Error(`ml-levenberg-marquardt: ${event.message}`));
      worker.postMessage({ name, argument });
    });
  await ask('load', { ...fit, damping });
  const outcomeOf = async (name: string, iterations: number): Promise<Outcome> => {
    const outcome = await ask(name, iterations);
    if (!outcome) throw new Error('ml-levenberg-marquardt gave no outcome.');
    return outcome;
  };
  return {
    agree: (iterations) => outcomeOf('agree', iterations),
    train: (iterations) => outcomeOf('train', iterations),
    close: () => worker.terminate(),
  };
}
