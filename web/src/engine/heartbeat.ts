// Whether somebody still answers, without false alarms.
//
// Timers say little about time: a hidden tab's fire once a second or once a minute, a busy page's
// fire late, a sleeping machine's not at all. So silence is counted in ticks, and only those that
// came when they were due.

/** Milliseconds from tick to tick, and up to how many a tick still counts as in time. */
const tick = 250;
const inTime = 2 * tick;

/** What the heartbeat asks of its owner. */
export interface Pulse {
  /** How many ticks of silence are normal at the moment; null: nothing is going on, no need to ask. */
  allowance(): number | null;
  /** Asks for a sign of life; resolves with it. */
  ask(): Promise<unknown>;
  /** There was none for too long. */
  silent(): void;
}

/** Ticks of silence after which a worker that should answer between slices counts as lost. */
export const ordinary = 5;
/** The same while its script is being fetched. */
export const starting = 120;
/** The same while it does what takes long in one piece: reading a file, making data. */
export const lengthy = 480;

export class Heartbeat {
  readonly #pulse: Pulse;
  #timer: ReturnType<typeof setInterval> | null = null;
  #last = 0;
  #asked = false;
  #missed = 0;

  constructor(pulse: Pulse) {
    this.#pulse = pulse;
  }

  /** Begins, or goes on, to listen; stops by itself when nothing is going on. */
  start(): void {
    if (this.#timer !== null) return;
    this.#last = performance.now();
    this.#missed = 0;
    this.#timer = setInterval(() => this.#tick(), tick);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #tick(): void {
    const now = performance.now();
    const punctual = now - this.#last <= inTime;
    this.#last = now;
    const allowance = this.#pulse.allowance();
    if (allowance === null) {
      this.stop();
      return;
    }
    if (!this.#asked) {
      this.#ask();
      return;
    }
    if (punctual) this.#missed += 1;
    if (this.#missed >= allowance) {
      this.stop();
      this.#pulse.silent();
    }
  }

  #ask(): void {
    this.#asked = true;
    this.#missed = 0;
    this.#pulse.ask().then(
      () => {
        this.#asked = false;
      },
      () => undefined, // the connection ended, and the heartbeat with it
    );
  }
}
