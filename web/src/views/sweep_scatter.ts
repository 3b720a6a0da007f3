import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Expansion } from '../engine/sweep_types';
import type { Frame } from '../plots/axes';
import { dotAt, drawScatter, scatterFrame } from '../plots/network_scatter';
import { paper } from '../plots/paper';
import type { PlotSource } from '../plots/plot_source';
import { pointOn, type Palette, type Surface } from '../plots/surface';
import { repeatsOf, type SweepState } from '../state/sweep';
import type { MetricId } from '../state/sweep_figures';
import type { Store } from '../state/store';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { Drawn, drawnStyles } from './drawn';
import { sweepCsv } from './sweep_csv';
import { figureText, metricName } from './sweep_names';
import { dotsOf } from './sweep_picture';
import './plot_menu';

const words = placeText.sweep;

/**
 * Networks by their number of parameters and what they reach; arrow keys go from one to the next.
 *
 * @fires read - CustomEvent<number | null>: the run that is pointed at
 * @fires open - CustomEvent<SweepRun>: a run is wanted in the workbench
 */
@customElement('fall-line-sweep-scatter')
export class SweepScatter extends LitElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) sweep!: SweepState;
  @property({ attribute: false }) expansion!: Expansion;
  @property() metric: MetricId = '';
  @property() look = '';
  /** The run that is pointed at. */
  @state() private focusAt: number | null = null;

  static override styles = [
    controls,
    drawnStyles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        font-size: var(--text-small);
        color: var(--muted);
      }
      .stage {
        height: calc(300px * var(--scale));
      }
      canvas {
        cursor: pointer;
      }
    `,
  ];

  private frame: Frame | null = null;
  private readonly drawn = new Drawn(this, (surface, palette) => this.draw(surface, palette));

  protected override render(): TemplateResult {
    return html`<div class="head">
        <span>${words.scatterKey}</span>
        <fall-line-plot-menu
          .store=${this.store}
          .plot=${() => this.plotSource()}
        ></fall-line-plot-menu>
      </div>
      <div class="stage">
        <canvas
          role="img"
          tabindex="0"
          aria-label=${words.scatterLabel(this.metricName)}
          data-dots=${this.dots.length}
          @pointermove=${this.pointed}
          @click=${this.clicked}
          @keydown=${this.pressed}
        ></canvas>
      </div>
      <output class="only-heard">${this.heard()}</output>`;
  }

  private get metricName(): string {
    return metricName(this.metric, this.expansion);
  }

  private get dots(): ReturnType<typeof dotsOf> {
    return dotsOf(this.sweep.runs, this.metric);
  }

  private draw({ context, width, height }: Surface, palette: Palette): void {
    const { dots } = this;
    this.frame = scatterFrame(dots, width, height);
    if (!this.frame) return;
    const focus = dots.findIndex(({ run }) => run.index === this.focusAt);
    const names = { x: words.sizeAxis, y: '' };
    drawScatter(context, this.frame, dots, names, palette, focus);
  }

  private plotSource(): PlotSource | null {
    const { dots } = this;
    const { palette, size } = this.drawn;
    if (dots.length === 0) return null;
    return {
      name: 'networks',
      title: words.scatterLabel(this.metricName),
      ...size,
      ground: palette.surface,
      forPaper: true,
      draw: ({ context, width, height }, onPaper) => {
        const frame = scatterFrame(dots, width, height);
        const names = { x: words.sizeAxis, y: '' };
        if (frame) drawScatter(context, frame, dots, names, onPaper ? paper : palette, null);
      },
      csv: () => sweepCsv(this.expansion, this.sweep.runs),
    };
  }

  private heard(): string {
    const dot = this.dots.find(({ run }) => run.index === this.focusAt);
    if (!dot) return '';
    const name = words.networkName((dot.run.values[0] ?? 0) + 1);
    return words.cellText(name, figureText(this.metric, dot.y));
  }

  private point(run: number | null): void {
    if (run === this.focusAt) return;
    this.focusAt = run;
    const detail = run === null ? null : Math.floor(run / repeatsOf(this.expansion));
    this.dispatchEvent(new CustomEvent('read', { detail }));
  }

  private runAt(event: MouseEvent): number | null {
    const { x, y } = pointOn(event.currentTarget as Element, event);
    const { dots, frame } = this;
    return frame ? (dots[dotAt(frame, dots, x, y)]?.run.index ?? null) : null;
  }

  private readonly pointed = (event: PointerEvent): void => {
    const run = this.runAt(event);
    if (run !== null && event.pointerType === 'mouse') this.point(run);
  };

  private readonly clicked = (event: MouseEvent): void => {
    const run = this.runAt(event);
    if (run === null) return;
    if (run === this.focusAt) this.open();
    else this.point(run);
  };

  private open(): void {
    const run = this.sweep.runs[this.focusAt ?? -1];
    if (run) this.dispatchEvent(new CustomEvent('open', { detail: run }));
  }

  /** From the smallest network to the largest. */
  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.point(null);
    if (event.key === 'Enter') this.open();
    const way = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const order = [...this.dots].sort((a, b) => a.x - b.x || a.run.index - b.run.index);
    const at = order.findIndex(({ run }) => run.index === this.focusAt);
    const next = at < 0 ? 0 : Math.min(order.length - 1, Math.max(0, at + way));
    this.point(order[next]?.run.index ?? null);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-sweep-scatter': SweepScatter;
  }
}
