/**
 * Keeps one session that belongs to the Spec shown, and writes what comes from it into the state.
 *
 * Whatever changes the session waits its turn in one queue; of several Specs waiting only the
 * newest is made, so that a dragged slider never falls behind. A former session goes only when the
 * next one stands.
 */
import type { Part, Problem, SessionInfo, Spec, Summary, ViewName, Watched } from '../engine/model';
import { problemOf, type EngineFace, type SessionFace } from './engine_face';
import type { Json } from './json';
import { LiveChanges } from './live_changes';
import { Pacer } from './pacer';
import { Probes } from './probes';
import type { Departing, Run } from './run_record';
import { departingOf, filesFor, samplesOf } from './session_parts';
import { effective } from './spec';
import type { Probe, State } from './state';
import { TimeTravel } from './time_travel';
import { apply, type Tweak } from './tweaks';

/** What the store itself looks at in every session. */
const ownViews: Watched = { conditions: true };

/**
 * Points of the curve, about, that a run to the stop rule leaves at least. Each costs the page a
 * frame, so that more of them would hold up what is to be as fast as it goes.
 */
const mostStops = 80;

export interface Host {
  get(): State;
  set(patch: Partial<State>): void;
  /** Training is at the start of a session: what was changed by hand before is gone. */
  started(): void;
  /** A run has ended by itself, not by a pause. */
  ended(summary: Summary): void;
  /** A run has come to its end, or gives way to another; `forkedTo`: where that one begins. */
  departs(
    run: Departing,
    forkedTo: { readonly step: number; readonly passes: number } | null,
  ): void;
  /** Counts the edits; a drag is one. */
  edit(): number;
  /** Something went wrong that no call can answer for. */
  report(problem: Problem): void;
}

interface RunOptions {
  readonly epochs?: number;
  readonly steps?: number;
  /** As fast as it goes, whatever the pace is. */
  readonly unpaced?: boolean;
}

export class Conductor {
  readonly files = new Map<string, File>();
  private session: SessionFace | null = null;
  /** The Spec of the session, its live changes included: what an edit that fails goes back to. */
  private settled: Spec | null = null;
  private madeWith: Spec['changes'];
  private turn = 0;
  private tail: Promise<unknown> = Promise.resolve();
  /** Jobs in the queue, the one under way included. */
  private jobs = 0;
  private readonly live: LiveChanges;
  private tweaksWaiting = 0;
  private watched: Watched = {};
  private followed: Part | null = null;
  /** What was asked for last: what another session goes on with. */
  private intended: RunOptions = {};
  private predicting = false;
  private readonly probes: Probes;
  /** Former moments of the run. */
  readonly time: TimeTravel;
  /** The edit that the session was made in, and the Spec that it was made of. */
  private madeIn = -1;
  private madeOf: Spec | null = null;
  /** Whether a person has paused the run. */
  private wasPaused = false;
  private pacer = new Pacer();
  /** Whether the run under way ends with its epoch. */
  private paced = false;
  private latest: {
    readonly info: SessionInfo;
    readonly applied: number;
    readonly spec: Spec;
  } | null = null;

  constructor(
    private readonly engine: EngineFace,
    private readonly host: Host,
  ) {
    this.probes = new Probes(host);
    this.live = new LiveChanges({
      get: () => host.get(),
      set: (patch) => host.set(patch),
      session: () => this.session,
      enqueue: (job) => this.enqueue(job),
      taken: (session, spec) => {
        this.settled = spec;
        host.set({ spec });
        this.arrived(session);
      },
    });
    this.time = new TimeTravel({
      get: () => host.get(),
      set: (patch) => host.set(patch),
      session: () => this.session,
      enqueue: (job) => this.enqueue(job),
      depart: (session) => this.depart(session),
      moved: (session) => {
        this.live.begin();
        this.arrived(session);
        return this.rest(session, true);
      },
      forked: (former, spec) => {
        const { step, passes } = this.session?.progress ?? former.progress;
        host.departs(former, { step, passes });
        this.settled = spec;
        this.wasPaused = false;
        const { tweaked } = host.get();
        host.started();
        host.set({ spec, tweaked });
      },
      report: (problem) => host.report(problem),
    });
  }

