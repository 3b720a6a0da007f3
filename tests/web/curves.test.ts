import { describe, expect, test } from 'vitest';
import type { SessionInfo, Spec } from '../../web/src/engine/model';
import { Frame } from '../../web/src/plots/axes';
import { curvePlot, type CurveSettings } from '../../web/src/plots/curve_plot';
import { domainOfX, domainOfY, drawPlot, frameOf, pieces } from '../../web/src/plots/lines';
import { logTicks, niceLogDomain } from '../../web/src/plots/log_scale';
import {
  baselinesOf,
  hardError,
  isSigned,
  metricsOf,
  nearestRow,
  seriesOf,
  type Curves,
} from '../../web/src/plots/metrics';
import type { Palette } from '../../web/src/plots/surface';
import { panned, pinched, stretch, zoomed, type Axis } from '../../web/src/plots/zoom';
import { SmallSession } from './small_engine';

const palette = new Proxy({} as Palette, { get: (_, name) => String(name) });

function curvesOf(columns: Readonly<Record<string, readonly number[]>>): Curves {
  const length = Object.values(columns)[0]?.length ?? 0;
  return {
    length,
    steps: Float64Array.from({ length }, (_, i) => 10 * i),
    passes: Float64Array.from({ length }, (_, i) => i),
    column: (part, metric) => {
      const values = columns[`${part} ${metric}`];
      return values ? Float64Array.from(values) : null;
    },
  };
}

function infoWith(more: Partial<SessionInfo>): SessionInfo {
  return { ...new SmallSession({ data: { source: 'moons' } }).info, ...more };
}

const signed: Spec = { data: { source: 'moons' }, network: { layers: [{ activation: 'tanh' }] } };
const shares: Spec = {
  data: { source: 'moons' },
  network: { layers: [{ activation: 'sigmoid' }] },
};

describe('the squared errors of predictions rounded to −1 and 1', () => {
  test.each([
    [1, 100, 0],
    [0, 100, 400],
    [0.75, 4, 4],
    [1 - 3 / 75, 75, 12],
    [NaN, 75, NaN],
  ])('accuracy %d on %d samples is %d', (accuracy, samples, error) =>
    expect(hardError(accuracy, samples)).toBe(error),
  );

  test('it is what the sum over the samples gives', () => {
    const outputs = [0.3, -0.2, 1.7, -4, 0, -0.01, 0.9];
    const targets = [1, 1, -1, -1, 1, -1, -1];
    const rounded = outputs.map((a) => (a >= 0 ? 1 : -1));
    const sum = rounded.reduce((s, a, i) => s + (a - (targets[i] ?? NaN)) ** 2, 0);
    const right = rounded.filter((a, i) => a === targets[i]).length;
    expect(hardError(right / targets.length, targets.length)).toBe(sum);
  });

  test('it is offered for two classes at −1 and 1 only', () => {
    const info = infoWith({});
    expect(isSigned(info, signed)).toBe(true);
    expect(isSigned(info, shares)).toBe(false);
    const regression = infoWith({ task: { kind: 'regression', names: ['y'] } });
    expect(isSigned(regression, signed)).toBe(false);
    const three = infoWith({ task: { kind: 'classes', names: ['a', 'b', 'c'] }, outputs: 3 });
    expect(isSigned(three, signed)).toBe(false);
    const curves = curvesOf({ 'train loss': [1, 0.5], 'train accuracy': [0.5, 1] });
    expect(metricsOf(curves, info, signed)).toEqual(['loss', 'accuracy', 'hard-error']);
    expect(metricsOf(curves, info, shares)).toEqual(['loss', 'accuracy']);
  });

  test('its curve follows from the accuracy and the number of samples of each part', () => {
    const curves = curvesOf({ 'train accuracy': [0.5, 1], 'test accuracy': [0, 0.5] });
    const series = seriesOf(curves, 'hard-error', infoWith({}));
    expect(series.map(({ part, values }) => [part, [...values]])).toEqual([
      ['train', [8, 0]], // 4 samples
      ['test', [8, 4]], // 2 samples
    ]);
  });
});

