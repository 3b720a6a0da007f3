/** Former and undone edits: one step back per edit, drags count as one. */
export class UndoStack<T> {
  private past: T[] = [];
  private future: T[] = [];
  private lastKey = '';
  private lastTime = -Infinity;

  constructor(
    private readonly limit = 200,
    private readonly window = 800,
  ) {}

  get undoable(): boolean {
    return this.past.length > 0;
  }

  get redoable(): boolean {
    return this.future.length > 0;
  }

  /**
   * Keeps the way back from an edit. Edits of one key within the time window are one edit, as a drag
   * makes them: `merge` makes one way back of two; without it the first one, which leads back to the
   * start, is kept. An edit without a key stands alone.
   * The answer: whether this is another edit.
   */
  record(back: T, key: string, time: number, merge?: (first: T, then: T) => T): boolean {
    const continues = key !== '' && key === this.lastKey && time - this.lastTime < this.window;
    this.lastKey = key;
    this.lastTime = time;
    const first = this.past.at(-1);
    if (continues && first !== undefined) {
      if (merge) this.past[this.past.length - 1] = merge(first, back);
      return false;
    }
    this.past.push(back);
    if (this.past.length > this.limit) this.past.shift();
    this.future = [];
    return true;
  }

  /** The way back from the latest edit; `inverse` makes of it what redo will need. */
  undo(inverse: (back: T) => T): T | undefined {
    return this.move(this.past, this.future, inverse);
  }

  redo(inverse: (back: T) => T): T | undefined {
    return this.move(this.future, this.past, inverse);
  }

  /** Takes the latest record back: the edit was refused. */
  forget(): void {
    this.past.pop();
    this.lastKey = '';
  }

  /** Drops the edits that lead nowhere any more. */
  keep(makesSense: (back: T) => boolean): void {
    const { length } = this.past;
    this.past = this.past.filter(makesSense);
    this.future = this.future.filter(makesSense);
    if (this.past.length < length) this.lastKey = ''; // otherwise a drag goes on
  }

  private move(from: T[], to: T[], inverse: (back: T) => T): T | undefined {
    const value = from.pop();
    if (value === undefined) return undefined;
    to.push(inverse(value));
    this.lastKey = '';
    return value;
  }
}
