/** Places among the inputs and what the network makes of them, as CSV: samples, then grid points. */
import { csvText, type Cell } from './csv_text';

export interface Places {
  /** One name for each input, and for each number that the network has to say. */
  readonly inputs: readonly string[];
  readonly columns: readonly string[];
  readonly rows: Iterable<PlaceRow>;
}

export interface PlaceRow {
  /** The part of a sample; 'grid' for a point that is none. */
  readonly part: string;
  readonly inputs: ArrayLike<number>;
  /** What is true there, where it is known: a value or a class's name. */
  readonly truth: Cell;
  /** Empty where the network was not asked. */
  readonly said: ArrayLike<number> | null;
}

export function placesTable({ inputs, columns, rows }: Places): string {
  const cells = function* (): Iterable<readonly Cell[]> {
    for (const { part, inputs: place, truth, said } of rows) {
      yield [
        part,
        ...inputs.map((_, d) => place[d] ?? null),
        truth,
        ...columns.map((_, k) => said?.[k] ?? null),
      ];
    }
  };
  return csvText(['part', ...inputs, 'true', ...columns], cells());
}
