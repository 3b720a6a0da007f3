/**
 * The trained network as an ONNX model: raw inputs in, outputs in original units out, as the page
 * predicts them, in single precision. Scaling and features are part of it.
 */
import { encodeModel, type Node, type Tensor } from './onnx_model';
import { valueOf, type Chosen, type Program, type Scale } from './program';
import type { Term } from './terms';

export interface Trained {
  readonly program: Program;
  /** Layer by layer: W row by row, then b. */
  readonly parameters: Float64Array;
  /** Units that are switched off, by layer: they give 0. */
  readonly off: readonly (readonly number[])[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly version: string;
}

export function onnxOf({
  program,
  parameters,
  off,
  metadata,
  version,
}: Trained): Uint8Array<ArrayBuffer> {
  const graph = new Graph();
  const { layers, terms, data, inputs, scale, scaleTargets, targets, images } = program;
  let value = 'inputs';
  if (images) value = graph.with(value, 'Div', 255);
  const ofInputs = (row: number, column: number): number =>
    (data.inputs[row * inputs + column] ?? NaN) / (images ? 255 : 1);
  if (!images && data.inputs.some(Number.isNaN)) {
    value = graph.withoutGaps(value, figuresOf('center', inputs, data.train, ofInputs).shift);
  }
  if (scale !== 'none') {
    const { shift, factor } = figuresOf(scale, inputs, data.train, ofInputs);
    value = graph.with(graph.with(value, 'Sub', shift), 'Mul', factor);
  }
  if (terms) value = graph.features(value, terms, inputs);
  let next = 0;
  layers.forEach(({ inputs: width, units, bias, activation }, l) => {
    const weights = Float32Array.from(parameters.subarray(next, next + units * width));
    next += units * width;
    for (const unit of off[l - 1] ?? []) {
      for (let row = 0; row < units; ++row) weights[row * width + unit] = 0;
    }
    const w = graph.tensor(`layers.${l}.weight`, [units, width], weights);
    const b = bias
      ? [
          graph.tensor(
            `layers.${l}.bias`,
            [units],
            Float32Array.from(parameters.subarray(next, next + units)),
          ),
        ]
      : [];
    if (bias) next += units;
    value = graph.node('Gemm', [value, w, ...b], { transB: { int: 1 } });
    value = graph.activation(value, activation);
  });
  if (scaleTargets !== 'none') {
    const ofTargets = (row: number, column: number): number =>
      data.targets[row * targets + column] ?? NaN;
    const { shift, factor } = figuresOf(scaleTargets, targets, data.train, ofTargets);
    const spread = factor.map((one) => (one === 0 ? 0 : 1 / one));
    value = graph.with(graph.with(value, 'Mul', spread), 'Add', shift);
  }
  graph.rename(value, 'outputs');
  return encodeModel({
    name: program.title,
    producer: 'Fall Line',
    producerVersion: version,
    about: `${program.title}. Inputs: ${program.inputNames.join(', ') || 'bytes of images'}.`,
    metadata,
    nodes: graph.nodes,
    tensors: graph.tensors,
    input: { name: 'inputs', width: inputs },
    output: { name: 'outputs', width: layers.at(-1)?.units ?? 1 },
  });
}

/** Of the samples that train, missing values left out; a constant column becomes 0 (prepare.cpp). */
function figuresOf(
  scale: Scale,
  columns: number,
  rows: number,
  valueAt: (row: number, column: number) => number,
): { readonly shift: readonly number[]; readonly factor: readonly number[] } {
  const figures = Array.from({ length: columns }, (_, column) => {
    let [sum, count, low, high] = [0, 0, Infinity, -Infinity];
    for (let row = 0; row < rows; ++row) {
      const value = valueAt(row, column);
      if (Number.isNaN(value)) continue;
      sum += value;
      count += 1;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    const mean = count > 0 ? sum / count : 0;
    let squares = 0;
    for (let row = 0; row < rows; ++row) {
      const value = valueAt(row, column);
      if (!Number.isNaN(value)) squares += (value - mean) ** 2;
    }
    const spread =
      scale === 'center' ? 1 : scale === 'standardize' ? Math.sqrt(squares / count) : high - low;
    const isConstant = !(high > low) || !(spread > 0);
    return {
      shift: scale === 'minmax' && !isConstant ? low : mean,
      factor: isConstant ? 0 : 1 / spread,
    };
  });
  return { shift: figures.map((one) => one.shift), factor: figures.map((one) => one.factor) };
}

/** Nodes in the order in which they are computed; each gives one value, named by its number. */
class Graph {
  nodes: Node[] = [];
  readonly tensors: Tensor[] = [];

  node(op: string, inputs: readonly string[], attributes: Node['attributes'] = {}): string {
    const output = `value ${this.nodes.length + 1}`;
    this.nodes.push({ op, inputs, output, attributes });
    return output;
  }

  tensor(name: string, dims: readonly number[], values: Tensor['values']): string {
    this.tensors.push({ name, dims, values });
    return name;
  }

  /** An operation with a constant: one number for all, or one for each column. */
  with(value: string, op: string, constant: number | readonly number[]): string {
    return this.node(op, [value, this.constant(constant)]);
  }

  /** The mean in the place of what is missing. */
  withoutGaps(value: string, means: readonly number[]): string {
    return this.node('Where', [this.node('IsNaN', [value]), this.constant(means), value]);
  }

  features(value: string, terms: readonly Term[], inputs: number): string {
    const column = Array.from({ length: inputs }, (_, i) => {
      const index = this.tensor(`column ${i + 1}`, [1], BigInt64Array.of(BigInt(i)));
      return this.node('Gather', [value, index], { axis: { int: 1 } });
    });
    const products = terms.map(({ factors }) =>
      factors
        .map(({ input, function: kind, power }) => {
          const x = column[input] ?? value;
          if (kind !== 'power') return this.node(kind === 'sin' ? 'Sin' : 'Cos', [x]);
          return power === 1 ? x : this.with(x, 'Pow', power);
        })
        .reduce((product, factor) => this.node('Mul', [product, factor])),
    );
    return this.node('Concat', products, { axis: { int: 1 } });
  }

  activation(z: string, activation: Chosen): string {
    switch (activation.id) {
      case 'linear':
        return z;
      case 'sigmoid':
        return this.node('Sigmoid', [z]);
      case 'tanh':
        return this.node('Tanh', [z]);
      case 'relu':
        return this.node('Relu', [z]);
      case 'leaky-relu':
        return this.node('LeakyRelu', [z], { alpha: { float: valueOf(activation, 'slope') } });
      case 'elu':
        return this.node('Elu', [z], { alpha: { float: valueOf(activation, 'alpha') } });
      case 'gelu':
        return this.halves(z, this.node('Erf', [this.with(z, 'Mul', Math.SQRT1_2)]));
      case 'gelu-tanh': {
        const cube = this.with(this.with(z, 'Pow', 3), 'Mul', 0.044715);
        const inner = this.with(this.node('Add', [z, cube]), 'Mul', Math.sqrt(2 / Math.PI));
        return this.halves(z, this.node('Tanh', [inner]));
      }
      case 'softplus':
        return this.node('Softplus', [z]);
      case 'silu':
        return this.node('Mul', [z, this.node('Sigmoid', [z])]);
      case 'softmax':
        return this.node('Softmax', [z], { axis: { int: 1 } });
      default:
        throw new Error(`${activation.label} has no counterpart in ONNX.`);
    }
  }

  /** Gives a value the name by which it is asked for. */
  rename(value: string, name: string): void {
    const last = this.node('Identity', [value]);
    this.nodes = this.nodes.map((node) =>
      node.output === last ? { ...node, output: name } : node,
    );
  }

  /** ½ z (1 + s) */
  private halves(z: string, s: string): string {
    return this.with(this.node('Mul', [z, this.with(s, 'Add', 1)]), 'Mul', 0.5);
  }

  private constant(value: number | readonly number[]): string {
    const name = `constant ${this.tensors.length + 1}`;
    return typeof value === 'number'
      ? this.tensor(name, [], Float32Array.of(value))
      : this.tensor(name, [value.length], Float32Array.from(value));
  }
}
