// The second-order methods: W6 beside ml-levenberg-marquardt and the joint run on the images of
// `catlike`, both in Chromium, and the same run natively. `npm run bench -- second [rounds]`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from '../../scripts/lib/cmake.mjs';
import { inRoot, root } from '../../scripts/lib/paths.mjs';
import { must } from '../../scripts/lib/process.mjs';
import { Stop, say } from '../../scripts/lib/say.mjs';
import { buildBench, inBench, machineOf, needPeers, versionOf } from './peers.mjs';
import { interval, spread, summarize, table, verdict } from './table.mjs';

/**
 * @typedef {import('./second.ts').ImageRuns} ImageRuns
 * @typedef {import('./table.mjs').Spread} Spread
 *
 * @typedef {object} ImageRow the joint run on the images, in one place
 * @property {string} where
 * @property {number} steps
 * @property {number} loss
 * @property {Spread} training seconds of the processor
 * @property {Spread} [wall] seconds until the caller heard of its end
 * @property {number} memory bytes beyond the images, at most
 * @property {number} seconds that training may take
 */

const peer = 'ml-levenberg-marquardt';
/** Seconds of a run on the images, and bytes that it may hold beyond them. */
const limits = { native: 4, chromium: 8, memory: 200e6 };
const report = inRoot('build/reports/second.json');

/**
 * Measures, prints the tables and writes build/reports/second.json.
 * @param {number} rounds
 * @returns {Promise<boolean>} whether all is as quick and as small as wanted
 */
export async function measureSecondOrder(rounds) {
  await needPeers();
  say('Building the native benchmarks');
  const { code, output } = await build('bench');
  if (code !== 0) throw new Stop(`It did not compile.\n${output}`);
  await buildBench();
  const machine = machineOf();
  if (machine.load > 0.5)
    say(`This machine is busy (${machine.load.toFixed(1)} programs wait or run): noise ahead`);
  say(`Measuring natively and in Chromium, ${rounds} rounds each`);
  const native = await natively(rounds);
  const fit = await inBench(`measureFit({ rounds: ${rounds} })`);
  const runs = await inBench(`measureImages({ rounds: ${rounds} })`);
  const images = /** @type {ImageRuns} */ (runs.measured);
  const result = {
    date: new Date().toISOString().slice(0, 10),
    machine: { ...machine, browser: fit.browser },
    peer: `${peer} ${versionOf(peer)}`,
    rounds,
    workloads: [summarize(/** @type {import('./compare.ts').Measured} */ (fit.measured))],
    images: [native, inChromium(images)],
  };
  mkdirSync(inRoot('build/reports'), { recursive: true });
  writeFileSync(report, `${JSON.stringify({ ...result, runs: images }, null, 2)}\n`);
  console.log(`\n${table(result, peer)}\n\n${imageTable(result.images)}\n`);
  say('All figures: build/reports/second.json');
  return result.workloads.every((w) => verdict(w) === 'yes') && result.images.every(isKept);
}

/**
 * @param {number} rounds
 * @returns {Promise<ImageRow>}
 */
async function natively(rounds) {
  const output = await must(
    inRoot('build/bench/fallline_bench'),
    [
      '--benchmark_filter=jointRunOnImages',
      `--benchmark_repetitions=${rounds}`,
      '--benchmark_format=json',
    ],
    { cwd: root },
  );
  /** @typedef {{ run_type: string, steps: number, loss: number, training: number, memory: number }} Run */
  /** @type {{ benchmarks: Run[] }} */
  const { benchmarks } = JSON.parse(output.slice(output.indexOf('{')));
  const runs = benchmarks.filter((run) => run.run_type === 'iteration');
  const [first] = runs;
  if (!first) throw new Stop('The native run measured nothing.');
  return {
    where: 'natively',
    steps: first.steps,
    loss: first.loss,
    training: spread(runs.map(({ training }) => training)),
    memory: Math.max(...runs.map(({ memory }) => memory)),
    seconds: limits.native,
  };
}

/**
 * The module gives no memory back: what it holds in the end, less the images, is the most that it
 * ever held beyond them, the making of the images included.
 * @param {ImageRuns} runs
 * @returns {ImageRow}
 */
function inChromium({ steps, loss, wall, processor, after, data }) {
  const seconds = (/** @type {number} */ ms) => ms / 1000;
  return {
    where: 'in Chromium',
    steps,
    loss,
    training: spread(processor.map(seconds)),
    wall: spread(wall.map(seconds)),
    memory: after - data,
    seconds: limits.chromium,
  };
}

/** @param {ImageRow} row */
function isKept({ training, memory, seconds }) {
  return training.median <= seconds && memory <= limits.memory;
}

/** @param {readonly ImageRow[]} rows */
function imageTable(rows) {
  const mega = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
  const lines = [
    ['12288-20-7-5-1', 'steps', 'loss', 'processor, s', 'wall, s', 'beyond the images', 'wanted'],
    ['---', '---:', '---:', '---:', '---:', '---:', '---'],
    ...rows.map((row) => [
      row.where,
      String(row.steps),
      row.loss.toExponential(1),
      interval(row.training),
      row.wall ? interval(row.wall) : '–',
      mega(row.memory),
      `≤ ${row.seconds} s, ≤ ${mega(limits.memory)}: ${isKept(row) ? 'yes' : 'no'}`,
    ]),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
