import { describe, expect, test } from 'vitest';
import type { Spec } from '../../web/src/engine/model';
import {
  effective,
  idOf,
  isLive,
  liveDifference,
  withChange,
  withSeed,
  withSource,
} from '../../web/src/state/spec';
import { UndoStack } from '../../web/src/state/undo';

const spec: Spec = {
  seed: 7,
  data: { source: 'spiral', seed: 3 },
  optimizer: { id: 'adam', learningRate: 0.01 },
  batchSize: 10,
};

test('live are numbers of the optimizer, the schedule, λ and the batch size', () => {
  for (const path of [
    'optimizer.learningRate',
    'schedule.gamma',
    'regularization.l2',
    'batchSize',
  ]) {
    expect(isLive(path)).toBe(true);
  }
  for (const path of [
    'optimizer',
    'optimizer.id',
    'network.layers.0.units',
    'loss',
    'data.noise',
  ]) {
    expect(isLive(path)).toBe(false);
  }
});

test('idOf reads both ways of writing a component', () => {
  expect(idOf('adam')).toBe('adam');
  expect(idOf({ id: 'elu', alpha: 2 })).toBe('elu');
  expect(idOf(undefined)).toBeUndefined();
});

describe('changes', () => {
  const changed = withChange(
    withChange(withChange(spec, 100, 'optimizer.learningRate', 0.1), 100, 'batchSize', 20),
    200,
    'optimizer.learningRate',
    0.2,
  );

  test('of one step stand together', () => {
    expect(changed.changes).toEqual([
      { step: 100, set: { 'optimizer.learningRate': 0.1, batchSize: 20 } },
      { step: 200, set: { 'optimizer.learningRate': 0.2 } },
    ]);
  });

  test('hold from their step on', () => {
    expect(effective(changed, 99)).toEqual(spec);
    expect(effective(changed, 150)).toMatchObject({
      batchSize: 20,
      optimizer: { learningRate: 0.1 },
    });
    expect(effective(changed, 200)).toMatchObject({ optimizer: { learningRate: 0.2 } });
    expect(effective(changed, 200)).not.toHaveProperty('changes');
  });
});

describe('liveDifference', () => {
  test('lists the live paths in which two Specs differ', () => {
    const other = { ...spec, batchSize: 20 };
    expect(liveDifference(spec, other)).toEqual(['batchSize']);
    expect(liveDifference(spec, spec)).toEqual([]);
  });

  test('is null when another session is needed', () => {
    expect(liveDifference(spec, { ...spec, seed: 8 })).toBeNull();
    expect(liveDifference(spec, { ...spec, data: { source: 'circle' } })).toBeNull();
  });
});

test('a new start keeps the data: their seed is written out when it was not', () => {
  expect(withSeed(spec, 9)).toMatchObject({ seed: 9, data: { seed: 3 } });
  expect(withSeed({ seed: 7, data: { source: 'xor' } }, 9).data).toEqual({
    source: 'xor',
    seed: 7,
  });
});

test('another source takes defaults and frees the output layer and the loss', () => {
  const former: Spec = {
    ...spec,
    loss: 'hinge',
    network: { layers: [{ units: 4 }, { activation: 'linear' }] },
  };
  const next = withSource(former, { source: 'sine' });
  expect(next.data).toEqual({ source: 'sine', seed: 3 });
  expect(next.network?.layers).toEqual([{ units: 4 }, {}]);
  expect(next).not.toHaveProperty('loss');
});

describe('UndoStack', () => {
  const to = (value: string) => () => value;

  test('goes back and forth', () => {
    const stack = new UndoStack<string>();
    stack.record('a', 'x', 0);
    stack.record('b', 'y', 1);
    expect(stack.undo(to('c'))).toBe('b');
    expect(stack.undo(to('b'))).toBe('a');
    expect(stack.undo(to('a'))).toBeUndefined();
    expect(stack.redo(to('a'))).toBe('b');
    expect(stack.redo(to('b'))).toBe('c');
    expect(stack.redoable).toBe(false);
  });

  test('a drag is one step', () => {
    const stack = new UndoStack<number>();
    for (let i = 0; i < 50; ++i) stack.record(i, 'noise', i * 20);
    expect(stack.undo(() => 50)).toBe(0);
    expect(stack.undoable).toBe(false);
  });

  test('of a drag two ways back can be made one', () => {
    const stack = new UndoStack<readonly [number, number]>();
    const merge = (
      [first]: readonly [number, number],
      [, last]: readonly [number, number],
    ): readonly [number, number] => [first, last];
    for (let i = 0; i < 9; ++i) stack.record([i, i + 1], 'weight', i * 20, merge);
    expect(stack.undo(([from, until]) => [until, from])).toEqual([0, 9]);
    expect(stack.redo(([from, until]) => [until, from])).toEqual([9, 0]);
  });

  test('a new edit forgets what was undone', () => {
    const stack = new UndoStack<string>();
    stack.record('a', 'x', 0);
    stack.undo(to('b'));
    stack.record('a', 'y', 5000);
    expect(stack.redoable).toBe(false);
  });

  test('a refused edit leaves no step', () => {
    const stack = new UndoStack<string>();
    stack.record('a', 'x', 0);
    stack.forget();
    expect(stack.undoable).toBe(false);
  });

  test('what leads nowhere any more is dropped, on both sides', () => {
    const stack = new UndoStack<string>();
    for (const value of ['a', 'b1', 'c', 'b2']) stack.record(value, value, 0);
    stack.undo((value) => value);
    stack.keep((value) => !value.startsWith('b'));
    expect(stack.redoable).toBe(false);
    expect(stack.undo((value) => value)).toBe('c');
    expect(stack.undo((value) => value)).toBe('a');
    expect(stack.undoable).toBe(false);
  });
});
