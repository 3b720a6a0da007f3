// ml-levenberg-marquardt in a worker, by the quickest way found that leaves the library as it is:
// with an analytic Jacobian, which saves it one evaluation of the whole model for each of the 81
// parameters, and with one array for all rows of it, since the library copies them at once.
// JavaScript, because the library is installed for the benchmark only and the project's type check
// does without it.
import { levenbergMarquardt } from 'ml-levenberg-marquardt';

let fit;
let marquardt;
let points;
let hidden;
let row;

/** Takes the fit over (fit.ts): one hidden layer of tanh, one linear output, two inputs. */
function load(given) {
  fit = given;
  hidden = given.layers[0].units;
  row = new Array(4 * hidden + 1).fill(0);
  // The library's x is a number: which sample.
  points = {
    x: Float64Array.from({ length: given.samples }, (_, i) => i),
    y: Float64Array.from(given.targets),
  };
  marquardt = {
    damping: given.damping,
    dampingStepDown: 10,
    dampingStepUp: 10,
    improvementThreshold: 0,
  };
  return null;
}

/** Parameters as in Workload.theta: W (hidden × 2, row by row), b, then V (1 × hidden) and c. */
function model(p) {
  const { inputs } = fit;
  return (i) => {
    const x = inputs[2 * i];
    const y = inputs[2 * i + 1];
    let sum = p[4 * hidden];
    for (let h = 0; h < hidden; ++h) {
      sum += p[3 * hidden + h] * Math.tanh(p[2 * h] * x + p[2 * h + 1] * y + p[2 * hidden + h]);
    }
    return sum;
  };
}

function slopes(p) {
  const { inputs } = fit;
  return (i) => {
    const x = inputs[2 * i];
    const y = inputs[2 * i + 1];
    for (let h = 0; h < hidden; ++h) {
      const a = Math.tanh(p[2 * h] * x + p[2 * h + 1] * y + p[2 * hidden + h]);
      const slope = p[3 * hidden + h] * (1 - a * a);
      row[2 * h] = slope * x;
      row[2 * h + 1] = slope * y;
      row[2 * hidden + h] = slope;
      row[3 * hidden + h] = a;
    }
    row[4 * hidden] = 1;
    return row;
  };
}

/** So many iterations from the initial weights; the loss is the mean of the squares. */
function train(maxIterations, settings = {}) {
  const options = {
    ...settings,
    initialValues: Array.from(fit.theta),
    maxIterations,
    errorTolerance: 0,
    jacobianFunction: slopes,
  };
  const start = globalThis.performance.now();
  const found = levenbergMarquardt(points, model, options);
  const milliseconds = globalThis.performance.now() - start;
  if (found.iterations !== maxIterations) throw new Error(`It stopped at ${found.iterations}.`);
  return {
    milliseconds,
    loss: found.parameterError / fit.samples,
    theta: Float64Array.from(found.parameterValues),
  };
}

const handlers = {
  load,
  train: (iterations) => train(iterations),
  agree: (iterations) => train(iterations, marquardt),
};

globalThis.onmessage = ({ data: { name, argument } }) => {
  try {
    globalThis.postMessage({ value: handlers[name](argument) });
  } catch (error) {
    globalThis.postMessage({ error: error instanceof Error ? error.stack : String(error) });
  }
};
