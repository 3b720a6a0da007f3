import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { colourAt, divergingTable, mixTable, parseHex, type ColourTable } from '../plots/colour';
import { scalingsOf } from '../plots/features';
import { formatCount } from '../plots/format';
import { Pixels } from '../plots/network_atlas';
import { layOut, placeOf, type ColumnStyle, type NetworkLayout } from '../plots/network_layout';
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
import { Contents, curvePoints, mapSide, Tiles, type TileStyle } from '../plots/network_tiles';
import { sameSpot, spotAt, walk, within, type Spot, type WeightSpot } from '../plots/network_walk';
import { largest, offsetsOf, sizesOf, weightIndex } from '../plots/network_weights';
import { intervalOf, rectangleOf } from '../plots/region';
import { plotFont, plotScale, pointOn, type Surface } from '../plots/surface';
import type { CurveRequest, GridRequest, SessionInfo } from '../engine/model';
import { idOf } from '../state/spec';
import type { State } from '../state/state';
import { text } from '../text/text';
import { CanvasView } from './canvas_view';
import { icon } from './icons';
import {
  columnName,
  featuresIn,
  heard,
  inputNames,
  isHidden,
  isOff,
  sizesText,
} from './network_names';
import './network_readout';
import type { NetworkReadout } from './network_readout';

const words = text.network;
/** More of them are neither sent with the reports nor shown. */
const mostParameters = 2_000_000;
/** Lines between two columns that are drawn before their weights are known. */
const mostUnknown = 300;
/** How near to a line a mouse and a finger must come. */
const [mouseReach, fingerReach] = [5, 14];
/** A name of an input needs so much height, and of more than so many nobody reads one. */
const nameHeight = 13;
const longestName = 12;
/** The measure of a redraw, for the benchmark that sets `measured`. */
export const redrawMeasure = 'fall-line:network';

/** What belongs to one session: what was asked for, and what does not change. */
interface Asked {
  readonly inputs: SessionInfo['inputs'];
  readonly grid: GridRequest | null;
  readonly curve: CurveRequest | null;
  readonly features: ReturnType<typeof featuresIn>;
  readonly scalings: ReturnType<typeof scalingsOf>;
  readonly featureValues: Map<number, Float32Array>;
  readonly names: readonly string[];
}

interface Themed {
  readonly dark: boolean;
  readonly theme: State['theme'];
  readonly lines: ColourTable;
  readonly tiles: TileStyle;
}

/**
 * The network from its inputs to its outputs: a picture in every unit, a line for every weight,
 * and beside it what the unit or weight that is looked at says.
 */
@customElement('fall-line-network-picture')
export class NetworkPicture extends CanvasView {
  /** Whether every redraw leaves a performance measure: for benchmarks. */
  @property({ type: Boolean }) measured = false;
  @state() private hovered: Spot | null = null;
  @state() private chosen: Spot | null = null;
  @state() private size = { width: 0, height: 0 };
  @query('fall-line-network-readout') private readout!: NetworkReadout;
  @query('#heard') private listener!: HTMLElement;

  static override styles = [
    ...CanvasView.styles,
    css`
      :host {
        container-type: inline-size;
      }
      .all {
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr) calc(112px * var(--scale));
        gap: var(--space-4);
        height: 100%;
      }
      .net {
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
      }
      .heads,
      .feet {
        position: relative;
        flex: none;
        height: calc(24px * var(--scale));
        font-size: var(--text-small);
        color: var(--muted);
      }
      .heads > *,
      .feet > * {
        position: absolute;
        top: 0;
        display: flex;
        align-items: center;
        height: 100%;
        white-space: nowrap;
        transform: translateX(-50%);
      }
      .heads button,
      .feet button {
        width: calc(24px * var(--scale));
        height: calc(24px * var(--scale));
        padding: 0;
        color: var(--muted);
      }
      .heads button svg,
      .feet button svg {
        width: calc(14px * var(--scale));
        height: calc(14px * var(--scale));
      }
      .count {
        min-width: calc(20px * var(--scale));
        text-align: center;
        font-variant-numeric: tabular-nums;
        color: var(--ink);
      }
      canvas[tabindex] {
        cursor: default;
        touch-action: pan-y;
      }
      .net.onweight canvas,
      .net.onunit canvas {
        cursor: pointer;
      }
      @media (pointer: coarse) {
        .heads,
        .feet {
          height: var(--control);
        }
        .heads button,
        .feet button {
          width: var(--control);
          height: var(--control);
        }
      }
      /* Only where the page scrolls: on one screen there is no height to spare. */
      @media (max-width: 1199px) {
        .stage {
          min-height: 200px;
        }
        @container (max-width: 459px) {
          .all {
            grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
          }
        }
      }
    `,
  ];

