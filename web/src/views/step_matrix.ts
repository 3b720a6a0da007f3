import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatNumber } from '../plots/format';
import { isWhole, moved, revealing, type MatrixWindow, type Shape } from '../plots/matrix_window';
import { controls } from '../styles/controls';
import type { TermId } from '../text/glossary';
import { placeText } from '../text/places';
import { icon } from './icons';
import './term';

const words = placeText.oneStep;

/** The strongest tint, as a share of the scale's end: numbers stay readable on it. */
const strongest = 55;

export interface CellReading {
  readonly name: string;
  readonly value: number | null;
}

/**
 * A matrix, or the part of a large one that fits: numbers on tints, blue below 0 and orange above.
 *
 * @fires move - CustomEvent<MatrixWindow>: another part is wanted
 * @fires read - CustomEvent<CellReading | null>: the number under the pointer or the focus
 */
@customElement('fall-line-step-matrix')
export class StepMatrix extends LitElement {
  @property({ attribute: false }) symbol: TemplateResult | string = '';
  /** The symbol as text. */
  @property() name = '';
  @property() what = '';
  @property({ attribute: false }) term: TermId | null = null;
  @property({ attribute: false }) shape: Shape = { rows: 0, columns: 0 };
  @property({ attribute: false }) whole: Shape = { rows: 0, columns: 0 };
  @property({ attribute: false }) room: Shape = { rows: 8, columns: 6 };
  @property({ attribute: false }) window: MatrixWindow = { row: 0, column: 0, rows: 0, columns: 0 };
  /** Of the window, row by row. */
  @property({ attribute: false }) values = new Float64Array();
  @property({ type: Boolean }) result = false;
  /** The cell that takes the focus, counted in the whole matrix. */
  @state() private cursor = { row: 0, column: 0 };
  private follows = false;

