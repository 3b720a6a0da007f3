import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { formatCount, formatPlace } from '../plots/format';
import type { Finding } from '../engine/model';
import { conditionOf } from '../state/conditions';
import { find, manifest } from '../state/manifest';
import { lessonsPlace, type Notice, type State } from '../state/state';
import { filesOf } from '../state/intake';
import { controls } from '../styles/controls';
import type { TermId } from '../text/glossary';
import { text } from '../text/text';
import { icon } from './icons';
import { remedyText } from './remedy_text';
import { StoreElement } from './store_element';
import './term';

const words = text.frame;

/** Milliseconds after which waiting is worth a word; before, it would only flicker. */
const patience = 300;

/** The place of messages, under the transport: otherwise it says what is being trained. */
@customElement('fall-line-messages')
export class MessageBar extends StoreElement {
  static override styles = [
    controls,
    css`
      .line {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: calc(42px * var(--scale));
        padding: 2px var(--space-3);
        border: 1px solid transparent;
        border-radius: var(--radius);
        font-size: var(--text-small);
        line-height: 1.3;
      }
      .line {
        position: relative;
        overflow: hidden;
      }
      .nothing {
        min-height: 0;
        padding: 0;
      }
      /* A stripe that runs along the lower edge while something is prepared. */
      .busy::after {
        content: '';
        position: absolute;
        inset: auto 0 0;
        height: 2px;
        background: linear-gradient(90deg, transparent, var(--accent), transparent) 0 0 / 40% 100%
          no-repeat;
        animation: run 1.2s linear infinite;
      }
      @keyframes run {
        from {
          background-position: -70% 0;
        }
        to {
          background-position: 170% 0;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .busy::after {
          background: var(--accent);
          animation: none;
        }
      }
      .said {
        display: contents;
      }
      .facts {
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        gap: 0 var(--space-4);
        color: var(--muted);
        font-variant-numeric: tabular-nums;
      }
      .print {
        flex: none;
        color: var(--muted);
      }
      @media (max-width: 767px) {
        .line {
          flex-wrap: wrap;
          gap: 0 var(--space-2);
        }
        .facts,
        .looking {
          flex-basis: 100%;
        }
      }
      code {
        font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace;
        font-size: calc(12.5px * var(--scale));
      }
      .text {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      /* A sentence is not squeezed beside the fingerprint, which goes below it. */
      @media (max-width: 767px) {
        .text {
          flex-basis: 45%;
        }
      }
      .info {
        background: var(--accent-soft);
        border-color: var(--accent);
      }
      .warning {
        background: var(--warning-soft);
        border-color: var(--warning);
      }
      .error {
        background: var(--error-soft);
        border-color: var(--error);
      }
      .looking {
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .kind {
        font-weight: 600;
      }
      .warning .kind {
        color: var(--warning);
      }
      .error .kind {
        color: var(--error);
      }
    `,
  ];

  /** Whether something has been under way for longer than an eye's blink. */
  @state() private busy = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  protected override reads(state: State): readonly unknown[] {
    return [
      state.notice,
      conditionOf(state),
      state.info,
      state.fingerprint,
      state.engine,
      state.building,
      state.pending,
      state.reading,
      state.looking,
      state.place,
    ];
  }

  protected override willUpdate(): void {
    const { building, reading, engine } = this.state;
    const waiting = engine !== 'failed' && (building || reading !== '');
    if (!waiting) {
      clearTimeout(this.timer);
      this.timer = undefined;
      this.busy = false;
    } else {
      this.timer ??= setTimeout(() => (this.busy = true), patience);
    }
  }

  override disconnectedCallback(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { notice, fingerprint, info, looking, pending, reading, place } = this.state;
    // The facts of the workbench are none of a lesson's.
    const isElsewhere = place === lessonsPlace && !this.busy;
    const found = notice || looking ? null : conditionOf(this.state);
    const kind = notice?.kind ?? (found ? 'warning' : null);
    const tone = kind ?? (looking ? 'info' : isElsewhere ? 'nothing' : '');
    return html`<div
      class="line ${tone} ${this.busy ? 'busy' : ''}"
      data-notice=${kind ?? nothing}
      data-condition=${found?.id ?? nothing}
      aria-busy=${this.busy}
    >
      <div class="said" role="status" aria-live="polite">
        ${notice ? this.message(notice) : found ? this.condition(found) : null}
      </div>
      ${this.lookingBack()} ${kind !== null || looking || isElsewhere ? null : this.facts()}
      ${
        info
          ? html`<span class="print" ?hidden=${isElsewhere}>
              <fall-line-term term="fingerprint">${words.fingerprint}</fall-line-term>
              <code
                data-figure="fingerprint"
                data-step=${fingerprint?.step ?? nothing}
                aria-busy=${pending || reading !== ''}
                >${fingerprint?.text ?? '················'}</code
              >
            </span>`
          : null
      }
    </div>`;
  }

