import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { leastSquaresSolvers, type LeastSquaresSolver, type Linearity } from '../engine/linear';
import { parts, type Metrics, type Part, type PartBaselines } from '../engine/model';
import { formatCount, formatNumber, formatShare } from '../plots/format';
import type { MetricName } from '../plots/metrics';
import { bestOfPath } from '../plots/ridge_plot';
import {
  baselineRows,
  Baselines,
  firstWish,
  type BaselineResult,
  type BaselineRow,
  type BaselineWish,
} from '../state/baselines';
import { baselineKey } from '../state/baseline_key';
import { problemOf } from '../state/engine_face';
import { firstPlace, type State } from '../state/state';
import { controls } from '../styles/controls';
import { placeStyles, tableStyles } from '../styles/place';
import { placeText } from '../text/places';
import { text } from '../text/text';
import { baselinesStyles } from './baselines_styles';
import { plotOf } from './plot_of';
import { StoreElement } from './store_element';
import './number_field';
import './plot_menu';
import './ridge_view';

const words = placeText.baselines;
const { metrics: metricNames, partNames } = text.training;

/** Numbers of the training part up to which models are fitted without being asked. */
const mostAtOnce = 2_000_000;
/** From here on doubles cannot tell the directions of the design apart: 1 / 2⁻⁵². */
const lostDigits = 2 ** 52;
/** Columns of coefficients that fit on a page. */
const mostColumns = 16;

/** What simple models reach on the same data, and how linear the network is. */
@customElement('fall-line-baselines')
export class BaselinesView extends StoreElement {
  @state() private wish: BaselineWish = firstWish;
  @state() private result: BaselineResult | null = null;
  @state() private working = false;
  @state() private problem = '';
  @state() private drawn: ReadonlySet<string> = new Set();
  @state() private metric: MetricName | null = null;

  static override styles = [controls, placeStyles, tableStyles, baselinesStyles];

  private readonly plot = () => plotOf(this.renderRoot);
  private desk: Baselines | null = null;
  /** What was asked for last: another experiment or network asks again. */
  private asked = '';

  protected override reads(state: State): readonly unknown[] {
    return [state.info, state.settings, state.fingerprint, state.progress, state.playing];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.desk?.end();
    this.desk = null;
    this.asked = '';
  }

  protected override updated(): void {
    const { info, fingerprint, settings, playing } = this.state;
    if (!info || !fingerprint || playing || !this.isConnected) return;
    const key = `${baselineKey(settings)} ${fingerprint.text}`;
    if (key === this.asked || this.numbers() > mostAtOnce) return;
    void this.fit();
  }

  /** Numbers in the design matrix. */
  private numbers(): number {
    const { info } = this.state;
    const first = info?.layers[0]?.inputs ?? 0;
    return (info?.samples.train ?? 0) * (1 + first);
  }

  private async fit(): Promise<void> {
    const { info, settings, fingerprint } = this.state;
    if (!info) return;
    this.asked = `${baselineKey(settings)} ${fingerprint?.text ?? ''}`;
    const snapshot = await this.store.outcome.snapshot();
    if (!snapshot || !this.isConnected) return;
    this.desk ??= new Baselines(this.store.startEngine);
    this.working = true;
    const subject = {
      key: baselineKey(settings),
      spec: info.spec,
      files: this.store.files(),
      snapshot,
      isRegression: info.task.kind === 'regression',
    };
    try {
      const result = await this.desk.compute(subject, this.wish);
      if (!result) return; // others were asked for meanwhile
      this.result = result;
      this.problem = '';
      this.working = false;
      this.draw();
    } catch (reason) {
      this.problem = problemOf(reason).message;
      this.working = false;
    }
  }

  /** The chosen rows become lines in the plots of the loss. */
  private draw(): void {
    const { result, drawn } = this;
    const rows = result ? baselineRows(result).filter(({ id }) => drawn.has(id)) : [];
    this.store.drawBeside({
      baselines:
        result && rows.length > 0
          ? {
              key: result.key,
              drawn: rows.map((row) => ({ name: this.nameOf(row), metrics: row.metrics })),
            }
          : null,
    });
  }

