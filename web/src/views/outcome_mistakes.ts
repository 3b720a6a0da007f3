import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Mistakes, Part, Samples, SessionInfo } from '../engine/model';
import { tickText } from '../plots/axes';
import { formatCount, formatNumber, formatShare } from '../plots/format';
import { className, judgementOf, type Judgement } from '../plots/judgement';
import type { PlotSource } from '../plots/plot_source';
import { showImage } from '../plots/sample_image';
import { paletteOf } from '../plots/surface';
import { tablePicture } from '../plots/table_picture';
import { fieldsOf, levelOf, type InputField } from '../state/input_fields';
import { Latest } from '../state/latest';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import { viewText } from '../text/views';
import { outcomeStyles, outputBars, partChoice, partOf } from './outcome_controls';
import { mistakesStyles } from './outcome_mistakes_styles';
import type { Savable } from './plot_of';
import { segmentStyles } from './segments';
import { StoreElement } from './store_element';

const most = 60;
const words = viewText.mistakes;

interface Chosen {
  readonly index: number;
  readonly truth: number;
}

/** The samples that the network gets most wrong; one of them large, with all that it says of it. */
@customElement('fall-line-mistakes')
export class MistakesView extends StoreElement implements Savable {
  @state() private wanted: Part | null = null;
  @state() private chosen: Chosen | null = null;
  @state() private judgement: Judgement | null = null;
  /** The list as it was when pointer or focus came to it: what one aims at must not move. */
  @state() private held: Mistakes | null = null;
  /** All samples of the part, where they are not images. */
  @state() private rows: Samples | null = null;
  @state() private fetched = 0;
  @query('canvas.large') private large!: HTMLCanvasElement | null;

  private readonly latest = new Latest();
  private readonly fetching = new Latest();
  private readonly images = new Map<number, Uint8Array>();
  private asked: { readonly inputs: SessionInfo['inputs']; readonly part: Part } | null = null;
  private judged: readonly unknown[] = [];
  private stale: Mistakes | null = null;
  private table: { readonly rows: Samples; readonly fields: readonly InputField[] } | null = null;

  static override styles = [controls, segmentStyles, outcomeStyles, mistakesStyles];

  protected override reads(state: State): readonly unknown[] {
    return [state.seen.mistakes, state.info, state.revision];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stale = this.state.seen.mistakes ?? null;
  }

  override disconnectedCallback(): void {
    this.store.unwatch('mistakes');
    this.latest.forget();
    this.fetching.forget();
    super.disconnectedCallback();
  }

  private get list(): Mistakes | null {
    const { mistakes } = this.state.seen;
    if (this.held) return this.held;
    return mistakes && mistakes !== this.stale ? mistakes : null;
  }

  protected override render(): TemplateResult {
    const { info } = this.state;
    if (!info) return html``;
    const part = partOf(info, this.wanted);
    const { list } = this;
    return html`<div class="bar">
        ${partChoice(info, part, (chosen) => this.choosePart(chosen))}
      </div>
      <div class="chosen">${this.details(info)}</div>
      ${list ? this.samples(info, list, part) : html`<p class="note">${text.outcome.notEvaluated(text.outcome.samplesOf[part])}</p>`}`;
  }

  plotSource(): PlotSource | null {
    const { info } = this.state;
    const { list } = this;
    if (!info || !list) return null;
    const { names } = info.task;
    const fields = info.inputs.image ? [] : this.fields(info);
    const rows = [...list.index].map((index, i) => {
      const row = fields.length > 0 ? this.rowOf(info, index) : null;
      return [
        index,
        names[list.truth[i] ?? -1] ?? null,
        names[list.predicted[i] ?? -1] ?? null,
        list.probability[i] ?? null,
        ...fields.map((field) => (row ? cell(field, row) : null)),
      ];
    });
    const header = [words.number, words.true, words.predicted, words.probability];
    const imageOf = (index: number): HTMLCanvasElement | null =>
      this.renderRoot.querySelector(`canvas[data-image="${index}"]`);
    const table = {
      name: 'mistakes',
      title: words.list,
      header: [...header, ...fields.map(({ name }) => name)],
      rows,
      ...(info.inputs.image ? { images: [...list.index].map(imageOf) } : {}),
    };
    return tablePicture(table, paletteOf(this));
  }

