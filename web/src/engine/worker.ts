// The worker of a page: the protocol over its own message port.
import type { WorkerSide } from './platform';
import type { ToWorker } from './protocol';
import { serve } from './serve';

// A message to oneself comes back after those that are waiting, and timers' delays do not apply.
const { port1: inbox, port2: outbox } = new MessageChannel();
let next: (() => void) | null = null;
inbox.onmessage = () => {
  const work = next;
  next = null;
  work?.();
};

const side: WorkerSide = {
  post: (message, transfer) => self.postMessage(message, { transfer }),
  listen: (listener) => {
    self.addEventListener('message', (event: MessageEvent<ToWorker>) => listener(event.data));
  },
  soon: (work) => {
    next = work;
    outbox.postMessage(null);
  },
  hold: (lock) =>
    new Promise((held) => {
      // A worker without an origin has no locks, even when its page has.
      if (!('locks' in navigator)) {
        held(false);
        return;
      }
      const keep = (): Promise<never> => {
        held(true);
        return new Promise(() => undefined); // it ends with the worker: what the page waits for
      };
      navigator.locks.request(lock, keep).catch(() => held(false));
    }),
};

serve(side);
