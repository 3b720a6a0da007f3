/**
 * Lessons for Vite: the folders that there are become the module `virtual:lessons`, and the text of
 * each a module that is loaded when it is opened. No list names them: a new folder is found.
 */
import path from 'node:path';
import type { Plugin } from 'vite';
import { findLessons, lessonModule, menuModule, textFile } from './lesson_compiler';

const menu = 'virtual:lessons';
const query = 'lesson';
const suffix = `/${textFile}?${query}`;

export function lessons(roots: readonly string[]): Plugin {
  return {
    name: 'fall-line-lessons',
    enforce: 'pre',
    resolveId(id) {
      if (id === menu) return `\0${menu}`;
      return id.endsWith(suffix) ? id : null;
    },
    load(id) {
      if (id === `\0${menu}`) {
        const found = findLessons(roots);
        for (const { folder } of found) this.addWatchFile(path.join(folder, 'lesson.json'));
        return menuModule(found, query);
      }
      if (!id.endsWith(suffix)) return null;
      const folder = id.slice(0, -suffix.length);
      this.addWatchFile(path.join(folder, 'lesson.json'));
      return { code: lessonModule(folder), moduleType: 'js' };
    },
  };
}
