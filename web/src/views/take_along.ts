import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { parts, type Part } from '../engine/model';
import { predictionsTable } from '../plots/plot_tables';
import { problemOf } from '../state/engine_face';
import { engineVersion } from '../state/manifest';
import type { ExportedBytes, ExportedFile } from '../state/run_export';
import type { Standing } from '../state/standing';
import type { State } from '../state/state';
import { curveFile, runFile, specFile, stemOf, tensorsFile } from '../state/take_along';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { text } from '../text/text';
import { reportOf } from './run_report';
import { saveText } from './save_text';
import { saveProject } from './share';
import { StoreElement } from './store_element';

const words = placeText.share.takeAlong;

/** A kind of file: what it is, and how it is made of the run that stands. */
interface Offer {
  readonly id: keyof typeof words.offers;
  readonly make: (standing: Standing) => Promise<ExportedFile | ExportedBytes | null>;
  /** Whether its text can be copied as well. */
  readonly copies?: boolean;
}

/** The run in the workbench as files; what became of a press is said below. */
@customElement('fall-line-take-along')
export class TakeAlong extends StoreElement {
  @state() private said = '';
  @state() private chosen: Part = 'test';
  /** What is pressed while a file is made is not heard: a button that turns off would lose the focus. */
  private isBusy = false;

  static override styles = [
    controls,
    css`
      ul {
        display: grid;
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-2);
        padding-bottom: var(--space-2);
        border-bottom: 1px solid var(--hairline);
      }
      .what {
        flex: 1 1 160px;
        min-width: 0;
      }
      .what b {
        font-weight: 600;
      }
      .what p,
      .note {
        margin: 0;
        font-size: var(--text-small);
        line-height: 1.35;
        color: var(--muted);
      }
      .note {
        margin-top: var(--space-2);
      }
      .buttons {
        display: flex;
        gap: var(--space-1);
      }
      select {
        width: auto;
      }
      output {
        display: block;
        min-height: calc(20px * var(--scale));
        margin-top: var(--space-2);
        font-size: var(--text-small);
        overflow-wrap: anywhere;
      }
    `,
  ];

  private readonly offers: readonly Offer[] = [
    { id: 'spec', make: (standing) => Promise.resolve(specFile(standing)), copies: true },
    { id: 'report', make: (standing) => this.report(standing), copies: true },
    { id: 'run', make: (standing) => Promise.resolve(runFile(standing)) },
    { id: 'tensors', make: (standing) => Promise.resolve(tensorsFile(standing)) },
    { id: 'onnx', make: (standing) => this.onnx(standing) },
    { id: 'curve', make: (standing) => Promise.resolve(curveFile(standing)) },
    { id: 'predictions', make: (standing) => this.predictions(standing) },
  ];

  protected override reads({ info, engine, progress }: State): readonly unknown[] {
    return [info, engine, progress?.step === 0];
  }

  protected override render(): TemplateResult {
    const { info } = this.state;
    return html`<ul>
        ${this.offers.map((offer) => this.row(offer, info !== null))}
        <li>
          <div class="what">
            <b>${words.project.label}</b>
            <p>${words.project.help}</p>
          </div>
          <div class="buttons">
            <button
              data-take="project"
              ?disabled=${!info}
              @click=${() => void saveProject(this.store)}
            >
              ${words.project.button}
            </button>
          </div>
        </li>
      </ul>
      <p class="note">${words.pictures} ${words.pauses}</p>
      <output role="status">${this.said}</output>`;
  }

  private row({ id, make, copies = false }: Offer, isReady: boolean): TemplateResult {
    const { label, help, button } = words.offers[id];
    const disabled = !isReady;
    return html`<li>
      <div class="what">
        <b>${label}</b>
        <p>${help}</p>
      </div>
      <div class="buttons">
        ${id === 'predictions' ? this.partMenu() : nothing}
        ${
          copies
            ? html`<button
                data-copy=${id}
                aria-label=${words.copyLabel(label)}
                ?disabled=${disabled}
                @click=${() => void this.copy(make)}
              >
                ${words.copy}
              </button>`
            : nothing
        }
        <button
          data-take=${id}
          aria-label=${words.saveLabel(label, button)}
          ?disabled=${disabled}
          @click=${() => void this.save(make)}
        >
          ${button}
        </button>
      </div>
    </li>`;
  }

  private partMenu(): TemplateResult {
    const there = this.parts;
    if (!there.includes(this.chosen)) this.chosen = there.at(-1) ?? 'train';
    return html`<select
      data-field="take-part"
      aria-label=${words.part}
      @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).value as Part)}
    >
      ${there.map(
        (part) =>
          html`<option value=${part} ?selected=${part === this.chosen}>
            ${text.data.parts[part]}
          </option>`,
      )}
    </select>`;
  }

  private get parts(): readonly Part[] {
    const { info } = this.state;
    return parts.filter((part) => (info?.samples[part] ?? 0) > 0);
  }

  private async report(standing: Standing): Promise<ExportedFile> {
    const { hash } = await this.store.link();
    const content = reportOf(standing, new URL(hash, location.href).href);
    return { name: `${stemOf(standing)}.md`, type: 'text/markdown', content };
  }

  /** What scales inputs and targets is read from the data, by an engine of its own. */
  private async onnx(standing: Standing): Promise<ExportedBytes> {
    const { store, state } = this;
    const [{ onnxOf }, { presentSource, readSource }] = await Promise.all([
      import('../code/onnx'),
      import('../state/code_source'),
    ]);
    const program = await readSource(presentSource(state, store.files()), store.startEngine);
    const { parameters, info, fingerprint, spec, progress } = standing;
    const content = onnxOf({
      program,
      parameters,
      off: info.off,
      metadata: { spec: JSON.stringify(spec), step: String(progress.step), fingerprint },
      version: engineVersion,
    });
    return { name: `${stemOf(standing)}.onnx`, type: 'application/octet-stream', content };
  }

  /** Of the chosen part, or as many of its samples as are reasonable to hold. */
  private async predictions(standing: Standing): Promise<ExportedFile | null> {
    const { chosen: part, store } = this;
    const { info } = standing;
    const samples = await store.outcome.rows(part);
    if (!samples) return null;
    const inputs = info.inputs.image ? await store.outcome.images(samples.index) : samples.inputs;
    const values = inputs && (await store.outcome.predict(Float64Array.from(inputs)));
    if (!values) return null;
    const content = predictionsTable(info, samples, values);
    return { name: `${stemOf(standing)}-${part}.csv`, type: 'text/csv', content };
  }

  private async save(make: Offer['make']): Promise<void> {
    await this.attempt(make, (file) => {
      saveText(file);
      return Promise.resolve(words.saved(file.name));
    });
  }

  private async copy(make: Offer['make']): Promise<void> {
    await this.attempt(make, async (file) => {
      if (typeof file.content !== 'string') return '';
      try {
        await navigator.clipboard.writeText(file.content);
        return words.copied;
      } catch {
        saveText(file);
        return words.copiedAsFile(file.name);
      }
    });
  }

  private async attempt(
    make: Offer['make'],
    hand: (file: ExportedFile | ExportedBytes) => Promise<string>,
  ): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      const standing = await this.store.outcome.whole();
      const file = standing && (await make(standing));
      this.said = file ? await hand(file) : words.gone;
    } catch (reason) {
      this.said = words.failed(problemOf(reason).message);
    } finally {
      this.isBusy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-take-along': TakeAlong;
  }
}
