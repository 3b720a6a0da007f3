import { describe, expect, test } from 'vitest';
import { isJson, readHello, readRequest } from '../../web/src/embed/requests';

const message = (type: unknown, payload?: unknown, id: unknown = '7') => ({
  fallline: 1,
  id,
  type,
  payload,
});

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; ++i) value = [value];
  return value;
}

describe('a greeting', () => {
  test('says what it leaves out', () => {
    expect(readHello(message('hello'))).toEqual({ id: '7', rate: 10, steer: false });
    expect(readHello(message('hello', { rate: 3, steer: true }))).toEqual({
      id: '7',
      rate: 3,
      steer: true,
    });
  });

  test('can ask for no more than 60 epochs a second', () => {
    expect(readHello(message('hello', { rate: 1e9 }))?.rate).toBe(60);
  });

  test.each([
    null,
    undefined,
    'hello',
    7,
    [],
    {},
    { type: 'hello', id: '7' },
    { fallline: 2, type: 'hello', id: '7' },
    { fallline: '1', type: 'hello', id: '7' },
    message('helo'),
    message('hello', {}, 7),
    message('hello', {}, ''),
    message('hello', {}, 'x'.repeat(65)),
    message('hello', []),
    message('hello', { rate: '10' }),
    message('hello', { rate: -1 }),
    message('hello', { rate: NaN }),
    message('hello', { steer: 1 }),
  ])('%j is none', (data) => {
    expect(readHello(data)).toBeNull();
  });
});

describe('a request', () => {
  test.each([
    [message('play', undefined), null],
    [message('step'), { steps: 1 }],
    [message('step', { steps: 25 }), { steps: 25 }],
    [message('run', {}), {}],
    [message('run', { epochs: 3 }), { epochs: 3 }],
    [message('set', { path: 'seed', value: 3 }), { path: 'seed', value: 3 }],
    [message('set', { path: 'seed', value: null }), { path: 'seed', value: null }],
    [message('snapshot', { format: 'svg' }), { format: 'svg' }],
    [message('snapshot', { format: 'png', view: 'loss' }), { format: 'png', view: 'loss' }],
    [message('exportData', { format: 'csv' }), { format: 'csv' }],
    [
      message('setState', { spec: { data: { source: 'xor' } } }),
      { spec: { data: { source: 'xor' } } },
    ],
  ])('%j is taken', (data, payload) => {
    expect(readRequest(data)).toEqual({
      request: { fallline: 1, id: '7', type: data.type, payload },
    });
  });

  test.each([
    null,
    'play',
    { type: 'play' },
    { fallline: 1, type: 'play' },
    message('play', {}, 3),
  ])('%j is nothing to answer', (data) => {
    expect(readRequest(data)).toBeNull();
  });

  const circle: Record<string, unknown> = { spec: { data: { source: 'xor' } } };
  circle['self'] = circle;

  test.each([
    ['an unknown method', message('destroy')],
    ['a name of every object', message('constructor')],
    ['another name of every object', message('__proto__')],
    ['a type that is no text', message({ toString: 'play' })],
    ['half a step', message('step', { steps: 0.5 })],
    ['steps backwards', message('step', { steps: -1 })],
    ['endless steps', message('run', { steps: Infinity })],
    ['steps and epochs', message('run', { steps: 1, epochs: 1 })],
    ['a path that is no text', message('set', { path: 3, value: 1 })],
    ['no path', message('set', { path: '', value: 1 })],
    ['an endless path', message('set', { path: 'a.'.repeat(200), value: 1 })],
    ['no value', message('set', { path: 'seed' })],
    ['a value that JSON has not', message('set', { path: 'seed', value: NaN })],
    ['a deep value', message('set', { path: 'seed', value: nested(33) })],
    ['a very deep value', message('set', { path: 'seed', value: nested(10_000) })],
    ['a long value', message('set', { path: 'seed', value: 'x'.repeat(300_000) })],
    ['a long list', message('set', { path: 'seed', value: new Array(1e8) })],
    ['a list of holes', message('set', { path: 'seed', value: new Array(10) })],
    ['a state without a Spec', message('setState', {})],
    ['a state that is a circle', message('setState', circle)],
    ['a state without data', message('setState', { spec: {} })],
    ['a map instead of a state', message('setState', new Map())],
    ['a format that is none', message('snapshot', { format: 'gif' })],
    ['a view that is no text', message('snapshot', { format: 'png', view: 1 })],
    ['data in no format', message('exportData', null)],
  ])('%s is refused with a reason', (_, data) => {
    const asked = readRequest(data);
    expect(asked).toMatchObject({ id: '7', problem: { code: 'bad-request' } });
    expect(asked && 'problem' in asked && asked.problem.message).toMatch(/\w+.*\./);
  });
});

test('JSON is told from what only looks like it', () => {
  expect(isJson({ a: [1, 'b', null, true, { c: -0.5 }] }, 4, 100)).toBe(true);
  expect(isJson(nested(4), 4, 100)).toBe(true);
  expect(isJson(nested(5), 4, 100)).toBe(false);
  expect(isJson(new Date(), 4, 100)).toBe(false);
  expect(isJson({ a: undefined }, 4, 100)).toBe(false);
  expect(isJson(1n, 4, 100)).toBe(false);
  expect(isJson('x'.repeat(99), 4, 100)).toBe(false);
});
