import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PlotSource } from '../plots/plot_source';
import type { Format } from '../plots/save_plot';
import { problemOf } from '../state/engine_face';
import type { Store } from '../state/store';
import { controls } from '../styles/controls';
import { text } from '../text/text';

const words = text.training.saving;

/**
 * Copies or saves the plot beside it. A button that folds open a row of its own, in place; both are
 * laid out by the line that holds the element, which has to wrap. The button goes to the line's end,
 * unless --plot-menu-push is 0.
 */
@customElement('fall-line-plot-menu')
export class PlotMenu extends LitElement {
  @property({ attribute: false }) store!: Store;
  /** The plot as it is when it is asked for; null while there is none. */
  @property({ attribute: false }) plot: (() => PlotSource | null) | null = null;
  @state() private isOpen = false;
  @state() private onPaper = true;

  static override styles = [
    controls,
    css`
      :host {
        display: contents;
      }
      button.toggle {
        width: calc(24px * var(--scale));
        height: calc(24px * var(--scale));
        margin-left: var(--plot-menu-push, auto);
        padding: 0;
      }
      .row {
        display: flex;
        flex: 1 0 100%;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1);
        order: 1;
        padding: 2px 0;
      }
      .row button {
        height: calc(24px * var(--scale));
      }
      .check {
        min-height: calc(24px * var(--scale));
        margin-left: var(--space-1);
        color: var(--muted);
      }
      @media (pointer: coarse) {
        .toggle,
        .row button,
        .check {
          min-width: 36px;
          height: 36px;
        }
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { isOpen } = this;
    return html`<button
        class="toggle icon quiet"
        data-action="save-plot"
        title=${words.menu}
        aria-label=${words.menu}
        aria-expanded=${String(isOpen)}
        @click=${() => (this.isOpen = !isOpen)}
      >
        <svg viewBox="0 0 20 20" fill="currentColor" aria-hidden="true">
          <circle cx="4" cy="10" r="1.6" />
          <circle cx="10" cy="10" r="1.6" />
          <circle cx="16" cy="10" r="1.6" />
        </svg>
      </button>
      ${isOpen ? this.row() : nothing}`;
  }

  private row(): TemplateResult {
    const plot = this.plot?.() ?? null;
    const formats: readonly Format[] =
      plot?.csv() === null ? ['png', 'svg'] : ['png', 'svg', 'csv'];
    return html`<div class="row" role="group" aria-label=${words.menu} @keydown=${this.pressed}>
      <button data-copy="png" title=${words.copyHelp} ?disabled=${!plot} @click=${this.copy}>
        ${words.copy}
      </button>
      ${formats.map(
        (format) =>
          html`<button
            data-save=${format}
            title=${words.formatHelp[format]}
            aria-label=${words.formatHelp[format]}
            ?disabled=${!plot}
            @click=${() => this.save(format)}
          >
            ${words.formats[format]}
          </button>`,
      )}
      ${
        plot?.forPaper
          ? html`<label class="check" title=${words.paperHelp}>
              <input
                type="checkbox"
                data-field="on-paper"
                .checked=${this.onPaper}
                @change=${(event: Event) =>
                  (this.onPaper = (event.target as HTMLInputElement).checked)}
              />
              ${words.paper}
            </label>`
          : nothing
      }
    </div>`;
  }

  private readonly copy = async (): Promise<void> => {
    await this.attempt(async (plot) => {
      const { copyPicture } = await import('../plots/save_plot');
      const how = await copyPicture(plot, this.onPaper);
      return how === 'copied' ? words.copied : words.copiedAsFile;
    });
  };

  private async save(format: Format): Promise<void> {
    await this.attempt(async (plot) => {
      const { savePlot } = await import('../plots/save_plot');
      return words.saved(await savePlot(plot, format, this.onPaper));
    });
  }

  /** Says in the place for messages what has become of it. */
  private async attempt(act: (plot: PlotSource) => Promise<string>): Promise<void> {
    const plot = this.plot?.();
    if (!plot) return;
    try {
      this.store.notify({ kind: 'info', text: await act(plot) });
    } catch (reason) {
      this.store.notify({ kind: 'error', text: words.failed(problemOf(reason).message) });
    }
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.isOpen = false;
    this.renderRoot.querySelector('button')?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-plot-menu': PlotMenu;
  }
}
