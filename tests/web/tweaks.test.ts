import { beforeEach, expect, test } from 'vitest';
import { defaultSpec } from '../../web/src/state/spec';
import { Store } from '../../web/src/state/store';
import { settled } from './settled';
import { problem, SmallEngine } from './small_engine';

let engine: SmallEngine;
let store: Store;
let time: number;

/** Shows the parameters, as a view that watches them would see them. */
function show(): void {
  engine.latest.seen = { parameters: engine.latest.theta.slice() };
  engine.latest.advance(0);
}

const tweaks = (): readonly string[] =>
  engine.latest.heard.filter((line) => /^(setParameter|switchUnit)/.test(line));

beforeEach(async () => {
  engine = new SmallEngine();
  time = 0;
  store = new Store({ now: () => (time += 5000), drawSeed: () => 42 });
  store.setPace(null);
  await store.open(() => Promise.resolve(engine), defaultSpec);
  await settled(store);
  show();
});

test('a weight is set, undone and redone, in the same session', async () => {
  store.setWeight(1, 0.5);
  await settled(store);
  expect(store.state).toMatchObject({ tweaked: true, undoable: true });
  store.undo();
  await settled(store);
  expect(store.state).toMatchObject({ undoable: false, redoable: true });
  store.redo();
  await settled(store);
  expect(tweaks()).toEqual(['setParameter 1 0.5', 'setParameter 1 2', 'setParameter 1 0.5']);
  expect(engine.sessions.length).toBe(1);
});

test('a unit is switched off and on; again is no edit', async () => {
  store.switchUnit(0, 0, false);
  await settled(store);
  expect(store.state.info?.off).toEqual([[0]]);
  store.switchUnit(0, 0, false);
  store.undo();
  await settled(store);
  expect(store.state.info?.off).toEqual([[]]);
  store.redo();
  await settled(store);
  expect(tweaks()).toEqual(['switchUnit 0 0 false', 'switchUnit 0 0 true', 'switchUnit 0 0 false']);
  expect(store.state.undoable).toBe(true);
});

test('training goes on meanwhile, and what rests is judged anew', async () => {
  store.play();
  await settled(store);
  engine.latest.advance(3);
  store.setWeight(0, -1);
  await settled(store);
  expect(store.state.playing).toBe(true);
  expect(engine.latest.heard).toEqual(['run {}', 'setParameter 0 -1']);
  store.pause();
  await settled(store);
  let judged = 0;
  engine.latest.evaluate = () => {
    ++judged;
    return Promise.resolve({ train: null, validation: null, test: null });
  };
  show();
  store.setWeight(0, 7);
  await settled(store);
  expect(judged).toBe(1);
  expect(store.state.fingerprint?.step).toBe(3);
});

test('a number that is nudged is one edit', async () => {
  time = -Infinity;
  const quick = new Store({ now: () => 0 });
  const small = new SmallEngine();
  await quick.open(() => Promise.resolve(small), defaultSpec);
  await settled(store);
  for (const value of [2.1, 2.2, 2.3]) {
    small.latest.seen = { parameters: small.latest.theta.slice() };
    small.latest.advance(0);
    quick.setWeight(1, value);
    await settled(store);
  }
  quick.undo();
  await settled(store);
  expect(small.latest.theta[1]).toBe(2);
  expect(quick.state.undoable).toBe(false);
  quick.redo();
  await settled(store);
  expect(small.latest.theta[1]).toBe(2.3);
});

test('edits of the Spec and of the network are undone in their order', async () => {
  store.step();
  await settled(store);
  store.edit('optimizer.learningRate', 0.5);
  await settled(store);
  show();
  store.setWeight(2, 9);
  await settled(store);
  store.undo();
  store.undo();
  await settled(store);
  expect(engine.latest.heard.slice(-3)).toEqual([
    'setParameter 2 9',
    'setParameter 2 3',
    'retune optimizer.learningRate 0.03',
  ]);
  expect(engine.sessions.length).toBe(1);
});

test('another start knows nothing of them: there is no way back to what is gone', async () => {
  store.edit('data.noise', 0.2);
  await settled(store);
  show();
  store.setWeight(0, 5);
  store.switchUnit(0, 0, false);
  await settled(store);
  store.reset();
  await settled(store);
  expect(store.state.tweaked).toBe(false);
  store.undo();
  await settled(store);
  expect(tweaks()).toEqual([]);
  expect(engine.latest.spec.data['noise']).toBeUndefined();
  expect(store.state.undoable).toBe(false);
});

test('an undone weight is not set in the session of another Spec', async () => {
  store.setWeight(0, 5);
  store.edit('data.noise', 0.2); // before the session of the edit stands …
  store.undo();
  store.undo(); // … both are taken back
  await settled(store);
  expect(tweaks()).toEqual([]);
  expect(store.state.spec).toEqual(defaultSpec);
});

test('what the core refuses leaves no step', async () => {
  engine.latest.setParameter = () =>
    Promise.reject(problem('not-finite', 'value', 'It is no finite number.'));
  store.setWeight(0, Infinity);
  await settled(store);
  expect(store.state).toMatchObject({ undoable: false, tweaked: false });
  expect(store.state.notice?.text).toBe('It is no finite number.');
});

test('what is not seen is not edited', async () => {
  store.setWeight(99, 1);
  store.switchUnit(7, 0, false);
  await settled(store);
  expect(tweaks()).toEqual([]);
  expect(store.state.undoable).toBe(false);
});

test('the link says that it lacks them', async () => {
  expect((await store.link()).lacks).toEqual([]);
  store.setWeight(0, 5);
  await settled(store);
  expect((await store.link()).lacks.join()).toContain('by hand');
  store.reset();
  await settled(store);
  expect((await store.link()).lacks).toEqual([]);
});
