import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import {
  formatCount,
  formatNumber,
  formatSeconds,
  formatShare,
  parseNumber,
} from '../plots/format';
import { parts, type Metrics, type Part } from '../engine/model';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import type { TermId } from '../text/glossary';
import { text } from '../text/text';
import './term';
import { icon, type IconName } from './icons';
import { activeRules, stopText, type StopRule } from './stop_text';
import { StoreElement } from './store_element';
import { typedValue } from './typed_value';

const words = text.training;

/** Epochs a second and what they are called; 0 is no limit. */
const paces = [
  [4, words.paces.slow],
  [30, words.paces.normal],
  [0, words.paces.full],
] as const;

/** Play, pause, step, epoch, run to the stop rule, reset, new start; where training stands, and how well it does. */
@customElement('fall-line-transport')
export class TransportBar extends StoreElement {
  static override styles = [
    controls,
    css`
      .bar {
        display: flex;
        align-items: center;
        gap: var(--space-2) var(--space-4);
        min-width: 0;
      }
      .buttons {
        display: flex;
        gap: var(--space-1);
        --control: calc(34px * var(--scale));
      }
      button.main {
        width: calc(92px * var(--scale));
        font-size: var(--text);
      }
      dl {
        display: flex;
        gap: var(--space-4);
        margin: 0;
        min-width: 0;
        font-variant-numeric: tabular-nums;
      }
      dl > div {
        white-space: nowrap;
      }
      dt {
        font-size: var(--text-small);
        line-height: calc(16px * var(--scale));
        color: var(--muted);
      }
      dd {
        margin: 0;
        font-size: var(--text-large);
        line-height: calc(20px * var(--scale));
        font-weight: 550;
      }
      .place dd {
        min-width: calc(76px * var(--scale));
      }
      .metrics {
        margin-left: auto;
        border-left: 1px solid var(--hairline);
        padding-left: var(--space-4);
      }
      .metrics dd {
        min-width: calc(128px * var(--scale));
      }
      .metrics dt::before {
        content: '';
        display: inline-block;
        width: 18px;
        margin-right: 5px;
        border-top: 2px solid var(--train);
        vertical-align: middle;
      }
      .metrics .validation dt::before {
        border-top: 2px dotted var(--validation);
      }
      .metrics .test dt::before {
        border-top: 2px dashed var(--test);
      }
      .last,
      .second {
        font-weight: 400;
        font-size: var(--text-small);
        color: var(--muted);
      }
      .second {
        margin-left: var(--space-2);
      }
      .short {
        display: none;
      }
      .seed {
        display: flex;
        align-items: center;
        gap: var(--space-1);
        font-size: var(--text-small);
        color: var(--muted);
      }
      .seed select {
        width: auto;
      }
      .seed input {
        width: calc(72px * var(--scale));
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      /* Controls are folded in projector mode; what is read from afar stays. */
      @media (min-width: 768px) {
        .projector .seed {
          display: none;
        }
      }
      @media (max-width: 1199px) {
        .bar {
          flex-wrap: wrap;
        }
        .metrics {
          margin-left: 0;
          border-left: none;
          padding-left: 0;
        }
      }
      @media (max-width: 767px) {
        .bar {
          display: grid;
          grid-template-columns: minmax(0, 1fr) auto;
          gap: var(--space-1) var(--space-2);
        }
        .place {
          grid-area: 1 / 1;
          gap: var(--space-3);
        }
        .place > div {
          display: flex;
          gap: 5px;
          align-items: baseline;
        }
        .place dd {
          min-width: 48px;
          font-size: var(--text);
        }
        .metrics {
          grid-area: 2 / 1;
          gap: var(--space-3);
        }
        .metrics dd {
          min-width: 64px;
          line-height: 18px;
        }
        .last {
          display: none;
        }
        .metrics .long {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        .short {
          display: inline;
        }
        .second {
          display: block;
          margin: 0;
          line-height: 16px;
        }
        .seed {
          grid-area: 2 / 2;
          flex-direction: column;
          align-items: stretch;
          gap: 0;
          line-height: 16px;
        }
        .seed input {
          width: 84px;
        }
        .buttons {
          grid-area: 3 / 1 / 4 / 3;
          justify-content: space-between;
          --control: 44px;
        }
        button.main {
          width: 96px;
        }
        .speed {
          grid-area: 1 / 2;
        }
        .speed span {
          display: none;
        }
        .speed select {
          width: 72px;
          padding: 0;
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.pace, state.progress, state.playing, state.engine, state.settings, state.info];
  }

  protected override render(): TemplateResult {
    const { progress, playing, engine, settings, projector } = this.state;
    const off = engine !== 'ready';
    const rules = activeRules(settings);
    const stop = rules.length > 0 ? stopText(settings) : '';
    const button = (
      name: string,
      picture: IconName,
      label: string,
      title: string,
      act: () => void,
      disabled = off,
    ): TemplateResult =>
      html`<button
        class="icon"
        data-action=${name}
        title=${title}
        aria-label=${label}
        ?disabled=${disabled}
        @click=${act}
      >
        ${icon(picture)}
      </button>`;
    const keyed = words.withKey;
    const rest = off || playing;
    return html`<div class="bar ${projector ? 'projector' : ''}">
      <div class="buttons" role="group" aria-label=${words.bar}>
        <button
          class="main"
          data-action="play"
          title=${keyed(playing ? words.pause : words.playHelp(stop), 'space')}
          ?disabled=${off}
          @click=${() => this.store.toggle()}
        >
          ${icon(playing ? 'pause' : 'play')}${playing ? words.pause : words.play}
        </button>
        ${button('step', 'step', words.step, keyed(words.step, 's'), () => this.store.step(), rest)}
        ${button(
          'epoch',
          'epoch',
          words.epoch,
          keyed(words.epoch, 'e'),
          () => this.store.epoch(),
          rest,
        )}
        ${button(
          'finish',
          'finish',
          words.finish,
          stop === '' ? words.noRule : words.finishHelp(stop),
          () => this.store.runToStop(),
          rest || stop === '',
        )}
        ${button('reset', 'reset', words.reset, keyed(words.reset, 'r'), () => this.store.reset())}
        ${button('new', 'dice', words.newStart, keyed(words.newStart, 'n'), () =>
          this.store.newStart(),
        )}
      </div>
      <dl class="place" title=${stop === '' ? '' : words.stop(stop)}>
        ${this.figure(
          'epoch',
          'epoch',
          words.epochFigure,
          formatCount(progress?.epoch ?? 0),
          lastOf(rules, 'epochs'),
        )}
        ${this.figure(
          'step',
          'step',
          words.stepFigure,
          formatCount(progress?.step ?? 0),
          lastOf(rules, 'steps'),
        )}
        ${this.figure('time', 'trainingTime', words.time, formatSeconds(progress?.seconds ?? 0))}
      </dl>
      <label class="seed" title=${words.seedHelp}>
        <fall-line-term term="seed">${words.seed}</fall-line-term>
        <input
          type="text"
          inputmode="numeric"
          autocomplete="off"
          data-field="seed"
          .value=${typedValue(String(settings.seed ?? 1))}
          @change=${this.seedTyped}
        />
      </label>
      <label class="seed speed" title=${words.speedHelp}>
        <span>${words.speed}</span>
        <select
          data-field="pace"
          aria-label=${words.speed}
          @change=${(event: Event) =>
            this.store.setPace(Number((event.target as HTMLSelectElement).value) || null)}
        >
          ${paces.map(
            ([pace, label]) =>
              html`<option value=${pace} ?selected=${pace === (this.state.pace ?? 0)}>
                ${label}
              </option>`,
          )}
        </select>
      </label>
      <dl class="metrics">${parts.map((part) => this.metrics(part, progress?.[part] ?? null))}</dl>
    </div>`;
  }

  private figure(
    name: string,
    term: TermId,
    label: string,
    figure: string,
    last = '',
  ): TemplateResult {
    return html`<div>
      <dt><fall-line-term .term=${term}>${label}</fall-line-term></dt>
      <dd>
        <span data-figure=${name}>${figure}</span>
        ${last === '' ? nothing : html`<span class="last">${words.ofLast(last)}</span>`}
      </dd>
    </div>`;
  }

  private metrics(part: Part, metrics: Metrics | null): TemplateResult | null {
    const count = this.state.info?.samples[part] ?? 0;
    if (count === 0 && part !== 'train') return null;
    const second =
      metrics?.accuracy !== undefined
        ? formatShare(metrics.accuracy)
        : metrics?.r2 !== undefined
          ? words.r2(formatNumber(metrics.r2))
          : '';
    return html`<div class=${part}>
      <dt>
        <span class="long"
          ><fall-line-term .term=${part === 'train' ? 'training' : part}
            >${words.partLoss(words.capitalParts[part])}</fall-line-term
          ></span
        >
        <span class="short" aria-hidden="true">${words.shortParts[part]}</span>
      </dt>
      <dd>
        <span data-figure="${part}-loss">${formatNumber(metrics?.loss)}</span>
        <span class="second" data-figure="${part}-second">${this.explained(metrics, second)}</span>
      </dd>
    </div>`;
  }

  private explained(metrics: Metrics | null, second: string): TemplateResult {
    const term = metrics?.accuracy !== undefined ? 'accuracy' : second === '' ? null : 'r2';
    return html`<fall-line-term .term=${term}>${second}</fall-line-term>`;
  }

  private readonly seedTyped = (event: Event): void => {
    const seed = parseNumber((event.target as HTMLInputElement).value);
    if (seed !== null && seed !== this.state.settings.seed) this.store.newStart(seed);
    else this.requestUpdate();
  };
}

/** The number of a rule as it is shown; empty when it is off. */
function lastOf(rules: ReturnType<typeof activeRules>, rule: StopRule): string {
  const value = rules.find(([one]) => one === rule)?.[1];
  return value === undefined ? '' : formatCount(value);
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-transport': TransportBar;
  }
}
