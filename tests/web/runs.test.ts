import { beforeEach, describe, expect, test } from 'vitest';
import { exportRuns } from '../../web/src/state/run_export';
import { entered, freeLook, freeName } from '../../web/src/state/run_list';
import { bytesOf, rowsOf, type Run } from '../../web/src/state/run_record';
import { readRuns, writeRuns } from '../../web/src/state/run_text';
import { storageKeys } from '../../web/src/state/runs';
import { defaultSpec } from '../../web/src/state/spec';
import type { State } from '../../web/src/state/state';
import { Store } from '../../web/src/state/store';
import { settled } from './settled';
import { SmallEngine } from './small_engine';

const all = { snapshots: true, rows: 400 };

function run(id: number, more: Partial<Run> = {}): Run {
  return {
    id,
    name: `Run ${id}`,
    look: id,
    spec: defaultSpec,
    origin: null,
    status: 'stopped',
    epochs: 3,
    steps: 30,
    seconds: 0.5,
    parameters: 105,
    fingerprint: '0123456789abcdef',
    engine: '0.1.0',
    tweaked: false,
    curve: {
      steps: Float64Array.of(0, 10, 30),
      passes: Float64Array.of(0, 1, 3),
      columns: [
        { part: 'train', metric: 'loss', values: Float64Array.of(0.7, 0.25, 0.1) },
        { part: 'test', metric: 'accuracy', values: Float64Array.of(0.5, NaN, 1) },
      ],
    },
    snapshot: Uint8Array.of(1, 2, 250),
    pinned: false,
    shown: true,
    train: { loss: 0.1, accuracy: 0.9 },
    validation: null,
    test: { loss: 0.2, accuracy: 0.8 },
    ...more,
  };
}

const ids = (runs: readonly Run[]): number[] => runs.map(({ id }) => id);

describe('the list', () => {
  test('is bounded in number: the oldest that is not pinned leaves', () => {
    const limits = { count: 3, bytes: Infinity };
    let runs: readonly Run[] = [run(1, { pinned: true }), run(2), run(3)];
    runs = entered(runs, run(4), limits);
    expect(ids(runs)).toEqual([1, 3, 4]);
    runs = entered(runs, run(5), limits);
    expect(ids(runs)).toEqual([1, 4, 5]);
  });

  test('is bounded in bytes, and where all are pinned a limit is a limit', () => {
    const one = bytesOf(run(1));
    const limits = { count: 40, bytes: 2.5 * one };
    const pinned = [run(1, { pinned: true }), run(2, { pinned: true })];
    expect(ids(entered(pinned, run(3), limits))).toEqual([2, 3]);
    expect(ids(entered([], run(9), { count: 40, bytes: 1 }))).toEqual([9]); // the newest stays
  });

  test('has one entry a run: what goes on takes its own place', () => {
    const runs = entered([run(1), run(2)], run(1, { steps: 60 }));
    expect(runs.map(({ id, steps }) => [id, steps])).toEqual([
      [1, 60],
      [2, 30],
    ]);
  });

  test('gives free names and looks', () => {
    const runs = [run(0, { name: 'Spiral 1' }), run(1), run(3)];
    expect(freeName(runs, 'Spiral')).toBe('Spiral 2');
    expect(freeLook(runs)).toBe(2);
  });

  test('thins long curves, ends included', () => {
    const steps = Float64Array.from({ length: 4000 }, (_, i) => i);
    const none = (): null => null;
    const curves = { length: 4000, steps, passes: steps, column: none, figure: none };
    const rows = rowsOf(curves, 100);
    expect(rows.steps).toHaveLength(100);
    expect([rows.steps[0], rows.steps.at(-1)]).toEqual([0, 3999]);
  });
});

