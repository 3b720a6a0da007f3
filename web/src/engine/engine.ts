// The engine in a page.
import { Engine, type EngineOptions } from './client';
import { page } from './load';
import { Pool } from './pool';

export type {
  EngineEvents,
  EngineOptions,
  FileSources,
  SessionOptions,
  SessionSources,
} from './client';
export { Engine } from './client';
export { EngineError } from './errors';
export type { Given } from './given';
export { History, type HistoryRows } from './history';
export type * from './lab_tasks';
export type * from './linear';
export type * from './model';
export type { Moment } from './moments';
export { Pool } from './pool';
export type { RunOptions } from './run_options';
export type { SessionEvents } from './session';
export { Session } from './session';
export type * from './sweep_types';

/** Starts an engine: a worker with the module in it. Rejects with an EngineError. */
export function createEngine(options: EngineOptions = {}): Promise<Engine> {
  return Engine.start(page, options);
}

/** Several engines for many runs at once; they share one compiled module. */
export function createPool(size = Math.max(1, navigator.hardwareConcurrency - 1)): Promise<Pool> {
  return Pool.start(page, size);
}
