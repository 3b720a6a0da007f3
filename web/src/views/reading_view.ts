import { css, html, type TemplateResult } from 'lit';
import { parseHex } from '../plots/colour';
import { Colourings } from '../plots/outputs';
import type { Palette } from '../plots/surface';
import { CanvasView } from './canvas_view';

/** A picture in the colours of outputs, with a line of words on what is pointed at, and a foot. */
export abstract class ReadingView extends CanvasView {
  private themed: { readonly palette: Palette; readonly colourings: Colourings } | null = null;

  static override styles = [
    ...CanvasView.styles,
    css`
      .readout {
        display: block;
        height: 20px;
        overflow: hidden;
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-1) var(--space-3);
        min-height: var(--control);
      }
      .foot .key {
        flex: 1;
      }
      .foot select {
        width: auto;
      }
    `,
  ];

  /** The line of words; it keeps its place while there is nothing to say. */
  protected said(words: string): TemplateResult {
    const live = this.state.playing ? 'off' : 'polite';
    return html`<output class="readout" aria-live=${live} title=${words}>${words}</output>`;
  }

  /** Colours of outputs in the theme in force. */
  protected colourings(): Colourings {
    const { palette } = this;
    if (this.themed?.palette !== palette) {
      this.themed = { palette, colourings: new Colourings(parseHex(palette.surface)) };
    }
    return this.themed.colourings;
  }
}
