/** Waits between the epochs of a paced run, and ends it at once when asked to. */
export class Pacer {
  private wake: (() => void) | null = null;
  private ended = false;

  isStopped(): boolean {
    return this.ended;
  }

  stop(): void {
    this.ended = true;
    this.wake?.();
  }

  /** Resolves after that many milliseconds, at once when there are none or after `stop`. */
  async sleep(milliseconds: number): Promise<void> {
    if (this.ended || !(milliseconds > 0)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = null;
  }
}
