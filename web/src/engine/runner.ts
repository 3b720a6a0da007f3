// One session in the worker: trains and evaluates in slices, and says what happened.
//
// A slice takes about 12 ms, then the worker listens. Per slice a piece of training, of an
// evaluation or of an inspection is done; a report goes out when the page has acknowledged the last one.
import { type BoundSession, valueOf } from './binding';
import { busy, engineError } from './errors';
import { Inside } from './inside';
import type {
  PartMetrics,
  Position,
  Progress,
  Seen,
  SessionInfo,
  Spec,
  Summary,
  Watched,
} from './model';
import { nextMoment } from './moments';
import type { SessionState, Target } from './protocol';
import type { Beginning, RunnerEvents } from './runner_events';
import { takeSteps, type StepLosses } from './steps';
import { view } from './views';

/** Milliseconds between two looks at the messages. */
const slice = 12;
/** Evaluations up to this long (ms) precede every report; longer ones wait for the end of an epoch. */
const quick = 3;
/** A long evaluation waits until training has taken this many times as long since the last one. */
const patience = 2;
/** Milliseconds of training between two snapshots, and the most of the time they may take. */
const keepEvery = 1000;
const keepShare = 0.05;
/** Snapshots of fewer bytes are made whenever a moment is due. */
const lightBytes = 100_000;
/** More parameters than this are shown at most every so many milliseconds while training. */
const manyParameters = 20_000;
const manyEvery = 100;
/** Reports of a run with `every` that may wait for the page before training waits for it, too. */
const mostRows = 256;

const notEvaluated: PartMetrics = { train: null, validation: null, test: null };

interface Run {
  readonly target: Target;
  readonly every: number | null;
  readonly resolve: (summary: Summary) => void;
  readonly reject: (reason: Error) => void;
  /** Set when no more training is to be done and the summary is being made. */
  ending: Summary['status'] | null;
}

export class Runner {
  readonly #bound: BoundSession;
  readonly #events: RunnerEvents;
  #run: Run | null = null;
  readonly #evaluations: ((metrics: PartMetrics) => void)[] = [];

  #position: Position;
  #watched: Watched = {};
  #seconds = 0;

  #evaluating = true; // the start is evaluated first
  #metrics = notEvaluated;
  #evaluatedStep = -1;
  #evaluatedPasses = 0;
  #trained = 0; // ms since the last evaluation
  #evaluationTook = 0; // ms

  #rows: Progress[] = [];
  #lastRow = -1; // its step
  #news = false;
  #acknowledged = true;
  readonly #inside: Inside;
  #keptAt = performance.now();
  #keepTook = 0;
  #keptBytes = 0;
  /** The next step at which a moment is kept; none without moments. */
  #nextMoment = Infinity;
  readonly #keepsMoments: boolean;
  /** A moment waits for its metrics, which will be there in a moment. */
  #momentWaits = false;
  readonly #hasMany: boolean;
  #shownAt = -Infinity; // when many parameters last went out

  constructor(bound: BoundSession, events: RunnerEvents, { watched, kept, moments }: Beginning) {
    this.#bound = bound;
    this.#events = events;
    this.#watched = watched;
    this.#keepsMoments = moments;
    if (kept) {
      valueOf(bound.restore(kept.snapshot));
      this.#seconds = kept.seconds;
    }
    this.#position = this.#readPosition();
    this.#inside = new Inside(bound);
    this.#hasMany = this.info.parameters > manyParameters;
  }

  get bound(): BoundSession {
    return this.#bound;
  }

