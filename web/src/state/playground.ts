/**
 * A link of tensorflow/playground, "#activation=tanh&dataset=spiral&…", as a Spec. What cannot be the
 * same here is named. Its network: inputs as they are, a tanh output with squared error for classes,
 * a linear one for numbers, plain gradient descent on mini-batches.
 */
import type { Spec } from '../engine/model';
import { placeText } from '../text/places';

export interface Translated {
  readonly spec: Spec;
  /** Sentences on what is not the same; empty where nothing is to be said. */
  readonly notes: readonly string[];
}

/** A link is at most that long: Playground's own have some 500 characters. */
export const longestPlayground = 4000;

const words = placeText.share.playground;

const activations: readonly string[] = ['relu', 'tanh', 'sigmoid', 'linear'];
const classes: readonly string[] = ['circle', 'xor', 'gauss', 'spiral'];
const regressions: Readonly<Record<string, string>> = {
  'reg-plane': 'plane',
  'reg-gauss': 'hills',
};
const features: Readonly<Record<string, string>> = {
  x: 'x1',
  y: 'x2',
  xSquared: 'x1^2',
  ySquared: 'x2^2',
  xTimesY: 'x1*x2',
  sinX: 'sin(x1)',
  sinY: 'sin(x2)',
  cosX: 'cos(x1)',
  cosY: 'cos(x2)',
};
/** What concerns Playground's page and not what is learned. */
const looks: ReadonlySet<string> = new Set([
  'showTestData',
  'discretize',
  'collectStats',
  'tutorial',
  'hideText',
  'numHiddenLayers', // networkShape says it, too
]);
const ofPage = (name: string): boolean => looks.has(name) || name.endsWith('_hide');

/** Samples of a set there. */
const samples = { classification: 500, regression: 1200 };

