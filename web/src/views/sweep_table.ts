/** The runs of a sweep as rows: of cells, or of networks. */
import { html, nothing, type TemplateResult } from 'lit';
import type { LayerSpec } from '../engine/model';
import type { Expansion } from '../engine/sweep_types';
import { formatCount } from '../plots/format';
import { idOf, layersOf } from '../state/spec';
import { repeatKind, type SweepRun, type SweepState } from '../state/sweep';
import { figureOf, ranked, type MetricId } from '../state/sweep_figures';
import { placeText } from '../text/places';
import { axisName, figureText, layersName, metricName, valueName } from './sweep_names';

const words = placeText.sweep;
/** Rows in the page at most; all are in the file. */
const mostRows = 200;

interface Table {
  readonly expansion: Expansion;
  readonly sweep: SweepState;
  readonly metric: MetricId;
  readonly open: (run: SweepRun) => void;
}

/** All runs, the best first. */
export function runTable({ expansion, sweep, metric, open }: Table): TemplateResult {
  const { axes } = expansion;
  const { columns } = words;
  const rows = ranked(sweep.runs, metric);
  const hidden = rows.length - mostRows;
  const head = [
    ...axes.map(({ path }) => axisName(path)),
    columns.repeats[repeatKind(expansion)],
    columns.status,
    metricName(metric, expansion),
    columns.parameters,
    columns.fingerprint,
  ];
  return html`<div class="scroll">
      <table aria-label=${words.tableLabel}>
        <thead>
          <tr>
            ${head.map((name) => html`<th scope="col">${name}</th>`)}
            <th><span class="only-heard">${columns.actions}</span></th>
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, mostRows).map((run) => runRow(run, expansion, metric, open))}
        </tbody>
      </table>
    </div>
    ${hidden > 0 ? html`<p class="muted small">${words.more(formatCount(hidden))}</p>` : nothing}`;
}

function runRow(
  run: SweepRun,
  expansion: Expansion,
  metric: MetricId,
  open: (run: SweepRun) => void,
): TemplateResult {
  const { axes, seeds } = expansion;
  const { values, repeat, summary, status, reason } = run;
  return html`<tr data-run=${run.index} data-status=${status}>
    ${axes.map((axis, i) => html`<td>${valueName(axis.values[values[i] ?? 0])}</td>`)}
    <td>${repeatKind(expansion) === 'seeds' ? (seeds[repeat] ?? '') : repeat + 1}</td>
    <td title=${reason === '' ? nothing : reason}>${words.statuses[status]}</td>
    <td data-cell="figure">${figureText(metric, figureOf(run, metric))}</td>
    <td>${summary ? formatCount(summary.parameters) : '–'}</td>
    <td data-cell="fingerprint"><code>${summary?.fingerprint ?? '–'}</code></td>
    <td>
      <button class="small-button" data-action="open-run" @click=${() => open(run)}>
        ${words.open}
      </button>
    </td>
  </tr>`;
}

/** The best ten networks, each of which can be trained longer. */
export function networkTable(
  { expansion, sweep, metric, open }: Table,
  longer: (run: SweepRun) => void,
): TemplateResult {
  const { columns } = words;
  const ten = ranked(sweep.runs, metric).slice(0, 10);
  const head = [
    columns.rank,
    columns.layers,
    columns.activations,
    columns.parameters,
    metricName(metric, expansion),
    columns.epochs,
    columns.status,
    columns.fingerprint,
  ];
  return html`<div class="scroll">
    <table aria-label=${words.tableOfTen}>
      <thead>
        <tr>
          ${head.map((name) => html`<th scope="col">${name}</th>`)}
          <th><span class="only-heard">${columns.actions}</span></th>
        </tr>
      </thead>
      <tbody>
        ${ten.map((run) => networkRow(run, metric, open, longer))}
      </tbody>
    </table>
  </div>`;
}

function networkRow(
  run: SweepRun,
  metric: MetricId,
  open: (run: SweepRun) => void,
  longer: (run: SweepRun) => void,
): TemplateResult {
  const { summary, status, reason, spec } = run;
  const number = (run.values[0] ?? 0) + 1;
  const layers = layersOf(spec);
  const settled = summary !== null;
  return html`<tr data-run=${run.index} data-status=${status}>
    <th scope="row">${words.networkName(number)}</th>
    <td class="long">${layersName(layers)}</td>
    <td class="long">${activationsOf(layers)}</td>
    <td>${summary ? formatCount(summary.parameters) : '–'}</td>
    <td data-cell="figure">${figureText(metric, figureOf(run, metric))}</td>
    <td data-cell="epochs">${summary ? formatCount(summary.epochs) : '–'}</td>
    <td title=${reason === '' ? nothing : reason}>${words.statuses[status]}</td>
    <td data-cell="fingerprint"><code>${summary?.fingerprint ?? '–'}</code></td>
    <td class="actions">
      <button
        class="small-button"
        data-action="longer"
        title=${words.longerHelp}
        aria-label=${words.longerLabel(number)}
        ?disabled=${!settled || status === 'diverged'}
        @click=${() => longer(run)}
      >
        ${words.longer}
      </button>
      <button
        class="small-button"
        data-action="open-run"
        aria-label=${words.openLabel(number)}
        @click=${() => open(run)}
      >
        ${words.open}
      </button>
    </td>
  </tr>`;
}

function activationsOf(layers: readonly LayerSpec[]): string {
  const names = layers.slice(0, -1).map(({ activation }) => idOf(activation) ?? 'tanh');
  return names.length === 0 ? '–' : names.join(', ');
}
