import { html, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { SessionInfo } from '../engine/model';
import type { Frame } from '../plots/axes';
import { moveBy, type Place } from '../plots/cursor';
import { gridSize, targetsOf } from '../plots/map_grid';
import { rectangleOf } from '../plots/region';
import type { Domain } from '../plots/scales';
import { pointOn } from '../plots/surface';
import type { State } from '../state/state';
import { text } from '../text/text';
import { ReadingView } from './reading_view';

/** What a map spans: fixed for a session, whatever is learned. */
export interface Region {
  readonly inputs: SessionInfo['inputs'];
  readonly x: Domain;
  readonly y: Domain;
  /** Of the targets of a regression. */
  readonly targets: Domain | null;
}

/** Maps over two inputs, and a place on them that pointer, finger and arrow keys choose. */
export abstract class PlaneView extends ReadingView {
  @state() protected cursor: Place | null = null;

  protected region: Region | null = null;

  protected override reads(state: State): readonly unknown[] {
    return [state.seen.grid, state.samples, state.info, state.playing, state.dark, state.theme];
  }

  /** Frames of the latest drawing: where the pointer reads. */
  protected abstract frames(): readonly Frame[];

  /** What stands at the cursor, in words. */
  protected abstract readout(place: Place): string;

  /** The line below the pictures. */
  protected abstract foot(info: SessionInfo): TemplateResult;

  protected override render(): TemplateResult {
    const { info } = this.state;
    const { cursor } = this;
    const said = cursor ? this.readout(cursor) : '';
    return html`<div class="stage">
        <canvas
          role="img"
          tabindex="0"
          aria-label="${this.description()}. ${text.result.keysRead}"
          @pointermove=${this.pointed}
          @pointerdown=${this.pointed}
          @pointerleave=${() => (this.cursor = null)}
          @blur=${() => (this.cursor = null)}
          @keydown=${this.moved}
        ></canvas>
      </div>
      ${this.said(said)}
      <div class="foot">${info ? this.foot(info) : null}</div>`;
  }

  protected override updated(): void {
    const { info, samples } = this.state;
    const isOurs = info?.inputs.count === 2; // this view may be about to give way to another
    if (info && isOurs && samples.train && this.region?.inputs !== info.inputs) {
      const { x, y } = rectangleOf(samples);
      this.region = { inputs: info.inputs, x, y, targets: targetsOf(info, samples) };
      this.cursor = null;
      const n = gridSize(info);
      this.store.watch({ grid: { x: [x.low, x.high], y: [y.low, y.high], nx: n, ny: n } });
    }
    super.updated();
  }

  override disconnectedCallback(): void {
    this.store.unwatch('grid');
    super.disconnectedCallback();
  }

  /** Where a place of the inputs lies in the region, as shares of its sides. */
  protected shareOf({ x, y }: Place): readonly [number, number] {
    const { region } = this;
    if (!region) return [NaN, NaN];
    return [
      (x - region.x.low) / (region.x.high - region.x.low),
      (y - region.y.low) / (region.y.high - region.y.low),
    ];
  }

  private readonly pointed = (event: PointerEvent): void => {
    const { x, y } = pointOn(this.canvas, event);
    for (const frame of this.frames()) {
      const place = frame.at(x, y);
      if (place) {
        this.cursor = place;
        return;
      }
    }
    this.cursor = null;
  };

  private readonly moved = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.cursor) {
      event.preventDefault();
      this.cursor = null;
    }
    const next = this.region ? moveBy(event, this.cursor, this.region) : null;
    if (!next) return;
    event.preventDefault();
    this.cursor = next;
  };
}