describe('baselines', () => {
  const constant = { loss: 0.08, mse: 0.08, r2: 0 };
  const info = infoWith({
    task: { kind: 'regression', names: ['y'] },
    meanPredictor: { train: constant, validation: null, test: { ...constant, loss: 0.09 } },
    noiseVariance: 0.04,
  });
  const squared: Spec = { data: { source: 'franke' }, loss: 'mse' };

  test('the mean of the test part, and the noise where the loss is squared', () => {
    expect(baselinesOf('loss', info, squared)).toEqual([
      { kind: 'mean', part: 'test', value: 0.09 },
      { kind: 'noise', part: null, value: 0.04 },
    ]);
    const absolute: Spec = { ...squared, loss: { id: 'mae' } };
    expect(baselinesOf('loss', info, absolute).map(({ kind }) => kind)).toEqual(['mean']);
    expect(baselinesOf('mse', info, absolute).map(({ kind }) => kind)).toEqual(['mean', 'noise']);
    expect(baselinesOf('r2', info, squared)).toEqual([{ kind: 'mean', part: 'test', value: 0 }]);
  });

  test('without a test part the training part is meant, without knowledge nothing', () => {
    const { train } = info.meanPredictor;
    const alone = { ...info, meanPredictor: { train, validation: null, test: null } };
    expect(baselinesOf('r2', alone, squared)).toEqual([{ kind: 'mean', part: 'train', value: 0 }]);
    const unknown = { ...alone, noiseVariance: null };
    expect(baselinesOf('mse', unknown, squared).map(({ kind }) => kind)).toEqual(['mean']);
    expect(baselinesOf('penalty', info, squared)).toEqual([]);
    expect(baselinesOf('loss', null, squared)).toEqual([]);
  });
});

describe('the plot of a metric', () => {
  const curves = curvesOf({ 'train loss': [8, 4, 2, 1], 'test loss': [9, 6, 4, 4] });
  const settings: CurveSettings = {
    metric: 'loss',
    across: 'epochs',
    logarithmic: { x: false, y: false },
    hidden: new Set(),
    range: null,
    row: null,
    overlays: [],
    moment: null,
  };
  const words = { x: 'epoch', baseline: () => ['line'], best: 'best' };
  const plot = (more: Partial<CurveSettings>, best: number | null = null) =>
    curvePlot(
      curves,
      seriesOf(curves, 'loss', null),
      [],
      best,
      { ...settings, ...more },
      words,
      palette,
    );

  test('shows every part that is not hidden, in its own way', () => {
    expect(plot({}).lines.map(({ colour, dash }) => [colour, dash.length > 0])).toEqual([
      ['train', false],
      ['test', true],
    ]);
    expect(plot({ hidden: new Set(['train']) }).lines.map(({ colour }) => colour)).toEqual([
      'test',
    ]);
  });

  test('fits its heights to what is in sight', () => {
    expect(plot({}).domain).toEqual({ x: { low: 0, high: 3 }, y: { low: 0, high: 10 } });
    const zoomedIn = plot({ range: { low: 2, high: 3 }, hidden: new Set(['test']) });
    expect(zoomedIn.domain.y).toEqual({ low: 1, high: 2 });
  });

  test('a logarithmic axis begins at the first value above 0', () => {
    const logged = plot({ logarithmic: { x: true, y: true }, across: 'steps' });
    expect(logged.domain.x).toEqual({ low: 10, high: 30 });
    expect(logged.domain.y).toEqual({ low: 1, high: 10 });
  });

  test('a mark is named in a strip above the lines, where it touches none', () => {
    const bare = frameOf(plot({}), 300, 200).box;
    const marked = frameOf(plot({}, 2), 300, 200);
    expect(marked.box.top).toBeGreaterThanOrEqual(bare.top + 12);
    const texts: { text: string; y: number }[] = [];
    const context = new Proxy(
      {},
      {
        get: (_, name) =>
          name === 'fillText'
            ? (text: string, __: number, y: number) => texts.push({ text, y })
            : () => ({ width: 30 }),
        set: () => true,
      },
    );
    drawPlot(context as unknown as CanvasRenderingContext2D, marked, plot({}, 2), palette);
    const label = texts.find(({ text }) => text === 'best');
    expect(label?.y).toBeLessThan(marked.box.top - 5); // half a line of type above the box
  });

  test('marks the best epoch on both kinds of axes', () => {
    expect(plot({}, 2).marks).toEqual([{ x: 2, label: 'best' }]);
    expect(plot({ across: 'steps' }, 2).marks).toEqual([{ x: 20, label: 'best' }]);
    expect(plot({}).marks).toEqual([]);
  });
});

