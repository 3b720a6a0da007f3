import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { SessionInfo, StepTrace, TraceWindow } from '../engine/model';
import { formatCount, parseNumber } from '../plots/format';
import { firstWindow, moved, type MatrixWindow, type Shape } from '../plots/matrix_window';
import {
  operandsOf,
  phasesOf,
  shapeLine,
  stretchOf,
  type Operand,
  type Phase,
  type Stretch,
} from '../plots/step_phases';
import { Latest } from '../state/latest';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { placeStyles } from '../styles/place';
import { placeText } from '../text/places';
import { termOfOperand } from '../text/terms';
import { icon } from './icons';
import { oneStepStyles } from './one_step_styles';
import { segments, segmentStyles } from './segments';
import { equationOf, plainSymbol, symbolOf } from './step_equation';
import { mostParameters } from './step_gradients';
import type { CellReading } from './step_matrix';
import { stepPicture, stepPictureStyles } from './step_picture';
import { keepInSight } from './in_sight';
import { exact, figures, saysOf } from './step_words';
import { StoreElement } from './store_element';
import './step_gradients';
import './step_matrix';
import { typedValue } from './typed_value';

const words = placeText.oneStep;
/** Milliseconds that a phase stands while they are played. */
const pause = 1800;
/** Steps that the second button takes. */
const many = 20;

/** What is on show: everything of one moment, so that numbers and names never disagree. */
interface Shown {
  readonly info: SessionInfo;
  readonly trace: StepTrace;
  readonly phase: Phase;
  readonly matrices: readonly {
    readonly operand: Operand;
    readonly window: MatrixWindow;
    readonly values: Float64Array;
  }[];
}

/** One update of the parameters, walked through phase by phase. */
@customElement('fall-line-one-step')
export class OneStepView extends StoreElement {
  @state() private at = 0;
  /** A sample of the training part; null: the next batch. */
  @state() private sample: number | null = null;
  @state() private shown: Shown | null = null;
  @state() private plays = false;
  @state() private reading: CellReading | null = null;
  @state() private showsTable = false;
  @state() private room: Shape = { rows: 10, columns: 4 };

  private trace: StepTrace | null = null;
  private opened: readonly unknown[] = [];
  private readonly windows = new Map<string, MatrixWindow>();
  private readonly questions = new Latest();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly sizes = new ResizeObserver(([entry]) => this.fit(entry?.contentRect.width ?? 0));

  static override styles = [controls, segmentStyles, placeStyles, stepPictureStyles, oneStepStyles];

