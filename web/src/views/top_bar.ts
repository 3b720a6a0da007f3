import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { State } from '../state/state';
import { nextTheme } from '../state/theme';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import { icon, type IconName } from './icons';
import { places } from './places';
import { saveProject } from './share';
import { StoreElement } from './store_element';

const words = text.frame;

/**
 * The name, the places, undo and redo, project, the share menu, explanations, sizes and colours, help.
 *
 * @fires help - the list of keys is wanted
 * @fires explain - explanations are to be shown or hidden
 */
@customElement('fall-line-top-bar')
export class TopBar extends StoreElement {
  @property({ type: Boolean }) explain = false;
  /** Whether the share menu is folded open; its script is fetched with the first time. */
  @state() private sharing = false;

  static override styles = [
    controls,
    css`
      header {
        display: flex;
        align-items: center;
        gap: 0 var(--space-5);
        height: 100%;
      }
      h1 {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        margin: 0;
        font-size: var(--text-title);
        font-weight: 650;
        letter-spacing: -0.01em;
        white-space: nowrap;
      }
      h1 svg {
        width: calc(32px * var(--scale));
        height: calc(24px * var(--scale));
        color: var(--accent);
      }
      nav {
        display: flex;
        gap: 2px;
        margin-right: auto;
        min-width: 0;
        /* Where not all places fit the row scrolls: a second row would take room from the panels. */
        overflow-x: auto;
        scrollbar-width: none;
      }
      nav a {
        display: flex;
        align-items: center;
        height: var(--control);
        padding: 0 var(--space-2);
        border-radius: var(--radius);
        color: var(--muted);
        text-decoration: none;
        white-space: nowrap;
      }
      nav a:hover {
        background: var(--accent-soft);
        color: var(--ink);
      }
      nav a[aria-current] {
        color: var(--ink);
        font-weight: 600;
        text-decoration: underline;
        text-decoration-color: var(--accent);
        text-decoration-thickness: 2px;
        text-underline-offset: 6px;
      }
      .tools {
        display: flex;
        align-items: center;
        gap: var(--space-1);
      }
      .folds {
        flex-wrap: wrap;
      }
      fall-line-share-menu {
        flex: 1 0 100%;
        order: 4;
      }
      .tools .wordy {
        margin-left: var(--space-1);
      }
      .terse .word {
        display: none;
      }
      .terse .name {
        position: absolute;
        clip-path: inset(50%);
      }
      @media (max-width: 1099px) {
        .word {
          display: none;
        }
        .tools .wordy {
          width: var(--control);
          margin: 0;
          padding: 0;
          border-color: transparent;
          background: none;
        }
        .tools .wordy[aria-pressed='true'] {
          background: var(--accent-soft);
          border-color: var(--accent);
        }
      }
      @media (max-width: 899px) {
        header {
          flex-wrap: wrap;
        }
        h1 {
          margin-right: auto;
        }
        nav {
          order: 3;
          flex: 1 0 100%;
          margin: 0 calc(-1 * var(--space-2));
        }
      }
      @media (max-width: 767px) {
        header {
          gap: 0 var(--space-1);
        }
        .tools {
          gap: 0;
        }
      }
      @media (max-width: 419px) {
        .name {
          position: absolute;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.undoable, state.redoable, state.place, state.engine];
  }

  protected override render(): TemplateResult {
    const { theme, undoable, redoable, place, engine, projector } = this.state;
    const { store } = this;
    const name = words.themes[theme];
    const next = words.themes[nextTheme(theme)];
    const classes = [...(projector ? ['terse'] : []), ...(this.sharing ? ['folds'] : [])];
    return html`<header class=${classes.join(' ')}>
      <h1>
        <svg viewBox="0 0 32 24" fill="none" aria-hidden="true">
          <path
            d="M3 4c7 0 8 16 17 16h9"
            stroke="currentColor"
            stroke-width="3"
            stroke-linecap="round"
          />
          <circle cx="14" cy="8.4" r="3.6" fill="currentColor" />
        </svg>
        <span class="name">${words.name}</span>
      </h1>
      <nav aria-label=${words.places.label}>
        ${places.map(
          ({ id, label }) =>
            html`<a
              href="#at=${id}"
              data-place=${id}
              aria-current=${id === place ? 'page' : nothing}
              @click=${(event: Event) => {
                event.preventDefault(); // the whole link is written by keepLink
                store.goTo(id);
              }}
              >${label}</a
            >`,
        )}
      </nav>
      <div class="tools">
        ${this.small('undo', words.undo, words.undoTitle, () => store.undo(), !undoable)}
        ${this.small('redo', words.redo, words.redoTitle, () => store.redo(), !redoable)}
        <button
          class="wordy"
          data-action="save"
          title=${words.saveTitle}
          aria-label=${words.save}
          ?disabled=${engine !== 'ready'}
          @click=${() => void saveProject(store)}
        >
          ${icon('save')}<span class="word">${words.save}</span>
        </button>
        <button
          class="wordy"
          data-action="share"
          title=${words.shareTitle}
          aria-label=${words.share}
          aria-expanded=${String(this.sharing)}
          @click=${() => void this.fold()}
        >
          ${icon('share')}<span class="word">${words.share}</span>
        </button>
        <button
          class="wordy"
          title=${words.explainTitle}
          aria-label=${words.explain}
          aria-pressed=${this.explain}
          @click=${() => this.dispatchEvent(new CustomEvent('explain'))}
        >
          ${icon('help')}<span class="word">${words.explain}</span>
        </button>
        <button
          class="icon quiet only-wide"
          data-action="projector"
          title=${words.projectorTitle}
          aria-label=${words.projector}
          aria-pressed=${projector}
          @click=${() => store.toggleProjector()}
        >
          ${icon('projector')}
        </button>
        <button
          class="icon quiet"
          title=${words.themeTitle(name, next)}
          aria-label=${words.theme(name)}
          data-theme-switch=${theme}
          @click=${() => store.setTheme(nextTheme(theme))}
        >
          ${icon(theme)}
        </button>
        ${this.small('keys', words.shortcuts, words.shortcutsTitle, () =>
          this.dispatchEvent(new CustomEvent('help')),
        )}
      </div>
      ${
        this.sharing
          ? html`<fall-line-share-menu
              .store=${store}
              @close=${() => void this.fold()}
            ></fall-line-share-menu>`
          : nothing
      }
    </header>`;
  }

  /** Folds the share menu open or away; the button has the focus then, where the menu had it. */
  private async fold(): Promise<void> {
    if (this.sharing) {
      this.sharing = false;
      this.renderRoot.querySelector<HTMLElement>('[data-action="share"]')?.focus();
      return;
    }
    try {
      await import('./share_menu');
      this.sharing = true;
    } catch (reason) {
      const why = reason instanceof Error ? reason.message : String(reason);
      this.store.notify({ kind: 'error', text: words.placeFailed(why) });
    }
  }

  private small(
    picture: IconName,
    label: string,
    title: string,
    act: () => void,
    disabled = false,
  ): TemplateResult {
    return html`<button
      class="icon quiet"
      data-action=${picture}
      title=${title}
      aria-label=${label}
      ?disabled=${disabled}
      @click=${act}
    >
      ${icon(picture)}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-top-bar': TopBar;
  }
}
