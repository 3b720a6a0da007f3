// The module in the worker: started from compiled code, its answers unwrapped.
import createFirst, { type MainModule } from '../generated/wasm/fall_line.js';
import { EngineError } from './errors';

export type { MainModule, Session as BoundSession } from '../generated/wasm/fall_line.js';

/** What every exported function answers. */
type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly path: string; readonly message: string };

/** The value of an answer; throws an EngineError when it is none. */
export function valueOf<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new EngineError(reply);
}

/** An instance of the compiled module: its own memory, nothing shared. `create` belongs to it. */
export async function instantiate<M extends MainModule = MainModule>(
  compiled: WebAssembly.Module,
  create: (options: object) => Promise<M> = createFirst as (options: object) => Promise<M>,
): Promise<M> {
  return new Promise((resolve, reject) => {
    const instantiateWasm = (
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): object => {
      WebAssembly.instantiate(compiled, imports).then(
        (instance) => {
          done(instance, compiled);
        },
        (reason: unknown) => {
          reject(reason instanceof Error ? reason : new Error(String(reason)));
        },
      );
      return {}; // what Emscripten wants for "it will come later"
    };
    create({ instantiateWasm }).then(resolve, reject);
  });
}
