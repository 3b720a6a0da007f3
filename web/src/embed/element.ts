/**
 * `<fall-line>`: Fall Line in any page, from any origin. A loader and no more: it makes a frame when
 * the element comes near to what is seen, speaks with it, and is what the page speaks with. With
 * `inline` it loads the same into a shadow root instead. docs/embedding.md tells how it is used.
 *
 * @fires ready, change, epoch, end, error, warning, resize, complete - see EventDetails
 */
import { loaderWords as words } from '../text/en_loader';
import type { Json, PartMetrics, Spec, Summary } from '../engine/model';
import {
  presentationKeys,
  type DataFormat,
  type EventDetails,
  type EventName,
  type GivenState,
  type Happening,
  type MethodName,
  type Methods,
  type PictureFormat,
  type PresentationText,
  type RunLength,
  type SavedState,
  type Standing,
} from './contract';
import { Conversation } from './conversation';
import { Framed } from './framed';
import { hashOfParts } from './link_parts';
import { forget, unwatch, watchClear, whenNear } from './nearby';

/** What is read when the element is loaded; another value loads it anew. */
const contents = [
  ...['link', 'spec', 'set', 'site', 'inline', 'sandbox', 'steer', 'rate'],
  ...presentationKeys,
] as const;

/** Of a frame that has not said yet how high it would like to be, in CSS pixels. */
const usualHeight = 480;

/**
 * What the page makes invisible where it stands, as decks do with their slides, goes aside: so it is
 * not seen from within, either, and pauses.
 */
const usualStyles = ':host{display:block}:host([hidden]){display:none}';
const asideStyles = `${usualStyles}:host>*{translate:-400vw!important}`;

/** Values of `poster` that the frame itself understands; others name a picture. */
const ownPosters: readonly string[] = ['', 'click', 'true', '1', 'none', 'false', '0'];

/** The folder that this script was loaded from: the site, unless `site` says another. */
const here = import.meta.url;

/** What inline.js exports. */
interface InlineModule {
  readonly mount: (root: ShadowRoot, hash: string, home: string) => Promise<Inline>;
}
interface Inline {
  readonly port: MessagePort;
  end(): void;
}

/** Frames begin one after another, so that the first one's download serves all. */
let turn: Promise<void> = Promise.resolve();

// Where there is no document, as on a server that renders pages, this can be imported all the same.
const { HTMLElement: Known } = globalThis as { readonly HTMLElement?: typeof HTMLElement };
const Base = Known ?? (Object as unknown as typeof HTMLElement);

export class FallLineElement extends Base {
  static readonly observedAttributes: readonly string[] = [...contents, 'height'];

  #root: ShadowRoot | null = null;
  #sheet: CSSStyleSheet | null = null;
  /** The height that it takes; what the page around it says of `fall-line` comes before. */
  #room: CSSStyleSheet | null = null;
  #conversation = this.#newConversation();
  #framed: Framed | null = null;
  #inline: Inline | null = null;
  #standing: Standing | null = null;
  /** Set as a property before there is anything to send it to. */
  #given: Spec | null = null;
  /** Counts what was begun: what an earlier one brings late is passed over. */
  #begun = 0;
  #entered = false;
  #changing = false;

  // --- what it is -------------------------------------------------------------------------------

