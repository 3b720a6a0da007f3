/** Draws one moment of a network: its lines, its units, and what is looked at above them. */
import { colourAt, divergingTable, mixTable, parseHex, type ColourTable } from '../plots/colour';
import type { scalingsOf } from '../plots/features';
import { Pixels } from '../plots/network_atlas';
import { placeOf, type NetworkLayout } from '../plots/network_layout';
import {
  drawFunnel,
  drawLine,
  drawLines,
  drawLinesOf,
  mostDashed,
  mostLines,
  ring,
  type Gap,
  type LineStyle,
} from '../plots/network_paint';
import { Contents, Tiles, type TileStyle } from '../plots/network_tiles';
import type { Spot } from '../plots/network_walk';
import { largest, offsetsOf, weightIndex } from '../plots/network_weights';
import { plotFont, type Palette, type Surface } from '../plots/surface';
import type { CurveRequest, GridRequest, SessionInfo } from '../engine/model';
import type { State } from '../state/state';
import { text } from '../text/text';
import type { featuresIn } from './network_names';

/** Lines between two columns that are drawn before their weights are known. */
const mostUnknown = 300;

/** What belongs to one session: what was asked for, and what does not change. */
export interface Asked {
  readonly inputs: SessionInfo['inputs'];
  readonly grid: GridRequest | null;
  readonly curve: CurveRequest | null;
  readonly features: ReturnType<typeof featuresIn>;
  readonly scalings: ReturnType<typeof scalingsOf>;
  readonly featureValues: Map<number, Float32Array>;
  /** Of the inputs, as they stand beside them. */
  readonly names: readonly string[];
}

export interface Moment {
  readonly state: State;
  readonly layout: NetworkLayout;
  readonly asked: Asked;
  readonly palette: Palette;
  /** What is looked at. */
  readonly spot: Spot | null;
  /** The mean image of the training part, where the gallery has no example. */
  readonly mean: Uint8Array | null;
}

/** What the large picture beside the network needs. */
export interface Shown {
  readonly contents: Contents;
  readonly tiles: TileStyle;
  readonly lines: LineStyle;
}

/** Whether the lines into a column are few enough to be drawn. */
export function hasLines({ columns }: NetworkLayout, column: number, known: boolean): boolean {
  const [from, to] = [columns[column - 1], columns[column]];
  if (!from || !to || from.kind === 'block') return false;
  return from.units * to.units <= (known ? mostLines : mostUnknown);
}

export class Drawing {
  private readonly tiles = new Tiles();
  private colours: {
    readonly of: Palette;
    readonly lines: ColourTable;
    readonly tiles: TileStyle;
  } | null = null;

  draw({ context, ratio }: Surface, moment: Moment): Shown | null {
    const { state, layout, asked, palette, spot } = moment;
    const { info, seen, gallery } = state;
    if (!info) return null;
    const { lines: colours, tiles } = this.coloursOf(palette);
    const theta = seen.parameters ?? null;
    const gaps = gapsOf(info, layout, theta);
    const isDrawn = gaps.map((_, g) => hasLines(layout, g + 1, theta !== null));
    const count = gaps.reduce(
      (sum, { from, to }, g) => sum + (isDrawn[g] ? from.units * to.units : 0),
      0,
    );
    const lines: LineStyle = {
      colours,
      plain: palette.hairline,
      most: largestWeight(info, layout, theta),
      dashed: count <= mostDashed,
      hairline: 1 / ratio,
    };
    if (spot && spot.column > 0) context.globalAlpha = 0.4;
    gaps.forEach((gap, g) => {
      if (isDrawn[g]) drawLines(context, gap, lines);
      else drawFunnel(context, gap, palette);
    });
    context.globalAlpha = 1;
    if (spot) emphasise(context, info, gaps, spot, { ...lines, edge: palette.ink }, theta);
    const contents = new Contents({
      info,
      layout,
      theta,
      maps: seen.unitGrid && asked.grid ? { planes: seen.unitGrid, request: asked.grid } : null,
      curves:
        seen.unitCurve && asked.curve ? { planes: seen.unitCurve, request: asked.curve } : null,
      features: asked.features,
      scalings: asked.scalings,
      featureValues: asked.featureValues,
      example: gallery[info.spec.data.source]?.image ?? moment.mean,
    });
    this.tiles.draw(context, contents, tiles);
    labels(context, info, moment);
    if (spot) rings(context, layout, spot, palette.ink);
    return { contents, tiles, lines };
  }

