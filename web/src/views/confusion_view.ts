import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Confusion, Part, SessionInfo } from '../engine/model';
import { classScores, meanScore, type ClassScore } from '../plots/class_scores';
import {
  colourAt,
  contrast,
  luminance,
  mixTable,
  parseHex,
  toHex,
  type ColourTable,
  type Rgb,
} from '../plots/colour';
import { formatCount, formatNumber, formatShare } from '../plots/format';
import { className } from '../plots/judgement';
import type { PlotSource } from '../plots/plot_source';
import { paletteOf } from '../plots/surface';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import { viewText } from '../text/views';
import './term';
import { confusionStyles } from './confusion_styles';
import { outcomeStyles, partChoice, partOf } from './outcome_controls';
import { confusionSource, type Savable } from './plot_of';
import { segments, segmentStyles } from './segments';
import { StoreElement } from './store_element';

/** Beyond this a table of numbers is not read any more; the accuracy still is. */
const mostClasses = 20;
/** Up to here the scores have room beside the matrix. */
const mostBeside = 10;

const words = viewText.confusion;

interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Which class was taken for which: rows are true classes, columns what the network says. */
@customElement('fall-line-confusion')
export class ConfusionView extends StoreElement implements Savable {
  @state() private wanted: Part | null = null;
  @state() private inShares = false;
  /** Where the focus is or was. */
  @state() private cell: Cell = { row: 0, column: 0 };
  /** The cell under the pointer, or the one that has the focus. */
  @state() private pointedAt: Cell | null = null;

  private asked: SessionInfo['inputs'] | null = null;
  private askedPart: Part | null = null;
  /** What was seen of the part before: not to be shown as the new one's. */
  private stale: Confusion | null = null;
  private readonly painted = new WeakMap<HTMLElement, string>();
  private colours: {
    readonly look: string;
    readonly ink: Rgb;
    readonly right: ColourTable;
    readonly wrong: ColourTable;
  } | null = null;

  static override styles = [controls, segmentStyles, outcomeStyles, confusionStyles];

  plotSource(): PlotSource | null {
    return confusionSource(this, this.state);
  }

  protected override reads(state: State): readonly unknown[] {
    return [state.seen.confusion, state.info, state.dark, state.theme];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stale = this.state.seen.confusion ?? null; // maybe of another part
  }

  override disconnectedCallback(): void {
    this.store.unwatch('confusion');
    super.disconnectedCallback();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { info } = this.state;
    if (info?.task.kind === 'classes') {
      const part = partOf(info, this.wanted);
      if (this.asked !== info.inputs || this.askedPart !== part) {
        this.asked = info.inputs;
        this.askedPart = part;
        this.store.watch({ confusion: part });
      }
    }
    this.paint();
  }

  protected override render(): TemplateResult {
    const { info, seen } = this.state;
    if (!info) return html``;
    const part = partOf(info, this.wanted);
    const confusion = seen.confusion === this.stale ? null : (seen.confusion ?? null);
    const names = info.task.names.map(className);
    const toolbar = html`<div class="bar">
      ${partChoice(info, part, (chosen) => this.choosePart(chosen))}
      ${segments(
        words.show,
        [
          { id: 'counts', label: words.counts },
          { id: 'shares', label: words.shares },
        ],
        this.inShares ? 'shares' : 'counts',
        (id) => (this.inShares = id === 'shares'),
      )}
    </div>`;
    if (!confusion) {
      const message = text.outcome.notEvaluated(text.outcome.samplesOf[part]);
      return html`${toolbar}
        <p class="note">${message}</p>`;
    }
    if (confusion.classes > mostClasses) {
      return html`<p class="note">${words.tooMany(formatCount(confusion.classes))}</p>`;
    }
    const scores = classScores(confusion.counts, confusion.classes);
    return html`${toolbar}
      <div class="scroll">
        <div class=${`tables ${shape(confusion, names)}`}>
          ${this.matrix(confusion, names, scores)} ${this.scores(names, scores)}
        </div>
      </div>
      <p class="note" data-note>${this.note(confusion, names, scores, part)}</p>`;
  }

