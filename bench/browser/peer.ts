import type { Workload } from './workloads';

/** What training led to. */
export interface Outcome {
  readonly milliseconds: number;
  /** Over all samples, at the parameters below, by the peer's own arithmetic. */
  readonly loss: number;
  /** In the order of `Workload.theta`. */
  readonly theta: Float64Array;
}

/** One library with one workload loaded. */
export interface Peer {
  /** Trains from the initial weights; only the training is timed. */
  train(epochs: number): Promise<Outcome>;
  close(): void;
}

export type MakePeer = (workload: Workload) => Promise<Peer>;
