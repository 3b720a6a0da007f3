// Every failure of the engine is one of these, wherever it happened.
import type { Problem } from './model';

/** What promises of the engine reject with: {code, path, message} and nothing else to know. */
export class EngineError extends Error implements Problem {
  override readonly name = 'EngineError';
  readonly code: string;
  readonly path: string;

  constructor(problem: Problem) {
    super(problem.message);
    this.code = problem.code;
    this.path = problem.path;
  }
}

/** An error without a place in Spec or file. */
export function engineError(code: string, message: string, path = ''): EngineError {
  return new EngineError({ code, path, message });
}

/** Anything that was thrown, as what may cross to the page. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof EngineError) {
    return { code: thrown.code, path: thrown.path, message: thrown.message };
  }
  if (isOutOfMemory(thrown)) return { code: thrown.code, path: '', message: thrown.message };
  if (isTrap(thrown)) {
    const message = `The engine stopped: ${thrown.message}.`;
    return { code: 'crashed', path: '', message };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'internal-error', path: '', message };
}

/** Whether the WebAssembly instance can be trusted no more: after a trap or a full memory. */
export function isFatal(thrown: unknown): boolean {
  return isOutOfMemory(thrown) || isTrap(thrown);
}

/** As the module throws it (wasm/guard.cpp), or as it has been told since. */
function isOutOfMemory(thrown: unknown): thrown is Error & { readonly code: 'out-of-memory' } {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'out-of-memory';
}

/** A trap, or the stack at its end (which engines report as a RangeError). */
function isTrap(thrown: unknown): thrown is Error {
  return thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError;
}

export function busy(): EngineError {
  return engineError('busy', 'This session is training already; pause it first.');
}
