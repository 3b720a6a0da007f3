// The comparison in Chromium: builds the page of the benchmark, opens it, and tells what it measured.
import { mkdirSync, writeFileSync } from 'node:fs';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { say } from '../../scripts/lib/say.mjs';
import { buildBench, inBench, machineOf, needPeers, versionOf } from './peers.mjs';
import { isQuick, measureRedraws, redrawTable } from './redraw.mjs';
import { summarize, table, verdict } from './table.mjs';

/** @typedef {import('./redraw.mjs').Redraw[]} Redraws */

const report = inRoot('build/reports/bench.json');

/**
 * Measures, prints the table and writes build/reports/bench.json.
 * @param {number} rounds
 * @returns {Promise<boolean>} whether every ratio is what it should be, in every round
 */
export async function compareInBrowser(rounds) {
  await needPeers();
  await buildBench();
  const machine = machineOf();
  if (machine.load > 0.5)
    say(`This machine is busy (${machine.load.toFixed(1)} programs wait or run): noise ahead`);
  say(`Measuring in Chromium, ${rounds} rounds each in turn; leave the machine alone meanwhile`);
  const { browser, measured, besides } = await inBench(
    `measure({ rounds: ${rounds} })`,
    measureRedraws,
  );
  const redraws = /** @type {Redraws} */ (besides);
  const result = {
    date: new Date().toISOString().slice(0, 10),
    machine: { ...machine, browser },
    peer: `TensorFlow.js ${versionOf('@tensorflow/tfjs-core')}, WASM back end with SIMD`,
    rounds,
    workloads: /** @type {import('./compare.ts').Measured[]} */ (measured).map(summarize),
    redraws,
  };
  mkdirSync(inRoot('build/reports'), { recursive: true });
  writeFileSync(report, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`\n${table(result, 'TensorFlow.js')}\n\n${redrawTable(redraws)}\n`);
  say('All figures: build/reports/bench.json');
  return (
    result.workloads.every((workload) => verdict(workload) === 'yes') && redraws.every(isQuick)
  );
}
