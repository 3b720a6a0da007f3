/** Nothing trains before it is seen; what scrolls away pauses, and goes on when it comes back. */

/** What is asked of the store. */
export interface Trains {
  readonly state: { readonly playing: boolean; readonly engine: string };
  play(): void;
  pause(): void;
}

export class Sight {
  private inSight = false;
  /** Whether it is to train as soon as it is seen and can. */
  private waits: boolean;
  /** How often it was asked for what is to be trained to its end, seen or not. */
  private held = 0;

  constructor(
    private readonly store: Trains,
    autoplay: boolean,
  ) {
    this.waits = autoplay;
  }

  seen(inSight: boolean): void {
    if (inSight === this.inSight) return;
    this.inSight = inSight;
    if (!inSight && this.store.state.playing) {
      if (this.held > 0) return;
      this.waits = true;
      this.store.pause();
    } else {
      this.goOn();
    }
  }

  /** The engine may be ready by now. */
  goOn(): void {
    if (!this.waits || !this.inSight || this.store.state.engine !== 'ready') return;
    this.waits = false;
    this.store.play();
  }

  /** What trains from now on is not paused when it is not seen, until the answer is called. */
  hold(): () => void {
    ++this.held;
    return () => {
      --this.held;
    };
  }

  /** The reader has decided: what was to come by itself does not. */
  decided(): void {
    this.waits = false;
  }
}
