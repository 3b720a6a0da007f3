// What is measured: names and shapes as in docs/performance.md. Data and initial weights are drawn
// from fixed seeds and given to both peers.
import { createEngine } from '../../web/src/engine/engine';
import type { Work } from './peer';
import { Random } from './random';

/** Single precision on both sides, summed in different orders. */
const tolerance = 1e-4;

export interface Layer {
  readonly units: number;
  readonly activation: 'tanh' | 'relu' | 'softmax' | 'linear';
}

export interface Workload extends Work {
  readonly seed: number;
  /** Sample by sample; bytes are images, divided by 255 before use. */
  readonly inputs: Float32Array | Uint8Array;
  /** One number a sample: the value, or the index of the class. */
  readonly targets: Float32Array;
  readonly layers: readonly Layer[];
  readonly loss: 'mse' | 'cross-entropy';
  readonly learningRate: number;
  /** Layer by layer: W row-major out×in, then b; exact in single precision. */
  readonly theta: Float64Array;
}

export async function workloads(): Promise<Workload[]> {
  return [smallNetwork(), await digits()];
}

export function inputsOf(workload: Workload): number {
  return workload.inputs.length / workload.samples;
}

/** Overhead decides: a step is a few hundred multiply-adds. */
function smallNetwork(): Workload {
  const samples = 500;
  const random = new Random(1).fork('points');
  const inputs = Float32Array.from({ length: 2 * samples }, () => random.uniform(-1, 1));
  const targets = Float32Array.from({ length: samples }, (_, i) =>
    (inputs[2 * i] ?? 0) * (inputs[2 * i + 1] ?? 0) > 0 ? 1 : -1,
  );
  const layers = [8, 8, 1].map((units) => ({ units, activation: 'tanh' }) as const);
  return {
    id: 'W1',
    title: '2-8-8-1 tanh, mean squared error, batch 10, SGD, 500 samples',
    seed: 1,
    samples,
    inputs,
    targets,
    layers,
    loss: 'mse',
    learningRate: 0.03,
    batchSize: 10,
    theta: initialWeights(2, layers),
    epochsToAgree: 20,
    tolerance,
    epochs: { product: 4000, peer: 30 },
    wanted: 5,
  };
}

/** Arithmetic decides: the shape of MNIST, drawn by the product's own source `digits`. */
async function digits(): Promise<Workload> {
  const samples = 10_000;
  const engine = await createEngine();
  const source = await engine.session({
    seed: 1,
    data: { source: 'digits', samples, split: { train: 1, test: 0 } },
    network: { layers: [{ units: 10, activation: 'softmax' }] },
    loss: 'cross-entropy',
  });
  const drawn = await source.samples('train', samples);
  const { bytes } = await source.images(drawn.index);
  engine.close();
  if (drawn.count !== samples) throw new Error(`Only ${drawn.count} digits came.`);
  const layers = [
    { units: 128, activation: 'relu' },
    { units: 10, activation: 'softmax' },
  ] as const;
  return {
    id: 'W3',
    title: '784-128-10 ReLU, softmax cross-entropy, batch 50, SGD, 10 000 images',
    seed: 1,
    samples,
    inputs: bytes,
    targets: drawn.targets,
    layers,
    loss: 'cross-entropy',
    learningRate: 0.1,
    batchSize: 50,
    theta: initialWeights(bytes.length / samples, layers),
    epochsToAgree: 1,
    tolerance,
    epochs: { product: 4, peer: 1 },
    wanted: 5,
  };
}

/** Glorot and Bengio's uniform weights, biases 0. */
export function initialWeights(inputs: number, layers: readonly Layer[]): Float64Array {
  const random = new Random(1).fork('weights');
  const theta: number[] = [];
  let before = inputs;
  for (const { units } of layers) {
    const limit = Math.sqrt(6 / (before + units));
    for (let i = 0; i < before * units; ++i) theta.push(random.uniform(-limit, limit));
    for (let i = 0; i < units; ++i) theta.push(0);
    before = units;
  }
  return Float64Array.from(theta);
}
