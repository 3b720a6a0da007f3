/** What the page around this one may do: hide and lock, and change what it has locked. */
import type { Access } from './access';
import type { Shared } from './shared';

export class Host {
  constructor(private readonly shared: Shared) {}

  /** What it hides or locks, from now on. */
  allow(access: Access): void {
    this.shared.set({ access });
  }

  /** Does at once what it asks for; locks hold for readers and not for it. */
  act(wish: () => void): void {
    this.shared.isUnlocked = true;
    try {
      wish();
    } finally {
      this.shared.isUnlocked = false;
    }
  }
}
