// Whether WebAssembly here can run the module: asked before it is fetched, for a clear answer.
import { engineError } from './errors';

const magic = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** (func (result v128) (i8x16.popcnt (i8x16.splat (i32.const 0)))) */
const simd = [
  ...magic,
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // type 0: () -> v128
  ...[0x03, 0x02, 0x01, 0x00], // one function of type 0
  ...[0x0a, 0x0a, 0x01, 0x08, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0xfd, 0x62, 0x0b],
];

/** (func (try (do) (catch_all))) */
const exceptions = [
  ...magic,
  ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00], // type 0: () -> ()
  ...[0x03, 0x02, 0x01, 0x00], // one function of type 0
  ...[0x0a, 0x08, 0x01, 0x06, 0x00, 0x06, 0x40, 0x19, 0x0b, 0x0b],
];

/** Throws an EngineError of code "no-webassembly", "no-simd" or "no-exceptions". */
export function needWebAssembly(
  validate: typeof WebAssembly.validate | undefined = validator(),
): void {
  if (!validate) {
    throw engineError(
      'no-webassembly',
      'WebAssembly is switched off or missing in this browser; the engine needs it.',
    );
  }
  if (!validate(new Uint8Array(simd))) {
    throw engineError(
      'no-simd',
      'This browser’s WebAssembly has no SIMD; any browser from 2023 on has it.',
    );
  }
  if (!validate(new Uint8Array(exceptions))) {
    throw engineError(
      'no-exceptions',
      'This browser’s WebAssembly has no exceptions; any browser from 2022 on has them.',
    );
  }
}

function validator(): typeof WebAssembly.validate | undefined {
  return typeof WebAssembly === 'object' ? (bytes) => WebAssembly.validate(bytes) : undefined;
}
