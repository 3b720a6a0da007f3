/**
 * A race: the same experiment trained by several methods from the same weights on the same data,
 * each in a worker of its own, so that none waits for another.
 */
import type { Choice, Problem, SessionInfo, Spec, Summary, Watched } from '../engine/model';
import { problemOf, type OwnEngine, type SessionFace, type StartEngine } from './engine_face';
import { fewestLanes, laneSpec, mostLanes, type RaceRules } from './race_lanes';
import { samplesOf } from './session_parts';
import { noSamples, type Curves, type State } from './state';

export type LaneStatus =
  | 'preparing'
  | 'ready'
  | 'training'
  | 'paused'
  /** The Spec was refused, or the worker was lost. */
  | 'failed'
  | Exclude<Summary['status'], 'paused'>;

/** A lane as views see it. */
export interface Lane {
  readonly id: number;
  readonly choice: Choice;
  readonly spec: Spec;
  readonly status: LaneStatus;
  /** Why it ended or could not begin. */
  readonly reason: string;
  readonly info: SessionInfo | null;
  readonly session: SessionFace | null;
  readonly history: Curves | null;
  /** The parameters at every measurement; null where they are too many to be kept. */
  readonly path: readonly Float64Array[] | null;
  /** Of the parameters before the first step, and of those that it rests at. */
  readonly start: string | null;
  readonly fingerprint: string | null;
}

export interface RaceState {
  readonly rules: RaceRules;
  readonly lanes: readonly Lane[];
  /** What all lanes learn from; null until the first lane is ready. */
  readonly info: SessionInfo | null;
  readonly samples: State['samples'];
  /** Whether any lane trains. */
  readonly running: boolean;
  /** Lanes train one after the other: their times do not depend on each other then. */
  readonly inTurn: boolean;
  /** Another number with everything new. */
  readonly revision: number;
}

/** Epochs that are measured one by one, and measurements in every doubling after these. */
const single = 128;

/**
 * Epochs from one measurement to the next: a power of two that doubles as the epochs do, so that
 * short and long runs both have smooth curves. Every measurement is at a multiple of it.
 */
export function strideFrom(epoch: number): number {
  return epoch < single ? 1 : 2 ** (Math.floor(Math.log2(epoch / single)) + 1);
}

/** The epoch up to which the stride stays the same. */
export function stretchFrom(epoch: number): number {
  return epoch < single ? single : single * strideFrom(epoch);
}

/** Milliseconds without another wish before lanes are made: a slider that is dragged has many. */
const settling = 150;
/** Networks with more parameters have no paths kept, and points of a path at most. */
export const mostParameters = 2000;
const mostPoints = 600;

/** Of a path that is full, every second point of its older half goes. */
function thinned(path: readonly Float64Array[]): readonly Float64Array[] {
  if (path.length <= mostPoints) return path;
  const half = path.length >> 1;
  return path.filter((_, i) => i === 0 || i >= half || i % 2 === 0);
}

export class Race {
  private current: RaceState;
  /** One for each place on the start line, and the surveyor's; kept for the races to come. */
  private readonly engines = new Map<number, Promise<OwnEngine>>();
  private readonly listeners = new Set<() => void>();
  private nextId = 1;
  private watched: Watched = {};
  /** Another one with every race: what still comes from a former one is not heard. */
  private turn = 0;
  /** Set while lanes are to train. */
  private going = false;
  /** A session of the lab that only computes losses, so that no lane waits for it. */
  private surveyor: Promise<SessionFace> | null = null;

  constructor(
    private readonly start: StartEngine,
    private readonly files: () => Readonly<Record<string, Blob>>,
    rules: RaceRules,
    choices: readonly Choice[],
  ) {
    this.current = {
      rules,
      lanes: [],
      info: null,
      samples: noSamples,
      running: false,
      inTurn: false,
      revision: 0,
    };
    this.line(rules, choices);
  }

