/**
 * What every unit shows: the map of its activations over two inputs, their curve over one, the
 * image of its weights where it sees an image, and otherwise a disc in the colour of its bias.
 */
import type { CurveRequest, GridRequest, Planes, SessionInfo } from '../engine/model';
import type { Feature, Scaling } from './features';
import { Atlas, type Pixels, type Plane } from './network_atlas';
import { placeOf, type Box, type ColumnPlace, type NetworkLayout } from './network_layout';
import { crossOut, drawCurve, drawDisc, outlineTiles } from './network_paint';
import { biasIndex, largest, offsetsOf } from './network_weights';
import type { Palette } from './surface';

/** Numbers that all maps together have at most: more would take too long to send and to paint. */
const mostNumbers = 80_000;
const mostUnits = 1500;
const [coarsest, finest] = [12, 40];
export const curvePoints = 64;

/** Points in each direction of every unit's map; null when there are too many units for maps. */
export function mapSide(units: number): number | null {
  if (units > mostUnits) return null;
  return Math.min(finest, Math.max(coarsest, Math.floor(Math.sqrt(mostNumbers / units))));
}

/** Everything that is to be seen at one moment. */
export interface Scene {
  readonly info: SessionInfo;
  readonly layout: NetworkLayout;
  readonly theta: Float64Array | null;
  /** Activations of all units, and what was asked for. */
  readonly maps: { readonly planes: Planes; readonly request: GridRequest } | null;
  readonly curves: { readonly planes: Planes; readonly request: CurveRequest } | null;
  /** What the inputs are made of; null when it cannot be drawn. */
  readonly features: readonly Feature[] | null;
  readonly scalings: readonly Scaling[];
  /** Their values once they are known; for as long as features and pictures stay the same. */
  readonly featureValues: Map<number, Float32Array>;
  /** An example of the images that the network sees. */
  readonly example: Uint8Array | null;
}

/** What a unit shows, by itself: for its tile and for the large picture of it. */
export type Content =
  | {
      readonly kind: 'picture';
      readonly width: number;
      readonly height: number;
      readonly plane: Plane;
      readonly what: 'map' | 'weights' | 'example';
    }
  | {
      readonly kind: 'curve';
      readonly values: Float32Array | Float64Array;
      readonly most: number;
    }
  | { readonly kind: 'disc'; readonly value: number | null; readonly most: number };

/** Knows the contents of all units of a scene; the scales are those of whole layers. */
export class Contents {
  private readonly first: readonly number[];
  private readonly scales = new Map<number, number>();

  constructor(readonly scene: Scene) {
    let units = 0;
    this.first = scene.info.layers.map((layer) => {
      const start = units;
      units += layer.units;
      return start;
    });
  }

  /** Column 0 holds the inputs. */
  of(column: number, unit: number): Content {
    return column === 0 ? this.ofInput(unit) : this.ofUnit(column - 1, unit);
  }

  private ofInput(input: number): Content {
    const { info, example, maps, curves } = this.scene;
    const { image } = info.inputs;
    if (image) {
      if (!example) return { kind: 'disc', value: null, most: 1 };
      const { width, height, channels: stride } = image;
      const values = this.bytes(example);
      const plane = { values, start: 0, stride, fromBottom: false, most: 255 };
      return { kind: 'picture', width, height, plane, what: 'example' };
    }
    const values = this.featureValues(input);
    if (values && maps) return this.map(values, 0, largest(values));
    if (values && curves) return { kind: 'curve', values, most: largest(values) };
    return { kind: 'disc', value: null, most: 1 };
  }

  private bytes(example: Uint8Array): Float32Array {
    const { featureValues } = this.scene;
    const values = featureValues.get(0) ?? Float32Array.from(example);
    featureValues.set(0, values);
    return values;
  }

