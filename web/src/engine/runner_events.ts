// How a session in the worker begins, and what it tells.
import type { Progress, Seen, Watched } from './model';
import type { Kept, Target } from './protocol';

/** What a runner tells. */
export interface RunnerEvents {
  progress(detail: {
    readonly progress: Progress;
    readonly views: Seen;
    readonly rows: readonly Progress[];
  }): void;
  kept(kept: Kept, progress: Progress | null): void;
  started(target: Target): void;
  /** There is something to do: `work` should be called. */
  wake(): void;
}

/** How a runner begins. */
export interface Beginning {
  readonly watched: Watched;
  /** Where it goes on; null: at the start. */
  readonly kept: Kept | null;
  readonly moments: boolean;
}
