import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ActivationCurve, Choice } from '../engine/model';
import { activationColour, jumpOf, lineTypes, rowOfZero, zs } from '../plots/activations';
import { formatNumber } from '../plots/format';
import { paletteOf, type Palette } from '../plots/surface';
import type { Json } from '../state/json';
import { manifest, type Component, type Parameter } from '../state/manifest';
import { idOf, layersOf } from '../state/spec';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { placeStyles, tableStyles } from '../styles/place';
import { placeText } from '../text/places';
import type { ShownActivation } from './activation_plot';
import { parameterField } from './fields';
import { StoreElement } from './store_element';
import './activation_plot';

const words = placeText.activations;
/** The usual one, the one for deep networks, and one whose slope jumps. */
const firstChosen: readonly string[] = ['tanh', 'relu', 'leaky-relu'];

type Values = Readonly<Record<string, Json>>;

/** Every activation function and its slope, as the core computes them: to look at and to use. */
@customElement('fall-line-activations')
export class ActivationGallery extends StoreElement {
  /** In the order of choosing, which gives each its type of line. */
  @state() private chosen: readonly string[] = firstChosen;
  @state() private parameters: Readonly<Record<string, Values>> = {};
  @state() private curves: ReadonlyMap<string, ActivationCurve | null> = new Map();
  /** The row that is read, of both plots. */
  @state() private row: number | null = null;

  private isAsked = false;
  private shownLook = '';
  private palette: Palette | null = null;

