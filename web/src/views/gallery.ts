import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { manifest } from '../state/manifest';
import { isDrawn } from '../state/sketch';
import type { Sketch, State } from '../state/state';
import { colourAt, viridisTable } from '../plots/colour';
import { classColours } from '../plots/outputs';
import { extent, linear, padded } from '../plots/scales';
import { openSurface, paletteOf, type Surface } from '../plots/surface';
import { controls } from '../styles/controls';
import { StoreElement } from './store_element';

const viridis = viridisTable();

/** The sources as thumbnails of samples that the core has drawn. */
@customElement('fall-line-gallery')
export class Gallery extends StoreElement {
  static override styles = [
    controls,
    css`
      .sources {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(36px, 1fr));
        gap: var(--space-1);
      }
      button {
        position: relative;
        width: 100%;
        height: auto;
        aspect-ratio: 1;
        padding: 2px;
        border-color: var(--hairline);
        overflow: hidden;
      }
      button[aria-pressed='true'] {
        border-color: var(--accent);
        box-shadow: 0 0 0 1px var(--accent);
      }
      canvas {
        width: 100%;
        height: 100%;
        pointer-events: none;
      }
      .letters {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        font-size: 11px;
        color: var(--muted);
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.gallery, state.settings.data.source, state.dark, state.theme];
  }

  protected override render(): TemplateResult {
    const { settings, gallery } = this.state;
    const { source } = settings.data;
    const sources = manifest.datasets.filter(({ id }) => isDrawn(id));
    return html`<div class="sources" role="group" aria-label="Data source">
      ${sources.map(
        ({ id, label }) =>
          html`<button
            data-source=${id}
            title=${label}
            aria-label=${label}
            aria-pressed=${id === source}
            @click=${() => this.store.chooseSource(id)}
          >
            <canvas data-sketch=${id}></canvas>
            ${gallery[id] ? null : html`<span class="letters">${label.slice(0, 3)}</span>`}
          </button>`,
      )}
    </div>`;
  }

  protected override updated(): void {
    for (const canvas of this.renderRoot.querySelectorAll('canvas')) {
      const sketch = this.state.gallery[canvas.dataset['sketch'] ?? ''];
      if (!sketch) continue;
      const surface = openSurface(canvas);
      if (!surface) continue;
      if (sketch.image) drawImage(surface, sketch);
      else this.drawSamples(surface, sketch);
    }
  }

  private drawSamples({ context, width, height }: Surface, sketch: Sketch): void {
    const { info, samples } = sketch;
    const { count } = info.inputs;
    const of = (from: Float32Array, size: number, k: number): Float32Array =>
      from.filter((_, i) => i % size === k);
    const targets = of(samples.targets, samples.targets.length / samples.count, 0);
    const xs = of(samples.inputs, count, 0);
    const ys = count === 1 ? targets : of(samples.inputs, count, 1);
    const range = extent(targets) ?? { low: 0, high: 1 };
    const toX = linear(padded(extent(xs) ?? range, 0.06), 0, width);
    const toY = linear(padded(extent(ys) ?? range, 0.06), height, 0);
    const colours = classColours(info);
    const radius = samples.count > 20 ? 1.3 : 3;
    for (let i = 0; i < samples.count; ++i) {
      const target = targets[i] ?? 0;
      const [r, g, b] = colourAt(viridis, (target - range.low) / (range.high - range.low || 1));
      context.fillStyle =
        info.task.kind !== 'regression'
          ? (colours[target] ?? '#888888')
          : count === 1
            ? paletteOf(this).train
            : `rgb(${r} ${g} ${b})`;
      context.beginPath();
      context.arc(toX(xs[i] ?? 0), toY(ys[i] ?? 0), radius, 0, 2 * Math.PI);
      context.fill();
    }
  }
}

function drawImage({ context, width, height }: Surface, { info, image }: Sketch): void {
  const shape = info.inputs.image;
  if (!shape || !image) return;
  const pixels = new ImageData(shape.width, shape.height);
  for (let i = 0; i < shape.width * shape.height; ++i) {
    for (let k = 0; k < 3; ++k) {
      pixels.data[4 * i + k] = image[i * shape.channels + (shape.channels === 3 ? k : 0)] ?? 0;
    }
    pixels.data[4 * i + 3] = 255;
  }
  const canvas = document.createElement('canvas');
  canvas.width = shape.width;
  canvas.height = shape.height;
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  context.drawImage(canvas, 0, 0, width, height);
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-gallery': Gallery;
  }
}
