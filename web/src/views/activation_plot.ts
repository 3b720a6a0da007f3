import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ActivationCurve } from '../engine/model';
import {
  activationColour,
  activationPlot,
  cutAtJump,
  rowOf,
  rowOfZero,
  zs,
  type Shown,
} from '../plots/activations';
import { Frame } from '../plots/axes';
import { csvOfColumns } from '../plots/csv_text';
import { formatNumber } from '../plots/format';
import { drawPlot, frameOf, pieces, type Plot } from '../plots/lines';
import { paper } from '../plots/paper';
import type { PlotSource } from '../plots/plot_source';
import { plotFont, pointOn, type Palette, type Surface } from '../plots/surface';
import { manifest } from '../state/manifest';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { Drawn, drawnStyles } from './drawn';
import { StoreElement } from './store_element';
import './plot_menu';

const words = placeText.activations;
const legendHeight = 20;

export interface ShownActivation {
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly curve: ActivationCurve;
}

/**
 * Values or slopes of activation functions over z, with what is read; as "both" a thumbnail.
 *
 * @fires read - CustomEvent<number | null>: the row of `zs` that is read
 */
@customElement('fall-line-activation-plot')
export class ActivationPlot extends StoreElement {
  @property() kind: 'value' | 'slope' | 'both' = 'value';
  @property({ attribute: false }) shown: readonly ShownActivation[] = [];
  @property({ attribute: false }) row: number | null = null;
  /** Of a thumbnail, in words. */
  @property() label = '';

  private frame: Frame | null = null;
  private readonly drawn = new Drawn(this, (surface, palette) => this.draw(surface, palette));
  private readonly source = (): PlotSource | null => this.sourceOf();

