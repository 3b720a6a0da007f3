import { beforeEach, describe, expect, test } from 'vitest';
import type { Spec } from '../../web/src/engine/model';
import { layersOf } from '../../web/src/state/spec';
import { Store } from '../../web/src/state/store';
import { hintOf, labelOf } from '../../web/src/views/fields';
import { activeRules, stopText } from '../../web/src/views/stop_text';
import { settled, until } from './settled';
import { SmallEngine } from './small_engine';

let engine: SmallEngine;
let store: Store;

async function open(stop: Spec['stop']): Promise<void> {
  engine = new SmallEngine();
  store = new Store();
  const layers = [{ units: 4, activation: 'tanh' }, { units: 3 }, { activation: 'sigmoid' }];
  await store.open(() => Promise.resolve(engine), {
    data: { source: 'moons' },
    network: { layers },
    schedule: 'cosine',
    stop: stop ?? {},
  });
  await settled(store);
}

describe('running to the stop rule', () => {
  test('is not held to the pace, and measures on the way', async () => {
    await open({ epochs: 800 });
    store.setPace(4);
    const session = engine.latest;
    const run = session.run.bind(session);
    session.run = async (options) => {
      await new Promise((resolve) => setTimeout(resolve, 0)); // as a worker: not at once
      return run(options);
    };
    const begun = performance.now();
    store.runToStop();
    const { heard } = engine.latest;
    await until(() => heard.length > 20);
    expect(performance.now() - begun).toBeLessThan(20 * 250); // as 4 epochs a second would take
    expect(new Set(heard)).toEqual(new Set(['run {"epochs":10}']));
    store.pause();
    await settled(store);
    expect(store.state.playing).toBe(false);
  });

  test('without an end in epochs it is one run', async () => {
    await open({ loss: 0.01 });
    store.runToStop();
    await settled(store);
    expect(engine.latest.heard).toEqual(['run {}']);
    engine.latest.end('converged', 'The loss is at 0.01.');
    await settled(store);
    expect(store.state.playing).toBe(false);
    expect(store.state.notice?.text).toContain('The loss is at 0.01.');
  });
});

describe('what the engine is asked beside', () => {
  beforeEach(() => open({}));

  test('activation functions, and none for those without a curve', async () => {
    const z = Float64Array.of(1, 2);
    expect((await store.activation('linear', z))?.values).toEqual(z);
    engine.activation = () => Promise.reject(new Error('it takes a whole layer'));
    expect(await store.activation('softmax', z)).toBeNull();
  });

  test('rates by the settings in force', async () => {
    expect(await store.rates(Float64Array.of(0, 1))).toEqual(Float64Array.of(0.5, 0.5));
    expect(await new Store().rates(Float64Array.of(0))).toBeNull();
  });

  test('one activation for the hidden layers is one edit that can be undone', async () => {
    const activations = (): unknown[] => layersOf(store.state.spec).map((one) => one.activation);
    store.useActivation('relu');
    await settled(store);
    expect(activations()).toEqual(['relu', 'relu', 'sigmoid']);
    store.undo();
    await settled(store);
    expect(activations()).toEqual(['tanh', undefined, 'sigmoid']);
  });
});

describe('stop rules in words', () => {
  const withStop = (stop: Spec['stop']): Spec => ({ data: { source: 'moons' }, stop: stop ?? {} });

  test('rules at 0 are off', () => {
    expect(activeRules(withStop({ epochs: 0, steps: 0 }))).toEqual([]);
    expect(stopText(withStop({ epochs: 0 }))).toBe('by hand only');
    expect(stopText({ data: { source: 'moons' } })).toBe('by hand only');
  });

  test('several are told in order', () => {
    expect(stopText(withStop({ patience: 5, loss: 0.01, epochs: 12345 }))).toBe(
      'at epoch 12\u2009345 or at loss 0.0100 or after 5 epochs without progress',
    );
  });
});

describe('fields of the manifest', () => {
  test('labels have words or letters, and a unit', () => {
    expect(['learningRate', 'beta1', 'warmup', 'epochs', 'clipNorm'].map(labelOf)).toEqual([
      'Learning rate',
      'β₁',
      'Warmup, epochs',
      'Epochs',
      'Clip norm',
    ]);
  });

  test('hints say the range, the default and the kind of slider', () => {
    const parameter = {
      name: 'epsilon',
      type: 'number',
      default: 1e-8,
      min: 0,
      max: 1,
      low: 1e-12,
      high: 0.1,
      scale: 'logarithmic',
      help: 'Keeps the division finite: ε.',
    } as const;
    expect(hintOf(parameter)).toBe(
      'Keeps the division finite: ε. From 0 to 1; usually 10⁻⁸. The slider is logarithmic.',
    );
    expect(hintOf({ name: 'file', type: 'text', default: '', help: 'A file.' })).toBe('A file.');
  });
});