  /** The chosen sample; its place is kept while none is. */
  private details(info: SessionInfo): TemplateResult {
    const { chosen, judgement } = this;
    if (!chosen) return html`<p class="muted small">${words.choose}</p>`;
    const names = info.task.names;
    const taken = judgement ? className(names[judgement.best]) : '\u2013';
    return html`${
        info.inputs.image
          ? html`<canvas class="large" role="img" aria-label=${words.large}></canvas>`
          : nothing
      }
      <div class="said">
        <p class="small">
          <b>${words.sample(formatCount(chosen.index))}</b>:
          ${words.truth(className(names[chosen.truth]))}, ${words.taken(taken)}
        </p>
        <div class="outputs" aria-label=${words.outputs}>
          ${judgement ? outputBars(judgement, chosen.truth) : nothing}
        </div>
      </div>`;
  }

  private samples(info: SessionInfo, list: Mistakes, part: Part): TemplateResult {
    const wrong = list.truth.filter((truth, i) => truth !== list.predicted[i]).length;
    const step = formatCount(list.step);
    const isOld = this.held !== null && this.held !== this.state.seen.mistakes;
    return html`<div
        class="scroll"
        @pointerenter=${this.hold}
        @pointerleave=${this.release}
        @focusin=${this.hold}
        @focusout=${this.release}
      >
        ${info.inputs.image ? this.gallery(info, list) : this.inputs(info, list)}
      </div>
      <p class="note" data-note>
        ${
          isOld
            ? words.held(step)
            : words.summary(
                formatCount(wrong),
                formatCount(list.index.length),
                text.outcome.samplesOf[part],
                step,
              )
        }
      </p>`;
  }

  private gallery(info: SessionInfo, list: Mistakes): TemplateResult {
    const { names } = info.task;
    return html`<ul class="images" aria-label=${words.list}>
      ${[...list.index].map((index, i) => {
        const truth = className(names[list.truth[i] ?? -1]);
        const taken = className(names[list.predicted[i] ?? -1]);
        const share = formatShare(list.probability[i]);
        return html`<li>
          <button
            class="quiet"
            data-sample=${index}
            aria-pressed=${this.chosen?.index === index}
            aria-label=${words.item(truth, taken, share)}
            @click=${() => this.choose(index, list.truth[i] ?? 0)}
          >
            <canvas data-image=${index}></canvas>
            <span>${truth} → ${taken}</span>
            <span class="muted">${share}</span>
          </button>
        </li>`;
      })}
    </ul>`;
  }

