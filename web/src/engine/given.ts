// Arrays of the caller's, as the source `given` takes them.
import { engineError } from './errors';
import type { GivenArrays } from './protocol';
import type { Choice, Spec } from './model';

/** Numbers in any usual form. */
export type Numbers = ArrayLike<number>;

/** Data of one's own, sample by sample: all inputs of the first sample, then of the second, … */
export interface Given {
  /** A Uint8Array together with `image` holds images, which stay bytes. */
  readonly inputs: Numbers;
  /**
   * Regression: the target values. Classes: one class index a sample, or -1 and 1 for two classes,
   * or one-hot rows. Labels: 0 or 1 for each label. Which it is follows from `task`.
   */
  readonly targets: Numbers;
  /** Left out: as the Spec's loss and output activation ask. */
  readonly task?: 'regression' | 'classes' | 'labels';
  /** Left out: as many as there are targets for. */
  readonly samples?: number;
  /** Of the target columns, the classes or the labels. */
  readonly names?: readonly string[];
  readonly inputNames?: readonly string[];
  readonly image?: { readonly height: number; readonly width: number; readonly channels?: number };
  /** Samples from here on are the test part. */
  readonly testFrom?: number;
}

/** The arrays checked for their sizes, copied, and with everything said that was left out. */
export function givenArrays(spec: Spec, given: Given): GivenArrays {
  const units = outputUnits(spec);
  const kind = given.task ?? kindOf(spec);
  const perSample = kind === 'classes' ? 1 : (given.names?.length ?? units ?? 1);
  const samples = given.samples ?? given.targets.length / perSample;
  if (!Number.isInteger(samples) || samples < 1) {
    throw wrong('data.targets', `${given.targets.length} targets do not make whole samples.`);
  }
  if (given.inputs.length % samples !== 0 || given.inputs.length === 0) {
    throw wrong('data.inputs', `${given.inputs.length} inputs do not make ${samples} samples.`);
  }
  const rows = given.targets.length / samples;
  const targets =
    kind === 'classes' ? indicesOf(given.targets, samples, rows) : Float64Array.from(given.targets);
  const count = kind === 'classes' ? classCount(targets, rows, units) : rows;
  return {
    kind,
    names: given.names ?? namesFor(kind, count),
    samples,
    inputs: given.image ? bytesOf(given.inputs) : Float64Array.from(given.inputs),
    targets,
    inputNames: given.inputNames ?? inputNames(given, samples),
    image: given.image ? { channels: 1, ...given.image } : null,
    testFrom: given.testFrom ?? null,
  };
}

function wrong(path: string, message: string): Error {
  return engineError('wrong-shape', message, path);
}

function idOf(choice: Choice | undefined): string | undefined {
  return typeof choice === 'string' ? choice : choice?.id;
}

function outputUnits(spec: Spec): number | undefined {
  return spec.network?.layers.at(-1)?.units;
}

/** What the output and the loss are for. */
function kindOf(spec: Spec): GivenArrays['kind'] {
  const loss = idOf(spec.loss);
  const output = idOf(spec.network?.layers.at(-1)?.activation);
  if (loss === 'cross-entropy' || output === 'softmax') return 'classes';
  if (loss === 'hinge' || loss === 'squared-hinge') return 'classes';
  if (loss === 'binary-cross-entropy') {
    return (outputUnits(spec) ?? 1) > 1 ? 'labels' : 'classes';
  }
  return 'regression';
}

/** Class indices of what may be signs, or one-hot rows (the largest entry counts). */
function indicesOf(targets: Numbers, samples: number, rows: number): Float64Array {
  if (rows === 1) {
    const indices = Float64Array.from(targets);
    const signs = indices.every((target) => target === -1 || target === 1);
    return signs && indices.includes(-1) ? indices.map((sign) => (sign + 1) / 2) : indices;
  }
  const indices = new Float64Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    let best = 0;
    for (let row = 1; row < rows; row++) {
      const at = sample * rows;
      if ((targets[at + row] ?? NaN) > (targets[at + best] ?? NaN)) best = row;
    }
    indices[sample] = best;
  }
  return indices;
}

/** Two classes at one unit; otherwise as many as units, rows or the largest index say. */
function classCount(indices: Float64Array, rows: number, units: number | undefined): number {
  if (rows > 1) return rows;
  const largest = indices.reduce((most, index) => Math.max(most, index), 1);
  return Math.max(units ?? 0, largest + 1, 2);
}

function namesFor(kind: GivenArrays['kind'], count: number): string[] {
  const first = kind === 'classes' ? 0 : 1;
  const stem = kind === 'classes' ? '' : 'y';
  if (kind !== 'classes' && count === 1) return ['y'];
  return Array.from({ length: count }, (_, i) => `${stem}${i + first}`);
}

function inputNames(given: Given, samples: number): string[] {
  if (given.image) return [];
  const count = given.inputs.length / samples;
  return Array.from({ length: count }, (_, i) => `x${i + 1}`);
}

function bytesOf(inputs: Numbers): Uint8Array {
  for (let i = 0; i < inputs.length; i++) {
    const value = inputs[i] ?? -1;
    if (!(value >= 0 && value <= 255) || !Number.isInteger(value)) {
      throw wrong(`data.inputs[${i}]`, 'Images are bytes: whole numbers from 0 to 255.');
    }
  }
  return Uint8Array.from(inputs);
}
