/**
 * A sweep under way: every run is trained by whichever worker is free. Order and seeds are fixed by
 * the core's expansion, so that the figures do not depend on how many workers there are.
 */
import type { Metrics, Part, Problem, SessionInfo, Spec, Summary } from '../engine/model';
import type { Expansion, Sweep, TestOutcome } from '../engine/sweep_types';
import { parts } from '../engine/model';
import { problemOf, type OwnEngine, type SessionFace, type StartEngine } from './engine_face';
import type { Curves } from './state';

export type SweepRunStatus =
  'waiting' | 'training' | 'failed' | Exclude<Summary['status'], 'paused'>;

/** The metrics of a run over its epochs, at most a few dozen rows. */
export interface RunCurve {
  readonly passes: Float64Array;
  readonly columns: Readonly<Record<Part, Partial<Record<keyof Metrics, Float64Array>>>>;
}

export interface SweepRun {
  readonly index: number;
  /** Which value of each axis. */
  readonly values: readonly number[];
  /** Which of the cell's seeds or resamples. */
  readonly repeat: number;
  readonly spec: Spec;
  readonly status: SweepRunStatus;
  /** Why it could not run. */
  readonly reason: string;
  readonly summary: Summary | null;
  readonly curve: RunCurve | null;
  /** What it was made of; null before it began. */
  readonly info: Pick<SessionInfo, 'layers' | 'meanPredictor'> | null;
  /** What it says of the test part, where repeats are compared; null where that is too much. */
  readonly outcome: TestOutcome | null;
}

export type SweepPhase = 'empty' | 'preparing' | 'running' | 'paused' | 'cancelled' | 'done';

export interface SweepState {
  readonly phase: SweepPhase;
  /** Why there are no runs. */
  readonly problem: Problem | null;
  readonly expansion: Expansion | null;
  /** All runs in their order; the list is the same one throughout, see `revision`. */
  readonly runs: readonly SweepRun[];
  readonly ended: number;
  /** An estimate; null while there is nothing to go by. */
  readonly secondsLeft: number | null;
  readonly workers: number;
  readonly revision: number;
}

const metricNames: readonly (keyof Metrics)[] = ['loss', 'mse', 'r2', 'accuracy', 'cross-entropy'];
/** Rows of a curve at most, and of all curves together. */
const mostRows = 64;
const leastRows = 8;
const allRows = 100_000;
/** Numbers of all outcomes together: 32 MB. */
const mostOutcomes = 4_000_000;

export class SweepDesk {
  private current: SweepState;
  private runs: SweepRun[] = [];
  private readonly engines = new Map<number, Promise<OwnEngine>>();
  private planner: Promise<OwnEngine> | null = null;
  private readonly active = new Set<SessionFace>();
  private readonly listeners = new Set<() => void>();
  /** Indices of runs that nobody has begun. */
  private queue: number[] = [];
  /** Another one with every sweep, and after a cancel: what still comes is not heard. */
  private turn = 0;
  /** Resolves when a pause is over. */
  private gate: Promise<void> = Promise.resolve();
  private openGate: () => void = () => undefined;
  /** Resolves when this sweep is given up. */
  private quitting: Promise<void> = Promise.resolve();
  private quit: () => void = () => undefined;
  /** Workers that are still at it. */
  private busy = 0;
  /** Milliseconds of running up to `since`, and runs that ended in them. */
  private spent = 0;
  private since = 0;
  private endedSince = 0;

  constructor(
    private readonly start: StartEngine,
    private readonly files: () => Readonly<Record<string, Blob>>,
    workers: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.current = {
      phase: 'empty',
      problem: null,
      expansion: null,
      runs: [],
      ended: 0,
      secondsLeft: null,
      workers: Math.max(1, Math.min(16, workers)),
      revision: 0,
    };
  }