/** Whether the hash of an address is one of its links. */
export function isPlayground(hash: string): boolean {
  const names = hash
    .replace(/^#/, '')
    .split('&')
    .map((part) => part.split('=', 1)[0] ?? '');
  const own = ['activation', 'dataset', 'regDataset', 'networkShape', 'problem'];
  return own.some((name) => names.includes(name)) && !names.includes('v');
}

export function translatePlayground(hash: string): Translated {
  const read = new Reader(hash);
  const problem = read.oneOf('problem', ['classification', 'regression'], 'classification');
  const isRegression = problem === 'regression';
  const activation = read.oneOf('activation', activations, 'tanh');
  const dataset = read.oneOf('dataset', classes, 'circle');
  const regression = read.oneOf('regDataset', Object.keys(regressions), 'reg-plane');
  const source = isRegression ? (regressions[regression] ?? 'plane') : dataset;
  const rate = read.number('learningRate', 0.03);
  const penalty = read.oneOf('regularization', ['none', 'L1', 'L2'], 'none');
  const penaltyRate = read.number('regularizationRate', 0);
  const noise = read.number('noise', 0) / 100;
  const train = read.number('percTrainData', 50) / 100;
  const batchSize = read.number('batchSize', 10);
  const seed = read.seed();
  const zeros = read.flag('initZero', false);
  const units = read.shape();
  const chosen = Object.keys(features).filter((name) =>
    read.flag(name, name === 'x' || name === 'y'),
  );
  const isPenalized = (penalty === 'L1' || penalty === 'L2') && penaltyRate > 0;
  // Its squared error has a factor ½, so that gradients are half of ours.
  const spec: Spec = {
    version: 1,
    seed,
    data: {
      source,
      samples: samples[isRegression ? 'regression' : 'classification'],
      ...(source === 'spiral' ? { turns: 1.75, noise: noise / (5 * Math.sqrt(3)) } : { noise }),
      split: { train },
      features: chosen.map((name) => features[name] ?? ''),
    },
    network: {
      layers: [
        ...units.map((count) => ({ units: count, activation, ...starts(zeros) })),
        { units: 1, activation: isRegression ? 'linear' : 'tanh', ...starts(zeros) },
      ],
    },
    loss: 'mse',
    optimizer: { id: 'sgd', learningRate: rate / 2 },
    batchSize,
    ...(isPenalized
      ? { regularization: { [penalty === 'L1' ? 'l1' : 'l2']: 2 * penaltyRate } }
      : {}),
    stop: {},
  };
  const notes = [
    words.rate(String(rate), String(rate / 2), isPenalized),
    ...(source === 'spiral' ? [words.spiral] : []),
    ...(isPenalized && penalty === 'L1' ? [words.l1] : []),
    words.random,
    ...read.notes(),
  ];
  return { spec, notes };
}

/** Weights from [−0.5, 0.5) and biases of 0.1, or all zeros. */
function starts(zeros: boolean) {
  return zeros
    ? { init: 'zeros', biasInit: 'zeros' }
    : {
        init: { id: 'uniform', low: -0.5, high: 0.5 },
        biasInit: { id: 'uniform', low: 0.1, high: 0.100001 }, // a range, if a narrow one
      };
}

/** Values by their names, and which of them were not understood. */
class Reader {
  private readonly values = new Map<string, string>();
  private readonly known = new Set<string>();
  private readonly odd: string[] = [];

  constructor(hash: string) {
    for (const part of hash.replace(/^#/, '').split('&')) {
      const at = part.indexOf('=');
      if (at > 0) this.values.set(part.slice(0, at), decode(part.slice(at + 1)));
    }
  }

  oneOf(name: string, allowed: readonly string[], usual: string): string {
    const value = this.take(name);
    if (value === undefined || value === '') return usual;
    if (allowed.includes(value)) return value;
    return this.refuse(name, value, usual);
  }

  number(name: string, usual: number): number {
    const value = this.take(name);
    if (value === undefined || value === '') return usual;
    const number = Number(value);
    return Number.isFinite(number) ? number : this.refuse(name, value, usual);
  }

  flag(name: string, usual: boolean): boolean {
    const value = this.take(name);
    return value === undefined || value === '' ? usual : value !== 'false'; // as it reads them
  }

  /** "4,2": units of the hidden layers. */
  shape(): readonly number[] {
    const value = this.take('networkShape');
    if (value === undefined) return [4, 2];
    if (value === '') return [];
    const units = value.split(',').map(Number);
    return units.every((count) => Number.isInteger(count) && count > 0)
      ? units
      : this.refuse('networkShape', value, [4, 2]);
  }

  /** Its seeds are any text, mostly a fraction with five digits; ours are whole numbers. */
  seed(): number {
    const value = this.take('seed') ?? '';
    const number = Number(value);
    if (value !== '' && number > 0 && number < 1) return Math.round(number * 1e5);
    return Number.isSafeInteger(number) && number > 0 ? number : 1;
  }

  /** On what was not understood, and on what concerns its page alone. */
  notes(): readonly string[] {
    const left = [...this.values.keys()].filter((name) => !this.known.has(name));
    const page = left.filter(ofPage).filter((name) => {
      const value = this.values.get(name) ?? '';
      return name !== 'numHiddenLayers' && value !== '' && value !== 'false';
    });
    const strange = left.filter((name) => !ofPage(name)).map((name) => name.slice(0, 40));
    return [
      ...(this.odd.length > 0 ? [words.odd(this.odd)] : []),
      ...(page.length > 0 ? [words.page(page)] : []),
      ...(strange.length > 0 ? [words.unknown(strange)] : []),
    ];
  }

  private take(name: string): string | undefined {
    this.known.add(name);
    return this.values.get(name);
  }

  private refuse<T>(name: string, value: string, usual: T): T {
    this.odd.push(`${name}=${value.slice(0, 40)}`);
    return usual;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // of no value that is known, and named as it stands
  }
}
