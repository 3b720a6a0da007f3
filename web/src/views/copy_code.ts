import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { dataFile, isInline, npyOf, npySize } from '../code/data_file';
import type { Program } from '../code/program';
import { codeOf, targetOf, targets, type Target } from '../code/targets';
import { formatBytes, formatCount } from '../plots/format';
import {
  endingWith,
  endsOf,
  presentSource,
  readSource,
  someEpochs,
  type CodeEnd,
  type CodeSource,
} from '../state/code_source';
import { problemOf } from '../state/engine_face';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { segments, segmentStyles } from './segments';
import { saveText } from './save_text';
import { StoreElement } from './store_element';

const words = placeText.code;

/**
 * A run as code: the language and the end are chosen above, the whole script stands below. It is
 * made of what an engine of its own says of the experiment; the run itself goes on.
 */
@customElement('fall-line-copy-code')
export class CopyCode extends StoreElement {
  /** The run; without it that of the workbench, as it stands when this appears. */
  @property({ attribute: false }) source: CodeSource | null = null;
  @state() private program: Program | null = null;
  @state() private problem = '';
  @state() private language = 'numpy';
  @state() private end: CodeEnd = 'rule';
  @state() private said = '';
  private written: ReturnType<typeof codeOf> | null = null;

  static override styles = [
    controls,
    segmentStyles,
    css`
      p {
        margin: 0 0 var(--space-2);
        line-height: 1.45;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
        margin-bottom: var(--space-2);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
      select {
        width: auto;
        max-width: 100%;
      }
      .code {
        /* All of the dialog but what stands above and below it. */
        height: max(240px, calc(100dvh - 270px * var(--scale)));
        overflow: auto;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--page);
      }
      pre {
        width: max-content;
        min-width: 100%;
        margin: 0;
        padding: var(--space-2);
        font:
          12px/1.45 ui-monospace,
          'SF Mono',
          Menlo,
          Consolas,
          monospace;
        tab-size: 4;
      }
      .refused {
        padding: var(--space-2);
      }
      .refused ul {
        margin: 0;
        padding-left: 1.2em;
        line-height: 1.45;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        margin-top: var(--space-2);
      }
      .note {
        margin: var(--space-2) 0 0;
        font-size: var(--text-small);
        color: var(--muted);
      }
      output {
        flex: 1 1 160px;
        align-self: center;
        min-height: calc(20px * var(--scale));
        margin-left: var(--space-1);
        font-size: var(--text-small);
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override reads(): readonly unknown[] {
    return [];
  }

  protected override firstUpdated(): void {
    this.source ??= presentSource(this.state, this.store.files());
    this.end = endsOf(this.source)[0] ?? 'rule';
    void this.begin(this.source);
  }

  private async begin(source: CodeSource): Promise<void> {
    try {
      this.program = await readSource(source, this.store.startEngine);
    } catch (reason) {
      this.problem = words.failed(problemOf(reason).message);
    }
  }

  /** The script is long: it is written when another one is asked for. */
  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!['program', 'language', 'end'].some((name) => changed.has(name))) return;
    const { program } = this;
    const target = targetOf(this.language);
    this.written = program && target ? codeOf(target, this.ending(program)) : null;
  }

  protected override render(): TemplateResult {
    const { program, written } = this;
    const target = targetOf(this.language);
    const code = written?.code ?? null;
    return html`<p>${target?.runs === false ? words.formulas : words.about}</p>
      <div class="choices">
        ${segments(words.language, targets, this.language, (id) => {
          this.language = id;
          this.said = '';
        })}
        ${target?.runs === false ? nothing : this.endMenu()}
      </div>
      <div
        class="code"
        tabindex="0"
        role="region"
        aria-label=${words.shown(target?.label ?? '')}
        aria-busy=${String(program === null && this.problem === '')}
      >
        ${
          code !== null
            ? html`<pre data-figure="code">${code}</pre>`
            : html`<div class="refused" role="status">
                ${this.refusal(target, written?.refusals ?? [])}
              </div>`
        }
      </div>
      <div class="buttons">
        <button
          data-action="copy-code"
          ?disabled=${code === null}
          @click=${() => void this.copy(code)}
        >
          ${words.copy}
        </button>
        <button data-action="save-code" ?disabled=${code === null} @click=${() => this.save(code)}>
          ${words.save(target?.extension ?? '')}
        </button>
        ${
          this.needsData(target)
            ? html`<button data-action="save-data" @click=${() => this.saveData()}>
                ${words.saveData(this.dataSize())}
              </button>`
            : nothing
        }
        <output role="status">${this.said}</output>
      </div>
      ${this.notes(target)}`;
  }

  private notes(target: Target | undefined): TemplateResult | typeof nothing {
    const notes = [
      ...(this.needsData(target) ? [words.needsData(dataFile)] : []),
      ...(this.source?.tweaked ? [words.tweaked] : []),
    ];
    return notes.length > 0 ? html`<p class="note">${notes.join(' ')}</p>` : nothing;
  }

  private endMenu(): TemplateResult {
    const ends = this.source ? endsOf(this.source) : [];
    const labels: Readonly<Record<CodeEnd, string>> = {
      here: words.ends.here(formatCount(this.source?.steps ?? 0)),
      rule: words.ends.rule,
      some: words.ends.some(formatCount(someEpochs)),
    };
    return html`<label>
      ${words.end}
      <select
        data-field="code-end"
        @change=${(event: Event) => {
          this.end = (event.target as HTMLSelectElement).value as CodeEnd;
          this.said = '';
        }}
      >
        ${ends.map(
          (end) => html`<option value=${end} ?selected=${end === this.end}>${labels[end]}</option>`,
        )}
      </select>
    </label>`;
  }

  private refusal(
    target: Target | undefined,
    refusals: ReturnType<typeof codeOf>['refusals'],
  ): TemplateResult {
    if (this.problem !== '') return html`<p>${this.problem}</p>`;
    if (refusals.length === 0) return html`<p>${words.reading}</p>`;
    return html`<p>${words.refused(target?.label ?? '')}</p>
      <ul>
        ${refusals.map(
          ({ kind, path, name }) =>
            html`<li><code>${path}</code>: ${words.refusals[kind](name)}.</li>`,
        )}
      </ul>`;
  }

  private ending(program: Program): Program {
    return endingWith(program, this.end, this.source?.steps ?? 0);
  }

  private needsData(target: Target | undefined): boolean {
    return this.program !== null && target?.runs === true && !isInline(this.program);
  }

  private dataSize(): string {
    const { program } = this;
    return program ? formatBytes(npySize(program)) : '';
  }

  private nameOf(): string {
    const { language, program } = this;
    const source = program?.spec.data.source ?? 'run';
    return `fall-line-${source}-${language}.${targetOf(language)?.extension ?? 'txt'}`;
  }

  private async copy(code: string | null): Promise<void> {
    if (code === null) return;
    try {
      await navigator.clipboard.writeText(code);
      this.said = words.copied;
    } catch {
      this.save(code);
      this.said = words.copiedAsFile(this.nameOf());
    }
  }

  private save(code: string | null): void {
    if (code === null) return;
    const name = this.nameOf();
    saveText({ name, type: 'text/plain', content: code });
    this.said = words.saved(name);
  }

  private saveData(): void {
    if (!this.program) return;
    saveText({ name: dataFile, type: 'application/octet-stream', content: npyOf(this.program) });
    this.said = words.saved(dataFile);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-copy-code': CopyCode;
  }
}
