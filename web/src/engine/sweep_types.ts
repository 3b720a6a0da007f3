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
  readonly resamples?: number;
}

/** All runs of a sweep: the last axis turns fastest, seeds or resamples within a cell faster still. */
export interface Expansion {
  readonly axes: readonly { readonly path: string; readonly values: readonly Json[] }[];
  readonly seeds: readonly number[];
  readonly resamples: number;
  readonly specs: readonly Spec[];
}
