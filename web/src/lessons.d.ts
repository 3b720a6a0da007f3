declare module 'virtual:lessons' {
  /** An entry for every folder of lessons; views/lesson_text.ts says what it is. */
  export const lessons: readonly unknown[];
}
