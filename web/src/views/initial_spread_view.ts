import { html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { tickText } from '../plots/axes';
import { csvText } from '../plots/csv_text';
import { formatCount, formatNumber } from '../plots/format';
import { paper } from '../plots/paper';
import type { PlotSource } from '../plots/plot_source';
import type { Domain } from '../plots/scales';
import {
  drawSpreads,
  factorPerLayer,
  spreadDomain,
  spreadPicture,
  spreadsSize,
  spreadSize,
  theoryPath,
} from '../plots/spread_plot';
import { paletteOf } from '../plots/surface';
import { problemOf } from '../state/engine_face';
import {
  hiddenInit,
  InitialSpread,
  spreadKey,
  withHiddenInit,
  type SpreadResult,
  type SpreadRow,
} from '../state/initial_spread';
import type { Spread } from '../state/initial_theory';
import { find, manifest } from '../state/manifest';
import { effective, idOf, layersOf } from '../state/spec';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { tableStyles } from '../styles/place';
import { placeText } from '../text/places';
import { initialSpreadStyles } from './initial_spread_styles';
import { segments, segmentStyles } from './segments';
import { mostAtOnce, numbersOf } from './start_size';
import { StoreElement } from './store_element';
import './plot_menu';

const words = placeText.start.spread;
const kinds = ['activation', 'gradient'] as const satisfies readonly (keyof Spread)[];

/** The spread of values before training, for every initializer. */
@customElement('fall-line-initial-spread')
export class InitialSpreadView extends StoreElement {
  @state() private kind: keyof Spread = 'activation';
  @state() private result: SpreadResult | null = null;
  @state() private working = false;
  @state() private problem = '';

  static override styles = [controls, segmentStyles, tableStyles, initialSpreadStyles];

  private desk: InitialSpread | null = null;
  /** Of what was asked for last. */
  private asked = '';

  protected override reads({ info, settings, building }: State): readonly unknown[] {
    return [info, settings, building];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.desk?.end();
    this.desk = null;
    this.asked = '';
    this.working = false;
  }

  protected override updated(): void {
    const { info, building, settings } = this.state;
    if (!info || building || info.layers.length < 2 || !this.isConnected) return;
    if (spreadKey(settings) !== this.asked && numbersOf(info) <= mostAtOnce) void this.measure();
  }

  private async measure(): Promise<void> {
    const { info, settings } = this.state;
    if (!info) return;
    const key = (this.asked = spreadKey(settings));
    this.desk ??= new InitialSpread(this.store.startEngine, (activation, z) =>
      this.store.activation(activation, z),
    );
    this.working = true;
    this.problem = '';
    const subject = {
      key,
      settings,
      files: this.store.files(),
      samples: info.samples.train,
      numbers: numbersOf(info),
    };
    try {
      const result = await this.desk.measure(subject, (soFar) => {
        if (key === this.asked) this.result = soFar;
      });
      if (!result) return; // another one was asked for meanwhile
      this.result = result;
      this.working = false;
    } catch (reason) {
      this.problem = problemOf(reason).message;
      this.working = false;
    }
  }

  protected override render(): TemplateResult {
    const { info, settings } = this.state;
    const head = html`<div class="head">
        <h2>${words.title}</h2>
        ${segments(
          words.kinds.name,
          kinds.map((id) => ({ id, label: words.kinds[id] })),
          this.kind,
          (id) => (this.kind = id as keyof Spread),
        )}
        <fall-line-plot-menu .store=${this.store} .plot=${this.plot}></fall-line-plot-menu>
      </div>
      <p class="muted small">${words.about}</p>`;
    if (!info) return head;
    if (info.layers.length < 2)
      return html`${head}
        <p data-figure="no-hidden">${words.noHidden}</p>`;
    const result = this.result?.key === spreadKey(settings) ? this.result : null;
    const numbers = numbersOf(info);
    return html`${head}
      ${
        numbers > mostAtOnce && !this.working && !result
          ? html`<p class="muted small">${words.large(formatCount(numbers))}</p>
              <p>
                <button data-action="measure-spread" @click=${() => void this.measure()}>
                  ${words.measure}
                </button>
              </p>`
          : nothing
      }
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      ${result && result.rows.length > 0 ? this.table(result) : nothing}
      <p class="only-heard" role="status">${this.working ? placeText.start.working : ''}</p>`;
  }

  private table(result: SpreadResult): TemplateResult {
    const { kind } = this;
    const { rows, seeds, samples } = result;
    const hidden = this.state.info?.layers.slice(0, -1) ?? [];
    const domain = domainOf(rows, kind);
    const { columns } = words;
    return html`<p class="key" aria-hidden="true">
        <span class="entry"
          ><svg width="12" height="10"><circle class="dot" cx="6" cy="5" r="3" /></svg>${
            words.key.measured
          }</span
        >
        <span class="entry"
          ><svg width="22" height="10"><path class="theory" d="M0 5h22" /></svg>${
            words.key.predicted
          }</span
        >
        <span>${words.kindHelp[kind]}</span>
      </p>
      <div class="scroll" aria-busy=${this.working}>
        <table aria-label=${words.table(words.kinds[kind])} data-kind=${kind}>
          <thead>
            <tr>
              <th scope="col">${columns.init}</th>
              <th scope="col">${columns.plot}</th>
              ${hidden.length > 1 ? html`<th scope="col">${columns.factor}</th>` : nothing}
              ${hidden.map(
                ({ units }, l) =>
                  html`<th scope="col">
                    ${columns.layer(l + 1)}<span class="note">${columns.units(units)}</span>
                  </th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${rows.map((row) => this.row(row, domain))}
          </tbody>
        </table>
      </div>
      <p class="help">
        ${words.measuredOn(formatCount(samples), seeds)}
        ${domain ? words.scale(formatNumber(domain.low, 2), formatNumber(domain.high, 2)) : ''}
        ${words.theory}
      </p>`;
  }

  /** The pictures of all rows, for saving. */
  private readonly plot = (): PlotSource | null => {
    const { kind, result } = this;
    const domain = result && domainOf(result.rows, kind);
    if (!result || !domain) return null;
    const palette = paletteOf(this);
    const rows = result.rows.map((row) => ({
      name: find(manifest.initializers, row.init ?? undefined)?.label ?? words.asIs,
      picture: spreadPicture(measuredOf(row, kind), predictedOf(row, kind), domain),
    }));
    return {
      name: `initial-${kind}`,
      title: words.table(words.kinds[kind]),
      ...spreadsSize(rows.length),
      ground: palette.surface,
      forPaper: true,
      draw: ({ context }, onPaper) => drawSpreads(context, rows, onPaper ? paper : palette),
      csv: () =>
        csvText(
          ['initializer', 'layer', 'measured', 'predicted'],
          result.rows.flatMap((row, i) => {
            const predicted = predictedOf(row, kind);
            const name = rows[i]?.name ?? '';
            return measuredOf(row, kind).map((value, l) => [
              name,
              l + 1,
              value,
              predicted[l] ?? null,
            ]);
          }),
        ),
    };
  };

  private row(row: SpreadRow, domain: Domain | null): TemplateResult {
    const { kind } = this;
    const initializer = find(manifest.initializers, row.init ?? undefined);
    const measured = measuredOf(row, kind);
    const predicted = predictedOf(row, kind);
    const factor = factorPerLayer(measured, kind === 'gradient');
    return html`<tr data-init=${row.init ?? 'own'} class=${row.init === null ? 'here' : ''}>
      <th scope="row">
        <div class="way">
          <span title=${initializer?.summary ?? nothing}
            >${initializer?.label ?? words.asIs}
            <span class="note">${initializer ? noteOf(initializer.id) : this.ownNote()}</span></span
          >
          ${initializer ? this.button(initializer.id, initializer.label) : nothing}
        </div>
      </th>
      <td>${domain ? picture(measured, predicted, domain) : nothing}</td>
      ${
        measured.length > 1
          ? html`<td data-cell="factor">
              ${factor === null ? '–' : words.factor(formatNumber(factor, 2))}
            </td>`
          : nothing
      }
      ${measured.map((value, l) => {
        const theory = predicted[l] ?? null;
        return html`<td data-layer=${l} data-value=${value}>
          ${formatNumber(value)}
          <span class="note" title=${words.predicted(formatNumber(theory))}
            ><span class="only-heard">${words.key.predicted} </span>${formatNumber(theory)}</span
          >
        </td>`;
      })}
    </tr>`;
  }

  private ownNote(): string {
    const hidden = layersOf(this.state.settings).slice(0, -1);
    const labels = hidden.map(
      ({ init }) => find(manifest.initializers, idOf(init))?.label ?? words.none,
    );
    return [...new Set(labels)].join(', ');
  }

  private button(id: string, label: string): TemplateResult {
    const shared = hiddenInit(this.state.settings);
    const isUsed = shared !== null && JSON.stringify(plain(shared)) === JSON.stringify({ id });
    return html`<button
      data-action="use-init"
      ?disabled=${isUsed}
      aria-label=${isUsed ? words.inUseLabel(label) : words.useLabel(label)}
      @click=${() => this.use(id)}
    >
      ${isUsed ? words.inUse : words.use}
    </button>`;
  }

  private use(id: string): void {
    const { spec, progress } = this.state;
    this.store.openSpec(withHiddenInit(effective(spec, progress?.step ?? 0), id));
  }
}

/** Without the parameters that are as they are unless set. */
function plain(choice: NonNullable<ReturnType<typeof hiddenInit>>): object {
  if (typeof choice === 'string') return { id: choice };
  const usual = find(manifest.initializers, choice.id)?.parameters ?? [];
  return Object.fromEntries(
    Object.entries(choice).filter(
      ([name, value]) => !usual.some((one) => one.name === name && one.default === value),
    ),
  );
}

/** The formula, with values for its parameters. */
function noteOf(id: string): string {
  const initializer = find(manifest.initializers, id);
  return (initializer?.parameters ?? []).reduce((formula, { name, default: usual }) => {
    const letter = name === 'sigma' ? 'σ' : name;
    return typeof usual === 'number' ? formula.replace(letter, tickText(usual)) : formula;
  }, initializer?.formula ?? '');
}

/** One scale for the pictures of all rows. */
function domainOf(rows: readonly SpreadRow[], kind: keyof Spread): Domain | null {
  return spreadDomain(
    rows.flatMap((row) => [measuredOf(row, kind), predictedOf(row, kind).map((v) => v ?? 0)]),
  );
}

function measuredOf({ measured }: SpreadRow, kind: keyof Spread): readonly number[] {
  return measured.map((spread) => spread[kind]);
}

function predictedOf({ measured, predicted }: SpreadRow, kind: keyof Spread): (number | null)[] {
  return measured.map((_, l) => predicted?.[l]?.[kind] ?? null);
}

function picture(
  measured: readonly number[],
  predicted: readonly (number | null)[],
  domain: Domain,
): TemplateResult {
  const drawn = spreadPicture(measured, predicted, domain);
  const { width, height } = spreadSize;
  const label = words.picture(
    measured.map((value) => formatNumber(value, 2)).join(', '),
    predicted.map((value) => formatNumber(value, 2)).join(', '),
  );
  return html`<svg
    class="picture"
    viewBox="0 0 ${width} ${height}"
    width=${width}
    height=${height}
    role="img"
    aria-label=${label}
  >
    ${svg`<path class="theory" d=${theoryPath(drawn)} />
    ${drawn.dots.map(([x, y]) => svg`<circle class="dot" cx=${x} cy=${y} r="3" />`)}`}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-initial-spread': InitialSpreadView;
  }
}
