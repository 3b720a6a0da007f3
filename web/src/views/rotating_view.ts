import { css, html, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { Scene } from '../plots/bodies';
import { firstOrbit, turned, type Orbit } from '../plots/orbit';
import { paintScene } from '../plots/painter';
import { openSurface, pointOn, type Surface } from '../plots/surface';
import type { Webgl } from '../plots/webgl';
import { text } from '../text/text';
import { ReadingView } from './reading_view';

/** Radians a key turns, a pixel of a drag, and a second of turning slowly. */
const byKey = Math.PI / 24;
const byPixel = 0.008;
const bySecond = 0.25;
/** Milliseconds between two pictures while it turns by itself; longer ones were no turning. */
const leastPause = 30;
const longestPause = 500;

/**
 * One for the page, moved from view to view: browsers allow few. null where there is no WebGL;
 * then everything is painted, and three is never fetched.
 */
let webgl: Promise<Webgl | null> | null = null;

function hasWebgl(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}

async function openWebgl(): Promise<Webgl | null> {
  if (!hasWebgl()) return null;
  const { Webgl } = await import('../plots/webgl');
  return Webgl.on(document.createElement('canvas'));
}

/** A picture of space that is turned by drag, touch and arrow keys. */
export abstract class RotatingView extends ReadingView {
  @state() protected orbit: Orbit = firstOrbit;
  @state() private turning = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  /** What draws: not known yet, the painter (null), or WebGL. */
  @state() private gl: Webgl | null | undefined;

  private drag: { readonly id: number; x: number; y: number } | null = null;
  private frame = 0;
  private latest = 0;
  private isSeen = true;
  private readonly sight = new IntersectionObserver(([entry]) => {
    this.isSeen = entry?.isIntersecting ?? true;
  });

  static override styles = [
    ...ReadingView.styles,
    css`
      .stage canvas {
        touch-action: none;
        cursor: grab;
      }
      /* Words lie over the picture that WebGL draws. */
      .stage canvas[tabindex] {
        z-index: 1;
      }
    `,
  ];

  /** The pictures in a canvas of that size. Bodies that stay the same are the same objects. */
  protected abstract scenes(width: number, height: number): readonly Scene[];

  /** What is written over them. */
  protected abstract overlay(
    context: CanvasRenderingContext2D,
    scenes: readonly Scene[],
    size: { readonly width: number; readonly height: number },
  ): void;

  /** What stands at the place chosen, in words. */
  protected abstract readout(): string;

  protected abstract foot(): TemplateResult | null;

  /** The pointer moves over the picture without turning it; null when it leaves. */
  protected abstract hovered(place: { readonly x: number; readonly y: number } | null): void;

  /** An arrow key with Shift: chooses what is read; false for keys that it does not know. */
  protected abstract chose(event: KeyboardEvent): boolean;

  protected override render(): TemplateResult {
    const said = this.readout();
    return html`<div class="stage">
        <canvas
          role="img"
          tabindex="0"
          data-azimuth=${this.orbit.azimuth.toFixed(2)}
          data-drawn-by=${this.gl === undefined ? '' : this.gl ? 'webgl' : 'painter'}
          aria-label="${this.description()}. ${text.result.keysTurn}"
          @pointerdown=${this.pressed}
          @pointermove=${this.moved}
          @pointerup=${this.released}
          @pointercancel=${this.released}
          @pointerleave=${() => this.hovered(null)}
          @blur=${() => this.hovered(null)}
          @keydown=${this.keyed}
        ></canvas>
      </div>
      ${this.said(said)}
      <div class="foot">
        <div class="key">
          ${this.foot()}${this.gl === null ? html`<span>${text.result.painted}</span>` : null}
        </div>
        <label class="check">
          <input
            type="checkbox"
            data-field="turning"
            .checked=${this.turning}
            @change=${(event: Event) => (this.turning = (event.target as HTMLInputElement).checked)}
          />
          ${text.result.turning}
        </label>
      </div>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    webgl ??= openWebgl().catch(() => null);
    void webgl.then((gl) => (this.gl = gl));
    this.latest = 0;
    this.sight.observe(this);
    this.frame = requestAnimationFrame(this.tick);
  }

  override disconnectedCallback(): void {
    cancelAnimationFrame(this.frame);
    this.sight.disconnect();
    this.gl?.canvas.remove();
    super.disconnectedCallback();
  }

  protected override updated(): void {
    if (this.gl && !this.renderRoot.contains(this.gl.canvas)) {
      this.renderRoot.querySelector('.stage')?.append(this.gl.canvas);
    }
    super.updated();
  }

  protected override redraw(): void {
    const surface = openSurface(this.canvas);
    if (surface && this.gl !== undefined) this.draw(surface);
  }

  /** On the page WebGL draws, into a copy the painter: what it draws are paths. */
  protected override draw({ context, width, height, ratio }: Surface): void {
    const scenes = this.scenes(width, height);
    const isLive = context === this.canvas.getContext('2d');
    if (isLive && this.gl) this.gl.render(scenes, width, height, ratio);
    else for (const scene of scenes) paintScene(context, scene);
    this.overlay(context, scenes, { width, height });
  }

  private readonly tick = (now: number): void => {
    this.frame = requestAnimationFrame(this.tick);
    const passed = now - this.latest;
    if (passed < leastPause) return;
    this.latest = now;
    if (this.turning && this.isSeen && !this.drag && passed < longestPause) {
      this.orbit = turned(this.orbit, (bySecond * passed) / 1000, 0);
    }
  };

  private readonly pressed = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.drag = { id: event.pointerId, x: event.clientX, y: event.clientY };
    this.canvas.setPointerCapture(event.pointerId);
  };

  private readonly moved = (event: PointerEvent): void => {
    const { drag } = this;
    if (drag?.id === event.pointerId) {
      this.turning = false; // who turns it by hand has taken over
      this.orbit = turned(
        this.orbit,
        -byPixel * (event.clientX - drag.x),
        byPixel * (event.clientY - drag.y),
      );
      drag.x = event.clientX;
      drag.y = event.clientY;
      return;
    }
    this.hovered(pointOn(this.canvas, event));
  };

  private readonly released = (event: PointerEvent): void => {
    if (this.drag?.id === event.pointerId) this.drag = null;
  };

  private readonly keyed = (event: KeyboardEvent): void => {
    if (!event.key.startsWith('Arrow')) return;
    if (event.shiftKey) {
      if (this.chose(event)) event.preventDefault();
      return;
    }
    const right = Number(event.key === 'ArrowRight') - Number(event.key === 'ArrowLeft');
    const up = Number(event.key === 'ArrowUp') - Number(event.key === 'ArrowDown');
    event.preventDefault();
    this.turning = false;
    this.orbit = turned(this.orbit, byKey * right, byKey * up);
  };
}
