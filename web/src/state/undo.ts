/** Former and undone values of something immutable: one step back per edit, drags count as one. */
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

  /** Keeps the value before an edit; edits of one key within the time window are one edit. */
  record(before: T, key: string, time: number): void {
    const continues = key === this.lastKey && time - this.lastTime < this.window;
    this.lastKey = key;
    this.lastTime = time;
    if (continues && this.past.length > 0) return;
    this.past.push(before);
    if (this.past.length > this.limit) this.past.shift();
    this.future = [];
  }

  /** The value before the latest edit; `present` can be brought back by redo. */
  undo(present: T): T | undefined {
    return this.move(this.past, this.future, present);
  }

  redo(present: T): T | undefined {
    return this.move(this.future, this.past, present);
  }

  /** Takes the latest record back: the edit was refused. */
  forget(): void {
    this.past.pop();
    this.lastKey = '';
  }

  private move(from: T[], to: T[], present: T): T | undefined {
    const value = from.pop();
    if (value === undefined) return undefined;
    to.push(present);
    this.lastKey = '';
    return value;
  }
}
