// What the lab module can be asked beside all that the first module can: one map from a task to its
// argument and result. The worker has a handler for each in lab.ts, or it does not compile.
import type { LinearModelChoice, LinearModels, Linearity, LogisticSolver } from './linear';
import type { ClaimState, JudgeState } from './lesson_tasks';
import type { Part, Spec } from './model';
import type { Decomposition, Distribution, TestOutcome } from './sweep_types';

export interface LabTasks {
  /**
   * The gradient at the session's parameters against central differences, for about so many
   * milliseconds; goes on at the next call unless it is to begin anew.
   */
  gradientCheck: {
    readonly argument: { readonly anew: boolean; readonly milliseconds: number };
    readonly result: {
      /** Of the work that is done, 0 to 1. */
      readonly share: number;
      /** When all is done. */
      readonly report: GradientReport | null;
    };
  };
  /** The first steps of the session's optimizer against its formula. */
  updateCheck: { readonly argument: null; readonly result: UpdateCheck };
  /** Linear models in closed form on the session's data; `path`: ridge for each of these λ. */
  linearModels: {
    readonly argument: {
      readonly models: readonly LinearModelChoice[];
      readonly path: readonly number[];
    };
    readonly result: LinearModels;
  };
  /** How linear the network is with the parameters that it has. */
  linearity: { readonly argument: null; readonly result: Linearity };
  /** The experiment that is logistic regression on the same data, with that penalty. */
  logisticSpec: {
    readonly argument: { readonly solver: LogisticSolver; readonly l2: number };
    readonly result: Spec;
  };
  /** What the network says of the test part, and its metrics on so many samples of that part. */
  testOutcome: { readonly argument: { readonly samples: number }; readonly result: TestOutcome };
  /**
   * What repeats say: each figure's distribution, and of predictors, one after the other, bias and
   * variance; of no session.
   */
  distributions: {
    readonly argument: {
      readonly level: number;
      readonly values: Readonly<Record<string, Float64Array>>;
      readonly targets: Float64Array;
      readonly predictions: Float64Array;
    };
    readonly result: {
      readonly figures: Readonly<Record<string, Distribution>>;
      readonly decomposition: Decomposition | null;
    };
  };
  /**
   * The mean loss of the training part, without penalty, at parameters of one's own: one number for
   * each vector of `parameters`, given one after the other. The session's own stay as they are.
   */
  lossesAt: {
    readonly argument: { readonly thetas: Float64Array };
    readonly result: Float64Array<ArrayBuffer>;
  };
  /** The gradient of that loss, with its penalty, at one such vector. */
  gradientAt: {
    readonly argument: { readonly theta: Float64Array };
    readonly result: Float64Array<ArrayBuffer>;
  };
  /**
   * The step that Levenberg-Marquardt would try there with the damping μ; 0: as good as undamped.
   * An error with code "conflict" for objectives and precisions that have none.
   */
  dampedStepAt: {
    readonly argument: { readonly theta: Float64Array; readonly mu: number };
    readonly result: Float64Array<ArrayBuffer>;
  };
  /**
   * The samples of a part in the order in which they are trained: of each the raw inputs (none for
   * images) and then the targets, as the doubles that they are.
   */
  samples: {
    readonly argument: { readonly part: Part };
    readonly result: Float64Array<ArrayBuffer>;
  };
  /**
   * A claim of a lesson, trained run by run for about so many milliseconds; goes on at the next call
   * unless it is to begin anew. Not bound to the session that is asked.
   */
  claim: {
    readonly argument: {
      /** The text of lesson.json. */
      readonly lesson: string;
      /** Its id. */
      readonly claim: string;
      readonly anew: boolean;
      readonly milliseconds: number;
    };
    readonly result: ClaimState;
  };
  /** The same for a reader's Spec, judged by what a task asks for. */
  judge: {
    readonly argument: {
      readonly lesson: string;
      readonly task: string;
      readonly spec: Spec;
      /** The number that was said before; null without one. */
      readonly answer: number | null;
      readonly anew: boolean;
      readonly milliseconds: number;
    };
    readonly result: JudgeState;
  };
}
export type LabTask = keyof LabTasks;
export type LabArgument<T extends LabTask> = LabTasks[T]['argument'];
export type LabResult<T extends LabTask> = LabTasks[T]['result'];

/** A task with what it is asked, as it crosses to the worker. */
export type LabQuestion = {
  [T in LabTask]: { readonly task: T; readonly argument: LabTasks[T]['argument'] };
}[LabTask];
export type LabAnswer = LabTasks[LabTask]['result'];

export type GradientVerdict = 'right' | 'wrong' | 'unsure';

/** One number a step size, in double and in float; null where kinks leave too little. */
export interface StepSweep {
  readonly float64: readonly (number | null)[];
  readonly float32: readonly (number | null)[];
}

/** The weights or the biases of a layer; core/include/fallline/gradient_check.h. */
export interface GradientPart {
  /** From 1. */
  readonly layer: number;
  readonly part: 'weights' | 'biases';
  /** Of the layer. */
  readonly inputs: number;
  readonly parameters: number;
  /** Those that were looked at. */
  readonly checked: number;
  readonly verdict: GradientVerdict;
  /** The size of the difference that decides. */
  readonly step: number;
  /** |n − g| / max(|n|, |g|). */
  readonly error: number;
  /** In float, at the best of its sizes; null where kinks leave too little at all of them. */
  readonly floatError: number | null;
  /** |g| / |n|, and the cosine of the angle between them. */
  readonly ratio: number;
  readonly cosine: number;
  /** Parameters whose difference crosses a kink. */
  readonly kinks: number;
  readonly largest: number;
  readonly worst: number | null;
  readonly sweep: StepSweep;
  /** Numbers in `parameters`, and the error of each; null across a kink. */
  readonly places: readonly number[];
  readonly elements: readonly (number | null)[];
}

export interface GradientReport {
  readonly verdict: GradientVerdict;
  /** At fault, from 1. */
  readonly layer: number | null;
  /** The fault that would give this gradient, or "other". */
  readonly fault: string | null;
  readonly samples: number;
  readonly loss: number;
  readonly tolerance: number;
  /** Sizes of the differences that were tried. */
  readonly steps: { readonly float64: readonly number[]; readonly float32: readonly number[] };
  readonly parts: readonly GradientPart[];
}

/** The steps of an optimizer against its formula; core/include/fallline/update_check.h. */
export interface UpdateCheck {
  /** Methods that solve a system or search a line have no formula for each parameter. */
  readonly exists: boolean;
  readonly optimizer: string;
  /** Steps that were compared. */
  readonly steps: number;
  readonly tolerance: number;
  /** The largest |Δ − Δ'| / |Δ'| among them. */
  readonly error: number;
  /** The first step that is wrong; null: none is. */
  readonly step: number | null;
}
