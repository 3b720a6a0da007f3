import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Part } from '../engine/model';
import { xOf } from '../plots/curve_plot';
import type { Domain } from '../plots/scales';
import type { State } from '../state/state';
import { embedText } from '../text/embed';
import { StoreElement } from '../views/store_element';
import '../views/curves_view';
import '../views/plot_menu';
import { viewStyles } from './embed_styles';

const words = embedText.frame;

/** The loss over the run, and no more. */
@customElement('fall-line-embed-loss')
export class EmbedLoss extends StoreElement {
  /** Whether there are no controls at all. */
  @property({ type: Boolean }) bare = false;
  @state() private logarithmic = false;
  @state() private hiddenParts: ReadonlySet<Part> = new Set();
  @state() private range: Domain | null = null;
  @state() private place: number | null = null;

  static override styles = viewStyles;

  private readonly plot = () => this.renderRoot.querySelector('fall-line-curves')?.source() ?? null;

  protected override reads(state: State): readonly unknown[] {
    return [state.revision, state.history, state.info, state.settings, state.looking];
  }

  /** Another run has begun: what was zoomed into and read belongs to the former one. */
  protected override willUpdate(): void {
    const { history } = this.state;
    if (!history) return;
    const last = xOf(history, 'epochs').at(-1) ?? 0;
    if (this.range && last <= this.range.low) this.range = null;
    if (this.place !== null && last < this.place) this.place = null;
  }

  protected override render(): TemplateResult {
    const { history, revision, info, settings, looking, progress } = this.state;
    return html`<section aria-label=${words.loss}>
      <div class="head">
        <h2>${words.loss}</h2>
        ${
          this.bare
            ? nothing
            : html`<label class="check" title=${words.logHelp}>
                  <input
                    type="checkbox"
                    data-field="log"
                    .checked=${live(this.logarithmic)}
                    @change=${(event: Event) =>
                      (this.logarithmic = (event.target as HTMLInputElement).checked)}
                  />${words.log}
                </label>
                <fall-line-plot-menu .store=${this.store} .plot=${this.plot}></fall-line-plot-menu>`
        }
      </div>
      <fall-line-curves
        .curves=${history}
        .revision=${revision}
        .info=${info}
        .settings=${settings}
        metric="loss"
        .hiddenParts=${this.hiddenParts}
        .range=${this.range}
        .place=${this.place}
        .looking=${looking}
        .bestEpoch=${looking ? null : (progress?.best?.epoch ?? null)}
        .look=${this.look}
        ?logy=${this.logarithmic}
        @read=${({ detail }: CustomEvent<number | null>) => (this.place = detail)}
        @zoom=${({ detail }: CustomEvent<Domain | null>) => (this.range = detail)}
        @part=${this.toggled}
      ></fall-line-curves>
    </section>`;
  }

  private readonly toggled = ({ detail }: CustomEvent<Part>): void => {
    const hidden = new Set(this.hiddenParts);
    if (!hidden.delete(detail)) hidden.add(detail);
    this.hiddenParts = hidden;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-embed-loss': EmbedLoss;
  }
}
