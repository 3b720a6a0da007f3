/** The modules that lessons become when the page is built (web/lesson_plugin.ts). */
import type { TemplateResult } from 'lit';
import { lessons as list } from 'virtual:lessons';

/** What stands in the text: each is an element of the page. */
export interface LessonParts {
  readonly experiment: (name: string) => TemplateResult;
  readonly claim: (id: string) => TemplateResult;
  readonly task: (id: string) => TemplateResult;
}

export interface LessonSection {
  readonly id: string;
  /** Empty for what stands before the first heading. */
  readonly title: string;
  readonly body: (on: LessonParts) => TemplateResult;
}

export interface LessonText {
  /** lesson.json. */
  readonly text: string;
  readonly sections: readonly LessonSection[];
}

export interface LessonEntry {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly load: () => Promise<LessonText>;
}

/** Every lesson of the page, in the order of the menu. */
export const lessons = list as readonly LessonEntry[];
