// TensorFlow.js with its WASM back end (SIMD, one thread) in a worker, used with as little overhead
// as it allows: the core library without the layers on top, the whole epoch gathered at once, no
// loss read back, and only the loop over the steps timed. JavaScript, because the library is
// installed for the benchmark only and the project's type check does without it.
import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';

let workload;
let data;
let variables;

/** Starts the back end and takes the workload over (workloads.ts). */
async function load(given) {
  tf.enableProdMode();
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) throw new Error('no SIMD');
  if (await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT')) throw new Error('several threads');
  setWasmPaths({ 'tfjs-backend-wasm-simd.wasm': new URL(simd, import.meta.url).href });
  if (!(await tf.setBackend('wasm'))) throw new Error('no WASM back end');
  workload = given;
  const { samples, size, inputs, targets, loss, layers } = given;
  data = {
    X: tf.tensor2d(inputs, [samples, size]),
    Y:
      loss === 'mse'
        ? tf.tensor2d(targets, [samples, 1])
        : tf.cast(tf.oneHot(tf.tensor1d(targets, 'int32'), layers.at(-1).units), 'float32'),
  };
  variables = shapes().map(({ inputs, units }) => ({
    W: tf.variable(tf.zeros([inputs, units])),
    b: tf.variable(tf.zeros([units])),
  }));
  return null;
}

function shapes() {
  let before = workload.size;
  return workload.layers.map(({ units, activation }) => {
    const shape = { inputs: before, units, activation };
    before = units;
    return shape;
  });
}

/** Puts the initial weights in; here W is in×out. */
function setParameters(theta) {
  let offset = 0;
  shapes().forEach(({ inputs, units }, l) => {
    const { W, b } = variables[l];
    tf.tidy(() => {
      const weights = theta.subarray(offset, offset + inputs * units);
      W.assign(tf.transpose(tf.tensor2d(weights, [units, inputs])));
      offset += inputs * units;
      b.assign(tf.tensor1d(theta.subarray(offset, offset + units)));
      offset += units;
    });
  });
}

function parameters() {
  const numbers = variables.flatMap(({ W, b }) =>
    tf.tidy(() => [...tf.transpose(W).dataSync(), ...b.dataSync()]),
  );
  return Float64Array.from(numbers);
}

/** Mean loss of a batch; a softmax is part of its loss. */
function lossOf(X, Y) {
  let A = X;
  workload.layers.forEach(({ activation }, l) => {
    const { W, b } = variables[l];
    A = tf.fused.matMul({ a: A, b: W, bias: b, activation: 'linear' });
    if (activation === 'tanh') A = tf.tanh(A);
    if (activation === 'relu') A = tf.relu(A);
  });
  return workload.loss === 'mse'
    ? tf.mean(tf.squaredDifference(A, Y))
    : tf.losses.softmaxCrossEntropy(Y, A);
}

/** One epoch for each order of the samples, from the initial weights. */
function train(orders) {
  setParameters(workload.theta);
  const { samples, batchSize, learningRate } = workload;
  const optimizer = tf.train.sgd(learningRate);
  const start = globalThis.performance.now();
  for (const order of orders) {
    tf.tidy(() => {
      const indices = tf.tensor1d(order, 'int32');
      const X = tf.gather(data.X, indices);
      const Y = tf.gather(data.Y, indices);
      for (let from = 0; from < samples; from += batchSize) {
        tf.tidy(() => {
          const count = Math.min(batchSize, samples - from);
          const batch = [tf.slice(X, from, count), tf.slice(Y, from, count)];
          optimizer.minimize(() => lossOf(...batch));
        });
      }
    });
  }
  const milliseconds = globalThis.performance.now() - start;
  optimizer.dispose();
  const loss = tf.tidy(() => lossOf(data.X, data.Y).dataSync()[0]);
  return { milliseconds, loss, theta: parameters() };
}

const handlers = { load, train };

globalThis.onmessage = async ({ data: { name, argument } }) => {
  try {
    globalThis.postMessage({ value: await handlers[name](argument) });
  } catch (error) {
    globalThis.postMessage({ error: error instanceof Error ? error.stack : String(error) });
  }
};