  private want(change: Partial<BaselineWish>): void {
    this.wish = { ...this.wish, ...change };
    if (this.numbers() <= mostAtOnce) void this.fit();
  }

  protected override render(): TemplateResult {
    const { info, settings } = this.state;
    if (!info) return html`<p class="muted">${words.waiting}</p>`;
    const isStale = this.result !== null && this.result.key !== baselineKey(settings);
    const result = isStale ? null : this.result;
    return html`<div class="all">
      ${this.side(info.task.kind === 'regression')}
      <div class="main" aria-busy=${this.working}>
        <section aria-labelledby="table">
          <div class="head"><h2 id="table">${words.table}</h2></div>
          ${result ? this.table(result) : html`<p class="muted">${this.standing()}</p>`}
        </section>
        ${result?.linear ? this.path(result) : nothing}
        ${result?.linearity ? this.linearity(result.linearity) : nothing}
      </div>
      <div class="only-heard" role="status">${this.working ? words.working : ''}</div>
    </div>`;
  }

  private standing(): string {
    if (this.working) return words.working;
    const numbers = this.numbers();
    return numbers > mostAtOnce ? words.large(formatCount(numbers)) : words.working;
  }

  private side(isRegression: boolean): TemplateResult {
    const { wish } = this;
    return html`<section class="side" aria-labelledby="title">
      <h2 id="title">${words.title}</h2>
      <p class="muted small">${words.about}</p>
      <div class="settings">
        <label class="field" title=${words.solverHelp}>
          <span class="label">${words.solver}</span>
          <select
            data-field="solver"
            @change=${(event: Event) =>
              this.want({
                solver: (event.target as HTMLSelectElement).value as LeastSquaresSolver,
              })}
          >
            ${leastSquaresSolvers.map(
              (solver) =>
                html`<option value=${solver} ?selected=${solver === wish.solver}>
                  ${words.solvers[solver]}
                </option>`,
            )}
          </select>
        </label>
        ${this.number('rcond', words.rcond, words.rcondHelp, 1e-17, 1e-2, 0)}
        ${this.number('lambda', words.lambda, words.lambdaHelp, 1e-12, 100, firstWish.lambda)}
        ${isRegression ? nothing : this.number('l2', words.l2, words.l2Help, 0, 1, 0)}
      </div>
      <button data-action="fit" ?disabled=${this.working} @click=${() => void this.fit()}>
        ${this.working ? words.working : words.fit}
      </button>
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
    </section>`;
  }

  private number(
    name: 'rcond' | 'lambda' | 'l2',
    label: string,
    help: string,
    low: number,
    high: number,
    initial: number,
  ): TemplateResult {
    return html`<fall-line-number
      class="field"
      label=${label}
      help=${help}
      .value=${this.wish[name]}
      .initial=${initial}
      .low=${low}
      .high=${high}
      logarithmic
      data-parameter=${name}
      @change=${({ detail }: CustomEvent<number>) => this.want({ [name]: detail })}
    ></fall-line-number>`;
  }

  // --- the table --------------------------------------------------------------------------------

  private table(result: BaselineResult): TemplateResult {
    const { info, progress } = this.state;
    const network: PartBaselines = {
      train: progress?.train ?? null,
      validation: progress?.validation ?? null,
      test: progress?.test ?? null,
    };
    const shown = this.columns();
    const { columns } = words;
    const { linear } = result;
    const condition = linear?.condition ?? Infinity;
    return html`<div class="scroll">
        <table aria-label=${words.table}>
          <thead>
            <tr>
              <th scope="col">${columns.draw}</th>
              <th scope="col" class="left">${columns.model}</th>
              ${shown.map(
                ({ metric, part }) =>
                  html`<th scope="col">
                    ${words.metricOf(metricNames[metric], partNames[part])}
                  </th>`,
              )}
              <th scope="col">${columns.rank}</th>
              <th scope="col">${columns.freedom}</th>
              <th scope="col">${columns.norm}</th>
            </tr>
          </thead>
          <tbody>
            <tr class="here" data-row="network">
              <td></td>
              <th scope="row">${words.network}</th>
              ${shown.map(({ metric, part }) => this.cell(metric, part, network))}
              <td colspan="3"></td>
            </tr>
            ${baselineRows(result).map((row) => this.row(row, result, shown))}
          </tbody>
        </table>
      </div>
      ${
        linear
          ? html`<p class="help" data-figure="condition">
              ${words.condition(
                Number.isFinite(condition) ? formatNumber(condition) : words.infinite,
                formatCount(linear.samples),
                formatCount(info?.layers[0]?.inputs ?? 0),
              )}
              ${condition > lostDigits ? words.lossOfDigits : ''}
            </p>`
          : html`<p class="help" data-figure="too-large">${result.tooLarge}</p>`
      }`;
  }

