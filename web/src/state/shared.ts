/** What the parts of the store share: the state in force, and engine and conductor once they run. */
import type { Spec } from '../engine/model';
import { openAccess } from './access';
import type { Conductor } from './conductor';
import type { EngineFace } from './engine_face';
import { defaultSpec, effective } from './spec';
import { firstPlace, noSamples, type Listener, type Moment, type State } from './state';
import { noStrokes, penWidths } from './strokes';
import type { RunWay } from './tweaks';

const initial: State = {
  engine: 'starting',
  spec: defaultSpec,
  settings: defaultSpec,
  building: true,
  pending: false,
  info: null,
  progress: null,
  playing: false,
  pace: 30,
  seen: {},
  history: null,
  revision: 0,
  moments: [],
  looking: null,
  baselines: null,
  twin: null,
  runs: [],
  run: null,
  keeping: 'off',
  samples: noSamples,
  predictions: null,
  strokes: noStrokes,
  penWidth: penWidths.usual,
  typed: null,
  probed: {},
  truth: null,
  fingerprint: null,
  notice: null,
  dismissed: [],
  draft: null,
  table: null,
  waiting: [],
  gallery: {},
  tweaked: false,
  drawing: null,
  reading: '',
  undoable: false,
  redoable: false,
  theme: 'auto',
  dark: false,
  contrast: false,
  projector: false,
  access: openAccess,
  place: firstPlace,
  lesson: null,
  handIn: null,
};

export class Shared {
  state = initial;
  engine: EngineFace | null = null;
  conductor: Conductor | null = null;
  /** Wishes of the page around this one that are being fulfilled: it may change what it locks. */
  wishes = 0;
  /** Counts the edits; a drag is one. */
  edit = 0;
  /** Takes a run from the list of runs or puts it back there. */
  runDeleted: (way: RunWay) => void = () => undefined;
  private readonly listeners = new Set<Listener>();

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(patch: Partial<State>): void {
    this.state = { ...this.state, ...patch };
    for (const listener of this.listeners) listener(this.state);
  }

  moment(): Moment {
    const { spec, draft } = this.state;
    return { spec, draft };
  }

  /** The data that were asked for last: a draft, or those of the newest Spec. */
  data(): Spec['data'] {
    return this.state.draft?.data ?? this.state.spec.data;
  }

  /** The Spec as the controls show it: live changes have become its values. */
  settled(): Spec {
    return effective(this.state.spec, this.state.progress?.step ?? 0);
  }
}
