// The tables of docs/components.md, from the manifest.

const kinds = /** @type {const} */ ({
  datasets: 'Data sources',
  activations: 'Activations',
  losses: 'Losses',
  initializers: 'Initializers',
  optimizers: 'Optimizers',
  schedules: 'Learning rate schedules',
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

/** @param {Component} component */
function section({ id, label, formula, summary, source, parameters }) {
  const lines = [`### \`${id}\``, '', `**${label}.** ${summary}`, ''];
  lines.push(
    `- Formula: ${formula.replaceAll('*', '\\*').replaceAll('_', '\\_')}`,
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
    parts.push(`## ${title}`, ...manifest[/** @type {keyof typeof kinds} */ (kind)].map(section));
  }
  return `${parts.join('\n\n')}\n`;
}
