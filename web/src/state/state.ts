/** What the views see: one immutable snapshot of everything. */
import type {
  CsvPreview,
  Metrics,
  NamedBaseline,
  Part,
  Problem,
  Progress,
  Samples,
  Seen,
  SessionInfo,
  Spec,
} from '../engine/model';
import type { FigureName } from '../engine/history';
import type { Access } from './access';
import type { Moment as KeptMoment } from '../engine/moments';
import type { Run } from './run_record';
import type { Strokes } from './strokes';

import type { NamedKind } from './files';

/** In the order of the switch; "contrast" is light or dark as the system is. */
export const themes = ['auto', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];

/** A message in its place under the transport: one sentence or two, at most one action. */
export interface Notice {
  readonly kind: 'info' | 'warning' | 'error';
  readonly text: string;
  /** Where: a path in the Spec or a place in a file. */
  readonly path: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** What was measured, in columns; NaN where it was not. */
export interface Curves {
  readonly length: number;
  readonly steps: Float64Array;
  /** Passes through the training part, fractions included. */
  readonly passes: Float64Array;
  column(part: Part, metric: keyof Metrics): Float64Array | null;
  /** Of the method, beside the metrics; null when it was never known. */
  figure(name: FigureName): Float64Array | null;
}

/** A few samples of a source, for its thumbnail. */
export interface Sketch {
  readonly info: SessionInfo;
  readonly samples: Samples;
  /** Bytes of the first image, where samples are images. */
  readonly image: Uint8Array | null;
}

/**
 * Data that were asked for but cannot be learned from yet: a drawing without a second class, a
 * table with a faulty row. The Data panel shows them; everything else stays as it was.
 */
export interface Draft {
  readonly data: Spec['data'];
  /** What the core said; null where it was not asked. */
  readonly problem: Problem | null;
}

/** What an edit changes, and undo brings back. */
export type Moment = Pick<State, 'spec' | 'draft'>;
/** Inputs, sample by sample, at which a view wants to see the network. */
export interface Probe {
  readonly of: 'outputs' | 'activations';
  readonly inputs: Float64Array;
  /** Milliseconds at least between two questions; 0 unless said. */
  readonly every?: number;
}

/** The samples of the source in force without noise. */
export interface Truth {
  /** Of which data: see truthKey. */
  readonly key: string;
  /** null where the source cannot do without noise. */
  readonly samples: Samples | null;
}

/** A former moment of the run is shown instead of the newest one. */
export interface Looking {
  readonly step: number;
  readonly passes: number;
  /** Where the run had come to. */
  readonly newest: Progress;
}

/**
 * What becomes of the list of runs when the page closes: `off` nothing stays, `on` it is in the
 * browser's storage, `partly` without the states that would not fit, `full` not even that fits,
 * `blocked` the browser allows no storage here.
 */
export type Keeping = 'off' | 'on' | 'partly' | 'full' | 'blocked';

export interface State {
  readonly engine: 'starting' | 'ready' | 'failed';
  /** The experiment as it is written, live changes included. */
  readonly spec: Spec;
  /** The same with every default filled in, as it holds at the present step. */
  readonly settings: Spec;
  /** Whether a session of a newer Spec is being made. */
  readonly building: boolean;
  /** Whether a change that was asked for is not made yet: figures are still the former ones. */
  readonly pending: boolean;
  readonly info: SessionInfo | null;
  readonly progress: Progress | null;
  readonly playing: boolean;
  /** Epochs a second at most while playing, so that eyes can follow; null: as fast as it goes. */
  readonly pace: number | null;
  readonly seen: Seen;
  /** The curves so far; the object is the engine's own, `revision` says when it has grown. */
  readonly history: Curves | null;
  readonly revision: number;
  /** The moments that can be gone back to, by step; the last one is where the run has come to. */
  readonly moments: readonly KeptMoment[];
  readonly looking: Looking | null;
  /** Simple models that are drawn beside the network, on the data of that key; see baselineKey. */
  readonly baselines: { readonly key: string; readonly drawn: readonly NamedBaseline[] } | null;
  /** The same run without the fault that is planted; another object whenever it has grown. */
  readonly twin: { readonly curves: Curves } | null;
  /** Former runs, the oldest first. */
  readonly runs: readonly Run[];
  /** The entry that the present run has in the list; null while it has none. */
  readonly run: number | null;
  readonly keeping: Keeping;
  readonly samples: Readonly<Record<Part, Samples | null>>;
  /** The network's outputs for the samples of a part, when a view follows them. */
  readonly predictions: { readonly part: Part; readonly values: Float64Array } | null;
  /** The strokes that `drawing` was made of, where they are known. */
  readonly strokes: Strokes;
  /** In pixels of an image of 28. */
  readonly penWidth: number;
  /** A row of raw inputs typed for the network, and the columns that it belongs to. */
  readonly typed: { readonly data: string; readonly inputs: Float64Array } | null;
  /** The latest answers to probes, by their names. */
  readonly probed: Readonly<
    Record<string, { readonly probe: Probe; readonly values: Float64Array }>
  >;
  /** What the function without noise is, once a view has asked for it. */
  readonly truth: Truth | null;
  /** Of the parameters at `step`; known whenever training rests. */
  readonly fingerprint: { readonly text: string; readonly step: number } | null;
  readonly notice: Notice | null;
  /** Ids of conditions that were dismissed in this run. */
  readonly dismissed: readonly string[];
  readonly draft: Draft | null;
  /** What the core has read of the table that the Data panel shows. */
  readonly table: { readonly file: string; readonly preview: CsvPreview } | null;
  /** Image files and label files of a pair that is not complete yet. */
  readonly waiting: readonly NamedKind[];
  /** By the source's id; sources without a sketch have no picture yet. */
  readonly gallery: Readonly<Record<string, Sketch>>;
  /** Whether weights or units were changed by hand since the start: no link holds that. */
  readonly tweaked: boolean;
  /** What is drawn for the network to see, as the view that draws keeps it; a project holds it. */
  readonly drawing: Uint8Array | null;
  /** Names of the files that are being read. */
  readonly reading: string;
  readonly undoable: boolean;
  readonly redoable: boolean;
  readonly theme: Theme;
  /** Whether the colours in force are the dark ones, and those of high contrast. */
  readonly dark: boolean;
  readonly contrast: boolean;
  /** Type and strokes are larger, controls are folded. */
  readonly projector: boolean;
  /** What the page around this one hides or locks. */
  readonly access: Access;
  /** The part of the page that is shown: the id of a place. */
  readonly place: string;
  /** The lesson that is read, by its id; null for the menu of lessons. */
  readonly lesson: string | null;
  /** Solved tasks of that lesson that the link brought along, as they stood in it. */
  readonly handIn: string | null;
}

/** Where the page opens, and where lessons are. */
export const firstPlace = 'workbench';
export const lessonsPlace = 'lessons';

export const noSamples: State['samples'] = { train: null, validation: null, test: null };

export type Listener = (state: State) => void;

/** What the Data panel shows: data in the making, else those in force with all their defaults. */
export function shownData({ draft, spec, settings }: State): Spec['data'] {
  if (draft) return draft.data;
  return spec.data.source === settings.data.source ? settings.data : spec.data;
}
