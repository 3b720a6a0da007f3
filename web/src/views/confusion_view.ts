import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Confusion, Part, SessionInfo } from '../engine/model';
import { colourAt, contrast, luminance, mixTable, parseHex, toHex } from '../plots/colour';
import { formatCount, formatShare } from '../plots/format';
import { paletteOf } from '../plots/surface';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { StoreElement } from './store_element';

/** Beyond this a table of numbers is not read any more; the accuracy still is. */
const mostClasses = 20;

/** Which class was taken for which: rows are true classes, columns what the network says. */
@customElement('fall-line-confusion')
export class ConfusionView extends StoreElement {
  private asked: SessionInfo['inputs'] | null = null;

  static override styles = [
    controls,
    css`
      :host {
        overflow: auto;
        scrollbar-width: thin;
      }
      table {
        width: 100%;
        border-spacing: 2px;
        table-layout: fixed;
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
      }
      caption {
        caption-side: bottom;
        padding-top: var(--space-2);
        text-align: left;
        color: var(--muted);
      }
      th {
        font-weight: 550;
        color: var(--muted);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      thead th {
        padding-bottom: 2px;
      }
      tbody th {
        text-align: right;
        padding-right: 4px;
      }
      td {
        height: clamp(20px, 2.9vh, 34px);
        padding: 0;
        font-size: 12px;
        text-align: center;
        border-radius: 3px;
      }
      td.right {
        font-weight: 600;
      }
      td.share {
        color: var(--muted);
        text-align: right;
      }
      th.first {
        width: 44px;
      }
      th.last {
        width: 62px;
        text-align: right;
      }
      @media (max-width: 560px) {
        table {
          font-size: 11px;
          border-spacing: 1px;
        }
        th.first {
          width: 22px;
        }
        th.last {
          width: 46px;
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.seen.confusion, state.info, state.dark, state.theme];
  }

  private get shownPart(): Part {
    const samples = this.state.info?.samples;
    return (samples?.test ?? 0) > 0 ? 'test' : 'train';
  }

  protected override updated(): void {
    const { info } = this.state;
    if (info?.task.kind === 'classes' && this.asked !== info.inputs) {
      this.asked = info.inputs;
      this.store.watch({ confusion: this.shownPart });
    }
    this.paint();
  }

  protected override render(): TemplateResult {
    const { info, seen } = this.state;
    const { confusion } = seen;
    const part = this.shownPart === 'test' ? 'test' : 'training';
    if (!info || !confusion) {
      return html`<p class="muted">The ${part} samples have not been evaluated yet.</p>`;
    }
    const names = info.task.names;
    if (confusion.classes > mostClasses) {
      return html`<p class="muted">${confusion.classes} classes are too many for a table.</p>`;
    }
    return html`<table>
      <caption>
        Rows: true class. Columns: what the network says. ${formatCount(total(confusion))} ${part}
        samples at step ${formatCount(confusion.step)}.
      </caption>
      <thead>
        <tr>
          <th class="first"><span class="only-heard">True class</span></th>
          ${names.map((name) => html`<th scope="col" title=${name}>${signed(name)}</th>`)}
          <th class="last" scope="col">right</th>
        </tr>
      </thead>
      <tbody>
        ${names.map((name, row) => this.row(confusion, name, row))}
      </tbody>
    </table>`;
  }

  private row({ classes, counts }: Confusion, name: string, row: number): TemplateResult {
    const cells = [...counts.subarray(row * classes, (row + 1) * classes)];
    const sum = cells.reduce((a, b) => a + b, 0);
    return html`<tr>
      <th scope="row" title=${name}>${signed(name)}</th>
      ${cells.map((count, column) => {
        const share = sum > 0 ? count / sum : 0;
        return html`<td class=${row === column ? 'right' : ''} data-share=${share.toFixed(4)}>
          ${count === 0 ? '' : formatCount(count)}
        </td>`;
      })}
      <td class="share">${sum > 0 ? formatShare((cells[row] ?? 0) / sum) : '–'}</td>
    </tr>`;
  }

  /** Colours by the share of the row, set as properties because the page allows no style text. */
  private paint(): void {
    const palette = paletteOf(this);
    const ink = parseHex(palette.ink);
    const surface = parseHex(palette.surface);
    const right = mixTable([surface, parseHex(palette.accent)]);
    const wrong = mixTable([surface, parseHex(palette.test)]);
    for (const cell of this.renderRoot.querySelectorAll<HTMLElement>('td[data-share]')) {
      const share = Number(cell.dataset['share']);
      const isRight = cell.classList.contains('right');
      // The square root lets a few mistakes be seen beside thousands of right answers.
      const colour = colourAt(isRight ? right : wrong, isRight ? 0.7 * share : Math.sqrt(share));
      cell.style.background = share === 0 ? 'var(--page)' : toHex(colour);
      const readable = contrast(colour, ink) >= 4.5;
      cell.style.color =
        readable || share === 0 ? 'var(--ink)' : luminance(colour) > 0.18 ? '#000000' : '#ffffff';
    }
  }
}

function total({ counts }: Confusion): number {
  return counts.reduce((a, b) => a + b, 0);
}

function signed(name: string): string {
  return name.replace(/^-/, '\u2212');
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-confusion': ConfusionView;
  }
}
