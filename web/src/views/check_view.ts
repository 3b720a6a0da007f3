import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { GradientPart, GradientReport } from '../engine/lab_tasks';
import { formatCount, formatNumber, formatShare } from '../plots/format';
import type { PlotSource } from '../plots/plot_source';
import { GradientCheck, type CheckResult } from '../state/check';
import { problemOf } from '../state/engine_face';
import { faults } from '../state/faults';
import { find, manifest } from '../state/manifest';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { placeStyles, tableStyles } from '../styles/place';
import type { TermId } from '../text/glossary';
import { placeText } from '../text/places';
import { checkStyles } from './check_styles';
import { plotOf } from './plot_of';
import { StoreElement } from './store_element';
import './check_heat';
import './check_sweep';
import './plot_menu';
import './term';

const words = placeText.check;

/** Whether the gradient and the steps of the network that stands are what they should be. */
@customElement('fall-line-check')
export class CheckView extends StoreElement {
  @state() private result: CheckResult | null = null;
  /** Of the check under way, 0 to 1; null: none is. */
  @state() private share: number | null = null;
  @state() private failure = '';
  /** Which part is drawn. */
  @state() private chosen = 0;

  static override styles = [controls, placeStyles, tableStyles, checkStyles];

  private check: GradientCheck | null = null;
  /** The same functions at every rendering, so that the menus have nothing to do. */
  private readonly plots = {
    '.sweep': () => this.plotIn('.sweep'),
    '.heat': () => this.plotIn('.heat'),
  };

  protected override reads(state: State): readonly unknown[] {
    return [state.engine, state.info, state.spec, state.progress?.step];
  }

  override disconnectedCallback(): void {
    this.check?.end(); // what nobody sees does not compute
    this.share = null;
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { info, progress, engine } = this.state;
    if (engine !== 'ready' || !info) return html`<p class="muted">${words.waiting}</p>`;
    const { result, share } = this;
    const network = [info.layers[0]?.inputs, ...info.layers.map(({ units }) => units)].join('–');
    return html`<div class="all">
      <section class="side" aria-label=${words.title}>
        <h2>${term('numericGradient', words.title)}</h2>
        <p class="muted small">${words.about}</p>
        <p data-figure="subject">${words.subject(network, formatCount(progress?.step ?? 0))}</p>
        <div class="actions">
          <button data-action="check" ?disabled=${share !== null} @click=${this.begin}>
            ${result ? words.again : words.run}
          </button>
          ${
            share === null
              ? nothing
              : html`<button data-action="stop" @click=${this.stop}>${words.stop}</button>`
          }
        </div>
        <div class="progress">
          ${
            share === null
              ? nothing
              : html`<progress max="1" .value=${share} aria-label=${words.progressLabel}></progress>
                  <span class="number small">
                    ${share === 0 ? words.loading : words.progress(formatShare(share))}
                  </span>`
          }
        </div>
        ${this.failure === '' ? nothing : html`<p class="problem" role="alert">${this.failure}</p>`}
        ${result ? this.verdict(result) : html`<p class="muted">${words.nothing}</p>`}
      </section>
      <section class="main" aria-label=${words.table}>
        ${result ? this.findings(result.gradient) : nothing}
      </section>
      <div class="only-heard" role="status" aria-live="polite">
        ${result && share === null ? words.heard(this.sentence(result.gradient)) : ''}
      </div>
    </div>`;
  }

  private verdict({ gradient, update, subject }: CheckResult): TemplateResult {
    const { spec, progress } = this.state;
    const isStale =
      JSON.stringify(spec) !== JSON.stringify(subject.spec) || progress?.step !== subject.step;
    const optimizer = find(manifest.optimizers, update.optimizer)?.label ?? update.optimizer;
    return html`${isStale ? html`<p class="muted" data-figure="stale">${words.stale}</p>` : nothing}
      <p class="verdict ${gradient.verdict}" data-verdict=${gradient.verdict}>
        ${this.sentence(gradient)}
      </p>
      <p
        class="verdict ${update.step === null ? (update.exists ? 'right' : '') : 'wrong'}"
        data-update=${update.exists ? (update.step ?? 'right') : 'none'}
      >
        ${
          !update.exists
            ? words.updateNone(optimizer)
            : update.step === null
              ? words.updateRight(optimizer, update.steps)
              : words.updateWrong(optimizer, update.step, formatNumber(update.error))
        }
      </p>
      <p class="muted small">
        ${words.measured(formatCount(gradient.samples), formatNumber(gradient.tolerance))}
      </p>`;
  }

  private sentence(gradient: GradientReport): string {
    if (gradient.verdict === 'unsure') return words.unsure;
    if (gradient.verdict === 'right') {
      const errors = gradient.parts.map(({ error }) => error);
      return words.right(formatNumber(Math.max(...errors)));
    }
    const { layer, fault } = gradient;
    const label = find(faults, fault ?? '')?.label;
    return [
      words.wrong(words.layer(layer ?? 0, layerCount(gradient))),
      label === undefined ? words.unlikely : words.likely(label),
    ].join(' ');
  }

