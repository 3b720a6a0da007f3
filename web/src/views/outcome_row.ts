import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { parts, type Part, type Samples, type SessionInfo } from '../engine/model';
import { tickText } from '../plots/axes';
import { formatNumber, parseNumber } from '../plots/format';
import { className, isLong, judgementOf } from '../plots/judgement';
import type { PlotSource } from '../plots/plot_source';
import { paletteOf } from '../plots/surface';
import { tablePicture } from '../plots/table_picture';
import {
  fieldsOf,
  levelOf,
  usualInputs,
  withLevel,
  withNumber,
  withoutGaps,
  type CategoryInput,
  type InputField,
  type NumberInput,
} from '../state/input_fields';
import { Latest } from '../state/latest';
import { typedRow } from '../state/outcome';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import { viewText } from '../text/views';
import { outcomeStyles, outputBars, partOf } from './outcome_controls';
import { rowStyles } from './outcome_row_styles';
import './number_field';
import type { Savable } from './plot_of';
import { StoreElement } from './store_element';
import { typedValue } from './typed_value';

const words = viewText.row;

/** A sample that the row began with. */
interface Origin {
  readonly part: Part;
  /** Counted from 1. */
  readonly number: number;
  readonly inputs: Float64Array;
  /** One per target. */
  readonly truth: Float32Array;
}

/** A row of inputs to type into, and what the network says of it. */
@customElement('fall-line-typed-row')
export class TypedRow extends StoreElement implements Savable {
  @state() private wanted: Part | null = null;
  @state() private origin: Origin | null = null;
  @state() private outputs: Float64Array | null = null;

  private readonly latest = new Latest();
  private made: { readonly from: Samples; readonly fields: readonly InputField[] } | null = null;
  private asked: readonly unknown[] = [];
  private shown: readonly string[] | null = null;

  static override styles = [controls, outcomeStyles, rowStyles];

  protected override reads(state: State): readonly unknown[] {
    return [state.typed, state.samples, state.revision, state.info];
  }

  override disconnectedCallback(): void {
    this.latest.forget();
    super.disconnectedCallback();
  }

  private fields(info: SessionInfo): readonly InputField[] | null {
    const from = this.state.samples.train;
    if (!from) return null;
    if (this.made?.from !== from) this.made = { from, fields: fieldsOf(info.inputs.names, from) };
    return this.made.fields;
  }

  /** The row as it stands: what was typed, or what it begins with. */
  private row(info: SessionInfo, fields: readonly InputField[]): Float64Array {
    return typedRow(this.state) ?? usualInputs(fields, info.inputs.count);
  }

  protected override render(): TemplateResult {
    const { info } = this.state;
    const fields = info ? this.fields(info) : null;
    if (!info || !fields) return html`<p class="note">${words.waiting}</p>`;
    const row = this.row(info, fields);
    return html`${this.start(info)}
      <section class="prediction" aria-label=${words.prediction}>
        ${this.prediction(info, row)}
      </section>
      <div class="scroll">
        <div class="inputs" role="group" aria-label=${words.inputs}>
          ${fields.map((field) => this.field(field, row))}
        </div>
      </div>`;
  }

  /** The row with what the network says of it. */
  plotSource(): PlotSource | null {
    const { info } = this.state;
    const fields = info ? this.fields(info) : null;
    if (!info || !fields || this.outputs?.length !== info.outputs) return null;
    const row = this.row(info, fields);
    const { names } = info.task;
    const said = [...this.outputs].map((value, k) => [
      words.output((names.length === info.outputs ? names[k] : null) ?? String(k + 1)),
      value,
    ]);
    const typed = fields.map((field) => [
      field.name,
      field.kind === 'number'
        ? (row[field.at] ?? null)
        : (field.levels[levelOf(field, row)] ?? null),
    ]);
    const table = {
      name: 'row',
      title: words.prediction,
      header: words.columns,
      rows: [...typed, ...said],
    };
    return tablePicture(table, paletteOf(this));
  }

  /** What the row begins with: means, or a sample by its number. */
  private start(info: SessionInfo): TemplateResult {
    const part = this.origin?.part ?? partOf(info, this.wanted);
    const present = parts.filter((one) => info.samples[one] > 0);
    const number = this.origin?.number ?? 0;
    const last = info.samples[part];
    return html`<div class="bar">
      <button data-action="row-usual" title=${words.usualHelp} @click=${() => this.begin(null)}>
        ${words.usual}
      </button>
      <span class="sample">
        <button
          class="icon"
          aria-label=${words.previous}
          title=${words.previous}
          ?disabled=${number <= 1}
          @click=${() => this.take(part, number - 1)}
        >
          ‹
        </button>
        <label
          >${words.sample}
          <input
            type="text"
            inputmode="numeric"
            autocomplete="off"
            data-field="row-sample"
            .value=${typedValue(number > 0 ? String(number) : '')}
            @change=${(event: Event) =>
              this.take(part, parseNumber((event.target as HTMLInputElement).value) ?? 0)}
          />
        </label>
        <button
          class="icon"
          aria-label=${words.next}
          title=${words.next}
          ?disabled=${number >= last}
          @click=${() => this.take(part, number + 1)}
        >
          ›
        </button>
        <select
          data-field="row-part"
          aria-label=${text.outcome.part}
          @change=${(event: Event) => {
            this.wanted = (event.target as HTMLSelectElement).value as Part;
            this.take(this.wanted, 1);
          }}
        >
          ${present.map(
            (one) =>
              html`<option value=${one} ?selected=${one === part}>
                ${text.outcome.parts[one]}
              </option>`,
          )}
        </select>
      </span>
    </div>`;
  }

