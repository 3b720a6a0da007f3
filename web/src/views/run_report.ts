/** A report of a run as Markdown: what was trained on what, how it went, and how to do it again. */
import { parts, type LayerSpec, type Metrics, type Part } from '../engine/model';
import { formatCount, formatNumber, formatSeconds, formatShare } from '../plots/format';
import type { Json } from '../state/json';
import { engineVersion, find, manifest } from '../state/manifest';
import { metricNames } from '../state/run_record';
import { idOf, layersOf, withoutChanges } from '../state/spec';
import type { Standing } from '../state/standing';
import { placeText } from '../text/places';
import { text } from '../text/text';

const words = placeText.share.report;
/** Rows of the curve that a page has room for. */
const mostRows = 12;

/** @param link the whole address of the experiment */
export function reportOf(standing: Standing, link: string): string {
  const { spec, progress } = standing;
  const sections = [
    `# ${words.title(plain(labelOf('datasets', spec.data.source)))}`,
    words.stands(formatCount(progress.epoch), formatCount(progress.step), progress.reason),
    `## ${words.results}`,
    results(standing),
    `## ${words.course}`,
    course(standing),
    `## ${words.experiment}`,
    experiment(standing),
    `## ${words.network}`,
    network(standing),
    ...changes(standing),
    `## ${words.again}`,
    words.againHow(link),
    words.print(standing.fingerprint, engineVersion),
    ['```json', JSON.stringify(spec, null, 2), '```'].join('\n'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** A column for each part, a row for each metric; beside them what the best constant reaches. */
function results({ info, progress }: Standing): string {
  const there = parts.filter((part) => progress[part] !== null);
  const metrics = metricNames.filter((name) =>
    there.some((part) => progress[part]?.[name] !== undefined),
  );
  const rows = metrics.map((metric) => [
    text.training.metrics[metric],
    ...there.map((part) => figure(metric, progress[part]?.[metric])),
    ...there.map((part) => figure(metric, info.meanPredictor[part]?.[metric])),
  ]);
  const samples = there.map((part) => formatCount(info.samples[part]));
  return table(
    [
      words.metric,
      ...there.map((part) => text.data.parts[part]),
      ...there.map((part) => words.constant(text.data.parts[part])),
    ],
    [...rows, [words.samples, ...samples, ...there.map(() => '')]],
  );
}

function course({ history, progress }: Standing): string {
  const { steps, passes, columns } = history;
  const losses = parts.flatMap((part): { part: Part; values: Float64Array }[] => {
    const column = columns.find((one) => one.part === part && one.metric === 'loss');
    return column ? [{ part, values: column.values }] : [];
  });
  const count = Math.min(mostRows, steps.length);
  const rows = Array.from({ length: count }, (_, i) => {
    const at = count === 1 ? 0 : Math.round((i * (steps.length - 1)) / (count - 1));
    return [
      formatNumber(passes[at]),
      formatCount(steps[at] ?? 0),
      ...losses.map(({ values }) => formatNumber(values[at])),
    ];
  });
  const head = [
    words.epoch,
    words.step,
    ...losses.map(({ part }) => words.loss(text.data.parts[part])),
  ];
  const took = words.took(formatSeconds(progress.seconds));
  return count === 0 ? took : `${table(head, rows)}\n\n${took}`;
}

function experiment({ info, spec }: Standing): string {
  const { data, optimizer, schedule, loss, batchSize, regularization, stop } = withoutChanges(
    info.spec,
  );
  const { source, ...rest } = data;
  const shown = [
    [words.data, labelOf('datasets', source)],
    ...Object.entries(rest).map(([key, value]) => [words.ofData(key), valueText(value)]),
    [words.lossName, choiceText('losses', loss)],
    [words.optimizer, choiceText('optimizers', optimizer)],
    [words.schedule, choiceText('schedules', schedule)],
    [words.batch, String(batchSize ?? '')],
    ...(regularization ? [[words.penalty, valueText(regularization)]] : []),
    [words.precision, text.frame.precisions[info.precision]],
    ...(stop ? [[words.stop, valueText(stop)]] : []),
    [words.seed, String(spec.seed ?? 1)],
    ...((spec.fault ?? 'none') === 'none' ? [] : [[words.fault, String(spec.fault)]]),
  ];
  const rows = shown.filter(([, value]) => value !== '');
  return table([words.setting, words.value], rows, '---');
}

function network({ info }: Standing): string {
  const layers: readonly LayerSpec[] = layersOf(info.spec);
  const rows = info.layers.map(({ inputs, units, bias }, i) => [
    i === info.layers.length - 1 ? text.network.output : text.network.hidden(i + 1),
    formatCount(inputs),
    formatCount(units),
    choiceText('activations', layers[i]?.activation),
    choiceText('initializers', layers[i]?.init),
    formatCount(units * (inputs + Number(bias))),
  ]);
  const head = [
    words.layer,
    words.inputs,
    words.units,
    words.activation,
    words.init,
    words.numbers,
  ];
  return table(head, rows);
}

/** What no Spec says, and what was changed on the way. */
function changes({ spec, tweaked, info }: Standing): readonly string[] {
  const live = (spec.changes ?? []).flatMap(({ step, set }) =>
    Object.entries(set).map(([path, value]) =>
      words.change(formatCount(step), path, valueText(value)),
    ),
  );
  const off = info.off.flatMap((units, layer) =>
    units.map((unit) => words.off(layer + 1, unit + 1)),
  );
  const lines = [...live, ...off, ...(tweaked ? [words.tweaked] : [])];
  return lines.length === 0
    ? []
    : [`## ${words.changes}`, lines.map((one) => `- ${plain(one)}`).join('\n')];
}

function figure(metric: keyof Metrics, value: number | undefined): string {
  if (value === undefined) return '';
  return metric === 'accuracy' ? formatShare(value) : formatNumber(value);
}

type List = 'datasets' | 'losses' | 'optimizers' | 'schedules' | 'activations' | 'initializers';

function labelOf(list: List, id: string): string {
  return find(manifest[list], id)?.label ?? id;
}

/** "Adam (learningRate 0.03, beta1 0.9)". */
function choiceText(list: List, choice: Json | undefined): string {
  const id = idOf(choice);
  if (id === undefined) return '';
  const parameters =
    typeof choice === 'object' && choice !== null
      ? Object.entries(choice).filter(([key]) => key !== 'id')
      : [];
  const label = labelOf(list, id);
  if (parameters.length === 0) return label;
  return `${label} (${parameters.map(([key, value]) => `${key} ${valueText(value)}`).join(', ')})`;
}

/** In full: whoever reads it may want to type it. */
function valueText(value: Json | undefined): string {
  if (value === undefined || value === '') return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value))
    return value.length > 20
      ? words.many(value.length)
      : value.map((one) => valueText(one as Json)).join(', ');
  const entries = Object.entries(value).filter(([, one]) => one !== 0);
  return entries.map(([key, one]) => `${key} ${valueText(one)}`).join(', ');
}

/** @param align of all columns but the first */
function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: '---' | '---:' = '---:',
): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(plain).join(' | ')} |`;
  const rule = `| ${head.map((_, i) => (i === 0 ? '---' : align)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** Names of files and columns may be anything: nothing of them is taken for Markdown or HTML. */
function plain(content: string): string {
  return content.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#&~]/g, '\\$&');
}
