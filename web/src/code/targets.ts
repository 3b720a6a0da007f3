/** The languages that a run can be written in: one interface, one list. */
import { columnsOf } from './columns';
import { cpp } from './cpp';
import { keras } from './keras';
import { latex } from './latex';
import { numpy } from './numpy';
import type { Program } from './program';
import { pytorch } from './pytorch';
import { refusalsOf, type Refusal } from './refusals';

export interface Target {
  readonly id: string;
  readonly label: string;
  /** Of the file that it is saved as. */
  readonly extension: string;
  /** Whether it runs, so that it needs the data. */
  readonly runs: boolean;
  /** What this one cannot do, besides what none can. */
  readonly refuses: (program: Program) => readonly Refusal[];
  /** The whole script; only where nothing is refused. */
  readonly write: (program: Program) => string;
}

export const targets: readonly Target[] = [numpy, pytorch, cpp, keras, latex];

export function targetOf(id: string): Target | undefined {
  return targets.find((target) => target.id === id);
}

/** The script, or why there is none. */
export function codeOf(
  target: Target,
  program: Program,
): { readonly code: string | null; readonly refusals: readonly Refusal[] } {
  const common = target.runs ? refusalsOf(program, columnsOf(program.data, program.inputs)) : [];
  const refusals = [...common, ...target.refuses(program)];
  return { code: refusals.length > 0 ? null : target.write(program), refusals };
}
