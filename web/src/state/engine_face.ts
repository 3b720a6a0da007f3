/** What the store asks of the engine, and nothing more: tests hand it a small stand-in. */
import type {
  ActivationCurve,
  Choice,
  CsvOptions,
  CsvPreview,
  Images,
  Part,
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
} from '../engine/model';
import type { Expansion, Sweep } from '../engine/sweep_types';
import type { HistoryRows } from '../engine/history';
import type { LabArgument, LabResult, LabTask } from '../engine/lab_tasks';
import type { Moment } from '../engine/moments';
import type { StepLosses } from '../engine/steps';
import type { Json } from './json';
import type { Curves } from './state';

export interface SessionFace {
  readonly info: SessionInfo;
  readonly progress: Progress;
  readonly history: Curves;
  readonly seen: Seen;
  run(options?: {
    readonly epochs?: number;
    readonly steps?: number;
    readonly every?: number;
  }): Promise<Summary>;
  takeSteps(count: number): Promise<StepLosses>;
  pause(): Promise<Position>;
  reset(): Promise<unknown>;
  retune(path: string, value: Json): Promise<unknown>;
  setParameter(index: number, value: number): Promise<unknown>;
  switchUnit(layer: number, unit: number, on: boolean): Promise<unknown>;
  parameters(): Promise<Float64Array>;
  setParameters(theta: Float64Array): Promise<unknown>;
  snapshot(): Promise<Uint8Array>;
  restore(
    snapshot: Uint8Array,
    seconds?: number | null,
    rows?: HistoryRows | null,
  ): Promise<unknown>;
  readonly moments: readonly Moment[];
  goBack(step: number): Promise<unknown>;
  unbranch(snapshot: Uint8Array, seconds: number): Promise<unknown>;
  branch(): void;
  activations(inputs: Float64Array): Promise<Float64Array>;
  evaluate(): Promise<PartMetrics>;
  fingerprint(): Promise<string>;
  predict(inputs: Float64Array): Promise<Float64Array>;
  samples(part: Part, maximum: number): Promise<Samples>;
  images(index: Int32Array): Promise<Images>;
  watch(views: Watched): Promise<unknown>;
  lab<T extends LabTask>(task: T, argument: LabArgument<T>): Promise<LabResult<T>>;
  trace(sample: number | null): Promise<StepTrace>;
  traceWindows(windows: readonly TraceWindow[]): Promise<readonly Float64Array[]>;
  closeTrace(): Promise<unknown>;
  addEventListener(
    type: 'progress',
    listener: (event: CustomEvent<{ readonly progress: Progress; readonly views: Seen }>) => void,
  ): void;
  close(): Promise<unknown>;
}

export interface EngineFace {
  session(
    spec: Spec,
    sources?: { readonly files?: Readonly<Record<string, Blob>> },
    options?: { readonly moments?: boolean },
  ): Promise<SessionFace>;
  expand(sweep: Sweep): Promise<Expansion>;
  check(spec: Spec | string): Promise<readonly Problem[]>;
  previewCsv(file: Blob, options?: CsvOptions): Promise<CsvPreview>;
  activation(choice: Choice, z: Float64Array): Promise<ActivationCurve>;
  rates(spec: Spec, stepsPerEpoch: number, passes: Float64Array): Promise<Float64Array>;
  addEventListener(
    type: 'restarted' | 'failed',
    listener: (event: CustomEvent<{ readonly problem: Problem }>) => void,
  ): void;
}

/** Starts an engine for a purpose; `lab`: with the module that answers `SessionFace.lab`. */
export type StartEngine = (options?: { readonly lab?: boolean }) => Promise<OwnEngine>;

/** An engine for a purpose of its own: the one that trains does not wait. Who starts it closes it. */
export type OwnEngine = Pick<EngineFace, 'session' | 'expand'> & { close(): void };

/** Anything that was thrown, as a problem to show. */
export function problemOf(reason: unknown): Problem {
  if (typeof reason === 'object' && reason !== null && 'message' in reason) {
    const { code, path, message } = reason as Partial<Problem>;
    return { code: code ?? 'unexpected', path: path ?? '', message: message ?? '' };
  }
  return { code: 'unexpected', path: '', message: String(reason) };
}
