/** The store's part in data: sketches, drawings, drafts, tables. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CsvPreview, Spec } from '../../web/src/engine/model';
import { find, manifest } from '../../web/src/state/manifest';
import { drawingOf, type Drawing } from '../../web/src/state/points';
import { isDrawn, sketchSpec } from '../../web/src/state/sketch';
import { carriedNoise } from '../../web/src/state/sources';
import { defaultSpec } from '../../web/src/state/spec';
import { shownData } from '../../web/src/state/state';
import { Store } from '../../web/src/state/store';
import { settled } from './settled';
import { problem, SmallEngine } from './small_engine';

let engine: SmallEngine;
let store: Store;
let time: number;

beforeEach(async () => {
  engine = new SmallEngine();
  time = 0;
  store = new Store({ now: () => (time += 100) });
  await store.open(() => Promise.resolve(engine), defaultSpec);
  await settled(store);
});

const dataset = (id: string) => find(manifest.datasets, id);

describe('noise of another source', () => {
  test('keeps its place on the slider once it was moved', () => {
    // The spiral's slider ends at 0.1, the circle's at 0.5.
    expect(carriedNoise({ source: 'spiral', noise: 0.05 }, dataset('circle'))).toEqual({
      noise: 0.25,
    });
    expect(carriedNoise({ source: 'spiral', noise: 0.015 }, dataset('circle'))).toEqual({});
    expect(carriedNoise({ source: 'three-points' }, dataset('circle'))).toEqual({});
    expect(carriedNoise({ source: 'circle', noise: 0.3 }, dataset('three-points'))).toEqual({});
  });

  test('goes along when that source is chosen, as its picture has shown', async () => {
    store.edit('data.noise', 0.05);
    await settled(store);
    const sketch = sketchSpec('circle', store.state.settings);
    store.chooseSource('circle');
    await settled(store);
    expect(store.state.spec.data['noise']).toBe(0.25);
    expect(sketch.data).toMatchObject({ source: 'circle', noise: 0.25, seed: 7 });
  });
});

describe('sketches', () => {
  let pictures: SmallEngine;
  let closed: number;
  const sources = (): string[] => pictures.sessions.map(({ spec }) => spec.data.source);
  const begin = async (): Promise<void> => {
    void store.sketchSources(() =>
      Promise.resolve(Object.assign(pictures, { close: () => (closed += 1) })),
    );
    await vi.advanceTimersByTimeAsync(5000); // images wait for the page to rest
  };

  beforeEach(() => {
    vi.useFakeTimers();
    pictures = new SmallEngine();
    closed = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('are drawn by an engine of their own, which goes when it is idle', async () => {
    await begin();
    const drawn = manifest.datasets.map(({ id }) => id).filter(isDrawn);
    expect(sources()).toEqual(drawn);
    expect(Object.keys(store.state.gallery)).toEqual(drawn);
    expect(engine.sessions.length).toBe(1);
    expect(closed).toBe(0);
    await vi.advanceTimersByTimeAsync(5000);
    expect(closed).toBe(1);
    expect(pictures.sessions.every((session) => session.closed)).toBe(true);
  });

  test('are small, of the parameters shown, and of few images', () => {
    const chosen = sketchSpec('spiral', {
      ...defaultSpec,
      data: { source: 'spiral', samples: 5000, classes: 4, noise: 0.02, seed: 9 },
    });
    expect(chosen.data).toMatchObject({ samples: 160, classes: 4, noise: 0.02, seed: 9 });
    expect(sketchSpec('moons', chosen).data).toMatchObject({ samples: 160, seed: 9 });
    expect(sketchSpec('digits', chosen).data).toMatchObject({ samples: 10 });
  });

  test('are drawn again when noise and seed have settled, and only then', async () => {
    await begin();
    const before = pictures.sessions.length;
    for (let i = 1; i <= 20; ++i) {
      store.edit('data.noise', i / 1000);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(pictures.sessions.length).toBe(before);
    const old = store.state.gallery['circle'];
    await vi.advanceTimersByTimeAsync(300);
    const again = sources().slice(before);
    expect(again).toContain('circle');
    expect(again).not.toContain('three-points'); // it has no noise, and its seed is the same
    expect(store.state.gallery['circle']).not.toBe(old);
    expect(store.state.gallery['three-points']).toBeDefined();
  });

  test('the newest wins, and the old picture stays until the new one is there', async () => {
    await begin();
    const old = store.state.gallery['franke'];
    let release: (() => void) | null = null;
    const make = pictures.session.bind(pictures);
    const held = vi.spyOn(pictures, 'session').mockImplementation(async (spec: Spec) => {
      await new Promise<void>((resolve) => (release = resolve));
      return make(spec);
    });
    store.edit('data.seed', 11);
    await vi.advanceTimersByTimeAsync(300);
    expect(store.state.gallery['franke']).toBe(old);
    store.edit('data.seed', 12);
    await vi.advanceTimersByTimeAsync(300);
    held.mockImplementation(make);
    (release as (() => void) | null)?.();
    await vi.advanceTimersByTimeAsync(10);
    const seeds = pictures.sessions.map(({ spec }) => spec.data['seed']);
    expect(seeds.at(-1)).toBe(12);
    expect(store.state.gallery['franke']?.info.spec.data['seed']).toBe(12);
  });

  test('of images wait until nothing trains and the page rests', async () => {
    store.setPace(null);
    store.play();
    await settled(store);
    await begin();
    expect(sources()).toContain('sine');
    expect(sources()).not.toContain('digits');
    store.pause();
    await vi.advanceTimersByTimeAsync(1400);
    store.setPace(10); // any change: a person is at work
    await vi.advanceTimersByTimeAsync(1400);
    expect(sources()).not.toContain('digits');
    await vi.advanceTimersByTimeAsync(5000);
    expect(sources()).toContain('digits');
  });
});

describe('drawing', () => {
  const sheet = (...rows: number[][]): Drawing => ({ rows, inputs: 2, task: 'classes' });
  const shown = (): readonly (readonly number[])[] => drawingOf(shownData(store.state)).rows;

  test('an empty sheet leaves the experiment in force', async () => {
    store.chooseSource('points');
    await settled(store);
    expect(store.state.draft?.data).toMatchObject({ source: 'points', points: [] });
    expect(store.state.spec).toEqual(defaultSpec);
    expect(engine.sessions.length).toBe(1);
  });

  test('two classes are an experiment; its output and loss follow', async () => {
    store.chooseSource('points');
    store.draw(sheet([0, 0, 0]));
    await settled(store);
    expect(store.state.draft).not.toBeNull();
    store.draw(sheet([0, 0, 0], [1, 1, 1]));
    await settled(store);
    expect(store.state.draft).toBeNull();
    expect(engine.latest.spec).toMatchObject({
      data: { source: 'points', task: 'classes', seed: 7 },
    });
    expect(engine.latest.spec.network?.layers.at(-1)).toEqual({});
    expect(engine.latest.spec).not.toHaveProperty('loss');
  });

  test('more points of the same classes keep the output that was chosen', async () => {
    store.draw(sheet([0, 0, 0], [1, 1, 1]));
    await settled(store);
    store.edit('network.layers.2.activation', 'tanh');
    await settled(store);
    store.draw(sheet([0, 0, 0], [1, 1, 1], [2, 2, 1]));
    await settled(store);
    expect(engine.latest.spec.network?.layers.at(-1)).toEqual({ activation: 'tanh' });
    store.draw(sheet([0, 0, 0], [1, 1, 1], [2, 2, 2]));
    await settled(store);
    expect(engine.latest.spec.network?.layers.at(-1)).toEqual({});
  });

  test('each stroke is one step of undo, back to where it began', async () => {
    store.chooseSource('points');
    const first = Symbol('first');
    store.draw(sheet([0, 0, 0]), first);
    store.draw(sheet([0, 0, 0], [0, 1, 0]), first);
    const second = Symbol('second');
    store.draw(sheet([0, 0, 0], [0, 1, 0], [1, 0, 1]), second);
    store.draw(sheet([0, 0, 0], [0, 1, 0], [1, 0, 1], [1, 1, 1]), second);
    await settled(store);
    expect(shown().length).toBe(4);
    store.undo();
    await settled(store);
    expect(shown().length).toBe(2);
    expect(store.state.spec).toEqual(defaultSpec);
    expect(engine.latest.spec).toEqual(defaultSpec);
    store.undo();
    await settled(store);
    expect(store.state.draft?.data['points']).toEqual([]);
    store.undo();
    await settled(store);
    expect(store.state.draft).toBeNull();
    expect(store.state.undoable).toBe(false);
    store.redo();
    store.redo();
    store.redo();
    await settled(store);
    expect(shown().length).toBe(4);
    expect(store.state.draft).toBeNull();
  });

  test('another source keeps the drawing for a way back', async () => {
    store.draw(sheet([0, 0, 0], [1, 1, 1]));
    await settled(store);
    store.chooseSource('circle');
    await settled(store);
    expect(shownData(store.state).source).toBe('circle');
    store.chooseSource('points');
    await settled(store);
    expect(shown()).toEqual([
      [0, 0, 0],
      [1, 1, 1],
    ]);
  });

  test('the source in force, chosen again, only puts the draft away', async () => {
    store.edit('data.turns', 2);
    await settled(store);
    store.chooseSource('points');
    store.chooseSource('spiral');
    await settled(store);
    expect(store.state.draft).toBeNull();
    expect(store.state.spec.data['turns']).toBe(2);
  });

  test('present samples can be gone on from', async () => {
    store.takeSamples();
    await settled(store);
    expect(engine.latest.spec.data).toMatchObject({
      source: 'points',
      task: 'classes',
      points: [
        [1, 2, 0],
        [1, 2, 0],
      ],
    });
  });
});

describe('tables', () => {
  const columns: CsvPreview['columns'] = ['age', 'city', 'price'].map((name) => ({
    name,
    kind: name === 'city' ? 'text' : 'number',
    decimalComma: false,
    missing: 0,
    distinct: 4,
  }));
  const preview: CsvPreview = {
    delimiter: ',',
    header: true,
    rows: 10,
    columns,
    firstRows: [],
    problems: [],
    problemCount: 0,
  };
  const file = (name: string): File => new File(['age,city,price\n1,A,2\n'], name);

  test('a refused table is a draft; the experiment in force goes on', async () => {
    engine.preview = { ...preview, problemCount: 3 };
    engine.refusal = problem('ragged-row', 'data.file:3:2', 'Row 3 has 2 cells.');
    await store.addFiles([file('a.csv')]);
    await settled(store);
    expect(store.state.draft?.problem?.path).toBe('data.file:3:2');
    expect(store.state.draft?.data).toMatchObject({ source: 'table', file: 'a.csv' });
    expect(store.state.table?.file).toBe('a.csv');
    expect(store.state.notice?.text).toContain('2 more');
    expect(store.state.spec).toEqual(defaultSpec);
    expect(store.state.undoable).toBe(false);
    engine.refusal = null;
    await store.assignTable(store.state.draft?.data ?? { source: 'table' });
    expect(store.state.draft).toBeNull();
    expect(engine.latest.spec.data).toMatchObject({ file: 'a.csv' });
  });

  test('other roles keep split and output as long as the same is predicted', async () => {
    engine.preview = preview;
    await store.addFiles([file('a.csv')]);
    store.edit('data.split', { train: 0.5 });
    await settled(store);
    store.edit('network.layers.2.activation', 'relu');
    await settled(store);
    await store.assignTable({ ...store.state.spec.data, inputs: 'age' });
    expect(engine.latest.spec.data).toMatchObject({ inputs: 'age', split: { train: 0.5 } });
    expect(engine.latest.spec.network?.layers.at(-1)).toEqual({ activation: 'relu' });
    await store.assignTable({ ...store.state.spec.data, target: 'age' });
    expect(engine.latest.spec.network?.layers.at(-1)).toEqual({});
  });

  test('after undo the panel shows the table that is in force again', async () => {
    engine.preview = preview;
    await store.addFiles([file('a.csv')]);
    engine.preview = { ...preview, rows: 99 };
    await store.addFiles([file('b.csv')]);
    await settled(store);
    expect(store.state.table?.preview.rows).toBe(99);
    store.undo();
    await settled(store);
    expect(store.state.table).toMatchObject({ file: 'a.csv', preview: { rows: 10 } });
  });

  test('each pasted table is a file of its own', async () => {
    engine.preview = preview;
    await store.addText('a,b\n1,2\n');
    await store.addText('a,b\n3,4\n');
    await settled(store);
    expect(engine.latest.spec.data['file']).toBe('pasted 2.csv');
    expect((await store.link()).lacks.join()).toContain('pasted 2.csv');
  });

  test('half a pair of images is remembered, and can be forgotten', async () => {
    const bytes = new Uint8Array(16);
    bytes.set([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1]);
    await store.addFiles([new File([bytes], 'images.idx')]);
    expect(store.state.waiting).toMatchObject([{ name: 'images.idx', is: { count: 2 } }]);
    store.forgetFiles();
    expect(store.state.waiting).toEqual([]);
  });
});
