/** The list of runs in the browser's storage, as far as that is allowed and has room. */
import { placeText } from '../text/places';
import type { EngineFace } from './engine_face';
import type { Run } from './run_record';
import { storageKeys, type OpenStorage } from './runs';
import type { Keeping } from './state';
import { readRuns as runsOf, writeRuns as textOf, type WriteOptions } from './run_text';

/** From everything to the least that is worth keeping. */
const ways: readonly (readonly [WriteOptions, Keeping])[] = [
  [{ snapshots: true, rows: 400 }, 'on'],
  [{ snapshots: false, rows: 400 }, 'partly'],
  [{ snapshots: false, rows: 60 }, 'partly'],
];

/** Writes as much as there is room for. What stood there before stays when nothing fits. */
export function writeRuns(open: OpenStorage, runs: readonly Run[]): Promise<Keeping> {
  for (const [options, outcome] of ways) {
    try {
      open().setItem(storageKeys.runs, textOf(runs, options));
      return Promise.resolve(outcome);
    } catch {
      // It does not fit, or is not allowed: less of it is tried.
    }
  }
  try {
    open().getItem(storageKeys.runs);
    return Promise.resolve('full');
  } catch {
    return Promise.resolve('blocked');
  }
}

/** What is there and can be used, and what is wrong with the rest. */
export async function readRuns(
  open: OpenStorage,
  engine: Pick<EngineFace, 'check'> | null,
): Promise<{ readonly runs: readonly Run[]; readonly problem: string }> {
  let stored: string | null;
  try {
    stored = open().getItem(storageKeys.runs);
  } catch {
    return { runs: [], problem: '' };
  }
  if (stored === null) return { runs: [], problem: '' };
  const read = runsOf(stored);
  if (!read) return { runs: [], problem: placeText.runs.unreadable };
  const runs: Run[] = [];
  for (const run of read) {
    const problems = (await engine?.check(run.spec).catch(() => null)) ?? null;
    if (problems?.length === 0) runs.push(run);
  }
  const lost = read.length - runs.length;
  return { runs, problem: lost > 0 ? placeText.runs.refused(lost) : '' };
}
