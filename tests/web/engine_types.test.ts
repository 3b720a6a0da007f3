// Types that hold the protocol together: a mistake here fails the type check.
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Engine } from '../../web/src/engine/client';
import { EngineError, isFatal, problemOf } from '../../web/src/engine/errors';
import type { Planes, Spec, Summary } from '../../web/src/engine/model';
import type { Answer, Argument, Handlers, RequestName } from '../../web/src/engine/protocol';
import type { Session } from '../../web/src/engine/session';
import { needWebAssembly } from '../../web/src/engine/support';
import { buffersOf } from '../../web/src/engine/transfer';

describe('types', () => {
  test('every request has one handler, of its own argument and result', () => {
    expectTypeOf<keyof Handlers>().toEqualTypeOf<RequestName>();
    expectTypeOf<Parameters<Handlers['predict']>[0]>().toEqualTypeOf<Argument<'predict'>>();
    expectTypeOf<Answer<'predict'>>().toEqualTypeOf<Float64Array>();
    expectTypeOf<Omit<Handlers, 'pause'>>().not.toExtend<Handlers>();
  });

  test('the face is as documented', () => {
    expectTypeOf<Engine['session']>().returns.resolves.toEqualTypeOf<Session>();
    expectTypeOf<Session['run']>().returns.resolves.toEqualTypeOf<Summary>();
    expectTypeOf<Session['parameters']>().returns.resolves.toEqualTypeOf<Float64Array>();
    expectTypeOf<Engine['close']>().returns.toBeVoid();
    expectTypeOf<Summary['status']>().toEqualTypeOf<
      'converged' | 'stopped' | 'stalled' | 'diverged' | 'paused'
    >();
    const view = (session: Session): Promise<Planes> =>
      session.view('grid', { x: [0, 1], y: [0, 1], nx: 2, ny: 2 });
    expectTypeOf(view).returns.resolves.toEqualTypeOf<Planes>();
    const spec: Spec = {
      data: { source: 'franke', samples: 1000, noise: 0.2, split: { train: 0.75, test: 0.25 } },
      network: { layers: [{ units: 1, activation: { id: 'leaky-relu', slope: 0.05 } }] },
    };
    expect(spec.version).toBeUndefined();
  });
});

test('problems keep what they know, and fatal ones are told apart', () => {
  const problem = { code: 'out-of-range', path: 'optimizer.beta1', message: 'Below 1.' };
  expect(problemOf(new EngineError(problem))).toEqual(problem);
  expect(problemOf(new Error('odd'))).toEqual({ code: 'internal-error', path: '', message: 'odd' });
  expect(problemOf(new WebAssembly.RuntimeError('unreachable')).code).toBe('crashed');
  expect(isFatal(new WebAssembly.RuntimeError('unreachable'))).toBe(true);
  expect(isFatal(new EngineError({ ...problem, code: 'out-of-memory' }))).toBe(true);
  expect(isFatal(new EngineError(problem))).toBe(false);
  // As the module throws it from its allocator.
  const full = Object.assign(new Error('Full.'), { code: 'out-of-memory' });
  expect(problemOf(full)).toEqual({ code: 'out-of-memory', path: '', message: 'Full.' });
  expect(isFatal(full)).toBe(true);
  expect(isFatal(new Error('odd'))).toBe(false);
});

test('all arrays of an answer are transferred, each buffer once', () => {
  const values = new Float32Array(4);
  const answer = { values, again: values.subarray(1), deep: [{ counts: new Float64Array(2) }] };
  expect(buffersOf(answer)).toEqual([values.buffer, answer.deep[0]?.counts.buffer]);
  expect(buffersOf('text')).toEqual([]);
  expect(buffersOf(null)).toEqual([]);
});

test('what is missing for WebAssembly is named', () => {
  expect(() => needWebAssembly()).not.toThrow(); // Node has it all
  const without = (size: number) => (bytes: BufferSource) =>
    bytes.byteLength !== size && WebAssembly.validate(bytes);
  const sizes: number[] = [];
  needWebAssembly((bytes) => sizes.push(bytes.byteLength) > 0);
  const [simd, exceptions] = sizes;
  const code = (expected: string): unknown => expect.objectContaining({ code: expected });
  expect(() => needWebAssembly(without(simd ?? 0))).toThrow(code('no-simd'));
  expect(() => needWebAssembly(without(exceptions ?? 0))).toThrow(code('no-exceptions'));
});
