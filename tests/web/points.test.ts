import { describe, expect, test } from 'vitest';
import type { Samples, SessionInfo } from '../../web/src/engine/model';
import {
  classCount,
  dataOf,
  drawingOf,
  fromSamples,
  isLearnable,
  mostPoints,
  nearest,
  placeOf,
  readAs,
  rowAt,
  without,
  withRow,
  type Drawing,
} from '../../web/src/state/points';
import { SmallSession } from './small_engine';

const drawing = (rows: number[][], inputs = 2, task: Drawing['task'] = 'classes'): Drawing => ({
  rows,
  inputs,
  task,
});
const from =
  (x: number, y: number) =>
  (place: { x: number; y: number }): number =>
    Math.hypot(place.x - x, place.y - y);

describe('a drawing and the Spec', () => {
  test('rows, inputs and task go there and back', () => {
    const drawn = drawing([
      [0.1, 0.2, 1],
      [0.3, 0.4, 0],
    ]);
    const data = dataOf(drawn, { source: 'points', scale: 'center' });
    expect(data).toEqual({
      source: 'points',
      scale: 'center',
      points: drawn.rows,
      task: 'classes',
    });
    expect(drawingOf(data)).toEqual(drawn);
  });

  test('another source is an empty sheet, and rows that are none are left out', () => {
    expect(drawingOf({ source: 'spiral', points: [[1, 2, 0]] }).rows).toEqual([]);
    expect(drawingOf({ source: 'points', points: [[1], 'x', [1, 2, 0]] }).rows).toEqual([
      [1, 2, 0],
    ]);
  });

  test('one class is nothing to learn yet; one number is', () => {
    expect(isLearnable(drawing([]))).toBe(false);
    expect(isLearnable(drawing([[0, 0, 2]]))).toBe(false);
    expect(isLearnable(drawing([[0, 0, 2], [1, 1, 0]]))).toBe(true); // prettier-ignore
    expect(isLearnable(drawing([[0, 0, 0.5]], 2, 'regression'))).toBe(true);
    expect(isLearnable(drawing([], 2, 'regression'))).toBe(false);
  });

  test('the core counts classes up to the highest index', () => {
    expect(classCount(drawing([[0, 0, 3], [0, 0, 0]]))).toBe(4); // prettier-ignore
  });
});

describe('places', () => {
  test('in the plane the place is the inputs; for a curve it is input and target', () => {
    const plane = drawing([]);
    const curve = drawing([], 1, 'regression');
    const lanes = drawing([], 1);
    expect(rowAt(plane, { x: 1, y: 2 }, 3)).toEqual([1, 2, 3]);
    expect(rowAt(curve, { x: 1, y: 2 }, 3)).toEqual([1, 2]);
    expect(rowAt(lanes, { x: 1, y: 2 }, 3)).toEqual([1, 3]);
    expect(placeOf(plane, [1, 2, 3])).toEqual({ x: 1, y: 2 });
    expect(placeOf(curve, [1, 2])).toEqual({ x: 1, y: 2 });
  });

  test('read otherwise, points stay where they are', () => {
    const plane = drawing([[0.1, 0.2, 1]]);
    expect(readAs(plane, 1, 'regression').rows).toEqual([[0.1, 0.2]]);
    expect(readAs(readAs(plane, 1, 'regression'), 2, 'regression').rows).toEqual([[0.1, 0.2, 0.2]]);
    expect(readAs(drawing([[0.1, 0.2, -0.7]], 2, 'regression'), 2, 'classes').rows).toEqual([
      [0.1, 0.2, 0],
    ]);
  });

  test('the nearest point, and those within reach', () => {
    const drawn = drawing([[0, 0, 0], [1, 0, 1], [1.1, 0, 1]]); // prettier-ignore
    expect(nearest(drawn, from(0.9, 0))?.index).toBe(1);
    expect(nearest(drawing([]), from(0, 0))).toBeNull();
    expect(without(drawn, from(1, 0), 0.2).rows).toEqual([[0, 0, 0]]);
    expect(without(drawn, from(5, 5), 0.2)).toBe(drawn);
  });

  test('a full sheet takes no more', () => {
    const full = drawing(Array.from({ length: mostPoints }, () => [0, 0, 0]));
    expect(withRow(full, [1, 1, 1])).toBe(full);
    // Room for the longest rows, with as much again for the rest of the Spec.
    const text = JSON.stringify(full.rows.map(() => [-0.1234, -0.1234, -0.1234]));
    expect(text.length).toBeLessThan(200_000);
  });
});

describe('samples as points', () => {
  const info = (patch: Partial<SessionInfo>): SessionInfo => ({
    ...new SmallSession({ data: { source: 'x' } }).info,
    ...patch,
  });
  const samples = (inputs: number[], targets: number[]): Samples => ({
    count: targets.length,
    total: targets.length,
    index: new Int32Array(targets.length),
    inputs: Float32Array.from(inputs),
    targets: Float32Array.from(targets),
  });
  const all = {
    train: samples([0.123456, 1, 2, 3], [0, 1]),
    validation: null,
    test: samples([4, 5], [1]),
  };

  test('all parts are taken over, with four digits', () => {
    expect(fromSamples(info({}), all)).toEqual(
      drawing([
        [0.1235, 1, 0],
        [2, 3, 1],
        [4, 5, 1],
      ]),
    );
  });

  test('not from images, from three inputs, from many classes, nor from nothing', () => {
    const image = { height: 1, width: 2, channels: 1 };
    expect(fromSamples(info({ inputs: { count: 2, names: [], image } }), all)).toBeNull();
    expect(fromSamples(info({ inputs: { count: 3, names: [], image: null } }), all)).toBeNull();
    const names = ['0', '1', '2', '3', '4', '5'];
    expect(fromSamples(info({ task: { kind: 'classes', names } }), all)).toBeNull();
    expect(fromSamples(info({}), { train: null, validation: null, test: null })).toBeNull();
  });

  test('of very many samples as many as fit, evenly', () => {
    const many = Array.from({ length: 3 * mostPoints }, (_, i) => i);
    const taken = fromSamples(info({ inputs: { count: 1, names: ['x1'], image: null } }), {
      train: samples(many, many.map((i) => i % 2)), // prettier-ignore
      validation: null,
      test: null,
    });
    expect(taken?.rows.length).toBe(mostPoints);
    expect(taken?.rows[1]?.[0]).toBe(3);
  });
});
