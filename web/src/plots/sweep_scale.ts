/** One colour scale for all facets of a sweep. */
import { viridisTable, type ColourTable } from './colour';
import type { Domain } from './scales';

export interface ColourScale {
  /** null while there is no value. */
  readonly domain: Domain | null;
  readonly logarithmic: boolean;
  readonly table: ColourTable;
}

const viridis = viridisTable();
/** Values that span more than this factor are told apart by their logarithms. */
const wide = 20;

export function scaleOf(values: readonly number[]): ColourScale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (values.length === 0) return { domain: null, logarithmic: false, table: viridis };
  return { domain: { low, high }, logarithmic: low > 0 && high > wide * low, table: viridis };
}

/** Where a value stands on the scale, from 0 to 1. */
export function sharesOf({ domain, logarithmic }: ColourScale, value: number): number {
  if (!domain || !(domain.high > domain.low)) return 0.5;
  const { low, high } = domain;
  return logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}
