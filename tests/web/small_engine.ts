/** A small engine for tests of the store: its sessions count steps and remember what they heard. */
import type {
  ActivationCurve,
  Choice,
  CsvPreview,
  Metrics,
  PartMetrics,
  Position,
  Problem,
  Progress,
  Samples,
  Seen,
  SessionInfo,
  Spec,
  StepTrace,
  Summary,
  TraceWindow,
  Watched,
} from '../../web/src/engine/model';
import type { LabResult, LabTask } from '../../web/src/engine/lab_tasks';
import type { Expansion, Sweep } from '../../web/src/engine/sweep_types';
import type { Moment } from '../../web/src/engine/moments';
import type { Kept } from '../../web/src/engine/protocol';
import type { StepLosses } from '../../web/src/engine/steps';
import type { EngineFace, SessionFace } from '../../web/src/state/engine_face';
import type { Json } from '../../web/src/state/json';
import { idOf, withoutChanges } from '../../web/src/state/spec';
import type { Curves } from '../../web/src/state/state';

const loss = (step: number): Metrics => ({ loss: 1 / (1 + step) });
const stepsPerEpoch = 10;

export class SmallSession implements SessionFace {
  info: SessionInfo;
  progress: Progress = at(0);
  seen: Seen = {};
  watched: Watched = {};
  closed = false;
  readonly heard: string[] = [];
  readonly history: Curves = {
    length: 0,
    steps: new Float64Array(),
    passes: new Float64Array(),
    column: () => null,
    figure: () => null,
  };
  private readonly kept = new Map<number, Kept>();
  theta = Float64Array.of(1, 2, 3);
  private readonly listeners: ((event: never) => void)[] = [];
  private endRun: ((status: Summary['status']) => void) | null = null;

  constructor(readonly spec: Spec) {
    const data = { ...spec.data };
    this.info = {
      spec: { optimizer: 'adam', batchSize: 32, regularization: { l1: 0, l2: 0 }, ...spec, data },
      task: { kind: 'classes', names: ['0', '1'] },
      inputs: { count: 2, names: ['x1', 'x2'], image: null },
      outputs: 1,
      layers: [{ inputs: 2, units: 1, bias: true }],
      parameters: 3,
      stepsPerEpoch,
      precision: 'float64',
      samples: { train: 4, validation: 0, test: 2 },
      off: [[]],
      meanPredictor: { train: null, validation: null, test: null },
      noiseVariance: null,
    };
  }

  /** Moves training on and reports, as a worker does. */
  advance(steps: number): void {
    if (this.progress.step === 0) this.keep();
    this.progress = at(this.progress.step + steps);
    this.keep();
    this.tell();
  }

  /** Ends the run under way. */
  end(status: Summary['status'], reason = ''): void {
    const { step } = this.progress;
    this.progress = { ...at(step), status: status === 'paused' ? 'running' : status, reason };
    this.endRun?.(status);
    this.endRun = null;
  }

  get moments(): readonly Moment[] {
    return [...this.kept.values()];
  }

  async run(options: { epochs?: number; steps?: number } = {}): Promise<Summary> {
    this.heard.push(`run ${JSON.stringify(options)}`);
    const steps = options.steps ?? (options.epochs ?? 0) * stepsPerEpoch;
    if (steps > 0) {
      this.advance(steps);
      return this.summary('stopped');
    }
    const status = await new Promise<Summary['status']>((resolve) => (this.endRun = resolve));
    return this.summary(status);
  }

  takeSteps(count: number): Promise<StepLosses> {
    this.advance(count);
    const losses = new Float64Array(count).fill(1);
    return Promise.resolve({ losses, position: this.progress });
  }

  async pause(): Promise<Position> {
    if (this.endRun) this.end('paused');
    return Promise.resolve(this.progress);
  }

  async reset(): Promise<void> {
    this.heard.push('reset');
    this.progress = at(0);
    this.info = { ...this.info, spec: withoutChanges(this.info.spec) };
    this.tell();
    return Promise.resolve();
  }

  async retune(path: string, value: Json): Promise<void> {
    if (typeof value === 'number' && value < 0) {
      return Promise.reject(problem('out-of-range', path, 'It is negative.'));
    }
    this.heard.push(`retune ${path} ${JSON.stringify(value)}`);
    const change = { step: this.progress.step, set: { [path]: value } };
    const changes = [...(this.info.spec.changes ?? []), change];
    this.info = { ...this.info, spec: { ...this.info.spec, changes } };
    return Promise.resolve();
  }

