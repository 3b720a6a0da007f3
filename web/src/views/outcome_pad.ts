import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { SessionInfo } from '../engine/model';
import { formatNumber, formatShare } from '../plots/format';
import { className, isLong, judgementOf, type Judgement } from '../plots/judgement';
import type { PlotSource } from '../plots/plot_source';
import { showImage } from '../plots/sample_image';
import { openSurface, paletteOf } from '../plots/surface';
import { tablePicture } from '../plots/table_picture';
import { Latest } from '../state/latest';
import { strokesOf } from '../state/outcome';
import type { State } from '../state/state';
import { penWidths, type Place, type Stroke } from '../state/strokes';
import { controls } from '../styles/controls';
import { viewText } from '../text/views';
import { outcomeStyles, outputBars } from './outcome_controls';
import { padStyles } from './outcome_pad_styles';
import type { Savable } from './plot_of';
import { StoreElement } from './store_element';

const words = viewText.pad;
/** One arrow press moves the pen by a pixel of an image of 28, with shift by four. */
const step = 1 / 28;
/** Nearer than this the pen has not moved. */
const smallestMove = 0.004;

/** A pad to draw on: what the network takes the drawing for, stroke by stroke. */
@customElement('fall-line-digit-pad')
export class DigitPad extends StoreElement implements Savable {
  @query('canvas.pad') private canvas!: HTMLCanvasElement;
  @query('canvas.sees') private sees!: HTMLCanvasElement;
  @state() private judgement: Judgement | null = null;
  /** Where the keys have the pen, and whether it is down; null while the pointer draws. */
  @state() private pen: (Place & { readonly down: boolean }) | null = null;
  @state() private said = '';

  private readonly latest = new Latest();
  /** The stroke under way. */
  private drawn: Place[] | null = null;
  /** Whether the next answer is to be said aloud: after strokes, not with every step of training. */
  private isToBeSaid = false;
  private shownDrawing: Uint8Array | null | undefined;
  private asked: readonly unknown[] = [];
  private observer: ResizeObserver | null = null;

  static override styles = [controls, outcomeStyles, padStyles];

  protected override reads(state: State): readonly unknown[] {
    const { drawing, strokes, penWidth, revision, info, dark, theme } = state;
    return [drawing, strokes, penWidth, revision, info, dark, theme];
  }

  private get image(): NonNullable<SessionInfo['inputs']['image']> | null {
    return this.state.info?.inputs.image ?? null;
  }

  /** The drawing, when it has the size of this network's images. */
  private get drawing(): Uint8Array | null {
    const { drawing } = this.state;
    const { image } = this;
    return image && drawing?.length === image.height * image.width ? drawing : null;
  }

  private get strokes(): readonly Stroke[] {
    return strokesOf(this.state);
  }

  protected override render(): TemplateResult {
    const { penWidth } = this.state;
    const { strokes } = this;
    return html`<div class="sides">
        <div class="left">
          <div class="frame">
            <canvas
              class="pad"
              role="application"
              tabindex="0"
              aria-label=${words.pad}
              @pointerdown=${this.down}
              @pointermove=${this.moved}
              @pointerup=${this.up}
              @pointercancel=${this.up}
              @keydown=${this.pressed}
              @blur=${this.lifted}
            ></canvas>
            ${this.drawing ? nothing : html`<span class="empty">${words.empty}</span>`}
          </div>
          <div class="tools">
            <button
              data-action="pad-undo"
              ?disabled=${strokes.length === 0}
              @click=${() => this.takeBack()}
            >
              ${words.undo}
            </button>
            <button
              data-action="pad-clear"
              ?disabled=${!this.drawing}
              @click=${() => this.keep([])}
            >
              ${words.clear}
            </button>
            <label title=${words.penHelp}
              >${words.pen}
              <input
                type="range"
                data-field="pen"
                min=${penWidths.least}
                max=${penWidths.most}
                step="0.2"
                aria-valuetext=${formatNumber(penWidth, 2)}
                .value=${live(String(penWidth))}
                @input=${this.penned}
              />
              <span class="number">${formatNumber(penWidth, 2)}</span>
            </label>
          </div>
        </div>
        <div class="right">${this.answer()}</div>
      </div>
      <p class="note">${this.drawing && strokes.length === 0 ? words.opened : words.keys}</p>
      <p class="only-heard" role="status">${this.said}</p>`;
  }