  get info(): SessionInfo {
    const info = valueOf(this.#bound.info());
    return {
      ...info,
      spec: JSON.parse(info.spec) as Spec,
      meanPredictor: JSON.parse(info.meanPredictor) as SessionInfo['meanPredictor'],
    };
  }

  get position(): Position {
    return this.#position;
  }

  get state(): SessionState {
    return { info: this.info, progress: this.#progress() };
  }

  /**
   * Trains until the target, counted from here, or a stop rule; resolves with the summary of where
   * it ended.
   */
  run(relative: Target, every: number | null): Promise<Summary> {
    const { epoch, step } = this.#position;
    const target = {
      epoch: relative.epoch === null ? null : epoch + relative.epoch,
      step: relative.step === null ? null : step + relative.step,
    };
    const summary = this.resume(target, every);
    this.#events.started(target);
    return summary;
  }

  /** The same with the target counted from the start of all training. */
  resume(target: Target, every: number | null): Promise<Summary> {
    if (this.#run !== null) throw busy();
    return new Promise((resolve, reject) => {
      this.#run = { target, every, resolve, reject, ending: null };
      if (this.#keepsMoments && this.#position.step === 0) this.keep();
      this.#keptAt = performance.now();
      this.#endIfThere();
      this.#events.wake();
    });
  }

  /** Steps one by one; nothing is evaluated but what was asked for before. */
  takeSteps(count: number): StepLosses {
    if (this.#run !== null) throw busy();
    const taken = takeSteps(this.#bound, this.#position, count);
    this.#position = taken.position;
    this.#inside.forget();
    this.#forgetMetrics();
    this.#evaluating = this.#evaluations.length > 0;
    this.#changed();
    return taken;
  }

  /** Training stops here; the summary follows when it has been worked out. */
  pause(): Position {
    if (this.#run?.ending === null) this.#end(this.#run, 'paused');
    return this.#position;
  }

  /** Changes what training goes on with; a run under way goes on. */
  retune(path: string, json: string): void {
    valueOf(this.#bound.retune(path, json));
    if (this.#run === null) this.#startEvaluation(); // another penalty
    this.#changed();
  }

  /** Changes the parameters from outside; a run under way is over. */
  change(what: (bound: BoundSession) => void, seconds?: number): void {
    what(this.#bound);
    this.interrupt('interrupted', 'Training was ended by a change of the parameters.');
    if (seconds !== undefined) this.#seconds = seconds;
    this.#position = this.#readPosition();
    this.#inside.forget();
    this.#forgetMetrics();
    this.#startEvaluation();
    this.#changed();
  }

  /** Changes what the network computes, a little, from outside; a run under way goes on. */
  adjust(what: (bound: BoundSession) => void): void {
    what(this.#bound);
    this.#inside.forget();
    this.#metrics = notEvaluated;
    this.#evaluatedStep = -1;
    this.#trained = 0;
    this.#shownAt = -Infinity;
    // While it trains, a long evaluation waits for a while without changes: a parameter that is
    // dragged must not keep training from going on.
    const trains = this.#run?.every === null && this.#run.ending === null;
    if (!trains || this.#evaluations.length > 0) this.#startEvaluation();
    else this.#evaluating = false;
    this.#changed();
  }

  interrupt(code: string, message: string): void {
    const run = this.#run;
    this.#run = null;
    run?.reject(engineError(code, message));
  }

  /** The metrics at the present parameters. */
  evaluate(): Promise<PartMetrics> {
    if (!this.#evaluating && this.#evaluatedStep === this.#position.step) {
      return Promise.resolve(this.#metrics);
    }
    return new Promise((resolve) => {
      this.#evaluations.push(resolve);
      if (!this.#evaluating) this.#startEvaluation();
      this.#events.wake();
    });
  }

  look(views: Watched): Seen {
    if (views.inside !== undefined) this.#inside.now(this.#position.step);
    return this.#see(views);
  }

  #see(views: Watched): Seen {
    return view(this.#bound, views, this.#evaluatedStep);
  }

  /** Throws when one of the views cannot be had; the former ones stay then. */
  watch(views: Watched): void {
    this.#see(views);
    if (views.gradients === undefined) valueOf(this.#bound.forgetGradients());
    this.#watched = views;
    this.#shownAt = -Infinity;
    this.#inside.again();
    this.#tell();
  }

  acknowledge(): void {
    this.#acknowledged = true;
    if (this.#news || this.#rows.length > 0) this.#events.wake();
  }

  /** Does one slice of whatever is to be done; false when there is nothing more. */
  work(): boolean {
    if (this.#evaluating) this.#evaluateSlice();
    else if (this.#looksInside()) this.#news = this.#inside.slice(slice) || this.#news;
    else if (this.#mayTrain()) this.#trainSlice();
    this.#report();
    return this.#evaluating || this.#looksInside() || this.#mayTrain();
  }

  /** Whether an inspection is under way or is due now. */
  #looksInside(): boolean {
    if (this.#evaluating) return false;
    this.#inside.consider(
      this.#watched,
      this.#position,
      this.#evaluatedStep,
      this.#run?.ending === null,
    );
    return this.#inside.isUnderWay;
  }

  free(): void {
    this.interrupt('closed', 'The session was closed.');
    this.#bound.delete();
  }

  #mayTrain(): boolean {
    return this.#run?.ending === null && this.#rows.length < mostRows;
  }

  #trainSlice(): void {
    const run = this.#run;
    if (!run) return;
    const before = this.#position;
    const start = performance.now();
    const untilEpoch = Math.min(
      run.target.epoch ?? Infinity,
      nextMultiple(run.every, before.epoch),
      this.#nextMeasurement(before.epoch),
    );
    const moment = run.every === null && this.#mayKeep() ? this.#nextMoment : Infinity;
    const untilStep = Math.min(run.target.step ?? Infinity, moment);
    const text = valueOf(this.#bound.train(slice, untilEpoch, untilStep));
    const took = performance.now() - start;
    this.#seconds += took / 1000;
    this.#trained += took;
    this.#position = JSON.parse(text) as Position;
    this.#news = true;
    this.#endIfThere();
    if (!this.#evaluating && this.#evaluationIsDue(before, run)) this.#startEvaluation();
    if (this.#position.step >= moment) this.#keepMoment(run);
    const interval = Math.max(keepEvery, this.#keepTook / keepShare);
    if (performance.now() - this.#keptAt >= interval) this.keep();
  }

  /** Whether a moment costs next to nothing, or the last snapshot is long enough ago. */
  #mayKeep(): boolean {
    if (this.#keptBytes < lightBytes) return true; // there are few: their steps grow by a factor
    return performance.now() - this.#keptAt >= this.#keepTook / keepShare;
  }

  /** A moment, with its metrics where they can be had at once. */
  #keepMoment(run: Run): void {
    if (run.ending !== null) return; // that is kept already
    if (!this.#isQuick() || this.#evaluatedStep === this.#position.step) this.keep();
    else {
      this.#momentWaits = true;
      if (!this.#evaluating) this.#startEvaluation();
    }
  }

  #evaluationIsDue(before: Position, run: Run): boolean {
    if (run.ending !== null) return this.#evaluatedStep !== this.#position.step;
    if (run.every === null && this.#evaluatedStep < 0 && !this.#isQuick()) {
      return this.#trained >= patience * this.#evaluationTook;
    }
    if (this.#position.epoch === before.epoch) return false;
    if (this.#watched.conditions !== undefined && this.#position.epoch >= this.#inside.dueEpoch) {
      if (this.#isQuick()) return true;
    }
    if (run.every !== null) return this.#position.epoch % run.every === 0;
    return !this.#isQuick() && this.#trained >= patience * this.#evaluationTook;
  }

  /** Conditions of small sets are measured at the very epoch; those of large ones when evaluated. */
  #nextMeasurement(epoch: number): number {
    const { dueEpoch } = this.#inside;
    const waits = this.#watched.conditions !== undefined && dueEpoch > epoch && this.#isQuick();
    return waits ? dueEpoch : Infinity;
  }

  /** Whether an evaluation takes so little time that every report can have one. */
  #isQuick(): boolean {
    return valueOf(this.#bound.evaluationTime()) <= quick;
  }

  #evaluateSlice(): void {
    const start = performance.now();
    const text = valueOf(this.#bound.evaluate(slice));
    const took = performance.now() - start;
    if (this.#run) this.#seconds += took / 1000;
    this.#evaluationTook += took;
    if (text === '') return;
    this.#metrics = JSON.parse(text) as PartMetrics;
    this.#evaluating = false;
    this.#evaluatedStep = this.#position.step;
    this.#evaluatedPasses = this.#position.passes;
    this.#trained = 0;
    this.#news = true;
    for (const resolve of this.#evaluations.splice(0)) resolve(this.#metrics);
    if (this.#momentWaits) this.keep();
    const run = this.#run;
    if (!run) return;
    if (this.#isRow(run)) {
      this.#lastRow = this.#position.step;
      this.#rows.push(this.#progress());
    }
    if (run.ending !== null) this.#finish(run, run.ending);
  }

  /** Whether a run with `every` reports this moment: an end of an epoch whose turn it is. */
  #isRow(run: Run): boolean {
    const { epoch, passes, step } = this.#position;
    if (run.every === null || passes !== epoch || step === this.#lastRow) return false;
    return epoch > 0 && epoch % run.every === 0;
  }

  /** Sends what is new, once the page has dealt with what it was sent before. */
  #report(): void {
    if (!this.#acknowledged || !(this.#news || this.#rows.length > 0)) return;
    if (this.#evaluating && this.#isQuick()) return; // the metrics will be there in a moment
    if (this.#isStale() && this.#isQuick()) {
      this.#startEvaluation();
      this.#events.wake(); // and then it is reported
      return;
    }
    this.#acknowledged = false;
    this.#news = false;
    const views = this.#see(this.#due());
    this.#events.progress({ progress: this.#progress(), views, rows: this.#rows.splice(0) });
  }

  /** What is watched, but for what was shown before and would cost much to show again. */
  #due(): Watched {
    const late = new Set<string>();
    if (this.#hasMany && this.#watched.parameters !== undefined && !this.#showsMany()) {
      late.add('parameters');
    }
    if (this.#watched.inside !== undefined && !this.#inside.takeNews()) late.add('inside');
    if (late.size === 0) return this.#watched;
    const others = Object.entries(this.#watched).filter(([name]) => !late.has(name));
    return Object.fromEntries(others);
  }

  /** Whether many parameters are shown with this report. */
  #showsMany(): boolean {
    const now = performance.now();
    const trains = this.#run !== null && this.#run.ending === null;
    if (trains && now - this.#shownAt < manyEvery) return false;
    this.#shownAt = now;
    return true;
  }

  /** Whether training under way (at its own pace, without `every`) has left the metrics behind. */
  #isStale(): boolean {
    const training = this.#run?.every === null && this.#run.ending === null;
    return training && !this.#evaluating && this.#evaluatedStep !== this.#position.step;
  }

  #startEvaluation(): void {
    this.#evaluating = true;
    this.#evaluationTook = 0;
  }

  #endIfThere(): void {
    const run = this.#run;
    if (run?.ending !== null) return;
    const { status, epoch, step } = this.#position;
    if (status !== 'running') this.#end(run, status);
    else if (epoch >= (run.target.epoch ?? Infinity) || step >= (run.target.step ?? Infinity)) {
      this.#end(run, 'stopped');
    }
  }

  /** No more training; the summary needs the metrics of the last step. */
  #end(run: Run, status: Summary['status']): void {
    run.ending = status;
    this.#inside.ended();
    this.keep();
    this.#tell();
    if (this.#evaluatedStep === this.#position.step && !this.#evaluating) this.#finish(run, status);
    else if (!this.#evaluating) this.#startEvaluation();
  }

  #finish(run: Run, status: Summary['status']): void {
    this.#run = null;
    // The last report comes before the summary, even while the page still looks at the one before.
    this.#news = this.#acknowledged = true;
    this.#report();
    const text = valueOf(this.#bound.summary(this.#seconds));
    run.resolve({ ...(JSON.parse(text) as Summary), status });
  }

  /** Sends a snapshot, so that a fresh worker can go on from here. */
  keep(): void {
    const start = performance.now();
    const snapshot = valueOf(this.#bound.snapshot());
    const { step, passes, optimizer } = this.#position;
    const isMeasured = this.#evaluatedStep === step && !this.#evaluating;
    const loss = isMeasured ? (this.#metrics.train?.loss ?? null) : null;
    const batchLoss = step > 0 ? (optimizer?.loss ?? null) : null;
    const kept = { snapshot, step, passes, seconds: this.#seconds, loss, batchLoss };
    if (this.#keepsMoments) this.#nextMoment = nextMoment(step, snapshot.byteLength);
    this.#keptBytes = snapshot.byteLength;
    this.#momentWaits = false;
    this.#events.kept(kept, this.#keepsMoments && isMeasured ? this.#progress() : null);
    this.#keptAt = performance.now();
    this.#keepTook = this.#keptAt - start;
  }

  #changed(): void {
    this.keep();
    this.#tell();
  }

  #tell(): void {
    this.#news = true;
    this.#events.wake();
  }

  #forgetMetrics(): void {
    this.#metrics = notEvaluated;
    this.#evaluatedStep = -1;
    this.#rows = [];
    this.#lastRow = -1;
  }

  #readPosition(): Position {
    return JSON.parse(valueOf(this.#bound.state())) as Position;
  }

  #progress(): Progress {
    return {
      ...this.#position,
      ...this.#metrics,
      evaluatedStep: this.#evaluatedStep,
      evaluatedPasses: this.#evaluatedPasses,
      training: this.#run?.ending === null,
      seconds: this.#seconds,
    };
  }
}

/** The next epoch after this one at which a run with `every` reports. */
function nextMultiple(every: number | null, epoch: number): number {
  return every === null ? Infinity : (Math.floor(epoch / every) + 1) * every;
}
