/**
 * What of a network is looked at, and how to get from there to the next: with the keys from unit to
 * unit and through the weights of a unit, with the pointer to what lies under it.
 */
import {
  anchorOf,
  placeOf,
  runStraight,
  type ColumnPlace,
  type NetworkLayout,
} from './network_layout';

/** Column 0 holds the inputs; column c the units of layer c − 1. */
export interface UnitSpot {
  readonly kind: 'unit';
  readonly column: number;
  readonly unit: number;
}

/** The weight from a unit of column − 1 to a unit of `column`. */
export interface WeightSpot {
  readonly kind: 'weight';
  readonly column: number;
  readonly unit: number;
  readonly input: number;
}

export type Spot = UnitSpot | WeightSpot;

export function sameSpot(a: Spot | null, b: Spot | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.kind === b.kind &&
    a.column === b.column &&
    a.unit === b.unit &&
    (a.kind === 'unit' || (b.kind === 'weight' && a.input === b.input))
  );
}

/** The spot, or what is left of it in a network of other sizes. */
export function within(spot: Spot | null, sizes: readonly number[]): Spot | null {
  if (!spot) return null;
  const fits = (column: number, unit: number): boolean => unit < (sizes[column] ?? 0);
  if (!fits(spot.column, spot.unit)) return null;
  return spot.kind === 'unit' || fits(spot.column - 1, spot.input) ? spot : null;
}

// --- keys ---------------------------------------------------------------------------------------

/** Where a key leads from a spot; null when the key means nothing here. */
export function walk(
  spot: Spot | null,
  key: string,
  layout: NetworkLayout,
  imageWidth: number | null,
): Spot | null {
  const here: Spot = spot ?? first(layout);
  return here.kind === 'unit'
    ? walkUnits(here, key, layout, spot === null)
    : walkWeights(here, key, layout, imageWidth);
}

function first(layout: NetworkLayout): UnitSpot {
  return { kind: 'unit', column: Math.min(1, layout.columns.length - 1), unit: 0 };
}

function walkUnits(
  here: UnitSpot,
  key: string,
  layout: NetworkLayout,
  isStart: boolean,
): Spot | null {
  const column = layout.columns[here.column];
  if (!column) return null;
  const across = column.kind === 'grid' ? column.columns * column.share : 1;
  const to = (unit: number): UnitSpot => ({
    ...here,
    unit: Math.min(lastOf(column), Math.max(0, unit)),
  });
  const moves: Readonly<Record<string, () => Spot>> = {
    ArrowDown: () => (column.kind === 'block' ? here : down(here, column, across)),
    ArrowUp: () => (here.unit >= across ? to(here.unit - across) : here),
    ArrowRight: () => sideways(here, 1, layout),
    ArrowLeft: () => sideways(here, -1, layout),
    Home: () => to(0),
    End: () => to(lastOf(column)),
    PageDown: () => layer(here, 1, layout),
    PageUp: () => layer(here, -1, layout),
    Enter: () => incoming(here, layout),
    w: () => incoming(here, layout),
  };
  const move = Object.hasOwn(moves, key) ? moves[key] : undefined;
  if (!move) return null;
  return isStart && key.startsWith('Arrow') ? here : move();
}

/** A block is one picture: it is looked at as a whole. */
function lastOf(column: ColumnPlace): number {
  return column.kind === 'block' ? 0 : column.units - 1;
}

/** One row down; from above a last row that is not full to its end. */
function down(here: UnitSpot, column: ColumnPlace, across: number): UnitSpot {
  const unit = here.unit + across;
  if (unit < column.units) return { ...here, unit };
  const isLastRow = Math.floor(here.unit / across) === Math.floor((column.units - 1) / across);
  return isLastRow ? here : { ...here, unit: column.units - 1 };
}

/** Within a grid from tile to tile, from its edge to the next layer. */
function sideways(here: UnitSpot, way: 1 | -1, layout: NetworkLayout): UnitSpot {
  const column = layout.columns[here.column];
  if (column?.kind === 'grid') {
    const across = column.columns * column.share;
    const place = (here.unit % across) + way;
    const unit = here.unit + way;
    if (place >= 0 && place < across && unit < column.units) return { ...here, unit };
  }
  return layer(here, way, layout);
}

/** The unit at about the same height in the next layer. */
function layer(here: UnitSpot, way: 1 | -1, layout: NetworkLayout): UnitSpot {
  const from = layout.columns[here.column];
  const to = layout.columns[here.column + way];
  if (!from || !to) return here;
  const column = here.column + way;
  if (to.kind === 'block') return { kind: 'unit', column, unit: 0 };
  const place = placeOf(from, here.unit);
  const middle = place.top + place.height / 2;
  const row = Math.round((middle - to.top - to.side / 2) / to.pitch);
  const clamped = Math.min(to.rows - 1, Math.max(0, row));
  const across = to.kind === 'grid' ? to.columns * to.share : to.share;
  // From the left one enters at the left edge, from the right at the right one.
  const unit = clamped * across + (way === 1 ? 0 : across - 1);
  return { kind: 'unit', column, unit: Math.min(to.units - 1, unit) };
}

function incoming(here: UnitSpot, layout: NetworkLayout): Spot {
  if (here.column === 0 || !layout.columns[here.column - 1]) return here;
  return { kind: 'weight', column: here.column, unit: here.unit, input: 0 };
}

