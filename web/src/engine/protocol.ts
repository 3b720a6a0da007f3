// What page and worker say to each other: one map from a message's name to its argument and result.
//
// page → worker: requests (answered once, by id) and acknowledgements of progress.
// worker → page: replies, and events that nobody asked for.
import type { LabAnswer, LabQuestion } from './lab_tasks';
import type {
  ActivationCurve,
  CsvOptions,
  CsvPreview,
  Images,
  Part,
  PartMetrics,
  Position,
  Problem,
  Progress,
  Samples,
  Seen,
  SessionInfo,
  StepTrace,
  Summary,
  TraceWindow,
  Watched,
} from './model';
import type { StepLosses } from './steps';

/** A session's number, given by the page; the worker holds several. */
export type SessionId = number;

/** Data handed over as arrays, sample by sample; see given.ts for how it is made. */
export interface GivenArrays {
  readonly kind: 'regression' | 'classes' | 'labels';
  /** Of the target columns, the classes or the labels. */
  readonly names: readonly string[];
  readonly samples: number;
  /** samples × inputs: numbers, or bytes when `image` says so. */
  readonly inputs: Float64Array | Uint8Array;
  /** samples × targets (classes: one index a sample). */
  readonly targets: Float64Array;
  readonly inputNames: readonly string[];
  readonly image: {
    readonly height: number;
    readonly width: number;
    readonly channels: number;
  } | null;
  /** Samples from here on are the test part; null: the Spec's split decides. */
  readonly testFrom: number | null;
}

/**
 * What a session is made from. Files stay Blobs: the browser keeps their bytes (on disk, for files
 * that the user chose), and the page can make the same session again in a fresh worker.
 */
export interface Sources {
  readonly files: readonly { readonly name: string; readonly blob: Blob }[];
  readonly given: GivenArrays | null;
}

/** Where a run ends; null: at the Spec's own stop rule only. */
export interface Target {
  readonly epoch: number | null;
  readonly step: number | null;
}

/** A state to which a session can be brought back. */
export interface Kept {
  readonly snapshot: Uint8Array;
  readonly step: number;
  readonly passes: number;
  readonly seconds: number;
  /** Of the training part at this step; null where it was not measured. */
  readonly loss: number | null;
  /** Of the latest mini-batch; null before the first. */
  readonly batchLoss: number | null;
}

export interface LoadedInfo {
  /** The engine's version. */
  readonly engine: string;
  /** Whether the worker holds the lock, which is free again when the worker has ended. */
  readonly locked: boolean;
}

/** Everything about a session right after it was made or changed. */
export interface SessionState {
  readonly info: SessionInfo;
  readonly progress: Progress;
}

interface OfSession {
  readonly session: SessionId;
}

/** Every request: the worker has a handler for each, or it does not compile. */
export interface Requests {
  /** First of all: the compiled module, and whether it is the lab's. */
  load: {
    argument: {
      readonly module: WebAssembly.Module;
      readonly lab: boolean;
      readonly lock: string | null;
    };
    result: LoadedInfo;
  };
  /** Answered between slices: a sign of life. */
  ping: { argument: null; result: null };

  check: { argument: { readonly spec: string }; result: readonly Problem[] };
  setValue: {
    argument: { readonly spec: string; readonly path: string; readonly value: string };
    result: string;
  };
  /** `sweep` is JSON, and so is what it makes: an Expansion. Only the lab module answers. */
  expand: { argument: { readonly sweep: string }; result: string };
  /** `choice` is JSON: an activation as the Spec writes it. */
  activation: {
    argument: { readonly choice: string; readonly z: Float64Array };
    result: ActivationCurve;
  };
  /** The learning rate after so many passes, by the schedule and optimizer of a Spec. */
  rates: {
    argument: {
      readonly spec: string;
      readonly stepsPerEpoch: number;
      readonly passes: Float64Array;
    };
    result: Float64Array;
  };
  previewCsv: {
    argument: { readonly blob: Blob; readonly name: string; readonly options: CsvOptions };
    result: CsvPreview;
  };

  /** Makes a session, at its start or at a kept state. */
  create: {
    argument: OfSession & {
      readonly spec: string;
      readonly sources: Sources;
      readonly kept: Kept | null;
      readonly watched: Watched;
      /** Whether more is kept than what a fresh worker needs: log-spaced moments to go back to. */
      readonly moments: boolean;
    };
    result: SessionState;
  };
  close: { argument: OfSession; result: null };

