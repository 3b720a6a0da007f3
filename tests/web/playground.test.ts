import { describe, expect, test } from 'vitest';
import { isPlayground, translatePlayground } from '../../web/src/state/playground';

/** As its page writes it, with every key. */
const full =
  '#activation=relu&regularization=L2&batchSize=30&dataset=spiral&regDataset=reg-plane' +
  '&learningRate=0.1&regularizationRate=0.003&noise=35&networkShape=8,6,2&seed=0.44571' +
  '&showTestData=true&discretize=false&percTrainData=70&x=true&y=false&xTimesY=true&xSquared=true' +
  '&ySquared=false&cosX=false&sinX=true&cosY=false&sinY=false&collectStats=false' +
  '&problem=classification&initZero=false&hideText=false';

describe('a link of tensorflow/playground', () => {
  test('becomes a Spec, with what is not the same', () => {
    const { spec, notes } = translatePlayground(full);
    const init = { init: { id: 'uniform', low: -0.5, high: 0.5 } };
    const starts = { ...init, biasInit: { id: 'uniform', low: 0.1, high: 0.100001 } };
    expect(spec).toEqual({
      version: 1,
      seed: 44571,
      data: {
        source: 'spiral',
        samples: 500,
        turns: 1.75,
        noise: 0.35 / (5 * Math.sqrt(3)),
        split: { train: 0.7 },
        features: ['x1', 'x1^2', 'x1*x2', 'sin(x1)'],
      },
      network: {
        layers: [
          { units: 8, activation: 'relu', ...starts },
          { units: 6, activation: 'relu', ...starts },
          { units: 2, activation: 'relu', ...starts },
          { units: 1, activation: 'tanh', ...starts },
        ],
      },
      loss: 'mse',
      optimizer: { id: 'sgd', learningRate: 0.05 },
      batchSize: 30,
      regularization: { l2: 0.006 },
      stop: {},
    });
    const said = notes.join(' ');
    expect(said).toContain('the learning rate 0.1 is 0.05 here, and the penalty twice');
    expect(said).toContain('radius of 1');
    expect(said).toContain('Of its page alone: showTestData.');
    expect(said).not.toContain('Not understood');
    expect(said).not.toContain('Unknown');
  });

  test('without keys it is what Playground shows', () => {
    const { spec } = translatePlayground('#problem=regression&initZero=true');
    expect(spec.data).toEqual({
      source: 'plane',
      samples: 1200,
      noise: 0,
      split: { train: 0.5 },
      features: ['x1', 'x2'],
    });
    expect(spec.network?.layers.map(({ units, activation }) => [units, activation])).toEqual([
      [4, 'tanh'],
      [2, 'tanh'],
      [1, 'linear'],
    ]);
    expect(spec.network?.layers[0]).toMatchObject({ init: 'zeros', biasInit: 'zeros' });
    expect(spec.optimizer).toEqual({ id: 'sgd', learningRate: 0.015 });
    expect(spec.regularization).toBeUndefined();
    expect(spec.seed).toBe(1);
  });

  test('a network without hidden layers has none', () => {
    expect(translatePlayground('#networkShape=&dataset=gauss').spec.network?.layers).toHaveLength(
      1,
    );
  });

  test('what is not understood is named, and nothing else is lost', () => {
    const { spec, notes } = translatePlayground(
      '#dataset=cubes&batchSize=many&networkShape=4,x&learningRate=1&mood=blue&play_hide=true',
    );
    const said = notes.join(' ');
    expect(said).toContain('dataset=cubes, batchSize=many, networkShape=4,x');
    expect(said).toContain('Unknown: mood.');
    expect(said).toContain('Of its page alone: play_hide.');
    expect(spec.data.source).toBe('circle');
    expect(spec.batchSize).toBe(10);
    expect(spec.optimizer).toEqual({ id: 'sgd', learningRate: 0.5 });
  });

  test('is told apart from a link of this page', () => {
    expect(isPlayground(full)).toBe(true);
    expect(isPlayground('#v=1&set=data.source=xor')).toBe(false);
    expect(isPlayground('#set=data.source=xor')).toBe(false);
    expect(isPlayground('#')).toBe(false);
    expect(isPlayground('#dataset=xor')).toBe(true);
  });

  test('prototype names are names like others', () => {
    const { notes } = translatePlayground('#problem=constructor&__proto__=1&dataset=toString');
    expect(notes.join(' ')).toContain('problem=constructor, dataset=toString');
    expect(notes.join(' ')).toContain('Unknown: __proto__.');
  });
});
