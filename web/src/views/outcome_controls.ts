/** What the views of classes, images and tables share: the choice of a part, bars of outputs. */
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { parts, type Part, type SessionInfo } from '../engine/model';
import { formatNumber, formatShare } from '../plots/format';
import { className, type Judgement } from '../plots/judgement';
import { text } from '../text/text';
import { segments } from './segments';

export const outcomeStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: var(--space-2);
    min-width: 0;
    min-height: 0;
    container-type: inline-size;
  }
  p {
    margin: 0;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-3);
  }
  .note {
    min-height: calc(18px * var(--scale));
    font-size: var(--text-small);
    line-height: calc(18px * var(--scale));
    font-variant-numeric: tabular-nums;
    color: var(--muted);
  }
  .note output {
    color: var(--ink);
  }
  .scroll {
    flex: 1;
    min-height: 0;
    overflow: auto;
    scrollbar-width: thin;
  }
  .bars {
    display: grid;
    gap: 2px var(--space-3);
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: var(--text-small);
    font-variant-numeric: tabular-nums;
    line-height: calc(18px * var(--scale));
  }
  .bars li {
    display: grid;
    grid-template-columns: minmax(1.2em, max-content) minmax(24px, 1fr) 4em;
    align-items: center;
    gap: 6px;
  }
  .bars .name {
    max-width: 9em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .bars .value {
    text-align: right;
    color: var(--muted);
  }
  .bars .best .name,
  .bars .best .value {
    font-weight: 650;
    color: var(--ink);
  }
  .bars .truth .name {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .bars svg {
    display: block;
    width: 100%;
    height: 10px;
    border-radius: 2px;
    background: var(--grid);
  }
  .bars rect {
    fill: var(--edge);
  }
  .bars .best rect {
    fill: var(--accent);
  }
  @media (pointer: coarse) {
    .segments button {
      height: 36px;
    }
  }
`;

/** The parts that have samples, as a choice; nothing when there is only one. */
export function partChoice(
  info: SessionInfo,
  chosen: Part,
  choose: (part: Part) => void,
): TemplateResult | typeof nothing {
  const present = parts.filter((part) => info.samples[part] > 0);
  if (present.length < 2) return nothing;
  const choices = present.map((part) => ({ id: part, label: text.outcome.parts[part] }));
  return segments(text.outcome.part, choices, chosen, (id) => choose(id as Part));
}

/** The wanted part, or the one to begin with: what the network was not trained on. */
export function partOf(info: SessionInfo, wanted: Part | null): Part {
  if (wanted && info.samples[wanted] > 0) return wanted;
  return info.samples.test > 0 ? 'test' : 'train';
}

/** A bar for each class; the true one, where it is known, has its name underlined. */
export function outputBars(judgement: Judgement, truth = -1): TemplateResult {
  const { kind, names, values, best } = judgement;
  if (kind === 'side') return sideBar(judgement, truth);
  return html`<ol class="bars">
    ${names.map((name, i) => {
      const value = values[i] ?? NaN;
      const shown = value > 0 ? Math.min(1, value) : 0;
      const classes = `${i === best ? 'best' : ''} ${i === truth ? 'truth' : ''}`;
      return html`<li class=${classes}>
        <span class="name" title=${name}>${className(name)}</span>
        ${bar(0, shown)}<span class="value">${formatShare(value)}</span>
      </li>`;
    })}
  </ol>`;
}

/** One output between two classes: the bar runs from the border to its side. */
function sideBar({ names, values, best }: Judgement, truth: number): TemplateResult {
  const [value = NaN] = values;
  const reach = Math.max(1, Math.abs(value)); // hinge losses go beyond ±1
  const end = Number.isFinite(value) ? 0.5 + value / reach / 2 : 0.5;
  const mark = (i: number): string =>
    `${i === best ? 'best' : ''} ${i === truth ? 'truth' : ''} name`;
  return html`<ol class="bars">
    <li class="best">
      <span class=${mark(0)}>${className(names[0])}</span>
      ${bar(Math.min(0.5, end), Math.max(0.5, end))}
      <span class=${mark(1)}>${className(names[1])}</span>
    </li>
    <li><span></span><span class="value">${text.outcome.side(formatNumber(value))}</span></li>
  </ol>`;
}

function bar(from: number, to: number): TemplateResult {
  const per = (share: number): string => `${(100 * share).toFixed(2)}%`;
  return html`<svg aria-hidden="true">
    ${svg`<rect x=${per(from)} width=${per(to - from)} height="100%" />`}
  </svg>`;
}