  private inputs(info: SessionInfo, list: Mistakes): TemplateResult {
    const { names } = info.task;
    const fields = this.fields(info);
    return html`<table aria-label=${words.list}>
      <thead>
        <tr>
          <th scope="col">${words.number}</th>
          <th scope="col">${words.true}</th>
          <th scope="col">${words.predicted}</th>
          <th scope="col">${words.probability}</th>
          ${fields.map(({ name }) => html`<th scope="col" title=${name}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${[...list.index].map((index, i) => {
          const isChosen = this.chosen?.index === index;
          const row = this.rowOf(info, index);
          return html`<tr class=${isChosen ? 'pressed' : ''}>
            <td>
              <button
                class="quiet"
                data-sample=${index}
                aria-pressed=${isChosen}
                @click=${() => this.choose(index, list.truth[i] ?? 0)}
              >
                ${formatCount(index)}
              </button>
            </td>
            <td>${className(names[list.truth[i] ?? -1])}</td>
            <td>${className(names[list.predicted[i] ?? -1])}</td>
            <td>${formatShare(list.probability[i])}</td>
            ${fields.map((field) => html`<td>${row ? cell(field, row) : '\u2013'}</td>`)}
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { info } = this.state;
    if (!info) return;
    const part = partOf(info, this.wanted);
    if (this.asked?.inputs !== info.inputs || this.asked.part !== part) this.ask(info, part);
    this.fetchImages(info);
    this.paint(info);
    this.judge(info);
  }

  /** Begins with a part, or with another session. */
  private ask(info: SessionInfo, part: Part): void {
    const isOther = this.asked?.inputs !== info.inputs;
    this.asked = { inputs: info.inputs, part };
    if (isOther) {
      this.images.clear();
      this.chosen = null;
      this.held = null;
    }
    if (info.task.kind !== 'classes') return; // this view is about to give way to another
    this.store.watch({ mistakes: { part, count: most } });
    if (info.inputs.image) return;
    this.rows = null;
    void this.store.outcome.rows(part).then((rows) => {
      if (this.asked?.part === part) this.rows = rows;
    });
  }

  /** The bytes of images that are to be seen and not here yet. */
  private fetchImages(info: SessionInfo): void {
    if (!info.inputs.image || !this.list) return;
    const missing = this.list.index.filter((index) => !this.images.has(index));
    if (missing.length === 0) return;
    const { inputs } = info;
    this.fetching.ask(async () => {
      const bytes = await this.store.outcome.images(missing);
      if (!bytes || this.asked?.inputs !== inputs) return;
      const size = bytes.length / missing.length;
      missing.forEach((index, i) => this.images.set(index, bytes.slice(i * size, (i + 1) * size)));
      this.fetched += missing.length;
    });
  }

  private paint(info: SessionInfo): void {
    const { image } = info.inputs;
    if (!image) return;
    for (const canvas of this.renderRoot.querySelectorAll<HTMLCanvasElement>(
      'canvas[data-image]',
    )) {
      const index = canvas.dataset['image'] ?? '';
      const bytes = this.images.get(Number(index)) ?? null;
      const shown = bytes ? index : '';
      if (canvas.dataset['shown'] === shown) continue;
      canvas.dataset['shown'] = shown;
      showImage(canvas, bytes, image);
    }
    if (this.large && this.chosen) {
      showImage(this.large, this.images.get(this.chosen.index) ?? null, image);
    }
  }

  /** Asks what the network says of the chosen sample, again whenever it has moved on. */
  private judge(info: SessionInfo): void {
    const { chosen } = this;
    const inputs = chosen ? this.inputsOf(info, chosen.index) : null;
    const judged = [chosen?.index, this.state.revision, info.layers, inputs === null];
    if (judged.every((part, i) => part === this.judged[i])) return;
    this.judged = judged;
    if (!chosen || !inputs) {
      this.latest.forget();
      this.judgement = null;
      return;
    }
    this.latest.ask(async () => {
      const outputs = await this.store.outcome.predict(inputs);
      const { info: now, settings } = this.state;
      if (!outputs || !now || this.chosen !== chosen || outputs.length !== now.outputs) return;
      this.judgement = judgementOf(now, settings, [...outputs]);
    });
  }

  private inputsOf(info: SessionInfo, index: number): Float64Array | null {
    if (!info.inputs.image) return this.rowOf(info, index);
    const bytes = this.images.get(index);
    return bytes ? Float64Array.from(bytes) : null;
  }

  private rowOf({ inputs }: SessionInfo, index: number): Float64Array | null {
    const at = this.rows?.index.indexOf(index) ?? -1;
    if (!this.rows || at < 0) return null;
    return Float64Array.from(this.rows.inputs.subarray(at * inputs.count, (at + 1) * inputs.count));
  }

  private fields(info: SessionInfo): readonly InputField[] {
    const { rows } = this;
    if (!rows) return [];
    if (this.table?.rows !== rows) {
      this.table = { rows, fields: fieldsOf(info.inputs.names, rows) };
    }
    return this.table.fields;
  }

  private choose(index: number, truth: number): void {
    this.chosen = this.chosen?.index === index ? null : { index, truth };
    this.judgement = null;
  }

  private choosePart(part: Part): void {
    this.stale = this.state.seen.mistakes ?? null;
    this.held = null;
    this.chosen = null;
    this.wanted = part;
  }

  private readonly hold = (): void => {
    this.held ??= this.list;
  };

  private readonly release = (event: Event): void => {
    const scroll = event.currentTarget as HTMLElement;
    const isHere =
      event.type === 'focusout'
        ? scroll.matches(':hover') || scroll.contains((event as FocusEvent).relatedTarget as Node)
        : scroll.matches(':focus-within');
    if (!isHere) this.held = null;
  };
}

function cell(field: InputField, row: Float64Array): string {
  if (field.kind === 'number') {
    const value = row[field.at];
    return field.whole && value !== undefined ? tickText(value) : formatNumber(value);
  }
  return field.levels[levelOf(field, row)] ?? '\u2013';
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-mistakes': MistakesView;
  }
}
