// The package `fall-line` in browsers; in Node it is engine/node.ts, with the same names.
export * from './engine/engine';
