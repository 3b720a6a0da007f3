// The trained network as ONNX: onnxruntime gives the predictions of the engine.
import { type Engine, createEngine } from 'fall-line';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onnxOf } from '../../web/src/code/onnx';
import { readRun } from '../../web/src/code/read_run';
import type { Spec } from '../../web/src/engine/model';
import { codeSpecs, singleSpecs, tableFiles, tables } from '../support/code_specs';
import { difference } from '../support/code_truth';

const specs: Readonly<Record<string, Spec>> = { ...codeSpecs, ...singleSpecs, ...tables };

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ lab: true });
});
afterAll(() => engine.close());

/** What the engine and what onnxruntime say of the first samples. */
async function both(
  spec: Spec,
  off: readonly [layer: number, unit: number] | null = null,
): Promise<{
  readonly ours: Float64Array;
  readonly theirs: readonly number[];
  readonly names: unknown;
}> {
  const session = await engine.session(spec, { files: tableFiles });
  try {
    const program = await readRun(session, spec, null);
    await session.run({});
    if (off) await session.switchUnit(off[0], off[1], false);
    const { inputs } = program;
    const count = Math.min(25, program.data.inputs.length / inputs);
    // Single precision is what ONNX is given, so that is what both are asked about.
    const probe = Float32Array.from(program.data.inputs.subarray(0, count * inputs));
    const ours = await session.predict(Float64Array.from(probe));
    const parameters = await session.parameters();
    const bytes = onnxOf({
      program,
      parameters,
      off: session.info.off,
      metadata: { fingerprint: await session.fingerprint() },
      version: '0.1.0',
    });
    const model = await InferenceSession.create(bytes, { logSeverityLevel: 3 });
    const feeds = { inputs: new Tensor('float32', probe, [count, inputs]) };
    const { outputs } = await model.run(feeds);
    if (!outputs) throw new Error('There is no output.');
    expect(outputs.dims).toEqual([count, session.info.outputs]);
    const theirs = [...(outputs.data as Float32Array)];
    const names = [model.inputNames, model.outputNames];
    await model.release();
    return { ours, theirs, names };
  } finally {
    await session.close();
  }
}

describe('onnxruntime predicts what the engine predicts', () => {
  test.each(Object.keys(specs))('%s', async (name) => {
    const spec = specs[name];
    if (!spec) throw new Error(`There is no Spec "${name}".`);
    const { ours, theirs, names } = await both(spec);
    expect(names).toEqual([['inputs'], ['outputs']]);
    expect(difference(ours, theirs)).toBeLessThan(1e-5);
  });

  test('units that are switched off give nothing there, either', async () => {
    const spec = codeSpecs['tanh'];
    if (!spec) throw new Error('There is no Spec "tanh".');
    const [all, without] = [await both(spec), await both(spec, [0, 1])];
    expect(difference(without.ours, without.theirs)).toBeLessThan(1e-5);
    expect(difference(all.ours, without.theirs)).toBeGreaterThan(1e-3);
  });
});
