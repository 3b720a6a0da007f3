/** What the page around this one may do: hide and lock, and change what it has locked. */
import type { Problem, Spec } from '../engine/model';
import type { Access } from './access';
import type { Shared } from './shared';

export class Host {
  constructor(private readonly shared: Shared) {}

  /** What it hides or locks, from now on. */
  allow(access: Access): void {
    this.shared.set({ access });
  }

  /** Does what it asks for; locks hold for readers and not for it. */
  async act<T>(wish: () => T | Promise<T>): Promise<T> {
    ++this.shared.wishes;
    try {
      return await wish(); // what it does at once is done before this answers
    } finally {
      --this.shared.wishes;
    }
  }

  /** Why what it sends is no Spec; null when it is one. Nothing looks into it before. */
  async refusal(spec: Spec): Promise<Problem | null> {
    const [problem] = (await this.shared.engine?.check(spec)) ?? [];
    return problem ?? null;
  }
}
