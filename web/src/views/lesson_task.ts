import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { JudgeState } from '../engine/lesson_tasks';
import type { Spec } from '../engine/model';
import { editText, formatNumber, parseNumber } from '../plots/format';
import type { Json } from '../state/json';
import { settingOf, withSetting, withSettingsOf, type Task } from '../state/lesson';
import type { LessonWork, TaskWork } from '../state/lesson_work';
import type { Parameter } from '../state/manifest';
import { withValue } from '../state/spec';
import { firstPlace } from '../state/state';
import { jsonText, jsonValue, taskField, type TaskField } from '../state/task_fields';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { componentMenu, parameterField } from './fields';
import { blockStyles } from './lesson_styles';
import { StoreElement } from './store_element';
import { axisName } from './sweep_names';
import { typedValue } from './typed_value';
import './number_field';

const words = placeText.lessons.task;

/** Something to find or to predict: the settings that may change, and what the judgement says. */
@customElement('fall-line-task')
export class LessonTask extends StoreElement {
  @property({ attribute: false }) work!: LessonWork;
  @property({ attribute: false }) task!: Task;
  @property({ attribute: false }) worked!: TaskWork;
  /** The reader's own Spec and prediction, as they stand in the fields. */
  @state() private spec: Spec | null = null;
  @state() private answer: number | null = null;
  @state() private lacksAnswer = false;

