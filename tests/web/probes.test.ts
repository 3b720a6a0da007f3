import { beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultSpec } from '../../web/src/state/spec';
import { Store } from '../../web/src/state/store';
import { truthKey, truthSpec } from '../../web/src/state/truth';
import type { Spec } from '../../web/src/engine/model';
import { settled } from './settled';
import { SmallEngine } from './small_engine';

let engine: SmallEngine;
let store: Store;
const inputs = Float64Array.of(1, 2, 3, 4);

beforeEach(async () => {
  engine = new SmallEngine();
  store = new Store();
  store.setPace(null);
  await store.open(() => Promise.resolve(engine), defaultSpec);
  await settled(store);
});

describe('probes', () => {
  test('give outputs and activations at chosen inputs', async () => {
    store.probe('a', { of: 'outputs', inputs });
    store.probe('b', { of: 'activations', inputs });
    await settled(store);
    expect(store.state.probed['a']?.values).toEqual(Float64Array.of(2, 4, 6, 8));
    expect(store.state.probed['b']?.values).toEqual(Float64Array.of(1, 3));
  });

  test('answer again with every report, and never end on an old answer', async () => {
    const answers: ((values: Float64Array) => void)[] = [];
    engine.latest.predict = () => new Promise((resolve) => answers.push(resolve));
    store.probe('a', { of: 'outputs', inputs });
    engine.latest.advance(1); // while the first answer is awaited
    engine.latest.advance(1);
    expect(answers).toHaveLength(1);
    answers[0]?.(Float64Array.of(1));
    await settled(store);
    expect(store.state.probed['a']?.values).toEqual(Float64Array.of(1));
    expect(answers).toHaveLength(2);
    answers[1]?.(Float64Array.of(2));
    await settled(store);
    expect(store.state.probed['a']?.values).toEqual(Float64Array.of(2));
    expect(answers).toHaveLength(2);
  });

  test('wait between two questions, and still ask once more at the end', async () => {
    vi.useFakeTimers({ now: 0 });
    try {
      let asked = 0;
      engine.latest.predict = () => Promise.resolve(Float64Array.of(++asked));
      store.probe('a', { of: 'outputs', inputs, every: 30 });
      await vi.advanceTimersByTimeAsync(0);
      for (let i = 0; i < 5; ++i) engine.latest.advance(1);
      await vi.advanceTimersByTimeAsync(29);
      expect(asked).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(asked).toBe(2);
      expect(store.state.probed['a']?.values).toEqual(Float64Array.of(2));
      await vi.advanceTimersByTimeAsync(1000);
      expect(asked).toBe(2);
    } finally {
      vi.useRealTimers();
    }
  });

  test('end when nothing is asked any more, and with the session', async () => {
    store.probe('a', { of: 'outputs', inputs });
    await settled(store);
    store.probe('a', null);
    expect(store.state.probed).toEqual({});
    store.probe('a', { of: 'outputs', inputs });
    store.chooseSource('moons');
    await settled(store);
    engine.latest.advance(1);
    await settled(store);
    expect(store.state.probed).toEqual({});
  });
});

describe('truth', () => {
  const franke: Spec = {
    seed: 5,
    data: { source: 'franke', noise: 0.3, samples: 100, scale: 'center', features: ['x1'] },
  };

  test('is the same source without noise, scale and features', () => {
    const spec = truthSpec(franke);
    expect(spec?.data).toEqual({
      source: 'franke',
      noise: 0,
      samples: 4000,
      seed: 5,
      split: { train: 1 },
    });
  });

  test('keeps parameters of the source, but not the number of samples', () => {
    const sine = { data: { source: 'sine', frequency: 2, noise: 0.1, samples: 9 } };
    expect(truthSpec(sine)?.data['frequency']).toBe(2);
    const other = { data: { ...sine.data, samples: 10, noise: 0.7 } };
    expect(truthKey(sine)).toBe(truthKey(other));
    expect(truthKey(sine)).not.toBe(truthKey(franke));
  });

  test('is unknown where the source has no noise to leave out', () => {
    expect(truthSpec({ data: { source: 'table', file: 'a.csv' } })).toBeNull();
  });

  test('comes when a view asks for it, once', async () => {
    store.chooseSource('franke');
    await settled(store);
    const before = engine.sessions.length;
    void store.askTruth();
    await store.askTruth();
    await settled(store);
    expect(engine.sessions.length).toBe(before + 1);
    expect(engine.latest.closed).toBe(true);
    expect(store.state.truth?.samples?.count).toBe(1);
    await store.askTruth();
    expect(engine.sessions.length).toBe(before + 1);
  });
});
