/** All runs of a sweep as a table: axes, seed or resample, how it ended, every metric, fingerprint. */
import type { Json, Metrics } from '../engine/model';
import type { Expansion } from '../engine/sweep_types';
import { parts } from '../engine/model';
import { repeatKind, type SweepRun } from '../state/sweep';
import { csvText, type Cell } from '../plots/csv_text';

const names: readonly (keyof Metrics)[] = ['loss', 'mse', 'r2', 'accuracy', 'cross-entropy'];

export function sweepCsv(expansion: Expansion, runs: readonly SweepRun[]): string {
  const { axes, seeds } = expansion;
  const kind = repeatKind(expansion);
  const metrics = parts.flatMap((part) =>
    names
      .filter((name) => runs.some(({ summary }) => summary?.[part]?.[name] !== undefined))
      .map((name) => ({ part, name })),
  );
  const head = [
    ...axes.map(({ path }) => path),
    'seed',
    ...(kind === 'seeds' ? [] : [kind === 'folds' ? 'fold' : 'resample']),
    'status',
    'parameters',
    'epochs',
    'steps',
    ...metrics.map(({ part, name }) => `${part} ${name}`),
    'fingerprint',
  ];
  const rows = runs.map((run): readonly Cell[] => {
    const { summary, values, repeat, spec, status } = run;
    return [
      ...axes.map((axis, i) => cellOf(axis.values[values[i] ?? 0])),
      kind === 'seeds' ? (seeds[repeat] ?? null) : (spec.seed ?? seeds[0] ?? null),
      ...(kind === 'seeds' ? [] : [repeat + 1]),
      status,
      summary?.parameters ?? null,
      summary?.epochs ?? null,
      summary?.steps ?? null,
      ...metrics.map(({ part, name }) => summary?.[part]?.[name] ?? null),
      summary?.fingerprint ?? null,
    ];
  });
  return csvText(head, rows);
}

function cellOf(value: Json | undefined): Cell {
  if (typeof value === 'number' || typeof value === 'string') return value;
  return value === undefined ? null : JSON.stringify(value);
}
