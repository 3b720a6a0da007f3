import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { parts, type Samples, type SessionInfo } from '../engine/model';
import { Frame } from '../plots/axes';
import { scalingsOf } from '../plots/features';
import { calmColour } from '../plots/colour';
import { contributions, strongest, valueOn, type Contributions } from '../plots/contributions';
import { drawCross, moveBy } from '../plots/cursor';
import { formatNumber } from '../plots/format';
import { drawCurve, drawEndLabels, type EndLabel } from '../plots/curve_lines';
import { targetsOf } from '../plots/map_grid';
import { classColours, describeOutputs, readingOf, type Reading } from '../plots/outputs';
import { drawCloud, glyphRadius, outlineOf } from '../plots/points';
import { intervalOf } from '../plots/region';
import { extent, niceDomain, union, type Domain } from '../plots/scales';
import { pointOn, type Surface } from '../plots/surface';
import { idOf } from '../state/spec';
import type { State } from '../state/state';
import { truthIn } from '../state/truth';
import { text } from '../text/text';
import { ReadingView } from './reading_view';
import { curveKey, type LineKey } from './key';

const curvePoints = 400;
const unitPoints = 200;
/** More lines than this are not told apart. */
const mostLines = 24;
/** So many contributions are named in the readout. */
const mostNamed = 3;

/** One input: the output as a curve through the samples, and what each unit adds to it. */
@customElement('fall-line-output-curve')
export class OutputCurve extends ReadingView {
  @state() private takenApart = true;
  /** Of several outputs, the one taken apart. */
  @state() private output = 0;
  @state() private cursor: number | null = null;

  private asked: SessionInfo['inputs'] | null = null;
  private askedUnits = false;
  private domain: Domain = { low: -1, high: 1 };
  private frame: Frame | null = null;
  /** Of the latest report. */
  private apart: { readonly of: State['seen']; readonly parts: Contributions | null } | null = null;

