/**
 * Points drawn by hand: rows of the Spec's `data.points`, each the inputs of a sample and then its
 * target. With two inputs the place is the inputs and the mark the target; with one input and a
 * number to predict the place is both, as on paper.
 */
import type { Part, Samples, SessionInfo, Spec } from '../engine/model';
import { isList, type Json } from './json';
import { manifest } from './manifest';

export type Row = readonly number[];

export interface Drawing {
  readonly rows: readonly Row[];
  /** Of a sample; only 1 and 2 can be drawn. */
  readonly inputs: number;
  readonly task: 'classes' | 'regression';
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What a palette offers; a Spec may hold more. */
export const mostClasses = 5;

/** Rows of the longest kind that fill half of what a Spec may hold, for the rest to have room. */
const bytesPerRow = 24;
export const mostPoints = Math.floor(manifest.limits.specBytes / 2 / bytesPerRow);

/** The drawing in a Spec's data; empty when the source is another. `inputs`: where no row tells. */
export function drawingOf(data: Spec['data'], inputs = 2): Drawing {
  const points = data.source === 'points' ? data['points'] : undefined;
  const rows = isList(points) ? points.filter(isRow) : [];
  return {
    rows,
    inputs: rows[0] ? rows[0].length - 1 : inputs,
    task: data['task'] === 'classes' ? 'classes' : 'regression',
  };
}

/** The data that hold a drawing; split, scaling and the like stay as they are. */
export function dataOf({ rows, task }: Drawing, from: Spec['data']): Spec['data'] {
  return { ...from, source: 'points', points: rows, task };
}

/** Whether something can be learned from it: until then no session is asked for. */
export function isLearnable({ rows, task }: Drawing): boolean {
  return task === 'classes' ? new Set(rows.map(targetOf)).size > 1 : rows.length > 0;
}

export function targetOf(row: Row): number {
  return row.at(-1) ?? 0;
}

/** How many classes the core will see: up to the highest index in use. */
export function classCount({ rows }: Drawing): number {
  return 1 + rows.reduce((highest, row) => Math.max(highest, targetOf(row)), 0);
}

/** Where a point lies in the picture. */
export function placeOf({ inputs }: Drawing, row: Row): Place {
  return { x: row[0] ?? 0, y: (inputs === 1 ? targetOf(row) : row[1]) ?? 0 };
}

/** The row of a point at a place. `mark`: its class, or its value where the place is not that. */
export function rowAt({ inputs, task }: Drawing, { x, y }: Place, mark: number): Row {
  if (inputs === 2) return [x, y, mark];
  return task === 'classes' ? [x, mark] : [x, y];
}

/** One row more; the same drawing when it is full. */
export function withRow(drawing: Drawing, row: Row): Drawing {
  if (drawing.rows.length >= mostPoints) return drawing;
  return { ...drawing, rows: [...drawing.rows, row] };
}

/** Without the rows within `reach` of a place, which is measured by `distance`. */
export function without(drawing: Drawing, distance: (place: Place) => number, reach: number) {
  const rows = drawing.rows.filter((row) => !(distance(placeOf(drawing, row)) <= reach));
  return rows.length === drawing.rows.length ? drawing : { ...drawing, rows };
}

/** The row nearest to a place, and how far it is; null when there is none. */
export function nearest(drawing: Drawing, distance: (place: Place) => number) {
  let found: { readonly index: number; readonly distance: number } | null = null;
  drawing.rows.forEach((row, index) => {
    const far = distance(placeOf(drawing, row));
    if (!found || far < found.distance) found = { index, distance: far };
  });
  return found as { readonly index: number; readonly distance: number } | null;
}

export function withoutRow(drawing: Drawing, index: number): Drawing {
  return { ...drawing, rows: drawing.rows.filter((_, i) => i !== index) };
}

/** The same picture read otherwise: places stay, and what cannot stay becomes the simplest. */
export function readAs(drawing: Drawing, inputs: 1 | 2, task: Drawing['task']): Drawing {
  const changed: Drawing = { rows: [], inputs, task };
  const classes = drawing.task === 'classes';
  const rows = drawing.rows.map((row) => {
    const target = targetOf(row);
    const mark = task === 'classes' && !classes ? Number(target > 0) : target;
    return rowAt(changed, placeOf(drawing, row), mark);
  });
  return { ...changed, rows };
}

/** The samples of a session as a drawing; null when they cannot be drawn. */
export function fromSamples(
  info: SessionInfo,
  samples: Readonly<Record<Part, Samples | null>>,
): Drawing | null {
  const { count, image } = info.inputs;
  const { kind, names } = info.task;
  if (image || count < 1 || count > 2 || kind === 'labels') return null;
  if (kind === 'classes' ? names.length > mostClasses : names.length !== 1) return null;
  const rows = (['train', 'validation', 'test'] as const).flatMap((part) => {
    const set = samples[part];
    if (!set) return [];
    return Array.from({ length: set.count }, (_, i) =>
      [...set.inputs.subarray(count * i, count * (i + 1)), set.targets[i] ?? 0].map(short),
    );
  });
  const drawing: Drawing = {
    rows: evenly(rows, mostPoints),
    inputs: count,
    task: kind === 'classes' ? 'classes' : 'regression',
  };
  return rows.length > 0 ? drawing : null;
}

/** Single precision has seven digits; four are enough for a picture and keep the link short. */
function short(value: number): number {
  return Number(value.toPrecision(4));
}

function evenly<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, i) => list[Math.floor((i * list.length) / most)] as T);
}

function isRow(value: Json): value is Row {
  return isList(value) && value.length > 1 && value.every((entry) => typeof entry === 'number');
}
