import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { State, Theme } from '../state/state';
import { controls } from '../styles/controls';
import { icon } from './icons';
import { StoreElement } from './store_element';

const themes: readonly Theme[] = ['auto', 'light', 'dark'];

/**
 * The name, undo and redo, the link, the theme, help.
 *
 * @fires help - the list of keys is wanted
 * @fires explain - explanations are to be shown or hidden
 */
@customElement('fall-line-top-bar')
export class TopBar extends StoreElement {
  @property({ type: Boolean }) explain = false;

  static override styles = [
    controls,
    css`
      header {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        height: 100%;
      }
      h1 {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        margin: 0 auto 0 0;
        font-size: var(--text-title);
        font-weight: 650;
        letter-spacing: -0.01em;
        white-space: nowrap;
      }
      h1 svg {
        color: var(--accent);
      }
      button[aria-pressed='true'] {
        background: var(--accent-soft);
        border-color: var(--accent);
      }
      @media (max-width: 560px) {
        .word {
          display: none;
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.theme, state.undoable, state.redoable];
  }

  protected override render(): TemplateResult {
    const { theme, undoable, redoable } = this.state;
    const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto';
    return html`<header>
      <h1>
        <svg viewBox="0 0 32 24" width="32" height="24" fill="none" aria-hidden="true">
          <path
            d="M3 4c7 0 8 16 17 16h9"
            stroke="currentColor"
            stroke-width="3"
            stroke-linecap="round"
          />
          <circle cx="14" cy="8.4" r="3.6" fill="currentColor" />
        </svg>
        Fall Line
      </h1>
      <button
        class="icon quiet"
        title="Undo (Ctrl Z)"
        aria-label="Undo"
        ?disabled=${!undoable}
        @click=${() => this.store.undo()}
      >
        ${icon('undo')}
      </button>
      <button
        class="icon quiet"
        title="Redo (Ctrl Shift Z)"
        aria-label="Redo"
        ?disabled=${!redoable}
        @click=${() => this.store.redo()}
      >
        ${icon('redo')}
      </button>
      <button
        title="Copy the link to this experiment"
        aria-label="Copy link"
        @click=${this.copyLink}
      >
        ${icon('link')}<span class="word">Copy link</span>
      </button>
      <button
        title="Show or hide one sentence on each control"
        aria-label="Explain"
        aria-pressed=${this.explain}
        @click=${() => this.dispatchEvent(new CustomEvent('explain'))}
      >
        ${icon('help')}<span class="word">Explain</span>
      </button>
      <button
        class="icon quiet"
        title="Theme: ${theme}; change to ${next}"
        aria-label="Theme: ${theme}"
        data-theme-switch
        @click=${() => this.store.setTheme(next)}
      >
        ${icon(theme)}
      </button>
      <button
        class="icon quiet"
        title="Keys (?)"
        aria-label="Keyboard shortcuts"
        @click=${() => this.dispatchEvent(new CustomEvent('help'))}
      >
        <span aria-hidden="true">?</span>
      </button>
    </header>`;
  }

  private readonly copyLink = async (): Promise<void> => {
    const link = await this.store.link();
    const url = new URL(link.hash, location.href).href;
    const lacks =
      link.lacks.length > 0 ? ` It cannot hold files: ${link.lacks.join(', ')} go separately.` : '';
    try {
      await navigator.clipboard.writeText(url);
      this.store.notify({ kind: 'info', text: `The link is on the clipboard.${lacks}` });
    } catch {
      this.store.notify({
        kind: 'info',
        text: `The link is in the address bar: copying was not allowed.${lacks}`,
      });
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-top-bar': TopBar;
  }
}
