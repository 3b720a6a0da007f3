/**
 * What a reader has reached in the lessons. It stays in memory; when former runs may be kept in this
 * browser, so may this, and goes with them when that is wished for no longer.
 */
import { readTask, taskJson, type HandedTask } from './hand_in';
import { isList, isObject, type Json } from './json';
import { storageKeys, type OpenStorage } from './runs';
import type { Keeping } from './state';

/** Of one lesson: which claims came true (or did not) here, and which tasks are solved. */
export interface Reached {
  readonly claims: Readonly<Record<string, boolean>>;
  readonly tasks: readonly HandedTask[];
}

export const nothingReached: Reached = { claims: {}, tasks: [] };

export type AllReached = Readonly<Record<string, Reached>>;

const version = 1;

export function reachedText(all: AllReached): string {
  const lessons = Object.entries(all).map(([lesson, { claims, tasks }]) => ({
    lesson,
    claims,
    tasks: tasks.map(taskJson),
  }));
  return JSON.stringify({ version, lessons });
}

/** What was kept; whatever of it is not as it should be is left out. */
export function readReached(text: string): AllReached {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return {};
  }
  if (!isObject(value) || value['version'] !== version) return {};
  const { lessons } = value;
  if (lessons === undefined || !isList(lessons)) return {};
  const all: Record<string, Reached> = {};
  for (const entry of lessons) {
    if (!isObject(entry) || typeof entry['lesson'] !== 'string') continue;
    const { lesson, claims = {}, tasks = [] } = entry;
    if (!isObject(claims) || !isList(tasks)) continue;
    const known = Object.entries(claims).filter(([, held]) => typeof held === 'boolean');
    all[lesson] = {
      claims: Object.fromEntries(known) as Record<string, boolean>,
      tasks: tasks.flatMap((task) => readTask(task) ?? []),
    };
  }
  return all;
}

export class LessonProgress {
  private all: AllReached = {};
  private isRead = false;

  constructor(
    private readonly storage: OpenStorage | null,
    private readonly keeping: () => Keeping,
  ) {}

  of(lesson: string): Reached {
    this.read();
    return this.all[lesson] ?? nothingReached;
  }

  set(lesson: string, reached: Reached): void {
    this.read();
    this.all = { ...this.all, [lesson]: reached };
    if (!this.mayKeep) return;
    try {
      this.storage?.().setItem(storageKeys.lessons, reachedText(this.all));
    } catch {
      // There is no room, or it is not allowed: what was reached stays in memory.
    }
  }

  private get mayKeep(): boolean {
    const keeping = this.keeping();
    return keeping !== 'off' && keeping !== 'blocked';
  }

  /** What was kept before comes in once keeping is known to be wished for. */
  private read(): void {
    if (this.isRead || !this.mayKeep) return;
    this.isRead = true;
    try {
      const text = this.storage?.().getItem(storageKeys.lessons) ?? null;
      if (text !== null) this.all = { ...readReached(text), ...this.all };
    } catch {
      // As before: nothing was kept.
    }
  }
}
