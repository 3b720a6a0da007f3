import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { formatCount } from '../plots/format';
import type { NamedKind } from '../state/files';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { viewText } from '../text/views';
import { icon } from './icons';
import { StoreElement } from './store_element';

/**
 * Where files of one's own come in: chosen, dropped or pasted.
 *
 * @fires choose - the files are to be picked
 */
@customElement('fall-line-intake')
export class IntakeView extends StoreElement {
  @state() private pasting = false;
  @query('textarea') private area!: HTMLTextAreaElement | null;

  static override styles = [
    controls,
    css`
      .box {
        margin-bottom: var(--space-3);
        padding: var(--space-2);
        border: 1px dashed var(--edge);
        border-radius: var(--radius);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1);
      }
      ul {
        margin: var(--space-2) 0 0;
        padding-left: var(--space-4);
        font-size: var(--text-small);
        overflow-wrap: anywhere;
      }
      p {
        margin: var(--space-2) 0 0;
        font-size: var(--text-small);
        line-height: 1.35;
      }
      textarea {
        height: 96px;
        margin-top: var(--space-2);
        white-space: pre;
      }
      textarea + .row {
        margin-top: var(--space-1);
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.waiting];
  }

  protected override render(): TemplateResult {
    const words = viewText.intake;
    const { waiting } = this.state;
    return html`<div class="box" role="group" aria-label=${words.title}>
      <div class="row">
        <button
          data-action="choose-files"
          @click=${() => this.dispatchEvent(new CustomEvent('choose'))}
        >
          ${icon('file')} ${words.choose}
        </button>
        <button
          data-action="paste"
          aria-expanded=${this.pasting}
          @click=${() => (this.pasting = !this.pasting)}
        >
          ${words.paste}
        </button>
      </div>
      ${this.pasting ? this.paper() : nothing}
      ${waiting.length > 0 ? this.pair(waiting) : html`<p class="muted">${words.hint}</p>`}
    </div>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('pasting') && this.pasting) this.area?.focus();
  }

  private paper(): TemplateResult {
    const words = viewText.intake;
    // What is typed here are no commands of the page.
    return html`<textarea
        data-field="pasted"
        aria-label=${words.pasted}
        placeholder=${words.example}
        spellcheck="false"
        autocomplete="off"
        @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
      ></textarea>
      <div class="row">
        <button data-action="read-pasted" @click=${this.take}>${words.read}</button>
        <button class="quiet" @click=${() => (this.pasting = false)}>${words.cancel}</button>
      </div>`;
  }

  /** What is here of a pair of images and labels, and what is not. */
  private pair(waiting: readonly NamedKind[]): TemplateResult {
    const words = viewText.intake;
    const missing = waiting.flatMap(({ is }) =>
      is.kind === 'images'
        ? [words.missingLabels(formatCount(is.count))]
        : is.kind === 'labels'
          ? [words.missingImages(formatCount(is.count))]
          : [],
    );
    return html`<ul data-waiting>
        ${waiting.map(
          ({ name, is }) =>
            html`<li>
              ${
                is.kind === 'images'
                  ? words.images(name, formatCount(is.count), is.height, is.width)
                  : is.kind === 'labels'
                    ? words.labels(name, formatCount(is.count))
                    : name
              }
            </li>`,
        )}
      </ul>
      <p>${missing.join(' ')}</p>
      <button class="quiet" @click=${() => this.store.forgetFiles()}>${words.forget}</button>`;
  }

  private readonly take = (): void => {
    const content = this.area?.value ?? '';
    if (content.trim() === '') {
      this.area?.focus();
      return;
    }
    void this.store.addText(content); // refused, it stays here to be corrected
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-intake': IntakeView;
  }
}
