/** The equation of each phase of a step, set in HTML. */
import { html, nothing, type TemplateResult } from 'lit';
import type { SessionInfo } from '../engine/model';
import {
  divisorOf,
  dropoutOf,
  isFused,
  penalises,
  type MatrixName,
  type Phase,
} from '../plots/step_phases';
import { manifest } from '../state/manifest';
import { idOf } from '../state/spec';

type Symbols = TemplateResult | string;

/** A letter with its layer, counted from 1. */
function letter(name: string, layer: number, after: Symbols = ''): TemplateResult {
  return html`<var>${name}</var><sub>${layer}</sub>${after}`;
}

const transposed = html`<sup>⊤</sup>`;
const slopeOf = (name: Symbols): TemplateResult => html`∂<var>C</var>/∂${name}`;

/** How a matrix is called in the equations. */
export function symbolOf(name: MatrixName, layer: number): TemplateResult {
  const l = layer + 1;
  switch (name) {
    case 'weights':
      return letter('W', l);
    case 'bias':
      return letter('b', l);
    case 'input':
      return letter('a', layer);
    case 'sum':
      return letter('z', l);
    case 'activation':
      return letter('a', l);
    case 'slope':
      return html`<var>f</var>′(${letter('z', l)})`;
    case 'mask':
      return letter('m', l);
    case 'error':
      return letter('γ', l);
    case 'target':
      return html`<var>y</var>`;
    case 'losses':
      return html`<var>C</var><sub>i</sub>`;
    case 'weightGradient':
      return slopeOf(letter('W', l));
    case 'biasGradient':
      return slopeOf(letter('b', l));
    case 'weightPenalty':
      return html`∂<var>R</var>/∂${letter('W', l)}`;
    case 'biasPenalty':
      return html`∂<var>R</var>/∂${letter('b', l)}`;
    case 'weightUpdate':
      return html`Δ${letter('W', l)}`;
    case 'biasUpdate':
      return html`Δ${letter('b', l)}`;
  }
}

/** The same as plain text, for names that are heard and read out. */
export function plainSymbol(name: MatrixName, layer: number): string {
  const l = layer + 1;
  const plain: Readonly<Record<MatrixName, string>> = {
    weights: `W${l}`,
    bias: `b${l}`,
    input: `a${layer}`,
    sum: `z${l}`,
    activation: `a${l}`,
    slope: `f′(z${l})`,
    mask: `m${l}`,
    error: `γ${l}`,
    target: 'y',
    losses: 'C',
    weightGradient: `∂C/∂W${l}`,
    biasGradient: `∂C/∂b${l}`,
    weightPenalty: `∂R/∂W${l}`,
    biasPenalty: `∂R/∂b${l}`,
    weightUpdate: `ΔW${l}`,
    biasUpdate: `Δb${l}`,
  };
  return plain[name];
}

/** One line or two, and beside them the formula of what was chosen, as the core writes it. */
export function equationOf(phase: Phase, info: SessionInfo, samples: number): TemplateResult {
  const { kind, layer } = phase;
  const l = layer + 1;
  const last = layer === info.layers.length - 1;
  const hasBias = info.layers[layer]?.bias ?? false;
  const settings = info.spec;
  switch (kind) {
    case 'input':
      return lines(html`${letter('a', 0)} = <var>x</var>`);
    case 'sum':
      return lines(
        html`${letter('z', l)} = ${letter('W', l)} ${letter('a', layer)}
        ${hasBias ? html`+ ${letter('b', l)}` : nothing}`,
      );
    case 'activation':
      return lines(
        html`${letter('a', l)} = <var>f</var>(${letter('z', l)})`,
        formulaOf('activations', settings.network?.layers[layer]?.activation),
      );
    case 'loss':
      return lines(
        html`<var>C</var> = mean <var>C</var><sub>i</sub>`,
        formulaOf('losses', settings.loss),
      );
    case 'error': {
      const before = html`${letter('γ', l)} = ${slopeOf(letter('z', l))} =`;
      if (!last) {
        const mask = dropoutOf(info, layer) > 0 ? html` ∘ ${letter('m', l)}` : nothing;
        return lines(
          html`${before} (${letter('W', l + 1, transposed)} ${letter('γ', l + 1)})${mask} ∘
            <var>f</var>′(${letter('z', l)})`,
        );
      }
      if (!isFused(info)) {
        return lines(
          html`${before} ${slopeOf(letter('a', l))} ∘ <var>f</var>′(${letter('z', l)})`,
          formulaOf('losses', settings.loss),
        );
      }
      const divisor = divisorOf(info, samples);
      const difference = html`${letter('a', l)} − <var>y</var>`;
      return lines(
        divisor === 1
          ? html`${before} ${difference}`
          : html`${before} (${difference}) / <span class="number">${divisor}</span>`,
      );
    }
    case 'gradient':
      return lines(
        html`${slopeOf(letter('W', l))} = ${letter('γ', l)} ${letter('a', layer, transposed)}`,
        hasBias
          ? html`${slopeOf(letter('b', l))} =
            ${letter('γ', l)}${samples === 1 ? nothing : html` <b>1</b>`}`
          : undefined,
      );
    case 'update': {
      const penalty = penalises(info) ? html` + ∂<var>R</var>/∂θ` : nothing;
      return lines(
        html`θ ← θ + Δθ, <var>g</var> = ${slopeOf('θ')}${penalty}`,
        formulaOf('optimizers', settings.optimizer),
      );
    }
  }
}

function lines(...all: (TemplateResult | undefined)[]): TemplateResult {
  return html`${all.filter((line) => line !== undefined).map((line) => html`<p>${line}</p>`)}`;
}

/** The name and the formula of a component, as the core writes it. */
function formulaOf(
  kind: 'activations' | 'losses' | 'optimizers',
  choice: Parameters<typeof idOf>[0] | undefined,
): TemplateResult | undefined {
  const id = choice === undefined ? '' : idOf(choice);
  const component = manifest[kind].find((one) => one.id === id);
  return component && html`<span class="muted">${component.label}:</span> ${component.formula}`;
}
