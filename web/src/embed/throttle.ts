/** Lets something happen at most so often; what comes in between happens once, at the end of it. */
export interface Clock {
  /** Milliseconds from any start. */
  now(): number;
  /** Calls `act` after so many milliseconds, unless the answer is called before. */
  later(act: () => void, milliseconds: number): () => void;
}

export const realClock: Clock = {
  now: () => performance.now(),
  later: (act, milliseconds) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};

export class Throttle {
  private last = -Infinity;
  private cancel: (() => void) | null = null;

  constructor(
    /** Milliseconds from one time to the next at least; Infinity for never. */
    private readonly pause: number,
    private readonly act: () => void,
    private readonly clock: Clock,
  ) {}

  ask(): void {
    if (this.cancel || this.pause === Infinity) return;
    const left = this.last + this.pause - this.clock.now();
    if (left <= 0) this.run();
    else this.cancel = this.clock.later(() => this.run(), left);
  }

  /** What is still to come comes now. */
  flush(): void {
    if (this.cancel) this.run();
  }

  end(): void {
    this.cancel?.();
    this.cancel = null;
  }

  private run(): void {
    this.end();
    this.last = this.clock.now();
    this.act();
  }
}