  static override styles = [
    controls,
    drawnStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      .head {
        flex-wrap: wrap;
        margin: 0;
      }
      canvas[tabindex] {
        cursor: crosshair;
      }
    `,
  ];

  protected override reads(): readonly unknown[] {
    return [];
  }

  protected override render(): TemplateResult {
    if (this.kind === 'both') {
      return html`<div class="stage"><canvas role="img" aria-label=${this.label}></canvas></div>`;
    }
    const names = this.shown.map(({ label }) => label).join(', ');
    const reading = this.reading();
    const label = this.kind === 'value' ? words.valueLabel : words.slopeLabel;
    return html`<div class="head">
        <h2>${words[this.kind]}</h2>
        <fall-line-plot-menu .store=${this.store} .plot=${this.source}></fall-line-plot-menu>
      </div>
      <div class="stage">
        <canvas
          role="img"
          tabindex="0"
          aria-label=${label(names, reading)}
          @pointermove=${this.pointed}
          @pointerdown=${this.pointed}
          @pointerleave=${this.left}
          @keydown=${this.pressed}
        ></canvas>
      </div>
      <output class="only-heard">${this.row === null ? nothing : reading}</output>`;
  }

  private draw(surface: Surface, palette: Palette): void {
    if (this.kind === 'both') {
      drawThumbnail(surface, this.shown, palette);
      return;
    }
    const plot = this.plot(null);
    this.frame = frameOf(plot, surface.width, surface.height);
    drawPlot(surface.context, this.frame, plot, palette);
  }

  private plot(colours: readonly string[] | null): Plot {
    const lines = this.shown.map(({ curve, colour, dash }, i): Shown => ({
      values: this.kind === 'value' ? curve.values : curve.slopes,
      colour: colours?.[i] ?? colour,
      dash,
    }));
    const name = this.kind === 'value' ? words.valueAxis : words.slopeAxis;
    return activationPlot(lines, name, this.row);
  }

  private sourceOf(): PlotSource | null {
    const { shown, kind } = this;
    if (shown.length === 0) return null;
    const { palette, size } = this.drawn;
    return {
      name: kind === 'value' ? 'activations' : 'activation-slopes',
      title: words[kind === 'value' ? 'value' : 'slope'],
      width: size.width,
      height: size.height + legendHeight,
      ground: palette.surface,
      forPaper: true,
      draw: ({ context, width, height }, onPaper) => {
        const ink = onPaper ? paper : palette;
        const colours = shown.map(({ id }) => {
          const index = manifest.activations.findIndex((one) => one.id === id);
          return activationColour(index, ink);
        });
        drawNames(context, shown, colours, ink);
        context.save();
        context.translate(0, legendHeight);
        const plot = this.plot(colours);
        drawPlot(context, frameOf(plot, width, height - legendHeight), plot, ink);
        context.restore();
      },
      csv: () =>
        csvOfColumns([
          { name: 'z', values: zs },
          ...shown.flatMap(({ id, curve }) => [
            { name: id, values: curve.values },
            { name: `${id} slope`, values: curve.slopes },
          ]),
        ]),
    };
  }

  private reading(): string {
    const row = this.row ?? rowOfZero;
    const values = this.shown.map(({ label, curve }) =>
      words.readingOf(
        label,
        formatNumber(curve.values[row], 4),
        formatNumber(curve.slopes[row], 4),
      ),
    );
    return words.reading(formatNumber(zs[row]), values.join('; '));
  }

  private readonly pointed = (event: PointerEvent): void => {
    const at = this.frame?.xAt(pointOn(event.currentTarget as Element, event).x);
    if (at !== undefined) this.tell(rowOf(at));
  };

  private readonly left = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse') this.tell(null);
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const z = zs[this.row ?? rowOfZero] ?? 0;
    const to = {
      ArrowLeft: z - 0.05,
      ArrowRight: z + 0.05,
      PageUp: z - 1,
      PageDown: z + 1,
      Home: -5,
      End: 5,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.tell(rowOf(to));
  };

  private tell(row: number | null): void {
    this.dispatchEvent(new CustomEvent('read', { detail: row }));
  }
}

/** Function solid and slope dashed, without an axis: for the eye, not for reading values. */
function drawThumbnail(
  { context, width, height }: Surface,
  shown: readonly ShownActivation[],
  palette: Palette,
): void {
  const box = { left: 1, top: 1, width: width - 2, height: height - 2 };
  const frame = new Frame(box, { low: -5, high: 5 }, { low: -1.6, high: 2.6 });
  context.strokeStyle = palette.hairline;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, frame.toY(0));
  context.lineTo(width, frame.toY(0));
  context.moveTo(frame.toX(0), 0);
  context.lineTo(frame.toX(0), height);
  context.stroke();
  for (const { curve, colour } of shown) {
    for (const [values, dash, line] of [
      [curve.slopes, [3, 3], 1.2],
      [curve.values, [], 2],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = line;
      context.setLineDash([...dash]);
      for (const piece of pieces(zs, cutAtJump(values), frame)) {
        context.beginPath();
        for (const [x, y] of piece) context.lineTo(x, y);
        context.stroke();
      }
    }
  }
  context.setLineDash([]);
}

/** What the lines are, in a row above a saved picture. */
function drawNames(
  context: CanvasRenderingContext2D,
  shown: readonly ShownActivation[],
  colours: readonly string[],
  palette: Palette,
): void {
  context.save();
  context.font = plotFont;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = palette.ink;
  context.lineWidth = 2;
  let x = 56;
  shown.forEach(({ label, dash }, i) => {
    context.strokeStyle = colours[i] ?? palette.ink;
    context.setLineDash([...dash]);
    context.beginPath();
    context.moveTo(x, legendHeight / 2 + 2);
    context.lineTo(x + 26, legendHeight / 2 + 2);
    context.stroke();
    context.fillText(label, x + 32, legendHeight / 2 + 2);
    x += 48 + context.measureText(label).width;
  });
  context.restore();
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-activation-plot': ActivationPlot;
  }
}
