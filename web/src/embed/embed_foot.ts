import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Finding, Spec } from '../engine/model';
import { formatNumber } from '../plots/format';
import { isLocked } from '../state/access';
import { conditionOf } from '../state/conditions';
import { find, manifest } from '../state/manifest';
import { linkTo } from '../state/sharing';
import { idOf, valueAt } from '../state/spec';
import { linkVersion } from '../state/link';
import { lessonsPlace, type Notice, type State } from '../state/state';
import { controls } from '../styles/controls';
import { embedText } from '../text/embed';
import { text } from '../text/text';
import { icon } from '../views/icons';
import { remedyText } from '../views/remedy_text';
import { StoreElement } from '../views/store_element';
import type { Remark } from './presentation';
import { remarksText } from './remarks';

const words = embedText.frame;

/** The last line: what is trained, or what there is to say; and the way to all of Fall Line. */
@customElement('fall-line-embed-foot')
export class EmbedFoot extends StoreElement {
  @property({ attribute: false }) remarks: readonly Remark[] = [];
  /** Where the workbench is. */
  @property() home = './';
  /** The lesson that is shown instead of an experiment. */
  @property({ attribute: false }) lesson: string | null = null;
  @state() private hash = '';
  /** What the remarks said has been read. */
  @state() private isRead = false;

  private hashed: Spec | null = null;