  /** The session whose Spec is shown; none before the first. */
  get standing(): SessionFace | null {
    return this.session;
  }

  /** Whether live changes were made since the session was. */
  get isRetuned(): boolean {
    return (this.host.get().spec.changes?.length ?? 0) !== (this.madeWith?.length ?? 0);
  }

  /** Makes the session of another Spec; the Problem when the core refuses it. */
  make(spec: Spec): Promise<Problem | null> {
    const turn = ++this.turn;
    const edit = this.host.edit();
    this.host.set({ spec, building: true });
    return this.enqueue(async () => {
      if (turn !== this.turn) return null;
      try {
        const sources = { files: filesFor(spec, this.files) };
        const session = await this.engine.session(spec, sources, { moments: true });
        await this.adopt(spec, session, edit);
        return null;
      } catch (reason) {
        if (turn === this.turn) {
          this.host.set({ spec: this.settled ?? spec, building: false });
        }
        return problemOf(reason);
      }
    });
  }

  async run(options: RunOptions): Promise<void> {
    const { playing, building } = this.host.get();
    const session = this.session;
    if (playing) return;
    if (this.time.isAway) await this.goOn();
    if (this.host.get().playing) return;
    this.intended = options;
    this.host.set({ playing: true, fingerprint: null });
    if (building || !session) return; // adopt goes on from here
    await this.train(session, options);
  }

  async pause(): Promise<void> {
    this.pacer.stop();
    if (this.host.get().playing) this.wasPaused = true;
    try {
      await this.session?.pause();
      this.host.set({ playing: false }); // what follows is only the summing up
    } catch (reason) {
      this.host.report(problemOf(reason));
    }
  }

  /** Another pace holds from the next epoch on; a run without pace has none and is begun anew. */
  repace(): void {
    if (this.paced || !this.host.get().playing) return;
    void this.session?.pause().catch((reason: unknown) => this.host.report(problemOf(reason)));
  }

  /** Back to the start of the same Spec. */
  reset(): Promise<void> {
    return this.enqueue(async () => {
      const session = this.session;
      if (!session) return;
      await this.leave(session);
      this.host.set({ playing: false });
      await session.reset();
      this.begin();
      this.host.started();
      this.host.set({ predictions: null });
      this.arrived(session);
      await this.rest(session);
    });
  }

  /** The Spec of the present session and a snapshot of where it stands. */
  keep(): Promise<{
    readonly spec: Spec;
    readonly step: number;
    readonly snapshot: Uint8Array | null;
  }> {
    return this.enqueue(async () => {
      const session = this.session;
      const snapshot = (await session?.snapshot()) ?? null;
      const { spec, progress } = this.host.get();
      return { spec: this.settled ?? spec, step: progress?.step ?? 0, snapshot };
    });
  }

  /** Puts the present session where it stood when it was kept; `run`: with a run's curves. */
  restore(
    snapshot: Uint8Array,
    tweaked: boolean,
    run: Pick<Run, 'spec' | 'seconds' | 'curve'> | null = null,
  ): Promise<Problem | null> {
    return this.enqueue(async () => {
      const session = this.session;
      if (!session) return null;
      await this.leave(session);
      try {
        await session.restore(snapshot, run?.seconds ?? null, run?.curve ?? null);
      } catch (reason) {
        return problemOf(reason);
      }
      this.begin(tweaked ? 0 : Infinity);
      this.host.started();
      this.host.set({ tweaked, playing: false });
      if (run) {
        this.settled = run.spec;
        this.host.set({ spec: run.spec });
      }
      this.arrived(session);
      await this.rest(session);
      return null;
    });
  }

  /** Whether the present session was made of that very Spec. */
  isMadeOf(spec: Spec): boolean {
    return JSON.stringify(spec) === JSON.stringify(this.madeOf);
  }

  /** Tells the session a live change; the newest value of each path wins. */
  async retune(path: string, value: Json): Promise<Problem | null> {
    if (this.time.isAway) await this.goOn();
    return this.live.tell(path, value);
  }

