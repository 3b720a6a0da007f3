import { filesIn } from './stamp.mjs';

/** All C++ sources of the project, by path from the root. */
export const cppFiles = () =>
  filesIn(['core', 'wasm', 'tests', 'bench', 'cmake'], (file) => /\.(cpp|h)$/.test(file));
