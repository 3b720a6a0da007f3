import { describe, expect, test } from 'vitest';
import type { Program } from '../../web/src/code/program';
import { termsOf } from '../../web/src/code/terms';
import { specLines } from '../../web/src/code/text_of';
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

describe('the Spec in the head of a script', () => {
  const linesOf = (spec: Program['spec']): readonly string[] =>
    specLines({ spec } as unknown as Program);

  test('reads back, whatever signs it holds', () => {
    const spec = { data: { source: 'table', file: 'Größe \u2028 "x".csv' }, changes: [] };
    const lines = linesOf(spec);
    expect(lines.join('')).toMatch(/^[ -~]*$/);
    expect(JSON.parse(lines.join(''))).toEqual(spec);
  });

  test('leaves out what is long and stands below, and says so', () => {
    const points = Array.from({ length: 300 }, (_, i) => [i, i, 0]);
    const changes = Array.from({ length: 300 }, (_, step) => ({ step, set: { batchSize: 3 } }));
    const lines = linesOf({ data: { source: 'points', features: ['x1'], points }, changes });
    expect(lines).toEqual([
      '{"data":{"source":"points","features":["x1"]}}',
      'Too long for this comment: data.points, changes.',
    ]);
  });
});
