/** The run that is to be written as code, and what is read of it: by an engine of its own. */
import { readRun } from '../code/read_run';
import type { Program } from '../code/program';
import type { Spec } from '../engine/model';
import type { StartEngine } from './engine_face';
import type { State } from './state';

export interface CodeSource {
  /** Live changes included. */
  readonly spec: Spec;
  /** As far as it has come, and whether it has ended there. */
  readonly steps: number;
  readonly ended: boolean;
  /** Whether weights or units were changed by hand: no script does that. */
  readonly tweaked: boolean;
  readonly files: Readonly<Record<string, Blob>>;
}

/** The run in the workbench. */
export function presentSource(state: State, files: CodeSource['files']): CodeSource {
  const { spec, progress, tweaked } = state;
  const ended = progress !== null && progress.status !== 'running';
  return { spec, steps: progress?.step ?? 0, ended, tweaked, files };
}

/** Where a script can end: with the run's own rule, as far as it has come, or after some epochs. */
export type CodeEnd = 'rule' | 'here' | 'some';

/** Epochs of a script that nothing else ends. */
export const someEpochs = 100;

/** The ends that a script can have, the usual one first. */
export function endsOf({ spec, steps, ended }: CodeSource): readonly CodeEnd[] {
  const { stop } = spec;
  const hasRule = stop === undefined || Object.values(stop).some((value) => value > 0);
  const isUnderWay = steps > 0 && !ended;
  const here: readonly CodeEnd[] = isUnderWay ? ['here'] : [];
  return hasRule ? [...here, 'rule'] : steps > 0 ? ['here', 'some'] : ['some'];
}

/** Reads all that a script needs; what the core refuses is thrown. */
export async function readSource(source: CodeSource, start: StartEngine): Promise<Program> {
  const engine = await start({ lab: true });
  try {
    const session = await engine.session(source.spec, { files: source.files });
    return await readRun(session, source.spec, null);
  } finally {
    engine.close();
  }
}

/** With another end. */
export function endingWith(program: Program, end: CodeEnd, steps: number): Program {
  if (end === 'rule') return { ...program, steps: null };
  if (end === 'here') return { ...program, steps };
  return { ...program, steps: someEpochs * program.stepsPerEpoch };
}