  /** The drawing as the network sees it, and what it says of each class. */
  plotSource(): PlotSource | null {
    const { judgement } = this;
    if (!judgement) return null;
    const { names, values } = judgement;
    const table = {
      name: 'drawing',
      title: words.sees,
      header: viewText.pad.columns,
      rows: values.map((value, k) => [names[k] ?? String(k), value]),
      above: this.drawing ? this.sees : null,
    };
    return tablePicture(table, paletteOf(this));
  }

  private answer(): TemplateResult {
    const { judgement } = this;
    const name = judgement ? className(judgement.names[judgement.best]) : '\u2013';
    return html`<div class="verdict">
        <canvas class="sees" role="img" aria-label=${words.sees}></canvas>
        <div>
          <span class="muted small">${words.sees}</span>
          <output class=${isLong(name) ? 'class long' : 'class'} data-figure="drawn-class"
            >${name}</output
          >
        </div>
      </div>
      ${
        judgement
          ? html`<div class="scroll">${outputBars(judgement)}</div>`
          : html`<p class="muted small">${words.nothing}</p>`
      }`;
  }

  protected override firstUpdated(): void {
    this.observer = new ResizeObserver(() => this.drawPad());
    this.observer.observe(this.canvas);
  }

  override disconnectedCallback(): void {
    this.observer?.disconnect();
    this.latest.forget();
    super.disconnectedCallback();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { state, image } = this;
    if (image && this.strokes.length > 0 && !this.drawing) {
      this.store.outcome.draw(this.strokes, state.penWidth); // for images of another size
    }
    this.drawPad();
    if (image && this.shownDrawing !== this.drawing) {
      this.shownDrawing = this.drawing;
      showImage(this.sees, this.drawing, image);
    }
    this.judge();
  }

  /** Asks the network when the drawing or the network is another than when it was last asked. */
  private judge(): void {
    const { drawing } = this;
    const { revision, info } = this.state;
    const asked = [drawing, revision, info?.layers];
    if (asked.every((part, i) => part === this.asked[i])) return;
    this.asked = asked;
    if (!drawing) {
      this.latest.forget();
      this.judgement = null;
      return;
    }
    this.latest.ask(async () => {
      const outputs = await this.store.outcome.predict(Float64Array.from(drawing));
      const { info: now, settings } = this.state;
      if (!outputs || !now || !this.drawing || outputs.length !== now.outputs) return;
      this.judgement = judgementOf(now, settings, [...outputs]);
      if (!this.isToBeSaid || drawing !== this.drawing) return;
      this.isToBeSaid = false;
      const { best, names, values, kind } = this.judgement;
      const share = kind === 'shares' ? formatShare(values[best]) : formatNumber(values[0]);
      this.said = words.answer(className(names[best]), share);
    });
  }

  // --- drawing ----------------------------------------------------------------------------------

  /** Strokes as they are now, the one under way with them. */
  private keep(strokes: readonly Stroke[]): void {
    this.store.outcome.draw(strokes, this.state.penWidth);
  }

  private takeBack(): void {
    this.drawn = null;
    if (this.pen) this.pen = { ...this.pen, down: false };
    this.isToBeSaid = true;
    this.keep(this.strokes.slice(0, -1));
  }

  private begin(place: Place): void {
    this.drawn = [place];
    this.keep([...this.strokes, this.drawn.slice()]);
  }

  private goOn(places: readonly Place[]): void {
    const { drawn } = this;
    if (!drawn) return;
    for (const place of places) {
      const last = drawn.at(-1);
      if (last && Math.hypot(place.x - last.x, place.y - last.y) < smallestMove) continue;
      drawn.push(place);
    }
    this.keep([...this.strokes.slice(0, -1), drawn.slice()]);
  }

