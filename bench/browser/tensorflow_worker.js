// TensorFlow.js with its WASM back end (SIMD, one thread) in a worker, by the quickest way found that
// leaves the library as it is. JavaScript, because the library is installed for the benchmark only
// and the project's type check does without it.
//
// - The core library, without the layers on top; no loss is read back; only the steps are timed.
// - Rows of a batch are copied by hand and handed over: `slice` copies the whole tensor each time
//   (13 ms a batch for 10 000 images) and `gather` takes 1.8 ms.
// - matMul and add, not the fused kernel: its gradient works out the one of the inputs as well.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
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
  // It wants all three addresses; the flags above say that it takes this one.
  const address = new URL(simd, import.meta.url).href;
  const builds = ['', '-simd', '-threaded-simd'];
  setWasmPaths(Object.fromEntries(builds.map((b) => [`tfjs-backend-wasm${b}.wasm`, address])));
  if (!(await tf.setBackend('wasm'))) throw new Error('no WASM back end');
  workload = given;
  const { size, inputs, targets, loss, layers } = given;
  const outputs = layers.at(-1).units;
  data = { X: inputs, Y: loss === 'mse' ? targets : oneHot(targets, outputs), size, outputs };
  variables = shapes().map(({ inputs, units }) => ({
    W: tf.variable(tf.zeros([inputs, units])),
    b: tf.variable(tf.zeros([units])),
  }));
  return null;
}

function oneHot(classes, count) {
  const rows = new Float32Array(classes.length * count);
  classes.forEach((c, i) => (rows[i * count + c] = 1));
  return rows;
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
    A = tf.add(tf.matMul(A, W), b);
    if (activation === 'tanh') A = tf.tanh(A);
    if (activation === 'relu') A = tf.relu(A);
  });
  return workload.loss === 'mse'
    ? tf.mean(tf.squaredDifference(A, Y))
    : tf.losses.softmaxCrossEntropy(Y, A);
}

/** The rows of a batch. The array is the tensor's own from here on, so it is a fresh one. */
function rows(values, size, batch) {
  const copy = new Float32Array(batch.length * size);
  for (let k = 0; k < batch.length; ++k) {
    const from = batch[k] * size;
    copy.set(values.subarray(from, from + size), k * size);
  }
  return tf.tensor2d(copy, [batch.length, size]);
}

/** One epoch for each order of the samples, from the initial weights. */
function train(orders) {
  setParameters(workload.theta);
  const { samples, batchSize, learningRate } = workload;
  const optimizer = tf.train.sgd(learningRate);
  const start = globalThis.performance.now();
  for (const order of orders) {
    for (let from = 0; from < samples; from += batchSize) {
      tf.tidy(() => {
        const batch = order.subarray(from, from + batchSize);
        const X = rows(data.X, data.size, batch);
        const Y = rows(data.Y, data.outputs, batch);
        optimizer.minimize(() => lossOf(X, Y));
      });
    }
  }
  const milliseconds = globalThis.performance.now() - start;
  optimizer.dispose();
  const everything = Int32Array.from({ length: samples }, (_, i) => i);
  const loss = tf.tidy(() => {
    const X = rows(data.X, data.size, everything);
    return lossOf(X, rows(data.Y, data.outputs, everything)).dataSync()[0];
  });
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
