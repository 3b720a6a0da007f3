import { css, html, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { LayerShape, SessionInfo } from '../engine/model';
import { divergingTable, parseHex, type ColourTable } from '../plots/colour';
import { formatCount, formatNumber } from '../plots/format';
import { extent, niceDomain } from '../plots/scales';
import { openSurface, plotFont, pointOn, type Surface } from '../plots/surface';
import { largestWeight, paintWeights, type ImageShape } from '../plots/weight_image';
import type { State } from '../state/state';
import { viewText } from '../text/views';
import { CanvasView } from './canvas_view';
import { outcomeStyles } from './outcome_controls';

/** Units on one page: more would take too long to paint in one frame, and be too small to see. */
const mostUnits = 200;
const words = viewText.weights;

/** How the images lie on the canvas. */
interface Grid {
  readonly columns: number;
  /** Between two images, in their own pixels. */
  readonly gap: number;
  /** From pixels of an image to those of the canvas. */
  readonly scale: number;
}

/** The cursor: a unit, and the pixel of its image under the pointer. */
interface Spot {
  readonly unit: number;
  readonly pixel: number | null;
}

/** What each unit of the first layer looks for in an image: its weights as images, on one scale. */
@customElement('fall-line-weight-images')
export class WeightImages extends CanvasView {
  @state() private spot: Spot | null = null;
  @state() private first = 0;
  @query('canvas.large') private large!: HTMLCanvasElement;
  @query('canvas.scale') private scaleCanvas!: HTMLCanvasElement;

  private asked: SessionInfo['inputs'] | null = null;
  private table: { readonly surface: string; readonly colours: ColourTable } | null = null;
  private grid: Grid = { columns: 1, gap: 1, scale: 1 };
  private painted: readonly unknown[] = [];
  private readonly atlas = document.createElement('canvas');
  private readonly tile = document.createElement('canvas');

  static override styles = [
    ...CanvasView.styles,
    outcomeStyles,
    css`
      .sides {
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr) calc(128px * var(--scale));
        flex: 1;
        gap: var(--space-3);
        min-height: 0;
      }
      .stage canvas {
        cursor: crosshair;
      }
      .details {
        display: flex;
        flex-direction: column;
        gap: var(--space-2);
        min-width: 0;
        overflow: auto;
        scrollbar-width: thin;
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
      }
      canvas.large,
      canvas.scale {
        position: static;
        flex: none;
        width: calc(128px * var(--scale));
        height: calc(128px * var(--scale));
      }
      canvas.scale {
        height: calc(14px + 16px * var(--scale));
      }
      .details p {
        min-height: calc(18px * var(--scale));
        line-height: calc(18px * var(--scale));
      }
      .details b {
        font-weight: 600;
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
      select {
        width: auto;
      }
      @media (max-width: 767px) {
        .sides {
          min-height: 290px;
        }
      }
      @container (max-width: 430px) {
        .sides {
          grid-template-columns: minmax(0, 1fr) 104px;
          gap: var(--space-2);
        }
        canvas.large,
        canvas.scale {
          width: 104px;
        }
        canvas.large {
          height: 104px;
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.seen.parameters, state.info, state.dark, state.theme];
  }

  protected override description(): string {
    return words.gallery(formatCount(this.layer?.units ?? 0));
  }

  private get layer(): LayerShape | undefined {
    return this.state.info?.layers[0];
  }

  private get shape(): ImageShape | null {
    return this.state.info?.inputs.image ?? null;
  }

  /** The units of this page. */
  private get page(): { readonly first: number; readonly count: number } {
    const units = this.layer?.units ?? 0;
    const first = this.first < units ? this.first : 0;
    return { first, count: Math.min(mostUnits, units - first) };
  }

  /** The weights of all units of the layer; null until they have arrived. */
  private get weights(): Float64Array | null {
    const { layer } = this;
    const theta = this.state.seen.parameters;
    return layer && theta ? theta.subarray(0, layer.units * layer.inputs) : null;
  }

  private weightsOf(unit: number): Float64Array {
    const inputs = this.layer?.inputs ?? 0;
    return this.weights?.subarray(unit * inputs, (unit + 1) * inputs) ?? new Float64Array();
  }

  protected override render(): TemplateResult {
    return html`<div class="sides">
        <div class="stage">
          <canvas
            role="img"
            tabindex="0"
            aria-label=${this.description()}
            aria-describedby="reading"
            @pointermove=${this.pointed}
            @pointerdown=${this.pointed}
            @keydown=${this.moved}
          ></canvas>
        </div>
        <div class="details">
          <canvas
            class="large"
            role="img"
            aria-label=${words.large}
            @pointermove=${this.pointedLarge}
            @pointerdown=${this.pointedLarge}
          ></canvas>
          <canvas class="scale" role="img" aria-label=${this.scaleWords()}></canvas>
          <div id="reading" data-reading aria-live="polite">${this.reading()}</div>
        </div>
      </div>
      ${this.pages()}`;
  }

  private reading(): TemplateResult {
    const { spot, layer, shape } = this;
    if (!this.weights || !layer || !shape) return html`<p class="muted">${words.waiting}</p>`;
    if (!spot || spot.unit >= layer.units) return html`<p class="muted">${words.hint}</p>`;
    const { unit, pixel } = spot;
    const values = this.weightsOf(unit);
    const range = extent(values) ?? { low: NaN, high: NaN };
    const bias = this.state.seen.parameters?.[layer.units * layer.inputs + unit];
    const isOff = this.state.info?.off[0]?.includes(unit) === true;
    const at = pixel === null ? null : meanAt(values, pixel, shape.channels);
    return html`<p><b>${words.unit(String(unit + 1))}</b>${isOff ? `, ${words.off}` : ''}</p>
      <p>${words.range(formatNumber(range.low), formatNumber(range.high))}</p>
      <p>${layer.bias ? words.bias(formatNumber(bias)) : ''}</p>
      <p>${pixel === null ? '' : placeOf(pixel, shape)}</p>
      <p>${pixel === null ? '' : formatNumber(at)}</p>
      ${shape.channels > 1 ? html`<p class="muted">${words.mean}</p>` : null}`;
  }

  private pages(): TemplateResult | null {
    const units = this.layer?.units ?? 0;
    if (units <= mostUnits) return null;
    const starts = Array.from({ length: Math.ceil(units / mostUnits) }, (_, i) => i * mostUnits);
    return html`<label class="small"
      >${words.units}
      <select
        @change=${(event: Event) => {
          this.first = Number((event.target as HTMLSelectElement).value);
          this.spot = null;
        }}
      >
        ${starts.map(
          (start) =>
            html`<option value=${start} ?selected=${start === this.page.first}>
              ${words.from(String(start + 1), String(Math.min(units, start + mostUnits)))}
            </option>`,
        )}
      </select>
    </label>`;
  }

  protected override updated(): void {
    const { info } = this.state;
    if (info && this.asked !== info.inputs) {
      this.asked = info.inputs;
      this.store.watch({ parameters: true });
    }
    super.updated();
  }

  protected override draw({ context, width, height }: Surface): void {
    const { shape, weights } = this;
    if (!shape || !weights) return;
    const { first, count } = this.page;
    const grid = (this.grid = gridOf(count, shape, width, height));
    const reach = this.reach(weights);
    this.paintAtlas(shape, reach);
    const { columns, gap, scale } = grid;
    const [across, down] = [(shape.width + gap) * scale, (shape.height + gap) * scale];
    const [w, h] = [shape.width * scale, shape.height * scale];
    context.imageSmoothingEnabled = scale < 1;
    const { width: atlasWidth, height: atlasHeight } = this.atlas;
    context.drawImage(this.atlas, 0, 0, atlasWidth * scale, atlasHeight * scale);
    const mark = (unit: number, paint: (x: number, y: number) => void): void => {
      const i = unit - first;
      if (i >= 0 && i < count) paint((i % columns) * across, Math.floor(i / columns) * down);
    };
    context.strokeStyle = this.palette.ink;
    for (const unit of this.state.info?.off[0] ?? []) {
      mark(unit, (x, y) => cross(context, x, y, w, h));
    }
    context.lineWidth = 2;
    if (this.spot) mark(this.spot.unit, (x, y) => context.strokeRect(x, y, w, h));
    this.drawLarge(shape, reach);
    this.drawScale(reach);
  }

  /**
   * All images of the page side by side in one, pixel for pixel: a single picture to scale is many
   * times faster than one for each unit. Again only when something in it has changed.
   */
  private paintAtlas(shape: ImageShape, reach: number): void {
    const { first, count } = this.page;
    const { columns, gap } = this.grid;
    const colours = this.colours();
    const painted = [this.state.seen.parameters, shape, reach, first, columns, colours];
    if (painted.every((part, i) => part === this.painted[i])) return;
    this.painted = painted;
    const [across, down] = [shape.width + gap, shape.height + gap];
    const [width, height] = [columns * across, Math.ceil(count / columns) * down];
    if (this.atlas.width !== width) this.atlas.width = width;
    if (this.atlas.height !== height) this.atlas.height = height;
    const image = new ImageData(width, height); // the gaps stay clear
    for (let i = 0; i < count; ++i) {
      const x = (i % columns) * across;
      const y = Math.floor(i / columns) * down;
      const own = this.weightsOf(first + i);
      paintWeights(own, shape, reach, colours, image.data, y * width + x, width);
    }
    this.atlas.getContext('2d')?.putImageData(image, 0, 0);
  }

  private drawLarge(shape: ImageShape, reach: number): void {
    const surface = openSurface(this.large);
    if (!surface) return;
    const { context, width, height } = surface;
    const scale = Math.min(width / shape.width, height / shape.height);
    const [w, h] = [shape.width * scale, shape.height * scale];
    if (this.spot) {
      const pixels = new ImageData(shape.width, shape.height);
      paintWeights(this.weightsOf(this.spot.unit), shape, reach, this.colours(), pixels.data);
      if (this.tile.width !== shape.width) this.tile.width = shape.width;
      if (this.tile.height !== shape.height) this.tile.height = shape.height;
      this.tile.getContext('2d')?.putImageData(pixels, 0, 0);
      context.imageSmoothingEnabled = scale < 1;
      context.drawImage(this.tile, 0, 0, w, h);
    }
    context.strokeStyle = this.palette.hairline;
    context.strokeRect(0.5, 0.5, w - 1, h - 1);
  }

  private drawScale(reach: number): void {
    const surface = openSurface(this.scaleCanvas);
    if (!surface) return;
    const { context, width } = surface;
    const colours = this.colours();
    for (let x = 0; x < width; ++x) {
      const at = 3 * Math.round((255 * x) / (width - 1));
      context.fillStyle = `rgb(${colours[at]} ${colours[at + 1]} ${colours[at + 2]})`;
      context.fillRect(x, 0, 1, 10);
    }
    context.strokeStyle = this.palette.edge;
    context.strokeRect(0.5, 0.5, width - 1, 9);
    context.font = plotFont;
    context.fillStyle = this.palette.muted;
    context.textBaseline = 'top';
    const label = formatNumber(reach, 2);
    for (const [align, x, words] of [
      ['left', 0, `\u2212${label}`],
      ['center', width / 2, '0'],
      ['right', width, label],
    ] as const) {
      context.textAlign = align;
      context.fillText(words, x, 14);
    }
  }

  /** One scale for all units, in round steps so that it does not twitch. */
  private reach(weights: Float64Array): number {
    const most = largestWeight(weights);
    return most > 0 ? niceDomain({ low: 0, high: most }, 4).high : 1;
  }

  private scaleWords(): string {
    return words.scale(this.weights ? formatNumber(this.reach(this.weights), 2) : '1');
  }

  private colours(): ColourTable {
    const { surface } = this.palette;
    if (this.table?.surface !== surface) {
      this.table = { surface, colours: divergingTable(parseHex(surface)) };
    }
    return this.table.colours;
  }

  private readonly pointed = (event: PointerEvent): void => {
    const { shape, page } = this;
    if (!shape) return;
    const { columns, gap, scale } = this.grid;
    const place = pointOn(this.canvas, event);
    const u = place.x / (shape.width + gap) / scale;
    const v = place.y / (shape.height + gap) / scale;
    const [column, row] = [Math.floor(u), Math.floor(v)];
    const i = row * columns + column;
    if (column < 0 || column >= columns || row < 0 || i >= page.count) return;
    const x = (u - column) * (1 + gap / shape.width);
    const y = (v - row) * (1 + gap / shape.height);
    this.spot = { unit: page.first + i, pixel: pixelAt(shape, x, y) };
  };

  private readonly pointedLarge = (event: PointerEvent): void => {
    const { shape, spot } = this;
    if (!shape || !spot) return;
    const { left, top, width, height } = this.large.getBoundingClientRect();
    const scale = Math.min(width / shape.width, height / shape.height);
    const u = (event.clientX - left) / (shape.width * scale);
    const v = (event.clientY - top) / (shape.height * scale);
    this.spot = { unit: spot.unit, pixel: pixelAt(shape, u, v) };
  };

  private readonly moved = (event: KeyboardEvent): void => {
    const { first, count } = this.page;
    const { columns } = this.grid;
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -columns,
      ArrowDown: columns,
      Home: -count,
      End: count,
    };
    const step = steps[event.key];
    if (step === undefined || count === 0) return;
    event.preventDefault();
    const from = this.spot ? this.spot.unit - first : step > 0 ? -step : 0;
    const to = Math.min(count - 1, Math.max(0, from + step));
    this.spot = { unit: first + to, pixel: null };
  };
}

/** The largest images with which all of them fit. */
export function gridOf(count: number, shape: ImageShape, width: number, height: number): Grid {
  const gap = Math.max(1, Math.round(Math.max(shape.width, shape.height) / 14));
  // Nobody gains from an image that is larger than the enlarged one.
  const most = 112 / Math.max(shape.width, shape.height);
  let best: Grid = { columns: 1, gap, scale: 0 };
  for (let columns = 1; columns <= Math.max(1, count); ++columns) {
    const rows = Math.ceil(count / columns);
    const across = width / columns / (shape.width + gap);
    const down = height / rows / (shape.height + gap);
    const scale = Math.min(most, across, down);
    if (scale > best.scale) best = { columns, gap, scale };
  }
  return best;
}

function pixelAt({ width, height }: ImageShape, u: number, v: number): number | null {
  if (!(u >= 0 && u < 1 && v >= 0 && v < 1)) return null;
  return Math.floor(v * height) * width + Math.floor(u * width);
}

function placeOf(pixel: number, { width }: ImageShape): string {
  return words.pixel(String(Math.floor(pixel / width) + 1), String((pixel % width) + 1));
}

function meanAt(weights: Float64Array, pixel: number, channels: number): number {
  let sum = 0;
  for (let k = 0; k < channels; ++k) sum += weights[pixel * channels + k] ?? NaN;
  return sum / channels;
}

function cross(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + width, y + height);
  context.stroke();
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-weight-images': WeightImages;
  }
}
