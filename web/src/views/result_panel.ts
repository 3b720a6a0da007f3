import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import { plotOf } from './plot_of';
import { kindOf, viewsFor, type ResultView } from './result_views';
import { segments, segmentStyles } from './segments';
import { StoreElement } from './store_element';
import './plot_menu';

/** What the network has learned, as one of the pictures that fit the problem. */
@customElement('fall-line-result')
export class ResultPanel extends StoreElement {
  /** The view chosen last, by the kind of problem. */
  @state() private chosen: ReadonlyMap<string, string> = new Map();
  /** What has become of the code of views that are loaded when they are first chosen. */
  @state() private loads: ReadonlyMap<string, 'loading' | 'ready' | 'failed'> = new Map();

  static override styles = [
    controls,
    segmentStyles,
    css`
      :host,
      section {
        display: flex;
        flex-direction: column;
        min-height: 0;
        height: 100%;
      }
      :host {
        container-type: inline-size;
      }
      .head {
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-2);
      }
      /* Where the views need the whole line, they speak for the panel. */
      @container (min-width: 400px) and (max-width: 560px) {
        .head h2:has(+ [role='radiogroup']) {
          position: absolute;
          clip-path: inset(50%);
        }
      }
      /* On a phone the menu stands beside the title, and the views have a line of their own. */
      @media (max-width: 767px) {
        .head .segments {
          order: 1;
          flex: 1 0 100%;
          flex-wrap: wrap;
        }
        .head .segments button {
          flex: 1 0 auto;
        }
      }
      section > :not(.head) {
        flex: 1;
        min-height: 0;
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

  /** The view in force: the one chosen for problems of this kind, or the first that fits. */
  private get view(): ResultView | undefined {
    const { info } = this.state;
    const wanted = info ? this.chosen.get(kindOf(info)) : undefined;
    return this.views.find(({ id }) => id === wanted) ?? this.views[0];
  }

  protected override willUpdate(): void {
    const { view } = this;
    if (!view?.load || this.loads.has(view.id)) return;
    this.settle(view.id, 'loading');
    view.load().then(
      () => this.settle(view.id, 'ready'),
      () => this.settle(view.id, 'failed'),
    );
  }

  protected override render(): TemplateResult {
    const { views, view } = this;
    return html`<section aria-labelledby="title">
      <div class="head">
        <h2 id="title">${text.result.title}</h2>
        ${
          view && views.length > 1
            ? segments(text.result.choose, views, view.id, (id) => this.choose(id))
            : null
        }
        <fall-line-plot-menu .store=${this.store} .plot=${this.plot}></fall-line-plot-menu>
      </div>
      ${view ? this.picture(view) : html`<p class="muted">${text.result.starting}</p>`}
    </section>`;
  }

  private picture({ id, load, element }: ResultView): TemplateResult {
    const stands = load ? this.loads.get(id) : 'ready';
    if (stands === 'ready') return element(this.store);
    const message = stands === 'failed' ? text.result.failed : text.result.loading;
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

  private settle(id: string, stands: 'loading' | 'ready' | 'failed'): void {
    this.loads = new Map([...this.loads, [id, stands]]);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-result': ResultPanel;
  }
}
