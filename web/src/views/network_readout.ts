import { css, html, noChange, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { editText, formatCount, formatNumber, parseNumber } from '../plots/format';
import { Atlas } from '../plots/network_atlas';
import { crossOut, drawLegend } from '../plots/network_paint';
import { drawShape, type Content } from '../plots/network_tiles';
import type { Spot, WeightSpot } from '../plots/network_walk';
import { meanCount } from '../plots/sample_image';
import { openSurface } from '../plots/surface';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import type { Shown } from './network_drawing';
import { indexAt, isHidden, isOff, unitName } from './network_names';
import { StoreElement } from './store_element';
import './term';

const words = text.network;
/** How far an arrow key moves a weight. */
const nudge = 0.1;

/**
 * The unit or weight that is looked at: its picture in large, its value, live and editable. It has
 * one place and one size, whatever it shows.
 *
 * @fires spot - CustomEvent<WeightSpot>: a weight was pointed at in the large picture
 */
@customElement('fall-line-network-readout')
export class NetworkReadout extends StoreElement {
  @property({ attribute: false }) spot: Spot | null = null;
  @state() private editing = false;
  @query('.large') private large!: HTMLCanvasElement;
  @query('.scale') private scaleCanvas!: HTMLCanvasElement | null;

  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template:
          'picture' minmax(0, calc(108px * var(--scale)))
          'name' calc(36px * var(--scale))
          'value' var(--line)
          'range' calc(18px * var(--scale))
          'switch' var(--line)
          'legend' auto
          / 100%;
        align-content: start;
        gap: 2px;
        --line: calc(26px * var(--scale));
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
      }
      .picture {
        grid-area: picture;
        position: relative;
        /* In a low frame the picture gives way: numbers and legend are to be seen. */
        aspect-ratio: 1;
        justify-self: start;
        height: min(100%, 108px * var(--scale));
      }
      .large {
        display: block;
        width: 100%;
        height: 100%;
        touch-action: none;
      }
      .hint {
        grid-row: picture-start / range-end;
        grid-column: picture-start / picture-end;
        align-self: start;
        min-height: min(100%, 108px * var(--scale));
        max-width: calc(108px * var(--scale));
        margin: 0;
        padding: var(--space-2);
        border: 1px dashed var(--hairline);
        border-radius: var(--radius);
        line-height: 1.3;
        color: var(--muted);
      }
      .name {
        grid-area: name;
        overflow: hidden;
        line-height: calc(18px * var(--scale));
      }
      .name span {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .value {
        grid-area: value;
        display: grid;
        grid-template-columns: calc(18px * var(--scale)) 1fr;
        align-items: center;
        font-style: italic;
      }
      .value input {
        height: calc(24px * var(--scale));
        font-style: normal;
        font-variant-numeric: tabular-nums;
        text-align: right;
      }
      .range {
        grid-area: range;
        overflow: hidden;
        line-height: calc(18px * var(--scale));
        white-space: nowrap;
        color: var(--muted);
      }
      .switch {
        grid-area: switch;
        min-height: 0;
      }
      .legend {
        grid-area: legend;
        color: var(--muted);
      }
      .scale {
        display: block;
        width: 100%;
        height: 10px;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        line-height: calc(16px * var(--scale));
      }
      @media (pointer: coarse) {
        :host {
          --line: var(--control);
        }
        .value input {
          height: var(--control);
        }
      }
      @media (max-width: 1199px) {
        @container (max-width: 459px) {
          :host {
            grid-template:
              'picture name switch' 36px
              'picture value value' var(--line)
              'picture range range' 18px
              'picture legend legend' auto
              / 108px minmax(0, 1fr) auto;
            column-gap: var(--space-3);
            min-height: 112px;
          }
          .picture {
            grid-row: 1 / -1;
          }
          .value,
          .legend {
            max-width: 180px;
          }
        }
      }
    `,
  ];

  private shown: Shown | null = null;
  private readonly atlas = new Atlas();

  protected override reads(state: State): readonly unknown[] {
    return [state.seen.parameters, state.info, state.samples, state.gallery];
  }

  /** Draws what the spot shows at the moment that the picture has just drawn. */
  show(shown: Shown): void {
    this.shown = shown;
    if (this.hasUpdated) this.paint();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('spot')) this.editing = false;
  }

  protected override updated(): void {
    this.paint();
  }

  protected override render(): TemplateResult {
    const { spot } = this;
    const { info } = this.state;
    const target = info && spot ? unitName(info, spot.column, spot.unit) : '';
    const source =
      info && spot?.kind === 'weight' ? unitName(info, spot.column - 1, spot.input, true) : '';
    const canSwitch = info !== null && spot?.kind === 'unit' && isHidden(info, spot);
    return html`
      <div class="picture">
        <canvas
          class="large"
          role="img"
          aria-label=${target || words.hint}
          @pointermove=${this.pointed}
          @pointerdown=${this.pointed}
        ></canvas>
      </div>
      ${spot ? nothing : html`<p class="hint">${words.hint}</p>`}
      <div class="name" data-figure="spot">
        ${lines(source === '' ? [] : [`${source} →`], target)}
      </div>
      ${this.value()}
      <div class="range">${spot?.column === 0 ? this.meanOf() : this.range()}</div>
      <label
        class="check switch"
        data-path="network.weights"
        title=${words.switchHelp}
        ?hidden=${!canSwitch}
      >
        <input
          type="checkbox"
          data-switch="unit"
          .checked=${live(canSwitch && !isOff(info, spot))}
          @change=${this.switched}
        />
        ${words.on}
      </label>
      <div class="legend">${this.legend()}</div>
    `;
  }

  private value(): TemplateResult | typeof nothing {
    const { spot } = this;
    const { info, seen } = this.state;
    if (!info || !spot || spot.column === 0) return nothing;
    const index = indexAt(info, spot);
    const value = index === null ? undefined : seen.parameters?.[index];
    const isWeight = spot.kind === 'weight';
    if (value === undefined)
      return html`<div class="value muted">
        <span></span>${index === null ? words.noBias : words.many}
      </div>`;
    return html`<label class="value">
      <fall-line-term .term=${isWeight ? 'weight' : 'bias'}
        >${isWeight ? words.weight : words.biasSign}</fall-line-term
      >
      <input
        type="text"
        inputmode="decimal"
        autocomplete="off"
        data-path="network.weights"
        data-field="weight"
        aria-label=${isWeight ? words.weightOf : words.biasOf}
        .value=${this.editing ? noChange : live(formatNumber(value))}
        @focus=${(event: Event) => {
          this.editing = true;
          const field = event.target as HTMLInputElement;
          field.value = editText(value);
          field.select();
        }}
        @blur=${() => (this.editing = false)}
        @change=${(event: Event) => this.typed((event.target as HTMLInputElement).value)}
        @keydown=${this.nudged}
      />
    </label>`;
  }

  private content(): Content | null {
    const { spot, shown } = this;
    if (!spot || !shown) return null;
    const column = shown.contents.scene.layout.columns[spot.column];
    if (!column || (spot.unit >= column.units && column.kind !== 'block')) return null;
    return shown.contents.of(spot.column, spot.unit);
  }

  private range(): string {
    const content = this.content();
    if (!content) return '';
    if (content.kind === 'picture' && content.what === 'weights')
      return words.imageScale(formatNumber(content.plane.most));
    const values =
      content.kind === 'curve'
        ? content.values
        : content.kind === 'picture'
          ? content.plane.values.subarray(
              content.plane.start,
              content.plane.start + content.width * content.height,
            )
          : [];
    let [low, high] = [Infinity, -Infinity];
    for (const value of values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return low <= high ? words.activationFrom(formatNumber(low, 2), formatNumber(high, 2)) : '';
  }

  /** Of what the picture of the inputs is the mean; images that are generated show one of them. */
  private meanOf(): TemplateResult | typeof nothing {
    const { info, gallery, samples } = this.state;
    const image = info?.inputs.image;
    if (!info || !image || gallery[info.spec.data.source]?.image || !samples.train) return nothing;
    const size = image.height * image.width * image.channels;
    const count = meanCount(samples.train.index.length, size);
    const [some, all] = [formatCount(count), formatCount(info.samples.train)];
    return html`<fall-line-term .line=${words.meanOf(some, all)}
      >${words.mean(some)}</fall-line-term
    >`;
  }

  private legend(): TemplateResult | typeof nothing {
    const most = this.shown?.lines.most;
    if (most === undefined || !this.state.seen.parameters) return nothing;
    const label = (this.shown?.lines.dashed ? words.legend : words.legendPlain)(formatNumber(most));
    return html`<canvas class="scale" role="img" aria-label=${label} title=${label}></canvas>
      <div class="ends" aria-hidden="true">
        <span>${formatNumber(-most)}</span><span>0</span
        ><span data-figure="largest-weight">${formatNumber(most)}</span>
      </div>`;
  }

  private paint(): void {
    const { shown, spot } = this;
    const { info } = this.state;
    const surface = openSurface(this.large);
    const content = this.content();
    if (surface && content && shown && spot && info) {
      const { context, width, height } = surface;
      const box = { left: 1, top: 1, width: width - 2, height: height - 2 };
      if (content.kind === 'picture') {
        this.atlas.resize(1, content.width, content.height);
        const { pixels, greys } = shown.tiles;
        this.atlas.paint(0, content.plane, content.what === 'example' ? greys : pixels);
        this.atlas.finish(content.plane.values, pixels);
        // Weights belong to pixels, which have edges; activations run smoothly.
        context.imageSmoothingEnabled = content.what === 'map';
        this.atlas.draw(context, 0, box);
        context.imageSmoothingEnabled = true;
        if (spot.kind === 'weight' && content.what === 'weights') {
          const { image } = info.inputs;
          if (image) this.markPixel(context, box, Math.floor(spot.input / image.channels), content);
        }
      } else drawShape(context, box, content, shown.tiles);
      if (isOff(info, spot)) crossOut(context, box, shown.tiles.palette);
      context.strokeStyle = shown.tiles.palette.edge;
      context.lineWidth = 1;
      if (content.kind !== 'disc') context.strokeRect(0.5, 0.5, width - 1, height - 1);
    }
    const scale = this.scaleCanvas ? openSurface(this.scaleCanvas) : null;
    if (scale && shown) drawLegend(scale.context, scale.width, scale.height / 2, shown.lines);
  }

  private markPixel(
    context: CanvasRenderingContext2D,
    box: { left: number; top: number; width: number; height: number },
    pixel: number,
    { width, height }: { readonly width: number; readonly height: number },
  ): void {
    const [w, h] = [box.width / width, box.height / height];
    const left = box.left + (pixel % width) * w;
    const top = box.top + Math.floor(pixel / width) * h;
    context.strokeStyle = this.shown?.tiles.palette.ink ?? '';
    context.lineWidth = 1.5;
    context.strokeRect(left - 1, top - 1, w + 2, h + 2);
  }

  /** A pixel of a weight image is one weight. */
  private readonly pointed = (event: PointerEvent): void => {
    const { spot } = this;
    const content = this.content();
    const { image } = this.state.info?.inputs ?? {};
    if (!spot || !image || content?.kind !== 'picture' || content.what !== 'weights') return;
    if (event.type === 'pointermove' && event.pointerType !== 'mouse' && event.buttons === 0)
      return;
    const { left, top, width, height } = this.large.getBoundingClientRect();
    const at = (share: number, count: number): number =>
      Math.min(count - 1, Math.max(0, Math.floor(share * count)));
    const x = at((event.clientX - left) / width, image.width);
    const y = at((event.clientY - top) / height, image.height);
    const input = (y * image.width + x) * image.channels;
    const detail: WeightSpot = { kind: 'weight', column: spot.column, unit: spot.unit, input };
    this.dispatchEvent(new CustomEvent('spot', { detail }));
  };

  private typed(written: string): void {
    const { info } = this.state;
    const index = info && this.spot ? indexAt(info, this.spot) : null;
    const value = parseNumber(written);
    if (index !== null && value !== null) this.store.setWeight(index, value);
    else this.requestUpdate();
  }

  private readonly nudged = (event: KeyboardEvent): void => {
    const field = event.target as HTMLInputElement;
    if (event.key === 'Escape') {
      field.blur();
      event.preventDefault();
      return;
    }
    const way = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    const value = parseNumber(field.value);
    if (way === 0 || value === null) return;
    event.preventDefault();
    field.value = editText(Number((value + way * nudge).toPrecision(6)));
    this.typed(field.value);
  };

  private readonly switched = (event: Event): void => {
    const { spot } = this;
    if (spot?.kind !== 'unit') return;
    this.store.switchUnit(spot.column - 1, spot.unit, (event.target as HTMLInputElement).checked);
  };
}

/** A line each, cut where it is too long; the whole of it is its title. */
function lines(before: readonly string[], last: string): readonly TemplateResult[] {
  return [...before, last].map((line) => html`<span title=${line}>${line}</span>`);
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-network-readout': NetworkReadout;
  }
}
