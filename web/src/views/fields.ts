/** Fields made from what the manifest declares: one per parameter, whatever its type. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { tickText } from '../plots/axes';
import type { Json } from '../state/json';
import type { Component, Parameter } from '../state/manifest';
import type { TermId } from '../text/glossary';
import { termOfParameter } from '../text/terms';
import { text } from '../text/text';
import './number_field';
import { typedValue } from './typed_value';

export interface FieldContext {
  /** The value in force. */
  readonly value: (parameter: Parameter) => Json | undefined;
  readonly edit: (parameter: Parameter, value: Json) => void;
  readonly explain: boolean;
  /** Where the parameters are in the Spec of the page; without it they are not of that Spec. */
  readonly path?: string;
  /** Whether a change of the parameter is heard while it trains. */
  readonly live?: (parameter: Parameter) => boolean;
}

const words = text.training;
const letters: Readonly<Record<string, string>> = words.letters;
const units: Readonly<Record<string, string>> = words.units;

/** "learningRate" as "Learning rate", "beta1" as the letter of the formula; with its unit. */
export function labelOf(name: string): string {
  const spaced = name.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => {
    return `${end} ${start.toLowerCase()}`;
  });
  const label = letters[name] ?? spaced.charAt(0).toUpperCase() + spaced.slice(1);
  const unit = units[name];
  return unit === undefined ? label : words.withUnit(label, unit);
}

/** The sentence on a parameter, and what it may be. */
export function hintOf({ help, min, max, scale, default: usual }: Parameter): string {
  if (min === undefined || max === undefined || typeof usual !== 'number') return help;
  const range = words.range(tickText(min), tickText(Number(max.toPrecision(6))), tickText(usual));
  return `${help} ${range}${scale === 'logarithmic' ? words.logarithmicSlider : ''}`;
}

export function parameterField(parameter: Parameter, context: FieldContext): TemplateResult {
  const { type, help } = parameter;
  const value = context.value(parameter) ?? parameter.default;
  const label = labelOf(parameter.name);
  const path = context.path === undefined ? nothing : `${context.path}.${parameter.name}`;
  const title = help === '' ? nothing : help;
  const explained = context.explain ? html`<p class="help">${help}</p>` : nothing;
  switch (type) {
    case 'number':
    case 'integer':
      return numberField(parameter, path, label, typeof value === 'number' ? value : 0, context);
    case 'flag':
      return html`<div class="field" data-path=${path} data-hint=${title}>
        <label class="check" title=${title}>
          <input
            type="checkbox"
            .checked=${live(value === true)}
            @change=${(event: Event) =>
              context.edit(parameter, (event.target as HTMLInputElement).checked)}
          />
          <fall-line-term .line=${help}>${label}</fall-line-term>
        </label>
        ${explained}
      </div>`;
    case 'choice':
      return html`<label class="field" data-path=${path} title=${title} data-hint=${title}>
        <span class="label"><fall-line-term .line=${help}>${label}</fall-line-term></span>
        <select
          .value=${live(textOf(value))}
          @change=${(event: Event) =>
            context.edit(parameter, (event.target as HTMLSelectElement).value)}
        >
          ${(parameter.choices ?? []).map(
            (choice) =>
              html`<option value=${choice} ?selected=${choice === value}>${choice}</option>`,
          )}
        </select>
        ${explained}
      </label>`;
    case 'text':
      return html`<label class="field" data-path=${path} title=${title} data-hint=${title}>
        <span class="label"><fall-line-term .line=${help}>${label}</fall-line-term></span>
        <input
          type="text"
          .value=${typedValue(textOf(value))}
          @change=${(event: Event) =>
            context.edit(parameter, (event.target as HTMLInputElement).value)}
        />
        ${explained}
      </label>`;
    case 'points':
      return html`<p class="field muted small">
        ${words.pointsInside(Array.isArray(value) ? value.length : 0)}
      </p>`;
  }
}

function numberField(
  parameter: Parameter,
  path: string | typeof nothing,
  label: string,
  value: number,
  context: FieldContext,
): TemplateResult {
  return html`<fall-line-number
    class="field"
    label=${label}
    help=${parameter.help}
    .term=${termOfParameter(parameter.name)}
    .value=${value}
    .initial=${parameter.default}
    .low=${parameter.low ?? 0}
    .high=${parameter.high ?? 1}
    ?logarithmic=${parameter.scale === 'logarithmic'}
    ?whole=${parameter.type === 'integer'}
    ?explain=${context.explain}
    ?live=${context.live?.(parameter) ?? false}
    data-path=${path}
    data-parameter=${parameter.name}
    data-hint=${hintOf(parameter)}
    @change=${(event: CustomEvent<number>) => context.edit(parameter, event.detail)}
  ></fall-line-number>`;
}

/** A value as a field shows it. */
export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A menu of the components of a list. */
export function componentMenu(options: {
  readonly label: string;
  readonly name: string;
  readonly list: readonly Component[];
  readonly chosen: string | undefined;
  readonly choose: (id: string) => void;
  /** Where the choice stands in the Spec of the page; with another, what lies beneath is another. */
  readonly path?: string;
  readonly hideLabel?: boolean;
  /** What the label is called in the glossary. */
  readonly term?: TermId;
}): TemplateResult {
  const chosen = options.list.find((component) => component.id === options.chosen);
  const summary = chosen?.summary ?? nothing;
  return html`<label
    class="field"
    data-path=${options.path === undefined ? nothing : `${options.path}.id`}
    data-replaces=${options.path ?? nothing}
    title=${summary}
    data-hint=${summary}
  >
    <span class=${options.hideLabel === true ? 'only-heard' : 'label'}
      >${
        options.hideLabel === true
          ? options.label
          : html`<fall-line-term .term=${options.term ?? null}>${options.label}</fall-line-term>`
      }</span
    >
    <select
      data-menu=${options.name}
      .value=${live(options.chosen ?? '')}
      @change=${(event: Event) => options.choose((event.target as HTMLSelectElement).value)}
    >
      ${options.list.map(
        ({ id, label }) =>
          html`<option value=${id} ?selected=${id === options.chosen}>${label}</option>`,
      )}
    </select>
  </label>`;
}
