/**
 * What lies between a page that shows Fall Line and the frame that it is shown in: names and types,
 * version 1. The loader and the frame both stand on it, so it imports types only. docs/embedding.md
 * tells it to people.
 *
 * A message is `{fallline: 1, id, type, payload}`. The frame says `waiting` to its parent; the host
 * answers `hello`, at once or whenever it likes; the frame says `welcome` with a MessagePort, and
 * from then on everything goes through that port. The origin of the first `hello` is pinned.
 */
import type { Json, PartMetrics, Problem, Spec, Status, Summary } from '../engine/model';

export const contractVersion = 1;

// --- what is shown, and how -----------------------------------------------------------------------

/** Keys of a link and attributes of the element that say how it looks, beside those of the Spec. */
export const presentationKeys = [
  'view',
  'layout',
  'hide',
  'lock',
  'controls',
  'theme',
  'lang',
  'title',
  'poster',
  'autoplay',
  'speed',
  'lesson',
] as const;
export type PresentationKey = (typeof presentationKeys)[number];

/** As they stand in a link or in attributes; what they say is read in presentation.ts. */
export type PresentationText = Readonly<Partial<Record<PresentationKey, string>>>;

/** What the keys with few values may say; the first one holds where nothing is said. */
export const presentationChoices = {
  layout: ['row', 'column', 'tabs'],
  controls: ['transport', 'none', 'full'],
  theme: ['auto', 'light', 'dark', 'contrast'],
  autoplay: ['none', 'visible'],
} as const satisfies Partial<Record<PresentationKey, readonly string[]>>;

// --- what is said ---------------------------------------------------------------------------------

/** Where an experiment stands. */
export interface Standing {
  /** As it is written, live changes included. */
  readonly spec: Spec;
  readonly playing: boolean;
  readonly status: Status;
  /** Why it is not running any more, in one sentence; otherwise "". */
  readonly reason: string;
  /** Full passes through the training part, and updates of the parameters. */
  readonly epoch: number;
  readonly step: number;
  /** Seconds of training since the start, pauses left out. */
  readonly seconds: number;
  /** Of every part at the same parameters; an absent part is null, and so is what is not known. */
  readonly metrics: PartMetrics;
  /** 16 hex digits of the parameters; null while it trains. */
  readonly fingerprint: string | null;
}

/** How far training has come. */
export type Measured = Pick<Standing, 'epoch' | 'step' | 'seconds' | 'metrics'>;

/** What went wrong, or may go wrong, in a sentence; `path`: where in the Spec, or "". */
export type Told = Pick<Problem, 'path' | 'message'>;

/** A lesson whose tasks are all solved. */
export interface Completion {
  readonly lesson: string;
  readonly tasks: readonly string[];
  /** The hash of a link that hands the solutions in: `fall-line hand-in` judges it. */
  readonly handIn: string;
}

/** By the names of the events. */
export interface EventDetails {
  /** The experiment stands and can train. */
  readonly ready: Standing;
  /** Another Spec, another start, or training has begun or paused; at most ten a second. */
  readonly change: Standing;
  /** At most ten a second unless `hello` asks for another rate; the last of a run always comes. */
  readonly epoch: Measured;
  /** A run has ended by itself: by a stop rule, converged, stalled or diverged. */
  readonly end: Summary;
  readonly error: Told;
  readonly warning: Told;
  /** What the content would like to be high, in CSS pixels. */
  readonly resize: { readonly height: number };
  readonly complete: Completion;
}
export type EventName = keyof EventDetails;

export const eventNames = [
  'ready',
  'change',
  'epoch',
  'end',
  'error',
  'warning',
  'resize',
  'complete',
] as const satisfies readonly EventName[];

/** What `getState` gives and `setState` takes: the content of a project file, to be kept as it is. */
export type SavedState = Readonly<Record<string, Json>> & { readonly spec: Spec };

/** A Spec alone is an experiment at its start. */
export type GivenState = SavedState | { readonly spec: Spec };

/** How far to train; neither: to the Spec's stop rule. */
export interface RunLength {
  readonly steps?: number;
  readonly epochs?: number;
}

export type PictureFormat = 'png' | 'svg';
export type DataFormat = 'csv' | 'json';

/** What can be asked of a frame, by name; `change`: whether it changes what is shown. */
export interface Methods {
  /** Trains until the stop rule or a pause; answered once it trains. */
  play: { argument: null; result: null; change: true };
  /** Answered when training rests. */
  pause: { argument: null; result: Standing; change: true };
  /** Answered when that many steps are taken. */
  step: { argument: { readonly steps: number }; result: Standing; change: true };
  /** Back to the same start. */
  reset: { argument: null; result: Standing; change: true };
  /** As `--set path=value` does; what can change while it trains changes without a new start. */
  set: {
    argument: { readonly path: string; readonly value: Json };
    result: Standing;
    change: true;
  };
  getState: { argument: null; result: SavedState; change: false };
  setState: { argument: GivenState; result: Standing; change: true };
  run: { argument: RunLength; result: Summary; change: true };
  /** The picture of a view that is shown; without a name of the first one. */
  snapshot: {
    argument: { readonly format: PictureFormat; readonly view?: string };
    result: Blob;
    change: false;
  };
  /** The curves as CSV; or Spec, curves and parameters as JSON. */
  exportData: { argument: { readonly format: DataFormat }; result: string; change: false };
}
export type MethodName = keyof Methods;

/** All of them, with whether they change what is shown: a host that may only read is refused those. */
export const methods: { readonly [M in MethodName]: Methods[M]['change'] } = {
  play: true,
  pause: true,
  step: true,
  reset: true,
  set: true,
  getState: false,
  setState: true,
  run: true,
  snapshot: false,
  exportData: false,
};

// --- how it is said -------------------------------------------------------------------------------

/** Events `epoch` a second: what comes unasked, and what can be asked for. */
export const epochRate = { usual: 10, most: 60 } as const;

/** Requests that may wait for their answers at once; more are refused. */
export const mostWaiting = 64;

interface Message<Type extends string, Payload> {
  readonly fallline: typeof contractVersion;
  readonly type: Type;
  readonly payload: Payload;
}
interface Numbered {
  /** Of the one who asks, at most 64 characters; the answer carries it. */
  readonly id: string;
}

/** From the frame to its parent: it can be greeted. */
export type Waiting = Message<'waiting', { readonly version: number }>;

/** From the host to the frame's window. */
export interface Hello
  extends
    Numbered,
    Message<
      'hello',
      {
        /** Events `epoch` a second at most; 0 for none. */
        readonly rate?: number;
        /**
         * A host without an origin of its own (a sandboxed page, a local file) may read and listen; to
         * change what is shown it has to say that it means to.
         */
        readonly steer?: boolean;
      }
    > {}

/** The answer, with the port. */
export interface Welcome
  extends
    Numbered,
    Message<
      'welcome',
      {
        readonly version: number;
        readonly engine: string;
        readonly capabilities: {
          readonly methods: readonly MethodName[];
          readonly events: readonly EventName[];
        };
      }
    > {}

/** Through the port, to the frame. */
export type Request = {
  readonly [M in MethodName]: Numbered & Message<M, Methods[M]['argument']>;
}[MethodName];

/** Through the port, from the frame: the two answers, and what happens there. */
export interface Answer extends Numbered, Message<'answer', Methods[MethodName]['result']> {}
export interface Refusal extends Numbered, Message<'refusal', Problem> {}
export type Happening = {
  readonly [E in EventName]: Message<E, EventDetails[E]>;
}[EventName];

export type FromFrame = Answer | Refusal | Happening;