  private matrix(
    confusion: Confusion,
    names: readonly string[],
    scores: readonly ClassScore[],
  ): TemplateResult {
    return html`<div class="matrix">
      <table
        role="grid"
        aria-label=${words.grid}
        data-classes=${confusion.classes}
        @keydown=${(event: KeyboardEvent) => this.moved(event, confusion.classes)}
        @focusin=${this.pointed}
        @pointerover=${this.pointed}
        @pointerdown=${this.pointed}
        @pointerleave=${this.left}
        @focusout=${this.left}
      >
        <thead>
          <tr>
            <th class="first"><span class="only-heard">${words.trueClass}</span></th>
            ${names.map((name) => html`<th scope="col" title=${name}>${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${names.map(
            (name, row) =>
              html`<tr>
                <th scope="row" class="first" title=${name}>${name}</th>
                ${names.map((_, column) => this.count(confusion, names, scores, { row, column }))}
              </tr>`,
          )}
        </tbody>
        <tfoot aria-hidden="true">
          <tr>
            <th class="mean" colspan=${names.length + 1}>${words.mean}</th>
          </tr>
        </tfoot>
      </table>
    </div>`;
  }

  private count(
    { classes, counts }: Confusion,
    names: readonly string[],
    scores: readonly ClassScore[],
    cell: Cell,
  ): TemplateResult {
    const { row, column } = cell;
    const count = counts[row * classes + column] ?? 0;
    const samples = scores[row]?.samples ?? 0;
    const share = samples > 0 ? count / samples : 0;
    const shown = count === 0 ? '' : this.inShares ? percent(share) : formatCount(count);
    const isCurrent = this.cell.row === row && this.cell.column === column;
    return html`<td
      class=${row === column ? 'right' : ''}
      tabindex=${isCurrent ? 0 : -1}
      data-row=${row}
      data-column=${column}
      data-count=${count}
      data-share=${share.toFixed(4)}
      aria-label=${sentence(names, cell, count, samples, this.inShares ? perCent : undefined)}
    >
      ${shown}
    </td>`;
  }

  private scores(names: readonly string[], scores: readonly ClassScore[]): TemplateResult {
    const mean = meanScore(scores);
    const figures = ({ precision, recall, f1 }: ClassScore): TemplateResult[] =>
      [precision, recall, f1].map(
        (value) => html`<td>${Number.isNaN(value) ? '\u2013' : formatNumber(value)}</td>`,
      );
    return html`<table class="scores" aria-label=${words.scores}>
      <thead>
        <tr>
          <th class="first"><span class="only-heard">${words.trueClass}</span></th>
          <th scope="col">
            <fall-line-term .line=${words.precisionHelp}>${words.precision}</fall-line-term>
          </th>
          <th scope="col">
            <fall-line-term .line=${words.recallHelp}>${words.recall}</fall-line-term>
          </th>
          <th scope="col"><fall-line-term .line=${words.f1Help}>${words.f1}</fall-line-term></th>
        </tr>
      </thead>
      <tbody>
        ${names.map(
          (name, i) =>
            html`<tr data-score=${i}>
              <th scope="row" class="first" title=${name}>${name}</th>
              ${scores[i] ? figures(scores[i]) : nothing}
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr data-score="mean" title=${words.meanHelp}>
          <th scope="row" class="first">${words.mean}</th>
          ${figures(mean)}
        </tr>
      </tfoot>
    </table>`;
  }

  /** The sentence of the cell that is read, or what the table shows. */
  private note(
    { classes, counts, step }: Confusion,
    names: readonly string[],
    scores: readonly ClassScore[],
    part: Part,
  ): TemplateResult {
    const { pointedAt: read } = this;
    if (read && read.row < classes && read.column < classes) {
      const count = counts[read.row * classes + read.column] ?? 0;
      return html`<output>${sentence(names, read, count, scores[read.row]?.samples ?? 0)}</output>`;
    }
    const total = formatCount(counts.reduce((sum, count) => sum + count, 0));
    const caption = this.inShares ? words.captionShares : words.caption;
    return html`${caption(total, text.outcome.samplesOf[part], formatCount(step))}`;
  }

  private choosePart(part: Part): void {
    this.stale = this.state.seen.confusion ?? null;
    this.wanted = part;
  }

  private readonly pointed = (event: Event): void => {
    const cell = cellOf(event);
    this.pointedAt = cell;
    if (cell && event.type === 'focusin') this.cell = cell;
  };

  private readonly left = (): void => {
    this.pointedAt = null;
  };

  private moved(event: KeyboardEvent, classes: number): void {
    const from = cellOf(event);
    const [down, right] = ways[event.key] ?? [0, 0];
    if (!from || (down === 0 && right === 0)) return;
    event.preventDefault();
    const within = (at: number): number => Math.min(classes - 1, Math.max(0, at));
    const [row, column] = [within(from.row + down), within(from.column + right)];
    this.renderRoot
      .querySelector<HTMLElement>(`td[data-row="${row}"][data-column="${column}"]`)
      ?.focus();
  }

  /** Colours by the share of the row, set as properties because the page allows no style text. */
  private paint(): void {
    const { look, ink, right, wrong } = this.scale();
    for (const cell of this.renderRoot.querySelectorAll<HTMLElement>('td[data-share]')) {
      const share = Number(cell.dataset['share']);
      const painted = `${share} ${look}`;
      if (this.painted.get(cell) === painted) continue;
      this.painted.set(cell, painted);
      const isRight = cell.classList.contains('right');
      // The square root lets a few mistakes be seen beside thousands of right answers.
      const colour = colourAt(isRight ? right : wrong, isRight ? 0.7 * share : Math.sqrt(share));
      cell.style.background = share === 0 ? 'var(--page)' : toHex(colour);
      const readable = contrast(colour, ink) >= 4.5;
      cell.style.color =
        readable || share === 0 ? 'var(--ink)' : luminance(colour) > 0.18 ? '#000000' : '#ffffff';
    }
  }

  private scale(): NonNullable<ConfusionView['colours']> {
    const palette = paletteOf(this);
    const look = `${palette.surface} ${palette.ink} ${palette.accent}`;
    if (this.colours?.look !== look) {
      const surface = parseHex(palette.surface);
      this.colours = {
        look,
        ink: parseHex(palette.ink),
        right: mixTable([surface, parseHex(palette.accent)]),
        wrong: mixTable([surface, parseHex(palette.test)]),
      };
    }
    return this.colours;
  }
}

const ways: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  Home: [0, -mostClasses],
  End: [0, mostClasses],
  PageUp: [-mostClasses, 0],
  PageDown: [mostClasses, 0],
};

function cellOf(event: Event): Cell | null {
  const cell = (event.target as HTMLElement).closest<HTMLElement>('td[data-row]');
  return cell ? { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) } : null;
}

/** What the names and the number of classes ask of the layout. */
function shape({ classes, counts }: Confusion, names: readonly string[]): string {
  const isNamed = names.some((name) => name.length > 3);
  const isLarge = counts.some((count) => count >= 1000);
  return [classes > mostBeside && 'below', isNamed && 'named', isLarge && 'large']
    .filter(Boolean)
    .join(' ');
}

/** A cell in words: "4 shown as 9: 12 times, 1.2 % of the class". */
function sentence(
  names: readonly string[],
  { row, column }: Cell,
  count: number,
  samples: number,
  written: (share: number) => string = (share) => formatShare(share),
): string {
  const truth = names[row] ?? '';
  const times = formatCount(count);
  const share = samples > 0 ? `, ${words.ofTheClass(written(count / samples))}` : '';
  return row === column
    ? words.right(truth, times, formatCount(samples)) + share
    : words.wrong(truth, names[column] ?? '', words.times(count, times)) + share;
}

/** The same with its sign, for a cell's name: what is seen must be part of it. */
function perCent(share: number): string {
  return `${percent(share)} %`;
}

/** A share in per cent, as short as cells are narrow. */
function percent(share: number): string {
  const value = 100 * share;
  return value < 9.95 ? value.toFixed(1) : value.toFixed(0);
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-confusion': ConfusionView;
  }
}