  /** The metrics that people compare by, of the parts that there are. */
  private columns(): readonly { readonly metric: MetricName; readonly part: Part }[] {
    const { info } = this.state;
    const names: readonly MetricName[] =
      info?.task.kind === 'regression' ? ['mse', 'r2'] : ['accuracy', 'cross-entropy'];
    const there = parts.filter((part) => (info?.samples[part] ?? 0) > 0);
    return names.flatMap((metric) => there.map((part) => ({ metric, part })));
  }

  private cell(metric: MetricName, part: Part, metrics: PartBaselines): TemplateResult {
    return html`<td data-metric=${metric} data-part=${part}>
      ${valueText(metric, metrics[part]?.[metric])}
    </td>`;
  }

  private row(
    row: BaselineRow,
    { linear }: BaselineResult,
    shown: readonly { readonly metric: MetricName; readonly part: Part }[],
  ): TemplateResult {
    const { id, kind, metrics, logistic } = row;
    const name = this.nameOf(row);
    const fit = linear?.models.find(({ model }) => model === row.model);
    return html`<tr data-row=${id}>
      <td>
        <label class="check">
          <input
            type="checkbox"
            data-draw=${id}
            aria-label=${words.draw(name)}
            .checked=${live(this.drawn.has(id))}
            @change=${() => {
              const drawn = new Set(this.drawn);
              if (!drawn.delete(id)) drawn.add(id);
              this.drawn = drawn;
              this.draw();
            }}
          />
        </label>
      </td>
      <th scope="row">
        ${name}
        ${
          logistic
            ? html`<span class="note">
                  ${words.logisticWith[logistic.solver]},
                  ${words.steps(
                    formatCount(logistic.summary.steps),
                    placeText.runs.statuses[logistic.summary.status],
                  )}
                </span>
                <button
                  data-action="open-logistic"
                  @click=${() => {
                    this.store.openSpec(logistic.spec);
                    this.store.goTo(firstPlace);
                  }}
                >
                  ${words.open}
                </button>`
            : kind === 'ols' && fit && row.model?.id === 'ols'
              ? html`<span class="note">${words.solvers[row.model.solver]}</span>`
              : nothing
        }
      </th>
      ${shown.map(({ metric, part }) => this.cell(metric, part, metrics))}
      <td data-cell="rank">${fit ? formatCount(fit.rank) : ''}</td>
      <td>${fit ? formatNumber(fit.freedom) : ''}</td>
      <td data-cell="norm">${fit ? formatNumber(fit.norm) : ''}</td>
    </tr>`;
  }

  private nameOf({ kind, model }: BaselineRow): string {
    if (kind === 'mean') {
      return this.state.info?.task.kind === 'regression' ? words.mean : words.shares;
    }
    return model?.id === 'ridge' ? words.ridgeWith(formatNumber(model.lambda)) : words.names[kind];
  }

  // --- ridge over λ -----------------------------------------------------------------------------

