/** Fetches the truth of the data in force when a view wants it. */
import { problemOf } from './engine_face';
import type { Notices } from './notices';
import type { Shared } from './shared';
import { truthKey, truthOf } from './truth';

export class Truths {
  /** The key of the one that is on its way. */
  private asked: string | null = null;

  constructor(
    private readonly shared: Shared,
    private readonly notices: Notices,
  ) {}

  async ask(): Promise<void> {
    const { engine } = this.shared;
    const { settings, truth } = this.shared.state;
    const key = truthKey(settings);
    if (!engine || truth?.key === key || this.asked === key) return;
    this.asked = key;
    try {
      const samples = await truthOf(engine, settings);
      if (this.asked === key) this.shared.set({ truth: { key, samples } });
    } catch (reason) {
      this.notices.report(problemOf(reason));
    }
    if (this.asked === key) this.asked = null;
  }
}
