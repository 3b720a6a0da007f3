import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { NamedBaseline, Part } from '../engine/model';
import { xOf, type Across } from '../plots/curve_plot';
import { metricsOf, type CurveMetric } from '../plots/metrics';
import type { PlotSource } from '../plots/plot_source';
import type { Domain } from '../plots/scales';
import type { RunCurve } from '../plots/run_curves';
import { needsFullBatch } from '../state/optimizers';
import { curvesOf } from '../state/run_record';
import { baselineKey } from '../state/baseline_key';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import { icon } from './icons';
import { StoreElement } from './store_element';
import type { CurvesView } from './curves_view';
import './curves_view';
import './plot_menu';
import './term';

const words = text.training;
/** One list, so that the plots have nothing to do. */
const none: readonly NamedBaseline[] = [];
type Place = 'first' | 'second';
/** How the run without its fault is drawn among others. */
const twinLook = 3;

/** What people understand at once stands beside the loss. */
const besideLoss: readonly CurveMetric[] = ['accuracy', 'r2', 'mse', 'cross-entropy', 'penalty'];

/** How well it does over the run: one or two plots that share their axis and what is read. */
@customElement('fall-line-loss')
export class LossPanel extends StoreElement {
  @state() private chosen: Readonly<Record<Place, CurveMetric | null>> = {
    first: null,
    second: null,
  };
  @state() private logarithmic: Readonly<Record<Place, boolean>> = { first: false, second: false };
  @state() private isSecondOpen = true;
  @state() private across: Across = 'epochs';
  @state() private logx = false;
  @state() private hiddenParts: ReadonlySet<Part> = new Set();
  @state() private range: Domain | null = null;
  @state() private place: number | null = null;
  @state() private hasSlider = false;
  @state() private isStripLoaded = false;

  /** Former runs that were chosen to be drawn, too; the same list until that changes. */
  private overlays: readonly RunCurve[] = [];
  private overlaid: Pick<State, 'runs' | 'run' | 'twin'> | null = null;

  /** The same functions at every rendering, so that the menus have nothing to do. */
  private readonly sources: Readonly<Record<Place, () => PlotSource | null>> = {
    first: () => this.sourceOf('first'),
    second: () => this.sourceOf('second'),
  };

