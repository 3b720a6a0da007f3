// Sweeps in Node: the numbers of the command line, whatever the number of workers.
import { readFileSync } from 'node:fs';
import { createEngine, type Sweep } from 'fall-line';
import { afterEach, expect, test } from 'vitest';
import type { OwnEngine } from '../../web/src/state/engine_face';
import { SweepDesk, type SweepPhase } from '../../web/src/state/sweep';

interface Golden {
  readonly sweep: Sweep;
  readonly runs: readonly {
    readonly status: string;
    readonly fingerprint: string;
    readonly testLoss: number | null;
  }[];
}

function golden(name: string): Golden {
  const url = new URL(`../sweeps/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Golden;
}

const desks: SweepDesk[] = [];
afterEach(() => {
  for (const desk of desks.splice(0)) desk.end();
});

function deskOf(workers: number): SweepDesk {
  const start = (options: { readonly lab?: boolean } = {}): Promise<OwnEngine> =>
    createEngine(options);
  const desk = new SweepDesk(start, () => ({}), workers);
  desks.push(desk);
  return desk;
}

/** Resolves when the sweep is in that phase. */
function inPhase(desk: SweepDesk, phase: SweepPhase): Promise<void> {
  return until(desk, () => desk.state.phase === phase);
}

function until(desk: SweepDesk, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds()) return;
      stop();
      resolve();
    };
    const stop = desk.subscribe(look);
    look();
  });
}

function outcome(desk: SweepDesk): { status: string; fingerprint: string; testLoss: unknown }[] {
  return desk.state.runs.map(({ status, summary }) => ({
    status,
    fingerprint: summary?.fingerprint ?? '',
    testLoss: summary?.test?.loss ?? null,
  }));
}

for (const name of ['grid', 'bootstrap', 'random']) {
  test(`${name}: 1, 2 and 4 workers have the command line’s numbers`, async () => {
    const { sweep, runs } = golden(name);
    for (const workers of [1, 2, 4]) {
      const desk = deskOf(workers);
      await desk.begin(sweep);
      await inPhase(desk, 'done');
      expect(desk.state.problem).toBeNull();
      expect(outcome(desk)).toEqual(runs);
    }
  });
}

test('runs that diverge are told apart, and have their place', async () => {
  const { sweep } = golden('grid');
  const desk = deskOf(2);
  await desk.begin(sweep);
  await inPhase(desk, 'done');
  const { runs, expansion } = desk.state;
  const diverged = runs.filter(({ status }) => status === 'diverged');
  expect(diverged.length).toBeGreaterThan(0);
  for (const { values, reason } of diverged) {
    expect(expansion?.axes[0]?.values[values[0] ?? 0]).toBe(1e6);
    expect(reason).toContain('Diverged');
  }
  expect(runs[0]?.values).toEqual([0, 0, 0]);
  expect(runs[1]).toMatchObject({ values: [0, 0, 0], repeat: 1, spec: { seed: 4 } });
  expect(runs[2]?.values).toEqual([0, 0, 1]);
});

test('curves are kept, and are short', async () => {
  const { sweep } = golden('bootstrap');
  const desk = deskOf(2);
  await desk.begin(sweep);
  await inPhase(desk, 'done');
  for (const { curve, summary, info } of desk.state.runs) {
    expect(curve?.passes.at(-1)).toBe(10);
    const train = curve?.columns.train.loss;
    expect(train?.length).toBe(curve?.passes.length);
    expect(train?.at(-1)).toBe(summary?.train?.loss);
    expect(curve?.columns.validation.loss?.at(-1)).toBe(summary?.validation?.loss);
    expect(train?.buffer.byteLength).toBeLessThan(1000);
    expect(info?.meanPredictor.train?.mse).toBeGreaterThan(0);
  }
});

test('paused and resumed, cancelled and resumed, the numbers are the same', async () => {
  const { sweep, runs } = golden('grid');
  const desk = deskOf(2);
  await desk.begin(sweep);
  await until(desk, () => desk.state.ended >= 3);
  desk.pause();
  expect(desk.state.phase).toBe('paused');
  desk.resume();
  await until(desk, () => desk.state.ended >= 9);
  desk.cancel();
  expect(desk.state.phase).toBe('cancelled');
  const kept = desk.state.ended;
  expect(desk.state.runs.filter(({ summary }) => summary !== null)).toHaveLength(kept);
  expect(kept).toBeLessThan(runs.length);
  desk.resume();
  await inPhase(desk, 'done');
  expect(outcome(desk)).toEqual(runs);
});

test('a run can be trained longer, from its start', async () => {
  const { sweep, runs } = golden('random');
  const desk = deskOf(2);
  await desk.begin(sweep);
  await inPhase(desk, 'done');
  desk.longer([2], 3);
  await inPhase(desk, 'done');
  const [first, , third] = desk.state.runs;
  expect(first?.summary?.fingerprint).toBe(runs[0]?.fingerprint);
  expect(third?.summary?.epochs).toBe(30);
  expect(third?.summary?.fingerprint).not.toBe(runs[2]?.fingerprint);
  expect(desk.state.ended).toBe(runs.length);
});

test('what is no sweep is refused with its place', async () => {
  const { sweep } = golden('grid');
  const desk = deskOf(1);
  await desk.begin({ ...sweep, axes: [{ path: 'optimizer.speed', values: [1] }] });
  expect(desk.state).toMatchObject({
    phase: 'empty',
    problem: { code: 'unknown-key', path: 'spec.optimizer.speed' },
  });
});

test('a run that cannot begin spoils no other', async () => {
  const { sweep } = golden('grid');
  const desk = deskOf(2);
  await desk.begin({ ...sweep, axes: [{ path: 'data.samples', values: [1, 50] }], seeds: 1 });
  await inPhase(desk, 'done');
  expect(desk.state.runs.map(({ status }) => status)).toContain('stopped');
  expect(desk.state.ended).toBe(2);
});
