import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Spec } from '../engine/model';
import { formatCount, formatNumber } from '../plots/format';
import { problemOf } from '../state/engine_face';
import { find, manifest } from '../state/manifest';
import {
  finderKey,
  RateFinder,
  ratesOffered,
  type FinderResult,
  type FinderWish,
} from '../state/rate_finder';
import { idOf, valueAt } from '../state/spec';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { plotOf } from './plot_of';
import { saveText } from './save_text';
import { mostAtOnce, numbersOf } from './start_size';
import { StoreElement } from './store_element';
import './number_field';
import './plot_menu';
import './rate_plot_view';

const words = placeText.start.finder;
const usualSteps = 140;
const mostSteps = 1000;

/** Which learning rates are of use, found by one run over all of them. */
@customElement('fall-line-rate-finder')
export class RateFinderView extends StoreElement {
  /** What differs from what the method offers. */
  @state() private own: Partial<FinderWish> = {};
  @state() private result: FinderResult | null = null;
  @state() private working = false;
  @state() private problem = '';

  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: var(--space-2);
      }
      p,
      .head {
        margin: 0;
      }
      .head {
        flex-wrap: wrap;
      }
      fall-line-rate-plot {
        height: max(calc(280px * var(--scale)), 42vh);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
        min-height: var(--control);
      }
      .key {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-4);
        font-size: var(--text-small);
        color: var(--muted);
      }
      .entry {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
      }
      .smooth path {
        stroke: var(--train);
        stroke-width: 2.2;
      }
      .raw path {
        stroke: var(--edge);
        stroke-width: 0.8;
      }
      .range rect {
        fill: var(--accent);
        opacity: 0.18;
      }
      .take {
        border-color: var(--accent);
        font-variant-numeric: tabular-nums;
      }
      summary {
        cursor: pointer;
        font-size: var(--text-small);
        line-height: var(--control);
      }
      .fields {
        grid-template-columns: repeat(3, minmax(0, 1fr));
      }
      .problem {
        color: var(--error);
      }
      @media (max-width: 600px) {
        .fields {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  private readonly plot = () => plotOf(this.renderRoot);
  private desk: RateFinder | null = null;
  /** Of what was asked for last. */
  private asked = '';
  private key: { readonly of: readonly unknown[]; readonly text: string } | null = null;

  protected override reads({ info, settings, building }: State): readonly unknown[] {
    return [info, settings, building];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.desk?.end();
    this.desk = null;
    this.asked = '';
    this.working = false;
  }

  protected override updated(): void {
    const { info, building } = this.state;
    const wish = this.wish();
    if (!info || building || !wish || !this.isConnected) return;
    if (this.keyOf(wish) !== this.asked && numbersOf(info) <= mostAtOnce) void this.find(wish);
  }

  /** null for a method without a rate. */
  private wish(): FinderWish | null {
    const offered = ratesOffered(this.state.settings.optimizer);
    if (!offered) return null;
    return { from: offered.low, to: offered.high, steps: usualSteps, ...this.own };
  }

  /** Worked out once for the same settings: it is long. */
  private keyOf(wish: FinderWish): string {
    const { settings } = this.state;
    const of = [settings, wish.from, wish.to, wish.steps];
    if (!this.key?.of.every((part, i) => part === of[i])) {
      const text = finderKey(settings, wish);
      this.key = { of, text };
      return text;
    }
    return this.key.text;
  }

  private async find(wish: FinderWish): Promise<void> {
    const { settings } = this.state;
    const key = (this.asked = this.keyOf(wish));
    this.desk ??= new RateFinder(this.store.startEngine);
    this.working = true;
    this.problem = '';
    try {
      const subject = { key, settings, files: this.store.files() };
      const result = await this.desk.find(subject, wish, (soFar) => {
        if (key === this.asked) this.result = soFar;
      });
      if (!result) return; // another one was asked for meanwhile
      this.result = result;
      this.working = false;
    } catch (reason) {
      this.problem = problemOf(reason).message;
      this.working = false;
    }
  }

  protected override render(): TemplateResult {
    const { info, settings } = this.state;
    const wish = this.wish();
    const head = html`<div class="head">
        <h2>${words.title}</h2>
        ${wish ? html`<fall-line-plot-menu .store=${this.store} .plot=${this.plot}></fall-line-plot-menu>` : nothing}
      </div>
      <p class="muted small">${words.about}</p>`;
    if (!info) return html`${head}`;
    if (!wish) {
      const method = find(manifest.optimizers, idOf(settings.optimizer))?.label ?? '';
      return html`${head}
        <p data-figure="no-rate">${words.noRate(method)}</p>`;
    }
    const result = this.result?.key === this.keyOf(wish) ? this.result : null;
    return html`${head}
      <fall-line-rate-plot
        .curve=${result}
        .present=${this.present()}
        .said=${this.said(result)}
        .look=${this.look}
        aria-busy=${this.working}
      ></fall-line-rate-plot>
      ${key()}
      <div class="line">${this.outcome(result, wish)}</div>
      <p class="help">${result && !this.working ? words.ends[result.end] : ''} ${words.rule}</p>
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      ${this.fold(wish, result)}`;
  }

  private present(): number {
    return Number(valueAt(this.state.settings, 'optimizer.learningRate') ?? this.usual() ?? NaN);
  }

  /** Of a method that is written without its rate. */
  private usual(): number | undefined {
    const method = find(manifest.optimizers, idOf(this.state.settings.optimizer));
    const rate = method?.parameters.find(({ name }) => name === 'learningRate')?.default;
    return typeof rate === 'number' ? rate : undefined;
  }

  private said(result: FinderResult | null): string {
    if (!result || this.working) return '';
    const { range } = result;
    if (!range) return words.none;
    return words.usable(formatNumber(range.from, 2), formatNumber(range.to, 2));
  }

  private outcome(result: FinderResult | null, wish: FinderWish): TemplateResult {
    const { info } = this.state;
    if (this.working) {
      const done = formatCount(result?.losses.length ?? 0);
      return html`<span role="status">${words.finding(done, formatCount(wish.steps))}</span>`;
    }
    if (!result) {
      return html`<span class="muted small">${words.large(formatCount(numbersOf(info)))}</span>
        <button data-action="find-rate" @click=${() => void this.find(wish)}>
          ${words.find}
        </button>`;
    }
    const { range } = result;
    if (!range) return html`<span data-figure="usable-rates" role="status">${words.none}</span>`;
    const rate = formatNumber(range.suggested, 2);
    const isTaken = this.present() === range.suggested;
    return html`<button
        class="take"
        data-action="take-rate"
        ?disabled=${isTaken}
        @click=${() => this.store.edit('optimizer.learningRate', range.suggested)}
      >
        ${isTaken ? words.taken(rate) : words.take(rate)}
      </button>
      <span
        class="number"
        role="status"
        data-figure="usable-rates"
        data-from=${range.from}
        data-to=${range.to}
        >${this.said(result)}</span
      >
      <span class="number muted">${words.present(formatNumber(this.present()))}</span>`;
  }

  private fold(wish: FinderWish, result: FinderResult | null): TemplateResult {
    const offered = ratesOffered(this.state.settings.optimizer);
    const { low = 1e-6, high = 10 } = offered ?? {};
    return html`<details>
      <summary>${words.settings}</summary>
      <div class="fields">
        ${this.number('from', words.from, words.fromHelp, low / 100, high / 10, low, wish)}
        ${this.number('to', words.to, words.toHelp, low * 10, high * 10, high, wish)}
        ${this.number('steps', words.steps, words.stepsHelp, 20, mostSteps, usualSteps, wish)}
      </div>
      <p class="line">
        <button
          data-action="save-rates"
          title=${words.saveHelp}
          ?disabled=${!result || this.working}
          @click=${() => result && save(result.spec)}
        >
          ${words.save}
        </button>
      </p>
    </details>`;
  }

  private number(
    name: keyof FinderWish,
    label: string,
    help: string,
    low: number,
    high: number,
    initial: number,
    wish: FinderWish,
  ): TemplateResult {
    return html`<fall-line-number
      class="field"
      label=${label}
      help=${help}
      .value=${wish[name]}
      .initial=${initial}
      .low=${low}
      .high=${high}
      logarithmic
      ?whole=${name === 'steps'}
      data-parameter=${`finder-${name}`}
      @change=${({ detail }: CustomEvent<number>) => this.want(name, detail)}
    ></fall-line-number>`;
  }

  /** What is no range is not taken: the field shows the former value again. */
  private want(name: keyof FinderWish, value: number): void {
    const wish = this.wish();
    if (!wish) return;
    const next = { ...wish, [name]: name === 'steps' ? Math.round(value) : value };
    const isRange = next.from > 0 && next.to > next.from && next.to <= 1e6;
    if (isRange && next.steps >= 20 && next.steps <= mostSteps) {
      this.own = { ...this.own, [name]: next[name] };
    } else this.requestUpdate();
  }
}

function key(): TemplateResult {
  const sample = html`<svg width="28" height="10" viewBox="0 0 28 10"><path d="M0 5h28" /></svg>`;
  return html`<p class="key" aria-hidden="true">
    <span class="entry smooth">${sample}${words.key.smooth}</span>
    <span class="entry raw">${sample}${words.key.raw}</span>
    <span class="entry range"
      ><svg width="28" height="10"><rect width="28" height="10" /></svg>${words.key.range}</span
    >
  </p>`;
}

function save(spec: Spec): void {
  const content = `${JSON.stringify(spec, null, 2)}\n`;
  saveText({ name: 'learning-rates.json', type: 'application/json', content });
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-rate-finder': RateFinderView;
  }
}
