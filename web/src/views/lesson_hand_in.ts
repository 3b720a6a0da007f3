import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { handInHash, type HandedTask } from '../state/hand_in';
import type { LessonWork } from '../state/lesson_work';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { blockStyles } from './lesson_styles';

const words = placeText.lessons.handIn;

/** The end of a lesson: a link with what is solved, and how it is verified. */
@customElement('fall-line-hand-in')
export class LessonHandIn extends LitElement {
  @property({ attribute: false }) work!: LessonWork;
  @property({ attribute: false }) solved: readonly HandedTask[] = [];
  /** The page that opens the link; without it, the present one. */
  @property({ attribute: false }) home: string | null = null;
  @state() private said = '';
  @query('input') private field!: HTMLInputElement | null;

  static override styles = [
    controls,
    blockStyles,
    css`
      h2 {
        margin-bottom: var(--space-2);
        font-size: var(--text-title);
        line-height: 1.3;
      }
      p {
        margin: 0 0 var(--space-3);
        font-size: var(--text);
        line-height: 1.55;
      }
      .link {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-2);
      }
      .said {
        min-height: calc(20px * var(--scale));
        margin: var(--space-1) 0;
        font-size: var(--text-small);
        color: var(--muted);
      }
      code {
        padding: 1px 4px;
        border-radius: 3px;
        background: var(--grid);
      }
      .verify {
        margin: 0;
        font-size: var(--text-small);
        color: var(--muted);
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { solved } = this;
    const hash = handInHash({ lesson: this.work.id, tasks: solved });
    const page = new URL(this.home ?? '', document.baseURI);
    const address = new URL(hash, page).href;
    return html`<div class="block">
      <h2>${words.title}</h2>
      <p>${words.about}</p>
      ${
        solved.length === 0
          ? html`<p class="muted" data-figure="hand-in">${words.nothing}</p>`
          : html`<p data-figure="hand-in">
                ${words.holds(solved.length, this.work.lesson.tasks.length)}
              </p>
              <div class="link">
                <input type="text" readonly aria-label=${words.link} .value=${address} />
                <button class="strong" data-action="copy-hand-in" @click=${this.copy}>
                  ${words.copy}
                </button>
              </div>
              <p class="said" role="status">${this.said}</p>`
      }
      <p class="verify">${words.verify} <code>${words.command}</code>, ${words.verifyRest}</p>
    </div>`;
  }

  private readonly copy = async (): Promise<void> => {
    const { field } = this;
    if (!field) return;
    try {
      await navigator.clipboard.writeText(field.value);
      this.said = words.copied;
    } catch {
      field.select();
      this.said = words.notCopied;
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-hand-in': LessonHandIn;
  }
}
