import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { everything, pathsOf } from '../state/access';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { embedText } from '../text/embed';
import { text } from '../text/text';
import { resultViews } from '../views/result_views';
import { segments, segmentStyles } from '../views/segments';
import { StoreElement } from '../views/store_element';
import '../views/data_panel';
import '../views/network_panel';
import '../views/optimizer_panel';
import { arrange, leastOf, wantedHeight, type Arrangement } from './arrangement';
import './embed_bar';
import './embed_foot';
import './embed_loss';
import './embed_result';
import { failureOf, type Cause } from './failure';
import { usualPresentation, type Presentation, type Remark } from './presentation';
import { strangeNames } from './remarks';
import { Sight } from './sight';

const words = embedText.frame;

/** Panels that consist of controls: below the pictures, as high as they need. */
const panels: ReadonlySet<string> = new Set(['data', 'network', 'training', 'inside']);
/** What is loaded when it is shown. */
const lazy: Readonly<Record<string, () => Promise<unknown>>> = {
  inside: () => import('../views/inside_panel'),
  lesson: () => import('../views/lessons_view'),
};
/** What `controls=full` adds. */
const allControls = ['data', 'network', 'training'];

/**
 * Fall Line inside another page: the views that were asked for, in one frame that fills its element.
 *
 * @fires resize - CustomEvent<number>: the height at which all of it is seen well, in CSS pixels
 */
@customElement('fall-line-embed')
export class EmbedPage extends StoreElement {
  @property({ attribute: false }) presentation: Presentation = usualPresentation;
  /** What was wrong with the keys. */
  @property({ attribute: false }) remarks: readonly Remark[] = [];
  /** The address of the workbench. */
  @property() home = './';
  /** Why the engine did not start; null while it has. */
  @property({ attribute: false }) failure: Cause | null = null;

  @state() private size = { width: 0, height: 0 };
  @state() private tab = '';
  /** Views that are loaded when they are shown. */
  @state() private loads: ReadonlyMap<string, 'loading' | 'ready' | 'failed'> = new Map();

  static override styles = [
    controls,
    segmentStyles,
    css`
      :host {
        display: block;
        box-sizing: border-box;
        height: 100%;
        overflow: auto;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        font: var(--text) / 1.4 var(--font);
        scrollbar-width: thin;
      }
      .embed {
        display: flex;
        flex-direction: column;
        gap: var(--space-1);
        min-height: 100%;
        padding: var(--space-2) var(--space-3) var(--space-1);
      }
      h1 {
        margin: 0;
        font-size: var(--text-large);
        font-weight: 600;
        line-height: 1.4;
        overflow-wrap: anywhere;
      }
      .views {
        flex: 1 0 0;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        grid-auto-rows: minmax(0, 1fr);
        gap: var(--space-2) 0;
        margin: 0 calc(-1 * var(--space-3));
      }
      .views > * {
        min-width: 0;
        min-height: 0;
        padding: 0 var(--space-3);
        overflow: auto;
        scrollbar-width: thin;
      }
      .columns-2 {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      .columns-3 {
        grid-template-columns: repeat(3, minmax(0, 1fr));
      }
      .columns-4 {
        grid-template-columns: repeat(4, minmax(0, 1fr));
      }
      /* Hairlines between neighbours; none at the frame's own edge. */
      .views > * + * {
        border-left: 1px solid var(--hairline);
      }
      .columns-1 > * + *,
      .columns-2 > :nth-child(2n + 1),
      .columns-3 > :nth-child(3n + 1),
      .columns-4 > :nth-child(4n + 1) {
        border-left: none;
      }
      .tabs {
      }
      .panels {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr));
        gap: var(--space-3) var(--space-5);
        align-items: start;
        padding-top: var(--space-2);
        border-top: 1px solid var(--hairline);
      }
      .panels > * {
        min-width: 0;
      }
      .lesson {
        flex: none;
        min-width: 0;
      }
      fall-line-embed-foot {
        margin-top: auto;
      }
      .failed {
        flex: 1;
        display: grid;
        align-content: center;
        gap: var(--space-2);
        max-width: 60ch;
        margin: 0 auto;
        padding: var(--space-3) 0;
        line-height: 1.5;
      }
      .failed h2 {
        font-size: var(--text-large);
        line-height: 1.4;
      }
      .failed p {
        margin: 0;
      }
      .failed a {
        color: var(--accent);
      }
    `,
  ];

  /** Whether it trains while it is not seen. */
  sight: Sight | null = null;
  private seenStore: unknown = null;
  private sent = 0;
  private readonly watcher = new ResizeObserver(() => this.measure());
  private readonly eyes = new IntersectionObserver(
    (entries) => this.sight?.seen((entries.at(-1)?.intersectionRatio ?? 0) > 0),
    { threshold: [0, 0.01] },
  );

