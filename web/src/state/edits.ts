/** Edits of the Spec and of its network: made through the conductor, remembered for undo and redo. */
import type { Problem, Spec } from '../engine/model';
import { text } from '../text/text';
import { isLocked, mayBecome } from './access';
import type { Json } from './json';
import type { Notices } from './notices';
import { suited } from './optimizers';
import type { Shared } from './shared';
import {
  effective,
  isLive,
  layersOf,
  liveDifference,
  valueAt,
  withLayers,
  withoutChanges,
  withValue,
} from './spec';
import type { State } from './state';
import {
  inverseOf,
  joined,
  keyOf,
  type RunWay,
  type SpecWay,
  type Tweak,
  type Way,
} from './tweaks';
import { UndoStack } from './undo';

export class Edits {
  private readonly stack = new UndoStack<Way>();

  constructor(
    private readonly shared: Shared,
    private readonly notices: Notices,
    private readonly now: () => number,
  ) {}

  /** Sets the value at a path; undefined goes back to the default. */
  edit(path: string, value: Json | undefined): void {
    const { shared } = this;
    if (this.holds(path)) {
      this.tellOfLock(path);
      return;
    }
    const trained = (shared.state.progress?.step ?? 0) > 0;
    const key = isDragged(path, value) ? path : '';
    if (value !== undefined && trained && isLive(path) && !shared.state.building) {
      this.record(key);
      void shared.conductor?.retune(path, value).then((problem) => this.refused(problem));
    } else {
      const spec = shared.settled();
      const whole = path.startsWith('network.') ? withLayers(spec, layersOf(spec)) : spec;
      const edited = withValue(whole, path, value);
      this.change(path === 'optimizer' ? suited(edited) : edited, key);
    }
  }

  /** Changes the network by hand; a run under way goes on with it. */
  async tweak(tweak: Tweak): Promise<Problem | null> {
    const { conductor } = this.shared;
    if (!conductor) return null;
    if (this.holds('network.weights')) return this.tellOfLock('network.weights');
    this.stack.record(inverseOf(tweak), keyOf(tweak), this.now(), joined);
    this.showStack();
    const problem = await conductor.tweak(tweak);
    this.refused(problem);
    return problem;
  }

  /** Another start: what was changed by hand in the former one is gone, and so is the way back. */
  started(): void {
    this.stack.keep(({ kind }) => kind === 'spec' || kind === 'run');
    this.shared.set({
      tweaked: false,
      undoable: this.stack.undoable,
      redoable: this.stack.redoable,
    });
  }

  undo(): void {
    this.travel(this.stack.undo((way) => this.inverse(way)));
  }

  redo(): void {
    this.travel(this.stack.redo((way) => this.inverse(way)));
  }

  /** @param anew whether the way back begins the run anew, as the edit does */
  record(key: string, anew = false): void {
    const way: Way = { kind: 'spec', ...this.shared.moment(), anew };
    const isAnother = this.stack.record(way, key, this.now());
    if (isAnother) ++this.shared.edit;
    this.showStack();
  }

  change(spec: Spec, key: string, patch: Partial<State> = {}, anew = false): void {
    void this.replace(spec, key, patch, anew);
  }

  /** The same, for whoever waits for what becomes of it. */
  async replace(
    spec: Spec,
    key: string,
    patch: Partial<State> = {},
    anew = false,
  ): Promise<Problem | null> {
    const { conductor } = this.shared;
    if (!conductor) return null;
    const refusal = this.refusalOf(spec);
    if (refusal) return refusal;
    this.record(key, anew);
    this.shared.set(patch);
    const problem = await conductor.make(spec);
    this.refused(problem);
    return problem;
  }

  refused(problem: Problem | null): void {
    if (!problem) return;
    this.stack.forget();
    this.shared.set({ undoable: this.stack.undoable });
    this.notices.report(problem);
  }

  /** A run was taken from the list; the way back puts it there again. */
  recordRun(way: RunWay): void {
    this.stack.record(way, `run ${way.run.id}`, this.now());
    this.showStack();
  }

  /** Whether the page around this one keeps it as it is. */
  private holds(path: string): boolean {
    return this.shared.wishes === 0 && isLocked(this.shared.state.access, path);
  }

  /** Why a Spec may not take the place of the present one, which is told; null when it may. */
  refusalOf(spec: Spec): Problem | null {
    const { wishes, state } = this.shared;
    const isFree = wishes > 0 || mayBecome(state.access, this.shared.settled(), settledOf(spec));
    return isFree ? null : this.tellOfLock();
  }

  private tellOfLock(path = ''): Problem {
    this.notices.notify({ kind: 'info', text: text.frame.locked });
    return { code: 'locked', path, message: text.frame.locked };
  }

  private showStack(): void {
    this.shared.set({ undoable: this.stack.undoable, redoable: this.stack.redoable });
  }

  private inverse(way: Way): Way {
    if (way.kind === 'run') return { ...way, isDeleted: !way.isDeleted };
    return way.kind === 'spec' ? { ...way, ...this.shared.moment() } : inverseOf(way);
  }

  private travel(way: Way | undefined): void {
    const { conductor } = this.shared;
    this.showStack();
    if (!way || !conductor) return;
    if (way.kind === 'spec') this.travelTo(way);
    else if (way.kind === 'run') this.shared.runDeleted(way);
    else void conductor.tweak(way).then((problem) => problem && this.notices.report(problem));
  }

  /**
   * To a former or undone Spec; training goes on when they differ in live values only, unless the
   * edit itself began anew.
   */
  private travelTo({ spec: target, draft, anew }: SpecWay): void {
    const { conductor, state } = this.shared;
    const { info, progress, spec } = state;
    if (!conductor || this.refusalOf(target)) return;
    ++this.shared.edit;
    this.shared.set({ draft });
    if (target === spec) return; // only the draft is another
    const step = progress?.step ?? 0;
    const to = effective(target, step);
    const defaults = info ? withoutChanges(info.spec) : to;
    const paths = step > 0 && !anew ? liveDifference(effective(spec, step), to) : null;
    const values = paths?.map((path) => valueAt(to, path) ?? valueAt(defaults, path));
    if (paths && values?.every((value) => value !== undefined)) {
      paths.forEach((path, i) => void conductor.retune(path, values[i] ?? null));
    } else {
      void conductor.make(target).then((problem) => problem && this.notices.report(problem));
    }
  }
}

/** The Spec as it holds after all of its live changes. */
function settledOf(spec: Spec): Spec {
  return effective(spec, Infinity);
}

/** Whether a value is one of many on the way to another: these are taken back together. */
function isDragged(path: string, value: Json | undefined): boolean {
  return typeof value === 'number' || path === 'data.split';
}
