/** The figures of all lanes, side by side. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatCount, formatNumber, formatSeconds, formatShare } from '../plots/format';
import type { Lane, RaceState } from '../state/race';
import type { TermId } from '../text/glossary';
import { placeText } from '../text/places';
import './term';
import { laneNames } from './race_columns';
import { laneMark } from './race_mark';

const words = placeText.race;

/** What heads a column, and its entry in the glossary. */
type Column = readonly [name: string, term: TermId | null];

export function raceTable(race: RaceState): TemplateResult {
  const names = laneNames(race);
  const hasTest = (race.info?.samples.test ?? 0) > 0;
  const isClasses = race.info !== null && race.info.task.kind !== 'regression';
  const { columns } = words;
  const accuracy: Column = [columns.accuracy, 'accuracy'];
  const test: Column = [columns.test, 'test'];
  const head: readonly Column[] = [
    [columns.lane, null],
    [columns.status, null],
    [columns.iterations, 'step'],
    [columns.evaluations, 'evaluation'],
    [columns.time, 'trainingTime'],
    [columns.train, 'loss'],
    ...(hasTest ? [isClasses ? accuracy : test] : []),
    [columns.fingerprint, 'fingerprint'],
  ];
  return html`<table aria-label=${words.table}>
    <thead>
      <tr>
        ${head.map(
          ([name, term]) =>
            html`<th scope="col"><fall-line-term .term=${term}>${name}</fall-line-term></th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${race.lanes.map((lane, i) => row(lane, i, names[i] ?? '', hasTest, isClasses))}
    </tbody>
  </table>`;
}

function row(
  lane: Lane,
  i: number,
  name: string,
  hasTest: boolean,
  isClasses: boolean,
): TemplateResult {
  const { session, status, reason, fingerprint, start } = lane;
  const progress = session?.progress;
  const { train, test } = progress ?? { train: null, test: null };
  const ofTest = isClasses ? formatShare(test?.accuracy) : formatNumber(test?.loss);
  return html`<tr data-row=${i} data-status=${status} data-start=${start ?? nothing}>
    <th scope="row">${laneMark(i)}${name}</th>
    <td data-cell="status" title=${reason === '' ? nothing : reason}>${words.statuses[status]}</td>
    <td data-cell="iterations">${formatCount(progress?.step ?? 0)}</td>
    <td data-cell="evaluations">${evaluationsText(progress?.evaluations ?? 0)}</td>
    <td data-cell="time">${timeText(progress?.seconds ?? 0)}</td>
    <td data-cell="train">${formatNumber(train?.loss)}</td>
    ${hasTest ? html`<td data-cell="test">${ofTest}</td>` : nothing}
    <td data-cell="fingerprint"><code>${fingerprint ?? '–'}</code></td>
  </tr>`;
}

function evaluationsText(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : formatNumber(value, 4);
}

function timeText(seconds: number): string {
  return seconds < 1 ? `${formatNumber(1000 * seconds)} ms` : formatSeconds(seconds);
}

/** Why lanes that cannot run or have ended by themselves did so. */
export function raceReasons(race: RaceState): TemplateResult | typeof nothing {
  const names = laneNames(race);
  const told = race.lanes.flatMap(({ status, reason }, i) =>
    ['failed', 'diverged', 'stalled'].includes(status) && reason !== ''
      ? [{ name: names[i] ?? '', reason }]
      : [],
  );
  if (told.length === 0) return nothing;
  return html`<ul class="reasons">
    ${told.map(({ name, reason }) => html`<li><b>${name}</b>: ${reason}</li>`)}
  </ul>`;
}
