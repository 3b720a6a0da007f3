/** Why nothing can be trained here, as the sentence that says whom to ask for what. */

export type Failure = 'sandbox' | 'worker' | 'wasm' | 'policy' | 'network' | 'other';

export interface Cause {
  /** The engine's own code, or the name of what the browser threw. */
  readonly code: string;
  readonly message: string;
}

const ofCode: Readonly<Record<string, Failure>> = {
  'no-webassembly': 'wasm',
  'no-simd': 'wasm',
  'no-exceptions': 'wasm',
  'not-compiled': 'wasm',
  'not-loaded': 'network',
  'worker-lost': 'worker',
  SecurityError: 'worker',
};

/** @param isSandboxed whether the frame has no origin of its own */
export function failureOf({ code, message }: Cause, isSandboxed: boolean): Failure {
  if (/content security policy|unsafe-eval/iu.test(message)) return 'policy';
  const failure = Object.hasOwn(ofCode, code) ? (ofCode[code] ?? 'other') : 'other';
  return failure === 'worker' && isSandboxed ? 'sandbox' : failure;
}

/** What was thrown, told apart by its code or its name. */
export function causeOf(reason: unknown): Cause {
  if (typeof reason !== 'object' || reason === null) return { code: '', message: String(reason) };
  const { code, name, message } = reason as { code?: unknown; name?: unknown; message?: unknown };
  const known = typeof code === 'string' ? code : typeof name === 'string' ? name : '';
  return { code: known, message: typeof message === 'string' ? message : '' };
}
