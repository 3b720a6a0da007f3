import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { formatCount, formatNumber } from './plots/format';
import { isFaulty } from './state/spec';
import type { State } from './state/state';
import { nextTheme } from './state/theme';
import { controls } from './styles/controls';
import { pageStyles } from './styles/page';
import { text } from './text/text';
import { icon } from './views/icons';
import { keys, type KeyAction } from './views/keys';
import { placeOf, type Place } from './views/places';
import { copyLink, saveProject } from './views/share';
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

const words = text.frame;

/** Panels of controls, which projector mode folds to their titles. */
type Foldable = 'data' | 'optimizer' | 'inside';

/** The page: one screen on a desk, one column on a phone with the transport under the thumb. */
@customElement('fall-line-workbench')
export class Workbench extends StoreElement {
  @state() private explain = false;
  @state() private dragged = false;
  /** In projector mode, the one panel of controls that is open. */
  @state() private unfolded: Foldable | null = null;
  /** Elements of the other places, kept once made; a text where one could not be loaded. */
  @state() private visited: ReadonlyMap<string, HTMLElement | string> = new Map();
  /** Whether the panel that is fetched after the first screen stands ready. */
  @state() private insideReady = false;
  /** Whether what tells of a planted fault stands ready: it is fetched with the first one. */
  @state() private faultReady = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('#announcer') private announcer!: HTMLElement;

  static override styles = [controls, pageStyles];

  private announced = -Infinity;
  private wasPlaying = false;

  protected override reads(state: State): readonly unknown[] {
    const { playing, revision, place, engine, info, spec } = state;
    return [playing, revision, place, engine, info === null, isFaulty(spec)];
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
    const { projector } = this.state;
    const place = placeOf(this.state.place);
    const away = place?.element !== null;
    const classes = [
      'page',
      ...(this.dragged ? ['dragged'] : []),
      ...(projector ? ['projector'] : []),
      ...(projector && this.unfolded ? [`open-${this.unfolded}`] : []),
      ...(away ? ['elsewhere'] : explain ? ['explained'] : []),
    ].join(' ');
    return html`
      <nav aria-label=${words.skipLabel}>
        <a class="skip" href="#network" @click=${this.skipped}>${words.skip}</a>
      </nav>
      <div class=${classes}>
        <fall-line-top-bar
          .store=${store}
          ?explain=${explain}
          @help=${() => this.dialog.showModal()}
          @explain=${() => (this.explain = !this.explain)}
        ></fall-line-top-bar>
        <main>
          <div class="transport" ?hidden=${away}>
            <fall-line-transport .store=${store}></fall-line-transport>
          </div>
          <div class="messages">
            ${
              isFaulty(this.state.spec) && this.faultReady
                ? html`<fall-line-fault .store=${store}></fall-line-fault>`
                : null
            }
            <fall-line-messages .store=${store}></fall-line-messages>
          </div>
          ${this.panels(away)} ${away ? this.elsewhere(place) : null}
        </main>
      </div>
      <div id="announcer" class="only-heard" role="status" aria-live="polite"></div>
      ${this.help()}
    `;
  }

  /** The workbench; in another place it waits, as it was left. */
  private panels(away: boolean): TemplateResult {
    const { store, explain } = this;
    const { engine, info } = this.state;
    if (engine === 'failed' && info === null) return this.failed(away);
    return html`
      ${this.foldable(
        'data',
        away,
        html`<fall-line-data .store=${store} ?explain=${explain}></fall-line-data>`,
      )}
      <div class="panel network" id="network" tabindex="-1" ?hidden=${away}>
        <fall-line-network .store=${store} ?explain=${explain}></fall-line-network>
      </div>
      <div class="panel result" ?hidden=${away}>
        <fall-line-result .store=${store}></fall-line-result>
      </div>
      <div class="lower" ?hidden=${away}>
        <div class="panel loss">
          <fall-line-loss .store=${store}></fall-line-loss>
        </div>
        ${this.foldable(
          'optimizer',
          away,
          html`<fall-line-optimizer .store=${store} ?explain=${explain}></fall-line-optimizer>`,
        )}
        ${this.foldable(
          'inside',
          away,
          this.insideReady
            ? html`<fall-line-inside .store=${store} ?explain=${explain}></fall-line-inside>`
            : html`<h2>${words.panels.inside}</h2>`,
        )}
      </div>
    `;
  }

  private foldable(name: Foldable, away: boolean, content: TemplateResult): TemplateResult {
    const folds = this.state.projector;
    const open = !folds || this.unfolded === name;
    return html`<div class="panel ${name} ${open ? '' : 'folded'}" ?hidden=${away}>
      ${
        folds
          ? html`<button
              class="fold"
              data-panel-fold=${name}
              aria-expanded=${open}
              @click=${() => (this.unfolded = open ? null : name)}
            >
              ${icon('fold')}${open ? words.fold(words.panels[name]) : words.panels[name]}
            </button>`
          : null
      }
      <div class="content" ?hidden=${!open}>${content}</div>
    </div>`;
  }

