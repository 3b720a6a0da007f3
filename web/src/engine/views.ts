// What can be looked at: one function a view; a missing one does not compile.
import { type BoundSession, valueOf } from './binding';
import {
  type Finding,
  type Inside,
  type Seen,
  type ViewName,
  type Views,
  type Watched,
  parts,
} from './model';

type Look<N extends ViewName> = (
  bound: BoundSession,
  argument: Views[N]['argument'],
  evaluatedStep: number,
) => Views[N]['result'];

const looks: { readonly [N in ViewName]: Look<N> } = {
  parameters: (bound) => valueOf(bound.parameters()),

  grid: (bound, { x, y, nx, ny }) => valueOf(bound.grid(x[0], x[1], y[0], y[1], nx, ny)),

  curve: (bound, { x, n }) => valueOf(bound.curve(x[0], x[1], n)),

  unitGrid: (bound, { x, y, nx, ny }) => valueOf(bound.unitGrid(x[0], x[1], y[0], y[1], nx, ny)),

  unitCurve: (bound, { x, n }) => valueOf(bound.unitCurve(x[0], x[1], n)),

  confusion: (bound, part, step) => {
    const counts = valueOf(bound.confusion(parts.indexOf(part)));
    return counts.length === 0 ? null : { classes: Math.sqrt(counts.length), counts, step };
  },

  mistakes: (bound, { part, count }, step) => {
    const worst = valueOf(bound.mistakes(parts.indexOf(part), count));
    return worst && { ...worst, step };
  },

  inside: (bound) => {
    const json = valueOf(bound.statistics());
    if (json === '') return null;
    return { ...(JSON.parse(json) as Omit<Inside, 'norms'>), norms: valueOf(bound.norms()) };
  },

  conditions: (bound) => JSON.parse(valueOf(bound.conditions())) as readonly Finding[],
  gradients: (bound) => valueOf(bound.gradients()),
};

/** Everything that was asked for, at the present parameters. */
export function view(bound: BoundSession, wanted: Watched, evaluatedStep: number): Seen {
  const seen: Partial<Record<ViewName, unknown>> = {};
  const look = <N extends ViewName>(name: N, argument: Views[N]['argument'] | undefined): void => {
    if (argument !== undefined) seen[name] = looks[name](bound, argument, evaluatedStep);
  };
  for (const name of Object.keys(looks) as ViewName[]) look(name, wanted[name]);
  return seen as Seen; // each name holds what its own look gave
}
