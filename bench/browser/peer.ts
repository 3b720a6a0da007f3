/** What is trained, as far as rounds and tables have to know it. */
export interface Work {
  readonly id: string;
  readonly title: string;
  readonly samples: number;
  readonly batchSize: number;
  /** Both train so long, and must agree in loss and parameters then, within `tolerance`. */
  readonly epochsToAgree: number;
  readonly tolerance: number;
  /** Epochs of a timed round, so that it takes some tenths of a second. */
  readonly epochs: { readonly product: number; readonly peer: number };
  /** How many times as fast as the peer the product is to be. */
  readonly wanted: number;
}

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
  /** The same with settings that both can have, where each one trains with its own. */
  agree?(epochs: number): Promise<Outcome>;
  close(): void;
}