  /** The experiment as it is written; setting another one shows it from its start. */
  get spec(): Spec | null {
    return this.#standing?.spec ?? this.#given ?? this.#written();
  }
  set spec(spec: Spec | null) {
    this.#given = spec;
    if (!this.#entered) return;
    if (this.#standing && spec)
      void this.setState({ spec }).catch(() => undefined); // told as an event
    else this.#renew();
  }

  /** Where it stands; null until it is ready. */
  get state(): Standing | null {
    return this.#standing;
  }

  /** Of every part at the same parameters; null until it is ready. */
  get metrics(): PartMetrics | null {
    return this.#standing?.metrics ?? null;
  }

  get playing(): boolean {
    return this.#standing?.playing ?? false;
  }

  // --- what it does -----------------------------------------------------------------------------

  /** Trains until the stop rule or a pause. */
  async play(): Promise<void> {
    await this.#ask('play', null);
  }

  pause(): Promise<Standing> {
    return this.#ask('pause', null);
  }

  /** So many updates of the parameters. */
  step(steps = 1): Promise<Standing> {
    return this.#ask('step', { steps });
  }

  /** Back to the same start. */
  reset(): Promise<Standing> {
    return this.#ask('reset', null);
  }

  /** Sets a value of the Spec: `set('optimizer.learningRate', 0.1)`. */
  set(path: string, value: Json): Promise<Standing> {
    return this.#ask('set', { path, value });
  }

  /** Everything, to be kept and given back to `setState`. */
  getState(): Promise<SavedState> {
    return this.#ask('getState', null);
  }

  setState(state: GivenState): Promise<Standing> {
    return this.#ask('setState', state);
  }

  /** Trains for so many steps or epochs, or to the Spec's stop rule, as fast as it goes. */
  run(length: RunLength = {}): Promise<Summary> {
    return this.#ask('run', length);
  }

  /** The picture of a view, or of the first one. */
  snapshot(format: PictureFormat = 'png', view?: string): Promise<Blob> {
    return this.#ask('snapshot', view === undefined ? { format } : { format, view });
  }

  exportData(format: DataFormat = 'csv'): Promise<string> {
    return this.#ask('exportData', { format });
  }

  override addEventListener<E extends EventName>(
    type: E,
    listener: (this: FallLineElement, event: CustomEvent<EventDetails[E]>) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: never,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(type, listener, options);
  }

  // --- what the page does with it ---------------------------------------------------------------

  connectedCallback(): void {
    // What was set before the element was known stands in the way of its property.
    if (Object.hasOwn(this, 'spec')) {
      const { spec } = this;
      Reflect.deleteProperty(this, 'spec');
      this.#given = spec;
    }
    if (!this.#root) {
      this.#root = this.attachShadow({ mode: 'open' });
      this.#sheet = new CSSStyleSheet();
      this.#sheet.replaceSync(usualStyles);
      this.#room = new CSSStyleSheet();
      this.#root.adoptedStyleSheets = [this.#sheet, this.#room];
    }
    this.#wait();
  }

  disconnectedCallback(): void {
    this.#leave();
  }

  attributeChangedCallback(name: string, former: string | null, value: string | null): void {
    if (former === value) return;
    if (name === 'height') {
      if (this.#framed || this.#inline) this.#resize(this.#height ?? usualHeight);
    } else if (this.#entered) {
      this.#renew();
    }
  }

  // --- within -----------------------------------------------------------------------------------

  /** Keeps the room, and does nothing more before it is needed. */
  #wait(): void {
    this.#room?.replaceSync(`:host { min-height: ${this.#height ?? usualHeight}px }`);
    const poster = this.getAttribute('poster');
    if (poster !== null && !ownPosters.includes(poster)) this.#showPoster(poster);
    else whenNear(this, () => this.#enter());
  }

  #showPoster(address: string): void {
    const picture = document.createElement('img');
    picture.src = new URL(address, document.baseURI).href;
    picture.alt = '';
    picture.loading = 'lazy';
    picture.style.cssText = 'display:block;width:100%;height:auto';
    const button = document.createElement('button');
    button.type = 'button';
    button.part.add('poster');
    button.setAttribute('aria-label', words.start(this.title));
    button.style.cssText =
      'display:block;width:100%;padding:0;border:0;background:none;cursor:pointer';
    button.append(picture);
    button.addEventListener('click', () => this.#enter());
    this.#root?.replaceChildren(button);
  }

  #enter(): void {
    if (this.#entered || !this.isConnected) return;
    this.#entered = true;
    forget(this);
    watchClear(this, (isClear) => this.#sheet?.replaceSync(isClear ? usualStyles : asideStyles));
    const begun = ++this.#begun;
    const isMine = (): boolean => begun === this.#begun;
    this.#root?.replaceChildren();
    if (this.hasAttribute('inline')) void this.#loadInline(isMine);
    else turn = turn.then(() => (isMine() ? this.#loadFrame(isMine) : undefined));
  }

  #loadFrame(isMine: () => boolean): Promise<void> {
    const rate = Number(this.getAttribute('rate') ?? NaN);
    const framed = new Framed(
      {
        address: new URL(`embed.html${this.#hash()}`, this.#site).href,
        title: this.title === '' ? words.name : words.named(this.title),
        sandbox: this.getAttribute('sandbox'),
        steer: this.hasAttribute('steer'),
        rate: Number.isNaN(rate) ? null : rate,
        poster: this.hasAttribute('poster'),
      },
      {
        welcomed: (port) => {
          if (isMine()) this.#conversation.take(port);
        },
        failed: (why) => {
          if (isMine()) this.#fail(why);
        },
      },
    );
    this.#framed = framed;
    this.#resize(this.#height ?? usualHeight);
    this.#root?.replaceChildren(framed.element);
    return framed.settled;
  }

  async #loadInline(isMine: () => boolean): Promise<void> {
    const address = new URL('inline.js', this.#site).href;
    try {
      // The address is the site's, which no bundler knows.
      const { mount } = (await import(/* @vite-ignore */ address)) as InlineModule;
      const root = this.#root;
      if (!root || !isMine()) return;
      const inline = await mount(root, this.#hash(), new URL('index.html', this.#site).href);
      if (!isMine()) {
        inline.end();
        return;
      }
      this.#inline = inline;
      this.#resize(this.#height ?? usualHeight);
      this.#conversation.take(inline.port);
    } catch (reason) {
      const why = reason instanceof Error ? reason.message : String(reason);
      if (isMine()) this.#fail(words.noInline(this.#site.origin, why));
    }
  }

  /** Several attributes set one after another are one change. */
  #renew(): void {
    if (this.#changing) return;
    this.#changing = true;
    queueMicrotask(() => {
      this.#changing = false;
      if (!this.#entered) return;
      this.#leave();
      if (this.isConnected) this.#enter();
    });
  }

  #leave(): void {
    forget(this);
    unwatch(this);
    ++this.#begun;
    this.#entered = false;
    this.#framed?.end();
    this.#framed = null;
    this.#inline?.end();
    this.#inline = null;
    this.#standing = null;
    this.#conversation.end(words.gone);
    this.#conversation = this.#newConversation();
    this.#root?.replaceChildren();
  }

  /** Whoever asks for something needs it now, seen or not. */
  #ask<M extends MethodName>(
    type: M,
    payload: Methods[M]['argument'],
  ): Promise<Methods[M]['result']> {
    if (!this.isConnected) return Promise.reject(new Error(words.gone));
    this.#enter();
    return this.#conversation.ask(type, payload);
  }

  #newConversation(): Conversation {
    return new Conversation((happening) => this.#heard(happening));
  }

  #heard(happening: Happening): void {
    const { type, payload } = happening;
    if (type === 'ready' || type === 'change') {
      this.#standing = payload;
    } else if (type === 'epoch' && this.#standing) {
      this.#standing = { ...this.#standing, ...payload, fingerprint: null };
    } else if (type === 'resize' && this.#height === null) {
      this.#resize(Math.ceil(payload.height));
    }
    this.dispatchEvent(new CustomEvent(type, { detail: payload }));
  }

  #resize(height: number): void {
    this.#room?.replaceSync(`:host { height: ${height}px }`);
  }

  /** Says in its place why there is nothing, and where there is something. */
  #fail(why: string): void {
    const said = document.createElement('p');
    said.part.add('message');
    said.setAttribute('role', 'alert');
    said.style.cssText =
      'margin:0;padding:12px;border:1px solid;font:14px/1.4 system-ui,sans-serif';
    const link = document.createElement('a');
    link.href = new URL(this.#link(), this.#site).href;
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = words.open;
    said.append(`${why} `, link);
    this.#root?.append(said);
    if (this.#framed) this.#framed.element.style.display = 'none';
    this.#room?.replaceSync('');
    this.#conversation.end(why);
    this.#conversation = this.#newConversation();
    this.dispatchEvent(new CustomEvent('error', { detail: { path: '', message: why } }));
  }

  get #height(): number | null {
    const height = Number.parseFloat(this.getAttribute('height') ?? '');
    return height > 0 ? height : null;
  }

  get #site(): URL {
    const site = this.getAttribute('site');
    if (site === null) return new URL('.', here);
    return new URL(site.endsWith('/') ? site : `${site}/`, document.baseURI);
  }

  /** What is shown and how. */
  #hash(): string {
    const presentation = Object.fromEntries(
      presentationKeys.flatMap((key) => {
        const value = this.getAttribute(key);
        const isPicture = key === 'poster' && value !== null && !ownPosters.includes(value);
        return value === null || isPicture ? [] : [[key, value]];
      }),
    );
    return this.#link(presentation);
  }

  #link(presentation: PresentationText = {}): string {
    return hashOfParts({
      link: this.getAttribute('link'),
      spec: this.#given ? JSON.stringify(this.#given) : this.getAttribute('spec'),
      set: this.getAttribute('set'),
      presentation,
    });
  }

  #written(): Spec | null {
    try {
      return JSON.parse(this.getAttribute('spec') ?? 'null') as Spec | null;
    } catch {
      return null; // the frame says what is wrong with it
    }
  }
}

if (typeof customElements !== 'undefined' && !customElements.get('fall-line')) {
  customElements.define('fall-line', FallLineElement);
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line': FallLineElement;
  }
}