describe('lines in pixels', () => {
  const frame = new Frame(
    { left: 0, top: 0, width: 10, height: 10 },
    { low: 0, high: 999 },
    { low: 0, high: 1 },
  );

  test('thousands of points become a few a column, and peaks stay', () => {
    const x = Float64Array.from({ length: 1000 }, (_, i) => i);
    const values = x.map((i) => (i === 555 ? 1 : 0.5));
    const [piece = []] = pieces(x, values, frame);
    expect(piece.length).toBeLessThanOrEqual(44);
    expect(Math.min(...piece.map(([, y]) => y))).toBe(0);
    expect(piece.at(-1)?.[0]).toBe(10);
  });

  test('a gap cuts the line', () => {
    const x = Float64Array.of(0, 200, 400, 600, 800);
    const found = pieces(x, Float64Array.of(0, 0.1, NaN, 0.3, 0.4), frame);
    expect(found.map(({ length }) => length)).toEqual([2, 2]);
  });

  test('what is not above 0 has no place on a logarithmic scale', () => {
    const logged = new Frame(
      frame.box,
      { low: 1, high: 100 },
      { low: 0.01, high: 1 },
      {
        x: true,
        y: true,
      },
    );
    const found = pieces(Float64Array.of(0, 1, 10, 100), Float64Array.of(1, 1, 0.1, 0), logged);
    expect(found).toHaveLength(1);
    expect(found[0]?.map(([x]) => Math.round(x))).toEqual([0, 5]);
    expect(logged.xAt(5)).toBeCloseTo(10, 9);
    expect(logged.at(5, 5)?.y).toBeCloseTo(0.1, 9);
  });
});

test('domains without data are still axes', () => {
  expect(domainOfX(Float64Array.of(), false)).toEqual({ low: 0, high: 1 });
  expect(domainOfX(Float64Array.of(0), true)).toEqual({ low: 1, high: 10 });
  expect(domainOfY(Float64Array.of(), [], { low: 0, high: 1 }, true)).toEqual({
    low: 0.1,
    high: 1,
  });
});

test('logarithmic ticks and ends are round', () => {
  expect(logTicks({ low: 0.01, high: 100 }, 5)).toEqual([0.01, 0.1, 1, 10, 100]);
  expect(logTicks({ low: 1, high: 10 }, 5)).toEqual([1, 2, 5, 10]);
  expect(logTicks({ low: 1e-9, high: 1 }, 4)).toEqual([1e-9, 1e-6, 1e-3, 1]);
  expect(niceLogDomain({ low: 0.034, high: 7.1 })).toEqual({ low: 0.02, high: 10 });
  expect(niceLogDomain({ low: 1, high: 1 })).toEqual({ low: 0.5, high: 2 });
});

test('the nearest row', () => {
  const x = [0, 1, 4, 9];
  expect([-3, 0.4, 0.6, 3, 100].map((value) => nearestRow(x, value))).toEqual([0, 0, 1, 2, 3]);
  expect(nearestRow([], 1)).toBe(-1);
});

describe('zoom', () => {
  const linear: Axis = { whole: { low: 0, high: 100 }, logarithmic: false };
  const logged: Axis = { whole: { low: 1, high: 10000 }, logarithmic: true };

  test('in about a value, out to the whole again', () => {
    const half = zoomed(linear, null, 0.5, 50);
    expect(half).toEqual({ low: 25, high: 75 });
    expect(zoomed(linear, half, 2, 50)).toBeNull();
    expect(zoomed(linear, null, 0.5, 100)).toEqual({ low: 50, high: 100 });
    const range = zoomed(logged, null, 0.5, 100);
    expect(range?.low).toBeCloseTo(10, 9);
    expect(range?.high).toBeCloseTo(1000, 6);
  });

  test('has an end', () => {
    let range = zoomed(linear, null, 0.5, 50);
    for (let i = 0; i < 50; ++i) range = zoomed(linear, range, 0.5, 50);
    expect((range?.high ?? 0) - (range?.low ?? 0)).toBeCloseTo(0.1, 9);
  });

  test('to a stretch, whichever way it was drawn', () => {
    expect(stretch(linear, 40, 20)).toEqual({ low: 20, high: 40 });
    expect(stretch(linear, 0, 100)).toBeNull();
  });

  test('moves within the whole', () => {
    expect(panned(linear, { low: 20, high: 40 }, 0.5)).toEqual({ low: 30, high: 50 });
    expect(panned(linear, { low: 20, high: 40 }, -9)).toEqual({ low: 0, high: 20 });
    expect(panned(linear, null, 1)).toBeNull();
  });

  test('a pinch keeps the values under the fingers', () => {
    const range = pinched(linear, [40, 60], [0.25, 0.75]);
    expect(range).toEqual({ low: 30, high: 70 });
    expect(pinched(linear, [40, 60], [0.4, 0.6])).toBeNull();
    expect(pinched(linear, [40, 60], [0.5, 0.5])).toBeNull();
  });
});
