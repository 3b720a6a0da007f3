// Fall Line as a page uses it: `createEngine`, a session in its worker, one call of `run`. The time
// is the caller's: it holds the messages, the reports to the page, the judging of the training loss
// after every epoch and the summary.
import { createEngine } from '../../web/src/engine/engine';
import type { Peer } from './peer';
import type { Workload } from './workloads';

export async function product(workload: Workload): Promise<Peer> {
  const engine = await createEngine();
  const { inputs, targets, loss } = workload;
  const session = await engine.session(
    {
      seed: workload.seed,
      data: { source: 'given', split: { train: 1, test: 0 } },
      network: { layers: workload.layers.map(({ units, activation }) => ({ units, activation })) },
      loss,
      optimizer: { id: 'sgd', learningRate: workload.learningRate },
      batchSize: workload.batchSize,
      precision: 'float32',
      stop: {},
    },
    {
      inputs,
      targets,
      samples: workload.samples,
      task: loss === 'mse' ? 'regression' : 'classes',
      ...(inputs instanceof Uint8Array ? { image: { height: 28, width: 28 } } : {}),
    },
  );
  return {
    async train(epochs) {
      await session.reset();
      await session.setParameters(workload.theta);
      await session.evaluate(); // of the start, which is no part of training
      const start = performance.now();
      const summary = await session.run({ epochs });
      const milliseconds = performance.now() - start;
      const { train } = summary;
      if (!train) throw new Error(`The run ended as ${summary.status} without a loss.`);
      return { milliseconds, loss: train.loss, theta: await session.parameters() };
    },
    close: () => engine.close(),
  };
}
