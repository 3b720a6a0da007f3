// The worker threads that engines have started, so that tests can kill them from outside.
import type { Worker } from 'node:worker_threads';

const started: Worker[] = [];
process.on('worker', (worker: Worker) => started.push(worker));

/** The thread that was started last. */
export function latestWorker(): Worker {
  const worker = started.at(-1);
  if (!worker) throw new Error('No worker thread has been started.');
  return worker;
}

/** How many have been started so far. */
export function workersStarted(): number {
  return started.length;
}