  private end(): void {
    if (!this.drawn) return;
    this.drawn = null;
    this.isToBeSaid = true;
    this.asked = []; // the answer to the last point may be here already
    this.judge();
  }

  private placeOf({ clientX, clientY }: PointerEvent): Place {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    return { x: (clientX - left) / width, y: (clientY - top) / height };
  }

  private readonly down = (event: PointerEvent): void => {
    if (event.button !== 0 || this.drawn) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    this.pen = null;
    this.begin(this.placeOf(event));
  };

  private readonly moved = (event: PointerEvent): void => {
    if (!this.drawn || !this.canvas.hasPointerCapture(event.pointerId)) return;
    const all = event.getCoalescedEvents();
    this.goOn((all.length > 0 ? all : [event]).map((one) => this.placeOf(one)));
  };

  private readonly up = (event: PointerEvent): void => {
    if (this.canvas.hasPointerCapture(event.pointerId)) this.end();
  };

  private readonly lifted = (): void => {
    if (this.pen) this.end();
    this.pen = null;
  };

  private readonly penned = (event: Event): void => {
    const width = Number((event.target as HTMLInputElement).value);
    this.store.outcome.draw(this.strokes, width);
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey);
    const way = ways[event.key];
    if (way) {
      const by = event.shiftKey ? 4 * step : step;
      this.movePen(way[0] * by, way[1] * by);
    } else if (event.key === ' ') {
      this.putPen();
    } else if (event.key === 'Backspace' || (isUndo && this.strokes.length > 0)) {
      this.takeBack();
    } else if (event.key === 'Delete') {
      this.drawn = null;
      this.keep([]);
    } else {
      return;
    }
    event.preventDefault();
  };

  private movePen(x: number, y: number): void {
    const from = this.pen ?? { x: 0.5, y: 0.5, down: false };
    const within = (at: number): number => Math.min(1, Math.max(0, at));
    this.pen = { ...from, x: within(from.x + x), y: within(from.y + y) };
    if (this.pen.down) this.goOn([this.pen]);
  }

  private putPen(): void {
    const from = this.pen ?? { x: 0.5, y: 0.5, down: false };
    this.pen = { ...from, down: !from.down };
    this.said = this.pen.down ? words.down : words.up;
    if (this.pen.down) this.begin({ x: from.x, y: from.y });
    else this.end();
  }

  private drawPad(): void {
    const surface = openSurface(this.canvas);
    if (!surface) return;
    const { context, width } = surface;
    const { penWidth } = this.state;
    const { strokes } = this;
    const palette = paletteOf(this);
    context.lineCap = context.lineJoin = 'round';
    context.lineWidth = (penWidth / 28) * width;
    context.strokeStyle = palette.ink;
    for (const stroke of strokes) {
      context.beginPath();
      stroke.forEach(({ x, y }, i) => {
        if (i === 0) context.moveTo(x * width, y * width);
        context.lineTo(x * width, y * width);
      });
      context.stroke();
    }
    if (strokes.length === 0 && this.drawing && this.image) this.drawImage(context, width);
    if (!this.pen) return;
    context.beginPath();
    context.arc(this.pen.x * width, this.pen.y * width, 6, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = palette.accent;
    context.stroke();
    context.fillStyle = palette.accent;
    if (this.pen.down) context.fill();
  }

  /** A drawing whose strokes are not known: its image, in the ink of the pad. */
  private drawImage(context: CanvasRenderingContext2D, width: number): void {
    const { drawing, image } = this;
    if (!drawing || !image) return;
    const side = width / Math.max(image.width, image.height);
    context.fillStyle = paletteOf(this).ink;
    drawing.forEach((value, i) => {
      if (value === 0) return;
      context.globalAlpha = value / 255;
      const [x, y] = [i % image.width, Math.floor(i / image.width)];
      context.fillRect(x * side, y * side, side + 0.5, side + 0.5);
    });
    context.globalAlpha = 1;
  }
}

const ways: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-digit-pad': DigitPad;
  }
}
