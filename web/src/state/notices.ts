/** What the store has to say: one message at a time, in its place under the transport. */
import type { Problem, Summary } from '../engine/model';
import { text } from '../text/text';
import type { Shared } from './shared';
import { valueAt } from './spec';
import type { Notice } from './state';

/** What is wrong may be as long as a link, and is named by its beginning. */
const longest = { text: 1200, path: 200 } as const;

export class Notices {
  constructor(private readonly shared: Shared) {}

  notify(notice: Pick<Notice, 'kind' | 'text'> & Partial<Notice>): void {
    const text = cut(notice.text, longest.text);
    const path = cut(notice.path ?? '', longest.path);
    this.shared.set({ notice: { action: null, ...notice, text, path } });
  }

  dismiss(): void {
    this.shared.set({ notice: null });
  }

  report(problem: Problem): void {
    this.notify({ kind: 'error', text: problem.message, path: problem.path });
  }

  /** A run has ended by itself; after a divergence `lowerRate` helps a method that has a rate. */
  ended(summary: Summary, lowerRate: () => void): void {
    const { progress, settings } = this.shared.state;
    const hasRate = typeof valueAt(settings, 'optimizer.learningRate') === 'number';
    if (summary.status === 'diverged') {
      this.notify({
        kind: 'error',
        text: progress?.reason ?? text.frame.diverged,
        action: hasRate ? { label: text.frame.lowerRate, run: lowerRate } : null,
      });
    } else if (progress && progress.status !== 'running') {
      this.notify({ kind: 'info', text: text.frame.ended(progress.reason) });
    }
  }

  engineFailed(problem: Problem): void {
    this.shared.set({ engine: 'failed', playing: false, building: false });
    this.notify({
      kind: 'error',
      text: problem.message,
      action: { label: text.frame.reload, run: () => location.reload() },
    });
  }
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