  protected override reads(state: State): readonly unknown[] {
    return [state.engine, state.info === null];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.watcher.observe(this);
    this.eyes.observe(this);
    document.addEventListener('visibilitychange', this.turned);
  }

  override disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.turned);
    this.watcher.disconnect();
    this.eyes.disconnect();
    this.sight?.seen(false);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.store !== this.seenStore) {
      this.seenStore = this.store;
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      this.sight = new Sight(this.store, this.presentation.autoplay && !calm);
    }
    if (changed.has('presentation')) {
      const { hide, lock, controls: level } = this.presentation;
      // Without controls pictures are pictures: nothing in them changes the experiment.
      const locked = level === 'none' ? [...lock, everything] : lock;
      const hidden = level === 'none' ? [...hide, 'network.layers'] : hide;
      this.store.host.allow({ hidden: pathsOf(hidden), locked: pathsOf(locked) });
      this.store.setPace(this.presentation.speed);
    }
    if (this.presentation.lesson !== null) this.fetch('lesson');
    else for (const id of this.views) this.fetch(id);
  }

  /** What is shown, without what is hidden. */
  private get views(): readonly string[] {
    const { view, hide, controls: level } = this.presentation;
    const more = level === 'full' ? allControls.filter((id) => !view.includes(id)) : [];
    return [...view, ...more].filter((id) => !hide.includes(id));
  }

  private fetch(id: string): void {
    const load = lazy[id];
    if (!load || this.loads.has(id)) return;
    const settle = (stands: 'loading' | 'ready' | 'failed'): void => {
      this.loads = new Map([...this.loads, [id, stands]]);
    };
    settle('loading');
    load().then(
      () => settle('ready'),
      () => settle('failed'),
    );
  }

  protected override render(): TemplateResult {
    const { store, presentation, failure } = this;
    const { title, lesson, controls: level } = presentation;
    const { engine, info } = this.state;
    const remarks = [...this.remarks, ...strangeNames(presentation)];
    const hasFailed = engine === 'failed' && info === null;
    return html`<div
      class="embed"
      role="region"
      aria-label=${title === '' ? words.label : words.named(title)}
    >
      ${title === '' ? nothing : html`<h1>${title}</h1>`}
      ${
        level === 'none' || hasFailed || lesson !== null
          ? nothing
          : html`<fall-line-embed-bar
              .store=${store}
              ?full=${level === 'full'}
              @decide=${() => this.sight?.decided()}
            ></fall-line-embed-bar>`
      }
      ${
        lesson !== null
          ? this.lesson()
          : hasFailed
            ? this.failed(failure ?? { code: '', message: '' })
            : this.content()
      }
      <fall-line-embed-foot
        .store=${store}
        .remarks=${remarks}
        .lesson=${lesson}
        home=${this.home}
      ></fall-line-embed-foot>
    </div>`;
  }

  private lesson(): TemplateResult {
    const stands = this.loads.get('lesson');
    return html`<div class="lesson">
      ${
        stands === 'ready'
          ? html`<fall-line-lessons .store=${this.store} .home=${this.home}></fall-line-lessons>`
          : html`<p class="muted" role="status">
              ${stands === 'failed' ? words.failedView : words.loadingLesson}
            </p>`
      }
    </div>`;
  }

  private content(): TemplateResult {
    const isFull = this.presentation.controls === 'full';
    // With all controls the pictures come first; alone, a panel is a view as any other.
    const below = isFull ? this.views.filter((id) => panels.has(id)) : [];
    const above = this.views.filter((id) => !below.includes(id));
    const arrangement = this.arrangementOf(above.length);
    const isTabbed = arrangement.kind === 'tabs';
    const rows = isTabbed ? 1 : Math.ceil(above.length / arrangement.columns);
    const shown = above.includes(this.tab) ? this.tab : (above[0] ?? '');
    return html`${
      isTabbed
        ? html`<div class="tabs">
            ${segments(
              words.views,
              above.map((id) => ({ id, label: labelOf(id) })),
              shown,
              (id) => (this.tab = id),
            )}
          </div>`
        : nothing
    }
    ${
      above.length === 0
        ? nothing
        : html`<div
            class="views columns-${arrangement.columns}"
            .style=${`min-height: ${leastOf(rows)}px`}
          >
            ${isTabbed ? this.view(shown) : above.map((id) => this.view(id))}
          </div>`
    }
    ${
      below.length === 0
        ? nothing
        : html`<div class="panels">${below.map((id) => this.view(id))}</div>`
    }`;
  }

  private arrangementOf(views: number): Arrangement {
    const { width, height } = this.size;
    return arrange(this.presentation.layout, views, width, height);
  }

  private view(id: string): TemplateResult {
    const { store } = this;
    const { controls: level } = this.presentation;
    const bare = level === 'none';
    switch (id) {
      case 'result':
        return html`<fall-line-embed-result
          data-view="result"
          .store=${store}
          ?bare=${bare}
        ></fall-line-embed-result>`;
      case 'loss':
        return html`<fall-line-embed-loss
          data-view="loss"
          .store=${store}
          ?bare=${bare}
        ></fall-line-embed-loss>`;
      case 'network':
        return html`<fall-line-network
          data-view="network"
          .store=${store}
          ?bare=${level !== 'full'}
        ></fall-line-network>`;
      case 'data':
        return html`<fall-line-data data-view="data" .store=${store}></fall-line-data>`;
      case 'training':
        return html`<fall-line-optimizer
          data-view="training"
          .store=${store}
        ></fall-line-optimizer>`;
      case 'inside':
        return this.loads.get(id) === 'ready'
          ? html`<fall-line-inside data-view="inside" .store=${store}></fall-line-inside>`
          : html`<p class="muted" role="status" data-view="inside">
              ${this.loads.get(id) === 'failed' ? words.failedView : text.result.loading}
            </p>`;
      default:
        return html`<fall-line-embed-result
          data-view=${id}
          .store=${store}
          .picture=${id}
          ?bare=${bare}
        ></fall-line-embed-result>`;
    }
  }

  /** What is needed and whom to ask, where there is no engine. */
  private failed(cause: Cause): TemplateResult {
    const failure = failureOf(cause, location.origin === 'null');
    const said = embedText.failure[failure];
    return html`<section class="failed" role="alert" data-failure=${failure}>
      <h2>${embedText.failure.title}</h2>
      <p>${said}</p>
      ${cause.message === '' ? nothing : html`<p class="small muted">${cause.message}</p>`}
    </section>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.sight?.goOn();
    const lesson = this.renderRoot.querySelector('.lesson');
    if (lesson) this.watcher.observe(lesson); // again is no more than once
    this.tell();
  }

  private measure(): void {
    const views = this.renderRoot.querySelector('.views');
    const { clientWidth, clientHeight } = this;
    // What is above and below the views keeps its height, whatever theirs is.
    const rest = views ? this.chrome(views) : 0;
    const size = { width: clientWidth - 24, height: clientHeight - rest };
    if (size.width !== this.size.width || size.height !== this.size.height) this.size = size;
    this.tell();
  }

  /** The height of all but the views and their tabs, which come and go with the height. */
  private chrome(views: Element): number {
    const embed = this.renderRoot.querySelector<HTMLElement>('.embed');
    return (embed?.offsetHeight ?? 0) - views.clientHeight - this.tabsHeight;
  }

  private get tabsHeight(): number {
    return this.renderRoot.querySelector<HTMLElement>('.tabs')?.offsetHeight ?? 0;
  }

  /** Says the height that would be right, when it is another. */
  private tell(): void {
    const lesson = this.renderRoot.querySelector<HTMLElement>('.lesson');
    const views = this.renderRoot.querySelector('.views');
    if (this.size.width === 0) return;
    if (!views) {
      // A text is as long as it is, and grows when what stands in it is loaded.
      if (lesson) this.say(this.chrome(lesson) + lesson.scrollHeight + 2);
      return;
    }
    const { controls: level, layout } = this.presentation;
    const shown = this.views.filter((id) => level !== 'full' || !panels.has(id));
    const tabs = layout === 'tabs' ? this.tabsHeight : 0;
    const high = wantedHeight(layout, shown.length, this.size.width);
    this.say(this.chrome(views) + tabs + high + 2);
  }

  private say(wanted: number): void {
    if (Math.abs(wanted - this.sent) < 2) return;
    this.sent = wanted;
    this.dispatchEvent(new CustomEvent('resize', { detail: wanted }));
  }

  /** A tab of the browser that is not looked at need not train. */
  private readonly turned = (): void => {
    if (document.visibilityState === 'hidden') this.sight?.seen(false);
    else {
      this.eyes.unobserve(this);
      this.eyes.observe(this); // asks anew
    }
  };
}

function labelOf(id: string): string {
  const picture = resultViews.find((one) => one.id === id)?.label;
  const names: Readonly<Record<string, string>> = { ...words.tabs, result: words.result };
  return picture ?? names[id] ?? id;
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-embed': EmbedPage;
  }
}