  private findings(gradient: GradientReport): TemplateResult {
    const part = gradient.parts[this.chosen] ?? gradient.parts[0];
    if (!part) return html``;
    const name = this.nameOf(part, gradient);
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${words.table}>
        ${this.table(gradient)}
      </div>
      <div class="pictures">
        <figure class="sweep">
          <figcaption>
            <h3>${term('stepSize', words.sweep)}</h3>
            <span class="muted small">${name}</span>
            ${this.menu('.sweep')}
          </figcaption>
          <fall-line-check-sweep
            .store=${this.store}
            .report=${gradient}
            .checked=${part}
            .name=${name}
          ></fall-line-check-sweep>
          <p class="muted small">${words.sweepHelp}</p>
        </figure>
        <figure class="heat">
          <figcaption>
            <h3>${term('parameters', words.heat)}</h3>
            <span class="muted small">${name}</span>
            ${this.menu('.heat')}
          </figcaption>
          <fall-line-check-heat
            .store=${this.store}
            .checked=${part}
            .name=${name}
            .first=${firstOf(gradient, part)}
          ></fall-line-check-heat>
        </figure>
      </div>`;
  }

  private menu(figure: '.sweep' | '.heat'): TemplateResult {
    const plot = this.plots[figure];
    return html`<fall-line-plot-menu .store=${this.store} .plot=${plot}></fall-line-plot-menu>`;
  }

  private plotIn(figure: string): PlotSource | null {
    const found = this.renderRoot.querySelector(figure);
    return found && plotOf(found);
  }

  private table(gradient: GradientReport): TemplateResult {
    return html`<table data-figure="parts">
      <thead>
        <tr>
          <th scope="col">${words.part}</th>
          <th scope="col">${words.verdict}</th>
          <th scope="col">${term('relativeError', words.error)}</th>
          <th scope="col">${term('precision', words.float)}</th>
          <th scope="col">${term('lengthRatio', words.ratio)}</th>
          <th scope="col">${term('cosine', words.cosine)}</th>
          <th scope="col">${words.checked}</th>
        </tr>
      </thead>
      <tbody>
        ${gradient.parts.map(
          (part, i) =>
            html`<tr data-part="${part.layer}-${part.part}" ?data-chosen=${i === this.chosen}>
              <th scope="row">
                <button aria-pressed=${i === this.chosen} @click=${() => (this.chosen = i)}>
                  ${this.nameOf(part, gradient)}
                </button>
              </th>
              <td class=${part.verdict}>${words.verdicts[part.verdict]}</td>
              <td>${formatNumber(part.error)}</td>
              <td>${formatNumber(part.floatError)}</td>
              <td>${formatNumber(part.ratio)}</td>
              <td>${formatNumber(part.cosine)}</td>
              <td>${words.checkedOf(formatCount(part.checked), formatCount(part.parameters))}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private nameOf({ layer, part }: GradientPart, gradient: GradientReport): string {
    return words.partName(words.shortLayer(layer, layerCount(gradient)), words.parts[part]);
  }

  private readonly begin = async (): Promise<void> => {
    const { store } = this;
    this.failure = '';
    this.share = 0;
    const { spec, progress } = this.state;
    const snapshot = await store.outcome.snapshot();
    if (!snapshot) {
      this.share = null;
      return;
    }
    this.check ??= new GradientCheck(store.startEngine);
    const subject = { spec, files: store.files(), snapshot, step: progress?.step ?? 0 };
    try {
      const result = await this.check.run(subject, (share) => (this.share = share));
      if (result) {
        this.result = result;
        this.chosen = firstToShow(result.gradient);
      }
    } catch (reason) {
      this.failure = words.failed(problemOf(reason).message);
    }
    this.share = null;
  };

  private readonly stop = (): void => {
    this.check?.stop();
    this.share = null;
  };
}

function term(id: TermId, name: string): TemplateResult {
  return html`<fall-line-term .term=${id}>${name}</fall-line-term>`;
}

/** The part that says most: the first wrong one of the layer at fault, else the first. */
function firstToShow({ parts, layer }: GradientReport): number {
  const wrong = parts.findIndex((part) => part.layer === layer && part.verdict === 'wrong');
  const any = wrong >= 0 ? wrong : parts.findIndex(({ verdict }) => verdict === 'wrong');
  return Math.max(0, any);
}

function layerCount({ parts }: GradientReport): number {
  return parts.at(-1)?.layer ?? 0;
}

/** The number of a part's first parameter: parts follow each other as the parameters do. */
function firstOf({ parts }: GradientReport, part: GradientPart): number {
  let first = 0;
  for (const one of parts) {
    if (one === part) break;
    first += one.parameters;
  }
  return first;
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-check': CheckView;
  }
}
