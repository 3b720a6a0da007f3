/** What the store asks of the engine, and nothing more: tests hand it a small stand-in. */
import type {
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
  Summary,
  Watched,
} from '../engine/model';
import type { Json } from './json';
import type { Curves } from './state';

export interface SessionFace {
  readonly info: SessionInfo;
  readonly progress: Progress;
  readonly history: Curves;
  readonly seen: Seen;
  run(options?: { readonly epochs?: number; readonly steps?: number }): Promise<Summary>;
  pause(): Promise<Position>;
  reset(): Promise<unknown>;
  retune(path: string, value: Json): Promise<unknown>;
  evaluate(): Promise<PartMetrics>;
  fingerprint(): Promise<string>;
  predict(inputs: Float64Array): Promise<Float64Array>;
  samples(part: Part, maximum: number): Promise<Samples>;
  images(index: Int32Array): Promise<Images>;
  watch(views: Watched): Promise<unknown>;
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
  ): Promise<SessionFace>;
  check(spec: Spec | string): Promise<readonly Problem[]>;
  previewCsv(file: Blob): Promise<CsvPreview>;
  addEventListener(
    type: 'restarted' | 'failed',
    listener: (event: CustomEvent<{ readonly problem: Problem }>) => void,
  ): void;
}

/** Anything that was thrown, as a problem to show. */
export function problemOf(reason: unknown): Problem {
  if (typeof reason === 'object' && reason !== null && 'message' in reason) {
    const { code, path, message } = reason as Partial<Problem>;
    return { code: code ?? 'unexpected', path: path ?? '', message: message ?? '' };
  }
  return { code: 'unexpected', path: '', message: String(reason) };
}
