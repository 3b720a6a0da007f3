import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { problemOf } from '../state/engine_face';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { text } from '../text/text';
import type { DialogFrame } from './dialog_frame';
import { icon } from './icons';
import { shareEntries, type ShareDialog, type ShareEntry } from './share_entries';
import { StoreElement } from './store_element';
import './dialog_frame';

const words = placeText.share;
const isSingle = import.meta.env.MODE === 'single';
const offered = shareEntries.filter(({ needsSite = false }) => !(needsSite && isSingle));

/**
 * All ways out and in, as a row that folds open under the top bar.
 *
 * @fires close - it is to be folded
 */
@customElement('fall-line-share-menu')
export class ShareMenu extends StoreElement {
  /** The entry whose dialog is open, and its element. */
  @state() private open: { readonly entry: ShareDialog; readonly shown: HTMLElement } | null = null;
  @query('fall-line-dialog') private dialog!: DialogFrame | null;

  static override styles = [
    controls,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        padding: var(--space-1) 0;
      }
      @media (min-width: 900px) {
        .row {
          justify-content: flex-end; /* below the button that has folded it open */
        }
      }
    `,
  ];

  protected override reads(): readonly unknown[] {
    return [];
  }

  protected override render(): TemplateResult {
    const { open } = this;
    return html`<div class="row" role="group" aria-label=${words.title} @keydown=${this.pressed}>
        ${offered.map(
          (entry) =>
            html`<button
              data-action=${entry.id}
              title=${entry.help}
              aria-haspopup=${'element' in entry ? 'dialog' : nothing}
              @click=${() => void this.choose(entry)}
            >
              ${icon(entry.icon)}${entry.label}
            </button>`,
        )}
      </div>
      ${
        open
          ? html`<fall-line-dialog
              heading=${open.entry.title ?? open.entry.label}
              data-dialog=${open.entry.id}
              ?wide=${open.entry.wide ?? false}
              @close=${() => (this.open = null)}
              @done=${() => this.dialog?.hide()}
              >${open.shown}</fall-line-dialog
            >`
          : nothing
      }`;
  }

  /** The first of its buttons has the focus: the menu was asked for to press one. */
  protected override firstUpdated(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('open') && this.open) void this.dialog?.show();
  }

  private async choose(entry: ShareEntry): Promise<void> {
    try {
      if ('act' in entry) {
        await entry.act(this.store);
        return;
      }
      await entry.load();
      const shown = Object.assign(document.createElement(entry.element), { store: this.store });
      this.open = { entry, shown };
    } catch (reason) {
      const why = problemOf(reason).message;
      this.store.notify({ kind: 'error', text: text.frame.placeFailed(why) });
    }
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('.row button')];
    const at = buttons.indexOf(event.target as HTMLElement);
    const last = buttons.length - 1;
    const to = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined) {
      buttons[to]?.focus();
    } else if (event.key === 'Escape') {
      this.dispatchEvent(new CustomEvent('close'));
    } else {
      return;
    }
    event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-share-menu': ShareMenu;
  }
}
