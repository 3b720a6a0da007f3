import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { CsvPreview, Problem, Spec } from '../engine/model';
import { formatCount } from '../plots/format';
import { find, manifest } from '../state/manifest';
import { shownData, type State } from '../state/state';
import {
  hasStrays,
  predictsClasses,
  targetIndex,
  usesOf,
  withTargetScale,
  withTask,
  withText,
  withUse,
  type Use,
} from '../state/table_roles';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import { viewText } from '../text/views';
import { StoreElement } from './store_element';

type Data = Spec['data'];

/** A table: what the core has read, what each column is for, and what is wrong. */
@customElement('fall-line-table')
export class TableView extends StoreElement {
  static override styles = [
    controls,
    css`
      h3 {
        margin: 0 0 var(--space-1);
        font-size: var(--text);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      h3 span {
        font-weight: 400;
      }
      /* Two things of one line each, said like a sentence. */
      .line {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        font-size: var(--text-small);
        color: var(--muted);
      }
      .line label {
        display: flex;
        flex: 1;
        align-items: center;
        gap: 6px;
        min-width: 0;
      }
      .line p {
        flex: none;
        max-width: 96px;
        margin: 0;
        line-height: 16px;
      }
      .scroll {
        max-height: max(134px, 14vh);
        margin: var(--space-2) 0;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        overflow: auto;
        scrollbar-width: thin;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: 12px;
        line-height: 16px;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 3px 5px;
        border-bottom: 1px solid var(--hairline);
        text-align: left;
        font-weight: 400;
      }
      tr:last-child > * {
        border-bottom: 0;
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--surface);
        color: var(--muted);
      }
      .name {
        max-width: 84px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .figure {
        text-align: right;
      }
      td select {
        width: 84px;
        height: 24px;
        font-size: 12px;
      }
      tr.target {
        background: var(--accent-soft);
      }
      tr.ignore .name,
      tr.ignore .figure {
        color: var(--muted);
      }
      .cells td {
        max-width: 160px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .wrong {
        margin-bottom: var(--space-2);
        padding: var(--space-2);
        border: 1px solid var(--error);
        border-radius: var(--radius);
        background: var(--error-soft);
        font-size: var(--text-small);
        line-height: 1.35;
      }
      .wrong ul {
        max-height: 104px;
        margin: var(--space-1) 0;
        padding-left: var(--space-4);
        overflow: auto;
        overflow-wrap: anywhere;
      }
      .wrong p {
        margin: 0 0 var(--space-1);
      }
      summary {
        font-size: var(--text-small);
        line-height: 24px;
        color: var(--muted);
        cursor: pointer;
      }
      @media (pointer: coarse) {
        td select {
          height: 36px;
        }
        summary {
          line-height: 36px;
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.table, state.draft, state.settings, state.spec, state.info];
  }

  protected override render(): TemplateResult | typeof nothing {
    const { table, draft } = this.state;
    const data = shownData(this.state);
    if (!table || table.file !== data['file']) {
      return html`<p class="muted small">${text.data.loading}</p>`;
    }
    const { preview, file } = table;
    const size = viewText.table.size(formatCount(preview.rows), String(preview.columns.length));
    return html`<h3>${file} <span class="muted small number">${size}</span></h3>
      ${draft?.problem ? this.wrong(draft.problem, preview) : nothing}
      <div class="line">${this.target(data, preview)}</div>
      ${this.columns(data, preview)}
      <div class="line">${this.missing(data, preview)}</div>
      <details>
        <summary>${viewText.table.firstRows}</summary>
        ${this.firstRows(preview)}
      </details>
      <details>
        <summary>${text.data.howRead}</summary>
        <div class="fields">${this.reading(data, preview)}</div>
      </details>`;
  }

  private assign(data: Data): void {
    void this.store.assignTable(data);
    this.requestUpdate(); // a choice that changes nothing springs back
  }

  /** What is wrong, place by place, and the way out. */
  private wrong(problem: Problem, preview: CsvPreview): TemplateResult {
    const words = viewText.table;
    const list = preview.problems.length > 0 ? preview.problems : [problem];
    const count = Math.max(preview.problemCount, list.length);
    return html`<div class="wrong" role="group" aria-label=${words.problems(String(count))}>
      <p><b>${words.problems(formatCount(count))}.</b> ${words.notLearned}</p>
      <ul data-problems>
        ${list.map((one) => {
          const place = placeIn(one.path);
          return html`<li>
            ${place ? html`<b>${words.place(place.row, place.column)}:</b> ` : nothing}${one.message}
          </li>`;
        })}
      </ul>
      <p>${words.mend}</p>
      <button data-action="discard" @click=${() => this.store.discardDraft()}>${words.keep}</button>
    </div>`;
  }

  private target(data: Data, preview: CsvPreview): TemplateResult {
    const words = viewText.table;
    const { columns } = preview;
    const chosen = targetIndex(data, preview);
    const classes = predictsClasses(data, preview);
    const isText = columns[chosen]?.kind === 'text';
    return html`<label>
        ${words.predict}
        <select
          data-field="target"
          .value=${live(columns[chosen]?.name ?? '')}
          @change=${(event: Event) => {
            const index = (event.target as HTMLSelectElement).selectedIndex;
            this.assign(withUse(data, preview, index, 'target'));
          }}
        >
          ${columns.map(
            ({ name }, i) => html`<option value=${name} ?selected=${i === chosen}>${name}</option>`,
          )}
        </select>
      </label>
      <label>
        ${words.as}
        <select
          data-field="task"
          .value=${live(classes ? 'classes' : 'regression')}
          @change=${(event: Event) => {
            const wanted = (event.target as HTMLSelectElement).value;
            const task = wanted === 'classes' && !isText ? 'classes' : null;
            this.assign(withTargetScale(withTask(data, task), preview));
          }}
        >
          <option value="regression" ?selected=${!classes} ?disabled=${isText}>
            ${words.number}
          </option>
          <option value="classes" ?selected=${classes}>${words.classes}</option>
        </select>
      </label>`;
  }

  private columns(data: Data, preview: CsvPreview): TemplateResult {
    const words = viewText.table;
    const uses = usesOf(data, preview);
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${words.columns}>
      <table data-columns>
        <thead>
          <tr>
            <th>${words.column}</th>
            <th>${words.kind}</th>
            <th class="figure" title=${words.missingHelp}>${words.missing}</th>
            <th class="figure" title=${words.distinctHelp}>${words.distinct}</th>
            <th>${words.use}</th>
          </tr>
        </thead>
        <tbody>
          ${preview.columns.map((column, i) => {
            const use = uses[i] ?? 'ignore';
            return html`<tr class=${use} data-column=${column.name}>
              <th class="name" scope="row" title=${column.name}>${column.name}</th>
              <td title=${column.decimalComma ? words.decimalComma : nothing}>
                ${words.kinds[column.kind]}
              </td>
              <td class="figure">${formatCount(column.missing)}</td>
              <td class="figure">${formatCount(column.distinct)}</td>
              <td>${this.use(data, preview, i, use)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }

  private use(data: Data, preview: CsvPreview, index: number, use: Use): TemplateResult {
    const words = viewText.table;
    const column = preview.columns[index];
    const isText = column?.kind === 'text' && !hasStrays(preview, index);
    const can = (one: Use): boolean =>
      one === use || (use !== 'target' && !(one === 'number' && isText));
    return html`<select
      aria-label=${words.useOf(column?.name ?? '')}
      .value=${live(use)}
      @change=${(event: Event) =>
        this.assign(
          withUse(data, preview, index, (event.target as HTMLSelectElement).value as Use),
        )}
    >
      ${Object.entries(words.uses).map(
        ([id, label]) =>
          html`<option value=${id} ?selected=${id === use} ?disabled=${!can(id as Use)}>
            ${label}
          </option>`,
      )}
    </select>`;
  }

  private missing(data: Data, preview: CsvPreview): TemplateResult | typeof nothing {
    const words = viewText.table;
    if (preview.columns.every(({ missing }) => missing === 0)) return nothing;
    const { info, draft } = this.state;
    const used = info ? Object.values(info.samples).reduce((sum, count) => sum + count, 0) : 0;
    const chosen = data['missing'] === 'mean' ? 'mean' : 'drop';
    return html`<label title=${words.onMissingHelp}>
        ${words.onMissing}
        <select
          data-field="missing"
          .value=${live(chosen)}
          @change=${(event: Event) => {
            const value = (event.target as HTMLSelectElement).value;
            this.assign(withText(data, 'missing', value === 'mean' ? value : ''));
          }}
        >
          <option value="drop" ?selected=${chosen === 'drop'}>${words.drop}</option>
          <option value="mean" ?selected=${chosen === 'mean'}>${words.mean}</option>
        </select>
      </label>
      ${
        draft
          ? nothing
          : html`<p class="number" data-figure="rows-used">
              ${words.used(formatCount(used), formatCount(preview.rows))}
            </p>`
      }`;
  }

  private firstRows({ columns, firstRows }: CsvPreview): TemplateResult {
    return html`<div
      class="scroll"
      tabindex="0"
      role="region"
      aria-label=${viewText.table.firstRows}
    >
      <table class="cells" data-first-rows>
        <thead>
          <tr>
            ${columns.map(({ name }) => html`<th>${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${firstRows.map(
            (row) =>
              html`<tr>
                ${row.map((cell) => html`<td title=${cell}>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** Header and delimiter: as the core has read them, and how to say otherwise. */
  private reading(data: Data, preview: CsvPreview): readonly TemplateResult[] {
    const words = viewText.table;
    const read = {
      header: words.headers[preview.header ? 'yes' : 'no'],
      delimiter: {
        ',': words.delimiters.comma,
        ';': words.delimiters.semicolon,
        '\t': words.delimiters.tab,
      }[preview.delimiter],
    };
    const labels = { header: words.header, delimiter: words.delimiter };
    const choices = { header: words.headers, delimiter: words.delimiters };
    const parameters = find(manifest.datasets, 'table')?.parameters ?? [];
    return (['header', 'delimiter'] as const).map((key) => {
      const value = typeof data[key] === 'string' ? data[key] : 'auto';
      const canChoose = parameters.some(({ name }) => name === key);
      if (!canChoose) {
        return html`<p class="field small">
          <span class="label">${labels[key]}</span>${read[key]}
        </p>`;
      }
      return html`<label class="field">
        <span class="label">${labels[key]}</span>
        <select
          data-field=${key}
          .value=${live(value)}
          @change=${(event: Event) =>
            void this.store.readTable(key, (event.target as HTMLSelectElement).value)}
        >
          ${Object.entries(choices[key]).map(
            ([id, label]) =>
              html`<option value=${id} ?selected=${id === value}>
                ${id === 'auto' ? words.asRead(label, read[key]) : label}
              </option>`,
          )}
        </select>
      </label>`;
    });
  }
}

/** Row and column in a path such as "ages.csv:12:3". */
function placeIn(path: string): { readonly row: string; readonly column: string } | null {
  const match = /:(\d+):(\d+)$/.exec(path);
  return match?.[1] !== undefined && match[2] !== undefined
    ? { row: match[1], column: match[2] }
    : null;
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-table': TableView;
  }
}