  static override styles = [
    controls,
    css`
      :host {
        container-type: inline-size;
      }
      .foot {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: calc(24px * var(--scale));
        font-size: var(--text-small);
        line-height: 1.3;
      }
      .said {
        display: flex;
        flex: 1;
        align-items: center;
        gap: var(--space-2);
        min-width: 0;
      }
      .text {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .facts {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        color: var(--muted);
        font-variant-numeric: tabular-nums;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .said button {
        flex: none;
        height: calc(24px * var(--scale));
      }
      .said button.icon {
        width: calc(24px * var(--scale));
      }
      .info,
      .warning,
      .error {
        padding: 2px var(--space-2);
        border-left: 3px solid var(--accent);
        background: var(--accent-soft);
      }
      .warning {
        border-color: var(--warning);
        background: var(--warning-soft);
      }
      .error {
        border-color: var(--error);
        background: var(--error-soft);
      }
      .kind {
        font-weight: 600;
      }
      code {
        font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace;
        font-size: calc(12px * var(--scale));
      }
      .foot > code {
        color: var(--muted);
      }
      a {
        display: inline-flex;
        flex: none;
        align-items: center;
        gap: 5px;
        min-height: calc(24px * var(--scale));
        color: var(--muted);
        text-decoration: none;
        white-space: nowrap;
      }
      a:hover {
        color: var(--accent);
        text-decoration: underline;
      }
      a svg {
        width: calc(18px * var(--scale));
        height: calc(14px * var(--scale));
        color: var(--accent);
      }
      @container (max-width: 699px) {
        .foot > code {
          display: none;
        }
      }
      @container (max-width: 359px) {
        a span {
          position: absolute;
          clip-path: inset(50%);
        }
      }
      @media (pointer: coarse) {
        a,
        .said button,
        .said button.icon {
          min-width: 36px;
          min-height: 36px;
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    const { notice, settings, info, fingerprint, engine, building, pending, spec } = state;
    return [
      notice,
      conditionOf(state),
      settings,
      info,
      fingerprint,
      engine,
      building,
      pending,
      spec,
    ];
  }

  protected override willUpdate(): void {
    const { spec } = this.state;
    if (this.lesson !== null) {
      const at = `at=${lessonsPlace}&lesson=${encodeURIComponent(this.lesson)}`;
      this.hash = `#v=${linkVersion}&${at}`;
      return;
    }
    if (spec === this.hashed) return;
    this.hashed = spec;
    void linkTo(spec).then((hash) => {
      if (spec === this.hashed) this.hash = hash;
    });
  }

  protected override render(): TemplateResult {
    return html`<div class="foot">
      ${this.said()}
      <code
        ?hidden=${this.lesson !== null}
        data-figure="fingerprint"
        title=${words.fingerprint}
        data-step=${this.state.fingerprint?.step ?? nothing}
        aria-label=${words.fingerprint}
        aria-busy=${this.state.pending || this.state.building}
        >${this.state.fingerprint?.text ?? '················'}</code
      >
      <a
        href="${this.home}${this.hash}"
        target="_blank"
        rel="noopener"
        title=${this.lesson === null ? words.openHelp : words.openLesson}
      >
        <svg viewBox="0 0 32 24" fill="none" aria-hidden="true">
          <path
            d="M3 4c7 0 8 16 17 16h9"
            stroke="currentColor"
            stroke-width="3"
            stroke-linecap="round"
          />
          <circle cx="14" cy="8.4" r="3.6" fill="currentColor" /></svg
        ><span>${words.open}</span>
      </a>
    </div>`;
  }

  private said(): TemplateResult {
    const { notice, engine } = this.state;
    const found = notice ? null : conditionOf(this.state);
    if (this.remarks.length > 0 && !this.isRead) {
      const said = remarksText(this.remarks, embedText);
      return message('warning', '', said, nothing, () => (this.isRead = true));
    }
    if (notice && engine !== 'failed') return this.notice(notice);
    if (found) return this.condition(found);
    return html`<span class="facts" role="status" data-figure="facts">${this.facts()}</span>`;
  }

  private notice({ kind, path, text: said, action }: Notice): TemplateResult {
    const button = action
      ? html`<button
          data-action="notice"
          @click=${() => {
            this.store.dismiss();
            action.run();
          }}
        >
          ${action.label}
        </button>`
      : nothing;
    return message(kind, path, said, button, () => this.store.dismiss());
  }

  /** What goes wrong and why; the change that helps is offered where it may be made. */
  private condition(found: Finding): TemplateResult {
    const { label = found.id, summary = '' } = find(manifest.conditions, found.id) ?? {};
    const { access } = this.state;
    const isFree = found.set.every(({ path }) => !isLocked(access, path));
    const button = isFree
      ? html`<button data-action="remedy" @click=${() => this.store.conditions.apply(found)}>
          ${remedyText(found)}
        </button>`
      : nothing;
    const dismiss = (): void => this.store.conditions.dismiss(found.id);
    return message('warning', '', `${label}. ${summary}`, button, dismiss);
  }

  private facts(): string {
    const { spec, settings, info, engine, building } = this.state;
    if (engine === 'failed' || this.lesson !== null) return '';
    if (!info) return engine === 'starting' ? words.loading : building ? words.preparing : '';
    const source = find(manifest.datasets, spec.data.source)?.label ?? spec.data.source;
    const sizes = [info.layers[0]?.inputs ?? 0, ...info.layers.map(({ units }) => units)];
    const method = idOf(settings.optimizer) ?? '';
    const label = find(manifest.optimizers, method)?.label ?? method;
    const rate = valueAt(settings, 'optimizer.learningRate');
    const steered =
      typeof rate === 'number' ? `${label}, ${words.rate(formatNumber(rate))}` : label;
    return words.facts(source, sizes.join('–'), steered);
  }
}

function message(
  kind: Notice['kind'],
  path: string,
  said: string,
  button: unknown,
  dismiss: () => void,
): TemplateResult {
  return html`<div class="said ${kind}" data-notice=${kind}>
    <span class="text" role="status"
      ><span class="kind"
        >${text.frame.kinds[kind]}${path === '' ? '' : html` · <code>${path}</code>`}</span
      >
      ${said}</span
    >
    ${button}
    <button
      class="icon quiet"
      data-action="dismiss"
      title=${words.dismiss}
      aria-label=${words.dismiss}
      @click=${dismiss}
    >
      ${icon('close')}
    </button>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-embed-foot': EmbedFoot;
  }
}