  private ofUnit(layer: number, unit: number): Content {
    const { info, maps, curves, theta } = this.scene;
    const index = (this.first[layer] ?? 0) + unit;
    if (maps) {
      const size = maps.request.nx * maps.request.ny;
      return this.map(maps.planes.values, index * size, this.activationScale(layer, maps.planes));
    }
    if (curves) {
      const { n } = curves.request;
      const values = curves.planes.values.subarray(index * n, (index + 1) * n);
      return { kind: 'curve', values, most: this.activationScale(layer, curves.planes) };
    }
    const { image } = info.inputs;
    if (image && layer === 0 && theta) {
      const { width, height, channels: stride } = image;
      const start = unit * width * height * stride;
      const plane = { values: theta, start, stride, fromBottom: false, most: this.weightScale(0) };
      return { kind: 'picture', width, height, plane, what: 'weights' };
    }
    const bias = biasIndex(info.layers, layer, unit);
    const value = bias === null || !theta ? null : (theta[bias] ?? null);
    return { kind: 'disc', value, most: this.biasScale(layer) };
  }

  private map(values: Float32Array, start: number, most: number): Content {
    const { nx: width = 0, ny: height = 0 } = this.scene.maps?.request ?? {};
    const plane = { values, start, stride: 1, fromBottom: true, most };
    return { kind: 'picture', width, height, plane, what: 'map' };
  }

  /** The largest weight of a layer. */
  weightScale(layer: number): number {
    const { info, theta } = this.scene;
    return this.scale(3 * layer, () => {
      const start = offsetsOf(info.layers)[layer] ?? 0;
      const { units = 0, inputs = 0 } = info.layers[layer] ?? {};
      return theta ? largest(theta.subarray(start, start + units * inputs)) : 1;
    });
  }

  private biasScale(layer: number): number {
    const { info, theta } = this.scene;
    return this.scale(3 * layer + 1, () => {
      const start = biasIndex(info.layers, layer, 0);
      const { units = 0 } = info.layers[layer] ?? {};
      return theta && start !== null ? largest(theta.subarray(start, start + units)) : 1;
    });
  }

  private activationScale(layer: number, planes: Planes): number {
    return this.scale(3 * layer + 2, () => {
      const size = planes.values.length / planes.outputs;
      const start = (this.first[layer] ?? 0) * size;
      const { units = 0 } = this.scene.info.layers[layer] ?? {};
      return largest(planes.values.subarray(start, start + units * size));
    });
  }

  private scale(key: number, find: () => number): number {
    const known = this.scales.get(key);
    if (known !== undefined) return known;
    const found = find();
    this.scales.set(key, found);
    return found;
  }

  /** A feature over the rectangle or along the interval that the units' pictures show. */
  private featureValues(input: number): Float32Array | null {
    const { features, featureValues, scalings, maps, curves } = this.scene;
    const known = featureValues.get(input);
    if (known) return known;
    const feature = features?.[input];
    if (!feature) return null;
    const scaled = (raw: readonly number[]): readonly number[] =>
      raw.map((value, i) => {
        const { shift, factor } = scalings[i] ?? { shift: 0, factor: 1 };
        return (value - shift) * factor;
      });
    let values: Float32Array | null = null;
    if (maps) {
      const { x, y, nx, ny } = maps.request;
      values = Float32Array.from({ length: nx * ny }, (_, i) =>
        feature.at(scaled([along(x, i % nx, nx), along(y, Math.floor(i / nx), ny)])),
      );
    } else if (curves) {
      const { x, n } = curves.request;
      values = Float32Array.from({ length: n }, (_, i) => feature.at(scaled([along(x, i, n)])));
    }
    if (values) featureValues.set(input, values);
    return values;
  }
}

function along([low, high]: readonly [number, number], i: number, count: number): number {
  return low + ((high - low) * i) / (count - 1);
}

export interface TileStyle {
  readonly palette: Palette;
  /** Of values: blue, surface, orange. */
  readonly pixels: Pixels;
  /** Of the pixels of an example: surface to ink. */
  readonly greys: Pixels;
  /** The colour of a value from −1 to 1, as CSS writes it. */
  readonly colour: (share: number) => string;
}

/** Draws the tiles of all columns; keeps its images from one redraw to the next. */
export class Tiles {
  /** By the column. */
  private readonly atlases = new Map<number, Atlas>();

  draw(context: CanvasRenderingContext2D, contents: Contents, style: TileStyle): void {
    const { layout, info } = contents.scene;
    layout.columns.forEach((column, c) => {
      const off = c > 0 ? (info.off[c - 1] ?? []) : [];
      const content = contents.of(c, 0);
      const tooSmall = column.kind === 'grid' && column.side < (content.kind === 'disc' ? 9 : 6);
      if (tooSmall) this.dense(context, contents, c, column, style, off);
      else if (content.kind === 'picture') this.pictures(context, contents, c, column, style);
      else this.shapes(context, contents, c, column, style);
      if (tooSmall) return;
      for (const unit of off) crossOut(context, placeOf(column, unit), style.palette);
      if (content.kind !== 'disc' || column.kind === 'block')
        outlineTiles(context, column, style.palette);
    });
  }

