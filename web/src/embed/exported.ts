/** The run as it stands, as a file for others. */
import { rowsOf, type Run } from '../state/run_record';
import { exportRuns } from '../state/run_export';
import type { State } from '../state/state';
import type { DataFormat } from './contract';
import { summaryOf } from './standing';

/** Null while there is no run. */
export function exported(state: State, format: DataFormat): string | null {
  const { history, spec, progress, info, tweaked } = state;
  if (!history || !progress || !info) return null;
  const summary = summaryOf(state);
  const { status, epoch, step, seconds, train, validation, test } = progress;
  const run: Run = {
    id: 0,
    name: spec.data.source,
    look: 0,
    spec,
    origin: null,
    status: status === 'running' ? 'paused' : status,
    ...{ epochs: epoch, steps: step, seconds, train, validation, test },
    parameters: info.parameters,
    fingerprint: summary?.fingerprint ?? '', // not known while it trains
    engine: summary?.engine ?? '',
    tweaked,
    curve: rowsOf(history, Infinity),
    snapshot: null,
    pinned: false,
    shown: false,
  };
  return exportRuns([run], format).content;
}
