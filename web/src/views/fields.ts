/** Fields made from what the manifest declares: one per parameter, whatever its type. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Json } from '../state/json';
import type { Component, Parameter } from '../state/manifest';
import './number_field';

export interface FieldContext {
  /** The value in force. */
  readonly value: (parameter: Parameter) => Json | undefined;
  readonly edit: (parameter: Parameter, value: Json) => void;
  readonly explain: boolean;
}

const letters: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta1: 'β₁',
  beta2: 'β₂',
  delta: 'δ',
  epsilon: 'ε',
  gamma: 'γ',
  sigma: 'σ',
};

/** "learningRate" as "Learning rate", "beta1" as the letter of the formula. */
export function labelOf(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => {
    return `${end} ${start.toLowerCase()}`;
  });
  return letters[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

export function parameterField(parameter: Parameter, context: FieldContext): TemplateResult {
  const { type, help } = parameter;
  const value = context.value(parameter) ?? parameter.default;
  const label = labelOf(parameter.name);
  const title = help === '' ? nothing : help;
  const explained = context.explain ? html`<p class="help">${help}</p>` : nothing;
  switch (type) {
    case 'number':
    case 'integer':
      return numberField(parameter, label, typeof value === 'number' ? value : 0, context);
    case 'flag':
      return html`<div class="field">
        <label class="check" title=${title}>
          <input
            type="checkbox"
            .checked=${live(value === true)}
            @change=${(event: Event) =>
              context.edit(parameter, (event.target as HTMLInputElement).checked)}
          />
          ${label}
        </label>
        ${explained}
      </div>`;
    case 'choice':
      return html`<label class="field" title=${title}>
        <span class="label">${label}</span>
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
      return html`<label class="field" title=${title}>
        <span class="label">${label}</span>
        <input
          type="text"
          .value=${live(textOf(value))}
          @change=${(event: Event) =>
            context.edit(parameter, (event.target as HTMLInputElement).value)}
        />
        ${explained}
      </label>`;
    case 'points':
      return html`<p class="field muted small">
        ${Array.isArray(value) ? value.length : 0} points in the experiment itself
      </p>`;
  }
}

function numberField(
  parameter: Parameter,
  label: string,
  value: number,
  context: FieldContext,
): TemplateResult {
  return html`<fall-line-number
    class="field"
    label=${label}
    help=${parameter.help}
    .value=${value}
    .initial=${parameter.default}
    .low=${parameter.low ?? 0}
    .high=${parameter.high ?? 1}
    ?logarithmic=${parameter.scale === 'logarithmic'}
    ?whole=${parameter.type === 'integer'}
    ?explain=${context.explain}
    data-parameter=${parameter.name}
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
  readonly hideLabel?: boolean;
}): TemplateResult {
  const chosen = options.list.find((component) => component.id === options.chosen);
  return html`<label class="field" title=${chosen?.summary ?? nothing}>
    <span class=${options.hideLabel === true ? 'only-heard' : 'label'}>${options.label}</span>
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
