/**
 * The first word of a frame: that it is there. What is answered before the page behind it has been
 * loaded is kept for it, so that a host need not know how far the frame is.
 */
import { contractVersion, type Waiting } from './contract';

export class Announced {
  #early: MessageEvent[] = [];

  constructor() {
    if (window.parent === window) return;
    addEventListener('message', this.#heard);
    const waiting: Waiting = {
      fallline: contractVersion,
      type: 'waiting',
      payload: { version: contractVersion },
    };
    window.parent.postMessage(waiting, '*'); // whoever it is: it says nothing but that it is there
  }

  /** What was heard so far; from now on somebody else listens. */
  take(): readonly MessageEvent[] {
    removeEventListener('message', this.#heard);
    return this.#early.splice(0);
  }

  /** Who it comes from and what it says is looked at by host_port.ts; of a flood a few are enough. */
  readonly #heard = (event: MessageEvent): void => {
    if (event.source === window.parent) this.#early = [...this.#early, event].slice(-8);
  };
}
