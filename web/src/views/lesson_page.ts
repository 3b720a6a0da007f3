import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { EngineHouse } from '../state/engine_house';
import { Experiment } from '../state/experiment';
import { handInHash } from '../state/hand_in';
import type { NamedSpec } from '../state/lesson';
import type { LessonWork } from '../state/lesson_work';
import { lessonsPlace, type State } from '../state/state';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { lessonStyles } from './lesson_styles';
import type { LessonEntry, LessonParts, LessonSection } from './lesson_text';
import { StoreElement } from './store_element';
import './lesson_claim';
import './lesson_experiment';
import './lesson_hand_in';
import './lesson_task';
import './term';

const words = placeText.lessons;

/** What is told when all tasks of a lesson are solved. */
export interface Completed {
  readonly lesson: string;
  readonly tasks: readonly string[];
  /** The hash of a link that hands them in. */
  readonly handIn: string;
}

/**
 * A lesson as it is read: its sections with what stands in them, and the way on.
 *
 * @fires complete - CustomEvent<Completed>: all tasks are solved
 */
@customElement('fall-line-lesson')
export class LessonPage extends StoreElement {
  @property({ attribute: false }) entry!: LessonEntry;
  @property({ attribute: false }) sections: readonly LessonSection[] = [];
  @property({ attribute: false }) work!: LessonWork;
  @property({ attribute: false }) house!: EngineHouse;
  @property({ attribute: false }) former: LessonEntry | null = null;
  /** Whether what the link hands in cannot be read. */
  @property({ type: Boolean }) damaged = false;
  /** Whether something else of this place was shown before. */
  @property({ type: Boolean }) arrived = false;
  @property({ attribute: false }) next: LessonEntry | null = null;
  /** Inside another page it stands alone: no other lessons, and the address of the workbench. */
  @property({ attribute: false }) home: string | null = null;

  static override styles = [controls, lessonStyles];

  /** One for each place in the text, in the order of the text; made when the lesson is. */
  private experiments: Experiment[] = [];
  private placed = 0;
  private unheard: (() => void) | null = null;
  /** Whether it was known that all tasks are solved. */
  private isWhole = false;

  protected override reads(state: State): readonly unknown[] {
    return [state.handIn];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.hear();
  }

