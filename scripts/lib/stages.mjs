// Runs the stages of `npm test` in order and sums them up.
import { performance } from 'node:perf_hooks';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {string[]} failed names
 * @property {string[]} skipped names
 * @property {string} output what to show when something failed
 * @property {string} [note] a few words on what was looked at
 */

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {readonly string[]} groups what it belongs to: core, wasm, web, checks, e2e
 * @property {readonly string[]} [needs] stages without whose success it cannot run
 * @property {boolean} [light] keeps one core busy, so that two light neighbours run side by side
 * @property {() => Promise<Counts>} run
 */

/**
 * The stages of the wanted groups, and those that they need, in their order.
 * @param {readonly Stage[]} all
 * @param {readonly string[]} groups empty for all
 * @returns {Stage[]}
 */
export function select(all, groups) {
  if (groups.length === 0) return [...all];
  const wanted = new Set(all.filter((stage) => stage.groups.some((g) => groups.includes(g))));
  // A stage stands after those it needs, so one pass from the end finds them all.
  for (const stage of [...all].reverse()) {
    if (!wanted.has(stage)) continue;
    for (const name of stage.needs ?? []) {
      const needed = all.find((other) => other.name === name);
      if (needed) wanted.add(needed);
    }
  }
  return all.filter((stage) => wanted.has(stage));
}

/**
 * Runs all stages, even when one fails, unless they need the one that failed: then they count as
 * failed, too. Ends with the line that sums up, and gives the exit code.
 * @param {readonly Stage[]} stages
 * @returns {Promise<number>}
 */
export async function runStages(stages) {
  const begin = performance.now();
  /** @type {Map<string, Counts>} */
  const results = new Map();
  for (const neighbours of groupsOf(stages)) {
    const waiting = neighbours.values();
    const lane = async () => {
      for (const stage of waiting) {
        const title = `[${stages.indexOf(stage) + 1}/${stages.length}] ${stage.name} … `;
        if (neighbours.length === 1) process.stdout.write(title);
        const broken = (stage.needs ?? []).find((name) => results.get(name)?.failed.length);
        const start = performance.now();
        const counts = broken
          ? { passed: 0, failed: [stage.name], skipped: [], output: '', note: `needs ${broken}` }
          : await guarded(stage);
        results.set(stage.name, counts);
        if (neighbours.length > 1) process.stdout.write(title);
        console.log(describe(counts, performance.now() - start));
        if (counts.failed.length > 0 && !broken) console.log(indent(tail(counts.output)));
      }
    };
    await Promise.all([lane(), lane()]);
  }
  return sumUp(results, performance.now() - begin);
}

/**
 * The stages in their order, light neighbours together unless one needs the other.
 * @param {readonly Stage[]} stages
 * @returns {Stage[][]}
 */
export function groupsOf(stages) {
  /** @type {Stage[][]} */
  const groups = [];
  for (const stage of stages) {
    const last = groups.at(-1);
    const isApart = last?.some(({ name, light }) => !light || stage.needs?.includes(name)) ?? true;
    if (stage.light && !isApart) last?.push(stage);
    else groups.push([stage]);
  }
  return groups;
}

/**
 * @param {Stage} stage
 * @returns {Promise<Counts>}
 */
async function guarded(stage) {
  try {
    return await stage.run();
  } catch (error) {
    const output = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { passed: 0, failed: [stage.name], skipped: [], output };
  }
}

/**
 * @param {Map<string, Counts>} results
 * @param {number} milliseconds
 */
function sumUp(results, milliseconds) {
  const list = (/** @type {'failed' | 'skipped'} */ kind) =>
    [...results].flatMap(([stage, counts]) =>
      counts[kind].map((name) => (name === stage ? name : `${stage}: ${name}`)),
    );
  const skipped = list('skipped');
  const failed = list('failed');
  const passed = [...results.values()].reduce((sum, counts) => sum + counts.passed, 0);
  if (skipped.length > 0) console.log(`\nSkipped:\n${indent(skipped.join('\n'))}`);
  if (failed.length > 0) console.log(`\nFailed:\n${indent(failed.join('\n'))}`);
  console.log(`\nTook ${duration(milliseconds)}`);
  console.log(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
  return failed.length > 0 ? 1 : 0;
}

/**
 * @param {Counts} counts
 * @param {number} milliseconds
 */
function describe({ passed, failed, skipped, note }, milliseconds) {
  const parts = [
    ...(failed.length > 0 ? [`${failed.length} FAILED`] : []),
    ...(passed > 0 ? [`${passed} passed`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []),
  ];
  return `${parts.join(', ')} (${duration(milliseconds)})${note ? ` ${note}` : ''}`;
}

/** @param {number} milliseconds */
function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** @param {string} text */
const indent = (text) => text.trimEnd().replace(/^/gm, '    ');

/**
 * The last lines: what went wrong stands at the end.
 * @param {string} text
 */
function tail(text) {
  const lines = text.trimEnd().split('\n');
  const most = 150;
  return lines.length <= most
    ? text
    : [`(${lines.length - most} lines left out)`, ...lines.slice(-most)].join('\n');
}
