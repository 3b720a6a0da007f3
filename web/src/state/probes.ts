/**
 * The network at inputs that a view has chosen, kept up to date while it trains: what the engine's
 * own views (grids and curves) do not show. A probe has one question under way at a time, and
 * asks again when a report came in between, so that the last answer is never an old one.
 */
import { problemOf, type SessionFace } from './engine_face';
import type { Problem } from '../engine/model';
import type { Probe, State } from './state';

interface Host {
  get(): State;
  set(patch: Partial<State>): void;
  report(problem: Problem): void;
}

interface Entry {
  readonly probe: Probe;
  busy: boolean;
  stale: boolean;
  /** When the latest question was asked. */
  asked: number;
  timer: ReturnType<typeof setTimeout> | null;
}

export class Probes {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly host: Host) {}

  /** Begins a probe of that name in place of the former one; null ends it. */
  put(name: string, probe: Probe | null, session: SessionFace | null): void {
    this.drop(name);
    const { probed } = this.host.get();
    if (name in probed) {
      const others = Object.entries(probed).filter(([key]) => key !== name);
      this.host.set({ probed: Object.fromEntries(others) });
    }
    if (!probe) return;
    const entry: Entry = { probe, busy: false, stale: false, asked: -Infinity, timer: null };
    this.entries.set(name, entry);
    if (session) this.ask(name, entry, session);
  }

  /** Asks again, for the session has moved on. */
  refresh(session: SessionFace): void {
    for (const [name, entry] of this.entries) this.ask(name, entry, session);
  }

  /** Another session begins with nothing probed. */
  clear(): void {
    for (const name of [...this.entries.keys()]) this.drop(name);
  }

  private drop(name: string): void {
    const entry = this.entries.get(name);
    if (entry?.timer) clearTimeout(entry.timer);
    this.entries.delete(name);
  }

  private ask(name: string, entry: Entry, session: SessionFace): void {
    if (entry.busy) entry.stale = true;
    if (entry.busy || entry.timer) return;
    const wait = entry.asked + (entry.probe.every ?? 0) - performance.now();
    if (wait > 0) {
      entry.timer = setTimeout(() => {
        entry.timer = null;
        this.ask(name, entry, session);
      }, wait);
    } else {
      void this.answer(name, entry, session);
    }
  }

  private async answer(name: string, entry: Entry, session: SessionFace): Promise<void> {
    const { probe } = entry;
    const isCurrent = (): boolean => this.entries.get(name) === entry;
    entry.busy = true;
    entry.stale = false;
    entry.asked = performance.now();
    try {
      const values = await (probe.of === 'outputs'
        ? session.predict(probe.inputs)
        : session.activations(probe.inputs));
      if (isCurrent()) {
        this.host.set({ probed: { ...this.host.get().probed, [name]: { probe, values } } });
      }
    } catch (reason) {
      entry.stale = false; // it would only fail again
      if (isCurrent()) this.host.report(problemOf(reason));
    }
    entry.busy = false;
    if (isCurrent() && isStale(entry)) this.ask(name, entry, session);
  }
}

/** Whether a report came while the answer was on its way. */
function isStale({ stale }: Entry): boolean {
  return stale;
}