  /** Answered when the run ends. `target` counts from here, or from the start of all training. */
  run: {
    argument: OfSession & {
      readonly target: Target;
      readonly from: 'here' | 'start';
      readonly every: number | null;
    };
    result: Summary;
  };
  /** Steps one after the other without measuring anything else; answered when they are done. */
  takeSteps: { argument: OfSession & { readonly count: number }; result: StepLosses };
  pause: { argument: OfSession; result: Position };
  retune: {
    argument: OfSession & { readonly path: string; readonly value: string };
    result: SessionState;
  };
  reset: { argument: OfSession; result: SessionState };
  snapshot: { argument: OfSession; result: Uint8Array };
  /** `seconds`: the training that has led there; null: as before. */
  restore: {
    argument: OfSession & { readonly snapshot: Uint8Array; readonly seconds: number | null };
    result: SessionState;
  };
  setParameters: { argument: OfSession & { readonly theta: Float64Array }; result: Position };

  /** One number of `parameters`; a run goes on. */
  setParameter: {
    argument: OfSession & { readonly index: number; readonly value: number };
    result: null;
  };
  /** A unit that is off gives 0 and learns nothing; a run goes on. */
  switchUnit: {
    argument: OfSession & { readonly layer: number; readonly unit: number; readonly on: boolean };
    result: SessionState;
  };

  predict: { argument: OfSession & { readonly inputs: Float64Array }; result: Float64Array };
  /** Of every unit, layer by layer, sample by sample. */
  activations: { argument: OfSession & { readonly inputs: Float64Array }; result: Float64Array };
  evaluate: { argument: OfSession; result: PartMetrics };
  fingerprint: { argument: OfSession; result: string };
  samples: {
    argument: OfSession & { readonly part: Part; readonly maximum: number };
    result: Samples;
  };
  images: { argument: OfSession & { readonly index: Int32Array }; result: Images };
  view: {
    argument: OfSession & { readonly views: Watched };
    result: Seen;
  };
  watch: { argument: OfSession & { readonly views: Watched }; result: null };
  /** Opens the next step, of its batch (null) or of one sample of the training part. */
  trace: { argument: OfSession & { readonly sample: number | null }; result: StepTrace | null };
  /** Numbers of the step that was opened last. */
  traceWindows: {
    argument: OfSession & { readonly windows: readonly TraceWindow[] };
    result: readonly Float64Array[];
  };
  /** Frees the memory of the open step. */
  closeTrace: { argument: OfSession; result: null };
  /** What only the lab module answers. */
  lab: { argument: OfSession & LabQuestion; result: LabAnswer };
  /** Bytes of WebAssembly memory that the worker holds. */
  memory: { argument: null; result: number };
}
export type RequestName = keyof Requests;
export type Argument<N extends RequestName> = Requests[N]['argument'];
export type Answer<N extends RequestName> = Requests[N]['result'];

/** What the worker tells of its own accord. */
export interface Events {
  /** At most one stands unacknowledged per session. `rows`: only of runs with `every`. */
  progress: {
    readonly session: SessionId;
    readonly progress: Progress;
    readonly views: Seen;
    readonly rows: readonly Progress[];
  };
  /** A run has begun and will end there, counted from the start of all training. */
  started: { readonly session: SessionId; readonly target: Target };
  /**
   * About once a second while training, and after every change from outside. `progress`: what was
   * measured at that very step, where it was.
   */
  kept: {
    readonly session: SessionId;
    readonly kept: Kept;
    readonly progress: Progress | null;
  };
  /** The worker is of no use any more (memory exhausted, a trap); it is about to be replaced. */
  failed: { readonly problem: Problem };
}
export type EventName = keyof Events;

/** page → worker */
export type ToWorker =
  | {
      [N in RequestName]: { readonly id: number; readonly name: N; readonly argument: Argument<N> };
    }[RequestName]
  | { readonly acknowledged: SessionId };

/** An event on its way. */
export type EventMessage = {
  [N in EventName]: { readonly event: N; readonly detail: Events[N] };
}[EventName];

/** worker → page */
export type ToPage =
  | { readonly id: number; readonly ok: true; readonly value: Answer<RequestName> }
  | { readonly id: number; readonly ok: false; readonly problem: Problem }
  | EventMessage;

/** One handler a request; the result's arrays are transferred, so they must be fresh ones. */
export type Handlers = {
  readonly [N in RequestName]: (argument: Argument<N>) => Answer<N> | Promise<Answer<N>>;
};
