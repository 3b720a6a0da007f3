import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Part } from '../engine/model';
import { Frame } from '../plots/axes';
import { formatNumber } from '../plots/format';
import { drawGlyph, glyphRadius } from '../plots/points';
import { extent, niceDomain, union, type Domain } from '../plots/scales';
import type { Surface } from '../plots/surface';
import type { State } from '../state/state';
import { CanvasView } from './canvas_view';

/** A regression with many inputs: predicted against true; on the diagonal both are equal. */
@customElement('fall-line-output-scatter')
export class OutputScatter extends CanvasView {
  protected override reads(state: State): readonly unknown[] {
    return [state.predictions, state.samples, state.info, state.dark, state.theme];
  }

  protected override description(): string {
    const { progress, info } = this.state;
    const r2 = progress?.[this.shownPart]?.r2;
    const [name = 'target'] = info?.task.names ?? [];
    return `Predicted against true ${name}: R squared ${formatNumber(r2)}`;
  }

  private get shownPart(): Part {
    return (this.state.info?.samples.test ?? 0) > 0 ? 'test' : 'train';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.store.follow(this.shownPart);
  }

  override disconnectedCallback(): void {
    this.store.follow(null);
    super.disconnectedCallback();
  }

  protected override key(): TemplateResult | null {
    const { info, samples } = this.state;
    const set = samples[this.shownPart];
    if (!info || !set) return null;
    const [name = 'target'] = info.task.names;
    const shown = set.count < set.total ? `${set.count} of ${set.total}` : `${set.count}`;
    const part = this.shownPart === 'test' ? 'test' : 'training';
    return html`predicted (up) over true (right) ${name}, ${shown} ${part} samples`;
  }

  protected override draw({ context, width, height }: Surface): void {
    const { info, samples, predictions, dark } = this.state;
    const set = samples[this.shownPart];
    if (!info || !set) return;
    const outputs = info.outputs;
    const known = extent(set.targets) ?? { low: 0, high: 1 };
    const values = predictions?.part === this.shownPart ? predictions.values : null;
    const domain: Domain = niceDomain(union(known, values ? extent(values) : null), 5);
    const side = Math.max(60, Math.min(width - 64, height - 36));
    const frame = new Frame({ left: 54, top: 6, width: side, height: side }, domain, domain);
    frame.drawAxes(context, this.palette, { x: 'true', y: '' }, true);
    context.strokeStyle = this.palette.muted;
    context.setLineDash([5, 4]);
    context.beginPath();
    context.moveTo(frame.toX(domain.low), frame.toY(domain.low));
    context.lineTo(frame.toX(domain.high), frame.toY(domain.high));
    context.stroke();
    context.setLineDash([]);
    const style = { fill: this.palette[this.shownPart], outline: dark ? '#10151b' : '#ffffff' };
    const radius = glyphRadius(set.count);
    for (let i = 0; values && i < set.count; ++i) {
      const x = frame.toX(set.targets[i * outputs] ?? NaN);
      const y = frame.toY(values[i * outputs] ?? NaN);
      drawGlyph(context, this.shownPart, x, y, radius, style);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-output-scatter': OutputScatter;
  }
}