  private layout: NetworkLayout | null = null;
  private asked: Asked | null = null;
  private themed: Themed | null = null;
  private readonly tiles = new Tiles();
  private readonly ruler = document.createElement('canvas').getContext('2d');

  protected override reads(state: State): readonly unknown[] {
    const { seen, info, samples, dark, theme, gallery, settings } = state;
    const { parameters, unitGrid, unitCurve } = seen;
    return [info, samples, parameters, unitGrid, unitCurve, dark, theme, gallery, settings.network];
  }

  protected override description(): string {
    const { info } = this.state;
    return info ? words.picture(sizesText(info)) : words.loading;
  }

  private get spot(): Spot | null {
    return this.hovered ?? this.chosen;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { info } = this.state;
    if (!info) return;
    if (this.asked?.inputs !== info.inputs) this.asked = this.ask(info);
    const sizes = sizesOf(info.layers);
    this.chosen = within(this.chosen, sizes);
    this.hovered = within(this.hovered, sizes);
    this.layout = layOut(
      sizes,
      { ...this.size, names: this.namesWidth(info) },
      sizes.map((_, c) => styleOf(info, c, this.asked)),
    );
  }

  protected override render(): TemplateResult {
    const { spot } = this;
    return html`<div class="all">
      <div class="net ${spot && this.hovered ? `on${spot.kind}` : ''}">
        <div class="heads">${this.heads()}</div>
        <div class="stage">
          <canvas
            role="application"
            tabindex="0"
            aria-label=${this.description()}
            @pointermove=${this.pointed}
            @pointerdown=${this.picked}
            @pointerleave=${() => (this.hovered = null)}
            @focus=${this.focused}
            @keydown=${this.pressed}
          ></canvas>
        </div>
        <div class="feet">${this.feet()}</div>
      </div>
      <fall-line-network-readout
        .store=${this.store}
        .spot=${spot}
        @spot=${(event: CustomEvent<WeightSpot>) => this.choose(event.detail)}
      ></fall-line-network-readout>
      <div id="heard" class="only-heard" aria-live="polite"></div>
    </div>`;
  }

  protected override updated(): void {
    for (const element of this.renderRoot.querySelectorAll<HTMLElement>('[data-middle]')) {
      element.style.left = `${Number(element.dataset['middle']) * plotScale()}px`;
    }
    super.updated();
  }

  /** Another size is another layout, which the rows above and below follow. */
  protected override redraw(): void {
    const width = this.canvas.clientWidth / plotScale(); // the surface's own units
    const height = this.canvas.clientHeight / plotScale();
    if (width !== this.size.width || height !== this.size.height) this.size = { width, height };
    else super.redraw();
  }

  // --- rows above and below -----------------------------------------------------------------------

  private heads(): unknown {
    const columns = this.layout?.columns ?? [];
    const pitch = this.pitch();
    const button = this.control();
    const isShort = pitch < 66 + button;
    const half = isShort ? 12 : 30;
    const middles = columns.map(({ left, width }) =>
      Math.min(this.size.width - half, Math.max(half, left + width / 2)),
    );
    const names = middles.map((middle, c) => {
      if (pitch < 18) return null;
      const isInner = c > 0 && c < columns.length - 1;
      const name = columnName(c, columns.length, isShort);
      return html`<span data-middle=${middle}>${pitch < 34 && isInner ? String(c) : name}</span>`;
    });
    const pluses = columns.slice(1).map(({ left }, c) => {
      const from = columns[c];
      if (!from) return null;
      const middle = (from.left + from.width + left) / 2;
      const room = Math.min(middle - (middles[c] ?? 0), (middles[c + 1] ?? 0) - middle);
      if (room < half + button / 2) return null;
      const name = columnName(c + 1, columns.length);
      return html`<button
        class="quiet"
        tabindex="-1"
        data-middle=${middle}
        title=${words.addBefore(name)}
        aria-label=${words.addBefore(name)}
        @click=${() => this.store.addLayer(c)}
      >
        ${icon('plus')}
      </button>`;
    });
    return [...names, ...pluses];
  }

