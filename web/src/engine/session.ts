// A session as the page and Node hold it: promises and events; the work is done in the worker.
import type { Connection, Lost } from './connection';
import { Emitter } from './emitter';
import { busy, EngineError, engineError } from './errors';
import type { Numbers } from './given';
import { History, type HistoryRows } from './history';
import type { LabArgument, LabResult, LabTask } from './lab_tasks';
import type {
  Images,
  Json,
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
  ViewName,
  Views,
  Watched,
} from './model';
import { type Moment, Moments } from './moments';
import type {
  Answer,
  Argument,
  Events,
  Kept,
  RequestName,
  SessionId,
  SessionState,
  Sources,
  Target,
} from './protocol';
import { positive, type RunOptions } from './run_options';
import type { Host, Origin, SessionEvent, SessionEvents } from './session_host';
import type { StepLosses } from './steps';

export type { Host, SessionEvent, SessionEvents } from './session_host';

/** A call of `run` that has not been answered. */
interface Run {
  readonly relative: Target;
  readonly every: number | null;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  /** Counted from the start of all training; known once the worker has begun. */
  target: Target | null;
  /** No more training, only the summary is missing. */
  ending: boolean;
  /** Because of `pause`. */
  paused: boolean;
  /** How often its worker was lost since it last came further. */
  lost: number;
  lostAt: number;
}

/** How often a run may lose its worker without coming further before it is given up. */
const mostLost = 2;

export class Session extends Emitter<SessionEvents> {
  readonly id: SessionId;
  readonly #host: Host;
  readonly #spec: string;
  readonly #sources: Sources;
  /** Every row that was measured, thinned to a bounded number. */
  readonly history = new History();
  /** What can be gone back to; empty unless the session was made with `moments`. */
  readonly #moments: Moments | null;
  /** Whether it stands at a former moment, and what comes after is still there. */
  #isBack = false;

  #info: SessionInfo;
  #progress: Progress;
  #seen: Seen = {};
  #watched: Watched = {};
  #kept: Kept | null = null;
  #run: Run | null = null;
  #runEnded: Promise<unknown> = Promise.resolve();
  #lastRow = -1;
  #broken: Problem | null = null;

  constructor(id: SessionId, host: Host, { spec, sources, moments }: Origin, state: SessionState) {
    super();
    this.id = id;
    this.#host = host;
    this.#spec = spec;
    this.#sources = sources;
    this.#moments = moments ? new Moments() : null;
    this.#info = state.info;
    this.#progress = state.progress;
  }

  /** What it is made of; a new object after `retune`, `reset` and `restore`. */
  get info(): SessionInfo {
    return this.#info;
  }

  /** The latest report. */
  get progress(): Progress {
    return this.#progress;
  }

  /** What was watched, as of the latest report. */
  get seen(): Seen {
    return this.#seen;
  }

