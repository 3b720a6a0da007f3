import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Expansion } from '../engine/sweep_types';
import { formatCount, formatSeconds } from '../plots/format';
import { problemOf } from '../state/engine_face';
import { firstPlace, type State } from '../state/state';
import { SweepDesk, type SweepRun, type SweepState } from '../state/sweep';
import {
  bestCell,
  cellsOf,
  isStuck,
  metricsOf,
  type MetricId,
  type SweepCell,
} from '../state/sweep_figures';
import { hasIntervals, Intervals } from '../state/sweep_intervals';
import { planOf, sweepOf, type SweepPlan } from '../state/sweep_plan';
import { controls } from '../styles/controls';
import { placeStyles, tableStyles } from '../styles/place';
import { placeText } from '../text/places';
import { icon } from './icons';
import { saveText } from './save_text';
import { segments, segmentStyles } from './segments';
import { StoreElement } from './store_element';
import { sweepCsv } from './sweep_csv';
import { figureText, metricName, runName } from './sweep_names';
import { sweepStyles } from './sweep_styles';
import { networkTable, runTable } from './sweep_table';
import './sweep_cells';
import './sweep_intervals';
import './sweep_planner';
import './sweep_reading';
import './sweep_scatter';

const words = placeText.sweep;
type Shown = 'map' | 'curves' | 'table' | 'intervals';

/** Milliseconds without another wish before a plan is looked at: a slider that is dragged has many. */
const settling = 200;
/** Milliseconds between pictures of a sweep that trains: each takes all of its cells. */
const drawEvery = 100;

/** One experiment, varied: what is planned at the left, what comes of it at the right. */
@customElement('fall-line-sweep')
export class SweepView extends StoreElement {
  @state() private plan: SweepPlan | null = null;
  /** What the plan comes to: runs, or what is wrong with it. */
  @state() private runs: number | null = null;
  @state() private wrong = '';
  @state() private metric: MetricId | null = null;
  @state() private shown: Shown = 'map';
  /** The cell that is read. */
  @state() private readCell: number | null = null;
  /** Whether the runs are of random networks, whatever is planned by now. */
  @state() private ofNetworks = false;

  static override styles = [controls, segmentStyles, placeStyles, tableStyles, sweepStyles];

  private desk: SweepDesk | null = null;
  private intervals: Intervals | null = null;
  private timer = 0;
  private frame = 0;
  private drawn = 0;
  private looked: SweepPlan | null = null;

  protected override reads(state: State): readonly unknown[] {
    return [state.engine, state.info, state.spec, state.theme, state.dark, state.contrast];
  }

  protected override willUpdate(): void {
    const { store, state } = this;
    if (this.desk || state.engine !== 'ready' || !state.info) return;
    const files = (): Readonly<Record<string, Blob>> => store.files();
    this.desk = new SweepDesk(store.startEngine, files, navigator.hardwareConcurrency || 2);
    const { desk } = this;
    desk.subscribe(() => this.changed());
    this.intervals = new Intervals(
      () => desk.lab(),
      () => this.changed(),
    );
    this.plan = planOf(state.spec, state.progress?.step ?? 0);
  }