  private feet(): unknown {
    const { info } = this.state;
    const columns = this.layout?.columns ?? [];
    const pitch = this.pitch();
    const canStep = pitch >= 20 + 2 * this.control();
    return columns.map(({ left, width, units }, c) => {
      const middle = Math.min(this.size.width - 10, Math.max(10, left + width / 2));
      const count = html`<span class="count">${formatCount(units)}</span>`;
      if (pitch < 18) return null;
      if (!info || !canStep || c === 0 || c === columns.length - 1)
        return html`<span data-middle=${middle}>${count}</span>`;
      const name = columnName(c, columns.length);
      return html`<span data-middle=${middle}>
        <button
          class="quiet"
          tabindex="-1"
          title=${words.fewerIn(name)}
          aria-label=${words.fewerIn(name)}
          ?disabled=${units <= 1}
          @click=${() => this.resize(c, units - 1)}
        >
          ${icon('minus')}</button
        >${count}<button
          class="quiet"
          tabindex="-1"
          title=${words.moreIn(name)}
          aria-label=${words.moreIn(name)}
          @click=${() => this.resize(c, units + 1)}
        >
          ${icon('plus')}
        </button>
      </span>`;
    });
  }

  /** The least distance between the middles of two columns. */
  private pitch(): number {
    const middles = (this.layout?.columns ?? []).map(({ left, width }) => left + width / 2);
    return middles.slice(1).reduce((least, x, i) => Math.min(least, x - (middles[i] ?? 0)), 1e4);
  }

  /** Side of a button in the rows. */
  private control(): number {
    return window.matchMedia('(pointer: coarse)').matches ? 36 : 24;
  }

  private resize(column: number, units: number): void {
    if (units >= 1) this.store.edit(`network.layers.${column - 1}.units`, units);
  }

  // --- looking ------------------------------------------------------------------------------------

  /** Asks for what this session's units show, once. */
  private ask(info: SessionInfo): Asked {
    const { samples } = this.state;
    const units = info.layers.reduce((sum, layer) => sum + layer.units, 0);
    const side = mapSide(units);
    const { count, image } = info.inputs;
    let [grid, curve]: [GridRequest | null, CurveRequest | null] = [null, null];
    if (!image && count === 2 && side !== null) {
      const { x, y } = rectangleOf(samples);
      grid = { x: [x.low, x.high], y: [y.low, y.high], nx: side, ny: side };
    } else if (!image && count === 1 && side !== null) {
      const x = intervalOf(samples);
      curve = { x: [x.low, x.high], n: curvePoints };
    }
    this.store.watch({
      ...(info.parameters <= mostParameters ? { parameters: true as const } : {}),
      ...(grid ? { unitGrid: grid } : {}),
      ...(curve ? { unitCurve: curve } : {}),
    });
    const scale = idOf(info.spec.data['scale']) ?? 'none';
    return {
      inputs: info.inputs,
      grid,
      curve,
      features: featuresIn(info),
      scalings: scalingsOf(scale, samples.train?.inputs ?? [], count),
      featureValues: new Map(),
      names: inputNames(info).map(shortened),
    };
  }

  private namesWidth(info: SessionInfo): number {
    const { names = [] } = this.asked ?? {};
    const fits = names.length * nameHeight <= this.size.height;
    if (info.inputs.image || names.length === 0 || !fits || !this.ruler) return 3;
    this.ruler.font = plotFont;
    const widths = names.map((name) => this.ruler?.measureText(name).width ?? 0);
    return Math.ceil(Math.max(...widths)) + 6;
  }

  protected override draw(surface: Surface): void {
    const begun = this.measured ? performance.now() : 0;
    this.drawAll(surface);
    if (this.measured) performance.measure(redrawMeasure, { start: begun });
  }