  get state(): SweepState {
    return this.current;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** What a sweep would be, without running it; rejects with the core's problem. */
  async look(sweep: Sweep): Promise<Expansion> {
    return (await this.lab()).expand(sweep);
  }

  /** An engine that trains nothing: it expands sweeps, and knows what repeats say. */
  lab(): Promise<OwnEngine> {
    this.planner ??= this.start({ lab: true }).catch((thrown: unknown) => {
      this.planner = null; // the next wish may try again
      throw thrown;
    });
    return this.planner;
  }

  /** Forgets what was and trains all runs of a sweep. */
  async begin(sweep: Sweep): Promise<void> {
    this.stop();
    const { turn } = this;
    this.runs = [];
    this.set({
      phase: 'preparing',
      problem: null,
      expansion: null,
      runs: this.runs,
      ended: 0,
      secondsLeft: null,
    });
    try {
      const expansion = await this.look(sweep);
      if (turn !== this.turn) return;
      this.runs = runsOf(expansion);
      this.set({ expansion, runs: this.runs });
      this.queue = this.runs.map(({ index }) => index);
      this.go();
    } catch (thrown) {
      if (turn === this.turn) this.set({ phase: 'empty', problem: problemOf(thrown) });
    }
  }

  pause(): void {
    if (this.current.phase !== 'running') return;
    this.shut();
    this.spent += this.now() - this.since;
    this.set({ phase: 'paused' });
    for (const session of this.active) void session.pause().catch(() => undefined);
  }

  /** Goes on after a pause, or with what a cancel has left. */
  resume(): void {
    const { phase } = this.current;
    if (phase === 'paused') {
      this.since = this.now();
      this.set({ phase: 'running' });
      this.openGate();
    } else if (phase === 'cancelled') {
      this.queue = this.runs.flatMap(({ index, status }) => (status === 'waiting' ? [index] : []));
      this.go();
    }
  }

  /** Ends runs under way; those that have ended stay. */
  cancel(): void {
    const { phase } = this.current;
    if (phase !== 'running' && phase !== 'paused') return;
    this.stop();
    for (const run of this.runs) {
      if (run.status === 'training') this.runs[run.index] = fresh(run);
    }
    this.set({ phase: 'cancelled', secondsLeft: null });
  }

  /** Trains some runs once more from their start, so many times as long. */
  longer(indices: readonly number[], times: number): void {
    const { phase } = this.current;
    if (phase === 'empty' || phase === 'preparing') return;
    for (const index of indices) {
      const run = this.runs[index];
      const epochs = run?.spec.stop?.epochs ?? 0;
      if (!run?.summary || epochs === 0) continue;
      const spec = { ...run.spec, stop: { ...run.spec.stop, epochs: epochs * times } };
      this.runs[index] = fresh({ ...run, spec });
      this.queue.push(index);
    }
    this.set({ ended: this.countEnded() });
    if (phase === 'done' || phase === 'cancelled') this.go();
  }

  /** Ends all workers. */
  end(): void {
    this.stop();
    for (const engine of [...this.engines.values(), ...(this.planner ? [this.planner] : [])]) {
      void engine.then((open) => open.close()).catch(() => undefined);
    }
    this.engines.clear();
    this.planner = null;
  }

  // --- within -----------------------------------------------------------------------------------

  private shut(): void {
    this.gate = new Promise((resolve) => (this.openGate = resolve));
  }

  private stop(): void {
    ++this.turn;
    this.queue = [];
    this.openGate();
    this.gate = Promise.resolve();
    this.quit();
    this.quitting = new Promise((resolve) => (this.quit = resolve));
    for (const session of this.active) void session.close().catch(() => undefined);
    this.active.clear();
  }

  /** As many workers as there are, or as there are runs. */
  private go(): void {
    const { turn } = this;
    this.spent = 0;
    this.endedSince = 0;
    this.since = this.now();
    this.set({ phase: 'running', problem: null });
    this.busy = Math.max(1, Math.min(this.current.workers, this.queue.length));
    for (let place = 0; place < this.busy; ++place) void this.work(place, turn);
  }

  private async work(place: number, turn: number): Promise<void> {
    // A run's last report follows its end; meanwhile the worker is at the next one.
    const concluding: Promise<void>[] = [];
    try {
      const engine = await this.engineOf(place);
      for (;;) {
        await this.gate;
        if (turn !== this.turn) return;
        const index = this.queue.shift();
        if (index === undefined) break;
        const conclude = await this.train(engine, index, turn);
        if (conclude) concluding.push(conclude());
      }
      await Promise.all(concluding);
    } catch (thrown) {
      if (turn === this.turn) this.set({ problem: problemOf(thrown) });
    }
    if (turn !== this.turn) return;
    this.busy -= 1;
    if (this.busy > 0) return;
    const isDone = this.runs.every(({ status }) => status !== 'waiting');
    this.set({ phase: isDone ? 'done' : 'cancelled', secondsLeft: null });
  }

  private engineOf(place: number): Promise<OwnEngine> {
    const known = this.engines.get(place);
    if (known) return known;
    const engine = this.start({ lab: true }); // which knows what repeats say
    this.engines.set(place, engine);
    engine.catch(() => this.engines.delete(place)); // the next sweep may try again
    return engine;
  }

  /** Trains a run to its end; what is left to do then is the answer. */
  private async train(
    engine: OwnEngine,
    index: number,
    turn: number,
  ): Promise<(() => Promise<void>) | null> {
    const { spec } = this.runs[index] ?? {};
    if (!spec) return null;
    this.patch(index, { status: 'training' });
    let session: SessionFace | null = null;
    try {
      const open = (session = await engine.session(spec, { files: this.files() }));
      this.active.add(open);
      const summary = await this.run(open, spec, turn);
      if (summary) return () => this.conclude(index, open, summary, turn);
      this.leave(open);
      return null;
    } catch (thrown) {
      if (session) this.leave(session);
      if (turn === this.turn) this.fail(index, thrown);
      return null;
    }
  }

  /** Waits for the last report and keeps what the run came to. */
  private async conclude(
    index: number,
    session: SessionFace,
    summary: Summary,
    turn: number,
  ): Promise<void> {
    const isTold = (): boolean =>
      !session.progress.training && session.progress.step >= summary.steps;
    const told = new Promise<void>((resolve) => {
      if (isTold()) resolve();
      session.addEventListener('progress', () => {
        if (isTold()) resolve();
      });
    });
    await Promise.race([told, this.quitting]);
    if (turn === this.turn) {
      const { layers, meanPredictor } = session.info;
      const { reason } = session.progress;
      const curve = curveOf(session.history);
      const status = summary.status === 'paused' ? 'stopped' : summary.status;
      const outcome = await this.outcomeOf(session).catch(() => null);
      if (turn !== this.turn) return;
      const info = { layers, meanPredictor };
      this.over(index, { status, reason, summary, curve, info, outcome });
    }
    this.leave(session);
  }

  private async outcomeOf(session: SessionFace): Promise<TestOutcome | null> {
    const { expansion } = this.current;
    if (!expansion || session.info.samples.test === 0) return null;
    const { testResamples } = expansion;
    if (repeatsOf(expansion) < 2 && testResamples === 0) return null;
    const numbers = session.info.samples.test * session.info.outputs * 2 + testResamples * 2;
    if (numbers * this.runs.length > mostOutcomes) return null;
    return session.lab('testOutcome', { samples: testResamples });
  }

  private leave(session: SessionFace): void {
    this.active.delete(session);
    void session.close().catch(() => undefined);
  }

  private fail(index: number, thrown: unknown): void {
    const { path, message } = problemOf(thrown);
    this.over(index, { status: 'failed', reason: path === '' ? message : `${path}: ${message}` });
  }

  /** To the end, pauses included; null when the sweep was cancelled meanwhile. */
  private async run(session: SessionFace, spec: Spec, turn: number): Promise<Summary | null> {
    const rows = Math.min(mostRows, Math.max(leastRows, Math.floor(allRows / this.runs.length)));
    const every = Math.max(1, Math.ceil((spec.stop?.epochs ?? 100) / rows));
    for (;;) {
      await this.gate;
      if (turn !== this.turn) return null;
      const summary = await session.run({ every });
      if (turn !== this.turn) return null;
      if (summary.status !== 'paused') return summary;
    }
  }

  private over(index: number, patch: Partial<SweepRun>): void {
    this.endedSince += 1;
    const ended = this.current.ended + 1;
    const elapsed = this.spent + (this.now() - this.since);
    const left = this.runs.length - ended;
    this.patch(index, patch, { ended, secondsLeft: (elapsed * left) / this.endedSince / 1000 });
  }

  private countEnded(): number {
    return this.runs.filter(({ status }) => status !== 'waiting' && status !== 'training').length;
  }

  private patch(index: number, patch: Partial<SweepRun>, more: Partial<SweepState> = {}): void {
    const run = this.runs[index];
    if (run) this.runs[index] = { ...run, ...patch };
    this.set(more);
  }

  private set(patch: Partial<SweepState>): void {
    this.current = { ...this.current, ...patch, revision: this.current.revision + 1 };
    for (const listener of this.listeners) listener();
  }
}

/** What the runs of a cell differ in. */
export type RepeatKind = 'seeds' | 'resamples' | 'folds';

export function repeatKind({ resamples, folds }: Expansion): RepeatKind {
  return resamples > 0 ? 'resamples' : folds > 0 ? 'folds' : 'seeds';
}

/** Runs in a cell. */
export function repeatsOf({ seeds, resamples, folds }: Expansion): number {
  return Math.max(seeds.length, resamples, folds);
}

/** The runs of an expansion, in its order. */
export function runsOf(expansion: Expansion): SweepRun[] {
  const { axes, specs } = expansion;
  const repeats = repeatsOf(expansion);
  return specs.map((spec, index) => {
    let cell = Math.floor(index / repeats);
    const values = axes.map(() => 0);
    for (let axis = axes.length - 1; axis >= 0; --axis) {
      const count = axes[axis]?.values.length ?? 1;
      values[axis] = cell % count;
      cell = Math.floor(cell / count);
    }
    return fresh({ index, values, repeat: index % repeats, spec });
  });
}

function fresh(run: Pick<SweepRun, 'index' | 'values' | 'repeat' | 'spec'>): SweepRun {
  const { index, values, repeat, spec } = run;
  const nothing = {
    status: 'waiting',
    reason: '',
    summary: null,
    curve: null,
    info: null,
    outcome: null,
  } as const;
  return { index, values, repeat, spec, ...nothing };
}

/** A copy that is no longer than what was measured: histories keep room for thousands of rows. */
function curveOf(history: Curves): RunCurve {
  const ofPart = (part: Part): Partial<Record<keyof Metrics, Float64Array>> => {
    const known = metricNames.flatMap((metric) => {
      const values = history.column(part, metric);
      return values ? [[metric, values.slice()] as const] : [];
    });
    return Object.fromEntries(known);
  };
  const [train, validation, test] = parts.map(ofPart);
  return {
    passes: history.passes.slice(),
    columns: { train: train ?? {}, validation: validation ?? {}, test: test ?? {} },
  };
}
