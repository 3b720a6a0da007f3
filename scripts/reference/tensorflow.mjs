// Trains what start.cpp wrote with TensorFlow.js, one hidden layer of ReLU, by plain gradient
// descent, and prints the figures of the test part after every epoch as JSON. README.md says how.
//
//   node tensorflow.mjs start.bin mse|cross-entropy rate batch
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'package.json'));
const tf = require('@tensorflow/tfjs');
const wasm = require('@tensorflow/tfjs-backend-wasm');
const { version_core: version } = tf;
wasm.setWasmPaths(
  `${path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`,
);
await tf.setBackend('wasm');

const [file, loss, rate, batch] = process.argv.slice(2);
const bytes = readFileSync(file);
const all = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
const [train, test, inputs, outputs, parameters, epochs] = all;
let at = 6;
const take = (count) => all.subarray(at, (at += count));
const part = (samples) => [
  tf.tensor2d(Float32Array.from(take(samples * inputs)), [samples, inputs]),
  tf.tensor2d(Float32Array.from(take(samples * outputs)), [samples, outputs]),
];
const [X, Y] = part(train);
const [testX, testY] = part(test);
const theta = take(parameters);
const hidden = (parameters - outputs) / (inputs + 1 + outputs);

// Ours are units × inputs, row by row, then the biases; TensorFlow's kernels are inputs × units.
let place = 0;
const layer = (units, before) => {
  const W = theta.subarray(place, (place += units * before));
  const b = theta.subarray(place, (place += units));
  return [
    tf.variable(tf.tensor2d(Float32Array.from(W), [units, before]).transpose()),
    tf.variable(tf.tensor1d(Float32Array.from(b))),
  ];
};
const [W1, b1] = layer(hidden, inputs);
const [W2, b2] = layer(outputs, hidden);
const forward = (x) => x.matMul(W1).add(b1).relu().matMul(W2).add(b2);
const lossOf = (x, y) =>
  loss === 'mse'
    ? tf.losses.meanSquaredError(y, forward(x))
    : tf.losses.softmaxCrossEntropy(y, forward(x));

const optimizer = tf.train.sgd(Number(rate));
const curve = [];
for (let epoch = 0; epoch < epochs; ++epoch) {
  const order = Int32Array.from(take(train));
  for (let from = 0; from < train; from += Number(batch)) {
    tf.tidy(() => {
      const chosen = tf.tensor1d(
        order.subarray(from, Math.min(from + Number(batch), train)),
        'int32',
      );
      optimizer.minimize(() => lossOf(X.gather(chosen), Y.gather(chosen)));
    });
  }
  curve.push(tf.tidy(() => lossOf(testX, testY).dataSync()[0]));
}
console.log(JSON.stringify({ program: `TensorFlow.js ${version}`, loss, rate, batch, curve }));