  override disconnectedCallback(): void {
    this.unheard?.();
    this.unheard = null;
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('work')) return;
    this.experiments = [];
    this.hear();
  }

  /** Who came from another lesson or from the menu goes on at the title. */
  protected override firstUpdated(): void {
    if (this.home !== null) return; // the page around it is read from its own beginning
    const title = this.renderRoot.querySelector('h1');
    if (this.arrived) title?.focus();
    title?.scrollIntoView({ block: 'end' });
  }

  private hear(): void {
    this.unheard?.();
    this.unheard = this.work.subscribe(() => {
      this.requestUpdate();
      this.tellWhole();
    });
    this.isWhole = this.allSolved;
  }

  private get allSolved(): boolean {
    const { lesson, solved } = this.work;
    return lesson.tasks.length > 0 && solved.length === lesson.tasks.length;
  }

  /** Says once that all tasks are solved, with the link that hands them in. */
  private tellWhole(): void {
    if (this.isWhole || !this.allSolved) return;
    this.isWhole = true;
    const { id: lesson, solved } = this.work;
    const detail: Completed = {
      lesson,
      tasks: solved.map(({ task }) => task),
      handIn: handInHash({ lesson, tasks: solved }),
    };
    const how = { detail, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent('complete', how));
  }

  protected override render(): TemplateResult {
    const { entry, work, sections } = this;
    this.placed = 0;
    return html`<div class="lesson">
      ${this.contents()}
      <article>
        <header>
          ${
            this.home === null
              ? html`<button class="all" data-action="all-lessons" @click=${() => this.go(null)}>
                  ← ${words.all}
                </button>`
              : nothing
          }
          <h1 tabindex="-1">${entry.title}</h1>
          <p class="summary">${entry.summary}</p>
          ${this.checks()} ${this.handed()}
        </header>
        ${sections.map(
          ({ id, title, body }) =>
            html`<section data-section=${id} aria-label=${title === '' ? words.begin : title}>
              ${body(this.parts)}
            </section>`,
        )}
        <section data-section="hand-in" aria-label=${words.handIn.title}>
          <fall-line-hand-in
            .work=${work}
            .solved=${work.solved}
            .home=${this.home}
          ></fall-line-hand-in>
        </section>
        ${this.home === null ? this.neighbours() : nothing}
      </article>
    </div>`;
  }

  private contents(): TemplateResult {
    const entries = [
      ...this.sections.map(({ id, title }) => ({ id, title: title === '' ? words.begin : title })),
      { id: 'hand-in', title: words.end },
    ];
    return html`<nav class="contents" aria-label=${words.contents}>
      <h2>${words.contents}</h2>
      <ol>
        ${entries.map(
          ({ id, title }) =>
            html`<li>
              <button data-contents=${id} @click=${() => this.show(id)}>${title}</button>
            </li>`,
        )}
      </ol>
    </nav>`;
  }

  private checks(): TemplateResult {
    const { work } = this;
    const { held, failed, of } = work.counts;
    const tasks = work.lesson.tasks.length;
    return html`<div class="checks">
      <span data-figure="claims">
        ${words.claims(held, of)}${failed > 0 ? `, ${words.claimsFailed(failed)}` : ''}
      </span>
      <span data-figure="tasks">${words.solvedCount(work.solved.length, tasks)}</span>
      <button
        class="rest"
        data-action="check-all"
        @click=${() =>
          work.isWorking ? work.stop() : work.check(work.lesson.claims.map(({ id }) => id))}
      >
        ${work.isWorking ? words.stop : words.checkAll}
      </button>
    </div>`;
  }

  /** What the link hands in. */
  private handed(): TemplateResult | typeof nothing {
    const { tasks } = this.work.lesson;
    const count = tasks.filter(({ id }) => this.work.task(id)?.handed).length;
    if (this.damaged) {
      return html`<p class="handed damaged" role="alert">${words.handIn.damaged}</p>`;
    }
    if (count === 0) return nothing;
    return html`<div class="handed" data-figure="handed">
      ${words.handIn.opened(count, tasks.length)}
      <button data-action="judge-handed" @click=${() => this.work.judgeHanded()}>
        ${words.handIn.judgeAll}
      </button>
    </div>`;
  }

  private neighbours(): TemplateResult {
    const link = (
      to: LessonEntry | null,
      side: 'before' | 'after',
    ): TemplateResult | typeof nothing =>
      to
        ? html`<button class=${side} data-neighbour=${side} @click=${() => this.go(to.id)}>
            <small>${words[side]}: ${words.number(to.number)}</small>${to.title}
          </button>`
        : nothing;
    return html`<nav class="neighbours" aria-label=${words.nav}>
      ${link(this.former, 'before')} ${link(this.next, 'after')}
    </nav>`;
  }

  private readonly parts: LessonParts = {
    experiment: (name) => {
      const named = this.work.lesson.specs[name];
      if (!named) return html``;
      return html`<fall-line-experiment
        data-experiment=${name}
        .store=${this.store}
        .experiment=${this.nextExperiment(named)}
      ></fall-line-experiment>`;
    },
    claim: (id) =>
      html`<fall-line-claim
        data-claim=${id}
        .work=${this.work}
        .claim=${this.work.lesson.claims.find((one) => one.id === id)}
        .worked=${this.work.claim(id)}
      ></fall-line-claim>`,
    task: (id) =>
      html`<fall-line-task
        data-task=${id}
        .store=${this.store}
        .work=${this.work}
        .task=${this.work.lesson.tasks.find((one) => one.id === id)}
        .worked=${this.work.task(id)}
      ></fall-line-task>`,
  };

  /** The next experiment of the text; one that stands twice is two. */
  private nextExperiment({ title, spec }: NamedSpec): Experiment {
    const place = this.placed++;
    const experiment = this.experiments[place] ?? new Experiment(title, spec, this.house);
    this.experiments[place] = experiment;
    return experiment;
  }

  private show(section: string): void {
    this.renderRoot
      .querySelector(`[data-section="${section}"]`)
      ?.scrollIntoView({ block: 'start' });
  }

  private go(lesson: string | null): void {
    this.store.goTo(lessonsPlace, { lesson, handIn: null });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-lesson': LessonPage;
  }
}