  protected override reads(state: State): readonly unknown[] {
    const { info, playing, revision, settings, building, progress } = state;
    return [info, playing, revision, settings, building, progress];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.pressed);
    this.sizes.observe(this);
    this.opened = [];
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    document.removeEventListener('keydown', this.pressed);
    this.sizes.disconnect();
    this.stop();
    this.questions.forget();
    this.trace = null;
    this.store.oneStep.close();
    super.disconnectedCallback();
  }

  private get phases(): readonly Phase[] {
    return phasesOf(this.state.info?.layers.length ?? 0);
  }

  protected override willUpdate(): void {
    const { info, playing, revision, settings, building } = this.state;
    if (!info || playing || building || !this.isConnected) return;
    this.at = Math.min(this.at, this.phases.length - 1);
    if (this.sample !== null) this.sample = Math.min(this.sample, info.samples.train - 1);
    // Whatever may change the step that comes next.
    const moment = [info, revision, settings, this.sample];
    if (moment.every((part, i) => part === this.opened[i])) return;
    if (info.layers !== this.shown?.info.layers) this.windows.clear();
    this.opened = moment;
    this.questions.ask(() => this.open());
  }

  /** The phase stays in sight in its list; the page itself does not move. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!changed.has('at')) return;
    const entry = this.renderRoot.querySelector('[aria-current="step"]');
    for (const name of ['.rail', '.phases']) {
      const list = this.renderRoot.querySelector(name);
      if (entry && list) keepInSight(list, entry);
    }
  }

  private async open(): Promise<void> {
    const { info } = this.state;
    const trace = await this.store.oneStep.open(this.sample);
    if (!trace || !info || info !== this.state.info || !this.isConnected) return;
    this.trace = trace;
    await this.load(info, trace);
  }

  /** The numbers of the present phase, as far as there is room for them. */
  private async load(info: SessionInfo, trace: StepTrace): Promise<void> {
    const phase = this.phases[this.at];
    if (!phase) return;
    const operands = operandsOf(phase, info, trace);
    const windows = operands.map((operand) => {
      const window = this.windows.get(keyOf(operand));
      return window
        ? moved(window, operand.shape, this.room, 0, 0)
        : firstWindow(operand.shape, this.room);
    });
    const asked = operands.flatMap((operand, i): TraceWindow[] => {
      const window = windows[i];
      const { quantity, layer, from } = operand;
      if (!quantity || !window) return [];
      return [{ layer, quantity, ...window, column: window.column + from }];
    });
    const answers = await this.store.oneStep.windows(asked);
    if (!answers || trace !== this.trace || info !== this.state.info) return;
    let next = 0;
    this.shown = {
      info,
      trace,
      phase,
      matrices: operands.map((operand, i) => {
        const window = windows[i] ?? firstWindow(operand.shape, this.room);
        const { column, columns } = window;
        const values = operand.quantity
          ? (answers[next++] ?? new Float64Array())
          : trace.losses.subarray(column, column + columns);
        return { operand, window, values };
      }),
    };
  }

  private reload(): void {
    const { info } = this.state;
    const { trace } = this;
    if (info && trace) this.questions.ask(() => this.load(info, trace));
  }

  protected override render(): TemplateResult {
    const { info, playing } = this.state;
    if (!info || !this.shown) {
      return playing ? this.busy() : html`<p class="muted">${words.waiting}</p>`;
    }
    return html`<div class="all">
      <section class="side rail" aria-label=${words.phases}>${this.rail(info)}</section>
      <section class="main" aria-labelledby="phase">
        ${playing ? this.busy() : nothing} ${this.top(info)} ${this.content(this.shown)}
        ${info.parameters <= mostParameters ? this.table() : nothing}
      </section>
    </div>`;
  }

  private busy(): TemplateResult {
    return html`<p class="busy">
      ${words.busy}
      <button data-action="pause" @click=${() => this.store.pause()}>${words.pause}</button>
    </p>`;
  }

  private nameOf({ kind, layer }: Phase): string {
    const layers = this.state.info?.layers.length ?? 0;
    if (kind === 'input' || kind === 'loss') return words.kinds[kind];
    return words.of(words.kinds[kind], words.layer(layer, layers));
  }

  private rail(info: SessionInfo): TemplateResult {
    const { phases, at } = this;
    const current = phases[at];
    const stretches: readonly Stretch[] = ['forward', 'loss', 'backward', 'update'];
    const sizes = [info.layers[0]?.inputs ?? 0, ...info.layers.map(({ units }) => units)];
    return html`${current ? stepPicture(sizes, current, this.nameOf(current)) : nothing}
      <div class="controls">
        ${this.button('back', words.back, 'fold', () => this.go(at - 1), at === 0, 'turned')}
        ${this.button('forth', words.forth, 'fold', () => this.go(at + 1), at === phases.length - 1)}
        ${
          this.plays
            ? this.button('stop', words.stop, 'pause', () => this.stop())
            : this.button('play-phases', words.play, 'play', () => this.play())
        }
        ${this.button('again', words.again, 'reset', () => this.go(0), at === 0)}
        <kbd title=${words.keysHint}>${words.keys}</kbd
        ><span class="only-heard">${words.keysHint}</span>
      </div>
      <ul class="phases">
        ${stretches.map(
          (stretch) =>
            html`<li>
              <h3>${words.stretches[stretch]}</h3>
              <ol>
                ${phases.map((phase, i) =>
                  stretchOf(phase) === stretch ? this.entry(phase, i) : nothing,
                )}
              </ol>
            </li>`,
        )}
      </ul> `;
  }

  private entry(phase: Phase, i: number): TemplateResult {
    const layers = this.state.info?.layers.length ?? 0;
    const { kind, layer } = phase;
    const isLone = kind === 'input' || kind === 'loss';
    return html`<li>
      <button
        data-phase=${isLone ? kind : `${kind}-${layer + 1}`}
        aria-current=${i === this.at ? 'step' : nothing}
        @click=${() => this.go(i)}
      >
        ${words.kinds[kind]} ${isLone ? nothing : html`<span>${words.layer(layer, layers)}</span>`}
      </button>
    </li>`;
  }

  private button(
    action: string,
    label: string,
    image: Parameters<typeof icon>[0],
    act: () => void,
    disabled = false,
    look = '',
  ): TemplateResult {
    return html`<button
      class="icon ${look}"
      data-action=${action}
      aria-label=${label}
      title=${label}
      ?disabled=${disabled}
      @click=${() => {
        if (action !== 'play-phases') this.stop();
        act();
      }}
    >
      ${icon(image)}
    </button>`;
  }

  private top(info: SessionInfo): TemplateResult {
    const { progress, playing } = this.state;
    const ended = progress !== null && progress.status !== 'running';
    const cannot = this.sample !== null ? words.takeOne : ended ? words.takeEnded : '';
    const choices = [
      { id: 'next', label: words.next },
      { id: 'one', label: words.one },
    ];
    const choose = (id: string): void => {
      this.sample = id === 'one' ? (this.sample ?? 0) : null;
    };
    return html`<div class="top">
      ${segments(words.choice, choices, this.sample === null ? 'next' : 'one', choose)}
      ${this.sample === null ? nothing : this.sampleField(this.sample, info.samples.train)}
      <span class="take">
        <button
          class="strong"
          data-action="take"
          title=${cannot || words.takeHelp}
          ?disabled=${cannot !== '' || playing}
          @click=${() => this.take(1)}
        >
          ${words.take}
        </button>
        <button
          data-action="take-many"
          title=${cannot || words.takeHelp}
          ?disabled=${cannot !== '' || playing}
          @click=${() => this.take(many)}
        >
          ${words.takeMany(many)}
        </button>
      </span>
    </div>`;
  }

  private sampleField(sample: number, count: number): TemplateResult {
    return html`<span class="sample">
      ${this.button(
        'sample-before',
        words.sampleBefore,
        'fold',
        () => (this.sample = sample - 1),
        sample === 0,
        'turned',
      )}
      <input
        type="text"
        inputmode="numeric"
        aria-label=${words.sampleLabel}
        .value=${typedValue(String(sample + 1))}
        @change=${this.typed}
      />
      ${this.button(
        'sample-after',
        words.sampleAfter,
        'fold',
        () => (this.sample = sample + 1),
        sample >= count - 1,
      )}
      ${words.ofSamples(formatCount(count))}
    </span>`;
  }

  private content({ info, trace, phase, matrices }: Shown): TemplateResult {
    const line = shapeLine(info, trace.batch);
    return html`<p class="facts">
        <span data-figure="opened-step" data-step=${trace.step}
          >${words.facts(formatCount(trace.step + 1), words.samples(trace.batch))}</span
        >
        · <span data-figure="shapes" aria-label=${words.shapeLabel(line)}>${line}</span>
      </p>
      <div class="phase" data-shown=${`${phase.kind}-${phase.layer + 1}`}>
        <h2 id="phase" aria-live="polite">${this.nameOf(phase)}</h2>
        <div class="equation formula">${equationOf(phase, info, trace.batch)}</div>
        <p class="says">${saysOf(phase, info)}</p>
        ${figures(phase, trace)}
        <p class="read">
          ${
            this.reading
              ? html`${this.reading.name} =
                  <output>${exact(this.reading.value, info.precision)}</output>`
              : words.readNone
          }
        </p>
        <div class="matrices">
          ${matrices.map(
            ({ operand, window, values }) =>
              html`<fall-line-step-matrix
                data-matrix=${operand.name}
                data-layer=${operand.layer + 1}
                .symbol=${symbolOf(operand.name, operand.layer)}
                .name=${plainSymbol(operand.name, operand.layer)}
                .what=${words.names[operand.name]}
                .term=${termOfOperand(operand.name)}
                .shape=${operand.shape}
                .whole=${operand.whole}
                .room=${this.room}
                .window=${window}
                .values=${values}
                ?result=${operand.isResult}
                @move=${(event: CustomEvent<MatrixWindow>) => this.moveTo(operand, event.detail)}
                @read=${(event: CustomEvent<CellReading | null>) => (this.reading = event.detail)}
              ></fall-line-step-matrix>`,
          )}
        </div>
      </div>`;
  }

  private table(): TemplateResult {
    return html`<details
      data-fold="gradients"
      ?open=${this.showsTable}
      @toggle=${(event: Event) => {
        this.showsTable = (event.target as HTMLDetailsElement).open;
      }}
    >
      <summary>${words.table.title}</summary>
      ${
        this.showsTable
          ? html`<fall-line-step-gradients .store=${this.store}></fall-line-step-gradients>`
          : nothing
      }
    </details>`;
  }

  private go(at: number): void {
    const next = Math.max(0, Math.min(at, this.phases.length - 1));
    if (next === this.at) return;
    this.at = next;
    this.reading = null;
    this.reload();
  }

  private play(): void {
    if (this.at === this.phases.length - 1) this.go(0);
    this.plays = true;
    const turn = (): void => {
      this.go(this.at + 1);
      if (this.at === this.phases.length - 1) this.stop();
      else this.timer = setTimeout(turn, pause);
    };
    this.timer = setTimeout(turn, pause);
  }

  private stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.plays = false;
  }

  private take(steps: number): void {
    this.stop();
    this.at = 0;
    this.store.oneStep.take(steps);
  }

  private moveTo(operand: Operand, window: MatrixWindow): void {
    this.windows.set(keyOf(operand), window);
    this.reload();
  }

  /** Columns that a matrix can show beside others of its kind; below 900 px it has the width. */
  private fit(width: number): void {
    const isAlone = width >= 700 && width < 900;
    const columns = width >= 1700 || isAlone ? 6 : width >= 560 ? 4 : 3;
    if (columns === this.room.columns) return;
    this.room = { rows: 10, columns };
    this.reload();
  }

  private readonly typed = (event: Event): void => {
    const count = this.state.info?.samples.train ?? 1;
    const number = parseNumber((event.target as HTMLInputElement).value);
    if (number !== null) this.sample = Math.max(0, Math.min(Math.round(number) - 1, count - 1));
    this.requestUpdate();
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const [target] = event.composedPath();
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return;
    const way = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (way === 0) return;
    event.preventDefault();
    this.stop();
    this.go(this.at + way);
  };
}

function keyOf({ name, layer }: Operand): string {
  return `${name} ${layer}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-one-step': OneStepView;
  }
}
