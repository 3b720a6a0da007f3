// What the engine speaks of, as plain data: the JSON that the core writes, and what goes with it.
// Names and meanings are those of the Spec and of the command line.

/** What went wrong: `path` is the place in the Spec ("optimizer.beta1") or file, or "". */
export interface Problem {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A bare id stands for `{id}` with its defaults. */
export type Choice = string | { readonly id: string; readonly [parameter: string]: Json };

/**
 * A Spec as it is written. Everything but `data` has a default; the core is the only validator, so
 * this type is for authors: it names the keys and leaves the values' limits to `check`.
 */
export interface Spec {
  readonly version?: 1;
  readonly seed?: number;
  readonly data: { readonly source: string; readonly [parameter: string]: Json };
  readonly network?: { readonly layers: readonly LayerSpec[] };
  readonly loss?: Choice;
  readonly optimizer?: Choice;
  readonly schedule?: Choice;
  readonly batchSize?: number | 'full';
  readonly regularization?: {
    readonly l1?: number;
    readonly l2?: number;
    readonly biases?: boolean;
  };
  readonly precision?: 'auto' | 'float32' | 'float64';
  readonly stop?: {
    readonly epochs?: number;
    readonly steps?: number;
    readonly loss?: number;
    readonly gradient?: number;
    readonly patience?: number;
  };
  readonly fault?: string;
  readonly changes?: readonly {
    readonly step: number;
    readonly set: Readonly<Record<string, Json>>;
  }[];
}

export interface LayerSpec {
  readonly units?: number;
  readonly activation?: Choice;
  readonly init?: Choice;
  readonly biasInit?: Choice;
  readonly bias?: boolean;
  readonly dropout?: number;
}

/** The parts of a data set; one without samples is absent. */
export const parts = ['train', 'validation', 'test'] as const;
export type Part = (typeof parts)[number];

/** Of one part, in the targets' original units; which keys there are depends on the task. */
export interface Metrics {
  readonly loss: number;
  readonly penalty?: number;
  readonly mse?: number;
  readonly r2?: number;
  readonly accuracy?: number;
  readonly 'cross-entropy'?: number;
}

/** The metrics of every part at the same parameters; an absent part is null. */
export type PartMetrics = Readonly<Record<Part, Metrics | null>>;

/** Of the latest step. */
export interface StepReport {
  readonly loss: number;
  readonly gradientNorm: number;
  readonly stepNorm: number;
  readonly rate: number;
  readonly damping: number;
  readonly gainRatio: number;
  readonly evaluations: number;
  readonly rejections: number;
  readonly status: 'running' | 'converged' | 'stalled' | 'nonFinite' | 'singular';
  // What only some methods know.
  /** Trials that were accepted: at most one, or one per layer. */
  readonly accepted?: number;
  /** A lower bound of the condition of the damped system that was solved last. */
  readonly condition?: number;
  /** Of the angle between the step and the direction of steepest descent. */
  readonly cosine?: number;
  /** Share of the steps so far along which the loss rises at first. */
  readonly nonDescent?: number;
  /** The largest change of a pre-activation that was asked for. */
  readonly largestDz?: number;
}

/** `running`: more steps can be taken. `diverged`: the last finite parameters are kept. */
export type Status = 'running' | 'converged' | 'stopped' | 'stalled' | 'diverged';

export interface Best {
  readonly epoch: number;
  readonly loss: number;
}

/** Where a session stands. */
export interface Position {
  readonly status: Status;
  /** Why it is not running any more, in one sentence; otherwise "". */
  readonly reason: string;
  /** Full passes through the training part. */
  readonly epoch: number;
  /** Updates of the parameters. */
  readonly step: number;
  /** Passes with the fraction of the one under way. */
  readonly passes: number;
  /**
   * How often the method has evaluated the loss or its gradient, a mini-batch counted as its share
   * of the training part.
   */
  readonly evaluations: number;
  readonly best: Best | null;
  /** null before the first step. */
  readonly optimizer: StepReport | null;
}

/** The command line's progress line, with what a page wants beside it. */
export interface Progress extends Position, PartMetrics {
  /**
   * The step at which the metrics were taken. Small sets are evaluated for every report, large
   * ones at the ends of epochs; -1: not yet evaluated.
   */
  readonly evaluatedStep: number;
  /** The epoch of the same moment, with its fraction. */
  readonly evaluatedPasses: number;
  /** Whether a run is under way in the worker. */
  readonly training: boolean;
  /** Seconds of training since the start, pauses left out. */
  readonly seconds: number;
}

/** How a call of `run` ended; the command line's last line. `paused` exists only here. */
export interface Summary extends PartMetrics {
  readonly summary: true;
  readonly status: Exclude<Status, 'running'> | 'paused';
  readonly epochs: number;
  readonly steps: number;
  readonly seconds: number;
  readonly parameters: number;
  readonly best: Best | null;
  readonly engine: string;
  /** 16 hex digits: a hash of the parameters. */
  readonly fingerprint: string;
}

export interface LayerShape {
  readonly inputs: number;
  readonly units: number;
  readonly bias: boolean;
}

/** What a session is made of; fixed from `create` to `close`, but for `spec.changes`. */
export interface SessionInfo {
  /** Every value written out. */
  readonly spec: Spec;
  readonly task: {
    readonly kind: 'regression' | 'classes' | 'labels';
    /** Of the target columns, the classes or the labels. */
    readonly names: readonly string[];
  };
  readonly inputs: {
    /** Raw inputs of a sample, before any feature is made of them. */
    readonly count: number;
    /** One per input; empty for images. */
    readonly names: readonly string[];
    readonly image: {
      readonly height: number;
      readonly width: number;
      readonly channels: number;
    } | null;
  };
  /** Numbers that `predict` gives for a sample. */
  readonly outputs: number;
  readonly layers: readonly LayerShape[];
  readonly parameters: number;
  readonly stepsPerEpoch: number;
  readonly precision: 'float32' | 'float64';
  /** How many there are in each part. */
  readonly samples: Readonly<Record<Part, number>>;
  /** The units that are switched off: their numbers, ascending, for every layer. */
  readonly off: readonly (readonly number[])[];
  /**
   * What the best constant reaches that knows the training part only: its mean, or the shares of
   * its classes. Only the metrics that such a constant has.
   */
  readonly meanPredictor: Readonly<Record<Part, Partial<Metrics> | null>>;
  /** The MSE that no predictor can beat on fresh samples; null where the source does not know it. */
  readonly noiseVariance: number | null;
}

/** Raw samples of a part, for drawing: a subset spread evenly over the part when it is larger. */
export interface Samples {
  /** How many are here, and how many the part has. */
  readonly count: number;
  readonly total: number;
  /** Their numbers in the data set, for `images`. */
  readonly index: Int32Array;
  /** count × inputs, sample by sample; empty for images. */
  readonly inputs: Float32Array;
  /** count × targets, sample by sample: numbers, one class index, or 0 and 1 for each label. */
  readonly targets: Float32Array;
}

/** Bytes of chosen images: count × (height·width·channels). */
export interface Images {
  readonly count: number;
  readonly bytes: Uint8Array;
}

/** Samples of a part with the largest loss at its latest evaluation, the worst first. */
export interface Mistakes {
  /** Their numbers in the data set, for `images`. */
  readonly index: Int32Array;
  /** Numbers of classes. */
  readonly truth: Int32Array;
  readonly predicted: Int32Array;
  /** What the network gives the true class, 0 to 1. */
  readonly probability: Float32Array;
  /** The step at which they were taken. */
  readonly step: number;
}

/**
 * What an opened step holds of a layer, in the order of the core's list. Per sample, units × samples
 * held: input (a₋₁ after dropout) to target; per parameter, units × (inputs + 1), the bias last:
 * parameter to update.
 */
export const traceQuantities = [
  'input',
  'sum',
  'activation',
  'slope',
  'mask',
  'error',
  'target',
  'parameter',
  'gradient',
  'penalty',
  'update',
] as const;
export type TraceQuantity = (typeof traceQuantities)[number];

/** A part of a matrix, from a row and a column on; its numbers come row by row. */
export interface TraceWindow {
  readonly layer: number;
  readonly quantity: TraceQuantity;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** A step as it would be taken from the present parameters; nothing changes by looking at it. */
export interface StepTrace {
  /** Steps taken before. */
  readonly step: number;
  /** Samples of the batch. */
  readonly batch: number;
  /** Whether it is the batch of the session's next step. */
  readonly isNext: boolean;
  /** Their numbers in the data set, of those that are held: at most 256. */
  readonly samples: Int32Array;
  /** The loss of each of them. */
  readonly losses: Float64Array;
  /** Mean of the batch, without penalty. */
  readonly loss: number;
  readonly penalty: number;
  readonly rate: number;
  /** Of loss and penalty, before clipping. */
  readonly gradientNorm: number;
  /** What clipNorm multiplies the gradient by. */
  readonly clipping: number;
  readonly updateNorm: number;
  /** Whether the step leads to numbers. */
  readonly finite: boolean;
}

/** Gradients of loss and penalty at the latest steps, in the order of `parameters`. */
export interface GradientLog {
  readonly parameters: number;
  /** The number of each step, from 1 on. */
  readonly steps: Float64Array;
  /** steps × parameters */
  readonly values: Float64Array;
}

/** Values and slopes of an activation function at given z. */
export interface ActivationCurve {
  readonly values: Float64Array;
  readonly slopes: Float64Array;
}

/** The network's outputs over a rectangle of the two raw inputs. */
export interface GridRequest {
  readonly x: readonly [min: number, max: number];
  readonly y: readonly [min: number, max: number];
  /** Points in each direction, the ends included; 1 to 1024. */
  readonly nx: number;
  readonly ny: number;
}

/** The network's outputs along its only raw input. */
export interface CurveRequest {
  readonly x: readonly [min: number, max: number];
  /** Points, the ends included; 1 to 65536. */
  readonly n: number;
}

/** One plane per output, of nx·ny (grid: row by row from y's minimum) or n (curve) values. */
export interface Planes {
  readonly outputs: number;
  readonly values: Float32Array;
}

/** classes × classes counts of the last evaluation, row by row: a row is a true class. */
export interface Confusion {
  readonly classes: number;
  readonly counts: Float64Array;
  /** The step at which it was taken. */
  readonly step: number;
}

/** Counts over [−reach, reach), in bins of equal width; reach 0: all numbers are 0. */
export interface Histogram {
  readonly reach: number;
  readonly counts: readonly number[];
}

/** Of one layer, on a subset of the training part: see layer_statistics.h. */
export interface LayerStatistics {
  readonly preActivations: Histogram;
  readonly weights: Histogram;
  /** Of the mean loss, by the weights. */
  readonly gradients: Histogram;
  /** Whether the activation is flat on both sides, so that it can saturate. */
  readonly squashes: boolean;
  /** Share of the activations; 0 for the output. */
  readonly saturated: number;
  /** Units. */
  readonly dead: number;
  readonly weightNorm: number;
  readonly gradientNorm: number;
  readonly updateNorm: number;
}

export interface Inside {
  readonly step: number;
  readonly passes: number;
  /** Samples in the subset. */
  readonly samples: number;
  readonly layers: readonly LayerStatistics[];
  /** Over the run, row by row: passes, then the norms of gradient and update of every layer. */
  readonly norms: Float64Array;
}

/** A condition of the manifest that holds, and the change of the Spec that helps. */
export interface Finding {
  readonly id: string;
  readonly set: readonly { readonly path: string; readonly value: Json }[];
}

/**
 * What can be looked at while a session trains: by `view` once, by `watch` with every progress
 * report, all at the same parameters.
 */
export interface Views {
  /**
   * Layer by layer: W row-major out×in, then b. More than 20 000 of them come at most ten times a
   * second; in between `seen` keeps the latest.
   */
  parameters: { argument: true; result: Float64Array };
  /** Two raw inputs only. */
  grid: { argument: GridRequest; result: Planes };
  /** One raw input only. */
  curve: { argument: CurveRequest; result: Planes };
  /** Activations of every unit, one plane a unit, layer by layer. Two raw inputs only. */
  unitGrid: { argument: GridRequest; result: Planes };
  /** The same along the only raw input. */
  unitCurve: { argument: CurveRequest; result: Planes };
  /** null until the part has been evaluated, and for regression. */
  confusion: { argument: Part; result: Confusion | null };
  /** At most 100; null until the part has been evaluated, and for other tasks than classes. */
  mistakes: { argument: { readonly part: Part; readonly count: number }; result: Mistakes | null };
  /**
   * At most ten times a second, and in at most a tenth of the time; in between `seen` keeps the
   * latest. null before the first.
   */
  inside: { argument: true; result: Inside | null };
  /** Measured only while watched, at epochs that lie ever further apart, and at the end of a run. */
  conditions: { argument: true; result: readonly Finding[] };
  /** Of steps taken while it is watched, at most 200; null for more than 50 parameters. */
  gradients: { argument: true; result: GradientLog | null };
}
export type ViewName = keyof Views;
export type Watched = { readonly [N in ViewName]?: Views[N]['argument'] };
export type Seen = { readonly [N in ViewName]?: Views[N]['result'] };

/** A parameter of a component, with what a control for it needs. */
export interface ParameterInfo {
  readonly name: string;
  readonly type: 'number' | 'integer' | 'flag' | 'choice' | 'text' | 'points';
  readonly default: Json;
  readonly help: string;
  /** What is allowed. */
  readonly min?: number;
  readonly max?: number;
  /** What a slider spans. */
  readonly low?: number;
  readonly high?: number;
  readonly scale?: 'linear' | 'logarithmic';
  readonly choices?: readonly string[];
}

/** One thing that can be chosen; kinds add keys of their own. */
export interface ComponentInfo {
  readonly id: string;
  readonly label: string;
  readonly formula: string;
  readonly summary: string;
  readonly source: string;
  readonly parameters: readonly ParameterInfo[];
  readonly [extra: string]: unknown;
}

/** Everything that can be chosen, as the core lists it. */
export interface Manifest {
  readonly version: number;
  readonly engine: string;
  readonly activations: readonly ComponentInfo[];
  readonly losses: readonly ComponentInfo[];
  readonly initializers: readonly ComponentInfo[];
  readonly optimizers: readonly ComponentInfo[];
  readonly schedules: readonly ComponentInfo[];
  readonly datasets: readonly ComponentInfo[];
  readonly conditions: readonly ComponentInfo[];
  /** Their ids; what they are stands in generated/faults.ts. */
  readonly faults: readonly string[];
  readonly [more: string]: unknown;
}

/** What a predictor reaches in each part; null for an absent part. */
export type PartBaselines = Readonly<Record<Part, Partial<Metrics> | null>>;

/** A simple model that is shown beside the network. */
export interface NamedBaseline {
  readonly name: string;
  readonly metrics: PartBaselines;
}

/** How a CSV file is read when the answer should not be guessed. */
export interface CsvOptions {
  readonly delimiter?: ',' | ';' | '\t';
  readonly header?: boolean;
}

/** What a CSV file holds, before it is used. */
export interface CsvPreview {
  readonly delimiter: ',' | ';' | '\t';
  readonly header: boolean;
  readonly rows: number;
  readonly columns: readonly {
    readonly name: string;
    readonly kind: 'number' | 'text' | 'empty';
    readonly decimalComma: boolean;
    readonly missing: number;
    /** Values other than missing ones. */
    readonly distinct: number;
  }[];
  readonly firstRows: readonly (readonly string[])[];
  /** At most 20 of them, each with row and column in its path. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
}