  private drawAll({ context, ratio }: Surface): void {
    const { info, seen, gallery } = this.state;
    const { layout, asked, spot } = this;
    if (!info || !layout || !asked) return;
    const { lines: colours, tiles } = this.look();
    const { palette } = this;
    const theta = seen.parameters ?? null;
    const gaps = this.gaps(info, layout, theta);
    const drawn = gaps.filter(
      ({ from, to }, g) => this.hasLines(g + 1) && from.units * to.units > 0,
    );
    const count = drawn.reduce((sum, { from, to }) => sum + from.units * to.units, 0);
    const lines: LineStyle = {
      colours,
      plain: palette.hairline,
      most: this.largestWeight(info, theta),
      dashed: count <= mostDashed,
      hairline: 1 / ratio,
    };
    if (spot && spot.column > 0) context.globalAlpha = 0.4;
    gaps.forEach((gap, g) => {
      if (this.hasLines(g + 1)) drawLines(context, gap, lines);
      else drawFunnel(context, gap, palette);
    });
    context.globalAlpha = 1;
    if (spot) this.emphasise(context, info, gaps, spot, lines);
    const { source } = info.spec.data;
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
      example: gallery[source]?.image ?? null,
    });
    this.tiles.draw(context, contents, tiles);
    this.labels(context, info, layout);
    if (spot) this.rings(context, info, layout, spot);
    this.readout.show({ contents, tiles, lines });
  }

  private gaps(
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

  /** Whether the lines into a column are few enough to be drawn. */
  private hasLines(column: number): boolean {
    const [from, to] = [this.layout?.columns[column - 1], this.layout?.columns[column]];
    if (!from || !to || from.kind === 'block') return false;
    return from.units * to.units <= (this.state.seen.parameters ? mostLines : mostUnknown);
  }

  /** Of the weights that are shown as lines; of all when none are. */
  private largestWeight(info: SessionInfo, theta: Float64Array | null): number {
    if (!theta) return 1;
    const offsets = offsetsOf(info.layers);
    const isBlock = this.layout?.columns[0]?.kind === 'block';
    const most = info.layers.map(({ units, inputs }, l) => {
      if (isBlock && l === 0) return 0; // these are the images', which have a scale of their own
      const start = offsets[l] ?? 0;
      return largest(theta.subarray(start, start + units * inputs));
    });
    return Math.max(...most) || 1;
  }

  /** The weights of the unit that is looked at, or the one weight, above all others. */
  private emphasise(
    context: CanvasRenderingContext2D,
    info: SessionInfo,
    gaps: readonly Gap[],
    spot: Spot,
    lines: LineStyle,
  ): void {
    const into = gaps[spot.column - 1];
    const out = gaps[spot.column];
    if (spot.kind === 'weight') {
      if (!into || into.from.kind === 'block') return;
      const { layers } = info;
      const index = weightIndex(layers, spot.column - 1, spot.unit, spot.input);
      const weight = this.state.seen.parameters?.[index] ?? 0;
      drawLine(context, into, spot, weight, { ...lines, edge: this.palette.ink });
      return;
    }
    if (into && into.from.kind !== 'block') drawLinesOf(context, into, { unit: spot.unit }, lines);
    if (out && out.from.kind !== 'block') drawLinesOf(context, out, { input: spot.unit }, lines);
  }

  private labels(
    context: CanvasRenderingContext2D,
    info: SessionInfo,
    layout: NetworkLayout,
  ): void {
    const [column] = layout.columns;
    const { names = [] } = this.asked ?? {};
    if (!column) return;
    context.font = plotFont;
    context.fillStyle = this.palette.ink;
    context.textBaseline = 'middle';
    const { image } = info.inputs;
    if (image && !this.state.gallery[info.spec.data.source]?.image) {
      context.textAlign = 'center';
      const { left, top, width, height } = column;
      context.fillText(
        words.pixelsOf(image.height, image.width),
        left + width / 2,
        top + height / 2,
      );
    } else if (column.kind === 'column' && column.left > 4) {
      context.textAlign = 'right';
      names.forEach((name, unit) => {
        const { left, top, height } = placeOf(column, unit);
        context.fillText(name, left - 5, top + height / 2);
      });
    }
    context.textBaseline = 'alphabetic';
  }

  private rings(
    context: CanvasRenderingContext2D,
    info: SessionInfo,
    layout: NetworkLayout,
    spot: Spot,
  ): void {
    const column = layout.columns[spot.column];
    if (!column) return;
    const { ink } = this.palette;
    ring(context, placeOf(column, spot.unit), ink);
    const from = layout.columns[spot.column - 1];
    if (spot.kind === 'weight' && from && from.kind !== 'block' && info.layers.length > 0)
      ring(context, placeOf(from, spot.input), ink);
  }

  private look(): Themed {
    const { dark, theme } = this.state;
    if (this.themed?.dark !== dark || this.themed.theme !== theme) {
      const { surface, ink, grid } = this.palette;
      const lines = divergingTable(parseHex(grid));
      const values = divergingTable(parseHex(surface));
      const greys = mixTable([parseHex(surface), parseHex(surface), parseHex(ink)]);
      const colour = (share: number): string => {
        const [r, g, b] = colourAt(values, 0.5 + share / 2);
        return `rgb(${r} ${g} ${b})`;
      };
      const tiles = {
        palette: this.palette,
        pixels: new Pixels(values),
        greys: new Pixels(greys),
        colour,
      };
      this.themed = { dark, theme, lines, tiles };
    }
    return this.themed;
  }

  // --- pointer and keys ---------------------------------------------------------------------------

  private at(event: PointerEvent): Spot | null {
    const { info, seen } = this.state;
    if (!this.layout || !info) return null;
    const { x, y } = pointOn(this.canvas, event);
    const reach = event.pointerType === 'mouse' ? mouseReach : fingerReach;
    return spotAt(this.layout, x, y, reach, {
      drawn: (column) => this.hasLines(column),
      strength: ({ column, unit, input }) =>
        Math.abs(seen.parameters?.[weightIndex(info.layers, column - 1, unit, input)] ?? 0),
    });
  }

  private readonly pointed = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse') return;
    const spot = this.at(event);
    if (!sameSpot(spot, this.hovered)) this.hovered = spot;
  };

  private readonly picked = (event: PointerEvent): void => {
    this.choose(this.at(event));
  };

  private choose(spot: Spot | null): void {
    this.chosen = spot;
    this.hovered = null;
    this.listener.textContent = spot ? heard(this.state, spot) : '';
  }

  private readonly focused = (): void => {
    if (this.chosen || !this.layout || !this.canvas.matches(':focus-visible')) return;
    this.choose(walk(null, 'Home', this.layout, null));
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const { info } = this.state;
    if (!info || !this.layout || event.ctrlKey || event.metaKey || event.altKey) return;
    const { chosen } = this;
    const { image } = info.inputs;
    const pixels = image?.channels === 1 ? image.width : null;
    const next = walk(chosen, event.key, this.layout, pixels);
    if (next) this.choose(next);
    const isHeard = next !== null || (chosen !== null && this.act(event.key, chosen, info));
    if (isHeard) event.preventDefault();
  };

  /** What a key does to the unit that is looked at. */
  private act(key: string, chosen: Spot, info: SessionInfo): boolean {
    const units = sizesOf(info.layers)[chosen.column] ?? 0;
    if (key === 'Escape') {
      this.choose(null);
      this.canvas.blur();
    } else if (!isHidden(info, chosen)) {
      return false;
    } else if (key === 'Delete' || key === 'o') {
      this.store.switchUnit(chosen.column - 1, chosen.unit, isOff(info, chosen));
    } else if (key === '+' || key === '-') {
      this.resize(chosen.column, units + (key === '+' ? 1 : -1));
    } else {
      return false;
    }
    return true;
  }
}

/** What a column shows: all pixels in one picture, a picture per unit, or discs. */
function styleOf(info: SessionInfo, column: number, asked: Asked | null): ColumnStyle {
  const { image } = info.inputs;
  if (image) return { block: column === 0, plain: column > 1 };
  const hasPictures = asked?.grid ?? asked?.curve ?? null;
  return { plain: hasPictures === null || (column === 0 && asked?.features === null) };
}

function shortened(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-network-picture': NetworkPicture;
  }
}
