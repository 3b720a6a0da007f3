import { expect, test } from 'vitest';
import { defaultSpec } from '../../web/src/state/spec';
import type { Standing } from '../../web/src/state/standing';
import { curveFile, runFile, specFile, tensorsFile } from '../../web/src/state/take_along';
import { decodeTensors } from '../../web/src/state/safetensors';
import { predictionsTable } from '../../web/src/plots/plot_tables';
import { reportOf } from '../../web/src/views/run_report';
import { SmallSession } from './small_engine';

const session = new SmallSession({
  ...defaultSpec,
  data: { source: 'table', file: '<img src=x>|*y*.csv', target: 'y' },
  changes: [{ step: 10, set: { 'optimizer.learningRate': 0.001 } }],
});
const standing: Standing = {
  info: { ...session.info, off: [[0]] },
  spec: session.spec,
  progress: {
    ...session.progress,
    step: 20,
    epoch: 2,
    reason: 'It was stopped.',
    status: 'stopped',
    train: { loss: 0.25, accuracy: 0.9 },
    test: { loss: 0.5, accuracy: 0.8 },
  },
  history: {
    steps: Float64Array.from({ length: 40 }, (_, i) => i),
    passes: Float64Array.from({ length: 40 }, (_, i) => i / 20),
    columns: [{ part: 'train', metric: 'loss', values: new Float64Array(40).fill(0.25) }],
  },
  parameters: Float64Array.of(0.1, -0, 1e-300),
  fingerprint: '0123456789abcdef',
  tweaked: true,
};

test('a report has results, course, settings, changes and the way to do it again', () => {
  const text = reportOf(standing, 'file:///page.html#v=1&s=abc');
  expect(text).toContain('# Fall Line: a run on Table');
  expect(text).toContain('Trained for 2 epochs, 20 steps. It was stopped.');
  expect(text).toContain('| Loss | 0.250 | 0.500 |');
  expect(text).toContain('| Accuracy | 90.0 % | 80.0 % |');
  expect(text).toContain('| data target | y |');
  expect(text).toContain('at step 10: optimizer.learningRate = 0.001');
  expect(text).toContain('layer 1: unit 1 is switched off');
  expect(text).toContain('weights or units were changed by hand');
  expect(text).toContain('<file:///page.html#v=1&s=abc>');
  expect(text).toContain('`0123456789abcdef`');
  const json = /```json\n([\s\S]*?)\n```/.exec(text)?.[1] ?? '';
  expect(JSON.parse(json)).toEqual(session.spec);
  // A curve of forty rows is told in twelve, its ends included.
  const course = text.slice(text.indexOf('## Course'), text.indexOf('## Experiment'));
  expect(course.match(/^\| [\d.]+ \| \d+ \|/gm)).toHaveLength(12);
  expect(course).toContain('| 0 | 0 | 0.250 |');
  expect(course).toContain('| 39 | 0.250 |');
});

test('names in a report are text, whatever they hold', () => {
  const text = reportOf(standing, 'file:///page.html');
  const prose = text.slice(0, text.indexOf('```json'));
  expect(prose).toContain('\\<img src=x\\>\\|\\*y\\*.csv');
  expect(prose).not.toMatch(/[^\\]<img/);
});

test('files hold the run to the bit', () => {
  expect(JSON.parse(specFile(standing).content)).toEqual(session.spec);
  const { name, content } = runFile(standing);
  expect(name).toBe('fall-line-table-20.json');
  const run = JSON.parse(content) as Record<string, unknown>;
  expect(run['summary']).toMatchObject({ status: 'stopped', steps: 20, epochs: 2 });
  const parameters = run['parameters'] as Record<string, readonly unknown[]>;
  const [[first, second] = []] = parameters['layers.0.weight'] as readonly (readonly number[])[];
  expect(first).toBe(0.1);
  expect(Object.is(second, -0)).toBe(true);
  expect(parameters['layers.0.bias']).toEqual([1e-300]);
  const { tensors, metadata } = decodeTensors(tensorsFile(standing).content);
  expect(tensors.map(({ values }) => [...values])).toEqual([[0.1, -0], [1e-300]]);
  expect(JSON.parse(metadata['spec'] ?? '')).toEqual(session.spec);
  expect(curveFile(standing).content.split('\r\n')[2]).toBe('table,0.05,1,0.25');
});

test('predictions have a row a sample, and no name is taken for a formula', () => {
  const info = {
    ...session.info,
    inputs: { ...session.info.inputs, names: ['=cmd()', '-1'] },
    task: { kind: 'regression' as const, names: ['@y'] },
  };
  const samples = {
    count: 2,
    total: 2,
    index: Int32Array.of(7, 3),
    inputs: Float32Array.of(1, 2, 3, 4),
    targets: Float32Array.of(0.5, -0.5),
  };
  expect(predictionsTable(info, samples, [0.25, -0.25]).trim().split('\r\n')).toEqual([
    'sample, =cmd(),-1,true @y,predicted @y',
    '7,1,2,0.5,0.25',
    '3,3,4,-0.5,-0.25',
  ]);
});
