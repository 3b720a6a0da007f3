import { beforeEach, describe, expect, test } from 'vitest';
import { isHidden, isLocked, mayBecome, pathsOf } from '../../web/src/state/access';
import { defaultSpec, valueAt, withSeed, withValue } from '../../web/src/state/spec';
import { Store } from '../../web/src/state/store';
import { settled } from './settled';
import { SmallEngine } from './small_engine';

const locked = (...names: string[]) => ({ hidden: [], locked: pathsOf(names) });

describe('paths', () => {
  test('a path holds for all beneath it, and locks what would replace it', () => {
    const access = locked('optimizer.learningRate');
    expect(isLocked(access, 'optimizer.learningRate')).toBe(true);
    expect(isLocked(access, 'optimizer')).toBe(true);
    expect(isLocked(access, 'optimizer.beta1')).toBe(false);
    expect(isLocked(access, 'optimizer.learningRates')).toBe(false);
    expect(isHidden({ hidden: ['optimizer'], locked: [] }, 'optimizer.beta1')).toBe(true);
    expect(isHidden({ hidden: ['optimizer.beta1'], locked: [] }, 'optimizer')).toBe(false);
  });

  test('groups are their paths, and all is all but the buttons that train', () => {
    expect(isLocked(locked('training'), 'batchSize')).toBe(true);
    expect(isLocked(locked('training'), 'data.noise')).toBe(false);
    expect(isLocked(locked('all'), 'data.noise')).toBe(true);
    expect(isLocked(locked('all'), 'transport')).toBe(false);
    expect(isLocked(locked('transport'), 'transport')).toBe(true);
  });

  test('a Spec may become another that is the same where it is locked', () => {
    const faster = withValue(defaultSpec, 'optimizer.learningRate', 1);
    expect(mayBecome(locked('data'), defaultSpec, faster)).toBe(true);
    expect(mayBecome(locked('training'), defaultSpec, faster)).toBe(false);
    expect(mayBecome(locked('all'), defaultSpec, faster)).toBe(false);
    expect(mayBecome(locked('all'), defaultSpec, { ...defaultSpec })).toBe(true);
    expect(mayBecome(locked('transport'), defaultSpec, faster)).toBe(true);
    // A new start writes the data's seed out, which changes nothing of the data.
    const silent = withValue(defaultSpec, 'data.seed', undefined);
    expect(mayBecome(locked('data'), silent, withSeed(silent, 9))).toBe(true);
    expect(mayBecome(locked('seed'), silent, withSeed(silent, 9))).toBe(false);
  });
});

describe('a store with locks', () => {
  let engine: SmallEngine;
  let store: Store;

  beforeEach(async () => {
    engine = new SmallEngine();
    store = new Store({ now: () => 0, drawSeed: () => 42 });
    await store.open(() => Promise.resolve(engine), defaultSpec);
    await settled(store);
  });

  test('keeps what is locked, and says so', async () => {
    store.host.allow(locked('optimizer'));
    store.edit('optimizer.learningRate', 0.5);
    await settled(store);
    expect(valueAt(store.state.spec, 'optimizer.learningRate')).toBe(0.03);
    expect(store.state.notice?.text).toContain('locked');
    store.edit('optimizer', 'sgd');
    store.openSpec(withValue(defaultSpec, 'optimizer', 'sgd'));
    await settled(store);
    expect(store.state.spec).toEqual(defaultSpec);
    expect(store.state.undoable).toBe(false);
    store.edit('batchSize', 5);
    await settled(store);
    expect(store.state.spec.batchSize).toBe(5);
  });

  test('does what the page around it asks for', async () => {
    store.host.allow(locked('all'));
    store.newStart();
    await settled(store);
    expect(store.state.spec.seed).toBe(defaultSpec.seed);
    await store.host.act(() => store.edit('optimizer.learningRate', 0.5));
    await settled(store);
    expect(valueAt(store.state.spec, 'optimizer.learningRate')).toBe(0.5);
    store.edit('optimizer.learningRate', 0.7);
    expect(valueAt(store.state.spec, 'optimizer.learningRate')).toBe(0.5);
  });

  test('undo, files and drawings do not get around it', async () => {
    store.edit('optimizer.learningRate', 0.2);
    await settled(store);
    store.host.allow(locked('optimizer', 'data'));
    store.undo();
    await settled(store);
    expect(valueAt(store.state.spec, 'optimizer.learningRate')).toBe(0.2);
    store.draw({ rows: [], inputs: 2, task: 'classes' });
    expect(store.state.draft).toBeNull();
    store.host.allow(locked('network'));
    store.draw({ rows: [], inputs: 2, task: 'classes' });
    expect(store.state.draft?.data.source).toBe('points');
  });

  test('weights and units are a lock of their own', async () => {
    store.host.allow(locked('network.weights'));
    store.switchUnit(0, 0, false);
    await settled(store);
    expect(engine.latest.heard).not.toContain('switchUnit 0 0 false');
    expect(store.state.notice?.text).toContain('locked');
    store.host.allow(locked('data'));
    store.switchUnit(0, 0, false);
    await settled(store);
    expect(engine.latest.heard).toContain('switchUnit 0 0 false');
  });
});
