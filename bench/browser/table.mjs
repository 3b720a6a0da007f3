// Medians, spreads and ratios, and how they are printed.

/**
 * @typedef {import('./compare.ts').Measured} Measured
 * @typedef {{ median: number, low: number, high: number }} Spread
 * @typedef {Measured & { product: Spread, peer: Spread, ratio: number, ratios: Spread }} Workload
 *
 * @typedef {object} Report
 * @property {string} date
 * @property {{ processor: string, cores: number, system: string, load: number, browser: string }} machine
 * @property {string} peer
 * @property {number} rounds
 * @property {Workload[]} workloads
 */

/**
 * `ratio`: the peer's median over the product's; `ratios`: of the rounds, each with its neighbour.
 * @param {Measured} measured
 * @returns {Workload}
 */
export function summarize(measured) {
  const { product, peer } = measured.times;
  const ours = spread(product);
  const theirs = spread(peer);
  return {
    ...measured,
    product: ours,
    peer: theirs,
    ratio: theirs.median / ours.median,
    ratios: spread(peer.map((time, round) => time / (product[round] ?? NaN))),
  };
}

/**
 * @param {readonly number[]} values at least one
 * @returns {Spread}
 */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (/** @type {number} */ i) => sorted[i] ?? NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    low: at(0),
    high: at(sorted.length - 1),
  };
}

/**
 * Whether the product is as fast as wanted. Only rounds that agree can say: on a busy machine a
 * median may fall on either side.
 * @param {Workload} workload
 * @returns {'yes' | 'no' | 'unsure'}
 */
export function verdict({ ratios, wanted }) {
  if (ratios.low >= wanted) return 'yes';
  return ratios.high < wanted ? 'no' : 'unsure';
}

/**
 * A table in Markdown, as docs/performance.md has it.
 * @param {Report} report
 * @param {string} name the peer's, as a heading
 */
export function table({ date, machine, peer, rounds, workloads }, name) {
  const rows = workloads.map((w) => [
    `${w.id}: ${w.title}`,
    interval(w.product),
    interval(w.peer),
    interval(w.ratios, w.ratio),
    `≥ ${w.wanted}: ${verdict(w)}`,
  ]);
  const head = ['workload', 'Fall Line, µs/step', `${name}, µs/step`, 'ratio', 'wanted'];
  const lines = [head, ['---', '---:', '---:', '---:', '---'], ...rows];
  return [
    `${date}, ${machine.processor}, ${machine.cores} cores, ${machine.browser}; ${peer};`,
    `medians of ${rounds} rounds each in turn, (least – most); load before: ${machine.load.toFixed(1)}.`,
    '',
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

/**
 * @param {Spread} spread
 * @param {number} [middle]
 */
export function interval({ median, low, high }, middle = median) {
  return `${short(middle)} (${short(low)} – ${short(high)})`;
}

/** Three digits. @param {number} value */
const short = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