function walkWeights(
  here: WeightSpot,
  key: string,
  layout: NetworkLayout,
  imageWidth: number | null,
): Spot | null {
  const from = layout.columns[here.column - 1];
  if (!from) return null;
  // The weights of an image's pixels lie as the pixels do.
  const across = here.column === 1 && imageWidth !== null ? imageWidth : 1;
  const by = (step: number): WeightSpot => {
    const input = here.input + step;
    return input >= 0 && input < from.units ? { ...here, input } : here;
  };
  const sideStep = across > 1 ? 1 : 0;
  const moves: Readonly<Record<string, () => Spot>> = {
    ArrowDown: () => by(across),
    ArrowUp: () => by(-across),
    ArrowRight: () => by(sideStep),
    ArrowLeft: () => by(-sideStep),
    w: () => ({ ...here, input: (here.input + 1) % from.units }),
    W: () => ({ ...here, input: (here.input + from.units - 1) % from.units }),
    Enter: () => ({ ...here, input: (here.input + 1) % from.units }),
    Home: () => ({ ...here, input: 0 }),
    End: () => ({ ...here, input: from.units - 1 }),
    Escape: () => ({ kind: 'unit', column: here.column, unit: here.unit }),
  };
  return Object.hasOwn(moves, key) ? (moves[key]?.() ?? null) : null;
}

// --- pointer ------------------------------------------------------------------------------------

/** Height of a line on its way: flat at both ends, as the curve that is drawn. */
export function heightAt(from: number, to: number, share: number): number {
  // x(t) of a cubic Bézier whose control points lie 0.4 of the way from its ends; Newton's method.
  let t = share;
  for (let i = 0; i < 4; ++i) {
    const x = 1.2 * t * (1 - t) ** 2 + 1.8 * t * t * (1 - t) + t ** 3;
    const slope = 1.2 * (1 - t) ** 2 + 1.2 * t * (1 - t) + 1.2 * t * t;
    t = Math.min(1, Math.max(0, t - (x - share) / slope));
  }
  return from + (to - from) * t * t * (3 - 2 * t);
}

export interface Lines {
  /** Whether the lines into a column are drawn. */
  readonly drawn: (column: number) => boolean;
  /** The magnitude of a weight: of lines that cross, the stronger one is meant. */
  readonly strength: (spot: WeightSpot) => number;
}

/** What lies at a point: a unit, or the nearest line within `reach`; null for nothing. */
export function spotAt(
  layout: NetworkLayout,
  x: number,
  y: number,
  reach: number,
  lines: Lines,
): Spot | null {
  const unit = unitAt(layout, x, y, reach);
  if (unit) return unit;
  for (let c = 1; c < layout.columns.length; ++c) {
    const from = layout.columns[c - 1];
    const to = layout.columns[c];
    if (!from || !to || x < from.left + from.width || x > to.left) continue;
    return lines.drawn(c) ? lineAt(c, from, to, x, y, reach, lines) : null;
  }
  return null;
}

function unitAt(layout: NetworkLayout, x: number, y: number, reach: number): UnitSpot | null {
  const distance = layout.columns.map(({ left, width }) => Math.max(0, left - x, x - left - width));
  const away = Math.min(...distance);
  const c = distance.indexOf(away);
  const column = layout.columns[c];
  if (!column) return null;
  const { top, left, height, pitch, side, columns, share, units } = column;
  // A small tile may be missed by a little: by more with a finger.
  const slack =
    column.kind === 'column' ? Math.max(0, Math.min(reach, (2 * reach + 8 - side) / 2)) : 1;
  if (away > slack || y < top - slack || y > top + height + slack) return null;
  if (column.kind === 'block') return { kind: 'unit', column: c, unit: 0 };
  const across = clamp(Math.floor((x - left) / pitch), columns);
  const below = clamp(Math.floor((y - top + (pitch - side) / 2) / pitch), column.rows);
  const unit = (below * columns + across) * share;
  if (unit >= units) return null;
  const middle = top + below * pitch + side / 2;
  const isOn = column.kind === 'grid' || Math.abs(y - middle) <= side / 2 + slack;
  return isOn ? { kind: 'unit', column: c, unit } : null;
}

function clamp(index: number, count: number): number {
  return Math.min(count - 1, Math.max(0, index));
}

function lineAt(
  column: number,
  from: ColumnPlace,
  to: ColumnPlace,
  x: number,
  y: number,
  reach: number,
  { strength }: Lines,
): WeightSpot | null {
  const start = from.left + from.width;
  const share = (x - start) / Math.max(1e-9, to.left - start);
  const bend = runStraight(from, to) ? share : heightAt(0, 1, share);
  let best: WeightSpot | null = null;
  let least = reach;
  for (let unit = 0; unit < to.units; ++unit) {
    const end = anchorOf(to, unit);
    for (let input = 0; input < from.units; ++input) {
      const begin = anchorOf(from, input);
      const away = Math.abs(begin + (end - begin) * bend - y);
      if (away > least + 1) continue;
      const spot: WeightSpot = { kind: 'weight', column, unit, input };
      // Of two that lie together the stronger one is seen.
      if (best && away > least - 1 && strength(spot) <= strength(best)) continue;
      if (away > reach) continue;
      best = spot;
      least = Math.min(least, away);
    }
  }
  return best;
}
