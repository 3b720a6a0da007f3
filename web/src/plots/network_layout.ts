/**
 * Where the units of a network lie in a frame: a pure function of the numbers of units and the room.
 *
 * A layer stands as one column of tiles while these stay large enough to be looked at; a larger one
 * becomes a grid of tiles, row by row, and one that is larger still shares its tiles among several
 * units. All grids have tiles of one size, the largest that fits. Nothing lies outside of the frame
 * and nothing overlaps.
 */

export interface Room {
  readonly width: number;
  readonly height: number;
  /** What stays free left of the first column, for names. */
  readonly names: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface ColumnPlace extends Box {
  readonly units: number;
  /** `block`: all units in one picture, as the pixels of an image are. */
  readonly kind: 'column' | 'grid' | 'block';
  readonly rows: number;
  readonly columns: number;
  /** Side of a tile, without the gap that follows it. */
  readonly side: number;
  /** From a tile to the next one below and beside it. */
  readonly pitch: number;
  /** Units that share a tile. */
  readonly share: number;
}

export interface NetworkLayout {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly ColumnPlace[];
}

/** Smaller than this a column is no pleasure to look at: a grid has larger tiles. */
const comfortable = 17;
const largestSide = 64;
/** Discs: side and distance. */
const plainSide = 18;
const plainPitch = 36;
/** For the ring around a unit at the edge of the frame. */
const margin = 2;
/** Share of a tile's pitch that is gap, in a grid and in a column. */
const gridGap = 0.1;
const columnGap = 0.22;
/** Tiles smaller than a pixel are shared by several units. */
const smallestPitch = 1;

interface Size {
  readonly kind: ColumnPlace['kind'];
  readonly rows: number;
  readonly columns: number;
  readonly pitch: number;
  readonly side: number;
  readonly share: number;
  readonly width: number;
}

export interface ColumnStyle {
  /** All units in one picture, as the pixels of an image are. */
  readonly block?: boolean;
  /** Units without a picture of their own: larger tiles would show no more. */
  readonly plain?: boolean;
}

/**
 * @param units of every column, inputs first
 * @param styles of the columns
 */
export function layOut(
  units: readonly number[],
  room: Room,
  styles: readonly ColumnStyle[] = [],
): NetworkLayout {
  const width = Math.max(1, room.width - room.names - margin);
  const height = Math.max(1, room.height - 2 * margin);
  const sizes = chooseSizes(units, width, height, styles);
  const taken = sizes.reduce((sum, size) => sum + size.width, 0);
  const gap = units.length > 1 ? Math.max(0, width - taken) / (units.length - 1) : 0;
  let left = room.names + (units.length > 1 ? 0 : Math.max(0, width - taken) / 2);
  const columns = units.map((count, c) => {
    const size = sizes[c] ?? { ...single, width: 0 };
    const { side } = size;
    const tall = size.rows * size.pitch - (size.pitch - side);
    const place: ColumnPlace = {
      units: count,
      kind: size.kind,
      rows: size.rows,
      columns: size.columns,
      side,
      pitch: size.pitch,
      share: size.share,
      left,
      top: margin + Math.max(0, (height - tall) / 2),
      width: size.width,
      height: tall,
    };
    left += size.width + gap;
    return place;
  });
  return { width: room.width, height: room.height, columns };
}

const single = { kind: 'column', rows: 1, columns: 1, pitch: 1, side: 1, share: 1 } as const;

function chooseSizes(
  units: readonly number[],
  width: number,
  height: number,
  styles: readonly ColumnStyle[],
): readonly Size[] {
  const slot = width / Math.max(1, units.length);
  // A wide frame has room for large tiles, a deep network needs most of it for its lines.
  const cap = Math.max(smallestPitch, Math.min(largestSide, 0.5 * slot, height));
  const gap = (units.length - 1) * Math.min(44, 0.3 * slot);
  const sizesAt = (pitch: number, share: number): readonly Size[] =>
    units.map((count, c) => {
      const { block = false, plain = false } = styles[c] ?? {};
      return block ? blockSize(slot, height) : sizeOf(count, { pitch, cap, height, share, plain });
    });
  const fits = (sizes: readonly Size[]): boolean =>
    sizes.reduce((sum, size) => sum + size.width, gap) <= width;
  for (let pitch = cap; pitch > smallestPitch; pitch = next(pitch)) {
    const sizes = sizesAt(pitch, 1);
    if (fits(sizes)) return sizes;
  }
  for (let share = 1; share < 2 ** 30; share *= 2) {
    const sizes = sizesAt(smallestPitch, share);
    if (fits(sizes)) return sizes;
  }
  // More layers than pixels: each gets its part of the width.
  const side = slot * 0.6;
  return units.map((count) => ({ ...single, pitch: side, side, share: count, width: side }));
}

/** The next smaller pitch to try: whole pixels where they can be told apart. */
function next(pitch: number): number {
  return pitch > 12 ? Math.ceil(pitch) - 1 : pitch * 0.95;
}

function blockSize(slot: number, height: number): Size {
  const side = Math.min(96, 0.7 * slot, height);
  return { kind: 'block', rows: 1, columns: 1, pitch: side, side, share: 1, width: side };
}

interface Wanted {
  readonly pitch: number;
  readonly cap: number;
  readonly height: number;
  readonly share: number;
  readonly plain: boolean;
}

function sizeOf(count: number, { pitch, cap, height, share, plain }: Wanted): Size {
  const tiles = Math.max(1, Math.ceil(count / share));
  // The last tile of a column needs no gap behind it.
  const alone = height / (tiles - columnGap);
  const enough = Math.min(comfortable, cap, pitch);
  if (share === 1 && alone >= enough) {
    const step = Math.min(alone, plain ? Math.min(plainPitch, 2 * cap) : cap);
    const side = Math.min(step * (1 - columnGap), plain ? Math.min(plainSide, cap) : cap);
    return { kind: 'column', rows: tiles, columns: 1, pitch: step, side, share, width: side };
  }
  const step = plain ? Math.min(pitch, plainSide) : pitch;
  const rows = Math.max(1, Math.min(tiles, Math.floor(height / step + gridGap)));
  const columns = Math.ceil(tiles / rows);
  const side = step * (1 - gridGap);
  const width = columns * step - step * gridGap;
  return {
    kind: 'grid',
    rows: Math.ceil(tiles / columns),
    columns,
    pitch: step,
    side,
    share,
    width,
  };
}

/** Where a unit is drawn; units that share a tile have the same place. */
export function placeOf(column: ColumnPlace, unit: number): Box {
  const { kind, side, pitch, columns, share, left, top } = column;
  if (kind === 'block') return { left, top, width: column.width, height: column.height };
  const tile = Math.floor(unit / share);
  return {
    left: left + (tile % columns) * pitch,
    top: top + Math.floor(tile / columns) * pitch,
    width: side,
    height: side,
  };
}

/** The height at which the lines of a unit enter and leave its column. */
export function anchorOf(column: ColumnPlace, unit: number): number {
  const { kind, top, height, units, side, pitch } = column;
  return kind === 'column' ? top + unit * pitch + side / 2 : top + ((unit + 0.5) / units) * height; // a grid's lines leave its edge evenly spread
}

/** Very many lines run straight: they are drawn in half the time, and no eye follows one of them. */
export function runStraight(from: ColumnPlace, to: ColumnPlace): boolean {
  return from.units * to.units > 600;
}
