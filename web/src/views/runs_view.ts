import { html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Metrics } from '../engine/model';
import {
  formatBytes,
  formatCount,
  formatNumber,
  formatSeconds,
  formatShare,
} from '../plots/format';
import type { CurveMetric } from '../plots/metrics';
import { runColour, runDash, type RunCurve } from '../plots/run_curves';
import { paletteOf, type Palette } from '../plots/surface';
import type { CodeSource } from '../state/code_source';
import { exportRuns, type ExportFormat } from '../state/run_export';
import { runLimits } from '../state/run_list';
import { curvesOf, metricNames, type Run } from '../state/run_record';
import { idOf, layersOf } from '../state/spec';
import type { Runs } from '../state/runs';
import type { State } from '../state/state';
import { linkTo } from '../state/sharing';
import { controls } from '../styles/controls';
import { placeStyles, tableStyles } from '../styles/place';
import type { TermId } from '../text/glossary';
import { placeText } from '../text/places';
import { text } from '../text/text';
import { plotOf } from './plot_of';
import { runsStyles } from './runs_styles';
import { saveText } from './save_text';
import { StoreElement } from './store_element';
import './plot_menu';
import './runs_plot';
import './term';
import { typedValue } from './typed_value';

const words = placeText.runs;
const names = text.training;

/** Former runs: their curves over each other, and a table with all that can be done with them. */
@customElement('fall-line-runs')
export class RunsView extends StoreElement {
  @state() private metric: CurveMetric = 'loss';
  @state() private logy = true;
  /** The run whose code is shown. */
  @state() private coded: { readonly name: string; readonly source: CodeSource } | null = null;
  private readonly plot = () => plotOf(this.renderRoot);
  private palette: Palette | null = null;
  private paletteLook = '';

  static override styles = [controls, placeStyles, tableStyles, runsStyles];

  protected override reads(state: State): readonly unknown[] {
    return [state.runs, state.run, state.keeping];
  }

  protected override render(): TemplateResult {
    const { look } = this;
    const { runs } = this.state;
    if (look !== this.paletteLook) {
      this.palette = null;
      this.paletteLook = look;
    }
    this.palette ??= paletteOf(this);
    const memory = formatBytes(runLimits.bytes);
    return html`<div class="all">
      <section class="plot" aria-labelledby="curves">
        <div class="head">
          <h2 id="curves">${words.curves}</h2>
          ${this.metricMenu()}
          <label class="check">
            <input
              type="checkbox"
              data-field="runs-log"
              .checked=${live(this.logy)}
              @change=${(event: Event) => (this.logy = isChecked(event))}
            />
            ${words.log}
          </label>
          <fall-line-plot-menu .store=${this.store} .plot=${this.plot}></fall-line-plot-menu>
        </div>
        <fall-line-runs-plot
          .runs=${this.drawn()}
          .metric=${this.metric}
          .look=${this.look}
          ?logy=${this.logy}
        ></fall-line-runs-plot>
        <p class="help">${runs.some(({ shown }) => shown) ? words.chosenDrawn : words.allDrawn}</p>
      </section>
      <section class="list" aria-labelledby="runs">
        <div class="head">
          <h2 id="runs">${words.title}</h2>
          <button
            data-action="all-csv"
            ?disabled=${runs.length === 0}
            @click=${() => this.save(runs, 'csv')}
          >
            ${words.allCsv}
          </button>
          <button
            data-action="all-json"
            ?disabled=${runs.length === 0}
            @click=${() => this.save(runs, 'json')}
          >
            ${words.allJson}
          </button>
          ${this.keepSwitch()}
        </div>
        <p class="help" data-figure="keeping">${words.keeping[this.state.keeping]}</p>
        ${runs.length === 0 ? html`<p class="none">${words.empty}</p>` : this.table(runs)}
        <p class="help">${words.about} ${words.bounded(String(runLimits.count), memory)}</p>
      </section>
      ${this.codeDialog()}
    </div>`;
  }

