import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { problemOf } from '../state/engine_face';
import { EngineHouse } from '../state/engine_house';
import { readHandIn } from '../state/hand_in';
import { lessonOf } from '../state/lesson';
import { LessonProgress } from '../state/lesson_progress';
import { LessonWork } from '../state/lesson_work';
import { lessonsPlace, type State } from '../state/state';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { lessons, type LessonEntry, type LessonText } from './lesson_text';
import { StoreElement } from './store_element';
import './lesson_page';

const words = placeText.lessons;

interface Opened {
  readonly entry: LessonEntry;
  readonly text: LessonText;
  readonly work: LessonWork;
}

/** The place of the lessons: their menu, or the one that is read. */
@customElement('fall-line-lessons')
export class LessonsView extends StoreElement {
  /** Inside another page: the address of the workbench. */
  @property({ attribute: false }) home: string | null = null;
  @state() private opened: Opened | null = null;
  @state() private failure = '';
  /** A lesson that was asked for and is not there. */
  @state() private unknown: string | null = null;
  /** Whether what the link hands in cannot be read. */
  private isDamaged = false;

  static override styles = [
    controls,
    css`
      :host {
        position: relative; /* what is only heard stays within the part that scrolls */
        height: 100%;
        min-height: 0;
      }
      .menu {
        max-width: calc(760px * var(--scale));
        margin: 0 auto;
        padding: var(--space-4) 0 var(--space-6);
      }
      h1 {
        margin: 0 0 var(--space-2);
        font-size: calc(28px * var(--scale));
        line-height: 1.25;
      }
      .about {
        max-width: 68ch;
        margin: 0 0 var(--space-4);
        font-size: var(--text-large);
        line-height: 1.6;
        color: var(--muted);
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        border-top: 1px solid var(--hairline);
      }
      li:last-child {
        border-bottom: 1px solid var(--hairline);
      }
      li a {
        display: grid;
        grid-template-columns: calc(32px * var(--scale)) minmax(0, 1fr) auto;
        gap: 2px var(--space-3);
        padding: var(--space-3) var(--space-2);
        color: inherit;
        text-decoration: none;
      }
      li a:hover {
        background: var(--accent-soft);
      }
      .digit {
        font-size: var(--text-title);
        line-height: 1.3;
        color: var(--accent);
        font-variant-numeric: tabular-nums;
      }
      .name {
        font-size: var(--text-large);
        font-weight: 600;
        line-height: 1.6;
      }
      .minutes {
        line-height: 1.6;
        font-size: var(--text-small);
        color: var(--muted);
        font-variant-numeric: tabular-nums;
      }
      .summary,
      .reached {
        grid-column: 2;
        margin: 0;
        line-height: 1.5;
      }
      .reached {
        font-size: var(--text-small);
        color: var(--muted);
      }
      .unknown {
        margin: 0 0 var(--space-4);
        padding: var(--space-2) var(--space-3);
        border-left: 3px solid var(--warning);
        background: var(--warning-soft);
      }
      .read {
        padding-top: var(--space-4);
        text-align: center;
      }
    `,
  ];

  private house: EngineHouse | null = null;
  private progress: LessonProgress | null = null;
  /** Which lesson was asked for last: what is loaded too late is not shown. */
  private asked: string | null | undefined = undefined;
  /** Lessons and menus that were shown so far. */
  private shown = 0;

  protected override reads(state: State): readonly unknown[] {
    return [state.lesson, state.handIn, state.keeping];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { store } = this;
    this.house ??= new EngineHouse(store.startEngine);
    this.progress ??= new LessonProgress(store.runs.storage, () => store.state.keeping);
  }

  override disconnectedCallback(): void {
    void this.house?.clear(); // what nobody reads does not train
    super.disconnectedCallback();
  }

  protected override updated(): void {
    const { lesson } = this.state;
    if (lesson === this.asked) return;
    this.asked = lesson;
    ++this.shown;
    this.opened = null;
    this.failure = '';
    this.isDamaged = false;
    if (lesson !== null) this.unknown = null;
    void this.house?.clear();
    if (lesson !== null) void this.open(lesson);
  }

  private async open(id: string): Promise<void> {
    const entry = lessons.find((one) => one.id === id);
    const { store, house, progress } = this;
    if (!entry || !house || !progress) {
      this.unknown = id;
      store.goTo(lessonsPlace, { lesson: null, handIn: null });
      return;
    }
    try {
      const text = await entry.load();
      if (this.asked !== id) return;
      const work = new LessonWork(id, lessonOf(text.text), text.text, house, progress);
      this.takeHandIn(id, work);
      this.opened = { entry, text, work };
    } catch (reason) {
      if (this.asked === id) this.failure = words.failed(problemOf(reason).message);
    }
  }

  /** What the link hands in is of this lesson, or it is damaged. */
  private takeHandIn(id: string, work: LessonWork): void {
    const { handIn } = this.state;
    if (handIn === null) return;
    const read = readHandIn(handIn);
    const isWhole = read?.lesson === id && work.adopt(read.tasks) === read.tasks.length;
    this.isDamaged = !isWhole;
  }

  protected override render(): TemplateResult {
    const { opened, house } = this;
    const { lesson } = this.state;
    if (lesson === null) return this.menu();
    if (this.failure !== '') return html`<p class="read" role="alert">${this.failure}</p>`;
    if (opened?.entry.id !== lesson || !house) {
      return html`<p class="read muted" role="status">${words.loading}</p>`;
    }
    const at = lessons.indexOf(opened.entry);
    return html`<fall-line-lesson
      data-lesson=${lesson}
      ?damaged=${this.isDamaged}
      ?arrived=${this.shown > 1}
      .store=${this.store}
      .entry=${opened.entry}
      .sections=${opened.text.sections}
      .work=${opened.work}
      .house=${house}
      .home=${this.home}
      .former=${lessons[at - 1] ?? null}
      .next=${lessons[at + 1] ?? null}
    ></fall-line-lesson>`;
  }

  private menu(): TemplateResult {
    return html`<div class="menu">
      <h1>${words.title}</h1>
      <p class="about">${words.about}</p>
      ${
        this.unknown === null
          ? nothing
          : html`<p class="unknown" role="alert">${words.unknown(this.unknown)}</p>`
      }
      ${
        lessons.length === 0
          ? html`<p class="muted">${words.none}</p>`
          : html`<ol aria-label=${words.menu}>
              ${lessons.map((entry) => this.entry(entry))}
            </ol>`
      }
    </div>`;
  }

  private entry({ id, number, title, summary, minutes }: LessonEntry): TemplateResult {
    const { claims, tasks } = this.progress?.of(id) ?? { claims: {}, tasks: [] };
    const held = Object.values(claims).filter(Boolean).length;
    return html`<li>
      <a
        href="#at=${lessonsPlace}&lesson=${encodeURIComponent(id)}"
        data-open-lesson=${id}
        @click=${(event: Event) => {
          event.preventDefault(); // the whole link is written by keepLink
          this.store.goTo(lessonsPlace, { lesson: id, handIn: null });
        }}
      >
        <span class="digit">${number}</span>
        <span class="name">${title}</span>
        <span class="minutes">${words.minutes(String(minutes))}</span>
        <p class="summary">${summary}</p>
        ${
          held + tasks.length === 0
            ? nothing
            : html`<p class="reached">${words.reached(held, tasks.length)}</p>`
        }
      </a>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-lessons': LessonsView;
  }
}
