import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Expansion } from '../engine/sweep_types';
import { csvText } from '../plots/csv_text';
import type { PlotSource } from '../plots/plot_source';
import { drawCellCurves } from '../plots/sweep_curves';
import type { Palette, Surface } from '../plots/surface';
import type { Store } from '../state/store';
import type { SweepRun } from '../state/sweep';
import { nameOf, type MetricId, type SweepCell } from '../state/sweep_figures';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { Drawn, drawnStyles } from './drawn';
import './plot_menu';
import { figureText, metricName, runName } from './sweep_names';
import { smallCurve } from './sweep_picture';

const words = placeText.sweep;

/**
 * The cell that is read: its values, what it came to, its curves; each of its runs can be opened.
 * It has its height at all times, so that nothing moves when a cell is pointed at.
 *
 * @fires open - CustomEvent<SweepRun>: the run is wanted in the workbench
 */
@customElement('fall-line-sweep-reading')
export class SweepReading extends LitElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) expansion!: Expansion;
  @property({ attribute: false }) cell: SweepCell | null = null;
  @property() metric: MetricId = '';
  /** Another text when colours or sizes are others. */
  @property() look = '';

  static override styles = [
    controls,
    drawnStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: var(--space-3);
        height: calc(150px * var(--scale));
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
      }
      .words {
        overflow: auto;
        scrollbar-width: thin;
      }
      p {
        margin: 0 0 4px;
      }
      .runs {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin-top: 6px;
      }
      @media (max-width: 599px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
          grid-template-rows: minmax(0, 1fr) minmax(0, 1fr);
          height: calc(270px * var(--scale));
        }
      }
    `,
  ];

  readonly drawn = new Drawn(this, (surface, palette) => this.draw(surface, palette));

  protected override render(): TemplateResult {
    const { cell } = this;
    return html`<div class="words" data-figure="reading">
        ${cell === null ? html`<p class="muted">${words.readNothing}</p>` : this.words(cell)}
      </div>
      <div class="stage">
        <canvas role="img" aria-label=${words.cellCurve} ?hidden=${cell === null}></canvas>
      </div>`;
  }

  private words(cell: SweepCell): TemplateResult {
    const name = metricName(this.metric, this.expansion);
    return html`<p><b>${runName(this.expansion, cell.values)}</b></p>
      <p data-figure="value">${words.cellText(name, cellText(cell, this.metric))}</p>
      ${troubleOf(cell).map((line) => html`<p>${line}</p>`)}
      <div class="runs">
        ${cell.runs.slice(0, 20).map((run, i) => this.button(run, i, cell.runs.length))}
        <fall-line-plot-menu .store=${this.store} .plot=${this.plot}></fall-line-plot-menu>
      </div>`;
  }

  private button(run: SweepRun, i: number, count: number): TemplateResult {
    return html`<button
      data-action="open-run"
      title=${words.openHelp}
      @click=${() => this.dispatchEvent(new CustomEvent('open', { detail: run }))}
    >
      ${count === 1 ? words.open : words.openRun(i + 1)}
    </button>`;
  }

  private readonly plot = (): PlotSource | null => {
    const { cell, expansion } = this;
    if (!cell) return null;
    const title = runName(expansion, cell.values);
    return this.drawn.source({ name: 'sweep-cell', title, csv: () => this.csv(cell) });
  };

  /** The curves of its runs below each other. */
  private csv(cell: SweepCell): string {
    const rows = cell.runs.flatMap((run, i) =>
      smallCurve(run, this.metric).flatMap(({ x, train, test }) =>
        Array.from(x, (epoch, at) => [i + 1, epoch, train?.[at] ?? null, test?.[at] ?? null]),
      ),
    );
    const metric = nameOf(this.metric);
    return csvText(['run', 'epoch', `train ${metric}`, `held out ${metric}`], rows);
  }

  private draw({ context, width, height }: Surface, palette: Palette): void {
    const { cell } = this;
    if (!cell) return;
    const curves = cell.runs.flatMap((run) => smallCurve(run, this.metric));
    if (curves.length === 0) return;
    const names = { x: words.epoch, y: words.names[nameOf(this.metric)] };
    drawCellCurves(context, curves, names, width, height, palette);
  }
}

/** What a cell came to, in words: its value, or the mean and the spread of its runs. */
export function cellText(cell: SweepCell, metric: MetricId): string {
  const { mean, deviation, low, high, training, ended } = cell;
  if (mean === null) {
    return ended > 0 ? '–' : training ? words.isTraining : words.notEnded;
  }
  const text = (value: number | null): string => figureText(metric, value);
  if (deviation === null) return text(mean);
  const count = cell.runs.length - cell.diverged - cell.failed;
  return words.spread(text(mean), text(deviation), text(low), text(high), count);
}

/** What went wrong with runs of a cell. */
export function troubleOf(cell: SweepCell): readonly string[] {
  const { diverged, failed, runs } = cell;
  const reason = runs.find((run) => run.reason !== '' && run.status !== 'stopped')?.reason;
  return [
    ...(diverged > 0 ? [words.divergedOf(diverged, runs.length)] : []),
    ...(failed > 0 ? [words.failedOf(failed, runs.length)] : []),
    ...(diverged + failed > 0 && reason !== undefined ? [reason] : []),
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-sweep-reading': SweepReading;
  }
}
