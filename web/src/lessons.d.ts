declare module 'virtual:lessons' {
  import type { LessonEntry } from './views/lesson_text';

  /** Every folder under lessons/, in the order of the menu. */
  export const lessons: readonly LessonEntry[];
}
