import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Choice, Histogram, Inside, LayerStatistics } from '../engine/model';
import { formatCount, formatNumber, formatShare } from '../plots/format';
import { drawHistogram, edgesOf, histogramTable } from '../plots/inside';
import type { PlotSource } from '../plots/plot_source';
import { paletteOf } from '../plots/surface';
import { tiledSource } from '../plots/tiles_source';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import type { TermId } from '../text/glossary';
import { text } from '../text/text';
import { plotOf } from './plot_of';
import { segments, segmentStyles } from './segments';
import { StoreElement } from './store_element';
import './layer_histogram';
import './norm_curves';
import './plot_menu';

const words = text.inside;

const kinds = ['preActivations', 'gradients', 'weights', 'norms'] as const;
type Kind = (typeof kinds)[number];
type Counted = Exclude<Kind, 'norms'>;

/** What happens in the layers: how z, gradients and weights are spread, what is flat or dead. */
@customElement('fall-line-inside')
export class InsidePanel extends StoreElement {
  @property({ type: Boolean }) explain = false;
  @state() private kind: Kind = 'preActivations';
  @state() private visible = false;

  /** Curves of activations at the bins of a histogram, by what they were asked for. */
  private readonly curves = new Map<string, Float64Array | null>();
  private asked: unknown = null;
  private observer: IntersectionObserver | null = null;

  static override styles = [
    controls,
    segmentStyles,
    css`
      :host,
      section {
        display: flex;
        flex-direction: column;
        height: 100%;
        min-height: 0;
      }
      .head {
        flex-wrap: wrap;
        column-gap: var(--space-1); /* title, choice and menu fit on one line of the desk */
      }
      .layers {
        flex: 1;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(calc(90px * var(--scale)), 1fr));
        grid-auto-rows: minmax(calc(112px * var(--scale)), 1fr);
        gap: var(--space-1);
        min-height: 0;
        overflow: auto;
        scrollbar-width: thin;
      }
      .note {
        margin: var(--space-1) 0 0;
        font-size: var(--text-small);
        line-height: 1.35;
        color: var(--muted);
      }
    `,
  ];

  protected override reads({ seen, info, settings }: State): readonly unknown[] {
    return [seen.inside, info, settings];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer = new IntersectionObserver(([entry]) => {
      this.visible = entry?.isIntersecting === true;
    });
    this.observer.observe(this);
  }

  override disconnectedCallback(): void {
    this.observer?.disconnect();
    this.visible = false;
    this.follow();
    super.disconnectedCallback();
  }

  /** Has it computed only while it is seen. */
  private follow(): void {
    const { info } = this.state;
    const wanted = this.visible && info ? info.inputs : null;
    if (wanted === this.asked) return;
    if (wanted) this.store.watch({ inside: true });
    else this.store.unwatch('inside');
    this.asked = wanted;
  }

  protected override updated(): void {
    this.follow();
  }

  protected override render(): TemplateResult {
    const { kind, explain } = this;
    const inside = this.state.seen.inside ?? null;
    const names = words.kinds;
    return html`<section aria-labelledby="title">
      <div class="head">
        <h2 id="title">${words.title}</h2>
        ${segments(
          words.choose,
          kinds.map((id) => ({ id, label: names[id] })),
          kind,
          (id) => (this.kind = kinds.find((one) => one === id) ?? kind),
        )}
        <fall-line-plot-menu .store=${this.store} .plot=${this.plot}></fall-line-plot-menu>
      </div>
      ${inside === null ? html`<p class="muted">${words.waiting}</p>` : this.content(inside)}
      ${
        explain && inside
          ? html`<p class="note">
              ${words.explained[kind](formatCount(inside.samples))}
              ${kind === 'norms' ? nothing : words.root}
            </p>`
          : nothing
      }
    </section>`;
  }

  /** Of all layers together, as they stand. */
  private readonly plot = (): PlotSource | null => {
    const { kind } = this;
    const inside = this.state.seen.inside ?? null;
    if (kind === 'norms' || inside === null) return plotOf(this.renderRoot);
    const layers = inside.layers.map((layer, l) => ({
      name: this.nameOf(l),
      histogram: layer[kind],
      figure: this.figures(kind, layer, l).trim(),
      curve: kind === 'preActivations' ? this.curveOf(l, layer.preActivations) : null,
    }));
    const title = `${words.title}: ${words.kinds[kind]}`;
    const csv = (): string => histogramTable(layers);
    const name = `inside-${kind.toLowerCase()}`;
    return tiledSource(
      { name, title, csv, palette: paletteOf(this) },
      layers.map(({ histogram, curve, ...tile }) => ({
        ...tile,
        draw: (surface, palette) => drawHistogram(surface, histogram, curve, null, palette),
      })),
      { width: 190, height: 130 },
    );
  };

  private nameOf(l: number): string {
    const last = (this.state.info?.layers.length ?? 0) - 1;
    return l === last ? text.network.output : text.network.hidden(l + 1);
  }

  private content(inside: Inside): TemplateResult {
    const { kind } = this;
    if (kind === 'norms') return html`<fall-line-norms .store=${this.store}></fall-line-norms>`;
    return html`<div class="layers" data-inside-step=${inside.step}>
      ${inside.layers.map(
        (layer, l) =>
          html`<fall-line-layer-histogram
            data-inside-layer=${l}
            .histogram=${layer[kind]}
            .curve=${kind === 'preActivations' ? this.curveOf(l, layer.preActivations) : null}
            name=${this.nameOf(l)}
            what=${words.kinds[kind]}
            figures=${this.figures(kind, layer, l)}
            .term=${this.termOf(kind, layer, l)}
            look=${this.look}
          ></fall-line-layer-histogram>`,
      )}
    </div>`;
  }

  private termOf(kind: Counted, { squashes }: LayerStatistics, l: number): TermId | null {
    if (kind !== 'preActivations') return 'norm';
    if (l === (this.state.info?.layers.length ?? 0) - 1) return null;
    return squashes ? 'saturation' : 'deadUnits';
  }

  /** What stands below a histogram: shares for z, lengths for weights and gradients. */
  private figures(kind: Counted, layer: LayerStatistics, l: number): string {
    const { info } = this.state;
    if (kind === 'weights') return words.norm(formatNumber(layer.weightNorm));
    if (kind === 'gradients') return words.norm(formatNumber(layer.gradientNorm));
    if (!info || l === info.layers.length - 1) return '\u00a0'; // an output that is sure of itself is flat: no fault
    if (layer.squashes) return words.saturated(roundShare(layer.saturated));
    return words.dead(formatCount(layer.dead), formatCount(info.layers[l]?.units ?? 0));
  }

  /** The activation of a layer at the ends of its bins, as soon as the core has computed it. */
  private curveOf(l: number, histogram: Histogram): Float64Array | null {
    const choice: Choice | undefined = this.state.settings.network?.layers[l]?.activation;
    if (choice === undefined) return null;
    const key = `${JSON.stringify(choice)} ${histogram.reach}`;
    const known = this.curves.get(key);
    if (known !== undefined) return known;
    this.curves.set(key, null);
    void this.store.activation(choice, edgesOf(histogram)).then((curve) => {
      this.curves.set(key, curve?.values ?? null);
      if (curve) this.requestUpdate();
    });
    return null;
  }
}

/** As exact as the place allows: 4.3 %, 43 %. */
function roundShare(share: number): string {
  return formatShare(share).replace(/^(\d\d+)\.\d/u, (_, whole: string) => whole);
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-inside': InsidePanel;
  }
}
