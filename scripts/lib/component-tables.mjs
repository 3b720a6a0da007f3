// The tables of docs/components.md, from the manifest.

const kinds = /** @type {const} */ ({
  datasets: 'Data sources',
  activations: 'Activations',
  losses: 'Losses',
  initializers: 'Initializers',
  optimizers: 'Optimizers',
  schedules: 'Learning rate schedules',
  faults: 'Faults',
});

/**
 * @typedef {{ name: string, type: string, default: unknown, min?: number, max?: number,
 *   choices?: readonly string[], help: string }} Parameter
 * @typedef {{ id: string, label: string, formula: string, summary: string, source: string,
 *   parameters: readonly Parameter[] }} Component
 */

/** A cell of a table: no bar may end it. @param {string} text */
const cell = (text) => text.replaceAll('|', '\\|');

/** @param {Parameter} parameter */
function parameterRow({ name, type, default: value, min, max, choices, help }) {
  const range = choices ? choices.join(', ') : min === undefined ? '' : `${min} to ${max}`;
  return `| \`${name}\` | ${type} | ${cell(JSON.stringify(value))} | ${cell(range)} | ${cell(help)} |`;
}

/** @param {Component} component @param {string} [rule] what its formula is called */
function section({ id, label, formula, summary, source, parameters }, rule = 'Formula') {
  const lines = [`### \`${id}\``, '', `**${label}.** ${summary}`, ''];
  lines.push(
    `- ${rule}: ${formula.replaceAll('*', '\\*').replaceAll('_', '\\_')}`,
    `- Source: ${source}`,
  );
  if (parameters.length > 0) {
    lines.push(
      '',
      '| parameter | type | default | range | meaning |',
      '| --- | --- | --- | --- | --- |',
    );
    lines.push(...parameters.map(parameterRow));
  }
  return lines.join('\n');
}

/**
 * @param {Record<keyof typeof kinds, readonly Component[]>} manifest
 * @returns {string} Markdown
 */
export function componentTables(manifest) {
  const parts = [
    '<!-- Generated from `fall-line manifest` by `npm run generate`. Do not edit. -->',
    '# Components',
    'Everything that a Spec can choose, as the core declares it. A component with its default parameters may be written as its bare id.',
  ];
  for (const [kind, title] of Object.entries(kinds)) {
    parts.push(
      `## ${title}`,
      ...manifest[/** @type {keyof typeof kinds} */ (kind)].map((one) => section(one)),
    );
  }
  return `${parts.join('\n\n')}\n`;
}

/** What each condition offers, by its id: the manifest has the rule, the Spec decides. */
const remedies = {
  'unscaled-inputs': 'the inputs are standardized (`data.scale`).',
  divergence: 'a tenth of the learning rate.',
  'dead-units': 'leaky ReLU in the layers that are concerned.',
  saturation:
    'Glorot weights where the initial weights had one size for every layer; otherwise standardized inputs where they are large, otherwise a tenth of the learning rate.',
  'linear-in-effect':
    'tanh in place of linear hidden activations; otherwise Glorot weights where the initial weights had one size for every layer, otherwise ten times the learning rate.',
  plateau:
    '10 to 1000 times the learning rate where a step changes every layer by less than a thousandth of its weights; otherwise Adam in place of plain, momentum or Nesterov steps, otherwise a tenth of the learning rate.',
  overfitting:
    'early stopping with a patience of 20 epochs where there is a validation part; otherwise an L2 penalty of 0.003, or ten times the present one.',
};

/**
 * docs/conditions.md.
 * @param {{ conditions: readonly Component[] }} manifest
 * @returns {string} Markdown
 */
export function conditionTables({ conditions }) {
  const parts = [
    '<!-- Generated from `fall-line manifest` by `npm run generate`. Do not edit. -->',
    '# When it goes wrong',
    'While a run trains, the core looks for these conditions on measured numbers, and the page tells the first that holds, in this order: causes before what they cause. Each comes with one change of the Spec that helps; a button makes it, and undo takes it back.',
    'Measured is at the start, at epochs 1 to 10, from there on at epochs that lie a tenth further apart each, and at the end of a run: metrics of all parts, and statistics of every layer on at most 500 training samples, spread evenly (`core/include/fallline/layer_statistics.h`). A condition comes when it holds at two measurements running and goes when it does not at three; at the end of a run the last measurement decides. The same run is told the same at the same epochs.',
    '“Learned” is a training loss of at most half of what the best constant reaches, or, where no constant is known for the loss, an accuracy or R² of 0.95. “The later half of the run” compares the lowest training loss of the epochs up to the half with that of the epochs after it.',
    ...conditions.map(
      (one) =>
        `${section(one, 'Rule').replace(/^###/, '##')}\n\n**What helps:** ${remedies[/** @type {keyof typeof remedies} */ (one.id)]}`,
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}
