import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { GradientLog, SessionInfo } from '../engine/model';
import { formatCount, formatNumber } from '../plots/format';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { StoreElement } from './store_element';

const words = placeText.oneStep.table;

/** Steps in the table at a time; there may be ten times as many. */
const page = 20;
/** Networks with more parameters have no such table. */
export const mostParameters = 50;

/** All gradients of a small network, a row a step; they are kept while this is to be seen. */
@customElement('fall-line-step-gradients')
export class StepGradients extends StoreElement {
  /** How many of the latest steps are left out. */
  @state() private skipped = 0;
  private watchedOf: SessionInfo | null = null;

  static override styles = [
    controls,
    css`
      p {
        margin: 0 0 var(--space-2);
      }
      .frame {
        max-height: 420px;
        overflow: auto;
        scrollbar-width: thin;
      }
      table {
        border-spacing: 0;
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        min-width: calc(84px * var(--scale));
        padding: 2px 6px;
        border-bottom: 1px solid var(--hairline);
        text-align: right;
        font-weight: 400;
        white-space: nowrap;
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--surface);
        color: var(--muted);
      }
      th:first-child {
        position: sticky;
        left: 0;
        min-width: calc(56px * var(--scale));
        background: var(--surface);
      }
      .pages {
        display: flex;
        gap: var(--space-2);
        margin-top: var(--space-2);
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.info?.layers, state.seen.gradients, state.progress?.step];
  }

  override disconnectedCallback(): void {
    this.store.unwatch('gradients');
    this.watchedOf = null;
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    const { info } = this.state;
    // Another session begins with nothing watched.
    if (!info || info.layers === this.watchedOf?.layers) return;
    this.watchedOf = info;
    this.skipped = 0;
    this.store.watch({ gradients: true });
  }

  protected override render(): TemplateResult {
    const { info, seen } = this.state;
    const log = seen.gradients;
    const empty = !info || !log || log.steps.length === 0;
    return html`<p class="muted small">${words.about}</p>
      ${empty ? html`<p class="small">${words.none}</p>` : this.table(info, log)}`;
  }

  private table(info: SessionInfo, log: GradientLog): TemplateResult {
    const { steps, values, parameters } = log;
    const first = Math.min(this.skipped, Math.max(0, steps.length - 1));
    const rows = Array.from({ length: Math.min(page, steps.length - first) }, (_, i) => {
      return steps.length - 1 - first - i;
    });
    return html`<div
        class="frame"
        tabindex="0"
        role="region"
        aria-label=${placeText.oneStep.table.title}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">${words.step}</th>
              ${parameterNames(info).map((name) => html`<th scope="col">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) =>
                html`<tr data-step=${steps[row] ?? 0}>
                  <th scope="row">${formatCount(steps[row] ?? 0)}</th>
                  ${[...values.subarray(row * parameters, (row + 1) * parameters)].map(
                    (value) => html`<td title=${value}>${formatNumber(value)}</td>`,
                  )}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${
        steps.length > page
          ? html`<div class="pages">
              <button ?disabled=${first === 0} @click=${() => this.turn(-page)}>
                ${words.newer}
              </button>
              <button ?disabled=${first + page >= steps.length} @click=${() => this.turn(page)}>
                ${words.older}
              </button>
            </div>`
          : nothing
      }`;
  }

  private turn(by: number): void {
    this.skipped = Math.max(0, this.skipped + by);
  }
}

/** In the order of `parameters`: layer by layer W row by row, then b. */
export function parameterNames({ layers }: SessionInfo): readonly string[] {
  return layers.flatMap(({ inputs, units, bias }, l) => [
    ...Array.from({ length: units * inputs }, (_, i) =>
      words.weight(l + 1, Math.floor(i / inputs) + 1, (i % inputs) + 1),
    ),
    ...Array.from({ length: bias ? units : 0 }, (_, i) => words.bias(l + 1, i + 1)),
  ]);
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-step-gradients': StepGradients;
  }
}