  get state(): RaceState {
    return this.current;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Other rules, other lanes: everyone back to the start. */
  line(rules: RaceRules, choices: readonly Choice[]): void {
    if (choices.length < fewestLanes || choices.length > mostLanes) return;
    this.clear();
    const lanes = choices.map((choice): Lane => ({
      id: this.nextId++,
      choice,
      spec: laneSpec(rules, choice),
      status: 'preparing',
      reason: '',
      info: null,
      session: null,
      history: null,
      path: null,
      start: null,
      fingerprint: null,
    }));
    this.set({ rules, lanes, info: null, samples: noSamples, running: false });
    const { turn } = this;
    setTimeout(() => {
      if (turn !== this.turn) return;
      lanes.forEach(({ id }, place) => void this.prepare(id, place, turn));
    }, settling);
  }

  /** Everyone trains until they end or are paused. */
  play(): void {
    if (this.going) return;
    this.going = true;
    void this.trainAll(this.turn, Infinity);
  }

  async pause(): Promise<void> {
    this.going = false;
    const sessions = this.current.lanes.flatMap(({ session }) => session ?? []);
    await Promise.all(sessions.map((session) => session.pause().catch(() => undefined)));
  }

  /** One step in every lane that is not at its end. */
  step(): void {
    if (this.current.running) return;
    this.going = true;
    void this.trainAll(this.turn, 1);
  }

  /** Everyone back to the same start. */
  restart(): void {
    const { rules, lanes } = this.current;
    this.line(
      rules,
      lanes.map(({ choice }) => choice),
    );
  }

  setInTurn(inTurn: boolean): void {
    if (!this.current.running) this.set({ inTurn });
  }

  /** What is looked at in every lane. */
  watch(views: Watched): void {
    this.watched = views;
    for (const { session } of this.current.lanes) void session?.watch(views).catch(() => undefined);
  }

  /** Whether paths are kept: the network has few enough parameters. */
  get hasPaths(): boolean {
    return (this.current.info?.parameters ?? Infinity) <= mostParameters;
  }

  /** The training part's loss at parameters of one's own, one vector after the other. */
  async lossesAt(thetas: Float64Array): Promise<Float64Array> {
    return (await this.survey()).lab('lossesAt', { thetas });
  }

  /** The step of Levenberg-Marquardt at parameters with a damping; 0: as good as undamped. */
  async dampedStepAt(theta: Float64Array, mu: number): Promise<Float64Array> {
    return (await this.survey()).lab('dampedStepAt', { theta, mu });
  }

  /** The gradient of the objective at one vector of parameters. */
  async gradientAt(theta: Float64Array): Promise<Float64Array> {
    return (await this.survey()).lab('gradientAt', { theta });
  }

  /** Ends all workers. */
  end(): void {
    this.clear();
    for (const engine of this.engines.values()) {
      void engine.then((open) => open.close()).catch(() => undefined);
    }
    this.engines.clear();
  }

  // --- within -----------------------------------------------------------------------------------

  /** Nobody is on the line any more. */
  private clear(): void {
    ++this.turn;
    this.going = false;
    for (const { session } of this.current.lanes) void session?.close().catch(() => undefined);
    void this.surveyor?.then((session) => session.close()).catch(() => undefined);
    this.surveyor = null;
  }

  private survey(): Promise<SessionFace> {
    const [lane] = this.current.lanes;
    if (!lane) return Promise.reject(new Error('There are no lanes.'));
    this.surveyor ??= this.engineOf(mostLanes).then((engine) =>
      engine.session(lane.spec, { files: this.files() }),
    );
    return this.surveyor;
  }

  private async prepare(id: number, place: number, turn: number): Promise<void> {
    const lane = this.lane(id);
    if (!lane) return;
    try {
      const open = await this.engineOf(place);
      const session = await open.session(lane.spec, { files: this.files() });
      await session.watch(this.watched).catch(() => undefined); // another task has other views
      await session.evaluate();
      const start = await session.fingerprint();
      const samples = this.current.info ? this.current.samples : await samplesOf(session);
      if (turn !== this.turn) {
        void session.close().catch(() => undefined);
        return;
      }
      session.addEventListener('progress', () => {
        if (turn === this.turn) this.patch(id, {});
      });
      const { info, history } = session;
      const status = 'ready';
      this.set({ info, samples });
      const path = this.hasPaths ? [await session.parameters()] : null;
      if (turn !== this.turn) return;
      this.patch(id, { status, session, info, history, path, start, fingerprint: start });
    } catch (reason) {
      if (turn === this.turn) this.fail(id, problemOf(reason));
    }
  }

  private engineOf(place: number): Promise<OwnEngine> {
    const known = this.engines.get(place);
    if (known) return known;
    const engine = this.start({ lab: place === mostLanes });
    this.engines.set(place, engine);
    engine.catch(() => this.engines.delete(place)); // the next race may try again
    return engine;
  }

  private async trainAll(turn: number, steps: number): Promise<void> {
    this.set({ running: true });
    const ids = this.current.lanes.map(({ id }) => id);
    if (this.current.inTurn) {
      for (const id of ids) {
        if (this.going && turn === this.turn) await this.train(id, turn, steps);
      }
    } else {
      await Promise.all(ids.map((id) => this.train(id, turn, steps)));
    }
    if (turn !== this.turn) return;
    this.going = false;
    this.set({ running: false });
  }

  private async train(id: number, turn: number, steps: number): Promise<void> {
    const session = this.lane(id)?.session;
    if (!session || isOver(session)) return;
    this.patch(id, { status: 'training', fingerprint: null });
    try {
      const summary = await this.run(id, session, steps, turn);
      const { status, reason } = await session.pause(); // the report of the end may come later
      if (turn !== this.turn) return;
      this.patch(id, {
        status: status === 'running' ? 'paused' : status,
        reason,
        fingerprint: summary.fingerprint,
      });
    } catch (thrown) {
      if (turn === this.turn) this.fail(id, problemOf(thrown));
    }
  }

  private async run(
    id: number,
    session: SessionFace,
    steps: number,
    turn: number,
  ): Promise<Summary> {
    if (steps < Infinity) {
      const summary = await session.run({ steps });
      await this.addToPath(id, session);
      return summary;
    }
    let { epoch, step } = session.progress;
    for (;;) {
      const every = strideFrom(epoch);
      const keeps = (this.lane(id)?.path ?? null) !== null;
      const epochs = keeps ? every - (epoch % every) : stretchFrom(epoch) - epoch;
      const summary = await session.run({ epochs, every });
      // The report that says that it is over may come later than the summary.
      if (summary.steps === step) return summary;
      ({ epochs: epoch, steps: step } = summary);
      await this.addToPath(id, session);
      if (isOver(session) || !this.going || turn !== this.turn) return summary;
    }
  }

  private async addToPath(id: number, session: SessionFace): Promise<void> {
    if (!this.lane(id)?.path) return;
    const theta = await session.parameters();
    const path = this.lane(id)?.path;
    if (path) this.patch(id, { path: thinned([...path, theta]) });
  }

  private lane(id: number): Lane | undefined {
    return this.current.lanes.find((lane) => lane.id === id);
  }

  private fail(id: number, { message, path }: Problem): void {
    const reason = path === '' ? message : `${path}: ${message}`;
    this.patch(id, { status: 'failed', reason });
  }

  private patch(id: number, patch: Partial<Lane>): void {
    const lanes = this.current.lanes.map((lane) => (lane.id === id ? { ...lane, ...patch } : lane));
    this.set({ lanes });
  }

  private set(patch: Partial<RaceState>): void {
    this.current = { ...this.current, ...patch, revision: this.current.revision + 1 };
    for (const listener of this.listeners) listener();
  }
}

function isOver({ progress }: SessionFace): boolean {
  return progress.status !== 'running';
}
