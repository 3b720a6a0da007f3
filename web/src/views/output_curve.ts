import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { parts, type SessionInfo } from '../engine/model';
import { Frame } from '../plots/axes';
import { classColours, readingOf } from '../plots/outputs';
import { drawGlyph, glyphRadius } from '../plots/points';
import { extent, niceDomain, padded, union, type Domain } from '../plots/scales';
import type { Surface } from '../plots/surface';
import type { State } from '../state/state';
import { CanvasView } from './canvas_view';
import { curveKey } from './key';

const curvePoints = 400;

/** One input: the network's output as a curve through the samples. */
@customElement('fall-line-output-curve')
export class OutputCurve extends CanvasView {
  private asked: SessionInfo['inputs'] | null = null;
  private domain: Domain = { low: -1, high: 1 };

  protected override reads(state: State): readonly unknown[] {
    return [state.seen.curve, state.samples, state.info, state.dark, state.theme];
  }

  protected override description(): string {
    const [name = 'x'] = this.state.info?.inputs.names ?? [];
    return `Curve of the network's output over ${name}, with the samples`;
  }

  protected override key(): TemplateResult | null {
    const { info } = this.state;
    return info ? curveKey(info, this.palette) : null;
  }

  protected override updated(): void {
    const { info, samples } = this.state;
    const isOurs = info?.inputs.count === 1; // this view may be about to give way to another
    if (info && isOurs && samples.train && this.asked !== info.inputs) {
      this.asked = info.inputs;
      let all = extent(samples.train.inputs);
      for (const part of parts) {
        if (all && samples[part]) all = union(all, extent(samples[part].inputs));
      }
      this.domain = padded(all ?? { low: -1, high: 1 }, 0.04);
      this.store.watch({ curve: { x: [this.domain.low, this.domain.high], n: curvePoints } });
    }
    super.updated();
  }

  protected override draw({ context, width, height }: Surface): void {
    const { info, samples, seen, settings, dark } = this.state;
    if (!info) return;
    const reading = readingOf(info, settings);
    const height01 = this.targetsOf(info, reading.kind === 'sides' ? reading.low : 0);
    let y: Domain | null = null;
    for (const part of parts) {
      const domain = samples[part] ? extent(samples[part].targets.map(height01)) : null;
      y = y ? union(y, domain) : domain;
    }
    if (seen.curve) y = union(y ?? { low: 0, high: 1 }, extent(seen.curve.values));
    const box = { left: 44, top: 6, width: width - 52, height: height - 36 };
    const frame = new Frame(box, this.domain, niceDomain(y ?? { low: 0, high: 1 }, 5));
    const [name = 'x'] = info.inputs.names;
    frame.drawAxes(context, this.palette, { x: name, y: '' }, true);
    for (const part of parts) {
      const set = samples[part];
      if (!set) continue;
      const size = set.targets.length / set.count;
      for (let i = 0; i < set.count; ++i) {
        const target = set.targets[i * size] ?? NaN;
        const fill =
          reading.kind === 'number'
            ? this.palette[part]
            : (classColours(info)[target] ?? '#888888');
        const x = frame.toX(set.inputs[i] ?? NaN);
        const outline = dark ? '#10151b' : '#ffffff';
        const radius = glyphRadius(set.count);
        drawGlyph(context, part, x, frame.toY(height01(target)), radius, { fill, outline });
      }
    }
    this.drawCurves(context, frame, info);
  }

  /** Class indices as heights at which the output would be right. */
  private targetsOf(info: SessionInfo, low: number): (target: number) => number {
    return info.task.kind === 'regression' ? (t) => t : (t) => (t > 0 ? 1 : low);
  }

  private drawCurves(context: CanvasRenderingContext2D, frame: Frame, info: SessionInfo): void {
    const { curve } = this.state.seen;
    if (!curve) return;
    const { left, width } = frame.box;
    for (let k = 0; k < curve.outputs; ++k) {
      context.beginPath();
      for (let i = 0; i < curvePoints; ++i) {
        const y = frame.toY(curve.values[k * curvePoints + i] ?? NaN);
        context.lineTo(left + (i / (curvePoints - 1)) * width, y);
      }
      context.lineWidth = 2.4;
      context.lineJoin = 'round';
      context.strokeStyle =
        curve.outputs > 1 ? (classColours(info)[k] ?? this.palette.ink) : this.palette.ink;
      context.stroke();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-output-curve': OutputCurve;
  }
}
