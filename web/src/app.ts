import { css, html, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { formatCount, formatNumber } from './plots/format';
import type { State } from './state/state';
import { controls } from './styles/controls';
import { keys, type KeyAction } from './views/keys';
import { StoreElement } from './views/store_element';
import './views/data_panel';
import './views/loss_panel';
import './views/message_bar';
import './views/network_panel';
import './views/optimizer_panel';
import './views/result_panel';
import './views/top_bar';
import './views/transport_bar';

/** How often a screen reader hears of the training under way, in milliseconds. */
const announceEvery = 6000;

/** The page: one screen on a desk, one column on a phone with the transport under the thumb. */
@customElement('fall-line-workbench')
export class Workbench extends StoreElement {
  @state() private explain = false;
  @state() private dragged = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('#announcer') private announcer!: HTMLElement;

  static override styles = [
    controls,
    css`
      .page {
        display: grid;
        grid-template:
          'top top top top' 36px
          'transport transport transport transport' 52px
          'messages messages messages messages' auto
          'data network network result' minmax(0, 1.62fr)
          'loss loss optimizer optimizer' minmax(0, 1fr)
          / 312px minmax(0, 1fr) 130px minmax(484px, 33vw);
        gap: var(--space-2) var(--space-3);
        height: 100vh;
        height: 100dvh;
        min-height: 820px;
        padding: var(--space-2) var(--space-4) var(--space-3);
      }
      fall-line-top-bar {
        grid-area: top;
      }
      fall-line-messages {
        grid-area: messages;
      }
      .transport {
        grid-area: transport;
      }
      .data {
        grid-area: data;
      }
      .network {
        grid-area: network;
      }
      .result {
        grid-area: result;
      }
      .loss {
        grid-area: loss;
      }
      .optimizer {
        grid-area: optimizer;
      }
      .panel {
        min-width: 0;
        min-height: 0;
        padding: var(--space-3);
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--surface);
        overflow: auto;
        scrollbar-width: thin;
      }
      .transport {
        display: grid;
        align-items: center;
        padding: 0 var(--space-3);
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .page.dragged {
        outline: 3px dashed var(--accent);
        outline-offset: -6px;
      }
      dialog {
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        padding: var(--space-4) var(--space-5);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 40%);
      }
      dialog dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--space-2) var(--space-4);
        margin: var(--space-4) 0;
      }
      dialog dd {
        margin: 0;
      }
      kbd {
        padding: 1px 7px;
        border: 1px solid var(--edge);
        border-radius: 4px;
        font: inherit;
        font-size: var(--text-small);
        background: var(--page);
      }
      @media (max-width: 1199px) {
        .page {
          grid-template:
            'top top' 40px
            'transport transport' auto
            'messages messages' auto
            'network result' minmax(420px, auto)
            'loss loss' 300px
            'data optimizer' auto
            / minmax(0, 1fr) minmax(0, 1fr);
          height: auto;
          min-height: 0;
        }
        .transport {
          padding: var(--space-2) var(--space-3);
        }
        .panel {
          overflow: visible;
        }
      }
      @media (min-width: 768px) and (max-width: 1099px) {
        .page {
          grid-template:
            'top top' 40px
            'transport transport' auto
            'messages messages' auto
            'result result' 440px
            'network network' auto
            'loss loss' 300px
            'data optimizer' auto
            / minmax(0, 1fr) minmax(0, 1fr);
        }
        .network {
          min-height: 340px;
        }
      }
      @media (max-width: 767px) {
        .page {
          display: flex;
          flex-direction: column;
          padding: var(--space-2) var(--space-2) 160px;
        }
        .result {
          height: min(440px, 100vw - 14px);
          flex: none;
        }
        .loss {
          flex: none;
          height: 500px;
        }
        .result {
          order: 1;
        }
        .network {
          order: 2;
        }
        .loss {
          order: 3;
        }
        .data {
          order: 4;
        }
        .optimizer {
          order: 5;
        }
        .transport {
          position: fixed;
          inset: auto 0 0;
          z-index: 1;
          padding: var(--space-2) var(--space-2) calc(var(--space-2) + env(safe-area-inset-bottom));
          border-width: 1px 0 0;
          border-radius: 0;
          box-shadow: 0 -2px 10px rgb(0 0 0 / 12%);
        }
      }
    `,
  ];

  private announced = -Infinity;
  private wasPlaying = false;

  protected override reads(state: State): readonly unknown[] {
    return [state.playing, state.revision];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.pressed);
    document.addEventListener('dragover', this.draggedOver);
    document.addEventListener('dragleave', this.draggedOut);
    document.addEventListener('drop', this.dropped);
  }

  override disconnectedCallback(): void {
    document.removeEventListener('keydown', this.pressed);
    document.removeEventListener('dragover', this.draggedOver);
    document.removeEventListener('dragleave', this.draggedOut);
    document.removeEventListener('drop', this.dropped);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { store, explain } = this;
    return html`
      <div class="page ${this.dragged ? 'dragged' : ''}">
        <fall-line-top-bar
          .store=${store}
          ?explain=${explain}
          @help=${() => this.dialog.showModal()}
          @explain=${() => (this.explain = !this.explain)}
        ></fall-line-top-bar>
        <div class="transport"><fall-line-transport .store=${store}></fall-line-transport></div>
        <fall-line-messages .store=${store}></fall-line-messages>
        <div class="panel data">
          <fall-line-data .store=${store} ?explain=${explain}></fall-line-data>
        </div>
        <div class="panel network">
          <fall-line-network .store=${store} ?explain=${explain}></fall-line-network>
        </div>
        <div class="panel result"><fall-line-result .store=${store}></fall-line-result></div>
        <div class="panel loss"><fall-line-loss .store=${store}></fall-line-loss></div>
        <div class="panel optimizer">
          <fall-line-optimizer .store=${store} ?explain=${explain}></fall-line-optimizer>
        </div>
      </div>
      <div id="announcer" class="only-heard" role="status" aria-live="polite"></div>
      <dialog aria-labelledby="keys">
        <h2 id="keys">Keys</h2>
        <dl>
          ${keys.map(
            ({ shown, label }) =>
              html`<dt><kbd>${shown}</kbd></dt>
                <dd>${label}</dd>`,
          )}
        </dl>
        <form method="dialog"><button>Close</button></form>
      </dialog>
    `;
  }

  protected override updated(): void {
    this.announce();
  }

  /** Says where training stands: at once when it starts or stops, now and then in between. */
  private announce(): void {
    const { playing, progress } = this.state;
    const now = performance.now();
    const turned = playing !== this.wasPlaying;
    if (!progress || (!turned && (!playing || now - this.announced < announceEvery))) return;
    this.wasPlaying = playing;
    this.announced = now;
    const { epoch, train, test } = progress;
    const losses =
      `training loss ${formatNumber(train?.loss)}` +
      (test ? `, test loss ${formatNumber(test.loss)}` : '');
    this.announcer.textContent =
      `${turned ? (playing ? 'Training.' : 'Paused.') : ''} ` +
      `Epoch ${formatCount(epoch)}, ${losses}.`;
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || this.dialog.open) return;
    if (isTyping(event)) return;
    const action = keys.find(({ matches }) => matches(event))?.action;
    if (!action) return;
    event.preventDefault();
    this.act(action);
  };

  private act(action: KeyAction): void {
    if (action === 'help') this.dialog.showModal();
    else this.store[action]();
  }

  private readonly draggedOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dragged = true;
  };

  private readonly draggedOut = (event: DragEvent): void => {
    if (event.relatedTarget === null) this.dragged = false;
  };

  private readonly dropped = (event: DragEvent): void => {
    this.dragged = false;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void this.store.addFiles(files);
  };
}

/** Whether a key belongs to the control that has the focus. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) {
    return target.type === 'text' || (target.type === 'checkbox' && event.key === ' ');
  }
  if (target instanceof HTMLButtonElement) return event.key === ' ' || event.key === 'Enter';
  return target instanceof HTMLSelectElement;
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-workbench': Workbench;
  }
}