  /** A few pictures a second while it trains, at once when it does not. */
  private changed(): void {
    if (this.frame !== 0) return;
    const wait = this.desk?.state.phase === 'running' ? drawEvery : 0;
    const since = performance.now() - this.drawn;
    const later = (): void => {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.drawn = performance.now();
        this.requestUpdate();
      });
    };
    if (since >= wait) later();
    else this.frame = window.setTimeout(later, wait - since);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { plan, desk } = this;
    if (!plan || !desk || this.looked === plan) return;
    this.looked = plan;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.examine(desk, plan), settling);
  }

  private async examine(desk: SweepDesk, plan: SweepPlan): Promise<void> {
    try {
      const { specs } = await desk.look(sweepOf(plan));
      if (plan !== this.plan) return;
      this.runs = specs.length;
      this.wrong = '';
    } catch (thrown) {
      if (plan !== this.plan) return;
      const { path, message } = problemOf(thrown);
      this.runs = null;
      this.wrong = words.problem(path, message);
    }
  }

  protected override render(): TemplateResult {
    const { desk, plan } = this;
    if (!desk || !plan) return html`<p class="muted">${words.waiting}</p>`;
    const sweep = desk.state;
    const { phase, expansion } = sweep;
    const busy = phase === 'running' || phase === 'preparing' || phase === 'paused';
    return html`<div class="all">
      <section class="side" aria-label=${words.title}>
        <h2>${words.title}</h2>
        <p class="muted small">${words.about}</p>
        <fall-line-sweep-planner
          .plan=${plan}
          .other=${this.other(plan)}
          ?disabled=${busy}
          @plan=${({ detail }: CustomEvent<SweepPlan>) => (this.plan = detail)}
        ></fall-line-sweep-planner>
        ${this.transport(desk, plan, sweep, busy)}
        <button
          class="document"
          data-action="document"
          title=${words.documentHelp}
          ?disabled=${this.wrong !== ''}
          @click=${() => this.saveDocument(plan)}
        >
          ${words.document}
        </button>
      </section>
      <section class="main" data-phase=${phase}>
        ${
          expansion === null || sweep.runs.length === 0
            ? html`<p class="muted">${words.phases[phase]}</p>`
            : this.outcome(expansion, sweep)
        }
      </section>
      <div class="only-heard" role="status" aria-live="polite">${this.heard(sweep)}</div>
    </div>`;
  }

  /** The workbench's experiment, where it is not the one that is planned with. */
  private other(plan: SweepPlan): SweepPlan['base'] | null {
    const { spec, progress } = this.state;
    const { base } = planOf(spec, progress?.step ?? 0);
    return JSON.stringify(base) === JSON.stringify(plan.base) ? null : base;
  }

  private transport(
    desk: SweepDesk,
    plan: SweepPlan,
    sweep: SweepState,
    busy: boolean,
  ): TemplateResult {
    const { phase, workers, problem } = sweep;
    const counted = this.runs === null ? '' : words.plan(formatCount(this.runs), workers);
    const wrong =
      this.wrong === '' && problem ? words.problem(problem.path, problem.message) : this.wrong;
    return html`<p class="planned ${wrong === '' ? '' : 'problem'}" data-figure="plan">
        ${wrong === '' ? counted : wrong}
      </p>
      <div class="transport">
        ${
          busy
            ? html`<button
                class="strong"
                data-action="sweep-pause"
                ?disabled=${phase === 'preparing'}
                @click=${() => (phase === 'paused' ? desk.resume() : desk.pause())}
              >
                ${icon(phase === 'paused' ? 'play' : 'pause')}${phase === 'paused' ? words.resume : words.pause}
              </button>`
            : html`<button
                class="strong"
                data-action="sweep-start"
                ?disabled=${this.runs === null}
                @click=${() => this.begin(desk, plan)}
              >
                ${icon('play')}${words.start}
              </button>`
        }
        <button
          data-action="sweep-cancel"
          ?disabled=${phase !== 'running' && phase !== 'paused'}
          @click=${() => desk.cancel()}
        >
          ${words.cancel}
        </button>
        ${
          phase === 'cancelled'
            ? html`<button data-action="sweep-resume" @click=${() => desk.resume()}>
                ${words.resume}
              </button>`
            : nothing
        }
      </div>
      ${this.progress(sweep)}`;
  }

  private progress({ phase, ended, runs, secondsLeft }: SweepState): TemplateResult {
    const left =
      phase === 'running' && secondsLeft !== null ? words.left(formatSeconds(secondsLeft)) : '';
    return html`<div class="progress">
      <progress
        aria-label=${words.phases[phase]}
        max=${Math.max(1, runs.length)}
        value=${ended}
      ></progress>
      <span data-figure="progress" data-phase=${phase}
        >${words.progress(formatCount(ended), formatCount(runs.length))}
        <span data-figure="left">${left === '' ? words.phases[phase] : left}</span></span
      >
    </div>`;
  }

  private outcome(expansion: Expansion, sweep: SweepState): TemplateResult {
    const metrics = metricsOf(sweep.runs);
    const metric =
      this.metric !== null && metrics.includes(this.metric)
        ? this.metric
        : (metrics[0] ?? 'test.loss');
    const cells = cellsOf(expansion, sweep.runs, metric);
    const cell = this.readCell === null ? null : (cells[this.readCell] ?? null);
    return html`<div class="head">
        ${this.views(expansion)}
        <label class="line">
          <span class="small">${words.metric}</span>
          <select
            data-menu="sweep-metric"
            @change=${(event: Event) => (this.metric = (event.target as HTMLSelectElement).value)}
          >
            ${metrics.map(
              (id) =>
                html`<option value=${id} ?selected=${id === metric}>
                  ${metricName(id, expansion)}
                </option>`,
            )}
          </select>
        </label>
        <button data-action="sweep-csv" @click=${() => this.saveCsv(expansion, sweep)}>
          ${words.saveCsv}
        </button>
      </div>
      ${this.bestRow(expansion, cells, metric)} ${this.picture(expansion, sweep, metric, cells)}
      ${this.shown === 'table' ? nothing : this.reading(expansion, cell, metric)}
      ${this.ofNetworks ? this.networks(expansion, sweep, metric) : nothing}`;
  }

  private views(expansion: Expansion): TemplateResult {
    const names = this.ofNetworks ? words.networkViews : words.views;
    const choices = Object.entries(names).map(([id, label]) => ({ id, label }));
    if (hasIntervals(expansion)) choices.push({ id: 'intervals', label: words.intervals });
    return segments(words.shown, choices, this.shown, (id) => (this.shown = id as Shown));
  }

  private bestRow(
    expansion: Expansion,
    cells: readonly SweepCell[],
    metric: MetricId,
  ): TemplateResult {
    const best = bestCell(cells, metric);
    if (!best) return html`<p class="best" data-figure="best">${words.noBest}</p>`;
    const what = `${figureText(metric, best.mean)} · ${runName(expansion, best.values)}`;
    return html`<p class="best" data-figure="best" data-value=${best.mean ?? ''}>
      ${words.bestRow(what)}
    </p>`;
  }

  private picture(
    expansion: Expansion,
    sweep: SweepState,
    metric: MetricId,
    cells: readonly SweepCell[],
  ): TemplateResult {
    const read = ({ detail }: CustomEvent<number | null>): void => {
      this.readCell = detail;
    };
    const open = ({ detail }: CustomEvent<SweepRun>): void => this.open(detail);
    if (this.shown === 'table') {
      const table = { expansion, sweep, metric, open: (run: SweepRun) => this.open(run) };
      return this.ofNetworks ? html`` : runTable(table);
    }
    if (this.shown === 'intervals') {
      const { intervals } = this;
      return html`<fall-line-sweep-intervals
        .store=${this.store}
        .expansion=${expansion}
        .stories=${cells.map((cell) => ({
          cell,
          intervals: intervals?.of(cell.index, cell.runs, expansion.level) ?? null,
        }))}
        .metric=${metric}
        .look=${this.look}
        @read=${read}
      ></fall-line-sweep-intervals>`;
    }
    if (this.ofNetworks) {
      return html`<fall-line-sweep-scatter
        .store=${this.store}
        .sweep=${sweep}
        .expansion=${expansion}
        .metric=${metric}
        .look=${this.look}
        @read=${read}
        @open=${open}
      ></fall-line-sweep-scatter>`;
    }
    return html`<fall-line-sweep-cells
      .store=${this.store}
      .sweep=${sweep}
      .expansion=${expansion}
      .metric=${metric}
      .shows=${this.shown}
      .look=${this.look}
      @read=${read}
      @open=${open}
    ></fall-line-sweep-cells>`;
  }

  private reading(expansion: Expansion, cell: SweepCell | null, metric: MetricId): TemplateResult {
    return html`<fall-line-sweep-reading
      .store=${this.store}
      .expansion=${expansion}
      .cell=${cell}
      .metric=${metric}
      .look=${this.look}
      @open=${({ detail }: CustomEvent<SweepRun>) => this.open(detail)}
    ></fall-line-sweep-reading>`;
  }

  private networks(expansion: Expansion, sweep: SweepState, metric: MetricId): TemplateResult {
    const judged = sweep.runs.map((run) => isStuck(run)).filter((stuck) => stuck !== null);
    const stuck = judged.filter(Boolean).length;
    const open = (run: SweepRun): void => this.open(run);
    const diverged = sweep.runs.filter(({ status }) => status === 'diverged').length;
    return html`<p data-figure="stuck">
        ${words.stuck(stuck, judged.length)}
        ${diverged > 0 ? `${words.divergedOf(diverged, sweep.runs.length)}.` : nothing}
      </p>
      ${networkTable({ expansion, sweep, metric, open }, (run) =>
        this.desk?.longer([run.index], 10),
      )}`;
  }

  private begin(desk: SweepDesk, plan: SweepPlan): void {
    this.ofNetworks = plan.kind === 'random';
    this.readCell = null;
    // Of samples of the test part a map knows nothing.
    this.shown = plan.repeat === 'test' ? 'intervals' : 'map';
    this.intervals?.clear();
    void desk.begin(sweepOf(plan));
  }

  private open(run: SweepRun): void {
    this.store.openSpec(run.spec);
    this.store.goTo(firstPlace);
  }

  private saveCsv(expansion: Expansion, { runs }: SweepState): void {
    const name = 'fall-line-sweep.csv';
    saveText({ name, type: 'text/csv', content: sweepCsv(expansion, runs) });
    this.store.notify({ kind: 'info', text: words.saved(name) });
  }

  private saveDocument(plan: SweepPlan): void {
    const name = 'fall-line-sweep.json';
    const content = `${JSON.stringify(sweepOf(plan), null, 2)}\n`;
    saveText({ name, type: 'application/json', content });
    this.store.notify({ kind: 'info', text: words.saved(name) });
  }

  /** What a screen reader hears: how the sweep stands when that changes, not every run. */
  private heard({ phase, ended, runs }: SweepState): string {
    if (phase === 'empty' || phase === 'preparing') return '';
    if (phase === 'running') return words.phases.running;
    return words.heard(words.phases[phase], formatCount(ended), formatCount(runs.length));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-sweep': SweepView;
  }
}
