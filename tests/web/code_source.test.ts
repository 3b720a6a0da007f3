import { describe, expect, test } from 'vitest';
import { termsOf } from '../../web/src/code/terms';
import { endsOf, type CodeSource } from '../../web/src/state/code_source';

const source = (more: Partial<CodeSource>): CodeSource => ({
  spec: { data: { source: 'spiral' } },
  steps: 0,
  ended: false,
  tweaked: false,
  files: {},
  ...more,
});

describe('where a script can end', () => {
  const endless = { data: { source: 'spiral' }, stop: {} };

  test('a rule ends it, also the one that holds when none is given', () => {
    expect(endsOf(source({}))).toEqual(['rule']);
    expect(endsOf(source({ spec: { ...endless, stop: { loss: 0.1 } } }))).toEqual(['rule']);
  });

  test('a run that is under way offers the place where it stands first', () => {
    expect(endsOf(source({ steps: 7 }))).toEqual(['here', 'rule']);
    expect(endsOf(source({ steps: 7, ended: true }))).toEqual(['rule']);
  });

  test('without a rule there is a number of epochs, as a script has to end', () => {
    expect(endsOf(source({ spec: endless }))).toEqual(['some']);
    expect(endsOf(source({ spec: endless, steps: 7 }))).toEqual(['here', 'some']);
    expect(endsOf(source({ spec: { ...endless, stop: { epochs: 0 } } }))).toEqual(['some']);
  });
});

test('features are those of the core, in its order', () => {
  const named = (features: readonly string[], inputs: number): string[] =>
    termsOf(features, inputs).map(({ factors }) =>
      factors.map(({ input, function: kind, power }) => `${kind}${input}^${power}`).join(' '),
    );
  expect(named(['x2^3', 'x1*sin(x2)'], 2)).toEqual(['power1^3', 'power0^1 sin1^1']);
  expect(named(['polynomial:2'], 2)).toEqual([
    'power0^1',
    'power1^1',
    'power0^2',
    'power0^1 power1^1',
    'power1^2',
  ]);
  expect(named(['tensor-polynomial:1'], 2)).toEqual(['power0^1', 'power1^1', 'power0^1 power1^1']);
});
