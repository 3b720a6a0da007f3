import { beforeEach, describe, expect, test } from 'vitest';
import type { SessionInfo, Spec } from '../../web/src/engine/model';
import { judgementOf } from '../../web/src/plots/judgement';
import { Latest } from '../../web/src/state/latest';
import { strokesOf, typedRow } from '../../web/src/state/outcome';
import { defaultSpec } from '../../web/src/state/spec';
import { Store } from '../../web/src/state/store';
import type { Stroke } from '../../web/src/state/strokes';
import { gridOf } from '../../web/src/views/outcome_weights';
import { settled, turn, until } from './settled';
import { SmallEngine } from './small_engine';

describe('one question at a time', () => {
  test('of those asked meanwhile only the newest follows', async () => {
    const latest = new Latest();
    const asked: number[] = [];
    let under = 0;
    let most = 0;
    const question = (i: number) => async (): Promise<void> => {
      asked.push(i);
      most = Math.max(most, ++under);
      await turn(); // as a worker: not at once
      --under;
    };
    for (let i = 0; i < 5; ++i) latest.ask(question(i));
    await until(() => under === 0);
    expect(asked).toEqual([0, 4]);
    expect(most).toBe(1);
  });

  test('what has not been asked can be forgotten', async () => {
    const latest = new Latest();
    const asked: number[] = [];
    let answer = (): void => undefined;
    const question = (i: number) => (): Promise<void> => {
      asked.push(i);
      return new Promise((resolve) => (answer = resolve));
    };
    latest.ask(question(0));
    latest.ask(question(1));
    latest.forget();
    answer();
    await turn();
    expect(asked).toEqual([0]);
  });
});

describe('what a person gives the network to judge', () => {
  let engine: SmallEngine;
  let store: Store;
  const stroke: Stroke = [
    { x: 0.5, y: 0.1 },
    { x: 0.5, y: 0.9 },
  ];
  const withImages = (side: number): void => {
    const { latest } = engine;
    const image = { height: side, width: side, channels: 1 };
    latest.info = { ...latest.info, inputs: { count: side * side, names: [], image } };
    latest.advance(1);
  };

  beforeEach(async () => {
    engine = new SmallEngine();
    store = new Store({ now: () => 0, drawSeed: () => 1 });
    await store.open(() => Promise.resolve(engine), defaultSpec);
    await settled(store);
  });

  test('predictions are those of the session that stands', async () => {
    expect(await store.outcome.predict(Float64Array.of(1, 2))).toEqual(Float64Array.of(2, 4));
    const late = store.outcome.predict(Float64Array.of(1, 2));
    store.edit('data.noise', 0.3); // another session before the answer is here
    const { latest } = engine;
    await settled(store);
    expect(engine.latest).not.toBe(latest);
    expect(await store.outcome.predict(Float64Array.of(3))).toEqual(Float64Array.of(6));
    await late;
  });

  test('a drawing is made for the size of the images', () => {
    withImages(28);
    store.outcome.draw([stroke], 2.4);
    expect(store.state.drawing).toHaveLength(28 * 28);
    expect(strokesOf(store.state)).toEqual([stroke]);
    withImages(14);
    store.outcome.draw(strokesOf(store.state), 2.4);
    expect(store.state.drawing).toHaveLength(14 * 14);
    store.outcome.draw([], 2.4);
    expect(store.state.drawing).toBeNull();
  });

  test('a typed row stays with its columns, whatever becomes of the network', async () => {
    expect(typedRow(store.state)).toBeNull();
    const row = Float64Array.of(0.5, -1);
    store.outcome.type(row);
    store.addLayer();
    await settled(store);
    expect(typedRow(store.state)).toBe(row);
    store.chooseSource('circle');
    await settled(store);
    expect(typedRow(store.state)).toBeNull();
  });

  test('rows that are drawn already need not be fetched again', async () => {
    expect(await store.outcome.rows('train')).toBe(store.state.samples.train);
  });
});

describe('what outputs say', () => {
  const info = (
    kind: 'classes' | 'labels',
    names: readonly string[],
    outputs: number,
  ): SessionInfo => ({ task: { kind, names }, outputs }) as unknown as SessionInfo;
  const ending = (activation: string): Spec => ({
    data: { source: 'xor' },
    network: { layers: [{ activation }] },
  });

  test('softmax: a share for each class, the largest chosen', () => {
    const judged = judgementOf(
      info('classes', ['a', 'b', 'c'], 3),
      ending('softmax'),
      [0.2, 0.7, 0.1],
    );
    expect(judged).toMatchObject({ kind: 'shares', values: [0.2, 0.7, 0.1], best: 1 });
  });

  test('one sigmoid: the shares of both classes', () => {
    const judged = judgementOf(info('classes', ['no', 'yes'], 1), ending('sigmoid'), [0.25]);
    expect(judged).toMatchObject({ kind: 'shares', values: [0.75, 0.25], best: 0 });
  });

  test('one tanh or linear unit: a side, 0 counts as the second class', () => {
    const two = info('classes', ['-1', '1'], 1);
    expect(judgementOf(two, ending('tanh'), [-0.4])).toMatchObject({ kind: 'side', best: 0 });
    expect(judgementOf(two, ending('linear'), [0])).toMatchObject({ values: [0], best: 1 });
  });

  test('labels: a share for each, and none is the one', () => {
    const judged = judgementOf(info('labels', ['a', 'b'], 2), ending('sigmoid'), [0.9, 0.8]);
    expect(judged).toMatchObject({ kind: 'shares', values: [0.9, 0.8], best: -1 });
  });
});

test('all weight images fit beside each other', () => {
  const shape = { height: 28, width: 28, channels: 1 };
  for (const [count, width, height] of [
    [128, 316, 380],
    [128, 218, 290],
    [1, 300, 100],
    [200, 120, 600],
  ] as const) {
    const { columns, gap, scale } = gridOf(count, shape, width, height);
    const side = scale * (28 + gap);
    expect(columns * side).toBeLessThanOrEqual(width + 1e-9);
    expect(Math.ceil(count / columns) * side).toBeLessThanOrEqual(height + 1e-9);
    expect(scale * 28).toBeGreaterThan(5);
  }
});
