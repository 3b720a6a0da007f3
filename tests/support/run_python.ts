// Python for the tests of copied code: the first one that has NumPy, and PyTorch where it is wanted.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Case {
  readonly name: string;
  readonly code: string;
  /** Raw inputs, a row per sample; null is missing. */
  readonly inputs: readonly (readonly (number | null)[])[];
  /** The file that the script reads beside it. */
  readonly data?: { readonly name: string; readonly bytes: Uint8Array };
}

export interface Outcome {
  readonly predictions?: readonly (readonly number[])[];
  /** What it printed. */
  readonly said?: string;
  /** What it ended with on its own. */
  readonly ended?: string;
  readonly failed?: string;
}

const candidates = [process.env['FALL_LINE_PYTHON'], '/usr/bin/python3', 'python3'];

/** The first Python that has those modules; null: none has. */
export function pythonWith(...modules: readonly string[]): string | null {
  const code = modules.map((name) => `import ${name}`).join('\n');
  for (const python of candidates) {
    if (python === undefined) continue;
    try {
      execFileSync(python, ['-c', code], { stdio: 'ignore' });
      return python;
    } catch {
      // the next one
    }
  }
  return null;
}

/** Runs all scripts in one process; `standIn` is a module beside this one that is imported first. */
export function runPython(
  python: string,
  cases: readonly Case[],
  standIn: string | null = null,
): readonly Outcome[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'fall-line-code-'));
  const [asked, answered] = [path.join(folder, 'cases.json'), path.join(folder, 'outcomes.json')];
  try {
    writeFileSync(
      asked,
      JSON.stringify(cases.map(({ name, code, inputs }) => ({ name, code, inputs }))),
    );
    for (const { data } of cases) if (data) writeFileSync(path.join(folder, data.name), data.bytes);
    const runner = path.join(import.meta.dirname, 'run_scripts.py');
    const env = { ...process.env, OMP_NUM_THREADS: '1', PYTHONWARNINGS: 'ignore' }; // small matrices
    const more = standIn === null ? [] : [standIn];
    execFileSync(python, [runner, asked, answered, ...more], { stdio: 'inherit', env });
    return JSON.parse(readFileSync(answered, 'utf8')) as Outcome[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
