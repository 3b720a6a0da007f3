/** A frame with Fall Line in it: made, greeted, and listened to. */
import { loaderWords as words } from '../text/en_loader';

/** Milliseconds after its page has been loaded in which a frame says that it is there. */
const patience = 6000;
/** And after which, once it has said so, the next frame need not wait for it any more. */
const courtesy = 3000;

export interface FrameOptions {
  readonly address: string;
  readonly title: string;
  readonly sandbox: string | null;
  readonly steer: boolean;
  readonly rate: number | null;
  /** Whether it loads nothing before the reader asks for it. */
  readonly poster: boolean;
}

export interface FrameListener {
  welcomed(port: MessagePort): void;
  failed(why: string): void;
}

export class Framed {
  readonly element = document.createElement('iframe');
  /** When it answers, or cannot: the next frame of the page begins then, and finds all in the cache. */
  readonly settled: Promise<void>;
  #settle: () => void = () => undefined;
  readonly #origin: string;
  readonly #options: FrameOptions;
  readonly #listener: FrameListener;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isThere = false;

  constructor(options: FrameOptions, listener: FrameListener) {
    this.#options = options;
    this.#listener = listener;
    this.#origin = new URL(options.address).origin;
    this.settled = new Promise((resolve) => (this.#settle = resolve));
    const { element } = this;
    element.title = options.title;
    element.allow = 'clipboard-write; fullscreen';
    element.referrerPolicy = 'no-referrer';
    element.part.add('frame');
    // Isolated pages take frames in only without credentials, or with headers of their own.
    if (self.crossOriginIsolated) element.setAttribute('credentialless', '');
    if (options.sandbox !== null) element.setAttribute('sandbox', options.sandbox);
    element.style.cssText = 'display:block;width:100%;height:100%;border:0';
    element.addEventListener('load', this.#loaded);
    addEventListener('message', this.#heard);
    document.addEventListener('securitypolicyviolation', this.#forbidden);
    element.src = options.address;
  }

  end(): void {
    removeEventListener('message', this.#heard);
    this.#atRest();
    this.element.remove();
  }

  /** It is there, or never will be; the turn passes on after so many milliseconds. */
  #atRest(milliseconds = 0): void {
    this.#isThere = true;
    clearTimeout(this.#timer);
    document.removeEventListener('securitypolicyviolation', this.#forbidden);
    if (milliseconds === 0) this.#settle();
    else this.#timer = setTimeout(this.#settle, milliseconds);
  }

  readonly #heard = ({ source, origin, data, ports }: MessageEvent): void => {
    if (source !== this.element.contentWindow || !this.#isOurs(origin)) return;
    const message = data as { fallline?: unknown; type?: unknown } | null;
    if (message?.fallline !== 1) return;
    const [port] = ports;
    if (message.type === 'waiting') {
      const { rate, steer, poster } = this.#options;
      this.#atRest(poster ? 0 : courtesy);
      const payload = rate === null ? { steer } : { steer, rate };
      const hello = { fallline: 1, id: 'hello', type: 'hello', payload };
      // In a sandbox it has no origin that could be named; the message goes to that window alone.
      const target = origin === 'null' ? '*' : origin;
      this.element.contentWindow?.postMessage(hello, target);
    } else if (message.type === 'welcome' && port) {
      this.#atRest();
      this.#listener.welcomed(port);
    }
  };

  /** A frame in a sandbox, its own or that of the page around it, has no origin. */
  #isOurs(origin: string): boolean {
    const { sandbox } = this.#options;
    const isBoxed = sandbox !== null && !sandbox.includes('allow-same-origin');
    return origin === (isBoxed ? 'null' : this.#origin) || (origin === 'null' && noOrigin());
  }

  readonly #loaded = (): void => {
    if (this.#isThere) return;
    this.#timer = setTimeout(() => this.#fail(words.silent(this.#origin)), patience);
  };

  readonly #forbidden = ({
    effectiveDirective,
    blockedURI,
  }: SecurityPolicyViolationEvent): void => {
    const isFrame = ['frame-src', 'child-src', 'default-src'].includes(effectiveDirective);
    if (isFrame && blockedURI.startsWith(this.#origin)) this.#fail(words.noFrame(this.#origin));
  };

  #fail(why: string): void {
    this.#atRest();
    this.#listener.failed(why);
  }
}

function noOrigin(): boolean {
  return self.origin === 'null' || location.protocol === 'file:';
}
