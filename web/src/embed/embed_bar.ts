import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { parts, type Part } from '../engine/model';
import { formatCount, formatNumber, formatShare } from '../plots/format';
import { isHidden, isLocked, transportName } from '../state/access';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { embedText } from '../text/embed';
import { text } from '../text/text';
import { icon, type IconName } from '../views/icons';
import { activeRules } from '../views/stop_text';
import { StoreElement } from '../views/store_element';

const words = embedText.transport;

/** Epochs a second; 0 is no limit. */
const paces = [
  [4, text.training.paces.slow],
  [30, text.training.paces.normal],
  [0, text.training.paces.full],
] as const;

/**
 * Training in one line: the buttons, where it stands, how well it does.
 *
 * @fires decide - the reader has started or stopped it
 */
@customElement('fall-line-embed-bar')
export class EmbedBar extends StoreElement {
  /** Whether all buttons are there, and the speed. */
  @property({ type: Boolean }) full = false;

  static override styles = [
    controls,
    css`
      :host {
        container-type: inline-size;
      }
      .bar {
        display: flex;
        align-items: center;
        gap: var(--space-1) var(--space-4);
        min-height: var(--control);
      }
      .buttons {
        display: flex;
        flex: none;
        gap: var(--space-1);
      }
      button.main {
        width: calc(84px * var(--scale));
      }
      select {
        flex: none;
        width: auto;
        padding-right: 18px;
      }
      dl {
        display: flex;
        gap: 0 var(--space-4);
        margin: 0 0 0 auto;
        min-width: 0;
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      dl > div {
        display: flex;
        align-items: baseline;
        gap: 5px;
      }
      dt {
        color: var(--muted);
      }
      dd {
        margin: 0;
        min-width: calc(46px * var(--scale));
        font-weight: 550;
      }
      .train dt::before,
      .validation dt::before,
      .test dt::before {
        content: '';
        display: inline-block;
        width: 16px;
        margin-right: 5px;
        border-top: 2px solid var(--train);
        vertical-align: middle;
      }
      .validation dt::before {
        border-top: 2px dotted var(--validation);
      }
      .test dt::before {
        border-top: 2px dashed var(--test);
      }
      .second {
        min-width: calc(50px * var(--scale));
        font-weight: 400;
        color: var(--muted);
      }
      @container (max-width: 719px) {
        .second {
          display: none;
        }
      }
      @container (max-width: 899px) {
        .full .second {
          display: none;
        }
      }
      @container (max-width: 559px) {
        .validation {
          display: none;
        }
        dl {
          gap: 0 var(--space-3);
        }
      }
      @container (max-width: 479px) {
        .train,
        .test {
          display: none;
        }
      }
      @container (max-width: 319px) {
        .extra {
          display: none;
        }
      }
      /* All buttons may need a line of their own there. */
      @container (max-width: 719px) {
        .full {
          flex-wrap: wrap;
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [
      ...[state.pace, state.progress, state.playing, state.engine, state.info, state.settings],
      state.access,
    ];
  }

  /** What a screen reader hears when training starts or stops. */
  private heard(): string {
    const { playing, progress } = this.state;
    if (playing === this.wasPlaying) return this.said;
    this.wasPlaying = playing;
    const frame = text.frame;
    const [epoch, train] = [formatCount(progress?.epoch ?? 0), formatNumber(progress?.train?.loss)];
    const turn = playing ? frame.heardTraining : frame.heardPaused;
    this.said = `${turn} ${frame.heardAt(epoch, train)}`;
    return this.said;
  }
  private wasPlaying = false;
  private said = '';

  protected override render(): TemplateResult | typeof nothing {
    const { store } = this;
    const { progress, playing, engine, info, settings, access, pace } = this.state;
    if (isHidden(access, transportName)) return nothing;
    const off = engine !== 'ready' || info === null || isLocked(access, transportName);
    const started = (progress?.step ?? 0) > 0;
    const canDraw = !isHidden(access, 'seed');
    const hasEnd = activeRules(settings).length > 0;
    return html`<div class="bar ${this.full ? 'full' : ''}">
      <div class="buttons" role="group" aria-label=${words.label}>
        <button class="main" data-action="play" ?disabled=${off} @click=${this.toggle}>
          ${icon(playing ? 'pause' : 'play')}${playing ? words.pause : words.play}
        </button>
        ${this.button('step', 'step', words.step, () => store.step(), off || playing)}
        ${
          this.full
            ? html`${this.button('epoch', 'epoch', words.epochStep, () => store.epoch(), off || playing)}
              ${
                hasEnd
                  ? this.button(
                      'finish',
                      'finish',
                      words.finish,
                      () => store.runToStop(),
                      off || playing,
                    )
                  : nothing
              }`
            : nothing
        }
        ${this.button('reset', 'reset', words.reset, () => store.reset(), off || !started)}
        ${
          canDraw
            ? this.button(
                'new',
                'dice',
                words.newStart,
                () => store.newStart(),
                off || isLocked(access, 'seed'),
                'extra',
              )
            : nothing
        }
      </div>
      ${
        this.full
          ? html`<select
              data-field="pace"
              aria-label=${words.speed}
              title=${words.speed}
              ?disabled=${off}
              @change=${(event: Event) =>
                store.setPace(Number((event.target as HTMLSelectElement).value) || null)}
            >
              ${paces.map(
                ([value, label]) =>
                  html`<option value=${value} ?selected=${value === (pace ?? 0)}>${label}</option>`,
              )}
            </select>`
          : nothing
      }
      <dl>
        <div>
          <dt>${words.epoch}</dt>
          <dd data-figure="epoch">${formatCount(progress?.epoch ?? 0)}</dd>
        </div>
        ${parts.map((part) => this.metrics(part))}
      </dl>
      <span class="only-heard" role="status">${this.heard()}</span>
    </div>`;
  }

  private button(
    name: string,
    picture: IconName,
    label: string,
    act: () => void,
    disabled: boolean,
    more = '',
  ): TemplateResult {
    return html`<button
      class="icon ${more}"
      data-action=${name}
      title=${label}
      aria-label=${label}
      ?disabled=${disabled}
      @click=${() => {
        this.dispatchEvent(new CustomEvent('decide'));
        act();
      }}
    >
      ${icon(picture)}
    </button>`;
  }

  private metrics(part: Part): TemplateResult | typeof nothing {
    const { info, progress } = this.state;
    if ((info?.samples[part] ?? 0) === 0 && part !== 'train') return nothing;
    const metrics = progress?.[part];
    const second =
      metrics?.accuracy !== undefined
        ? formatShare(metrics.accuracy)
        : metrics?.r2 !== undefined
          ? text.training.r2(formatNumber(metrics.r2))
          : '';
    return html`<div class=${part}>
      <dt>${words.parts[part]}</dt>
      <dd data-figure="${part}-loss">${formatNumber(metrics?.loss)}</dd>
      <dd class="second" data-figure="${part}-second">${second}</dd>
    </div>`;
  }

  private readonly toggle = (): void => {
    this.dispatchEvent(new CustomEvent('decide'));
    this.store.toggle();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-embed-bar': EmbedBar;
  }
}
