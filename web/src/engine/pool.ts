// Many runs on several workers: a queue. No worker waits while there is something to do.
import { Engine, type SessionSources } from './client';
import { EngineError, engineError, problemOf } from './errors';
import type { Problem, Spec, Summary } from './model';
import type { Platform } from './platform';

/** How one of the runs ended: with its summary, or with what was wrong. */
export type Outcome =
  | { readonly ok: true; readonly summary: Summary }
  | { readonly ok: false; readonly problem: Problem };

export interface PoolOptions {
  /** Files or arrays for every run. */
  readonly sources?: SessionSources;
  /** As each run ends, in the order in which they end. */
  readonly onOutcome?: (outcome: Outcome, index: number) => void;
  /** Cancels: runs under way are ended, those that wait are not begun. */
  readonly signal?: AbortSignal;
}

export class Pool {
  readonly #idle: Engine[];
  readonly #engines: readonly Engine[];
  readonly #waiting: ((engine: Engine) => void)[] = [];

  private constructor(engines: readonly Engine[]) {
    this.#engines = engines;
    this.#idle = [...engines];
  }

  static async start(platform: Platform, size: number): Promise<Pool> {
    if (!Number.isInteger(size) || size < 1 || size > 64) {
      throw engineError('out-of-range', 'A pool has from 1 to 64 workers.', 'size');
    }
    const starts = Array.from({ length: size }, () => Engine.start(platform));
    const started = await Promise.allSettled(starts);
    const failed = started.find((start) => start.status === 'rejected');
    const engines = started.flatMap((s) => (s.status === 'fulfilled' ? [s.value] : []));
    if (!failed) return new Pool(engines);
    for (const engine of engines) engine.close();
    throw new EngineError(problemOf(failed.reason));
  }

  get size(): number {
    return this.#engines.length;
  }

  /**
   * Runs every Spec to its stop rule; resolves with the outcomes in the order of the Specs. One
   * bad Spec spoils nothing but its own outcome. Rejects with code "cancelled" when `signal` comes.
   */
  async run(
    specs: readonly (Spec | string)[],
    { sources, onOutcome, signal }: PoolOptions = {},
  ): Promise<Outcome[]> {
    const outcomes = specs.map(async (spec, index) => {
      const engine = await this.#take();
      try {
        const outcome = await outcomeOf(engine, spec, sources, signal);
        if (!signal?.aborted) onOutcome?.(outcome, index);
        return outcome;
      } finally {
        this.#give(engine);
      }
    });
    const all = await Promise.all(outcomes);
    if (signal?.aborted) throw engineError('cancelled', 'The runs were cancelled.');
    return all;
  }

  /** Ends all workers; runs under way have the outcome "closed". */
  close(): void {
    for (const engine of this.#engines) engine.close();
  }

  #take(): Promise<Engine> {
    const engine = this.#idle.pop();
    if (engine) return Promise.resolve(engine);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(engine: Engine): void {
    const next = this.#waiting.shift();
    if (next) next(engine);
    else this.#idle.push(engine);
  }
}

async function outcomeOf(
  engine: Engine,
  spec: Spec | string,
  sources: SessionSources | undefined,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  if (signal?.aborted) {
    return { ok: false, problem: { code: 'cancelled', path: '', message: 'Not begun.' } };
  }
  try {
    const session = await engine.session(spec, sources);
    const abort = (): void => void session.close().catch(() => undefined);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort(); // while the session was being made
    try {
      return { ok: true, summary: await session.run() };
    } finally {
      signal?.removeEventListener('abort', abort);
      if (!signal?.aborted) await session.close();
    }
  } catch (thrown) {
    return { ok: false, problem: problemOf(thrown) };
  }
}
