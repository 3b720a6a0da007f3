// Bootstrap and cross-validation in Node: the figures of `fall-line resample`, to the bit.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { createEngine, type Sweep } from 'fall-line';
import { afterEach, expect, test } from 'vitest';
import type { OwnEngine } from '../../web/src/state/engine_face';
import { SweepDesk } from '../../web/src/state/sweep';
import { cellsOf } from '../../web/src/state/sweep_figures';
import { Intervals, type CellIntervals } from '../../web/src/state/sweep_intervals';

const program = path.join(import.meta.dirname, '../../build/release/fall-line');
const desks: SweepDesk[] = [];
afterEach(() => {
  for (const desk of desks.splice(0)) desk.end();
});

/** What every cell says, when all runs have ended. */
async function intervalsOf(sweep: Sweep, workers: number): Promise<readonly CellIntervals[]> {
  const start = (options: { readonly lab?: boolean } = {}): Promise<OwnEngine> =>
    createEngine(options);
  const desk = new SweepDesk(start, () => ({}), workers);
  desks.push(desk);
  await desk.begin(sweep);
  return new Promise((resolve) => {
    const intervals = new Intervals(() => desk.lab(), look);
    const end = desk.subscribe(look);
    function look(): void {
      const { phase, expansion, runs } = desk.state;
      if (phase !== 'done' || !expansion) return;
      const stories = cellsOf(expansion, runs, 'test.loss').map(({ index, runs: own }) =>
        intervals.of(index, own, expansion.level),
      );
      const known = stories.filter((story) => story !== null);
      if (known.length < stories.length) return;
      end();
      resolve(known);
    }
    look();
  });
}

interface Line {
  readonly figures: Readonly<Record<string, unknown>>;
  readonly decomposition: unknown;
}

const regression: Sweep = {
  spec: {
    data: { source: 'franke', samples: 200, split: { train: 0.75, test: 0.25 } },
    network: { layers: [{ units: 4 }, {}] },
    optimizer: 'levenberg-marquardt',
    stop: { epochs: 10 },
  },
  axes: [{ path: 'network.layers.0.units', values: [1, 6] }],
};
const classes: Sweep = {
  spec: { data: { source: 'moons', noise: 0.3 }, stop: { epochs: 20 } },
};

test.each([
  ['bootstrap samples', { ...regression, resamples: 6 }],
  ['folds', { ...regression, folds: 4, level: 0.8 }],
  ['seeds', { ...regression, seeds: 3 }],
  ['samples of the test part', { ...regression, testResamples: 200 }],
  ['bootstrap samples of classes', { ...classes, resamples: 5 }],
  ['samples of the test part of classes', { ...classes, testResamples: 50 }],
] as const)('%s: the command line’s figures, whatever the number of workers', async (_, sweep) => {
  const input = JSON.stringify(sweep);
  const lines = execFileSync(program, ['resample', '-'], { input, encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  for (const workers of [1, 3]) {
    const cells = await intervalsOf(sweep, workers);
    expect(cells).toHaveLength(lines.length);
    cells.forEach(({ figures, decomposition }, i) => {
      expect(decomposition).toEqual(lines[i]?.decomposition);
      for (const [metric, figure] of Object.entries(lines[i]?.figures ?? {})) {
        expect(figures[metric], metric).toEqual(figure);
      }
    });
  }
});