  static override styles = [
    controls,
    css`
      :host {
        min-width: 0;
      }
      figure {
        margin: 0;
      }
      figcaption {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--space-2);
        min-height: 22px;
        font-size: var(--text-small);
        color: var(--muted);
      }
      .formula {
        font-size: var(--text-large);
        color: var(--ink);
      }
      .frame {
        max-width: 100%;
        overflow-x: auto;
        scrollbar-width: thin;
      }
      table {
        border-spacing: 2px;
        border-inline: 1.5px solid var(--edge);
        border-radius: 4px;
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
      }
      :host([result]) table {
        border-color: var(--accent);
      }
      td {
        min-width: calc(100px * var(--scale));
        height: calc(24px * var(--scale));
        padding: 0 6px;
        border-radius: 2px;
        text-align: right;
        white-space: nowrap;
        color: var(--ink);
      }
      td:hover,
      td:focus-visible {
        outline: 2px solid var(--accent);
        outline-offset: -1px;
      }
      .moves {
        display: flex;
        align-items: center;
        gap: 2px;
        min-height: var(--control);
        font-size: var(--text-small);
        color: var(--muted);
      }
      .moves button {
        width: calc(24px * var(--scale));
        height: calc(24px * var(--scale));
      }
      .moves span {
        margin-left: var(--space-1);
      }
      .left svg {
        transform: rotate(180deg);
      }
      .up svg {
        transform: rotate(-90deg);
      }
      .down svg {
        transform: rotate(90deg);
      }
      @media (pointer: coarse) {
        td {
          height: 36px;
        }
        .moves button {
          width: 36px;
          height: 36px;
        }
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('window') && !changed.has('values')) return;
    const { row, column, rows, columns } = this.window;
    const into = (at: number, from: number, size: number): number =>
      Math.max(from, Math.min(at, from + size - 1));
    this.cursor = {
      row: into(this.cursor.row, row, rows),
      column: into(this.cursor.column, column, columns),
    };
  }

  protected override render(): TemplateResult {
    const { shape, whole, window, values } = this;
    let most = 0;
    for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
    return html`<figure>
      <figcaption>
        <span class="formula">${this.symbol}</span>
        <span class="number" data-shape>${words.size(whole.rows, whole.columns)}</span>
        <fall-line-term .term=${this.term}>${this.what}</fall-line-term>
        ${
          whole.columns > shape.columns
            ? html`<span>${words.held(shape.columns, whole.columns)}</span>`
            : nothing
        }
      </figcaption>
      <div class="frame">
        <table
          role="grid"
          aria-label=${`${this.what}, ${words.size(whole.rows, whole.columns)}`}
          aria-rowcount=${whole.rows}
          aria-colcount=${whole.columns}
          @keydown=${this.pressed}
          @pointerleave=${this.left}
          @focusout=${this.left}
        >
          <tbody>
            ${range(window.rows).map(
              (i) =>
                html`<tr aria-rowindex=${window.row + i + 1}>
                  ${range(window.columns).map((k) => this.cell(i, k, most))}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${isWhole(window, shape) ? nothing : this.moves()}
    </figure>`;
  }

  private cell(i: number, k: number, most: number): TemplateResult {
    const { window, cursor } = this;
    const [row, column] = [window.row + i, window.column + k];
    const value = this.values[i * window.columns + k];
    const isCursor = row === cursor.row && column === cursor.column;
    return html`<td
      role="gridcell"
      aria-colindex=${column + 1}
      tabindex=${isCursor ? 0 : -1}
      data-cell=${`${row},${column}`}
      data-tint=${value === undefined || most === 0 ? 0 : value / most}
      @pointerenter=${() => this.read(row, column)}
      @click=${() => this.read(row, column)}
      @focus=${() => this.focused(row, column)}
    >
      ${formatNumber(value)}
    </td>`;
  }

  private moves(): TemplateResult {
    const { shape, window, room } = this;
    const { row, column, rows, columns } = window;
    const by = (
      name: 'up' | 'down' | 'left' | 'right',
      down: number,
      right: number,
    ): TemplateResult => {
      const next = moved(window, shape, room, down, right);
      return html`<button
        class="icon quiet ${name}"
        data-move=${name}
        aria-label=${words[name]}
        title=${words[name]}
        ?disabled=${next.row === row && next.column === column}
        @click=${() => this.move(next)}
      >
        ${icon('fold')}
      </button>`;
    };
    return html`<div class="moves">
      ${rows < shape.rows ? html`${by('up', -room.rows, 0)} ${by('down', room.rows, 0)}` : nothing}
      ${
        columns < shape.columns
          ? html`${by('left', 0, -room.columns)} ${by('right', 0, room.columns)}`
          : nothing
      }
      <span class="number"
        >${words.part(
          words.range(row + 1, row + rows),
          words.range(column + 1, column + columns),
        )}</span
      >
    </div>`;
  }

  /** The tints follow the numbers; a style attribute would be against the page's policy. */
  protected override updated(): void {
    for (const cell of this.renderRoot.querySelectorAll<HTMLElement>('td')) {
      const tint = Number(cell.dataset['tint']);
      const share = Math.round(strongest * Math.sqrt(Math.min(1, Math.abs(tint))));
      const colour = tint < 0 ? 'var(--below)' : 'var(--above)';
      cell.style.background =
        share > 0 ? `color-mix(in oklab, ${colour} ${share}%, var(--surface))` : '';
    }
    if (!this.follows) return;
    const { row, column } = this.cursor;
    const cell = this.renderRoot.querySelector<HTMLElement>(`[data-cell="${row},${column}"]`);
    if (!cell) return; // the numbers of the moved window are on their way
    this.follows = false;
    cell.focus();
    this.read(row, column); // where the cell has had the focus all along, with another number
  }

  private move(window: MatrixWindow): void {
    this.dispatchEvent(new CustomEvent('move', { detail: window }));
  }

  private read(row: number, column: number): void {
    const { window, values } = this;
    const value = values[(row - window.row) * window.columns + (column - window.column)] ?? null;
    const detail: CellReading = { name: words.cell(this.name, row + 1, column + 1), value };
    this.dispatchEvent(new CustomEvent('read', { detail }));
  }

  private focused(row: number, column: number): void {
    this.cursor = { row, column };
    this.read(row, column);
  }

  private readonly left = (): void => {
    this.dispatchEvent(new CustomEvent('read', { detail: null }));
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      PageUp: [-this.room.rows, 0],
      PageDown: [this.room.rows, 0],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const within = (at: number, size: number): number => Math.max(0, Math.min(at, size - 1));
    const row = within(this.cursor.row + step[0], this.shape.rows);
    const column = within(this.cursor.column + step[1], this.shape.columns);
    const window = revealing(this.window, row, column);
    this.follows = true;
    this.cursor = { row, column };
    if (window.row !== this.window.row || window.column !== this.window.column) this.move(window);
  };
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-step-matrix': StepMatrix;
  }
}