  static override styles = [
    controls,
    placeStyles,
    tableStyles,
    css`
      .all {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      }
      .plots {
        display: flex;
        flex-direction: column;
        gap: var(--space-2);
      }
      .list {
        overflow: auto;
        scrollbar-width: thin;
      }
      .about {
        margin: 0 0 var(--space-3);
      }
      fall-line-activation-plot {
        flex: 1;
        min-height: 190px;
      }
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(290px, 100%), 1fr));
        gap: var(--space-3) var(--space-4);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .card {
        display: grid;
        grid-template-columns: 76px minmax(0, 1fr);
        gap: 2px var(--space-3);
        align-content: start;
        padding-top: var(--space-2);
        border-top: 1px solid var(--hairline);
      }
      .card fall-line-activation-plot {
        grid-row: span 4;
        width: 76px;
        height: 76px;
        min-height: 0;
      }
      .card .check {
        min-height: calc(24px * var(--scale));
        font-weight: 600;
      }
      .card p {
        margin: 0;
      }
      .card button {
        justify-self: start;
        height: calc(24px * var(--scale));
        margin-top: 2px;
      }
      .card button[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
      th,
      td {
        padding: 2px 0;
        border: none;
      }
      th + th,
      td {
        width: 24%;
      }
      tbody svg {
        width: 28px;
        height: 8px;
        margin-right: var(--space-2);
        vertical-align: middle;
      }
      @media (pointer: coarse) {
        .card button,
        .card .check {
          min-height: 36px;
        }
      }
      @media (max-width: 899px) {
        .all {
          grid-template-columns: minmax(0, 1fr);
          height: auto;
        }
        .list {
          overflow: visible;
        }
        fall-line-activation-plot {
          flex: none;
          height: 230px;
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.engine, state.settings.network];
  }

  protected override willUpdate(): void {
    if (this.state.engine === 'ready' && !this.isAsked) {
      this.isAsked = true;
      for (const { id } of manifest.activations) void this.ask(id);
    }
    const { look } = this;
    if (look !== this.shownLook) this.palette = null; // read again once the page has the new colours
    this.shownLook = look;
  }

  protected override render(): TemplateResult {
    if (this.state.engine !== 'ready') return html`<p class="muted">${words.waiting}</p>`;
    const shown = this.shown();
    return html`<div class="all">
      <section class="plots" aria-label=${words.title}>
        ${shown.length === 0 ? html`<p class="muted">${words.nothing}</p>` : nothing}
        ${this.plot('value', shown)} ${this.plot('slope', shown)} ${this.readings(shown)}
      </section>
      <section class="list" aria-labelledby="title">
        <h2 id="title">${words.title}</h2>
        <p class="about muted small">${words.about}</p>
        <ul class="cards">
          ${manifest.activations.map((component, i) => this.card(component, i))}
        </ul>
      </section>
    </div>`;
  }

  private plot(kind: 'value' | 'slope', shown: readonly ShownActivation[]): TemplateResult {
    return html`<fall-line-activation-plot
      data-plot=${kind}
      .store=${this.store}
      .kind=${kind}
      .shown=${shown}
      .row=${this.row}
      @read=${({ detail }: CustomEvent<number | null>) => (this.row = detail)}
    ></fall-line-activation-plot>`;
  }

  /** The values at the place that is read, otherwise at 0. */
  private readings(shown: readonly ShownActivation[]): TemplateResult {
    const row = this.row ?? rowOfZero;
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${words.function}, ${words.at(formatNumber(zs[row]))}</th>
          <th scope="col">${words.valueAxis}</th>
          <th scope="col">${words.slopeAxis}</th>
        </tr>
      </thead>
      <tbody>
        ${shown.map(
          ({ id, label, colour, dash, curve }) =>
            html`<tr data-reading=${id}>
              <th scope="row">
                <svg viewBox="0 0 28 8" aria-hidden="true">
                  ${svg`<path d="M0 4h28" fill="none" stroke=${colour} stroke-width="2.4" stroke-dasharray=${dash.join(' ')} />`}</svg
                >${label}
              </th>
              <td data-value="value">${formatNumber(curve.values[row], 4)}</td>
              <td data-value="slope">${formatNumber(curve.slopes[row], 4)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private card(component: Component, index: number): TemplateResult {
    const { id, label, formula, summary, source, parameters } = component;
    const curve = this.curves.get(id);
    const isChosen = this.chosen.includes(id);
    const [one] = curve ? [this.activation(component, index, curve, [])] : [];
    const slopeJumps = curve ? jumpOf(curve.slopes) !== null : false;
    return html`<li class="card" data-activation=${id}>
      <fall-line-activation-plot
        class="thumbnail"
        .store=${this.store}
        kind="both"
        .label=${words.thumbnail(label)}
        .shown=${one ? [one] : []}
      ></fall-line-activation-plot>
      <label class="check">
        <input
          type="checkbox"
          aria-label=${words.show(label)}
          .checked=${isChosen && curve !== null}
          ?disabled=${!curve}
          @change=${() => this.toggle(id)}
        />
        ${label}
      </label>
      <p class="formula" title=${source}>${formula}</p>
      <p class="help">${summary} ${curve === null ? words.ofAll : slopeJumps ? words.jumps : ''}</p>
      ${curve ? this.use(id) : nothing}
      ${
        isChosen && parameters.length > 0
          ? html`<div class="wide">${this.fields(id, parameters)}</div>`
          : nothing
      }
    </li>`;
  }

  private use(id: string): TemplateResult {
    const hidden = layersOf(this.state.settings).slice(0, -1);
    const wanted = JSON.stringify(this.fullChoice(id));
    const isUsed =
      hidden.length > 0 &&
      hidden.every(({ activation }) => JSON.stringify(this.filledIn(activation)) === wanted);
    return html`<button
      data-action="use"
      aria-pressed=${String(isUsed)}
      title=${hidden.length === 0 ? words.noHidden : nothing}
      ?disabled=${hidden.length === 0}
      @click=${() => this.store.useActivation(this.choiceOf(id))}
    >
      ${isUsed ? words.inUse : words.use}
    </button>`;
  }

  private fields(id: string, parameters: readonly Parameter[]): readonly TemplateResult[] {
    const context = {
      value: (parameter: Parameter): Json | undefined => this.parameters[id]?.[parameter.name],
      edit: (parameter: Parameter, value: Json): void => {
        const values = { ...this.parameters[id], [parameter.name]: value };
        this.parameters = { ...this.parameters, [id]: values };
        void this.ask(id);
      },
      explain: true,
    };
    return parameters.map((parameter) => parameterField(parameter, context));
  }

  private shown(): readonly ShownActivation[] {
    return this.chosen.flatMap((id, order) => {
      const index = manifest.activations.findIndex((component) => component.id === id);
      const component = manifest.activations[index];
      const curve = this.curves.get(id);
      const dash = lineTypes[order % lineTypes.length] ?? [];
      return component && curve ? [this.activation(component, index, curve, dash)] : [];
    });
  }

  private activation(
    { id, label }: Component,
    index: number,
    curve: ActivationCurve,
    dash: readonly number[],
  ): ShownActivation {
    this.palette ??= paletteOf(this);
    return { id, label, curve, dash, colour: activationColour(index, this.palette) };
  }

  /** As short as it can be written: links stay short. */
  private choiceOf(id: string): Choice {
    const { parameters = [] } = manifest.activations.find((one) => one.id === id) ?? {};
    const changed = Object.entries(this.parameters[id] ?? {}).filter(
      ([name, value]) => parameters.find((one) => one.name === name)?.default !== value,
    );
    return changed.length === 0 ? id : { id, ...Object.fromEntries(changed) };
  }

  private fullChoice(id: string): Values {
    return this.filledIn({ id, ...this.parameters[id] });
  }

  /** A choice with every parameter written out, in the manifest's order. */
  private filledIn(choice: Choice | undefined): Values {
    const id = idOf(choice);
    const component = manifest.activations.find((one) => one.id === id);
    const given: Values = typeof choice === 'object' ? choice : {};
    const values = (component?.parameters ?? []).map(
      ({ name, default: usual }) => [name, given[name] ?? usual] as const,
    );
    return { id: id ?? '', ...Object.fromEntries(values) };
  }

  private toggle(id: string): void {
    const { chosen } = this;
    this.chosen = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
  }

  private async ask(id: string): Promise<void> {
    const choice = this.choiceOf(id);
    const curve = await this.store.activation(choice, zs);
    // The newest question counts: a slider asks faster than answers come.
    if (JSON.stringify(choice) !== JSON.stringify(this.choiceOf(id))) return;
    this.curves = new Map([...this.curves, [id, curve]]);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-activations': ActivationGallery;
  }
}
