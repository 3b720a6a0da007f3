// What a run is asked for.
import { engineError } from './errors';
import type { Progress } from './model';

export interface RunOptions {
  /** Ends at the end of the epoch that is so many from here. */
  readonly epochs?: number;
  /** Ends so many steps from here. Without either only the Spec's stop rule ends it. */
  readonly steps?: number;
  /** Reports exactly at every so manieth epoch, as the command line's --every. */
  readonly every?: number;
  /** With `every` once for each such epoch, otherwise at most once a frame. */
  readonly onProgress?: (progress: Progress) => void;
  /** Pauses when it is aborted. */
  readonly signal?: AbortSignal;
}

/** A whole number from 1 on, or null when it was left out. */
export function positive(options: RunOptions, name: 'epochs' | 'steps' | 'every'): number | null {
  const value = options[name];
  if (value === undefined) return null;
  if (Number.isInteger(value) && value >= 1) return value;
  throw engineError('out-of-range', `“${name}” must be a whole number from 1 on.`, name);
}
