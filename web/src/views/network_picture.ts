import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { scalingsOf } from '../plots/features';
import { layOut, type ColumnStyle, type NetworkLayout } from '../plots/network_layout';
import { curvePoints, mapSide } from '../plots/network_tiles';
import { sameSpot, spotAt, walk, within, type Spot, type WeightSpot } from '../plots/network_walk';
import { sizesOf, weightIndex } from '../plots/network_weights';
import { meanCount, meanImage } from '../plots/sample_image';
import { intervalOf, rectangleOf } from '../plots/region';
import { plotFont, plotScale, pointOn, type Surface } from '../plots/surface';
import type { CurveRequest, GridRequest, SessionInfo } from '../engine/model';
import { idOf } from '../state/spec';
import type { State } from '../state/state';
import { text } from '../text/text';
import { CanvasView } from './canvas_view';
import { Drawing, hasLines, type Asked } from './network_drawing';
import { featuresIn, heard, inputNames, isHidden, isOff, sizesText } from './network_names';
import './network_readout';
import type { NetworkReadout } from './network_readout';
import { feet, heads, placeRows, rowStyles, type Rows } from './network_rows';

const words = text.network;
/** More of them are neither sent with the reports nor shown. */
const mostParameters = 2_000_000;
/** How near to a line a mouse and a finger must come. */
const [mouseReach, fingerReach] = [5, 14];
/** A name of an input needs so much height, and of more than so many nobody reads one. */
const nameHeight = 13;
const longestName = 12;
/** The measure of a redraw, for the benchmark that sets `measured`. */
export const redrawMeasure = 'fall-line:network';

/**
 * The network from its inputs to its outputs: a picture in every unit, a line for every weight,
 * and beside it what the unit or weight that is looked at says.
 */
@customElement('fall-line-network-picture')
export class NetworkPicture extends CanvasView {
  /** Whether every redraw leaves a performance measure: for benchmarks. */
  @property({ type: Boolean }) measured = false;
  /** Whether what is pointed at may do without its numbers, where there is no room for them. */
  @property({ type: Boolean }) bare = false;
  @state() private hovered: Spot | null = null;
  @state() private chosen: Spot | null = null;
  @state() private size = { width: 0, height: 0 };
  @query('fall-line-network-readout') private readout!: NetworkReadout;
  @query('#heard') private listener!: HTMLElement;

  static override styles = [
    ...CanvasView.styles,
    rowStyles,
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
      canvas[tabindex] {
        cursor: default;
        touch-action: pan-y;
      }
      .net.onweight canvas,
      .net.onunit canvas {
        cursor: pointer;
      }
      @container (max-width: 459px) {
        .all.bare {
          grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        }
        .all.bare fall-line-network-readout {
          display: none;
        }
      }
      /* Only where the page scrolls: on one screen there is no height to spare. */
      @media (max-width: 1199px) {
        .stage {
          min-height: 200px;
        }
        @container (max-width: 459px) {
          .all:not(.bare) {
            grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
          }
        }
      }
    `,
  ];

  private layout: NetworkLayout | null = null;
  private asked: Asked | null = null;
  @state() private meanOf: {
    readonly inputs: SessionInfo['inputs'];
    readonly image: Uint8Array | null;
  } | null = null;
  private readonly drawing = new Drawing();
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
    const rows: Rows = {
      columns: this.layout?.columns ?? [],
      width: this.size.width,
      addLayer: (index) => this.store.addLayer(index),
      resize: (column, units) => this.resize(column, units),
    };
    return html`<div class="all ${this.bare ? 'bare' : ''}">
      <div class="net ${spot && this.hovered ? `on${spot.kind}` : ''}">
        <div class="heads">${heads(rows)}</div>
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
        <div class="feet">${feet(rows)}</div>
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
    const { info } = this.state;
    if (info) this.askMean(info);
    placeRows(this.renderRoot);
    super.updated();
  }

  /** Another size is another layout, which the rows above and below follow. */
  protected override redraw(): void {
    const width = this.canvas.clientWidth / plotScale(); // the surface's own units
    const height = this.canvas.clientHeight / plotScale();
    if (width !== this.size.width || height !== this.size.height) this.size = { width, height };
    else super.redraw();
  }

  private resize(column: number, units: number): void {
    if (units >= 1) this.store.edit(`network.layers.${column - 1}.units`, units);
  }

  // --- looking ------------------------------------------------------------------------------------

  /** Asks for what this session's units show, once. */
  /** Images from files have no picture in the gallery: the mean of the training part stands there. */
  private askMean(info: SessionInfo): void {
    const { gallery, samples } = this.state;
    const { image } = info.inputs;
    if (this.meanOf?.inputs === info.inputs || !samples.train) return;
    if (!image || gallery[info.spec.data.source]?.image) return;
    const size = image.height * image.width * image.channels;
    const asked = { inputs: info.inputs, image: null };
    this.meanOf = asked;
    const { index } = samples.train;
    void this.store.outcome.images(index.slice(0, meanCount(index.length, size))).then((bytes) => {
      if (bytes && this.meanOf === asked) {
        this.meanOf = { inputs: info.inputs, image: meanImage(bytes, size) };
      }
    });
  }

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
    const { layout, asked, spot, palette } = this;
    if (layout && asked) {
      const mean = this.meanOf?.inputs === asked.inputs ? this.meanOf.image : null;
      const shown = this.drawing.draw(surface, {
        state: this.state,
        layout,
        asked,
        spot,
        palette,
        mean,
      });
      if (shown) this.readout.show(shown);
    }
    if (this.measured) performance.measure(redrawMeasure, { start: begun });
  }

  // --- pointer and keys ---------------------------------------------------------------------------

  private at(event: PointerEvent): Spot | null {
    const { info, seen } = this.state;
    const { layout } = this;
    if (!layout || !info) return null;
    const { x, y } = pointOn(this.canvas, event);
    const reach = event.pointerType === 'mouse' ? mouseReach : fingerReach;
    return spotAt(layout, x, y, reach, {
      drawn: (column) => hasLines(layout, column, seen.parameters !== undefined),
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
