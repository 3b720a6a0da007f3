import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { parts, type Part } from '../engine/model';
import { formatCount, formatNumber, formatPlace, formatShare } from '../plots/format';
import type { MetricName } from '../plots/metrics';
import type { PlotSource } from '../plots/plot_source';
import type { Domain } from '../plots/scales';
import type { Experiment } from '../state/experiment';
import { faults } from '../state/faults';
import { find, manifest } from '../state/manifest';
import { idOf, isFaulty, valueAt } from '../state/spec';
import { firstPlace, type State } from '../state/state';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { text } from '../text/text';
import { icon } from './icons';
import { blockStyles } from './lesson_styles';
import { plotOf } from './plot_of';
import { viewsFor, type ResultView } from './result_views';
import { StoreElement } from './store_element';
import './plot_menu';
import './curves_view';

const words = placeText.lessons.experiment;
const training = text.training;
const paces = [
  [4, training.paces.slow],
  [30, training.paces.normal],
  [0, training.paces.full],
] as const;

/** A small live experiment in the text: what a Spec does, without leaving the page. */
@customElement('fall-line-experiment')
export class LessonExperiment extends StoreElement {
  @property({ attribute: false }) experiment!: Experiment;
  @state() private logarithmic = true;
  @state() private hiddenParts: ReadonlySet<Part> = new Set();
  @state() private range: Domain | null = null;
  @state() private place: number | null = null;
  /** The view of the result whose script is there. */
  @state() private ready: ResultView | null = null;

