import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatCount } from '../plots/format';
import type { Notice, State } from '../state/state';
import { controls } from '../styles/controls';
import { icon } from './icons';
import { StoreElement } from './store_element';

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
        min-height: 42px;
        padding: 2px var(--space-3);
        border: 1px solid transparent;
        border-radius: var(--radius);
        font-size: var(--text-small);
        line-height: 1.3;
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
        .facts {
          flex-basis: 100%;
        }
      }
      code {
        font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace;
        font-size: 12.5px;
      }
      .text {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
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

  protected override reads(state: State): readonly unknown[] {
    return [state.notice, state.info, state.fingerprint, state.engine, state.building];
  }

  protected override render(): TemplateResult {
    const { notice, fingerprint, info } = this.state;
    return html`<div class="line ${notice?.kind ?? ''}" data-notice=${notice?.kind ?? nothing}>
      <div class="said" role="status" aria-live="polite">
        ${notice ? this.message(notice) : null}
      </div>
      ${notice ? null : this.facts()}
      ${
        info
          ? html`<span
              class="print"
              title="A hash of all weights and biases: equal runs have equal ones"
            >
              fingerprint
              <code data-figure="fingerprint" data-step=${fingerprint?.step ?? nothing}
                >${fingerprint?.text ?? '················'}</code
              >
            </span>`
          : null
      }
    </div>`;
  }

  private message(notice: Notice): TemplateResult {
    const { kind, text, path, action } = notice;
    const word = { info: 'Note', warning: 'Warning', error: 'Error' }[kind];
    return html`<span class="text">
        <span class="kind">${word}${path === '' ? '' : html` · <code>${path}</code>`}</span>
        ${text}
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
        title="Dismiss"
        aria-label="Dismiss the message"
        @click=${() => this.store.dismiss()}
      >
        ${icon('close')}
      </button>`;
  }

  private facts(): TemplateResult {
    const { info, engine } = this.state;
    if (!info) {
      const text = engine === 'failed' ? 'The engine is not running.' : 'Loading the engine …';
      return html`<div class="facts">${text}</div>`;
    }
    const { samples } = info;
    const counts = [
      `${formatCount(samples.train)} training`,
      ...(samples.validation > 0 ? [`${formatCount(samples.validation)} validation`] : []),
      ...(samples.test > 0 ? [`${formatCount(samples.test)} test`] : []),
    ];
    const sizes = [info.layers[0]?.inputs ?? 0, ...info.layers.map((layer) => layer.units)];
    return html`<div class="facts">
      <span data-fact="network">${sizes.join('–')}</span>
      <span>${formatCount(info.parameters)} parameters</span>
      <span>${counts.join(', ')} samples</span>
      <span>${formatCount(info.stepsPerEpoch)} steps an epoch</span>
      <span>${info.precision === 'float64' ? 'double' : 'single'} precision</span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-messages': MessageBar;
  }
}