describe('as text', () => {
  test('what is written is read again', () => {
    const origin = { name: 'Run 1', step: 12, passes: 1.2 };
    const runs = [run(1), run(2, { origin, snapshot: null, pinned: true, status: 'diverged' })];
    expect(readRuns(writeRuns(runs, all))).toEqual(runs);
  });

  test('without states, and with fewer rows, where room is scarce', () => {
    const [read] = readRuns(writeRuns([run(1)], { snapshots: false, rows: 2 })) ?? [];
    expect(read?.snapshot).toBeNull();
    expect(read?.curve.steps).toEqual(Float64Array.of(0, 30));
  });

  const damaged: readonly (readonly [string, (json: Record<string, unknown>) => unknown])[] = [
    ['another version', (json) => ({ ...json, fallLineRuns: 2 })],
    ['a foreign key', (json) => ({ ...json, more: 1 })],
    ['no list', (json) => ({ ...json, runs: {} })],
    ['a number', () => 7],
    [
      'two of one id',
      ({ runs, ...json }) => ({ ...json, runs: [...(runs as []), ...(runs as [])] }),
    ],
  ];
  test.each(damaged)('%s is refused', (_, change) => {
    const json = JSON.parse(writeRuns([run(1)], all)) as Record<string, unknown>;
    expect(readRuns(JSON.stringify(change(json)))).toBeNull();
  });

  const faults: Readonly<Record<string, unknown>> = {
    id: 0,
    name: '',
    look: -1,
    spec: [],
    origin: { name: 'x' },
    status: 'running',
    epochs: 1.5,
    steps: '30',
    seconds: -1,
    parameters: 0,
    fingerprint: 'xyz',
    engine: 7,
    tweaked: 'no',
    curve: { steps: [0, 5, 5], passes: [0, 1, 2], columns: [] },
    snapshot: '*',
    pinned: null,
    shown: 1,
    train: { loss: 'low' },
    validation: { accuracy: 1 },
    test: { loss: 1, more: 2 },
  };
  test.each(Object.entries(faults))('a run with a wrong %s is refused', (key, value) => {
    const json = JSON.parse(writeRuns([run(1)], all)) as { runs: Record<string, unknown>[] };
    const [one] = json.runs;
    expect(one).toHaveProperty(key);
    const wrong = { ...json, runs: [{ ...one, [key]: value }] };
    expect(readRuns(JSON.stringify(wrong))).toBeNull();
    const less = Object.fromEntries(Object.entries(one ?? {}).filter(([name]) => name !== key));
    expect(readRuns(JSON.stringify({ ...json, runs: [less] }))).toBeNull();
  });

  test('text that is no JSON, nested too deep, or has a key twice is refused', () => {
    const good = writeRuns([run(1)], all);
    expect(readRuns(good)).not.toBeNull();
    expect(readRuns(good.slice(0, -1))).toBeNull();
    expect(readRuns(good.replace('"id":1', '"id":1,"id":1'))).toBeNull();
    expect(readRuns('['.repeat(100_000))).toBeNull();
    expect(readRuns('')).toBeNull();
  });
});

describe('as files', () => {
  test('one curve as CSV', () => {
    const { name, content } = exportRuns([run(1, { name: '=My, run' })], 'csv');
    expect(name).toBe('fall-line-my-run.csv');
    expect(content.split('\r\n')).toEqual([
      'run,epoch,step,train loss,test accuracy',
      '" =My, run",0,0,0.7,0.5',
      '" =My, run",1,10,0.25,',
      '" =My, run",3,30,0.1,1',
      '',
    ]);
  });

  test('one as JSON: Spec, summary, history', () => {
    const json = JSON.parse(exportRuns([run(1)], 'json').content) as Record<string, unknown>;
    expect(json).toMatchObject({
      name: 'Run 1',
      spec: defaultSpec,
      summary: { status: 'stopped', steps: 30, fingerprint: '0123456789abcdef' },
      history: { steps: [0, 10, 30], columns: [{ values: [0.7, 0.25, 0.1] }, {}] },
    });
    const both = JSON.parse(exportRuns([run(1), run(2)], 'json').content) as unknown[];
    expect(both).toHaveLength(2);
  });
});

