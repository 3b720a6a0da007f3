import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import { icon } from './icons';

/**
 * A dialog over the page: its heading, a button that closes it, and what is put into it. Escape
 * closes it, too; what had the focus before has it again.
 *
 * @fires close - it has been closed
 */
@customElement('fall-line-dialog')
export class DialogFrame extends LitElement {
  @property() heading = '';
  /** For what is seen beside what it is made of, and for long lines. */
  @property({ type: Boolean, reflect: true }) wide = false;
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    controls,
    css`
      dialog {
        width: min(calc(640px * var(--scale)), 100vw - 24px);
        max-width: none;
        max-height: calc(100dvh - 24px);
        overflow: auto;
        padding: var(--space-3) var(--space-4) var(--space-4);
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
      }
      :host([wide]) dialog {
        width: min(calc(1180px * var(--scale)), 100vw - 24px);
        /* Whatever is chosen in it, it stays where it is. */
        height: calc(100dvh - 24px);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 40%);
      }
      .head {
        justify-content: space-between;
      }
      h2 {
        font-size: var(--text-large);
      }
    `,
  ];

  protected override render(): TemplateResult {
    // Keys of the page have nothing to do here: what is typed stays within.
    return html`<dialog
      aria-labelledby="heading"
      @close=${() => this.dispatchEvent(new CustomEvent('close'))}
      @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
    >
      <div class="head">
        <h2 id="heading">${this.heading}</h2>
        <button
          class="icon quiet"
          data-action="close-dialog"
          title=${text.frame.close}
          aria-label=${text.frame.close}
          @click=${() => this.hide()}
        >
          ${icon('close')}
        </button>
      </div>
      <slot></slot>
    </dialog>`;
  }

  async show(): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  hide(): void {
    this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-dialog': DialogFrame;
  }
}
