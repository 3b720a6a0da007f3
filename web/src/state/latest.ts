/** Asks one thing at a time; of what is asked meanwhile only the newest is asked next. */
export class Latest {
  private waiting: (() => Promise<void>) | null = null;
  private busy = false;

  ask(question: () => Promise<void>): void {
    this.waiting = question;
    if (!this.busy) void this.work();
  }

  /** Forgets what has not been asked yet. */
  forget(): void {
    this.waiting = null;
  }

  private async work(): Promise<void> {
    this.busy = true;
    try {
      for (let next = this.waiting; next; next = this.waiting) {
        this.waiting = null;
        await next();
      }
    } finally {
      this.busy = false;
    }
  }
}
