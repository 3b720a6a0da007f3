import { expect, test } from 'vitest';
import type { Finding, Spec } from '../../web/src/engine/model';
import { conditionOf, remedied } from '../../web/src/state/conditions';
import { manifest } from '../../web/src/state/manifest';
import { Store } from '../../web/src/state/store';
import { remedyText } from '../../web/src/views/remedy_text';
import { SmallEngine } from './small_engine';

const leaky: Finding = {
  id: 'dead-units',
  set: [
    { path: 'network.layers.0.activation', value: 'leaky-relu' },
    { path: 'network.layers.1.activation', value: 'leaky-relu' },
  ],
};
const slower: Finding = {
  id: 'divergence',
  set: [{ path: 'optimizer.learningRate', value: 0.003 }],
};

const spec: Spec = {
  data: { source: 'xor' },
  network: { layers: [{ units: 4, activation: 'relu' }, { units: 3, activation: 'relu' }, {}] },
};

test('a change is made of every value of the finding', () => {
  const layers = remedied(spec, leaky).network?.layers;
  expect(layers?.map(({ activation }) => activation)).toEqual([
    'leaky-relu',
    'leaky-relu',
    undefined,
  ]);
  expect(layers?.[0]?.units).toBe(4);
  // A Spec without a network has the default one, written out.
  const short: Finding = { id: 'dead-units', set: leaky.set.slice(0, 1) };
  expect(remedied({ data: { source: 'xor' } }, short).network?.layers).toHaveLength(2);
  expect(remedied({ ...spec, optimizer: 'sgd' }, slower).optimizer).toEqual({
    id: 'sgd',
    learningRate: 0.003,
  });
});

test('buttons say the change in words', () => {
  expect(remedyText(leaky)).toBe('Leaky ReLU in the hidden layers');
  expect(remedyText(slower)).toBe('Learning rate 0.003');
  const one = (path: string, value: Finding['set'][number]['value']): string =>
    remedyText({ id: '', set: [{ path, value }] });
  expect(one('data.scale', 'standardize')).toBe('Standardize the inputs');
  expect(one('network.layers.2.init', 'glorot-uniform')).toBe('Glorot uniform weights');
  expect(one('optimizer', { id: 'adam', learningRate: 0.01 })).toBe('Use Adam');
  expect(one('regularization.l2', 0.003)).toBe('L2 penalty 0.003');
  expect(one('stop.patience', 20)).toContain('20 epochs');
  expect(one('batchSize', 'full')).toBe('Set batchSize to full');
});

test('every condition of the manifest has words', () => {
  expect(manifest.conditions.length).toBeGreaterThanOrEqual(7);
  for (const { label, summary } of manifest.conditions) {
    expect(label).not.toBe('');
    expect(summary.length).toBeGreaterThan(20);
  }
});

/** A store whose session has told of two conditions. */
async function told(): Promise<{ store: Store; engine: SmallEngine }> {
  const store = new Store();
  const engine = new SmallEngine();
  await store.open(() => Promise.resolve(engine), spec);
  engine.latest.seen = { conditions: [leaky, slower] };
  engine.latest.advance(10);
  return { store, engine };
}

test('one is told at a time; what is dismissed stays so for the run', async () => {
  const { store, engine } = await told();
  expect(conditionOf(store.state)?.id).toBe('dead-units');
  store.conditions.dismiss('dead-units');
  expect(conditionOf(store.state)?.id).toBe('divergence');
  store.conditions.dismiss('divergence');
  engine.latest.advance(10); // told again by the next report
  expect(conditionOf(store.state)).toBeNull();
  store.reset();
  await expect.poll(() => conditionOf(store.state)?.id).toBe('dead-units');
});

test('the change is an edit: a new run, and undo takes it back', async () => {
  const { store, engine } = await told();
  store.conditions.apply(leaky);
  await expect.poll(() => engine.sessions.length).toBe(2);
  expect(store.state.playing).toBe(true);
  expect(conditionOf(store.state)).toBeNull();
  expect(store.state.spec.network?.layers[0]?.activation).toBe('leaky-relu');
  expect(store.state.undoable).toBe(true);
  store.undo();
  await expect.poll(() => store.state.spec.network?.layers[0]?.activation).toBe('relu');
});