  /**
   * Trains, and resolves with the command line's summary; `status` is `paused` after `pause`.
   * Rejects with code "busy" while another run trains, "interrupted" when `reset`, `restore` or
   * `setParameters` ended it. A worker that is lost meanwhile is replaced, and the run goes on.
   */
  async run(options: RunOptions = {}): Promise<Summary> {
    const relative = { epoch: positive(options, 'epochs'), step: positive(options, 'steps') };
    const every = positive(options, 'every');
    if (this.#run) {
      this.#refuseSecond();
      await this.#runEnded;
      this.#refuseSecond(); // of two that waited
    }
    const { onProgress, signal } = options;
    const run: Run = {
      relative,
      every,
      onProgress,
      target: null,
      ending: false,
      paused: false,
      lost: 0,
      lostAt: -1,
    };
    this.#run = run;
    const answer = this.#call(
      'run',
      () => this.#runArgument(run),
      () => this.#runAgain(run),
    );
    const abort = (): void => void this.pause().catch(() => undefined);
    const ended = answer.finally(() => {
      signal?.removeEventListener('abort', abort);
      this.#run = null;
    });
    this.#runEnded = ended.catch(() => undefined);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort);
    const summary = await ended;
    // A run that lost its worker after `pause` was only resumed to be summed up.
    return run.paused && run.lost > 0 && summary.status === 'stopped'
      ? { ...summary, status: 'paused' }
      : summary;
  }

  /** So many steps, then the summary. */
  step(count = 1): Promise<Summary> {
    return this.run({ steps: count });
  }

  /**
   * Takes at most so many steps and answers with the loss of each one's batch; nothing else is
   * measured. Fewer come when they take long or the run ends: `position` says where it stands.
   */
  async takeSteps(count: number): Promise<StepLosses> {
    return this.#call('takeSteps', () => ({ session: this.id, count }));
  }

  /** Stops training and says where; the run's own promise follows when it has been summed up. */
  async pause(): Promise<Position> {
    if (this.#run) this.#run.paused = this.#run.ending = true;
    return this.#call('pause', () => ({ session: this.id }));
  }

  /** A live change, from the next step on; a run under way goes on. Kept in `info.spec.changes`. */
  async retune(path: string, value: Json): Promise<SessionInfo> {
    const text = JSON.stringify(value);
    const state = await this.#call('retune', () => ({ session: this.id, path, value: text }));
    this.#take(state);
    return state.info;
  }

  /** Back to the same start. */
  async reset(): Promise<void> {
    const state = await this.#call('reset', () => ({ session: this.id }));
    this.history.clear();
    this.#moments?.clear();
    this.#isBack = false;
    this.#take(state);
  }

  /** Everything that is needed to go on from here in a session of the same Spec. */
  async snapshot(): Promise<Uint8Array> {
    return this.#call('snapshot', () => ({ session: this.id }));
  }

  /**
   * Goes on from a snapshot: what was measured and kept after it is forgotten. `seconds`: the
   * training that led there; `rows`: a history in place of the present one.
   */
  async restore(
    snapshot: Uint8Array,
    seconds: number | null = null,
    rows: HistoryRows | null = null,
  ): Promise<void> {
    await this.#stand(snapshot, seconds);
    if (rows) this.history.fill(rows);
    this.branch();
  }

  /** The moments that can be gone back to, by step; another object after every change. */
  get moments(): readonly Moment[] {
    return this.#moments?.list ?? [];
  }

  /** Stands at a kept moment; what comes after it stays. `unbranch` or `branch` ends that. */
  async goBack(step: number): Promise<void> {
    const kept = this.#moments?.at(step);
    if (!kept) throw engineError('out-of-range', `Step ${step} is no kept moment.`, 'step');
    this.#isBack = true;
    await this.#stand(kept.snapshot, kept.seconds);
  }

  /** Back from a former moment to where it stood, as `snapshot` had it. */
  async unbranch(snapshot: Uint8Array, seconds: number): Promise<void> {
    await this.#stand(snapshot, seconds);
    this.#isBack = false;
  }

  /** Goes on from where it stands: what was measured and kept after that is forgotten. */
  branch(): void {
    const { step } = this.#progress;
    this.#isBack = false;
    this.history.truncate(step);
    this.#moments?.truncate(step);
    if (this.#moments?.at(step) === null && this.#kept?.step === step) {
      this.#moments.add(this.#kept);
    }
  }

  async #stand(snapshot: Uint8Array, seconds: number | null): Promise<void> {
    const argument = { session: this.id, snapshot, seconds };
    this.#take(await this.#call('restore', () => argument));
  }

  /** Layer by layer: W row-major out×in, then b. */
  async parameters(): Promise<Float64Array> {
    return this.view('parameters', true);
  }

  async setParameters(theta: Numbers): Promise<void> {
    const copy = Float64Array.from(theta);
    await this.#call('setParameters', () => ({ session: this.id, theta: copy }));
  }

  /** Changes one number of `parameters`; a run under way goes on from there. */
  async setParameter(index: number, value: number): Promise<void> {
    await this.#call('setParameter', () => ({ session: this.id, index, value }));
  }

  /** Switches a hidden unit off (it gives 0 and learns nothing) or on; a run goes on. */
  async switchUnit(layer: number, unit: number, on: boolean): Promise<SessionInfo> {
    const state = await this.#call('switchUnit', () => ({ session: this.id, layer, unit, on }));
    this.#take(state);
    return state.info;
  }

  /** 16 hex digits: a hash of the parameters. */
  async fingerprint(): Promise<string> {
    return this.#call('fingerprint', () => ({ session: this.id }));
  }

  /** Outputs for raw inputs, both sample by sample, in original units. */
  async predict(inputs: Numbers): Promise<Float64Array> {
    const copy = Float64Array.from(inputs);
    return this.#call('predict', () => ({ session: this.id, inputs: copy }));
  }

  /** Activations of every unit, layer by layer, for raw inputs, both sample by sample. */
  async activations(inputs: Numbers): Promise<Float64Array> {
    const copy = Float64Array.from(inputs);
    return this.#call('activations', () => ({ session: this.id, inputs: copy }));
  }

  /** The metrics of every part at the present parameters. */
  async evaluate(): Promise<PartMetrics> {
    return this.#call('evaluate', () => ({ session: this.id }));
  }

  /** Samples of a part, at most so many of them, spread evenly. */
  async samples(part: Part, maximum: number): Promise<Samples> {
    return this.#call('samples', () => ({ session: this.id, part, maximum }));
  }

  /** The bytes of images, by their numbers in the data set (`samples` gives them). */
  async images(index: Int32Array): Promise<Images> {
    return this.#call('images', () => ({ session: this.id, index }));
  }

  /** What only an engine of the lab answers; others reject with code "not-loaded". */
  async lab<T extends LabTask>(task: T, argument: LabArgument<T>): Promise<LabResult<T>> {
    const question = { session: this.id, task, argument } as Argument<'lab'>;
    return this.#call('lab', () => question);
  }

  /** One look at something. */
  async view<N extends ViewName>(
    name: N,
    argument: Views[N]['argument'],
  ): Promise<Views[N]['result']> {
    const views: Watched = { [name]: argument };
    const seen: { [M in ViewName]?: Views[M]['result'] } = await this.#call('view', () => ({
      session: this.id,
      views,
    }));
    const result = seen[name];
    if (result === undefined) throw engineError('internal-error', `No view “${name}” came back.`);
    return result;
  }

  /** From now on these come with every report, instead of what was watched before. */
  async watch(views: Watched): Promise<void> {
    await this.#call('watch', () => ({ session: this.id, views }));
    this.#watched = views;
  }

  /**
   * The next step, opened: of its own batch (null), or of one sample of the training part alone.
   * Nothing changes, neither here nor in what follows.
   */
  async trace(sample: number | null = null): Promise<StepTrace> {
    for (;;) {
      const trace = await this.#call('trace', () => ({ session: this.id, sample }));
      if (trace) return trace; // else a slice of it is done, and other messages are heard
    }
  }

  /** Parts of the matrices of the step that was opened last. */
  async traceWindows(windows: readonly TraceWindow[]): Promise<readonly Float64Array[]> {
    return this.#call('traceWindows', () => ({ session: this.id, windows }));
  }

  /** Frees what an opened step holds. */
  async closeTrace(): Promise<void> {
    await this.#call('closeTrace', () => ({ session: this.id }));
  }

  /** Ends it and frees its memory; a run under way rejects with code "closed". */
  async close(): Promise<void> {
    this.#host.forget(this.id);
    await this.#host.call('close', () => ({ session: this.id }));
  }

  /** For the engine: makes the session again in a fresh worker, as it was when last kept. */
  async recreate(connection: Connection): Promise<void> {
    try {
      const state = await connection.request('create', {
        session: this.id,
        spec: this.#spec,
        sources: this.#sources,
        kept: this.#kept,
        watched: this.#watched,
        moments: this.#moments !== null,
      });
      this.#take(state);
      this.#broken = null;
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      this.#broken = thrown; // a file that cannot be read any more, for example
    }
  }

  /** For the engine: an event of this session. */
  hear({ event, detail }: SessionEvent): void {
    switch (event) {
      case 'kept':
        this.#kept = detail.kept;
        if (this.#isBack) break; // what is looked at is no new moment
        this.#moments?.add(detail.kept);
        if (detail.progress) this.history.add(detail.progress);
        break;
      case 'started':
        if (this.#run) this.#run.target = detail.target;
        break;
      case 'progress':
        this.#report(detail);
    }
  }

  #report({ progress, views, rows }: Events['progress']): void {
    const fresh = rows.filter((row) => row.step > this.#lastRow); // others came before a restart
    for (const row of fresh) this.history.add(row);
    this.#lastRow = fresh.at(-1)?.step ?? this.#lastRow;
    this.history.add(progress);
    if (progress.train) this.#moments?.measured(progress.evaluatedStep, progress.train.loss);
    this.#progress = progress;
    this.#seen = this.#withLatest(views);
    this.emit('progress', { progress, views, rows: fresh });
    const run = this.#run;
    if (run?.target && !progress.training) run.ending = true;
    if (!run?.onProgress) return;
    for (const reported of run.every === null ? [progress] : fresh) run.onProgress(reported);
  }

  /** What comes more rarely than the reports: the latest stays. */
  #withLatest(views: Seen): Seen {
    const { parameters, inside } = this.#seen;
    const stays = (name: ViewName): boolean =>
      this.#watched[name] !== undefined && views[name] === undefined;
    let seen = views;
    if (parameters && stays('parameters')) seen = { ...seen, parameters };
    if (inside && stays('inside')) seen = { ...seen, inside };
    return seen;
  }

  #take({ info, progress }: SessionState): void {
    this.#info = info;
    this.#progress = progress;
    this.#lastRow = Math.min(this.#lastRow, progress.step);
  }

  /** A run that is only being summed up can be waited for; one that trains cannot. */
  #refuseSecond(): void {
    if (this.#run && !this.#run.ending) {
      throw busy();
    }
  }

  #runArgument(run: Run): Argument<'run'> {
    const session = this.id;
    const { every, relative, target, paused, lost } = run;
    // After a loss: to the same end; paused before, it has come to its end already.
    if (lost > 0 && paused)
      return { session, target: { epoch: null, step: 0 }, from: 'start', every };
    if (target) return { session, target, from: 'start', every };
    return { session, target: relative, from: 'here', every };
  }

  #runAgain(run: Run): boolean {
    const step = this.#kept?.step ?? 0;
    run.lost = step > run.lostAt ? 1 : run.lost + 1;
    run.lostAt = step;
    return run.lost <= mostLost;
  }

  #call<N extends RequestName>(
    name: N,
    argument: () => Argument<N>,
    again?: (lost: Lost) => boolean,
  ): Promise<Answer<N>> {
    return this.#host.call(
      name,
      () => {
        if (this.#broken) throw new EngineError(this.#broken);
        return argument();
      },
      again,
    );
  }
}
