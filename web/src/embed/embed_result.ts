import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { State } from '../state/state';
import { embedText } from '../text/embed';
import { text } from '../text/text';
import { plotOf } from '../views/plot_of';
import { kindOf, resultViews, viewsFor, type ResultView } from '../views/result_views';
import { StoreElement } from '../views/store_element';
import '../views/plot_menu';
import { viewStyles } from './embed_styles';

const words = embedText.frame;

/** What has been learned: one picture, or all that fit the data, by a menu in the place of a title. */
@customElement('fall-line-embed-result')
export class EmbedResult extends StoreElement {
  /** The one picture that is wanted; null for a choice. */
  @property({ attribute: false }) picture: string | null = null;
  /** Whether there are no controls at all. */
  @property({ type: Boolean }) bare = false;
  /** The picture chosen last, by the kind of problem. */
  @state() private chosen: ReadonlyMap<string, string> = new Map();
  @state() private loads: ReadonlyMap<string, 'loading' | 'ready' | 'failed'> = new Map();

  static override styles = [
    ...viewStyles,
    css`
      .head select {
        width: auto;
        max-width: 70%;
        height: calc(24px * var(--scale));
        border-color: transparent;
        font-weight: 600;
      }
      .head select:hover {
        border-color: var(--edge);
      }
      @media (pointer: coarse) {
        .head select {
          height: 36px;
        }
      }
    `,
  ];

  private readonly plot = () => plotOf(this.renderRoot);

  protected override reads(state: State): readonly unknown[] {
    return [state.info, state.engine];
  }

  private get views(): readonly ResultView[] {
    const { info } = this.state;
    return info ? viewsFor(info) : [];
  }

  private get view(): ResultView | undefined {
    const { info } = this.state;
    if (this.picture !== null) return this.views.find(({ id }) => id === this.picture);
    const wanted = info ? this.chosen.get(kindOf(info)) : undefined;
    return this.views.find(({ id }) => id === wanted) ?? this.views[0];
  }

  protected override willUpdate(): void {
    const { view } = this;
    if (!view?.load || this.loads.has(view.id)) return;
    const settle = (stands: 'loading' | 'ready' | 'failed'): void => {
      this.loads = new Map([...this.loads, [view.id, stands]]);
    };
    settle('loading');
    view.load().then(
      () => settle('ready'),
      () => settle('failed'),
    );
  }

  protected override render(): TemplateResult {
    const { view, views } = this;
    const label = view?.label ?? resultViews.find(({ id }) => id === this.picture)?.label;
    return html`<section aria-label=${label ?? words.result}>
      <div class="head">
        ${
          this.picture === null && !this.bare && view && views.length > 1
            ? this.menu(view)
            : html`<h2>${label ?? words.result}</h2>`
        }
        ${
          this.bare
            ? nothing
            : html`<fall-line-plot-menu
                .store=${this.store}
                .plot=${this.plot}
              ></fall-line-plot-menu>`
        }
      </div>
      ${this.content(view, label ?? '')}
    </section>`;
  }

  private menu(view: ResultView): TemplateResult {
    return html`<select
      data-field="picture"
      aria-label=${words.picture}
      @change=${(event: Event) => this.choose((event.target as HTMLSelectElement).value)}
    >
      ${this.views.map(
        ({ id, label }) => html`<option value=${id} ?selected=${id === view.id}>${label}</option>`,
      )}
    </select>`;
  }

  private content(view: ResultView | undefined, label: string): TemplateResult {
    if (!view) {
      const isKnown = this.state.info !== null;
      return html`<p class="muted" role="status">${isKnown ? words.unfit(label) : ''}</p>`;
    }
    const stands = view.load ? this.loads.get(view.id) : 'ready';
    if (stands === 'ready') return view.element(this.store);
    const message = stands === 'failed' ? words.failedView : text.result.loading;
    return html`<p class="muted" role="status">${message}</p>`;
  }

  private choose(id: string): void {
    const { info } = this.state;
    if (!info) return;
    this.chosen = new Map([...this.chosen, [kindOf(info), id]]);
    if (this.loads.get(id) === 'failed') {
      this.loads = new Map([...this.loads].filter(([key]) => key !== id)); // to be tried again
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-embed-result': EmbedResult;
  }
}
