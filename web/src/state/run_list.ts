/** The list of runs as a value: what enters, what leaves, and in which order. */
import { bytesOf, type Departing, type Run } from './run_record';

/** Of the whole list; beyond that the oldest run that is not pinned leaves. */
export const runLimits = { count: 40, bytes: 64_000_000 };

export type Runs = readonly Run[];

/**
 * Whether a run is worth an entry: it has trained a whole epoch, has come to its end, or was paused
 * by a person on the way. What only flashed by while something was adjusted is not.
 */
export function isWorthKeeping({ progress, paused }: Departing): boolean {
  if (progress.step === 0) return false;
  return progress.epoch >= 1 || paused || progress.status !== 'running';
}

/** With that run at the end, or in the place of the entry with its id. */
export function entered(runs: Runs, run: Run, limits = runLimits): Runs {
  const known = runs.some(({ id }) => id === run.id);
  const all = known ? runs.map((one) => (one.id === run.id ? run : one)) : [...runs, run];
  return bounded(all, run.id, limits);
}

/** Without the oldest ones that are not pinned, as far as the limits ask; `newest` always stays. */
export function bounded(runs: Runs, newest: number | null, limits = runLimits): Runs {
  let left = runs;
  const isTooMuch = (): boolean =>
    left.length > limits.count || left.reduce((sum, run) => sum + bytesOf(run), 0) > limits.bytes;
  while (isTooMuch()) {
    const oldest =
      left.find(({ id, pinned }) => !pinned && id !== newest) ??
      left.find(({ id }) => id !== newest); // all are pinned: a limit is a limit
    if (!oldest) break;
    left = left.filter((run) => run !== oldest);
  }
  return left;
}

/** A number for colour and dash that is free, the least one. */
export function freeLook(runs: Runs): number {
  const taken = new Set(runs.map(({ look }) => look));
  let look = 0;
  while (taken.has(look)) ++look;
  return look;
}

export function changed(runs: Runs, id: number, change: Partial<Run>): Runs {
  return runs.map((run) => (run.id === id ? { ...run, ...change } : run));
}

/** A name that no other run has: "Spiral 3". */
export function freeName(runs: Runs, stem: string): string {
  const taken = new Set(runs.map(({ name }) => name));
  for (let n = 1; ; ++n) {
    const name = `${stem} ${n}`;
    if (!taken.has(name)) return name;
  }
}
