import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FigureName } from '../engine/history';
import { xOf, type Across } from '../plots/curve_plot';
import { csvOfColumns } from '../plots/csv_text';
import { formatNumber } from '../plots/format';
import type { PlotSource } from '../plots/plot_source';
import { drawStrip, type Strip } from '../plots/strip';
import { openSurface, paletteOf, type Palette } from '../plots/surface';
import { tiledSource } from '../plots/tiles_source';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { viewText } from '../text/views';
import { StoreElement } from './store_element';
import './plot_menu';
import './term';

const words = viewText.strip;

interface Figure {
  readonly name: FigureName & keyof typeof words.names;
  readonly logarithmic: boolean;
  readonly rule: number | null;
}

/** In the order in which they stand; a method shows those that it knows. */
const figures: readonly Figure[] = [
  { name: 'damping', logarithmic: true, rule: null },
  { name: 'gainRatio', logarithmic: false, rule: 1 },
  { name: 'rejections', logarithmic: false, rule: 0 },
  { name: 'stepNorm', logarithmic: true, rule: null },
  { name: 'condition', logarithmic: true, rule: null },
  { name: 'cosine', logarithmic: false, rule: 0 },
  { name: 'nonDescent', logarithmic: false, rule: 0 },
  { name: 'largestDz', logarithmic: true, rule: null },
];
/** More do not fit beside each other. */
const most = 6;

/** What a method of second order does at every step: damping, gain, rejections, condition. */
@customElement('fall-line-method-strip')
export class MethodStrip extends StoreElement {
  @property() across: Across = 'epochs';

  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(calc(96px * var(--scale)), 1fr));
        gap: 2px var(--space-3);
        align-content: start;
        min-width: 0;
      }
      .cell {
        min-width: 0;
      }
      .name {
        display: flex;
        gap: var(--space-1);
        justify-content: space-between;
        font-size: calc(12px * var(--scale));
        line-height: calc(16px * var(--scale));
        white-space: nowrap;
        color: var(--muted);
      }
      .name span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .name b {
        font-weight: 400;
        font-variant-numeric: tabular-nums;
        color: var(--ink);
      }
      .save {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
      }
      canvas {
        display: block;
        width: 100%;
        height: calc(26px * var(--scale));
        border-bottom: 1px solid var(--hairline);
      }
    `,
  ];

  private palette: Palette | null = null;
  private paletteLook = '';
  private readonly observer = new ResizeObserver(() => this.redraw());

  protected override reads(state: State): readonly unknown[] {
    return [state.revision, state.history];
  }

  protected override render(): TemplateResult {
    const strips = this.strips();
    return html`${strips.map(
      ({ figure, strip }) =>
        html`<div class="cell" data-strip=${figure.name}>
          <div class="name" title=${words.helps[figure.name]}>
            <fall-line-term .line=${words.helps[figure.name]}
              >${words.names[figure.name]}</fall-line-term
            ><b>${latest(strip)}</b>
          </div>
          <canvas
            role="img"
            aria-label=${words.label(words.names[figure.name], latest(strip))}
          ></canvas>
        </div>`,
    )}${
      strips.length === 0
        ? html`<span class="muted small">${words.title}</span>`
        : html`<div class="save">
            <fall-line-plot-menu .store=${this.store} .plot=${this.plot}></fall-line-plot-menu>
          </div>`
    }`;
  }

  /** All of them together. */
  private readonly plot = (): PlotSource => {
    const strips = this.strips();
    const { history } = this.state;
    const columns = strips.map(({ figure, strip }) => ({
      name: figure.name,
      values: strip.values,
    }));
    const csv = (): string =>
      csvOfColumns([
        { name: 'epoch', values: history?.passes ?? [] },
        { name: 'step', values: history?.steps ?? [] },
        ...columns,
      ]);
    return tiledSource(
      { name: 'method', title: words.title, csv, palette: paletteOf(this) },
      strips.map(({ figure, strip }) => ({
        name: words.names[figure.name],
        figure: latest(strip),
        draw: (surface, palette) => drawStrip(surface, strip, palette),
      })),
      { width: 190, height: 60 },
    );
  };

  protected override firstUpdated(): void {
    this.observer.observe(this);
  }

  protected override updated(): void {
    this.redraw();
  }

  override disconnectedCallback(): void {
    this.observer.disconnect();
    super.disconnectedCallback();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.observer.observe(this);
  }

  /** The figures that were measured, at most so many. */
  private strips(): readonly { readonly figure: Figure; readonly strip: Strip }[] {
    const { history } = this.state;
    if (!history) return [];
    const x = xOf(history, this.across);
    return figures
      .flatMap((figure) => {
        const values = history.figure(figure.name);
        if (!values?.some((value) => (figure.logarithmic ? value > 0 : !Number.isNaN(value)))) {
          return [];
        }
        const { logarithmic, rule } = figure;
        return [{ figure, strip: { x, values, logarithmic, rule } }];
      })
      .slice(0, most);
  }

  private redraw(): void {
    const { look } = this;
    if (!this.palette || this.paletteLook !== look) {
      this.palette = paletteOf(this);
      this.paletteLook = look;
    }
    const strips = this.strips();
    this.renderRoot.querySelectorAll('canvas').forEach((canvas, i) => {
      const surface = openSurface(canvas);
      const strip = strips[i]?.strip;
      if (surface && strip && this.palette) drawStrip(surface, strip, this.palette);
    });
  }
}

function latest({ values }: Strip): string {
  return formatNumber(values.findLast((value) => !Number.isNaN(value)));
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-method-strip': MethodStrip;
  }
}
