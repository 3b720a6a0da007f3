import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { formatCount } from '../plots/format';
import { markColours, markShapes } from '../plots/marks';
import { extent, union } from '../plots/scales';
import {
  classCount,
  drawingOf,
  fromSamples,
  mostClasses,
  mostPoints,
  readAs,
  targetOf,
  type Drawing,
} from '../state/points';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { viewText } from '../text/views';
import { icon } from './icons';
import './number_field';
import './drawing_sheet';
import type { DrawingSheet, SheetChange } from './drawing_sheet';
import { StoreElement } from './store_element';

type Kind = keyof typeof viewText.drawing.kinds;

/** Points drawn by hand: what kind they are, the palette, the sheet. */
@customElement('fall-line-drawing')
export class DrawingView extends StoreElement {
  @state() private mark = 0;
  @state() private value = 1;
  @state() private erasing = false;
  /** How many inputs the first point will have. */
  @state() private inputs: 1 | 2 = 2;
  @query('fall-line-sheet') private sheet!: DrawingSheet | null;

  static override styles = [
    controls,
    css`
      .line {
        display: flex;
        align-items: center;
        gap: var(--space-1);
        min-height: var(--control);
        margin-bottom: var(--space-1);
      }
      .line > select {
        flex: 1;
      }
      .line > .field,
      .line > .small {
        flex: 1;
      }
      .palette {
        display: flex;
        flex: 1;
        gap: 2px;
      }
      .palette button {
        width: 30px;
        padding: 0;
        gap: 2px;
        font-size: 12px;
      }
      .palette svg {
        width: 12px;
        height: 12px;
      }
      button[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent-soft);
        box-shadow: 0 0 0 1px var(--accent);
      }
      .foot,
      .hint {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-2);
        min-height: 18px;
        margin: 0 0 var(--space-2);
        font-size: var(--text-small);
        line-height: 18px;
      }

      @media (pointer: coarse) {
        .palette button {
          width: 36px;
        }
      }
    `,
  ];

  protected override reads(current: State): readonly unknown[] {
    const { draft, spec, samples, info, dark, theme } = current;
    return [draft, spec.data, samples, info, dark, theme];
  }

  private get drawing(): Drawing {
    const { draft, spec } = this.state;
    return drawingOf(draft?.data ?? spec.data, this.inputs);
  }

  protected override render(): TemplateResult {
    const words = viewText.drawing;
    const { drawing } = this;
    if (drawing.inputs > 2) {
      return html`<p class="hint">${words.otherInputs(drawing.inputs)}</p>
        <div class="line">${this.wipe(drawing)}</div>
        ${this.foot(drawing)}`;
    }
    const kind = `${drawing.inputs} ${drawing.task}` as Kind;
    return html`
      <div class="line">
        <select
          data-field="drawing-kind"
          aria-label=${words.kind}
          @change=${(event: Event) => this.choose((event.target as HTMLSelectElement).value as Kind)}
        >
          ${Object.entries(words.kinds).map(
            ([id, label]) => html`<option value=${id} ?selected=${id === kind}>${label}</option>`,
          )}
        </select>
        ${this.wipe(drawing)}
      </div>
      <div class="line">
        ${this.brush(drawing)} ${this.tool('pencil', false)} ${this.tool('eraser', true)}
      </div>
      <fall-line-sheet
        .drawing=${drawing}
        .mark=${drawing.task === 'classes' ? this.mark : this.value}
        ?erasing=${this.erasing}
        ?dark=${this.state.dark}
        @sheet-change=${({ detail }: CustomEvent<SheetChange>) =>
          this.store.draw(detail.drawing, detail.stroke)}
        @sheet-class=${({ detail }: CustomEvent<number>) => (this.mark = detail)}
      ></fall-line-sheet>
      ${this.hint(drawing) ?? this.foot(drawing)}
    `;
  }

  private tool(name: 'pencil' | 'eraser', erasing: boolean): TemplateResult {
    const label = erasing ? viewText.drawing.erase : viewText.drawing.add;
    return html`<button
      class="icon"
      data-action=${erasing ? 'erase' : 'add'}
      title=${label}
      aria-label=${label}
      aria-pressed=${this.erasing === erasing}
      @click=${() => (this.erasing = erasing)}
    >
      ${icon(name)}
    </button>`;
  }

  /** The class of the next points, or their value. A curve needs neither: the place says it. */
  private brush(drawing: Drawing): TemplateResult {
    const words = viewText.drawing;
    if (drawing.task === 'classes') {
      const colours = markColours(Math.max(classCount(drawing), this.mark + 1));
      return html`<div class="palette" role="group" aria-label=${words.mark}>
        ${markShapes
          .slice(0, mostClasses)
          .map(
            (shape, index) =>
              html`<button
                data-class=${index}
                title=${words.classOf(index)}
                aria-label=${words.classOf(index)}
                aria-pressed=${index === this.mark}
                @click=${() => (this.mark = index)}
              >
                ${svg`<svg viewBox="0 0 12 12" fill=${colours[index] ?? 'currentColor'} aria-hidden="true"><path d=${shape} /></svg>`}
                ${index}
              </button>`,
          )}
      </div>`;
    }
    if (drawing.inputs === 1) return html`<span class="small muted">${words.short}</span>`;
    const { low, high } = union({ low: -1, high: 1 }, extent(drawing.rows.map(targetOf)));
    return html`<fall-line-number
      class="field"
      label=${words.value}
      help=${words.valueHelp}
      .value=${this.value}
      .initial=${1}
      .low=${low}
      .high=${high}
      data-parameter="value"
      @change=${({ detail }: CustomEvent<number>) => (this.value = detail)}
    ></fall-line-number>`;
  }

  private foot(drawing: Drawing): TemplateResult {
    const words = viewText.drawing;
    const { rows, task } = drawing;
    const counts =
      task === 'classes'
        ? Array.from({ length: classCount(drawing) }, (_, index) =>
            formatCount(rows.filter((row) => targetOf(row) === index).length),
          )
        : [];
    return html`<p class="foot">
      <span class="number" data-figure="points">${words.count(formatCount(rows.length))}</span>
      ${counts.length > 0 ? html`<span class="number muted">${counts.join(' · ')}</span>` : nothing}
      ${rows.length >= mostPoints ? html`<span>${words.full}</span>` : nothing}
    </p>`;
  }

  /** Starts over; an empty sheet may start from what is there. */
  private wipe(drawing: Drawing): TemplateResult {
    const words = viewText.drawing;
    const { info, samples, spec } = this.state;
    const canTake = spec.data.source !== 'points' && info && fromSamples(info, samples);
    return drawing.rows.length === 0 && canTake
      ? html`<button data-action="take-samples" @click=${() => this.store.takeSamples()}>
          ${words.take}
        </button>`
      : html`<button
          data-action="clear-points"
          ?disabled=${drawing.rows.length === 0}
          @click=${() => this.store.draw({ ...drawing, rows: [] })}
        >
          ${words.clear}
        </button>`;
  }

  /** What is missing before there is something to learn. */
  private hint(drawing: Drawing): TemplateResult | null {
    if (!this.state.draft) return null;
    const words = viewText.drawing;
    const needs = drawing.task === 'classes' ? words.needsClasses : words.needsPoints;
    return html`<p class="hint" role="status" data-needs>${needs}</p>`;
  }

  private choose(kind: Kind): void {
    const [count, task] = kind.split(' ') as ['1' | '2', Drawing['task']];
    this.inputs = count === '1' ? 1 : 2;
    this.sheet?.fit();
    this.store.draw(readAs(this.drawing, this.inputs, task));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-drawing': DrawingView;
  }
}