  static override styles = [
    controls,
    blockStyles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--space-3);
        margin: 0;
      }
      h3 {
        margin: 0;
        font-size: var(--text-large);
        line-height: 1.5;
      }
      .figures {
        margin-left: auto;
        min-width: calc(150px * var(--scale));
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
        text-align: right;
      }
      button.main {
        width: calc(88px * var(--scale));
      }
      .line select {
        width: auto;
        padding-right: 18px;
      }
      .line .rest {
        margin-left: auto;
      }
      .pictures {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr));
        gap: var(--space-2) var(--space-4);
        margin-top: var(--space-2);
      }
      figure {
        display: flex;
        flex-direction: column;
        min-width: 0;
        height: calc(320px * var(--scale));
        margin: 0;
      }
      figcaption {
        --plot-menu-push: 0;
        display: flex;
        flex: none;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        min-height: calc(28px * var(--scale));
        font-size: var(--text-small);
        font-weight: 600;
      }
      figcaption .check {
        min-height: 0;
        font-weight: 400;
        color: var(--muted);
      }
      figure > :not(figcaption) {
        flex: 1;
        min-height: 0;
      }
      .muted {
        margin: 0;
      }
      /* The room is there before the figures are: nothing moves when they come. */
      .fault {
        margin: 2px 0 var(--space-2);
        padding: 2px var(--space-2);
        border-left: 3px solid var(--warning);
        background: var(--warning-soft);
        font-size: var(--text-small);
      }
      .figures-line {
        min-height: calc(66px * var(--scale));
      }
      table {
        border-collapse: collapse;
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 1px var(--space-3) 1px 0;
        font-weight: 400;
        text-align: left;
      }
      td {
        min-width: calc(92px * var(--scale));
      }
      thead th,
      tbody th {
        color: var(--muted);
      }
      .message {
        min-height: calc(20px * var(--scale));
        margin: var(--space-1) 0 0;
        font-size: var(--text-small);
        color: var(--muted);
      }
      @media (pointer: coarse) {
        figcaption .check {
          min-height: 36px;
        }
      }
    `,
  ];

  private unheard: (() => void) | null = null;
  private frame = 0;
  private readonly sight = new IntersectionObserver((entries) =>
    this.experiment.seen(entries.at(-1)?.isIntersecting ?? false),
  );

  protected override reads(): readonly unknown[] {
    return [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.sight.observe(this);
    if (this.hasUpdated) this.hear();
  }

  override disconnectedCallback(): void {
    this.sight.disconnect();
    this.unheard?.();
    this.unheard = null;
    this.experiment.seen(false);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('experiment')) this.hear();
    const { dark, contrast, projector } = this.state;
    this.experiment.setLook({ dark, contrast });
    if (this.own.projector !== projector) this.experiment.toggleProjector();
    this.fetchView();
  }

  /** The state of the experiment; `state` is the page's. */
  private get own(): State {
    return this.experiment.state;
  }

  /** While it trains at most one picture a frame. */
  private hear(): void {
    this.unheard?.();
    this.unheard = this.experiment.subscribe(() => {
      this.frame ||= requestAnimationFrame(() => {
        this.frame = 0;
        this.requestUpdate();
      });
    });
  }

  private fetchView(): void {
    const { info } = this.own;
    const [view] = info ? viewsFor(info) : [];
    if (!view || this.ready === view) return;
    if (!view.load) this.ready = view;
    else void view.load().then(() => (this.ready = view));
  }

  protected override render(): TemplateResult {
    const { experiment } = this;
    const { info, playing, progress } = this.own;
    return html`<div class="block" role="group" aria-label=${words.label(experiment.title)}>
      <div class="head">
        <h3>${experiment.title}</h3>
        <p class="kind" data-figure="facts">${this.facts()}</p>
      </div>
      ${this.fault()}
      <div class="line">
        <button
          class="main"
          data-action="experiment-play"
          @click=${() => (playing ? experiment.pause() : experiment.play())}
        >
          ${icon(playing ? 'pause' : 'play')}${playing ? words.pause : words.play}
        </button>
        ${this.small('step', words.step, () => experiment.step(), playing)}
        ${this.small('reset', words.reset, () => experiment.reset(), (progress?.step ?? 0) === 0)}
        <select
          data-field="experiment-pace"
          aria-label=${words.pace}
          @change=${(event: Event) =>
            experiment.setPace(Number((event.target as HTMLSelectElement).value) || null)}
        >
          ${paces.map(
            ([pace, label]) =>
              html`<option value=${pace} ?selected=${pace === (this.own.pace ?? 0)}>
                ${label}
              </option>`,
          )}
        </select>
        <span class="figures" data-figure="experiment-place">
          ${words.place(formatPlace(progress?.epoch ?? 0), formatCount(progress?.step ?? 0))}
        </span>
      </div>
      ${this.pictures()}
      <p class="message" role="status" data-figure="experiment-message">${experiment.message}</p>
      <div class="line figures-line">
        ${info ? this.metrics() : nothing}
        <button class="rest" data-action="experiment-open" @click=${this.open}>
          ${words.open}
        </button>
      </div>
    </div>`;
  }

  /** What trains wrongly on purpose is told, in a lesson as everywhere. */
  private fault(): TemplateResult | typeof nothing {
    const { fault } = this.own.spec;
    if (!isFaulty(this.own.spec)) return nothing;
    const label = find(faults, fault)?.label ?? fault ?? '';
    return html`<p class="fault" data-figure="fault">${words.fault(label)}</p>`;
  }

  private small(
    name: 'step' | 'reset',
    label: string,
    act: () => void,
    off: boolean,
  ): TemplateResult {
    return html`<button
      class="icon"
      data-action="experiment-${name}"
      title=${label}
      aria-label=${label}
      ?disabled=${off}
      @click=${act}
    >
      ${icon(name)}
    </button>`;
  }

  private waiting(): string {
    return this.own.engine === 'starting' ? words.waiting : words.making;
  }

  private facts(): string {
    const { spec, settings, info } = this.own;
    const source = find(manifest.datasets, spec.data.source)?.label ?? spec.data.source;
    const layers = info?.layers ?? [];
    const network = [layers[0]?.inputs, ...layers.map(({ units }) => units)].join('–');
    const method = idOf(settings.optimizer) ?? 'adam';
    const label = find(manifest.optimizers, method)?.label ?? method;
    const rate = valueAt(settings, 'optimizer.learningRate');
    const steered =
      typeof rate === 'number' ? `${label}, ${words.rate(formatNumber(rate))}` : label;
    return words.facts(source, info ? network : '…', steered);
  }

  private pictures(): TemplateResult {
    const { history, revision, info, settings } = this.own;
    const { dark, contrast, projector } = this.state;
    const [view] = info ? viewsFor(info) : [];
    return html`<div class="pictures">
      <figure>
        <figcaption>
          ${words.loss}
          <label class="check" title=${training.logYHelp}>
            <input
              type="checkbox"
              data-field="experiment-log"
              .checked=${live(this.logarithmic)}
              @change=${(event: Event) =>
                (this.logarithmic = (event.target as HTMLInputElement).checked)}
            />${words.log}
          </label>
          ${this.plotMenu(this.lossPlot)}
        </figcaption>
        <fall-line-curves
          .curves=${history}
          .revision=${revision}
          .info=${info}
          .settings=${settings}
          metric="loss"
          .hiddenParts=${this.hiddenParts}
          .range=${this.range}
          .place=${this.place}
          .look=${`${String(dark)} ${String(contrast)} ${String(projector)}`}
          ?logy=${this.logarithmic}
          @read=${({ detail }: CustomEvent<number | null>) => (this.place = detail)}
          @zoom=${({ detail }: CustomEvent<Domain | null>) => (this.range = detail)}
          @part=${this.toggled}
        ></fall-line-curves>
      </figure>
      <figure>
        <figcaption>${words.result} ${this.plotMenu(this.resultPlot)}</figcaption>
        ${
          view && view === this.ready
            ? view.element(this.experiment)
            : html`<p class="muted small">${info ? '' : this.waiting()}</p>`
        }
      </figure>
    </div>`;
  }

  private plotMenu(plot: () => PlotSource | null): TemplateResult {
    return html`<fall-line-plot-menu .store=${this.store} .plot=${plot}></fall-line-plot-menu>`;
  }

  private readonly lossPlot = (): PlotSource | null =>
    this.renderRoot.querySelector('fall-line-curves')?.source() ?? null;

  private readonly resultPlot = (): PlotSource | null => plotOf(this.renderRoot);

  /** The metrics that people compare by, of the parts that there are. */
  private metrics(): TemplateResult {
    const { info, progress } = this.own;
    const wanted: readonly MetricName[] =
      info?.task.kind === 'regression' ? ['mse', 'r2'] : ['accuracy', 'cross-entropy', 'mse'];
    const names = wanted.filter((name) => (progress?.train?.[name] ?? null) !== null).slice(0, 2);
    const there = parts.filter((part) => (info?.samples[part] ?? 0) > 0);
    return html`<table aria-label=${words.metrics}>
      <thead>
        <tr>
          <td></td>
          ${there.map((part) => html`<th scope="col">${training.partNames[part]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${names.map(
          (name) =>
            html`<tr>
              <th scope="row">${metricName(name)}</th>
              ${there.map(
                (part) =>
                  html`<td data-metric=${name} data-part=${part}>
                    ${metricText(name, progress?.[part]?.[name])}
                  </td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private readonly toggled = ({ detail }: CustomEvent<Part>): void => {
    const hidden = new Set(this.hiddenParts);
    if (!hidden.delete(detail)) hidden.add(detail);
    this.hiddenParts = hidden;
  };

  private readonly open = (): void => {
    this.store.openSpec(this.own.spec);
    this.store.goTo(firstPlace);
  };
}

/** With its unit, where it has one. */
function metricName(name: MetricName): string {
  const units: Readonly<Partial<Record<MetricName, string>>> = words.units;
  const unit = units[name];
  const label = training.metrics[name];
  return unit === undefined ? label : words.withUnit(label, unit);
}

function metricText(name: MetricName, value: number | null | undefined): string {
  return name === 'accuracy' ? formatShare(value) : formatNumber(value);
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-experiment': LessonExperiment;
  }
}
