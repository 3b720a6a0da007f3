import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Notice, State } from '../state/state';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { text } from '../text/text';
import { icon } from './icons';
import { StoreElement } from './store_element';

const words = placeText.share.opening;

/**
 * What others have made comes in: pasted, or as a file. What is wrong with it stands below, and the
 * text stays to be corrected.
 *
 * @fires done - it is open
 */
@customElement('fall-line-open')
export class OpenView extends StoreElement {
  @state() private refusal: Notice | null = null;
  /** What is pressed while it reads is not heard: a button that turns off would lose the focus. */
  private isBusy = false;
  @query('textarea') private area!: HTMLTextAreaElement;
  @query('input') private picker!: HTMLInputElement;

  static override styles = [
    controls,
    css`
      p {
        margin: 0 0 var(--space-2);
        line-height: 1.45;
      }
      textarea {
        height: calc(160px * var(--scale));
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        margin-top: var(--space-2);
      }
      .error,
      .warning {
        margin: var(--space-2) 0 0;
        padding: var(--space-2);
        border: 1px solid currentColor;
        border-radius: var(--radius);
        overflow-wrap: anywhere;
      }
      .error {
        color: var(--error);
        background: var(--error-soft);
      }
      .warning {
        color: var(--warning);
        background: var(--warning-soft);
      }
    `,
  ];

  protected override reads({ engine }: State): readonly unknown[] {
    return [engine];
  }

  protected override render(): TemplateResult {
    const { refusal } = this;
    const disabled = this.state.engine !== 'ready';
    return html`<p>${words.about}</p>
      <textarea
        data-field="open-text"
        aria-label=${words.field}
        placeholder=${words.example}
        spellcheck="false"
        autocomplete="off"
      ></textarea>
      <div class="row">
        <button data-action="open-text" ?disabled=${disabled} @click=${() => void this.readText()}>
          ${words.read}
        </button>
        <button data-action="open-file" ?disabled=${disabled} @click=${() => this.picker.click()}>
          ${icon('file')}${words.choose}
        </button>
        <input
          type="file"
          hidden
          multiple
          data-field="open-file"
          aria-label=${words.choose}
          @change=${() => void this.choose()}
        />
      </div>
      ${
        refusal
          ? html`<p class=${refusal.kind} role="alert" data-refusal>
              <b>${text.frame.kinds[refusal.kind]}:</b> ${refusal.text}
              ${refusal.path === '' ? nothing : html`<code>${refusal.path}</code>`}
            </p>`
          : nothing
      }`;
  }

  private async readText(): Promise<void> {
    const content = this.area.value;
    if (content.trim() === '') {
      this.area.focus();
      return;
    }
    await this.attempt(() => this.store.addText(content));
  }

  private async choose(): Promise<void> {
    const files = [...(this.picker.files ?? [])];
    this.picker.value = ''; // the same file may be chosen again
    if (files.length > 0) await this.attempt(() => this.store.addFiles(files));
  }

  /** The store says what it finds in its notice; what is refused is said here, too. */
  private async attempt(act: () => Promise<void>): Promise<void> {
    const { notice: former } = this.state;
    if (this.isBusy) return;
    this.isBusy = true;
    this.refusal = null;
    await act();
    this.isBusy = false;
    const { notice } = this.state;
    const isRefused = notice !== null && notice !== former && notice.kind !== 'info';
    if (isRefused) this.refusal = notice;
    else this.dispatchEvent(new CustomEvent('done', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-open': OpenView;
  }
}