  lab<T extends LabTask>(): Promise<LabResult<T>> {
    return Promise.reject(new Error('This engine has no lab.'));
  }

  evaluate(): Promise<PartMetrics> {
    return Promise.resolve({ train: this.progress.train, validation: null, test: null });
  }

  fingerprint(): Promise<string> {
    return Promise.resolve(`${this.spec.seed ?? 0}/${this.progress.step}`);
  }

  predict(inputs: Float64Array): Promise<Float64Array> {
    return Promise.resolve(inputs.map((x) => 2 * x));
  }

  samples(): Promise<Samples> {
    const [inputs, targets] = [new Float32Array([1, 2]), new Float32Array([0])];
    return Promise.resolve({ count: 1, total: 1, index: new Int32Array(1), inputs, targets });
  }

  images(): Promise<{ count: number; bytes: Uint8Array }> {
    return Promise.resolve({ count: 0, bytes: new Uint8Array() });
  }

  setParameter(index: number, value: number): Promise<void> {
    this.heard.push(`setParameter ${index} ${value}`);
    this.theta[index] = value;
    this.tell();
    return Promise.resolve();
  }

  switchUnit(layer: number, unit: number, on: boolean): Promise<void> {
    this.heard.push(`switchUnit ${layer} ${unit} ${on}`);
    const others = (this.info.off[layer] ?? []).filter((one) => one !== unit);
    const off = [...this.info.off];
    off[layer] = on ? others : [...others, unit].sort((a, b) => a - b);
    this.info = { ...this.info, off };
    this.tell();
    return Promise.resolve();
  }

  parameters(): Promise<Float64Array> {
    return Promise.resolve(this.theta.slice());
  }

  setParameters(theta: Float64Array): Promise<void> {
    this.heard.push(`setParameters ${theta.join(' ')}`);
    this.theta = theta.slice();
    return Promise.resolve();
  }

  snapshot(): Promise<Uint8Array> {
    return Promise.resolve(Uint8Array.of(this.progress.step));
  }

  restore(snapshot: Uint8Array): Promise<void> {
    this.heard.push(`restore ${snapshot.join(' ')}`);
    this.progress = at(snapshot[0] ?? 0);
    this.tell();
    return Promise.resolve();
  }

  activations(inputs: Float64Array): Promise<Float64Array> {
    return Promise.resolve(inputs.filter((_, i) => i % 2 === 0));
  }

  watch(views: Watched): Promise<void> {
    this.watched = views;
    return Promise.resolve();
  }

  /** The step of one sample or of a batch of two; every number is its row plus a hundredth. */
  trace(sample: number | null): Promise<StepTrace> {
    this.heard.push(`trace ${sample ?? 'next'}`);
    const batch = sample === null ? 2 : 1;
    return Promise.resolve({
      step: this.progress.step,
      batch,
      isNext: sample === null,
      samples: Int32Array.from({ length: batch }, (_, i) => i),
      losses: new Float64Array(batch).fill(0.5),
      loss: 0.5,
      penalty: 0,
      rate: 0.1,
      gradientNorm: 1,
      clipping: 1,
      updateNorm: 0.1,
      finite: true,
    });
  }

  traceWindows(windows: readonly TraceWindow[]): Promise<readonly Float64Array[]> {
    return Promise.resolve(
      windows.map(({ row, rows, column, columns }) =>
        Float64Array.from(
          { length: rows * columns },
          (_, i) => row + Math.floor(i / columns) + (column + (i % columns)) / 100,
        ),
      ),
    );
  }

  closeTrace(): Promise<void> {
    this.heard.push('closeTrace');
    return Promise.resolve();
  }

