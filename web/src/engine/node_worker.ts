// The worker thread of Node: the protocol over its parent's port.
import { parentPort } from 'node:worker_threads';
import type { WorkerSide } from './platform';
import type { ToWorker } from './protocol';
import { serve } from './serve';

if (!parentPort) throw new Error('This script runs in a worker thread.');
const port = parentPort;

const side: WorkerSide = {
  post: (message, transfer) => port.postMessage(message, transfer),
  listen: (listener) => {
    port.on('message', (message: ToWorker) => listener(message));
  },
  // Once per turn of the event loop. A message to oneself would be heard before the parent's:
  // Node empties one port, up to a thousand messages, before it looks at the next.
  soon: (work) => {
    setImmediate(work);
  },
  hold: () => Promise.resolve(false), // Node tells the parent when a thread ends
};

serve(side);