  /** What is needed, where there is no engine: the reason stands in the messages' place. */
  private failed(away: boolean): TemplateResult {
    return html`<section class="failed" aria-labelledby="failed" ?hidden=${away}>
      <h2 id="failed">${words.failedTitle}</h2>
      <p>${words.failedNeeds}</p>
      <ul>
        ${words.failedList.map((item) => html`<li>${item}</li>`)}
      </ul>
    </section>`;
  }

  private elsewhere(place: Place | undefined): TemplateResult {
    const shown = place && this.visited.get(place.id);
    const waiting = html`<p class="muted">${words.placeLoading}</p>`;
    return html`<div class="whole" aria-busy=${shown === undefined}>${shown ?? waiting}</div>`;
  }

  private help(): TemplateResult {
    return html`<dialog aria-labelledby="keys">
      <h2 id="keys">${words.keys}</h2>
      <dl>
        ${keys.map(
          ({ shown, label }) =>
            html`<dt><kbd>${shown}</kbd></dt>
              <dd>${label}</dd>`,
        )}
      </dl>
      <p class="help">${words.keysHint}</p>
      <form method="dialog"><button>${words.close}</button></form>
    </dialog>`;
  }

  protected override firstUpdated(): void {
    // Panels of the first screen come first; without this one the others work as well.
    void import('./views/inside_panel')
      .then(() => (this.insideReady = true))
      .catch((reason: unknown) => {
        const why = reason instanceof Error ? reason.message : String(reason);
        this.store.notify({ kind: 'warning', text: words.placeFailed(why) });
      });
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.announce();
    void this.visit(placeOf(this.state.place));
    if (isFaulty(this.state.spec) && !this.faultReady) {
      void import('./views/fault_banner').then(() => (this.faultReady = true));
    }
    if (!this.state.projector) this.unfolded = null;
  }

  /** Makes the element of a place that is shown for the first time. */
  private async visit(place: Place | undefined): Promise<void> {
    if (!place?.element || this.visited.has(place.id) || this.loading === place.id) return;
    this.loading = place.id;
    let shown: HTMLElement | string;
    try {
      await place.load();
      shown = Object.assign(document.createElement(place.element), { store: this.store });
    } catch (reason) {
      shown = words.placeFailed(reason instanceof Error ? reason.message : String(reason));
    }
    this.visited = new Map([...this.visited, [place.id, shown]]);
    this.loading = null;
  }
  private loading: string | null = null;

  /** Says where training stands: at once when it starts or stops, now and then in between. */
  private announce(): void {
    const { playing, progress } = this.state;
    const now = performance.now();
    const turned = playing !== this.wasPlaying;
    if (!progress || (!turned && (!playing || now - this.announced < announceEvery))) return;
    this.wasPlaying = playing;
    this.announced = now;
    const { epoch, train, test } = progress;
    const [at, ofTrain] = [formatCount(epoch), formatNumber(train?.loss)];
    const stands = test
      ? words.heardAtBoth(at, ofTrain, formatNumber(test.loss))
      : words.heardAt(at, ofTrain);
    const turn = turned ? (playing ? words.heardTraining : words.heardPaused) : '';
    this.announcer.textContent = `${turn} ${stands}`;
  }

  private readonly skipped = (event: Event): void => {
    event.preventDefault(); // the address bar holds the experiment's link
    this.renderRoot.querySelector<HTMLElement>('#network')?.focus();
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || this.dialog.open) return;
    if (isTyping(event)) return;
    const key = keys.find(({ matches }) => matches(event));
    if (!key || (key.trains && placeOf(this.state.place)?.element !== null)) return;
    event.preventDefault();
    this.act(key.action);
  };

  private act(action: KeyAction): void {
    const { store } = this;
    switch (action) {
      case 'help':
        this.dialog.showModal();
        break;
      case 'link':
        void copyLink(store);
        break;
      case 'save':
        void saveProject(store);
        break;
      case 'projector':
        store.toggleProjector();
        break;
      case 'theme':
        store.setTheme(nextTheme(store.state.theme));
        break;
      default:
        store[action]();
    }
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
    const types = ['text', 'number', 'search'];
    return types.includes(target.type) || (target.type !== 'range' && event.key === ' ');
  }
  if (target instanceof HTMLButtonElement) return event.key === ' ' || event.key === 'Enter';
  if (target.tagName === 'SUMMARY') return event.key === ' ';
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-workbench': Workbench;
  }
}
