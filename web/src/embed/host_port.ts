/**
 * The frame's side of the protocol. It hears its parent window only, and of that the origin that
 * greeted it first; the rest goes through a port of their own. The page in the frame tells it what
 * only that page knows: how high it would like to be, and that a lesson is done.
 */
import type { Store } from '../state/store';
import { engineVersion } from '../state/manifest';
import type { Shown } from './answers';
import {
  contractVersion,
  eventNames,
  methods,
  type EventDetails,
  type MethodName,
  type Welcome,
} from './contract';
import { PortDesk } from './port_desk';
import { readHello } from './requests';
import { realClock, type Clock } from './throttle';

/** As much of a window as is used. */
export interface HostWindow {
  readonly parent: Pick<Window, 'postMessage'>;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** What the page in the frame tells itself. */
type Told = 'ready' | 'resize' | 'complete';

export class HostPort {
  private pinned: string | null = null;
  private desk: PortDesk | null = null;
  /** What was told last: a host that greets later has to know, too. */
  private readonly told = new Map<Told, EventDetails[Told]>();

  constructor(
    private readonly store: Store,
    private readonly shown: Shown,
    private readonly frame: HostWindow,
    private readonly clock: Clock,
  ) {
    frame.addEventListener('message', (event) => this.heard(event));
  }

  tell<E extends Told>(type: E, detail: EventDetails[E]): void {
    this.told.set(type, detail);
    this.desk?.tell(type, detail);
  }

  heard({ source, origin, data }: MessageEvent): void {
    if (source !== this.frame.parent) return;
    const hello = readHello(data);
    if (!hello || (this.pinned !== null && this.pinned !== origin)) return;
    this.pinned = origin;
    const { port1, port2 } = new MessageChannel();
    this.desk?.close(); // the page has begun anew
    const hasOrigin = isOrigin(origin);
    const welcome: Welcome = {
      fallline: contractVersion,
      id: hello.id,
      type: 'welcome',
      payload: {
        version: contractVersion,
        engine: engineVersion,
        capabilities: {
          methods: (Object.keys(methods) as MethodName[]).filter(
            (name) => hasOrigin || hello.steer || !methods[name],
          ),
          events: eventNames,
        },
      },
    };
    // Without an origin there is none to name; the message goes to the parent all the same.
    this.frame.parent.postMessage(welcome, hasOrigin ? origin : '*', [port2]);
    this.desk = new PortDesk(port1, this.store, this.shown, {
      rate: hello.rate,
      mayChange: hasOrigin || hello.steer,
      clock: this.clock,
    });
    for (const [type, detail] of this.told) this.desk.tell(type, detail);
  }
}

/** Sandboxed pages and local files have none that could be told from another. */
function isOrigin(origin: string): boolean {
  return /^https?:/.test(origin);
}

/**
 * Begins to answer the page around this one; null where there is none. `early` is what was heard
 * before, since the frame said that it is there (announce.ts).
 */
export function answerHost(
  store: Store,
  shown: Shown,
  early: readonly MessageEvent[] = [],
  frame: HostWindow = window,
  clock: Clock = realClock,
): HostPort | null {
  const around: unknown = frame.parent;
  if (around === frame) return null;
  const port = new HostPort(store, shown, frame, clock);
  for (const event of early) port.heard(event);
  return port;
}
