/** Edits of the Spec: made through the conductor, remembered for undo and redo. */
import type { Problem, Spec } from '../engine/model';
import type { Json } from './json';
import type { Notices } from './notices';
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
import type { Moment, State } from './state';
import { UndoStack } from './undo';

export class Edits {
  private readonly stack = new UndoStack<Moment>();

  constructor(
    private readonly shared: Shared,
    private readonly notices: Notices,
    private readonly now: () => number,
  ) {}

  /** Sets the value at a path; undefined goes back to the default. */
  edit(path: string, value: Json | undefined): void {
    const { shared } = this;
    const trained = (shared.state.progress?.step ?? 0) > 0;
    if (value !== undefined && trained && isLive(path) && !shared.state.building) {
      this.record(path);
      void shared.conductor?.retune(path, value).then((problem) => this.refused(problem));
    } else {
      const spec = shared.settled();
      const whole = path.startsWith('network.') ? withLayers(spec, layersOf(spec)) : spec;
      this.change(withValue(whole, path, value), path);
    }
  }

  undo(): void {
    this.travel(this.stack.undo(this.shared.moment()));
  }

  redo(): void {
    this.travel(this.stack.redo(this.shared.moment()));
  }

  record(key: string): void {
    this.stack.record(this.shared.moment(), key, this.now());
    this.shared.set({ undoable: this.stack.undoable, redoable: this.stack.redoable });
  }

  change(spec: Spec, key: string, patch: Partial<State> = {}): void {
    const { conductor } = this.shared;
    if (!conductor) return;
    this.record(key);
    this.shared.set(patch);
    void conductor.make(spec).then((problem) => this.refused(problem));
  }

  refused(problem: Problem | null): void {
    if (!problem) return;
    this.stack.forget();
    this.shared.set({ undoable: this.stack.undoable });
    this.notices.report(problem);
  }

  /** To a former or undone Spec; training goes on when they differ in live values only. */
  private travel(moment: Moment | undefined): void {
    const { conductor, state } = this.shared;
    const { info, progress, spec } = state;
    this.shared.set({ undoable: this.stack.undoable, redoable: this.stack.redoable });
    if (!moment || !conductor) return;
    this.shared.set({ draft: moment.draft });
    const target = moment.spec;
    if (target === spec) return; // only the draft is another
    const step = progress?.step ?? 0;
    const to = effective(target, step);
    const defaults = info ? withoutChanges(info.spec) : to;
    const paths = step > 0 ? liveDifference(effective(spec, step), to) : null;
    const values = paths?.map((path) => valueAt(to, path) ?? valueAt(defaults, path));
    if (paths && values?.every((value) => value !== undefined)) {
      paths.forEach((path, i) => void conductor.retune(path, values[i] ?? null));
    } else {
      void conductor.make(target).then((problem) => problem && this.notices.report(problem));
    }
  }
}
