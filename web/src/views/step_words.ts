/** What is said beside the matrices of a phase: sentences and single numbers. */
import { html, nothing, type TemplateResult } from 'lit';
import type { SessionInfo, StepTrace } from '../engine/model';
import { formatNumber } from '../plots/format';
import { dropoutOf, isFused, type Phase } from '../plots/step_phases';
import { idOf } from '../state/spec';
import { placeText } from '../text/places';

const words = placeText.oneStep;

/** What a phase does, in a sentence or two. */
export function saysOf(phase: Phase, info: SessionInfo): string {
  const { kind, layer } = phase;
  const layers = info.spec.network?.layers ?? [];
  const isLast = layer === info.layers.length - 1;
  const activation = layers[layer]?.activation;
  const isSoftmax = activation !== undefined && idOf(activation) === 'softmax';
  const drops = kind === 'activation' && dropoutOf(info, layer) > 0;
  if (kind !== 'error') return drops ? `${words.says[kind]} ${words.dropout}` : words.says[kind];
  if (!isLast) return words.says.error;
  if (isFused(info)) return words.says.errorFused;
  return isSoftmax ? `${words.says.errorLast} ${words.softmaxSlope}` : words.says.errorLast;
}

/** The single numbers of a phase. */
export function figures({ kind }: Phase, trace: StepTrace): TemplateResult | typeof nothing {
  const all: [string, string, number][] =
    kind === 'loss'
      ? [
          ['step-loss', `${words.loss}, ${words.mean}`, trace.loss],
          ...(trace.penalty > 0
            ? [['step-penalty', words.penalty, trace.penalty] as [string, string, number]]
            : []),
        ]
      : kind === 'update'
        ? [
            ['step-rate', words.rate, trace.rate],
            ['step-gradient-norm', words.gradientNorm, trace.gradientNorm],
            ...(trace.clipping < 1
              ? [['step-clipping', words.clipping, trace.clipping] as [string, string, number]]
              : []),
            ['step-update-norm', words.updateNorm, trace.updateNorm],
          ]
        : [];
  if (all.length === 0) return nothing;
  return html`<dl>
      ${all.map(
        ([id, name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd data-figure=${id} title=${value}>${formatNumber(value)}</dd>
          </div>`,
      )}
    </dl>
    ${trace.finite ? nothing : html`<p class="warning">${words.notFinite}</p>`}`;
}

/** All digits that the number has in the session's precision. */
export function exact(value: number | null, precision: SessionInfo['precision']): string {
  if (value === null) return '–';
  const shortest = precision === 'float32' ? Number(value.toPrecision(9)) : value;
  return String(shortest).replace('-', '−');
}
