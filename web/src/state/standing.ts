/** The run in the workbench as a whole, as it stands: what leaves the page is made of it. */
import type { HistoryRows } from '../engine/history';
import type { Progress, SessionInfo, Spec } from '../engine/model';
import type { SessionFace } from './engine_face';
import { rowsOf } from './run_record';
import type { State } from './state';

export interface Standing {
  readonly info: SessionInfo;
  /** Live changes included. */
  readonly spec: Spec;
  /** With the metrics of this very step. */
  readonly progress: Progress;
  /** Of measurements up to this step. */
  readonly history: HistoryRows;
  /** Layer by layer: W row by row, then b. */
  readonly parameters: Float64Array;
  readonly fingerprint: string;
  /** Whether weights or units were changed by hand, which no Spec holds. */
  readonly tweaked: boolean;
}

/** Rows of the history that are taken along; the engine keeps no more. */
const mostRows = 4000;

/** Ends training where it stands: all figures are of the same step. */
export async function standingOf(session: SessionFace, state: State): Promise<Standing> {
  const position = await session.pause();
  const metrics = await session.evaluate();
  const fingerprint = await session.fingerprint();
  const parameters = await session.parameters();
  const { spec, tweaked } = state;
  const progress = { ...session.progress, ...position, ...metrics };
  const history = upTo(rowsOf(session.history, mostRows), progress.step);
  return { info: session.info, spec, progress, history, parameters, fingerprint, tweaked };
}

/** Without what came later: a former moment may be looked at. */
function upTo({ steps, passes, columns }: HistoryRows, step: number): HistoryRows {
  const later = steps.findIndex((one) => one > step);
  const count = later < 0 ? steps.length : later;
  return {
    steps: steps.slice(0, count),
    passes: passes.slice(0, count),
    columns: columns.map((column) => ({ ...column, values: column.values.slice(0, count) })),
  };
}
