// The page's side of tensorflow_worker.js.
import type { Outcome, Peer } from './peer';
import { orderOfEpoch } from './random';
import { inputsOf, type Workload } from './workloads';

type Answer = { readonly value: Outcome | null } | { readonly error: string };

export async function tensorflow(workload: Workload): Promise<Peer> {
  const worker = new Worker(new URL('./tensorflow_worker.js', import.meta.url), {
    type: 'module',
  });
  const ask = (name: string, argument: unknown): Promise<Outcome | null> =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if ('error' in data) reject(new Error(`TensorFlow.js: ${data.error}`));
        else resolve(data.value);
      };
      worker.onerror = (event) => reject(new Error(`TensorFlow.js: ${event.message}`));
      worker.postMessage({ name, argument });
    });

  const { inputs } = workload;
  await ask('load', {
    ...workload,
    size: inputsOf(workload),
    // As the product scales them.
    inputs: inputs instanceof Uint8Array ? Float32Array.from(inputs, (byte) => byte / 255) : inputs,
    theta: Float32Array.from(workload.theta),
  });
  return {
    async train(epochs) {
      const orders = Array.from({ length: epochs }, (_, epoch) =>
        orderOfEpoch(workload.seed, workload.samples, epoch),
      );
      const outcome = await ask('train', orders);
      if (!outcome) throw new Error('TensorFlow.js gave no outcome.');
      return outcome;
    },
    close: () => worker.terminate(),
  };
}