  static override styles = [
    ...ReadingView.styles,
    css`
      .readout {
        height: 38px; /* two lines, also while there is nothing to say */
        line-height: 19px;
        white-space: normal;
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    const { seen, samples, info, truth, playing, dark, theme } = state;
    return [seen.curve, seen.unitCurve, samples, info, truth, playing, dark, theme];
  }

  protected override description(): string {
    return text.result.curveOf(this.state.info?.inputs.names[0] ?? 'x');
  }

  protected override render(): TemplateResult {
    const { info } = this.state;
    const said = info && this.cursor !== null ? this.readout(info, this.cursor) : '';
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

  private foot(info: SessionInfo): TemplateResult {
    const hasHidden = info.layers.length > 1;
    const isShown = this.takenApart && hasHidden;
    return html`<div class="key">${curveKey(info, this.palette, this.lineKeys(info))}</div>
      ${
        isShown && info.outputs > 1
          ? html`<select
              aria-label=${text.result.contributionsOf}
              @change=${(event: Event) =>
                (this.output = Number((event.target as HTMLSelectElement).value))}
            >
              ${info.task.names.map(
                (name, k) =>
                  html`<option value=${k} ?selected=${k === this.output}>${name}</option>`,
              )}
            </select>`
          : null
      }
      ${
        hasHidden
          ? html`<label class="check">
              <input
                type="checkbox"
                data-field="contributions"
                .checked=${this.takenApart}
                @change=${(event: Event) =>
                  (this.takenApart = (event.target as HTMLInputElement).checked)}
              />
              ${text.result.contributions}
            </label>`
          : null
      }`;
  }

  private lineKeys(info: SessionInfo): readonly LineKey[] {
    const { ink, muted } = this.palette;
    const keys: LineKey[] = [];
    if (info.outputs === 1) keys.push({ label: text.result.network, colour: ink });
    else {
      info.task.names.forEach((name, k) =>
        keys.push({ label: name, colour: classColours(info)[k] ?? ink }),
      );
    }
    if (this.truth) keys.push({ label: text.result.truth, colour: muted, dashed: true });
    const apart = this.contributions(info);
    if (!apart) return keys;
    const shown = Math.min(mostLines, apart.count);
    keys.push({ label: text.result.contributionKey(shown, apart.count), colour: calmColour(0) });
    if (!apart.isOutput) {
      const label = text.result.before(this.lastActivation());
      keys.push({ label, colour: ink, dashed: true });
    }
    return keys;
  }

  protected override updated(): void {
    const { info, samples, seen } = this.state;
    const isOurs = info?.inputs.count === 1; // this view may be about to give way to another
    if (info && isOurs && samples.train && this.asked !== info.inputs) {
      this.asked = info.inputs;
      this.askedUnits = false;
      this.cursor = null;
      this.domain = intervalOf(samples);
      const { low, high } = this.domain;
      this.store.watch({ curve: { x: [low, high], n: curvePoints }, parameters: true });
      if (info.task.kind === 'regression') void this.store.askTruth();
    } else if (info && isOurs && seen.curve && !seen.unitCurve && !this.askedUnits) {
      // The network's picture asks for them, too; where it does not, this view has to.
      this.askedUnits = true;
      const { low, high } = this.domain;
      this.store.watch({ unitCurve: { x: [low, high], n: unitPoints } });
    }
    super.updated();
  }

  override disconnectedCallback(): void {
    this.store.unwatch('curve');
    super.disconnectedCallback();
  }

  /** The function without noise, where the source knows it and a regression is to find it. */
  private get truth(): Samples | null {
    const isRegression = this.state.info?.task.kind === 'regression';
    return isRegression ? (truthIn(this.state) ?? null) : null;
  }

  private lastActivation(): string {
    const { settings } = this.state;
    return idOf(settings.network?.layers.at(-1)?.activation) ?? 'linear';
  }

  /** Of the output taken apart; null while that is off or not possible. */
  private contributions(info: SessionInfo): Contributions | null {
    const { seen, settings } = this.state;
    const { curve, unitCurve, parameters } = seen;
    if (!this.takenApart || !curve || !unitCurve || !parameters) return null;
    if (this.apart?.of === seen) return this.apart.parts;
    const scale = idOf(settings.data['scaleTargets']) ?? 'none';
    const k = Math.min(this.output, info.outputs - 1);
    const parts = contributions(info, unitCurve, parameters, curve, {
      k,
      isLinear: this.lastActivation() === 'linear',
      targetScale: info.task.kind === 'regression' ? this.targetScale(scale, k) : null,
    });
    this.apart = { of: seen, parts };
    return parts;
  }

  /** What the numbers to predict were divided by; null where they are as they were. */
  private targetScale(scale: string, k: number): number | null {
    const { train } = this.state.samples;
    if (scale === 'none' || !train) return null;
    const { factor } =
      scalingsOf(scale, train.targets, train.targets.length / train.count)[k] ?? {};
    return factor === undefined || factor === 0 ? 1 : 1 / factor;
  }

  private readout(info: SessionInfo, x: number): string {
    const { seen, settings } = this.state;
    if (!seen.curve) return '';
    const { low, high } = this.domain;
    const share = (x - low) / (high - low);
    const { outputs, values } = seen.curve;
    const size = values.length / outputs;
    const at = Array.from({ length: outputs }, (_, k) =>
      valueOn(values.subarray(k * size, (k + 1) * size), share),
    );
    const place = `${info.inputs.names[0] ?? 'x'} ${formatNumber(x)}`;
    const said = text.result.at(place, describeOutputs(readingOf(info, settings), info, at));
    const apart = this.contributions(info);
    return apart ? `${said} = ${sumText(apart, share)}` : said;
  }

  protected override draw({ context, width, height }: Surface): void {
    const { info, samples, seen, settings, dark } = this.state;
    if (!info) return;
    const reading = readingOf(info, settings);
    const apart = this.contributions(info);
    const right = apart ? 40 : 8; // room for the names of lines
    const box = { left: 44, top: 6, width: width - 44 - right, height: height - 36 };
    const frame = new Frame(box, this.domain, this.heights(info, reading, apart));
    this.frame = frame;
    const [name = 'x'] = info.inputs.names;
    frame.drawAxes(context, this.palette, { x: name, y: '' }, true);
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.width, box.height);
    context.clip();
    if (apart) this.drawApart(context, frame, apart);
    const heightOf = heightsOf(info, reading);
    for (const part of parts) {
      const set = samples[part];
      if (!set) continue;
      const size = set.targets.length / set.count;
      const isNumber = reading.kind === 'number';
      drawCloud(context, {
        part,
        count: set.count,
        radius: glyphRadius(set.count),
        outline: outlineOf(part, dark),
        fills: isNumber ? [this.palette[part]] : classColours(info),
        fill: (i) => (isNumber ? 0 : (set.targets[i * size] ?? 0)),
        x: (i) => frame.toX(set.inputs[i] ?? NaN),
        y: (i) => frame.toY(heightOf(set.targets[i * size] ?? NaN)),
      });
    }
    this.drawTruth(context, frame);
    const { curve } = seen;
    for (let k = 0; curve && k < curve.outputs; ++k) {
      const size = curve.values.length / curve.outputs;
      const colour = curve.outputs > 1 ? (classColours(info)[k] ?? '') : this.palette.ink;
      const values = curve.values.subarray(k * size, (k + 1) * size);
      drawCurve(context, frame, values, { colour, width: 2.6 });
    }
    context.restore();
    if (apart) this.drawNames(context, frame, apart);
    if (this.cursor !== null) {
      drawCross(context, this.palette, frame, { x: this.cursor, y: 0 }, false);
    }
  }

  /** From the lowest to the highest of all that is drawn. */
  private heights(info: SessionInfo, reading: Reading, apart: Contributions | null): Domain {
    const { samples, seen } = this.state;
    let y = targetsOf(info, samples);
    if (reading.kind !== 'number') {
      y = { low: reading.kind === 'sides' ? reading.low : 0, high: 1 };
    }
    let all = y ?? { low: 0, high: 1 };
    if (seen.curve) all = union(all, extent(seen.curve.values));
    if (apart) {
      all = union(all, extent(apart.units));
      all = union(all, extent(apart.sum));
      all = union(all, { low: apart.bias, high: apart.bias });
    }
    return niceDomain(all, 5);
  }

  private drawApart(context: CanvasRenderingContext2D, frame: Frame, apart: Contributions): void {
    const { muted, ink } = this.palette;
    for (const unit of strongest(apart, mostLines)) {
      const values = apart.units.subarray(unit * apart.n, (unit + 1) * apart.n);
      drawCurve(context, frame, values, { colour: calmColour(unit), width: 1.3 });
    }
    const bias = Float32Array.of(apart.bias, apart.bias);
    drawCurve(context, frame, bias, { colour: muted, width: 1.3, dash: [1, 3] });
    if (!apart.isOutput) {
      drawCurve(context, frame, apart.sum, { colour: ink, width: 1.4, dash: [6, 4] });
    }
  }

  private drawTruth(context: CanvasRenderingContext2D, frame: Frame): void {
    const { truth } = this;
    if (!truth || truth.inputs.length !== truth.count) return;
    const order = Array.from(truth.inputs.keys()).sort(
      (a, b) => (truth.inputs[a] ?? 0) - (truth.inputs[b] ?? 0),
    );
    context.beginPath();
    // Every tenth of some thousands is as smooth as the screen.
    for (let i = 0; i < order.length; i += 10) {
      const sample = order[i] ?? 0;
      context.lineTo(
        frame.toX(truth.inputs[sample] ?? NaN),
        frame.toY(truth.targets[sample] ?? NaN),
      );
    }
    context.strokeStyle = this.palette.muted;
    context.lineWidth = 1.4;
    context.setLineDash([6, 4]);
    context.stroke();
    context.setLineDash([]);
  }

  /** Names at the lines' right ends: colour is not the only sign. */
  private drawNames(context: CanvasRenderingContext2D, frame: Frame, apart: Contributions): void {
    const names: EndLabel[] = strongest(apart, mostLines).map((unit) => ({
      text: String(unit + 1),
      colour: calmColour(unit),
      y: frame.toY(apart.units[(unit + 1) * apart.n - 1] ?? NaN),
    }));
    const bias = { text: text.result.bias, colour: this.palette.muted, y: frame.toY(apart.bias) };
    drawEndLabels(context, frame.box, this.palette.ink, [bias, ...names]);
  }

  private readonly pointed = (event: PointerEvent): void => {
    const { x, y } = pointOn(this.canvas, event);
    this.cursor = this.frame?.at(x, y)?.x ?? null;
  };

  private readonly moved = (event: KeyboardEvent): void => {
    if (event.key.startsWith('Arrow') && !/Left|Right/.test(event.key)) return;
    const from = this.cursor === null ? null : { x: this.cursor, y: 0 };
    const next = moveBy(event, from, { x: this.domain, y: { low: -1, high: 1 } });
    if (!next) return;
    event.preventDefault();
    this.cursor = next.x;
  };
}

/** Class indices as heights at which the output would be right. */
function heightsOf(info: SessionInfo, reading: Reading): (target: number) => number {
  if (info.task.kind === 'regression') return (target) => target;
  const low = reading.kind === 'sides' ? reading.low : 0;
  return (target) => (target > 0 ? 1 : low);
}

/** "bias 0.1 + unit 3 0.52 − unit 1 0.2 + 5 more 0.04". */
function sumText(apart: Contributions, share: number): string {
  const { units, count, n, bias, isOutput } = apart;
  const all = Array.from({ length: count }, (_, unit) => ({
    name: text.result.contribution(unit + 1),
    value: valueOn(units.subarray(unit * n, (unit + 1) * n), share),
  })).sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const named = all.slice(0, mostNamed);
  const rest = all.slice(mostNamed);
  if (rest.length > 0) {
    const value = rest.reduce((sum, one) => sum + one.value, 0);
    named.push({ name: text.result.others(rest.length), value });
  }
  const sum = [{ name: text.result.bias, value: bias }, ...named]
    .map(({ name, value }, i) => {
      const sign = i === 0 ? (value < 0 ? '\u2212' : '') : value < 0 ? ' \u2212 ' : ' + ';
      return `${sign}${formatNumber(Math.abs(value))} (${name})`;
    })
    .join('');
  return isOutput ? sum : `f(${sum})`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-output-curve': OutputCurve;
  }
}
