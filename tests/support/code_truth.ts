// What the engine makes of the Specs of code_specs.ts, and the scripts that it is compared with.
import { type Engine, createEngine } from 'fall-line';
import { expect } from 'vitest';
import type { Spec } from '../../web/src/engine/model';
import { dataFile, isInline, npyOf } from '../../web/src/code/data_file';
import type { Program } from '../../web/src/code/program';
import { readRun } from '../../web/src/code/read_run';
import { codeOf, targetOf } from '../../web/src/code/targets';
import { codeSpecs, singleSpecs, tableFiles, tables } from './code_specs';
import { drawnSpecs } from './drawn_specs';
import type { Case } from './run_python';

export const doubles: Readonly<Record<string, Spec>> = {
  ...codeSpecs,
  ...tables,
  ...drawnSpecs,
};
export const specs: Readonly<Record<string, Spec>> = { ...doubles, ...singleSpecs };

let started: Promise<Engine> | null = null;

function engineOf(): Promise<Engine> {
  started ??= createEngine({ lab: true });
  return started;
}

/** To be called when all is known. */
export async function closeEngine(): Promise<void> {
  const engine = await started;
  engine?.close();
}

export interface Truth {
  readonly program: Program;
  /** Raw inputs, a row per sample. */
  readonly probe: readonly (readonly number[])[];
  readonly predictions: Float64Array;
}

/** What the engine makes of a Spec, and its predictions for the first samples. */
export async function truthOf(spec: Spec, steps: number | null = null): Promise<Truth> {
  const engine = await engineOf();
  const session = await engine.session(spec, { files: tableFiles });
  try {
    const program = await readRun(session, spec, steps);
    await session.run(steps === null ? {} : { steps });
    const { inputs } = program;
    const count = Math.min(25, program.data.inputs.length / inputs);
    const probe = Array.from({ length: count }, (_, i) => [
      ...program.data.inputs.slice(i * inputs, (i + 1) * inputs),
    ]);
    const predictions = await session.predict(Float64Array.from(probe.flat()));
    return { program, probe, predictions };
  } finally {
    await session.close();
  }
}

export function specOf(name: string): Spec {
  const spec = specs[name];
  if (!spec) throw new Error(`There is no Spec "${name}".`);
  return spec;
}

const truths = new Map<string, Promise<Truth>>();

/** The same, once for all languages. */
export function knownTruth(name: string): Promise<Truth> {
  const truth = truths.get(name) ?? truthOf(specOf(name));
  truths.set(name, truth);
  return truth;
}

export function written(target: string, program: Program): string {
  const language = targetOf(target);
  const { code, refusals } = language ? codeOf(language, program) : { code: null, refusals: [] };
  if (code === null) throw new Error(`${target} refuses ${JSON.stringify(refusals)}.`);
  return code;
}

/** A script, with data in a file of its own: all run in one folder. */
export function caseOf(name: string, target: string, { program, probe }: Truth): Case {
  const code = written(target, program);
  if (isInline(program)) return { name, code, inputs: probe };
  const file = `${name.replace(/\W/g, '-')}.npy`;
  const data = { name: file, bytes: npyOf(program) };
  return { name, code: code.replaceAll(dataFile, file), inputs: probe, data };
}

/** The largest difference of predictions, as a share of the largest one where that is above 1. */
export function difference(expected: Float64Array, found: readonly number[]): number {
  expect(found.length).toBe(expected.length);
  const scale = Math.max(1, ...expected.map(Math.abs));
  return Math.max(...found.map((value, i) => Math.abs(value - (expected[i] ?? NaN)))) / scale;
}
