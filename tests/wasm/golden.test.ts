// The same bits: every golden Spec has the fingerprint in WebAssembly that it has natively, and a
// run here ends with the same line as the command line's.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Engine, createEngine } from 'fall-line';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Spec } from '../../web/src/engine/model';
import { small } from './specs';

interface Golden {
  readonly spec: Spec;
  readonly fingerprint: string;
}

const folder = path.resolve(import.meta.dirname, '../golden');
const goldens = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => [name, JSON.parse(readFileSync(path.join(folder, name), 'utf8'))] as const)
  .filter((entry): entry is readonly [string, Golden] => 'fingerprint' in (entry[1] as object));

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => {
  engine.close();
});

describe('golden Specs', () => {
  test('are there', () => {
    expect(goldens.length).toBeGreaterThan(0);
  });

  test.each(goldens)('%s', async (_, { spec, fingerprint }) => {
    const session = await engine.session(spec);
    expect((await session.run()).fingerprint).toBe(fingerprint);
    await session.close();
  });
});

const program = process.env['FALL_LINE_CLI'];
test.skipIf(program === undefined)('a summary is the last line of the command line', async () => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'fall-line-'));
  const file = path.join(scratch, 'spec.json');
  writeFileSync(file, JSON.stringify(small));
  const printed = execFileSync(program ?? '', ['run', file], { encoding: 'utf8' });
  rmSync(scratch, { recursive: true });
  const expected = JSON.parse(printed.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
  const session = await engine.session(small);
  const summary = await session.run();
  expect(Object.keys(summary)).toEqual(Object.keys(expected));
  expect({ ...summary, seconds: 0 }).toEqual({ ...expected, seconds: 0 });
  await session.close();
});
