import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { Conversation } from './conversation';

const words = placeText.embedDialog;

/** Of a frame that has not said yet how high it would like to be. */
const usualHeight = 420;
/** Milliseconds without another choice after which a preview is made: typing makes one, not ten. */
const pause = 250;

/**
 * An embed as readers will see it: embed.html in a frame of its own. The page's policy lets no
 * address into a frame, so the frame has none: it is handed the document, and what it is to show as
 * its name.
 */
@customElement('fall-line-embed-preview')
export class EmbedPreview extends LitElement {
  /** The hash of the frame's address. */
  @property() hash = '';
  @state() private shown = '';
  @state() private page: string | null = null;
  @state() private failed = false;
  @query('iframe') private frame!: HTMLIFrameElement | null;
  /** What the frame asks for. */
  height = usualHeight;

  static override styles = [
    controls,
    css`
      iframe {
        display: block;
        width: 100%;
        border: 0;
      }
      p {
        margin: 0;
      }
    `,
  ];

  private timer: ReturnType<typeof setTimeout> | undefined;
  private conversation: Conversation | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('message', this.heard);
    void this.load();
  }

  override disconnectedCallback(): void {
    removeEventListener('message', this.heard);
    clearTimeout(this.timer);
    this.conversation?.end('');
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    clearTimeout(this.timer);
    if (this.hash === this.shown) return;
    if (this.shown === '') this.shown = this.hash;
    else this.timer = setTimeout(() => (this.shown = this.hash), pause);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { page, shown, failed } = this;
    if (failed) return html`<p class="muted">${words.noPreview}</p>`;
    if (page === null || shown === '') return nothing;
    return html`${keyed(
      shown,
      html`<iframe
        title=${words.previewTitle}
        name=${shown}
        height=${usualHeight}
        .srcdoc=${page}
      ></iframe>`,
    )}`;
  }

  private async load(): Promise<void> {
    if (this.page !== null) return;
    try {
      const response = await fetch(new URL('embed.html', document.baseURI));
      if (!response.ok) throw new Error(String(response.status));
      this.page = await response.text();
    } catch {
      this.failed = true;
    }
  }

  private readonly heard = ({ source, data, ports }: MessageEvent): void => {
    const { frame } = this;
    if (source === null || source !== frame?.contentWindow) return;
    const message = data as { fallline?: unknown; type?: unknown } | null;
    if (message?.fallline !== 1) return;
    const [port] = ports;
    if (message.type === 'waiting') {
      const hello = { fallline: 1, id: 'preview', type: 'hello', payload: { rate: 0 } };
      frame.contentWindow.postMessage(hello, '*'); // the window is the one that was just made here
    } else if (message.type === 'welcome' && port) {
      this.conversation?.end('');
      this.conversation = new Conversation(({ type, payload }) => {
        if (type !== 'resize') return;
        this.height = Math.ceil(payload.height);
        this.frame?.setAttribute('height', String(this.height));
        this.dispatchEvent(new CustomEvent('resize'));
      });
      this.conversation.take(port);
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-embed-preview': EmbedPreview;
  }
}
