/** The rows above and below the picture of the network: names, numbers, and what changes them. */
import { css, html } from 'lit';
import { formatCount } from '../plots/format';
import type { ColumnPlace } from '../plots/network_layout';
import { plotScale } from '../plots/surface';
import { text } from '../text/text';
import { icon } from './icons';
import { columnName } from './network_names';

const words = text.network;

export interface Rows {
  readonly columns: readonly ColumnPlace[];
  /** Of the picture: nothing leaves it. */
  readonly width: number;
  /** Before the layer of that index. */
  readonly addLayer: (index: number) => void;
  readonly resize: (column: number, units: number) => void;
}

/** Elements stand where their `data-middle` says: see `placeRows`. */
export const rowStyles = css`
  .heads,
  .feet {
    position: relative;
    flex: none;
    height: calc(24px * var(--scale));
    font-size: var(--text-small);
    color: var(--muted);
  }
  .heads > *,
  .feet > * {
    position: absolute;
    top: 0;
    display: flex;
    align-items: center;
    height: 100%;
    white-space: nowrap;
    transform: translateX(-50%);
  }
  .heads button,
  .feet button {
    width: calc(24px * var(--scale));
    height: calc(24px * var(--scale));
    padding: 0;
    color: var(--muted);
  }
  .heads button svg,
  .feet button svg {
    width: calc(14px * var(--scale));
    height: calc(14px * var(--scale));
  }
  .count {
    min-width: calc(20px * var(--scale));
    text-align: center;
    font-variant-numeric: tabular-nums;
    color: var(--ink);
  }
  @media (pointer: coarse) {
    .heads,
    .feet {
      height: var(--control);
    }
    .heads button,
    .feet button {
      width: var(--control);
      height: var(--control);
    }
  }
`;

/** Moves all elements of the rows to their places; attributes with styles are forbidden here. */
export function placeRows(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-middle]')) {
    element.style.left = `${Number(element.dataset['middle']) * plotScale()}px`;
  }
}

/** Names of the columns, and between them buttons that add a layer there. */
export function heads({ columns, width: room, addLayer }: Rows): unknown {
  const pitch = pitchOf(columns);
  const button = control();
  const isShort = pitch < 66 + button;
  const half = isShort ? 12 : 30;
  const middles = columns.map(({ left, width }) =>
    Math.min(room - half, Math.max(half, left + width / 2)),
  );
  const names = middles.map((middle, c) => {
    if (pitch < 18) return null;
    const isInner = c > 0 && c < columns.length - 1;
    const name = columnName(c, columns.length, isShort);
    return html`<span data-middle=${middle}>${pitch < 34 && isInner ? String(c) : name}</span>`;
  });
  const pluses = columns.slice(1).map(({ left }, c) => {
    const from = columns[c];
    if (!from) return null;
    const middle = (from.left + from.width + left) / 2;
    const room = Math.min(middle - (middles[c] ?? 0), (middles[c + 1] ?? 0) - middle);
    if (room < half + button / 2) return null;
    const name = columnName(c + 1, columns.length);
    return html`<button
      class="quiet"
      tabindex="-1"
      data-path="network.layers"
      data-middle=${middle}
      title=${words.addBefore(name)}
      aria-label=${words.addBefore(name)}
      @click=${() => addLayer(c)}
    >
      ${icon('plus')}
    </button>`;
  });
  return [...names, ...pluses];
}

/** Numbers of units, of hidden layers with buttons that change them. */
export function feet({ columns, width: room, resize }: Rows): unknown {
  const pitch = pitchOf(columns);
  const canStep = pitch >= 20 + 2 * control();
  return columns.map(({ left, width, units }, c) => {
    const middle = Math.min(room - 10, Math.max(10, left + width / 2));
    const count = html`<span class="count">${formatCount(units)}</span>`;
    if (pitch < 18) return null;
    if (!canStep || c === 0 || c === columns.length - 1)
      return html`<span data-middle=${middle}>${count}</span>`;
    const name = columnName(c, columns.length);
    const path = `network.layers.${c - 1}.units`;
    return html`<span data-middle=${middle}>
      <button
        class="quiet"
        data-path=${path}
        tabindex="-1"
        title=${words.fewerIn(name)}
        aria-label=${words.fewerIn(name)}
        ?disabled=${units <= 1}
        @click=${() => resize(c, units - 1)}
      >
        ${icon('minus')}</button
      >${count}<button
        class="quiet"
        data-path=${path}
        tabindex="-1"
        title=${words.moreIn(name)}
        aria-label=${words.moreIn(name)}
        @click=${() => resize(c, units + 1)}
      >
        ${icon('plus')}
      </button>
    </span>`;
  });
}

/** The least distance between the middles of two columns. */
function pitchOf(columns: readonly ColumnPlace[]): number {
  const middles = columns.map(({ left, width }) => left + width / 2);
  return middles.slice(1).reduce((least, x, i) => Math.min(least, x - (middles[i] ?? 0)), 1e4);
}

/** Side of a button in the rows. */
function control(): number {
  return window.matchMedia('(pointer: coarse)').matches ? 36 : 24;
}
