/** What a script is made of, read from a session of the lab that has just been made. */
import { parts, type Part, type SessionInfo, type Spec } from '../engine/model';
import { programOf, type CodeData, type Program } from './program';

/** What is asked of the session; the page's and that of the engine both are one. */
export interface Source {
  readonly info: SessionInfo;
  lab(task: 'samples', argument: { readonly part: Part }): Promise<Float64Array>;
  samples(part: Part, maximum: number): Promise<{ readonly index: Int32Array }>;
  images(index: Int32Array): Promise<{ readonly bytes: Uint8Array }>;
}

/** `spec` as it is written; `steps` is where the script ends, null: by the stop rule alone. */
export async function readRun(session: Source, spec: Spec, steps: number | null): Promise<Program> {
  const { info } = session;
  return programOf({ spec, info, data: await dataOf(session), steps });
}

async function dataOf(session: Source): Promise<CodeData> {
  const { samples: counts, inputs } = session.info;
  const all: { inputs: Float64Array | Uint8Array; targets: Float64Array }[] = [];
  for (const part of parts) {
    if (counts[part] === 0) continue;
    const numbers = await session.lab('samples', { part });
    if (inputs.image) {
      const { index } = await session.samples(part, counts[part]);
      const { bytes } = await session.images(index);
      all.push({ inputs: bytes, targets: numbers });
    } else {
      all.push(columns(numbers, counts[part], inputs.count));
    }
  }
  const { train, validation, test } = counts;
  const targets = Float64Array.from(
    joined(
      all.map((part) => part.targets),
      Float64Array,
    ),
  );
  return {
    train,
    validation,
    test,
    inputs: inputs.image
      ? joined(
          all.map((part) => part.inputs as Uint8Array),
          Uint8Array,
        )
      : joined(
          all.map((part) => part.inputs as Float64Array),
          Float64Array,
        ),
    targets,
  };
}

/** Inputs and targets apart, from rows that hold both. */
function columns(
  numbers: Float64Array,
  samples: number,
  width: number,
): { inputs: Float64Array; targets: Float64Array } {
  const own = numbers.length / samples - width;
  const [inputs, targets] = [new Float64Array(samples * width), new Float64Array(samples * own)];
  for (let sample = 0; sample < samples; ++sample) {
    const at = sample * (width + own);
    inputs.set(numbers.subarray(at, at + width), sample * width);
    targets.set(numbers.subarray(at + width, at + width + own), sample * own);
  }
  return { inputs, targets };
}

function joined<T extends Float64Array | Uint8Array>(
  arrays: readonly T[],
  type: new (length: number) => T,
): T {
  const all = new type(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of arrays) {
    all.set(one, at);
    at += one.length;
  }
  return all;
}