/** A storage with so much room; `null`: it may not even be looked at. */
class SmallStorage {
  readonly items = new Map<string, string>();
  constructor(public room: number | null = Infinity) {}
  readonly open = (): Storage => {
    if (this.room === null) throw new DOMException('denied', 'SecurityError');
    return this as unknown as Storage;
  };
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (value.length > (this.room ?? 0)) throw new DOMException('full', 'QuotaExceededError');
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

describe('in the store', () => {
  let engine: SmallEngine;
  let store: Store;
  let storage: SmallStorage;
  let time: number;

  async function open(): Promise<void> {
    engine = new SmallEngine();
    time = 0;
    store = new Store({ now: () => (time += 5000), drawSeed: () => 42, storage: storage.open });
    store.setPace(null);
    await store.open(() => Promise.resolve(engine), defaultSpec);
    await settled(store);
  }

  async function after(act: () => unknown): Promise<State> {
    act();
    await settled(store);
    return store.state;
  }

  beforeEach(async () => {
    storage = new SmallStorage();
    await open();
  });

  test('an edit, a reset and a new start leave the run behind that trained an epoch', async () => {
    for (const replace of [
      () => store.edit('data.noise', 0.3),
      () => store.reset(),
      () => store.newStart(7),
      () => store.addLayer(),
    ]) {
      const { length } = store.state.runs;
      await after(() => store.epoch());
      const { runs } = await after(replace);
      expect(runs).toHaveLength(length + 1);
      expect(runs.at(-1)).toMatchObject({ status: 'paused', steps: 10, epochs: 1 });
    }
  });

  test('what has not trained an epoch leaves nothing, unless a person paused it', async () => {
    await after(() => store.step());
    expect((await after(() => store.reset())).runs).toEqual([]);
    expect((await after(() => store.edit('data.noise', 0.2))).runs).toEqual([]);
    await after(() => store.play());
    engine.latest.advance(4);
    await after(() => store.pause());
    expect((await after(() => store.reset())).runs).toMatchObject([{ steps: 4 }]);
  });

  test('a drag leaves one run behind, however much trained meanwhile', async () => {
    await after(() => store.play());
    engine.latest.advance(20);
    for (const noise of [0.1, 0.2, 0.3]) {
      time -= 4990; // within the time that makes one edit of several
      await after(() => store.edit('data.noise', noise));
      engine.latest.advance(50);
    }
    expect(store.state.runs).toMatchObject([{ steps: 20 }]);
    expect(store.state.playing).toBe(true);
    time += 5000;
    expect((await after(() => store.edit('data.noise', 0.4))).runs).toHaveLength(2);
  });

  test('a run that comes to its end enters at once, and once', async () => {
    await after(() => store.play());
    engine.latest.advance(30);
    const { runs, run: id } = await after(() => engine.latest.end('converged', 'Done.'));
    expect(runs).toMatchObject([{ status: 'converged', steps: 30 }]);
    expect(id).toBe(runs[0]?.id);
    const then = await after(() => store.reset());
    expect(then.runs).toHaveLength(1);
    expect(then.run).toBeNull();
  });

  test('rename, pin, draw; a name of nothing is none', async () => {
    await after(() => store.epoch());
    await after(() => store.reset());
    const id = store.state.runs[0]?.id ?? NaN;
    for (const name of ['  Mine  ', '   ']) await store.runs.ask((desk) => desk.rename(id, name));
    await store.runs.ask((desk) => desk.pin(id, true));
    await store.runs.ask((desk) => desk.show(id, true));
    expect(store.state.runs).toMatchObject([{ name: 'Mine', pinned: true, shown: true }]);
  });

  test('delete can be undone and redone, in its old place', async () => {
    for (let i = 0; i < 3; ++i) {
      await after(() => store.epoch());
      await after(() => store.reset());
    }
    const before = ids(store.state.runs);
    const [, middle = NaN] = before;
    await store.runs.ask((desk) => desk.delete(middle));
    expect(store.state.runs).toHaveLength(2);
    expect(ids((await after(() => store.undo())).runs)).toEqual(before);
    expect((await after(() => store.redo())).runs).toHaveLength(2);
  });

  test('restore brings Spec, state and curve back; going on belongs to the same entry', async () => {
    await after(() => store.newStart(5));
    for (let i = 0; i < 3; ++i) await after(() => store.epoch());
    await after(() => store.edit('data.noise', 0.3));
    const [run] = store.state.runs;
    await store.runs.ask((desk) => desk.restore(run?.id ?? NaN));
    await settled(store);
    const { spec, progress, run: id } = store.state;
    expect(spec.seed).toBe(5);
    expect(progress?.step).toBe(30);
    expect(id).toBe(run?.id);
    await after(() => store.epoch());
    const { runs } = await after(() => store.reset());
    expect(runs.map(({ id: one, steps }) => [one, steps])).toEqual([[run?.id, 40]]);
  });

  test('nothing is kept in the browser unless it is wished for', async () => {
    await after(() => store.epoch());
    await after(() => store.reset());
    expect(storage.items.size).toBe(0);
  });

  test('what is kept is there at the next visit, and gone when it is not wished any more', async () => {
    await store.runs.ask((desk) => desk.keep(true));
    await after(() => store.epoch());
    await after(() => store.reset());
    expect(storage.getItem(storageKeys.runs)).toContain('fallLineRuns');
    const kept = [{ ...store.state.runs[0], fingerprint: '0123456789abcdef' }] as Run[];
    storage.setItem(storageKeys.runs, writeRuns(kept, all)); // as the real engine names states
    await open();
    expect(store.state.keeping).toBe('on');
    expect(store.state.runs).toEqual(kept);
    await store.runs.ask((desk) => desk.keep(false));
    expect(storage.items.size).toBe(0);
    expect(store.state.runs).toHaveLength(1);
  });

  test('blocked storage breaks nothing, and is said', async () => {
    storage.room = null;
    await open();
    expect(store.state.keeping).toBe('blocked');
    await after(() => store.epoch());
    expect((await after(() => store.reset())).runs).toHaveLength(1);
    await store.runs.ask((desk) => desk.keep(true));
    expect(store.state.keeping).toBe('blocked');
    expect(store.state.notice?.kind).not.toBe('error');
  });

  test('storage that is blocked later, too', async () => {
    await store.runs.ask((desk) => desk.keep(true));
    storage.room = null;
    await after(() => store.epoch());
    expect((await after(() => store.reset())).keeping).toBe('blocked');
    expect(store.state.runs).toHaveLength(1);
  });

  test('scarce storage keeps the list without states, full storage says that it keeps none', async () => {
    await store.runs.ask((desk) => desk.keep(true));
    await after(() => store.epoch());
    await after(() => store.reset());
    const whole = storage.getItem(storageKeys.runs)?.length ?? 0;
    storage.room = whole - 2; // “true” is a character less than “false”, the state takes six
    const id = store.state.runs[0]?.id ?? NaN;
    await after(() => store.runs.ask((desk) => desk.pin(id, true)));
    expect(store.state.keeping).toBe('partly');
    storage.room = 10;
    await after(() => store.runs.ask((desk) => desk.pin(id, false)));
    expect(store.state.keeping).toBe('full');
    expect(store.state.runs).toHaveLength(1);
  });

  test('what is damaged, or no experiment, is left out and said', async () => {
    storage.setItem(storageKeys.choice, '1');
    storage.setItem(storageKeys.runs, '{"fallLineRuns":1,"runs":[{}]}');
    await open();
    expect([store.state.runs.length, store.state.notice?.kind]).toEqual([0, 'warning']);
    storage.setItem(storageKeys.runs, writeRuns([run(1), run(2)], all));
    engine = new SmallEngine();
    engine.check = () =>
      Promise.resolve([{ code: 'unknown-id', path: 'loss', message: 'There is none.' }]);
    store = new Store({ storage: storage.open });
    await store.open(() => Promise.resolve(engine), defaultSpec);
    await settled(store);
    expect(store.state.runs).toEqual([]);
    expect(store.state.notice?.text).toMatch(/^2 kept runs/);
  });
});