  static override styles = [
    controls,
    blockStyles,
    css`
      .block {
        border-width: 1px;
        border-top-width: 3px;
        border-top-color: var(--edge);
      }
      .block[data-solved] {
        border-top-color: var(--accent);
      }
      .top {
        display: flex;
        justify-content: space-between;
        gap: var(--space-3);
      }
      .state {
        font-size: var(--text-small);
        color: var(--muted);
      }
      .state.solved {
        color: var(--accent);
        font-weight: 600;
      }
      fieldset {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(190px, 100%), 1fr));
        gap: var(--space-2) var(--space-4);
        align-items: start;
        min-width: 0;
        margin: 0 0 var(--space-3);
        padding: 0;
        border: 0;
      }
      legend {
        margin-bottom: var(--space-1);
        padding: 0;
        font-size: var(--text-small);
        color: var(--muted);
      }
      .answer {
        margin-bottom: var(--space-3);
      }
      .answer .label {
        white-space: normal;
      }
      .answer input {
        max-width: calc(220px * var(--scale));
      }
      ul {
        margin: var(--space-2) 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr);
        padding: 4px 0;
        line-height: 1.45;
      }
      li small {
        display: block;
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
        color: var(--muted);
      }
      .true {
        color: var(--accent);
      }
      .false {
        color: var(--error);
      }
      .verdict {
        margin: var(--space-2) 0 0;
        font-weight: 600;
      }
      .print {
        margin: 2px 0 0;
        font-size: var(--text-small);
        color: var(--muted);
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override reads(): readonly unknown[] {
    return [];
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('task') && this.spec) return;
    // What was solved before, or is handed in, stands in the fields; nothing else is taken from it.
    const { spec, answer } = this.worked;
    this.spec = spec ? withSettingsOf(this.first, spec, this.task.vary) : this.first;
    this.answer = answer;
  }

  /** What the task begins with. */
  private get first(): Spec {
    return this.work.lesson.specs[this.task.spec]?.spec ?? { data: { source: '' } };
  }

  protected override render(): TemplateResult {
    const { task, worked } = this;
    const { status, state: judged, solved, handed, problem } = worked;
    const isBusy = status === 'working' || status === 'waiting';
    const begun = this.work.lesson.specs[task.spec]?.title ?? '';
    return html`<div
      class="block"
      role="group"
      aria-label=${words.kind}
      data-status=${status}
      ?data-solved=${solved !== null}
    >
      <div class="top">
        <p class="kind">${words.kind}</p>
        <span class="state ${solved ? 'solved' : ''}" data-figure="solved">
          ${solved ? `✓ ${words.solved}` : words.open}
        </span>
      </div>
      <p class="says">${task.asks}</p>
      <p class="muted small">${words.from(begun)}</p>
      ${this.fields()} ${this.prediction()}
      <div class="line">
        <button class="strong" data-action="judge" @click=${this.pressed}>
          ${isBusy ? words.stop : judged?.done ? words.again : words.judge}
        </button>
        <button data-action="task-open" @click=${this.open}>${words.workbench}</button>
        <button data-action="task-reset" ?disabled=${isBusy} @click=${this.reset}>
          ${words.reset}
        </button>
        ${isBusy ? this.progress() : nothing}
        ${this.lacksAnswer ? html`<span class="problem" role="alert">${words.needsAnswer}</span>` : nothing}
      </div>
      ${handed && !judged ? html`<p class="print">${words.handed}</p>` : nothing}
      ${judged && status === 'done' ? this.judgement(judged) : nothing}
      ${problem === '' ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
      <div class="only-heard" role="status">
        ${status === 'done' ? (judged?.passed ? words.passed : words.failed) : ''}
      </div>
    </div>`;
  }

  // --- what may change ----------------------------------------------------------------------------

  private fields(): TemplateResult | typeof nothing {
    const { spec } = this;
    if (!spec || this.task.vary.length === 0) return nothing;
    return html`<fieldset>
      <legend>${words.settings}</legend>
      ${this.task.vary.map((path) => this.field(taskField(spec, path), spec))}
    </fieldset>`;
  }

  private field(field: TaskField, spec: Spec): unknown {
    const { path } = field;
    switch (field.kind) {
      case 'parameter':
        return this.parameter(field.parameter, path, spec);
      case 'component':
        return html`${componentMenu({
          label: axisName(path),
          name: path,
          list: field.list,
          chosen: field.chosen?.id,
          choose: (id) => this.set(path, id),
        })}
        ${(field.chosen?.parameters ?? []).map((one) =>
          this.parameter(one, `${path}.${one.name}`, spec),
        )}`;
      case 'json':
        return html`<label class="field">
          <span class="label">${axisName(path)} (${words.other})</span>
          <input
            type="text"
            data-parameter=${path}
            .value=${typedValue(jsonText(settingOf(spec, path)))}
            @change=${(event: Event) =>
              this.set(path, jsonValue((event.target as HTMLInputElement).value))}
          />
        </label>`;
    }
  }

  private parameter(parameter: Parameter, path: string, spec: Spec): TemplateResult {
    const { type, low = 0, high = 1, scale, help } = parameter;
    const value = settingOf(spec, path) ?? parameter.default;
    if (type !== 'number' && type !== 'integer') {
      return parameterField(
        { ...parameter, name: axisName(path) },
        {
          value: () => settingOf(spec, path),
          edit: (_, changed) => this.set(path, changed),
          explain: false,
        },
      );
    }
    const usual = settingOf(this.first, path) ?? parameter.default;
    return html`<fall-line-number
      class="field"
      label=${axisName(path)}
      help=${help}
      data-parameter=${path}
      .value=${typeof value === 'number' ? value : 0}
      .initial=${typeof usual === 'number' ? usual : undefined}
      .low=${low}
      .high=${high}
      ?logarithmic=${scale === 'logarithmic'}
      ?whole=${type === 'integer'}
      @change=${({ detail }: CustomEvent<number>) => this.set(path, detail)}
    ></fall-line-number>`;
  }

  private set(path: string, value: Json | undefined): void {
    const { spec } = this;
    if (!spec) return;
    this.spec =
      value === undefined ? withValue(spec, path, undefined) : withSetting(spec, path, value);
  }

  private prediction(): TemplateResult | typeof nothing {
    const { answer } = this.task;
    if (!answer) return nothing;
    return html`<label class="field answer">
      <span class="label"
        >${words.answer}: ${words.answerUnit(answer.label, answer.unit ?? '')}</span
      >
      <input
        type="text"
        inputmode="decimal"
        autocomplete="off"
        data-field="answer"
        .value=${typedValue(this.answer === null ? '' : editText(this.answer))}
        @change=${(event: Event) => {
          this.answer = parseNumber((event.target as HTMLInputElement).value);
          if (this.answer !== null) this.lacksAnswer = false;
        }}
      />
    </label>`;
  }

  // --- judging ------------------------------------------------------------------------------------

  private progress(): TemplateResult {
    const { status, state: known } = this.worked;
    if (status === 'waiting') return html`<span class="muted small">${words.waiting}</span>`;
    return html`<progress
        max="1"
        .value=${known?.share ?? 0}
        aria-label=${words.progress}
      ></progress>
      <span class="muted small">${words.working}</span>`;
  }

  private judgement({ points, changed, passed, fingerprint }: JudgeState): TemplateResult {
    const { handed } = this.worked;
    const isSame = handed?.fingerprint === fingerprint;
    const compared = handed ? `, ${isSame ? words.sameFingerprint : words.otherFingerprint}` : '';
    return html`<ul data-figure="points">
        ${points.map(
          ({ says, value, holds }) =>
            html`<li data-holds=${holds}>
              <span
                class="mark ${String(holds)}"
                role="img"
                aria-label=${holds ? words.holds : words.holdsNot}
                >${holds ? '✓' : '✗'}</span
              >
              <span>${says}<small>${words.value(formatNumber(value, 5))}</small></span>
            </li>`,
        )}
      </ul>
      ${
        changed.length === 0
          ? nothing
          : html`<p class="problem">${words.changed(changed.map(axisName).join(', '))}</p>`
      }
      <p class="verdict" data-passed=${passed}>${passed ? words.passed : words.failed}</p>
      ${
        fingerprint === null
          ? nothing
          : html`<p class="print" data-figure="print">
              ${words.fingerprint(fingerprint)}${compared}
            </p>`
      }`;
  }

  private readonly pressed = (): void => {
    const { spec, answer, task, worked, work } = this;
    if (worked.status === 'working' || worked.status === 'waiting') {
      work.stop();
      return;
    }
    this.lacksAnswer = task.answer !== undefined && answer === null;
    if (spec && !this.lacksAnswer) work.judge(task.id, spec, task.answer ? answer : null);
  };

  private readonly reset = (): void => {
    this.spec = this.first;
  };

  private readonly open = (): void => {
    if (this.spec) this.store.openSpec(this.spec);
    this.store.goTo(firstPlace);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-task': LessonTask;
  }
}