  /** Changes the network of the present session by hand; of one that has gone nothing is left. */
  async tweak(tweak: Tweak): Promise<Problem | null> {
    if (this.time.isAway) await this.goOn();
    const session = this.session;
    ++this.tweaksWaiting;
    return this.enqueue(async () => {
      --this.tweaksWaiting;
      if (!session || session !== this.session) return null;
      if (tweak.kind === 'parameters') await this.depart(session); // they would break off a run
      try {
        await apply(tweak, session);
      } catch (reason) {
        return problemOf(reason);
      }
      this.time.tweaked(session.progress.step);
      this.host.set({ tweaked: true });
      this.arrived(session);
      if (!this.host.get().playing && this.tweaksWaiting === 0) await this.rest(session, true);
      return null;
    });
  }

  /** Adds to what is watched of this session; another session starts with nothing watched. */
  watch(views: Watched): void {
    this.watched = { ...this.watched, ...views };
    this.sendWatched();
  }

  /** Ends the watching of one view: what nobody looks at need not be computed. */
  unwatch(name: ViewName): void {
    if (!(name in this.watched)) return;
    this.watched = Object.fromEntries(Object.entries(this.watched).filter(([key]) => key !== name));
    this.sendWatched();
  }

  /** Keeps the network at chosen inputs in `probed` under a name, or stops doing so. */
  probe(name: string, probe: Probe | null): void {
    this.probes.put(name, probe, this.session);
  }

  /** Keeps `predictions` up to date for that part, or stops doing so. */
  follow(part: Part | null): void {
    this.followed = part;
    if (part === null) this.host.set({ predictions: null });
    else if (this.session) void this.predict(this.session);
  }

  private sendWatched(): void {
    void this.session
      ?.watch(this.watched)
      .catch((reason: unknown) => this.host.report(problemOf(reason)));
  }

  private async adopt(spec: Spec, session: SessionFace, edit: number): Promise<void> {
    const samples = await samplesOf(session);
    const former = this.session;
    // What a drag makes and replaces on its way is not left behind.
    if (former && edit !== this.madeIn) await this.leave(former);
    this.begin();
    this.madeIn = edit;
    this.madeOf = spec;
    this.session = session;
    this.settled = spec;
    this.madeWith = spec.changes;
    this.watched = ownViews;
    this.sendWatched(); // before it trains: conditions are measured from the start on
    this.probes.clear();
    void former?.close().catch(() => undefined); // whatever it was doing, nobody waits for it
    session.addEventListener('progress', () => this.arrived(session));
    const { playing, revision } = this.host.get();
    this.host.set({
      building: false,
      info: session.info,
      settings: this.resolved(session),
      progress: session.progress,
      history: session.history,
      revision: revision + 1,
      moments: session.moments,
      seen: {},
      samples,
      predictions: null,
      probed: {},
      fingerprint: null,
      // What it said was about the former session; before the first, about what was found here.
      ...(former ? { notice: null } : {}),
    });
    this.host.started();
    if (playing) void this.train(session, this.intended);
    else await this.rest(session);
  }

  private async train(session: SessionFace, options: RunOptions): Promise<void> {
    const pacer = new Pacer();
    this.pacer = pacer;
    try {
      const summary =
        options.epochs === undefined && options.steps === undefined
          ? await this.play(session, pacer, options.unpaced === true)
          : await session.run(options);
      if (session !== this.session || pacer !== this.pacer) return;
      this.arrived(session);
      this.host.set({
        playing: false,
        fingerprint: { text: summary.fingerprint, step: summary.steps },
      });
      if (session.progress.status === 'running') return;
      this.host.ended(summary);
      void this.enqueue(() => this.ended(session));
    } catch (reason) {
      if (session !== this.session || pacer !== this.pacer) return;
      this.host.set({ playing: false });
      this.host.report(problemOf(reason));
    }
  }

  /** Trains until a pause or the Spec's stop rule, no faster than the pace. */
  private async play(session: SessionFace, pacer: Pacer, unpaced: boolean): Promise<Summary> {
    for (;;) {
      const pace = unpaced ? null : this.host.get().pace;
      const begun = performance.now();
      this.paced = pace !== null;
      const epochs = pace !== null ? 1 : unpaced ? this.stride() : null;
      const summary = await session.run(epochs === null ? {} : { epochs });
      const goesOn = session === this.session && session.progress.status === 'running';
      if (!goesOn || pacer.isStopped()) return summary;
      if (pace !== null) await pacer.sleep(begun + 1000 / pace - performance.now());
      if (pacer.isStopped()) return summary;
    }
  }