  private codeDialog(): TemplateResult | typeof nothing {
    const { coded } = this;
    if (!coded) return nothing;
    return html`<fall-line-dialog
      wide
      heading=${placeText.code.ofRun(coded.name)}
      @close=${() => (this.coded = null)}
      ><fall-line-copy-code .store=${this.store} .source=${coded.source}></fall-line-copy-code
    ></fall-line-dialog>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('coded') && this.coded) {
      void this.renderRoot.querySelector('fall-line-dialog')?.show();
    }
  }

  private async showCode({ name, spec, steps, status, tweaked }: Run): Promise<void> {
    await Promise.all([import('./dialog_frame'), import('./copy_code')]);
    const ended = status !== 'paused';
    this.coded = { name, source: { spec, steps, ended, tweaked, files: this.store.files() } };
  }

  private metricMenu(): TemplateResult {
    const there = metricNames.filter((metric) =>
      this.state.runs.some(({ curve }) => curve.columns.some((one) => one.metric === metric)),
    );
    const all: readonly CurveMetric[] = there.length > 0 ? there : ['loss'];
    if (!all.includes(this.metric)) this.metric = 'loss';
    return html`<select
      data-field="runs-metric"
      aria-label=${words.metric}
      @change=${(event: Event) => {
        this.metric = (event.target as HTMLSelectElement).value as CurveMetric;
        this.logy = !['r2', 'accuracy'].includes(this.metric);
      }}
    >
      ${all.map(
        (metric) =>
          html`<option value=${metric} ?selected=${metric === this.metric}>
            ${names.metrics[metric]}
          </option>`,
      )}
    </select>`;
  }

  private keepSwitch(): TemplateResult {
    const { keeping } = this.state;
    return html`<label class="check rest" title=${words.keepHelp}>
      <input
        type="checkbox"
        data-field="keep-runs"
        ?disabled=${keeping === 'blocked'}
        .checked=${live(keeping !== 'off' && keeping !== 'blocked')}
        @change=${(event: Event) => this.ask((desk) => desk.keep(isChecked(event)))}
      />
      ${words.keep}
    </label>`;
  }

  private table(runs: readonly Run[]): TemplateResult {
    const { columns } = words;
    return html`<div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">${columns.show}</th>
            <th scope="col" class="wide">${columns.name}</th>
            <th scope="col">${columns.status}</th>
            ${heading('training', columns.train)} ${heading('validation', columns.validation)}
            ${heading('test', columns.test)} ${heading('epoch', columns.epochs)}
            ${heading('step', columns.steps)} ${heading('trainingTime', columns.time)}
            <th scope="col">${columns.spec}</th>
            <th scope="col"><span class="only-heard">${columns.actions}</span></th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            [...runs].reverse(),
            ({ id }) => id,
            (run) => this.row(run),
          )}
        </tbody>
      </table>
    </div>`;
  }

  private row(run: Run): TemplateResult {
    const { store } = this;
    const { id, name, shown, status, epochs, steps, seconds, fingerprint, tweaked } = run;
    const isHere = id === this.state.run;
    return html`<tr data-run=${id} class=${isHere ? 'here' : ''}>
      <td>
        <label class="check" title=${words.show(name)}>
          <input
            type="checkbox"
            data-field="show-run"
            aria-label=${words.show(name)}
            .checked=${live(shown)}
            @change=${(event: Event) => this.ask((desk) => desk.show(id, isChecked(event)))}
          />
          ${this.swatch(run)}
        </label>
      </td>
      <th scope="row" class="wide">
        <input
          type="text"
          data-field="run-name"
          maxlength="60"
          aria-label=${words.nameOf(name)}
          .value=${typedValue(name)}
          @change=${(event: Event) => {
            const typed = (event.target as HTMLInputElement).value;
            this.ask((desk) => desk.rename(id, typed));
            this.requestUpdate(); // a name of nothing is none
          }}
        />
        ${this.notes(run, isHere)}
      </th>
      <td data-label=${words.columns.status} data-figure="run-status">${words.statuses[status]}</td>
      <td data-label=${words.columns.train} class="figure" data-figure="run-train">
        ${metricsText(run.train)}
      </td>
      <td data-label=${words.columns.validation} class="figure">${metricsText(run.validation)}</td>
      <td data-label=${words.columns.test} class="figure" data-figure="run-test">
        ${metricsText(run.test)}
      </td>
      <td data-label=${words.columns.epochs} class="figure">${formatCount(epochs)}</td>
      <td data-label=${words.columns.steps} class="figure" data-figure="run-steps">
        ${formatCount(steps)}
      </td>
      <td data-label=${words.columns.time} class="figure">${formatSeconds(seconds)}</td>
      <td>
        <button class="quiet spec" title=${words.spec} @click=${() => void this.open(run)}>
          ${specText(run)}
        </button>
        <code data-figure="run-fingerprint" title=${tweaked ? words.tweaked : ''}
          >${fingerprint}</code
        >
      </td>
      <td class="actions">
        <button
          data-action="restore-run"
          title=${words.restoreHelp}
          aria-label=${words.restoreLabel(name)}
          @click=${() => {
            store.goTo('workbench');
            this.ask((desk) => desk.restore(id));
          }}
        >
          ${words.restore}
        </button>
        <button
          class="wordy"
          data-action="pin-run"
          title=${words.pinHelp}
          aria-label=${words.pinLabel(name)}
          aria-pressed=${String(run.pinned)}
          @click=${() => this.ask((desk) => desk.pin(id, !run.pinned))}
        >
          ${words.pin}
        </button>
        <button
          data-action="run-csv"
          title=${words.csvHelp}
          aria-label=${words.csvLabel(name)}
          @click=${() => this.save([run], 'csv')}
        >
          ${words.csv}
        </button>
        <button
          data-action="run-json"
          title=${words.jsonHelp}
          aria-label=${words.jsonLabel(name)}
          @click=${() => this.save([run], 'json')}
        >
          ${words.json}
        </button>
        <button
          data-action="run-code"
          title=${words.codeHelp}
          aria-label=${words.codeLabel(name)}
          @click=${() => void this.showCode(run)}
        >
          ${words.code}
        </button>
        <button
          data-action="delete-run"
          title=${words.deleteHelp}
          aria-label=${words.deleteLabel(name)}
          @click=${() => this.ask((desk) => desk.delete(id))}
        >
          ${words.delete}
        </button>
      </td>
    </tr>`;
  }

  private ask(what: Parameters<Runs['ask']>[0]): void {
    void this.store.runs.ask(what);
  }

  /** What else there is to know: where it stands, where it comes from, what it lacks. */
  private notes(
    { origin, tweaked, snapshot }: Run,
    isHere: boolean,
  ): TemplateResult | typeof nothing {
    const notes = [
      ...(isHere ? [words.now] : []),
      ...(origin ? [words.fork(origin.name, words.place(origin.passes))] : []),
      ...(tweaked ? [words.tweaked] : []),
      ...(snapshot ? [] : [words.noStateShort]),
    ];
    return notes.length > 0 ? html`<span class="notes">${notes.join(' · ')}</span>` : nothing;
  }

  private swatch({ look }: Run): TemplateResult {
    const colour = this.palette ? runColour(look, this.palette) : 'currentColor';
    const dash = runDash(look).join(' ');
    return html`<svg viewBox="0 0 32 8" aria-hidden="true">
      ${svg`<path d="M0 4h32" fill="none" stroke=${colour} stroke-width="2.5" stroke-dasharray=${dash} />`}
    </svg>`;
  }

  /** The chosen runs; all of them while none is chosen. */
  private drawn(): readonly RunCurve[] {
    const { runs } = this.state;
    const chosen = runs.filter(({ shown }) => shown);
    return (chosen.length > 0 ? chosen : runs).map(({ name, look, curve }) => ({
      name,
      look,
      curves: curvesOf(curve),
    }));
  }

  /** The experiment as a link, in a page of its own: nothing here is replaced. */
  private async open({ spec }: Run): Promise<void> {
    const hash = await linkTo(spec);
    window.open(new URL(hash, location.href).href, '_blank', 'noopener');
  }

  private save(runs: readonly Run[], format: ExportFormat): void {
    const file = exportRuns(runs, format);
    saveText(file);
    this.store.notify({ kind: 'info', text: words.saved(file.name) });
  }
}

function isChecked({ target }: Event): boolean {
  return target instanceof HTMLInputElement && target.checked;
}

function metricsText(metrics: Metrics | null): string {
  if (!metrics) return '–';
  const { loss, accuracy, r2 } = metrics;
  const second =
    accuracy !== undefined
      ? formatShare(accuracy)
      : r2 !== undefined
        ? words.r2(formatNumber(r2))
        : '';
  return second === '' ? formatNumber(loss) : `${formatNumber(loss)} · ${second}`;
}

/** The experiment in a line: source, hidden units, method. */
function specText({ spec }: Run): string {
  const units = layersOf(spec)
    .slice(0, -1)
    .map((layer) => String(layer.units ?? '?'));
  const method = idOf(spec.optimizer) ?? 'adam';
  return [spec.data.source, units.join('–'), method].filter((part) => part !== '').join(', ');
}

function heading(term: TermId, name: string): TemplateResult {
  return html`<th scope="col" class="figure">
    <fall-line-term .term=${term}>${name}</fall-line-term>
  </th>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-runs': RunsView;
  }
}
