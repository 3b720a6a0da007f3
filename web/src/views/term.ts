import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Entry, TermId } from '../text/glossary';

/** The glossary, once it is asked for. */
let loaded: Readonly<Record<TermId, Entry>> | null = null;
let loading: Promise<unknown> | null = null;

function load(): Promise<unknown> {
  loading ??= import('../text/glossary').then(({ glossary }) => (loaded = glossary));
  return loading;
}

/** Pixels between a term and its line, and from the window's edge. */
const gap = 4;
const edge = 8;
/** Milliseconds that a pointer rests on a word before it is explained. */
const rest = 250;

/**
 * A word of the page with its definition: on focus, on hover and on a tap, in a line beside it that
 * Escape closes. A screen reader hears it as the word's description.
 */
@customElement('fall-line-term')
export class Term extends LitElement {
  @property({ attribute: 'term' }) term: TermId | null = null;
  /** What it means, in place of an entry: for what the core declares, which says it itself. */
  @property() line = '';
  @state() private entry: Entry | null = null;
  @query('.line') private box!: HTMLElement | null;

  static override styles = css`
    :host {
      display: inline;
    }
    .word {
      border-radius: 2px;
      text-decoration: underline dotted;
      text-decoration-color: var(--edge);
      text-decoration-thickness: 1px;
      text-underline-offset: 3px;
      cursor: help;
    }
    .word:focus-visible {
      outline: 2px solid var(--accent);
      outline-offset: 1px;
    }
    .line {
      position: fixed;
      box-sizing: border-box;
      width: max-content;
      max-width: min(calc(320px * var(--scale)), calc(100vw - 16px));
      margin: 0;
      padding: var(--space-2);
      border: 1px solid var(--edge);
      border-radius: var(--radius);
      background: var(--surface);
      color: var(--ink);
      font: var(--text-small) / 1.4 var(--font, system-ui);
      text-align: left;
      white-space: normal;
      pointer-events: none;
    }
  `;

  protected override render(): TemplateResult {
    if (this.term === null && this.line === '') return html`<slot></slot>`;
    const { entry } = this;
    return html`<span
        class="word"
        tabindex="0"
        data-term=${this.term ?? nothing}
        aria-describedby="line"
        @focus=${this.shown}
        @blur=${this.left}
        @pointerenter=${this.entered}
        @pointerleave=${this.left}
        @click=${this.tapped}
        @keydown=${this.pressed}
        ><slot></slot></span
      ><span class="line" id="line" aria-hidden="true" popover="manual"
        >${
          entry
            ? html`<b>${entry.term}</b>${entry.symbol ? html` <i>${entry.symbol}</i>` : nothing}:
                ${entry.line}`
            : this.line
        }</span
      >`;
  }

  override disconnectedCallback(): void {
    this.left();
    super.disconnectedCallback();
  }

  private readonly shown = (): void => {
    void (this.term === null ? Promise.resolve() : load()).then(async () => {
      this.entry = this.term === null ? null : (loaded?.[this.term] ?? null);
      await this.updateComplete;
      const { box } = this;
      if (!box?.isConnected || !this.isReached) return;
      box.showPopover();
      this.place(box);
    });
  };

  /** What only passes over the word, on its way to a control, opens nothing. */
  private readonly entered = (): void => {
    setTimeout(this.shown, rest);
  };

  /** Whether pointer or focus are still on the word. */
  private get isReached(): boolean {
    return this.renderRoot.querySelector('.word:is(:hover, :focus)') !== null;
  }

  /** Above the word where there is room, else below it: never over it. */
  private place(box: HTMLElement): void {
    const word = this.getBoundingClientRect();
    const { width, height } = box.getBoundingClientRect();
    const above = word.top - height - gap;
    const from = Math.min(word.left, window.innerWidth - width - edge);
    box.style.left = `${Math.max(edge, from)}px`;
    box.style.top = `${above >= edge ? above : word.bottom + gap}px`;
    box.style.right = 'auto';
    box.style.bottom = 'auto';
  }

  private readonly left = (): void => {
    if (!this.isReached) this.close();
  };

  private close(): void {
    if (this.box?.matches(':popover-open')) this.box.hidePopover();
  }

  /** A tap explains; it does not reach through to the control that the word names. */
  private readonly tapped = (event: MouseEvent): void => {
    event.preventDefault();
    (event.currentTarget as HTMLElement).focus();
    this.shown();
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.box?.matches(':popover-open')) return;
    event.stopPropagation();
    event.preventDefault();
    this.close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-term': Term;
  }
}
