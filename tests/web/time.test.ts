import { beforeEach, describe, expect, test } from 'vitest';
import { defaultSpec, valueAt } from '../../web/src/state/spec';
import { Store } from '../../web/src/state/store';
import { settled } from './settled';
import { SmallEngine, type SmallSession } from './small_engine';

let engine: SmallEngine;
let store: Store;
let session: SmallSession;
let time: number;

const stands = (): number | undefined => store.state.progress?.step;
const steps = (): number[] => store.state.moments.map(({ step }) => step);

async function train(epochs: number): Promise<void> {
  for (let i = 0; i < epochs; ++i) {
    store.epoch();
    await settled(store);
  }
}

beforeEach(async () => {
  engine = new SmallEngine();
  time = 0;
  store = new Store({ now: () => (time += 5000), drawSeed: () => 42 });
  store.setPace(null);
  await store.open(() => Promise.resolve(engine), defaultSpec);
  await settled(store);
  session = engine.latest;
  await train(5);
});

describe('looking back', () => {
  test('puts the session where it stood, and says so', async () => {
    expect(steps()).toEqual([0, 10, 20, 30, 40, 50]);
    store.lookBack(20);
    await settled(store);
    expect(stands()).toBe(20);
    expect(store.state.looking).toMatchObject({ step: 20, passes: 2, newest: { step: 50 } });
    expect(store.state.fingerprint).toEqual({ text: '1/20', step: 20 });
    expect(steps()).toEqual([0, 10, 20, 30, 40, 50]);
  });

  test('pauses what trains', async () => {
    store.play();
    await settled(store);
    expect(store.state.playing).toBe(true);
    store.lookBack(20);
    await settled(store);
    expect(store.state.playing).toBe(false);
    expect(stands()).toBe(20);
    expect(store.state.notice).toBeNull();
  });

  test('of many moments asked for in a row only the newest is shown', async () => {
    for (const step of [40, 30, 20, 10]) store.lookBack(step);
    await settled(store);
    expect(session.heard.filter((heard) => heard.startsWith('goBack'))).toEqual(['goBack 10']);
  });

  test('back to now loses nothing, by Escape, by the slider’s end', async () => {
    for (const back of [() => store.dismiss(), () => store.lookBack(50)]) {
      store.lookBack(20);
      await settled(store);
      back();
      await settled(store);
      expect(stands()).toBe(50);
      expect(store.state.looking).toBeNull();
      expect(store.state.fingerprint?.text).toBe('1/50');
      expect(steps()).toEqual([0, 10, 20, 30, 40, 50]);
    }
    expect(store.state.runs).toEqual([]);
    expect(session.heard).not.toContain('branch');
  });

  test('Escape dismisses a message first', async () => {
    store.lookBack(20);
    await settled(store);
    store.notify({ kind: 'info', text: 'Something.' });
    store.dismiss();
    await settled(store);
    expect(store.state.looking?.step).toBe(20);
  });

  test('reset, another experiment and undo end it', async () => {
    store.lookBack(20);
    await settled(store);
    store.reset();
    await settled(store);
    expect([store.state.looking, stands()]).toEqual([null, 0]);
    await train(3);
    store.lookBack(10);
    await settled(store);
    store.edit('seed', 9);
    await settled(store);
    expect([store.state.looking, stands()]).toEqual([null, 0]);
  });

  test('undo concerns the run as it stands', async () => {
    store.edit('optimizer.learningRate', 0.5);
    await settled(store);
    store.lookBack(20);
    await settled(store);
    store.undo();
    await settled(store);
    expect([store.state.looking, stands()]).toEqual([null, 50]);
    expect(valueAt(store.state.settings, 'optimizer.learningRate')).toBe(0.03);
  });
});

describe('going on from a moment', () => {
  test('makes a run of its own, and keeps the one that led there', async () => {
    store.lookBack(20);
    await settled(store);
    store.continueHere();
    await settled(store);
    expect(store.state.looking).toBeNull();
    expect(stands()).toBe(20);
    expect(steps()).toEqual([0, 10, 20]);
    expect(store.state.runs).toMatchObject([{ steps: 50, fingerprint: '1/50', status: 'paused' }]);
    expect(store.state.run).toBeNull();
    expect(store.state.notice?.action?.label).toMatch(/^Back to /);
    await train(1);
    expect(stands()).toBe(30);
  });

  test('training and live changes do the same: they act on what is shown', async () => {
    for (const act of [
      () => store.step(),
      () => store.edit('optimizer.learningRate', 0.5),
      () => store.switchUnit(0, 0, false),
    ]) {
      const { length } = store.state.runs;
      await train(2);
      store.lookBack(20);
      await settled(store);
      act();
      await settled(store);
      expect(store.state.looking).toBeNull();
      expect(store.state.runs).toHaveLength(length + 1);
      expect(stands()).toBeLessThan(30);
    }
  });

  test('later live changes stay with the run that had them', async () => {
    store.edit('optimizer.learningRate', 0.5); // at step 50
    await settled(store);
    await train(1);
    store.lookBack(20);
    await settled(store);
    expect(store.state.spec.changes).toHaveLength(1); // nothing is lost by looking
    store.continueHere();
    await settled(store);
    expect(store.state.spec.changes).toBeUndefined();
    expect(store.state.runs[0]?.spec.changes).toEqual([
      { step: 50, set: { 'optimizer.learningRate': 0.5 } },
    ]);
  });

  test('where it came from is noted in its own entry', async () => {
    store.lookBack(20);
    await settled(store);
    store.continueHere();
    await settled(store);
    await train(1);
    store.reset();
    await settled(store);
    const [first, second] = store.state.runs;
    expect(second?.origin).toEqual({ name: first?.name, step: 20, passes: 2 });
    expect(second?.steps).toBe(30);
  });

  test('the message leads back to the former run', async () => {
    store.lookBack(20);
    await settled(store);
    store.continueHere();
    await settled(store);
    store.state.notice?.action?.run();
    await settled(store);
    expect(stands()).toBe(50);
    expect(store.state.run).toBe(store.state.runs[0]?.id);
  });
});
