// What a sweep is, as plain data: the document that the command line reads, and what comes of it.
import type { Choice, Json, Spec } from './model';

/** What varies in a sweep; see docs/sweep.md for the paths of many layers at once. */
export type SweepAxis =
  | { readonly path: string; readonly values: readonly Json[] }
  | {
      readonly path: string;
      readonly from: number;
      readonly to: number;
      readonly count: number;
      readonly scale?: 'linear' | 'logarithmic';
      readonly integer?: boolean;
    }
  | { readonly path: 'network.layers'; readonly random: RandomNetworks };

/** Networks to draw; what is left out has the core's defaults. */
export interface RandomNetworks {
  readonly count?: number;
  readonly seed?: number;
  /** Of hidden layers, and of units in each: the least and the most. */
  readonly depth?: readonly [least: number, most: number];
  readonly units?: readonly [least: number, most: number];
  readonly activations?: readonly Choice[];
  readonly inits?: readonly Choice[];
  readonly biasInits?: readonly Choice[];
}

/** One Spec, varied along axes and seeds: what the command line's `sweep` reads. */
export interface Sweep {
  readonly version?: 1;
  readonly spec: Spec;
  readonly axes?: readonly SweepAxis[];
  readonly seeds?: number | readonly number[];
  /** In place of seeds: bootstrap samples of the training part, or folds that are left out. */
  readonly resamples?: number;
  readonly folds?: number;
  /** A run per cell, its figures over that many samples of the test part. */
  readonly testResamples?: number;
  /** The share of repeats that an interval holds. */
  readonly level?: number;
}

/** All runs of a sweep: the last axis turns fastest, repeats within a cell faster still. */
export interface Expansion {
  readonly axes: readonly { readonly path: string; readonly values: readonly Json[] }[];
  readonly seeds: readonly number[];
  readonly resamples: number;
  readonly folds: number;
  readonly testResamples: number;
  readonly level: number;
  readonly specs: readonly Spec[];
}

/** A figure over repeats; core/include/fallline/resampling.h. */
export interface Distribution {
  readonly count: number;
  readonly mean: number;
  readonly deviation: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Mean squared error of predictors that were trained alike, taken apart: error = bias² + variance. */
export interface Decomposition {
  readonly bias2: number;
  readonly variance: number;
  readonly error: number;
}

/** What a run says of the test part. */
export interface TestOutcome {
  /** Of a regression, sample by sample; else empty. */
  readonly targets: Float64Array;
  /** Predictions of a regression, else the share of each sample's outputs that is right. */
  readonly values: Float64Array;
  /** By metric, its values on samples of the test part. */
  readonly drawn: Readonly<Record<string, Float64Array>>;
}