  private path({ linear }: BaselineResult): TemplateResult | typeof nothing {
    if (!linear) return nothing;
    const isRegression = this.state.info?.task.kind === 'regression';
    const all: readonly MetricName[] = isRegression ? ['mse', 'r2'] : ['accuracy'];
    const metric = this.metric && all.includes(this.metric) ? this.metric : (all[0] ?? 'mse');
    const part = linear.mean.validation ? 'validation' : linear.mean.test ? 'test' : 'train';
    const best = bestOfPath(linear, part, metric);
    const atBest = linear.path.find(({ lambda }) => lambda === best)?.[part]?.[metric];
    const ols = linear.models.find(({ model }) => model.id === 'ols')?.[part]?.[metric] ?? null;
    return html`<section aria-labelledby="path">
      <div class="head">
        <h2 id="path">${words.path}</h2>
        ${
          all.length > 1
            ? html`<select
                data-field="path-metric"
                aria-label=${words.pathMetric}
                @change=${(event: Event) =>
                  (this.metric = (event.target as HTMLSelectElement).value as MetricName)}
              >
                ${all.map(
                  (one) =>
                    html`<option value=${one} ?selected=${one === metric}>
                      ${metricNames[one]}
                    </option>`,
                )}
              </select>`
            : nothing
        }
        ${
          best === null
            ? nothing
            : html`<span class="muted small" data-figure="best-lambda"
                  >${words.best(formatNumber(best), partNames[part])}</span
                >
                <button
                  data-action="take-lambda"
                  ?disabled=${best === this.wish.lambda}
                  @click=${() => this.want({ lambda: best })}
                >
                  ${words.take}
                </button>`
        }
        <fall-line-plot-menu .store=${this.store} .plot=${this.plot}></fall-line-plot-menu>
      </div>
      <p class="key" aria-hidden="true">
        ${parts
          .filter((one) => linear.mean[one])
          .map(
            (one) =>
              html`<span class="entry"
                ><svg width="28" height="8" class=${one}><path d="M0 4h28" /></svg>${
                  partNames[one]
                }</span
              >`,
          )}
      </p>
      <fall-line-ridge
        .models=${linear}
        .options=${{
          metric,
          lambda: this.wish.lambda,
          ols,
          words: {
            x: 'λ',
            ols: words.ols(valueText(metric, ols ?? undefined)),
            chosen: words.chosen(formatNumber(this.wish.lambda)),
          },
        }}
        .look=${this.look}
        label=${words.pathLabel(metricNames[metric], formatNumber(best), valueText(metric, atBest))}
      ></fall-line-ridge>
    </section>`;
  }

  // --- how linear the network is ----------------------------------------------------------------

  private linearity(told: Linearity): TemplateResult {
    const { agreement, product, closest, ols, outputs } = told;
    const inEffect = agreement > 0.9999;
    const said = product
      ? words.product
      : (inEffect ? words.inEffect : words.bends)(formatShare(agreement));
    const rows = (['product', 'closest', 'ols'] as const).flatMap((kind) => {
      const matrix = { product, closest, ols }[kind];
      return (matrix ?? []).map((row, i) => ({ kind, row, output: outputs[i] ?? '' }));
    });
    return html`<section aria-labelledby="linearity">
      <div class="head"><h2 id="linearity">${words.linearity}</h2></div>
      <p data-figure="linearity">${said}</p>
      <div class="scroll">
        <table aria-label=${words.coefficients}>
          <thead>
            <tr>
              <th scope="col"></th>
              ${this.features(told).map((name) => html`<th scope="col">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ kind, row, output }) =>
                html`<tr data-coefficients=${kind}>
                  <th scope="row">
                    ${words.rows[kind]}
                    ${outputs.length > 1 ? html`<span class="note">${output}</span>` : nothing}
                  </th>
                  ${row.slice(0, mostColumns).map((value) => html`<td>${formatNumber(value, 5)}</td>`)}
                  ${
                    row.length > mostColumns
                      ? html`<td>${words.more(formatCount(row.length - mostColumns))}</td>`
                      : nothing
                  }
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="help">${words.coefficients}.</p>
    </section>`;
  }

  /** Names of the columns that are shown. */
  private features({ features, closest }: Linearity): readonly string[] {
    const count = Math.min(mostColumns, closest[0]?.length ?? 0);
    return Array.from({ length: count }, (_, i) =>
      i === 0 ? words.constant : (features[i - 1] ?? `x${i}`),
    );
  }
}

function valueText(metric: MetricName, value: Metrics[keyof Metrics] | undefined): string {
  if (value === undefined) return '–';
  return metric === 'accuracy' ? formatShare(value) : formatNumber(value);
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-baselines': BaselinesView;
  }
}
