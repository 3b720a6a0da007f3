// Claims and tasks of lessons in the lab module: the figures of the command line, in slices.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Engine, createEngine } from 'fall-line';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClaimState, JudgeState } from '../../web/src/engine/lesson_tasks';
import type { Json, Spec } from '../../web/src/engine/model';
import { applySetting } from '../../web/src/state/link';
import { asJson, asSpec } from '../../web/src/state/spec';
import { small } from './specs';

const folder = fileURLToPath(new URL('../lessons/fixture', import.meta.url));
const lesson = readFileSync(`${folder}/lesson.json`, 'utf8');

interface Try {
  readonly set?: Readonly<Record<string, Json>>;
  readonly answer?: number;
}
const { claims, tasks, specs } = JSON.parse(lesson) as {
  readonly claims: readonly { readonly id: string }[];
  readonly tasks: readonly {
    readonly id: string;
    readonly spec: string;
    readonly tries: Readonly<Record<string, Try>>;
  }[];
  readonly specs: Readonly<Record<string, { readonly spec: Spec }>>;
};

let lab: Engine;
let session: Awaited<ReturnType<Engine['session']>>;
beforeAll(async () => {
  lab = await createEngine({ lab: true });
  session = await lab.session(small);
});
afterAll(() => lab.close());

/** Every state of a claim from its beginning to its verdict. */
async function check(claim: string, milliseconds: number): Promise<readonly ClaimState[]> {
  const states: ClaimState[] = [];
  for (let anew = true; ; anew = false) {
    const state = await session.lab('claim', { lesson, claim, anew, milliseconds });
    states.push(state);
    if (state.verdict !== null) return states;
  }
}

async function judge(task: string, spec: Spec, answer: number | null): Promise<JudgeState> {
  for (let anew = true; ; anew = false) {
    const argument = { lesson, task, spec, answer, anew, milliseconds: 5 };
    const state = await session.lab('judge', argument);
    if (state.done) return state;
    expect(state.passed).toBe(false);
  }
}

const program = process.env['FALL_LINE_CLI'];

test.skipIf(program === undefined)('every claim has the command line’s figures', async () => {
  const { stdout } = spawnSync(program ?? '', ['lesson', folder], { encoding: 'utf8' });
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => 'claim' in line);
  expect(lines).toHaveLength(claims.length);
  for (const { claim, value, holds, runs } of lines) {
    const state = (await check(claim as string, 20)).at(-1);
    const isMany = typeof value === 'object' && value !== null;
    const figures: [string, unknown][] = isMany ? Object.entries(value) : [['', value]];
    const labels = figures.map(([label]) => label);
    expect(state?.values).toEqual(
      figures.map(([, figure]) => (typeof figure === 'number' ? figure : null)),
    );
    if (labels.length > 1) expect(state?.labels).toEqual(labels);
    expect(state).toMatchObject({ runs, done: runs, share: 1, verdict: holds });
  }
});

describe('a claim', () => {
  test('grows run by run', async () => {
    const states = await check('at-a-step', 1);
    let known = 0;
    for (const { done, runs, values, holds, labels, verdict, share } of states) {
      expect(runs).toBe(5);
      expect(values).toHaveLength(done);
      expect(holds).toHaveLength(done);
      expect(labels).toHaveLength(5);
      expect(done).toBeGreaterThanOrEqual(known);
      expect(share).toBeLessThanOrEqual(1);
      expect(verdict).toBe(done === runs ? true : null);
      known = done;
    }
    expect(known).toBe(5);
  });

  test('begins anew when that is asked, and when another one was asked between', async () => {
    const whole = await check('at-a-step', 1e6);
    expect(whole).toHaveLength(1);
    const other = { lesson, claim: 'max', anew: true, milliseconds: 1e6 };
    await session.lab('claim', other);
    const again = { lesson, claim: 'at-a-step', anew: false, milliseconds: 1e6 };
    expect(await session.lab('claim', again)).toEqual(whole[0]);
  });

  test('takes about as long as it may', async () => {
    await check('two-sweeps', 5); // the module has learned how fast the machine is
    const states = await check('two-sweeps', 5);
    expect(states.length).toBeGreaterThan(1);
  });

  test('that there is none, or of a document that is wrong, is an error', async () => {
    const ask = (text: string, claim: string): Promise<ClaimState> =>
      session.lab('claim', { lesson: text, claim, anew: true, milliseconds: 5 });
    await expect(ask(lesson, 'nothing')).rejects.toMatchObject({ code: 'unknown-id' });
    await expect(ask('{', 'step')).rejects.toMatchObject({ code: 'bad-json' });
    const wrong = lesson.replace('"of": "step"', '"of": "stepp"');
    await expect(ask(wrong, 'step')).rejects.toMatchObject({
      code: 'unknown-id',
      path: 'claims.step.value.of',
    });
    expect((await check('step', 5)).at(-1)?.verdict).toBe(true);
  });
});

describe('a task', () => {
  const tries = tasks.flatMap(({ id, spec, tries: all }) =>
    Object.entries(all).map(([name, attempt]) => ({ id, spec, name, attempt })),
  );
  test.each(tries)('$id: $name', async ({ id, spec: named, name, attempt }) => {
    const begin = specs[named]?.spec ?? small;
    const spec = Object.entries(attempt.set ?? {}).reduce(
      (changed, [path, value]) => asSpec(applySetting(asJson(changed), path, value)),
      begin,
    );
    const state = await judge(id, spec, attempt.answer ?? null);
    expect(state.passed).toBe(name === 'right');
    if (state.changed.length > 0) {
      expect(state.fingerprint).toBeNull();
      return;
    }
    const own = await lab.session(spec);
    expect(state.fingerprint).toBe((await own.run()).fingerprint);
    await own.close();
  });

  test('says what may not be changed, and trains nothing', async () => {
    const spec = asSpec(applySetting(asJson(specs['line']?.spec ?? small), 'seed', 5));
    const state = await judge('diverges', spec, null);
    expect(state).toMatchObject({ changed: ['seed'], fingerprint: null, passed: false });
    expect(state.points).toEqual([
      { says: expect.any(String) as string, value: null, holds: false },
    ]);
  });

  test('refuses what is no Spec', async () => {
    const spec = { data: { source: 'nowhere' } };
    await expect(judge('diverges', spec, null)).rejects.toMatchObject({ path: 'data.source' });
  });
});