  private prediction(info: SessionInfo, row: Float64Array): TemplateResult {
    const { outputs, origin } = this;
    const { kind, names } = info.task;
    if (outputs?.length !== info.outputs) return html`<p class="muted small">–</p>`;
    const isSame = origin?.inputs.every((value, i) => value === row[i]) ?? true;
    const from = origin
      ? html`<p class="muted small">
          ${words.ofSample(String(origin.number), text.outcome.samplesOf[origin.part])}${
            isSame ? '' : `, ${words.changed}`
          }
        </p>`
      : html`<p class="muted small">&nbsp;</p>`;
    if (kind !== 'regression') {
      const judgement = judgementOf(info, this.state.settings, [...outputs]);
      const truth = kind === 'classes' ? (origin?.truth[0] ?? -1) : -1;
      const name = className(names[judgement.best]);
      return html`<div class="verdict">
          <output class=${isLong(name) ? 'figure long' : 'figure'} data-figure="row-class"
            >${name}</output
          >
          <p class="small">${truth >= 0 ? words.truth(className(names[truth])) : '\u00a0'}</p>
          ${from}
        </div>
        <div class="outputs">${outputBars(judgement, truth)}</div>`;
    }
    return html`<div class="numbers">
      ${names.map((name, i) => {
        const value = outputs[i] ?? NaN;
        const truth = origin?.truth[i];
        return html`<div>
          <span class="muted small">${name}</span>
          <output class="figure" data-figure=${`row-output-${i}`}>${formatNumber(value)}</output>
          <p class="small">
            ${
              truth === undefined
                ? '\u00a0'
                : `${words.truth(formatNumber(truth))}, ${words.error(signed(value - truth))}`
            }
          </p>
        </div>`;
      })}
      ${from}
    </div>`;
  }

  private field(field: InputField, row: Float64Array): TemplateResult {
    return field.kind === 'number' ? this.number(field, row) : this.category(field, row);
  }

  private number(field: NumberInput, row: Float64Array): TemplateResult {
    const { name, at, low, high, mean, whole } = field;
    const top = high > low ? high : low + 1; // a constant column
    const written = whole ? tickText : formatNumber;
    const [from, to] = [written(low), written(high)];
    return html`<div class="one">
      <fall-line-number
        data-input=${name}
        label=${name}
        help=${words.range(from, to)}
        .value=${row[at] ?? 0}
        .initial=${mean}
        .low=${low}
        .high=${top}
        ?whole=${whole}
        @change=${(event: CustomEvent<number>) => this.type(withNumber(row, at, event.detail))}
      ></fall-line-number>
      <div class="range" aria-hidden="true"><span>${from}</span><span>${to}</span></div>
    </div>`;
  }

  private category(field: CategoryInput, row: Float64Array): TemplateResult {
    const level = levelOf(field, row);
    const isNone = level < 0;
    return html`<label class="one field">
      <span class="label" title=${field.name}>${field.name}</span>
      <select
        data-input=${field.name}
        .value=${live(String(level))}
        @change=${(event: Event) =>
          this.type(withLevel(row, field, Number((event.target as HTMLSelectElement).value)))}
      >
        ${field.levels.map(
          (name, i) => html`<option value=${i} ?selected=${i === level}>${name}</option>`,
        )}
        ${
          field.mayMiss || isNone
            ? html`<option value="-1" ?selected=${isNone}>${words.none}</option>`
            : nothing
        }
      </select>
    </label>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { info, revision, typed } = this.state;
    const fields = info ? this.fields(info) : null;
    if (!info || !fields) return;
    if (this.shown && this.shown.join('\n') !== info.inputs.names.join('\n')) this.origin = null;
    this.shown = info.inputs.names;
    const asked = [typed, revision, info.layers, fields];
    if (asked.every((part, i) => part === this.asked[i])) return;
    this.asked = asked;
    const row = this.row(info, fields);
    this.latest.ask(async () => {
      const outputs = await this.store.outcome.predict(row);
      if (outputs) this.outputs = outputs;
    });
  }

  private type(row: Float64Array): void {
    this.store.outcome.type(row);
  }

  private begin(origin: Origin | null): void {
    const { info } = this.state;
    const fields = info ? this.fields(info) : null;
    if (!info || !fields) return;
    const inputs = origin
      ? withoutGaps(fields, origin.inputs)
      : usualInputs(fields, info.inputs.count);
    this.origin = origin && { ...origin, inputs };
    this.type(inputs);
  }

  /** The sample of that number, or the nearest that there is. */
  private take(part: Part, wanted: number): void {
    void this.store.outcome.rows(part).then((rows) => {
      const { info } = this.state;
      if (!rows || !info) return;
      const number = Math.min(rows.count, Math.max(1, Math.round(wanted)));
      const width = info.inputs.count;
      const targets = rows.targets.length / rows.count;
      const at = number - 1;
      this.begin({
        part,
        number,
        inputs: Float64Array.from(rows.inputs.subarray(at * width, (at + 1) * width)),
        truth: rows.targets.slice(at * targets, (at + 1) * targets),
      });
    });
  }
}

function signed(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-typed-row': TypedRow;
  }
}