  private coloursOf(palette: Palette): NonNullable<Drawing['colours']> {
    if (this.colours?.of !== palette) {
      const [surface, ink] = [parseHex(palette.surface), parseHex(palette.ink)];
      const values = divergingTable(surface);
      const tiles: TileStyle = {
        palette,
        pixels: new Pixels(values),
        greys: new Pixels(mixTable([surface, surface, ink])),
        colour: (share) => {
          const [r, g, b] = colourAt(values, 0.5 + share / 2);
          return `rgb(${r} ${g} ${b})`;
        },
      };
      this.colours = { of: palette, lines: divergingTable(parseHex(palette.grid)), tiles };
    }
    return this.colours;
  }
}

function gapsOf(
  info: SessionInfo,
  { columns }: NetworkLayout,
  theta: Float64Array | null,
): readonly Gap[] {
  const offsets = offsetsOf(info.layers);
  return info.layers.flatMap(({ units, inputs }, l): readonly Gap[] => {
    const [from, to] = [columns[l], columns[l + 1]];
    if (!from || !to) return [];
    const start = offsets[l] ?? 0;
    return [{ from, to, weights: theta?.subarray(start, start + units * inputs) ?? null }];
  });
}

/** The largest of all weights but for those of images, which have a scale of their own. */
function largestWeight(
  info: SessionInfo,
  { columns }: NetworkLayout,
  theta: Float64Array | null,
): number {
  if (!theta) return 1;
  const offsets = offsetsOf(info.layers);
  const most = info.layers.map(({ units, inputs }, l) => {
    if (columns[l]?.kind === 'block') return 0;
    const start = offsets[l] ?? 0;
    return largest(theta.subarray(start, start + units * inputs));
  });
  return Math.max(...most) || 1;
}

/** The weights of the unit that is looked at, or the one weight, above all others. */
function emphasise(
  context: CanvasRenderingContext2D,
  info: SessionInfo,
  gaps: readonly Gap[],
  spot: Spot,
  style: LineStyle & { readonly edge: string },
  theta: Float64Array | null,
): void {
  const into = gaps[spot.column - 1];
  const out = gaps[spot.column];
  if (spot.kind === 'weight') {
    if (!into || into.from.kind === 'block') return;
    const index = weightIndex(info.layers, spot.column - 1, spot.unit, spot.input);
    drawLine(context, into, spot, theta?.[index] ?? 0, style);
    return;
  }
  if (into && into.from.kind !== 'block') drawLinesOf(context, into, { unit: spot.unit }, style);
  if (out && out.from.kind !== 'block') drawLinesOf(context, out, { input: spot.unit }, style);
}

/** Names beside the inputs; on an image without an example, its size. */
function labels(context: CanvasRenderingContext2D, info: SessionInfo, moment: Moment): void {
  const { layout, asked, palette, state, mean } = moment;
  const [column] = layout.columns;
  if (!column) return;
  context.font = plotFont;
  context.fillStyle = palette.ink;
  context.textBaseline = 'middle';
  const { image } = info.inputs;
  if (image && !state.gallery[info.spec.data.source]?.image && !mean) {
    const { left, top, width, height } = column;
    const size = text.network.pixelsOf(image.height, image.width);
    context.textAlign = 'center';
    context.fillText(size, left + width / 2, top + height / 2);
  } else if (column.kind === 'column' && column.left > 4) {
    context.textAlign = 'right';
    asked.names.forEach((name, unit) => {
      const { left, top, height } = placeOf(column, unit);
      context.fillText(name, left - 5, top + height / 2);
    });
  }
  context.textBaseline = 'alphabetic';
}

function rings(
  context: CanvasRenderingContext2D,
  { columns }: NetworkLayout,
  spot: Spot,
  colour: string,
): void {
  const column = columns[spot.column];
  if (column) ring(context, placeOf(column, spot.unit), colour);
  const from = columns[spot.column - 1];
  if (spot.kind === 'weight' && from && from.kind !== 'block')
    ring(context, placeOf(from, spot.input), colour);
}
