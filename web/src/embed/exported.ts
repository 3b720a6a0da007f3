/** The run as it stands, as a file for others. */
import { rowsOf } from '../state/run_record';
import { csvOf } from '../state/run_export';
import type { State } from '../state/state';
import type { Store } from '../state/store';
import { runFile } from '../state/take_along';
import type { DataFormat } from './contract';

/** Null while there is no run. */
export async function exported(store: Store, format: DataFormat): Promise<string | null> {
  if (format === 'csv') return curves(store.state);
  const { playing } = store.state;
  // Parameters and figures are of one step: training waits for as long as it takes to fetch them.
  const standing = await store.outcome.whole();
  if (playing) store.play();
  return standing && runFile(standing).content;
}

function curves({ history, spec }: State): string | null {
  return history && csvOf([{ name: spec.data.source, curve: rowsOf(history, Infinity) }]);
}
