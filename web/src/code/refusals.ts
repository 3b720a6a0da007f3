/** What a script cannot do as the run does it, by name: then there is no script. */
import type { Columns } from './columns';
import type { Program } from './program';
import { find, manifest } from '../state/manifest';

export type RefusalKind = 'optimizer' | 'fault' | 'epsilon' | 'unknown' | 'momentum';

export interface Refusal {
  readonly kind: RefusalKind;
  /** The path in the Spec. */
  readonly path: string;
  /** What it is called there. */
  readonly name: string;
}

/** What no script can do. */
export function refusalsOf(program: Program, { unknown }: Columns): readonly Refusal[] {
  const { optimizer, fault, changes } = program;
  const refusals: Refusal[] = [];
  if (find(manifest.optimizers, optimizer.id)?.fullBatch) {
    refusals.push({ kind: 'optimizer', path: 'optimizer', name: optimizer.label });
  }
  if (fault !== 'none') refusals.push({ kind: 'fault', path: 'fault', name: fault });
  // A step of 0 / 0 is no step in the core; scripts divide.
  const divisors = [
    optimizer.values['epsilon'],
    ...changes.map(({ set }) => set['optimizer.epsilon']),
  ];
  if (divisors.includes(0)) {
    refusals.push({ kind: 'epsilon', path: 'optimizer.epsilon', name: '0' });
  }
  if (unknown) refusals.push({ kind: 'unknown', path: 'data', name: '' });
  return refusals;
}
