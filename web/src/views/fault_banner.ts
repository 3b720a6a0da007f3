import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { find } from '../state/manifest';
import { faults, noFault } from '../state/faults';
import type { State } from '../state/state';
import { Twin } from '../state/twin';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { StoreElement } from './store_element';

const words = placeText.fault;

/** Tells of the planted fault as long as there is one, and has its correct twin trained. */
@customElement('fall-line-fault')
export class FaultBanner extends StoreElement {
  static override styles = [
    controls,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-3);
        padding: var(--space-1) var(--space-3);
        border: 2px dashed var(--error);
        border-radius: var(--radius);
        background: var(--error-soft);
        font-size: var(--text-small);
        line-height: 1.35;
      }
      .said {
        flex: 1;
        flex-basis: 300px;
      }
      strong {
        color: var(--error);
      }
      .formula {
        color: var(--muted);
      }
    `,
  ];

  /** Whether the run without the fault could not be started. */
  @state() private hasFailed = false;
  private twin: Twin | null = null;

  protected override reads(state: State): readonly unknown[] {
    return [state.spec.fault, state.engine, state.tweaked];
  }

  protected override willUpdate(): void {
    if (this.state.engine === 'ready') this.begin();
  }

  private begin(): void {
    this.twin ??= new Twin(this.store, () => (this.hasFailed = true));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    this.twin?.end();
    this.twin = null;
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { spec, tweaked } = this.state;
    const { fault } = spec;
    const twin = tweaked ? words.twinUntouched : words.twin;
    const planted = find(faults, fault);
    return html`<section aria-label=${words.planted} data-fault=${fault ?? noFault}>
      <span class="said" role="status">
        <strong>${words.planted}:</strong> ${words.wrong(planted?.label ?? fault ?? '')}
        <span class="formula">${planted?.formula ?? ''}</span>
        ${this.hasFailed ? words.twinFailed : twin}
      </span>
      <button data-action="check-gradient" @click=${() => this.store.goTo('check')}>
        ${words.check}
      </button>
      <button data-action="remove-fault" @click=${() => this.store.edit('fault', undefined)}>
        ${words.remove}
      </button>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-fault': FaultBanner;
  }
}
