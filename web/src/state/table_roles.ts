/** What each column of a table is for: the panel's choices, and the keys of the Spec behind them. */
import type { CsvPreview, Spec } from '../engine/model';

export type Use = 'number' | 'categories' | 'target' | 'ignore';
type Data = Spec['data'];
type Column = CsvPreview['columns'][number];

/** One input for each value, and no more than this: the core's limit. */
const mostCategories = 100;

/** What a new table starts with: the last column predicted from all that can be inputs. */
export function firstRoles(file: string, preview: CsvPreview): Data {
  const { columns } = preview;
  const target = columns.findLastIndex(({ kind }) => kind !== 'empty');
  const data: Data = { source: 'table', file, target: columns[target]?.name ?? '' };
  return withTargetScale(
    withInputs(
      data,
      preview,
      columns.map((column, i) => i !== target && canBeInput(column)),
    ),
    preview,
  );
}

/** Empty columns tell nothing; of texts with very many values most are names. */
function canBeInput({ kind, distinct }: Column): boolean {
  return kind === 'number' || (kind === 'text' && distinct <= mostCategories);
}

/** The number of the column to predict. */
export function targetIndex(data: Data, { columns }: CsvPreview): number {
  const at = columns.findIndex(({ name }) => name === data['target']);
  return at >= 0 ? at : columns.length - 1;
}

/** Column by column, what the data say it is used for. */
export function usesOf(data: Data, preview: CsvPreview): readonly Use[] {
  const target = targetIndex(data, preview);
  const inputs = new Set(csvNames(data['inputs']));
  const categories = new Set(csvNames(data['categories']));
  return preview.columns.map(({ name, kind }, i) => {
    if (i === target) return 'target';
    if (inputs.size > 0 && !inputs.has(name)) return 'ignore';
    return categories.has(name) || (kind === 'text' && !hasStrays(preview, i))
      ? 'categories'
      : 'number';
  });
}

/** Whether the texts of a column stand among numbers: the core wants to know what is meant. */
export function hasStrays({ problems }: CsvPreview, column: number): boolean {
  return problems.some(
    ({ code, path }) => code === 'text-in-number-column' && columnOf(path) === column,
  );
}

/** The number of the column, from 0, in a path such as "data.file:12:3". */
export function columnOf(path: string): number {
  return Number(path.split(':').at(-1)) - 1;
}

/** Whether the target is to be classes. */
export function predictsClasses(data: Data, preview: CsvPreview): boolean {
  if (data['task'] === 'classes' || data['task'] === 'regression') {
    return data['task'] === 'classes';
  }
  return preview.columns[targetIndex(data, preview)]?.kind === 'text';
}

/**
 * Another use of a column. A new target takes the place of the former, which becomes an input.
 * Unchanged where nothing would be left to predict, or to predict from.
 */
export function withUse(data: Data, preview: CsvPreview, column: number, use: Use): Data {
  const uses = [...usesOf(data, preview)];
  const former = targetIndex(data, preview);
  if (column === former && use !== 'target') return data;
  const chosen = preview.columns[column];
  if (!chosen) return data;
  let next = data;
  if (use === 'target' && column !== former) {
    const before = preview.columns[former];
    uses[former] = before && canBeInput(before) ? 'number' : 'ignore';
    next = withTask({ ...data, target: chosen.name }, null);
  }
  uses[column] = use;
  if (!uses.some((one) => one === 'number' || one === 'categories')) return data;
  // Plain texts are categories by themselves; named are those that are not, or were named before.
  const named = new Set(csvNames(data['categories']));
  const categories = preview.columns.flatMap(({ name, kind }, i) =>
    uses[i] === 'categories' && (kind === 'number' || i === column || named.has(name))
      ? [name]
      : [],
  );
  return withTargetScale(
    withInputs(
      withText(next, 'categories', csvLine(categories)),
      preview,
      uses.map((one) => one === 'number' || one === 'categories'),
    ),
    preview,
  );
}

/** Predict a number or a class; null leaves it to what the column holds. */
export function withTask(data: Data, task: 'regression' | 'classes' | null): Data {
  return withText(data, 'task', task ?? '');
}

/** Numbers to predict are scaled, so that any unit can be learned; classes need no scale. */
export function withTargetScale(data: Data, preview: CsvPreview): Data {
  return withText(data, 'scaleTargets', predictsClasses(data, preview) ? '' : 'standardize');
}

function withInputs(data: Data, { columns }: CsvPreview, used: readonly boolean[]): Data {
  const target = columns.findIndex(({ name }) => name === data['target']);
  const all = columns.every((_, i) => i === target || used[i] === true);
  const names = columns.flatMap(({ name }, i) => (used[i] === true ? [name] : []));
  return withText(data, 'inputs', all ? '' : csvLine(names));
}

/** With a text, which is left out where it is empty: that is its default. */
export function withText(data: Data, key: string, text: string): Data {
  const rest = Object.entries(data).filter(([name]) => name !== key);
  return {
    ...Object.fromEntries(rest),
    source: data.source,
    ...(text === '' ? {} : { [key]: text }),
  };
}

/** Names in one line, as the core's reader takes them apart: `a,"b, c"`. */
export function csvLine(names: readonly string[]): string {
  return names
    .map((name) => (/^$|^\s|\s$|[",;\t\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name))
    .join(',');
}

/** The names of such a line. */
export function csvNames(line: unknown): readonly string[] {
  if (typeof line !== 'string' || line.trim() === '') return [];
  const cells = line.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*?))\s*(?:,|$)/g);
  const names: string[] = [];
  for (const [whole, quoted, plain] of cells) {
    if (whole === '' && names.length > 0) break;
    names.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
  }
  return names;
}