  addEventListener(_: 'progress', listener: (event: never) => void): void {
    this.listeners.push(listener);
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  async goBack(step: number): Promise<void> {
    this.heard.push(`goBack ${step}`);
    this.progress = at(step);
    const changes = (this.info.spec.changes ?? []).filter((change) => change.step <= step);
    this.info = { ...this.info, spec: { ...this.info.spec, changes } };
    this.tell();
    return Promise.resolve();
  }

  async unbranch(snapshot: Uint8Array): Promise<void> {
    this.heard.push('unbranch');
    this.progress = at(snapshot[0] ?? 0);
    this.tell();
    return Promise.resolve();
  }

  branch(): void {
    this.heard.push('branch');
    for (const step of this.kept.keys()) if (step > this.progress.step) this.kept.delete(step);
  }

  private keep(): void {
    const { step, passes } = this.progress;
    const losses = { loss: 1 / (1 + step), batchLoss: null };
    const snapshot = Uint8Array.of(step);
    this.kept.set(step, { step, passes, seconds: 0, snapshot, ...losses });
  }

  private tell(): void {
    for (const listener of this.listeners) listener(undefined as never);
  }

  private summary(status: Summary['status']): Summary {
    const { step, epoch, train, validation, test } = this.progress;
    const ran = { epochs: epoch, steps: step, seconds: 0, parameters: 3, best: null };
    const print = { engine: '0', fingerprint: `${this.spec.seed ?? 0}/${step}` };
    return { summary: true, status, ...ran, ...print, train, validation, test };
  }
}

/** Refuses sources called "bad", and CSV files whose name begins so. */
export class SmallEngine implements EngineFace {
  readonly sessions: SmallSession[] = [];
  preview: CsvPreview | null = null;
  refusal: (Problem & Error) | null = null;
  files: readonly string[] = [];
  /** What `check` was asked about, and how it answers. */
  readonly checked: (Spec | string)[] = [];
  judge: (spec: Spec | string) => readonly Problem[] = () => [];
  private readonly listeners = new Map<string, (event: never) => void>();

  get latest(): SmallSession {
    const session = this.sessions.at(-1);
    if (!session) throw new Error('There is no session yet.');
    return session;
  }

  session(
    spec: Spec,
    sources?: { readonly files?: Readonly<Record<string, Blob>> },
  ): Promise<SmallSession> {
    this.files = Object.keys(sources?.files ?? {});
    const refusal =
      idOf(spec.data.source) === 'bad'
        ? problem('unknown-id', 'data.source', 'There is no source “bad”.')
        : this.refusal;
    if (refusal) return Promise.reject(refusal);
    const session = new SmallSession(spec);
    this.sessions.push(session);
    return Promise.resolve(session);
  }

  /** No axes: the Spec once for every seed. */
  expand({ spec, seeds = 1 }: Sweep): Promise<Expansion> {
    const list = typeof seeds === 'number' ? Array.from({ length: seeds }, (_, i) => i + 1) : seeds;
    const specs = list.map((seed) => ({ ...spec, seed }));
    const none = { resamples: 0, folds: 0, testResamples: 0, level: 0.95 };
    return Promise.resolve({ axes: [], seeds: list, ...none, specs });
  }

  check(spec: Spec | string): Promise<readonly Problem[]> {
    this.checked.push(spec);
    return Promise.resolve(this.judge(spec));
  }

  previewCsv(): Promise<CsvPreview> {
    if (!this.preview) return Promise.reject(problem('bad-file', 'file:1', 'It is no table.'));
    return Promise.resolve(this.preview);
  }

  activation(choice: Choice, z: Float64Array): Promise<ActivationCurve> {
    const slope = idOf(choice) === 'linear' ? 1 : 2;
    return Promise.resolve({ values: z.map((x) => slope * x), slopes: z.map(() => slope) });
  }

  rates(spec: Spec, _: number, passes: Float64Array): Promise<Float64Array> {
    return Promise.resolve(passes.map(() => (idOf(spec.schedule) === 'constant' ? 1 : 0.5)));
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.listeners.set(type, listener);
  }

  tell(type: 'restarted' | 'failed', message: string): void {
    const event = { detail: { problem: problem('worker-lost', '', message) } };
    this.listeners.get(type)?.(event as never);
  }
}

export function problem(code: string, path: string, message: string): Problem & Error {
  return Object.assign(new Error(message), { code, path });
}

function at(step: number): Progress {
  return {
    status: 'running',
    reason: '',
    epoch: Math.floor(step / stepsPerEpoch),
    step,
    passes: step / stepsPerEpoch,
    evaluations: step,
    best: null,
    optimizer: null,
    train: loss(step),
    validation: null,
    test: loss(step),
    evaluatedStep: step,
    evaluatedPasses: step / stepsPerEpoch,
    training: false,
    seconds: 0,
  };
}