  /**
   * Epochs from one measurement to the next on the way to the stop rule. Small sets are through in
   * a few frames: without stops in between their curves would have as few points.
   */
  private stride(): number | null {
    const epochs = this.host.get().settings.stop?.epochs ?? 0;
    return epochs > 0 ? Math.ceil(epochs / mostStops) : null;
  }

  /** Metrics and fingerprint of a session that does not train; `anew`: of the same step again. */
  private async rest(session: SessionFace, anew = false): Promise<void> {
    try {
      const fingerprint = await session.fingerprint();
      const { step } = session.progress;
      if (anew || session.progress.evaluatedStep !== step) await session.evaluate();
      const isElsewhere = session !== this.session || session.progress.step !== step;
      if (isElsewhere || this.host.get().playing) return;
      this.arrived(session); // first: whoever waits for the fingerprint finds the metrics there
      this.host.set({ fingerprint: { text: fingerprint, step } });
    } catch (reason) {
      if (session === this.session) this.host.report(problemOf(reason));
    }
  }

  private arrived(session: SessionFace): void {
    if (session !== this.session) return;
    const { revision, settings } = this.host.get();
    this.host.set({
      progress: session.progress,
      seen: session.seen,
      revision: revision + 1,
      moments: session.moments,
      info: session.info,
      // What a person has just set stays on show until a report comes that knows of it.
      settings: this.live.areAheadOf(session) ? settings : this.resolved(session),
    });
    void this.predict(session);
    this.probes.refresh(session);
  }

  /** Training and changes act on what is shown: a former moment becomes a run of its own. */
  private async goOn(): Promise<void> {
    await this.time.settled();
    this.time.fork();
  }

  /** Another run; `tweakedAt`: the step at which it was first changed by hand. */
  private begin(tweakedAt = Infinity): void {
    this.time.begin(tweakedAt);
    this.wasPaused = false;
    this.live.begin();
  }

  /** The present run gives way to another. */
  private async leave(session: SessionFace): Promise<void> {
    const run = this.time.newest ?? (await this.depart(session));
    if (run) this.host.departs(run, null);
  }

  /** A run that has come to its end by itself, and still stands there. */
  private async ended(session: SessionFace): Promise<void> {
    const { playing, looking } = this.host.get();
    if (session !== this.session || playing || looking) return;
    const run = await this.depart(session);
    if (run) this.host.departs(run, null);
  }

  /** Ends training; where the session stands, or null before the first step. */
  private async depart(session: SessionFace): Promise<Departing | null> {
    this.pacer.stop();
    this.pacer = new Pacer(); // whatever ran here before has nothing to say any more
    const { tweaked, spec, building } = this.host.get();
    if (!building) this.host.set({ playing: false });
    const paused = this.wasPaused;
    return departingOf(session, { spec: this.settled ?? spec, tweaked, paused });
  }

  /** The Spec with all defaults, as it holds now; the same object until something changes. */
  private resolved(session: SessionFace): Spec {
    const { info, progress } = session;
    const changes = info.spec.changes ?? [];
    const applied = changes.filter((change) => change.step <= progress.step).length;
    if (this.latest?.info !== info || this.latest.applied !== applied) {
      this.latest = { info, applied, spec: effective(info.spec, progress.step) };
    }
    return this.latest.spec;
  }

  private async predict(session: SessionFace): Promise<void> {
    const part = this.followed;
    const samples = part === null ? null : this.host.get().samples[part];
    if (part === null || !samples || this.predicting || samples.inputs.length === 0) return;
    this.predicting = true;
    try {
      const values = await session.predict(Float64Array.from(samples.inputs));
      if (session === this.session) this.host.set({ predictions: { part, values } });
    } catch (reason) {
      if (session === this.session) this.host.report(problemOf(reason));
    } finally {
      this.predicting = false;
    }
  }

  private enqueue<T>(job: () => Promise<T>): Promise<T> {
    ++this.jobs;
    this.host.set({ pending: true });
    const result = this.tail.then(job).finally(() => {
      if (--this.jobs === 0) this.host.set({ pending: false });
    });
    this.tail = result.catch(() => undefined);
    return result;
  }
}