  /** That a former moment is shown, and the two ways on; a message may stand beside it. */
  private lookingBack(): TemplateResult | null {
    const { looking, notice } = this.state;
    if (!looking) return null;
    const words = text.time;
    const at = formatPlace(looking.passes);
    const newest = formatPlace(looking.newest.passes);
    return html`<span class=${notice ? 'looking' : 'text looking'} data-looking=${looking.step}>
        ${words.looking(at, newest)}
      </span>
      <button
        data-action="back-to-now"
        title=${words.backHelp}
        @click=${() => this.store.backToNow()}
      >
        ${words.back}
      </button>
      <button
        data-action="continue-here"
        title=${words.goOnHelp}
        @click=${() => this.store.continueHere()}
      >
        ${words.goOn}
      </button>`;
  }

  private message(notice: Notice): TemplateResult {
    const { kind, path, action } = notice;
    return html`<span class="text">
        <span class="kind"
          >${words.kinds[kind]}${path === '' ? '' : html` · <code>${path}</code>`}</span
        >
        ${notice.text}
      </span>
      ${
        action
          ? html`<button
              data-action="notice"
              @click=${() => {
                this.store.dismiss();
                action.run();
              }}
            >
              ${action.label}
            </button>`
          : null
      }
      <button
        class="icon quiet"
        title=${words.dismiss}
        aria-label=${words.dismissMessage}
        @click=${() => this.store.dismiss()}
      >
        ${icon('close')}
      </button>`;
  }

  /** What goes wrong, why, and the one change that helps. */
  private condition(found: Finding): TemplateResult {
    const { label = found.id, summary = '' } = find(manifest.conditions, found.id) ?? {};
    return html`<span class="text"><span class="kind">${label}</span> ${summary}</span>
      <button data-action="remedy" @click=${() => this.store.conditions.apply(found)}>
        ${remedyText(found)}
      </button>
      <button
        class="icon quiet"
        data-action="dismiss-condition"
        title=${text.conditions.dismiss}
        aria-label=${text.conditions.dismiss}
        @click=${() => this.store.conditions.dismiss(found.id)}
      >
        ${icon('close')}
      </button>`;
  }

  private facts(): TemplateResult {
    const { info, engine } = this.state;
    if (engine === 'failed') return html`<div class="facts">${words.engineDown}</div>`;
    if (!info || this.busy) return html`<div class="facts">${this.waitedFor()}</div>`;
    const { samples } = info;
    const counts = [
      words.trainingSamples(formatCount(samples.train)),
      ...(samples.validation > 0 ? [words.validationSamples(formatCount(samples.validation))] : []),
      ...(samples.test > 0 ? [words.testSamples(formatCount(samples.test))] : []),
    ];
    const sizes = [info.layers[0]?.inputs ?? 0, ...info.layers.map((layer) => layer.units)];
    return html`<div class="facts">
      <span data-fact="network">${sizes.join('–')}</span>
      ${fact('parameters', words.parameters(formatCount(info.parameters)))}
      ${fact('samples', words.samples(counts.join(', ')))}
      ${fact('step', words.stepsPerEpoch(formatCount(info.stepsPerEpoch)))}
      ${fact('precision', words.precisions[info.precision])}
    </div>`;
  }

  /** What is waited for. */
  private waitedFor(): string {
    const { engine, spec, reading } = this.state;
    if (engine === 'starting') return words.loadingEngine;
    const files = reading === '' ? filesOf(spec).join(', ') : reading;
    return files === '' ? words.preparing : words.readingFiles(files);
  }
}

function fact(term: TermId, said: string): TemplateResult {
  return html`<span><fall-line-term .term=${term}>${said}</fall-line-term></span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-messages': MessageBar;
  }
}
