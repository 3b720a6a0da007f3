// The engine in Node: the same, in a worker thread.
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Engine, type EngineOptions } from './client';
import { engineError } from './errors';
import type { Platform, Port, PortListener } from './platform';
import { Pool } from './pool';
import type { ToPage } from './protocol';
import { needWebAssembly } from './support';

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

// All lie beside the script that the build makes of this file.
const script = new URL('node_worker.js', import.meta.url);
const first = new URL('fall_line.wasm', import.meta.url);
const lab = new URL('fall_line_lab.wasm', import.meta.url);

class ThreadPort implements Port {
  readonly #worker = new Worker(script);
  #ended = false;

  post(message: Parameters<Port['post']>[0]): void {
    this.#worker.postMessage(message);
  }

  listen(listener: PortListener): void {
    const gone = (why: string): void => {
      if (!this.#ended) listener.gone(why);
    };
    this.#worker.on('message', (message: ToPage) => listener.message(message));
    this.#worker.on('messageerror', () => gone('A message of the engine was not readable.'));
    this.#worker.on('error', (error: Error) => gone(error.message));
    this.#worker.on('exit', () => gone('The engine’s thread was ended.'));
  }

  end(): void {
    this.#ended = true;
    void this.#worker.terminate();
  }
}

const compiled = new Map<URL, Promise<WebAssembly.Module>>();

async function compile(wasm: URL): Promise<WebAssembly.Module> {
  needWebAssembly();
  try {
    return await WebAssembly.compile(await readFile(wasm));
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw engineError('not-loaded', `The engine could not be loaded: ${why}`);
  }
}

const node: Platform = {
  compile: (forLab) => {
    const wasm = forLab ? lab : first;
    const promise = compiled.get(wasm) ?? compile(wasm);
    compiled.set(wasm, promise);
    return promise;
  },
  spawn: () => new ThreadPort(),
  frame: () => new Promise((resolve) => setImmediate(resolve)),
  lockName: () => null, // the end of a thread is an event here
  released: () => new Promise(() => undefined),
};

/** Starts an engine: a worker thread with the module in it. Rejects with an EngineError. */
export function createEngine(options: EngineOptions = {}): Promise<Engine> {
  return Engine.start(node, options);
}

/** Several engines for many runs at once; they share one compiled module. */
export function createPool(size = availableParallelism()): Promise<Pool> {
  return Pool.start(node, size);
}