  private pictures(
    context: CanvasRenderingContext2D,
    contents: Contents,
    c: number,
    column: ColumnPlace,
    style: TileStyle,
  ): void {
    const count = column.kind === 'block' ? 1 : column.units;
    const first = contents.of(c, 0);
    if (first.kind !== 'picture') return;
    const { width, height } = first;
    const pixels = first.what === 'example' ? style.greys : style.pixels;
    const atlas = this.atlases.get(c) ?? new Atlas();
    this.atlases.set(c, atlas);
    // Another unit is looked at, but the numbers are the same: the pictures are, too.
    if (atlas.resize(count, width, height) || !atlas.holds(first.plane.values, pixels)) {
      for (let unit = 0; unit < count; ++unit) {
        const content = contents.of(c, unit);
        if (content.kind === 'picture') atlas.paint(unit, content.plane, pixels);
      }
      atlas.finish(first.plane.values, pixels);
    }
    context.imageSmoothingEnabled = true;
    for (let unit = 0; unit < count; ++unit) atlas.draw(context, unit, placeOf(column, unit));
  }

  private shapes(
    context: CanvasRenderingContext2D,
    contents: Contents,
    c: number,
    column: ColumnPlace,
    style: TileStyle,
  ): void {
    if (column.kind === 'block') {
      context.fillStyle = style.palette.surface;
      context.fillRect(column.left, column.top, column.width, column.height);
      return;
    }
    for (let unit = 0; unit < column.units; ++unit) {
      drawShape(context, placeOf(column, unit), contents.of(c, unit), style);
    }
  }

  /** Tiles of a few pixels: one pixel of an image each, in the mean colour of their biases. */
  private dense(
    context: CanvasRenderingContext2D,
    contents: Contents,
    c: number,
    column: ColumnPlace,
    { pixels, palette }: TileStyle,
    off: readonly number[],
  ): void {
    const { columns, rows, share, units, pitch, left, top } = column;
    const { info, theta } = contents.scene;
    const start = c > 0 ? biasIndex(info.layers, c - 1, 0) : null;
    const known = theta && start !== null ? theta.subarray(start, start + units) : null;
    const most = known ? Math.max(1e-12, largest(known)) : 1;
    const isOff = new Set(off);
    const image = new ImageData(columns, rows);
    const words = new Uint32Array(image.data.buffer);
    for (let tile = 0; tile * share < units; ++tile) {
      const last = Math.min(units, (tile + 1) * share);
      let [sum, on] = [0, 0];
      for (let unit = tile * share; unit < last; ++unit) {
        if (isOff.has(unit)) continue;
        sum += known?.[unit] ?? 0;
        ++on;
      }
      words[tile] = on === 0 ? pixels.grey : pixels.at(sum / on / most);
    }
    const canvas = this.dots(columns, rows);
    canvas.getContext('2d')?.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = false;
    const [width, height] = [columns * pitch, rows * pitch];
    context.drawImage(canvas, left, top, width, height);
    context.imageSmoothingEnabled = true;
    context.strokeStyle = palette.edge;
    context.lineWidth = 1;
    context.strokeRect(left - 0.5, top - 0.5, width + 1, height + 1);
  }

  private readonly strip = document.createElement('canvas');

  private dots(width: number, height: number): HTMLCanvasElement {
    this.strip.width = width;
    this.strip.height = height;
    return this.strip;
  }
}

/** A curve or a disc. */
export function drawShape(
  context: CanvasRenderingContext2D,
  box: Box,
  content: Content,
  { palette, colour }: TileStyle,
): void {
  if (content.kind === 'curve') drawCurve(context, box, content.values, content.most, palette);
  if (content.kind !== 'disc') return;
  const share = content.value === null || content.most === 0 ? 0 : content.value / content.most;
  drawDisc(context, box, content.value === null ? palette.surface : colour(share), palette.edge);
}
