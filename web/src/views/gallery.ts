import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { colourAt, viridisTable } from '../plots/colour';
import { classColours } from '../plots/outputs';
import { extent, linear, padded } from '../plots/scales';
import { openSurface, paletteOf, type Surface } from '../plots/surface';
import { find, manifest } from '../state/manifest';
import { isDrawn } from '../state/sketch';
import { fileSources } from '../state/sources';
import type { Sketch, State } from '../state/state';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import { icon, type IconName } from './icons';
import { StoreElement } from './store_element';

const viridis = viridisTable();

/** One place of the gallery: a source, or a way to data of one's own. */
interface Tile {
  readonly id: string;
  readonly label: string;
  readonly sentence: string;
  /** In place of a picture. */
  readonly icon: IconName | null;
}

const tiles: readonly Tile[] = [
  ...manifest.datasets
    .filter(({ id }) => isDrawn(id))
    .map(({ id, label, summary }) => ({ id, label, sentence: summary, icon: null })),
  { id: 'points', ...text.data.sources.points, icon: 'pencil' },
  { id: 'files', ...text.data.sources.files, icon: 'file' },
];

/**
 * The sources as thumbnails of samples that the core has drawn, and a sentence on the one that is
 * chosen or looked at. One of them takes part in the tab order; arrow keys go on from there.
 *
 * @fires files - when "Open files" is pressed and there are none to go back to
 */
@customElement('fall-line-gallery')
export class Gallery extends StoreElement {
  /** The tile under the pointer or with the focus. */
  @state() private looked: string | null = null;

  static override styles = [
    controls,
    css`
      .sources {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(31px, 1fr));
        gap: var(--space-1);
      }
      button {
        position: relative;
        width: 100%;
        height: auto;
        aspect-ratio: 1;
        padding: 1px;
        border-color: var(--hairline);
        overflow: hidden;
      }
      button[aria-pressed='true'] {
        border-color: var(--accent);
        box-shadow: 0 0 0 1px var(--accent);
      }
      button.draft {
        border: 2px dashed var(--accent);
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
      /* A picture, not a word: it is no part of the button's name. */
      .letters::before {
        content: attr(data-letters);
      }
      .sentence {
        min-height: 54px; /* of the longest: nothing below moves while they are looked through */
        margin: var(--space-2) 0 var(--space-1);
        font-size: var(--text-small);
        line-height: 18px;
        color: var(--muted);
      }
      /* Data of one's own need the room, and no introduction. */
      .sentence.own {
        min-height: 0;
        margin: var(--space-2) 0 0;
      }
      .sentence.own > * {
        display: none;
      }
      .sentence b {
        color: var(--ink);
        font-weight: 600;
      }
      @media (max-width: 1199px) {
        .sentence {
          min-height: 36px;
        }
      }
      @media (pointer: coarse) {
        .sources {
          grid-template-columns: repeat(auto-fill, minmax(38px, 1fr));
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    const { gallery, settings, draft, dark, theme } = state;
    return [gallery, settings.data.source, draft, dark, theme];
  }

  /** The place that stands for the source in force. */
  private get chosen(): string {
    return tileOf(this.state.settings.data.source);
  }

  protected override render(): TemplateResult {
    const { draft } = this.state;
    const making = draft ? tileOf(draft.data.source) : null;
    const shown = this.looked ?? making ?? this.chosen;
    const tile = tiles.find(({ id }) => id === shown);
    const entry = tiles.find(({ id }) => id === this.chosen) ? this.chosen : tiles[0]?.id;
    return html`<div
        class="sources"
        data-path="data.source"
        data-replaces="data"
        role="group"
        aria-label=${text.data.source}
        @keydown=${this.moved}
        @pointerleave=${() => (this.looked = null)}
        @focusout=${() => (this.looked = null)}
      >
        ${tiles.map((one) => this.tile(one, one.id === making, one.id === entry))}
      </div>
      <p class=${isOwn(making ?? this.chosen) ? 'sentence own' : 'sentence'}>
        ${
          tile
            ? html`<b>${tile.label}.</b> <span>${tile.sentence}</span>`
            : html`<b>${find(manifest.datasets, shown)?.label ?? shown}.</b>`
        }
      </p>`;
  }

  private tile({ id, label, sentence, icon: own }: Tile, making: boolean, entry: boolean) {
    return html`<button
      class=${making ? 'draft' : nothing}
      data-source=${id}
      title="${label}. ${sentence}"
      aria-label=${making ? text.data.inTheMaking(label) : label}
      aria-pressed=${id === this.chosen}
      tabindex=${entry ? 0 : -1}
      @click=${() => this.choose(id)}
      @pointerenter=${(event: PointerEvent) => {
        if (event.pointerType === 'mouse') this.looked = id;
      }}
      @focus=${(event: FocusEvent) => {
        // A press focuses, too, and has its own answer.
        if ((event.target as Element).matches(':focus-visible')) this.looked = id;
      }}
    >
      ${
        own
          ? icon(own)
          : html`<canvas data-sketch=${id}></canvas> ${
                this.state.gallery[id]
                  ? nothing
                  : html`<span class="letters" data-letters=${label.slice(0, 3)}></span>`
              }`
      }
    </button>`;
  }

  private choose(id: string): void {
    if (id === 'files' && (!this.store.hasFiles || this.chosen === 'files')) {
      this.dispatchEvent(new CustomEvent('files'));
    } else {
      this.store.chooseSource(id);
    }
  }

  private readonly moved = (event: KeyboardEvent): void => {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('.sources button')];
    const from = buttons.findIndex((button) => button === (event.target as Element));
    const top = (button: HTMLElement | undefined): number => button?.offsetTop ?? 0;
    const columns = buttons.filter((button) => top(button) === top(buttons[0])).length;
    const to = {
      ArrowRight: from + 1,
      ArrowLeft: from - 1,
      ArrowDown: from + columns,
      ArrowUp: from - columns,
      Home: 0,
      End: buttons.length - 1,
    }[event.key];
    if (to === undefined || from < 0) return;
    event.preventDefault();
    buttons[to]?.focus();
  };

  protected override updated(): void {
    for (const canvas of this.renderRoot.querySelectorAll('canvas')) this.draw(canvas);
  }

  private draw(canvas: HTMLCanvasElement): void {
    const sketch = this.state.gallery[canvas.dataset['sketch'] ?? ''];
    const surface = sketch && openSurface(canvas);
    if (!surface) return;
    if (sketch.image) drawImage(surface, sketch);
    else this.drawSamples(surface, sketch);
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

function isOwn(tile: string): boolean {
  return tile === 'points' || tile === 'files';
}

function tileOf(source: string): string {
  return fileSources.includes(source) ? 'files' : source;
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
