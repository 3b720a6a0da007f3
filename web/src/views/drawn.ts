import { css, type LitElement, type ReactiveController } from 'lit';
import { paper } from '../plots/paper';
import type { PlotSource } from '../plots/plot_source';
import { openSurface, paletteOf, plotScale, type Palette, type Surface } from '../plots/surface';

/** A canvas that fills its stage, and the stage what its view leaves. */
export const drawnStyles = css`
  :host {
    min-width: 0;
    min-height: 0;
  }
  .stage {
    position: relative;
    flex: 1;
    min-height: 0;
  }
  canvas {
    position: absolute;
    inset: 0;
    display: block;
    width: 100%;
    height: 100%;
    touch-action: pan-y;
  }
`;

/**
 * Keeps the canvas of a view drawn: after every update of the view and when its size changes, also
 * when the view was away in between. Knows the colours in force, too.
 */
export class Drawn implements ReactiveController {
  private readonly observer = new ResizeObserver(() => (this.own ?? this.redraw)());
  private observed: HTMLCanvasElement | null = null;
  private colours: Palette | null = null;
  private look = '';

  /**
   * @param view `look`: another text when colours or sizes are others
   * @param own of a view that draws by itself after its updates: what it does when the size changes
   */
  constructor(
    private readonly view: LitElement & { readonly look: string },
    private readonly draw: (surface: Surface, palette: Palette) => void,
    private readonly own: (() => void) | null = null,
  ) {
    view.addController(this);
  }

  /** The view's first canvas; null before the first update, or where it has none at the moment. */
  get canvas(): HTMLCanvasElement | null {
    return this.view.renderRoot.querySelector('canvas');
  }

  get palette(): Palette {
    const { look } = this.view;
    if (!this.colours || this.look !== look) {
      this.colours = paletteOf(this.view);
      this.look = look;
    }
    return this.colours;
  }

  /** In the units of surfaces. */
  get size(): { readonly width: number; readonly height: number } {
    const { clientWidth = 0, clientHeight = 0 } = this.canvas ?? {};
    return { width: clientWidth / plotScale(), height: clientHeight / plotScale() };
  }

  /** The picture as it stands, for saving. */
  source({ name, title, csv }: Pick<PlotSource, 'name' | 'title' | 'csv'>): PlotSource {
    const { palette } = this;
    return {
      ...{ name, title, csv, ...this.size },
      ground: palette.surface,
      forPaper: true,
      draw: (surface, onPaper) => this.draw(surface, onPaper ? paper : palette),
    };
  }

  readonly redraw = (): void => {
    const surface = this.canvas && openSurface(this.canvas);
    if (surface) this.draw(surface, this.palette);
  };

  hostConnected(): void {
    this.observe();
  }

  hostUpdated(): void {
    this.observe();
    if (!this.own) this.redraw();
  }

  hostDisconnected(): void {
    this.observer.disconnect();
    this.observed = null;
  }

  private observe(): void {
    const { canvas } = this;
    if (canvas === this.observed) return;
    this.observer.disconnect();
    if (canvas) this.observer.observe(canvas);
    this.observed = canvas;
  }
}