  static override styles = [
    controls,
    css`
      :host,
      section {
        display: flex;
        flex-direction: column;
        min-height: 0;
        height: 100%;
      }
      .head {
        margin-bottom: 2px;
      }
      .head select {
        width: auto;
      }
      .head select,
      .head button,
      figcaption select,
      figcaption button {
        height: calc(24px * var(--scale));
      }
      .check {
        min-height: calc(24px * var(--scale));
        color: var(--muted);
      }
      .plots {
        flex: 1;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(230px, 100%), 1fr));
        gap: var(--space-2) var(--space-3);
        /* Where the screen is too low for what is folded open, the panel scrolls. */
        min-height: min-content;
      }
      figure {
        display: flex;
        flex-direction: column;
        margin: 0;
        min-height: min-content;
        min-width: 0;
      }
      figcaption {
        flex: none;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-1);
        min-height: calc(26px * var(--scale));
      }
      figcaption select {
        width: auto;
        max-width: calc(100% - 140px * var(--scale));
        border-color: transparent;
        font-weight: 600;
      }
      figcaption select:hover {
        border-color: var(--edge);
      }
      .about {
        flex: none;
        padding: 0 2px;
        font-size: var(--text-small);
        color: var(--muted);
      }
      button.icon {
        width: calc(24px * var(--scale));
      }
      .rest {
        margin-left: auto;
      }
      /* The room is there before the slider is: nothing moves when it comes. */
      .moments {
        flex: none;
        min-height: calc(28px * var(--scale));
      }
      fall-line-curves {
        flex: 1;
        min-height: 130px;
      }
      @media (pointer: coarse) {
        .head select,
        .head button,
        figcaption select,
        figcaption button,
        .check {
          height: 36px;
          min-height: 36px;
        }
        button.icon {
          width: 36px;
        }
        .moments {
          min-height: 40px;
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [
      state.revision,
      state.history,
      state.info,
      state.settings,
      state.looking,
      state.runs,
      state.run,
      state.baselines,
      state.twin,
    ];
  }

  protected override firstUpdated(): void {
    // Before the first training it is empty: it need not come with the page.
    void import('./moments_bar').then(() => (this.hasSlider = true));
  }

  protected override willUpdate(): void {
    const { history, runs, run, twin } = this.state;
    const known = this.overlaid;
    if (runs !== known?.runs || run !== known.run || twin !== known.twin) {
      this.overlaid = { runs, run, twin };
      this.overlays = runs
        .filter(({ shown, id }) => shown && id !== run)
        .map(({ name, look, curve }) => ({ name, look, curves: curvesOf(curve) }));
      if (twin) this.overlays = [...this.overlays, { name: words.twin, look: twinLook, ...twin }];
    }
    if (!history) return;
    // Another run has begun: what was zoomed into and read belongs to the former one.
    const last = xOf(history, this.across).at(-1) ?? 0;
    if (this.range && last <= this.range.low) this.range = null;
    if (this.place !== null && last < this.place) this.place = null;
  }

  protected override render(): TemplateResult {
    const { history, info, settings } = this.state;
    const metrics = history ? metricsOf(history, info, settings) : [];
    const first = this.metricOf('first', metrics, ['loss']);
    const second = this.metricOf('second', metrics, besideLoss);
    const isSecondShown = this.isSecondOpen && metrics.length > 1;
    return html`<section aria-labelledby="title">
      <div class="head">
        <h2 id="title">${words.curves}</h2>
        ${this.axis()}
        ${
          isSecondShown || metrics.length < 2
            ? nothing
            : html`<button
                class="icon quiet"
                data-action="add-plot"
                title=${words.addPlot}
                aria-label=${words.addPlot}
                @click=${() => (this.isSecondOpen = true)}
              >
                ${icon('plus')}
              </button>`
        }
      </div>
      <div class="plots">
        ${this.figure('first', first, metrics)}
        ${
          this.hasStrip()
            ? html`<fall-line-method-strip
                .store=${this.store}
                .across=${this.across}
              ></fall-line-method-strip>`
            : isSecondShown
              ? this.figure('second', second, metrics)
              : nothing
        }
      </div>
      <div class="moments">
        ${
          this.hasSlider
            ? html`<fall-line-moments .store=${this.store}></fall-line-moments>`
            : nothing
        }
      </div>
    </section>`;
  }

  /**
   * Whether the method tells more of its steps: that takes the second plot's place. What shows it is
   * loaded with the first such method.
   */
  private hasStrip(): boolean {
    const { optimizer } = this.state.settings;
    const tells = optimizer !== undefined && needsFullBatch(optimizer);
    if (tells && !this.isStripLoaded) {
      void import('./method_strip').then(() => (this.isStripLoaded = true));
    }
    return tells && this.isStripLoaded;
  }

  private axis(): TemplateResult {
    const names: Readonly<Record<Across, string>> = words.acrossNames;
    return html`<select
        data-field="across"
        aria-label=${words.across}
        @change=${(event: Event) => {
          this.across = (event.target as HTMLSelectElement).value as Across;
          this.range = null;
          this.place = null;
        }}
      >
        ${(['epochs', 'steps'] as const).map(
          (across) =>
            html`<option value=${across} ?selected=${across === this.across}>
              ${names[across]}
            </option>`,
        )}
      </select>
      <label class="check" title=${words.logXHelp}>
        <input
          type="checkbox"
          data-field="log-x"
          .checked=${live(this.logx)}
          @change=${(event: Event) => {
            this.logx = (event.target as HTMLInputElement).checked;
            this.range = null;
          }}
        />
        ${words.logX}
      </label>
      <button
        class="rest"
        data-action="whole"
        title=${words.wholeHelp}
        ?disabled=${this.range === null}
        @click=${() => (this.range = null)}
      >
        ${words.whole}
      </button>`;
  }

  private figure(
    place: Place,
    metric: CurveMetric,
    metrics: readonly CurveMetric[],
  ): TemplateResult {
    const { history, revision, info, settings, progress } = this.state;
    const { metrics: names, metricNotes: notes } = words;
    return html`<figure data-plot=${place}>
      <figcaption>
        <select
          data-field="metric"
          aria-label=${place === 'first' ? words.firstMetric : words.secondMetric}
          title=${notes[metric]}
          @change=${(event: Event) => {
            const value = (event.target as HTMLSelectElement).value as CurveMetric;
            this.chosen = { ...this.chosen, [place]: value };
          }}
        >
          ${(metrics.length > 0 ? metrics : [metric]).map(
            (one) => html`<option value=${one} ?selected=${one === metric}>${names[one]}</option>`,
          )}
        </select>
        <fall-line-term class="about" .line=${notes[metric]} aria-label=${names[metric]}
          >?</fall-line-term
        >
        <label class="check" title=${words.logYHelp}>
          <input
            type="checkbox"
            data-field="log"
            .checked=${live(this.logarithmic[place])}
            @change=${(event: Event) => {
              const { checked } = event.target as HTMLInputElement;
              this.logarithmic = { ...this.logarithmic, [place]: checked };
            }}
          />
          ${words.logY}
        </label>
        <fall-line-plot-menu
          .store=${this.store}
          .plot=${this.sources[place]}
        ></fall-line-plot-menu>
        ${
          place === 'second'
            ? html`<button
                class="icon quiet"
                data-action="close-plot"
                title=${words.closePlot}
                aria-label=${words.closePlot}
                @click=${() => (this.isSecondOpen = false)}
              >
                ${icon('close')}
              </button>`
            : nothing
        }
      </figcaption>
      <fall-line-curves
        .curves=${history}
        .revision=${revision}
        .info=${info}
        .settings=${settings}
        .metric=${metric}
        .across=${this.across}
        .hiddenParts=${this.hiddenParts}
        .range=${this.range}
        .place=${this.place}
        .overlays=${this.overlays}
        .models=${this.models()}
        .looking=${this.state.looking}
        .bestEpoch=${this.state.looking ? null : (progress?.best?.epoch ?? null)}
        .look=${this.look}
        ?logx=${this.logx}
        ?logy=${this.logarithmic[place]}
        @read=${({ detail }: CustomEvent<number | null>) => (this.place = detail)}
        @zoom=${({ detail }: CustomEvent<Domain | null>) => (this.range = detail)}
        @part=${this.toggled}
      ></fall-line-curves>
    </figure>`;
  }

  /** Simple models, as long as the data are those that they were fitted to. */
  private models(): readonly NamedBaseline[] {
    const { baselines, settings } = this.state;
    if (!baselines) return none; // the key of much data takes its time
    return baselines.key === baselineKey(settings) ? baselines.drawn : none;
  }

  private sourceOf(place: Place): PlotSource | null {
    const view = this.renderRoot.querySelector<CurvesView>(
      `[data-plot="${place}"] fall-line-curves`,
    );
    return view?.source() ?? null;
  }

  /** The chosen metric as long as there is one, otherwise the first of the usual ones. */
  private metricOf(
    place: Place,
    metrics: readonly CurveMetric[],
    usual: readonly CurveMetric[],
  ): CurveMetric {
    const chosen = this.chosen[place];
    if (chosen !== null && metrics.includes(chosen)) return chosen;
    return usual.find((metric) => metrics.includes(metric)) ?? metrics[0] ?? 'loss';
  }

  private readonly toggled = ({ detail }: CustomEvent<Part>): void => {
    const hidden = new Set(this.hiddenParts);
    if (!hidden.delete(detail)) hidden.add(detail);
    this.hiddenParts = hidden;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-loss': LossPanel;
  }
}
