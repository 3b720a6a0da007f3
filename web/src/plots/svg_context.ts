/**
 * A stand-in for a canvas's context that writes SVG: the part of CanvasRenderingContext2D that our
 * drawings use, so that the code that draws on the screen also makes the file. What a drawing calls
 * beyond it fails as a missing function, which the menu reports instead of saving half a picture.
 */

import { escaped, fontOf, number, precise } from './svg_text';

/** What has to be asked of the browser: widths of texts, and images as data. */
export interface SvgHelp {
  readonly textWidth: (text: string, font: string) => number;
  /** Of the whole image, or of a rectangle of it. */
  readonly dataUrl: (image: CanvasImageSource, part: readonly number[]) => string;
}

type Matrix = readonly [number, number, number, number, number, number];

interface Style {
  fillStyle: string | SvgGradient;
  strokeStyle: string | SvgGradient;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  miterLimit: number;
  globalAlpha: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  imageSmoothingEnabled: boolean;
  dash: readonly number[];
  lineDashOffset: number;
  matrix: Matrix;
  /** Groups opened since the last save: each clip opens one. */
  groups: number;
}

const identity: Matrix = [1, 0, 0, 1, 0, 0];

const plain: Style = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  miterLimit: 10,
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
  imageSmoothingEnabled: true,
  dash: [],
  lineDashOffset: 0,
  matrix: identity,
  groups: 0,
};

/** A gradient between two points, or between two circles about one centre. */
class SvgGradient {
  readonly stops: (readonly [number, string])[] = [];

  constructor(
    readonly kind: 'linearGradient' | 'radialGradient',
    readonly places: Readonly<Record<string, number>>,
  ) {}

  addColorStop(offset: number, colour: string): void {
    this.stops.push([offset, colour]);
  }
}

export class SvgContext {
  private readonly body: string[] = [];
  private readonly definitions: string[] = [];
  private readonly saved: Style[] = [];
  private style: Style = { ...plain };
  private path = '';
  /** Where the path begins and ends, before any transformation. */
  private isOpen = false;

  constructor(
    private readonly width: number,
    private readonly height: number,
    private readonly help: SvgHelp,
  ) {}

  /** The picture so far as the text of a file; words for those who do not see it. */
  toText(title: string, ground: string | null = null): string {
    const { width, height } = this;
    const open = this.saved.reduce((sum, { groups }) => sum + groups, this.style.groups);
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${number(width)}" height="${number(height)}" viewBox="0 0 ${number(width)} ${number(height)}">`,
      `<title>${escaped(title)}</title>`,
      ...(this.definitions.length > 0 ? [`<defs>${this.definitions.join('')}</defs>`] : []),
      ...(ground === null ? [] : [`<rect width="100%" height="100%" fill="${escaped(ground)}"/>`]),
      ...this.body,
      '</g>'.repeat(open) + '</svg>',
      '',
    ].join('\n');
  }

  // --- style ------------------------------------------------------------------------------------

  get fillStyle(): string | SvgGradient {
    return this.style.fillStyle;
  }
  set fillStyle(value: string | SvgGradient) {
    this.style.fillStyle = value;
  }
  get strokeStyle(): string | SvgGradient {
    return this.style.strokeStyle;
  }
  set strokeStyle(value: string | SvgGradient) {
    this.style.strokeStyle = value;
  }
  get lineWidth(): number {
    return this.style.lineWidth;
  }
  set lineWidth(value: number) {
    if (value > 0) this.style.lineWidth = value;
  }
  get lineCap(): string {
    return this.style.lineCap;
  }
  set lineCap(value: string) {
    this.style.lineCap = value;
  }
  get lineJoin(): string {
    return this.style.lineJoin;
  }
  set lineJoin(value: string) {
    this.style.lineJoin = value;
  }
  get miterLimit(): number {
    return this.style.miterLimit;
  }
  set miterLimit(value: number) {
    this.style.miterLimit = value;
  }
  get globalAlpha(): number {
    return this.style.globalAlpha;
  }
  set globalAlpha(value: number) {
    if (value >= 0 && value <= 1) this.style.globalAlpha = value;
  }
  get font(): string {
    return this.style.font;
  }
  set font(value: string) {
    this.style.font = value;
  }
  get textAlign(): string {
    return this.style.textAlign;
  }
  set textAlign(value: string) {
    this.style.textAlign = value;
  }
  get textBaseline(): string {
    return this.style.textBaseline;
  }
  set textBaseline(value: string) {
    this.style.textBaseline = value;
  }
  get imageSmoothingEnabled(): boolean {
    return this.style.imageSmoothingEnabled;
  }
  set imageSmoothingEnabled(value: boolean) {
    this.style.imageSmoothingEnabled = value;
  }
  get lineDashOffset(): number {
    return this.style.lineDashOffset;
  }
  set lineDashOffset(value: number) {
    this.style.lineDashOffset = value;
  }
  setLineDash(dash: readonly number[]): void {
    this.style.dash = [...dash];
  }
  getLineDash(): number[] {
    return [...this.style.dash];
  }

  save(): void {
    this.saved.push(this.style);
    this.style = { ...this.style, groups: 0 };
  }

  restore(): void {
    const before = this.saved.pop();
    if (!before) return;
    if (this.style.groups > 0) this.body.push('</g>'.repeat(this.style.groups));
    this.style = before;
  }

  // --- transformation ---------------------------------------------------------------------------

  translate(x: number, y: number): void {
    this.transform(1, 0, 0, 1, x, y);
  }

  scale(x: number, y: number): void {
    this.transform(x, 0, 0, y, 0, 0);
  }

  rotate(angle: number): void {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    this.transform(cos, sin, -sin, cos, 0, 0);
  }

  transform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    const [A, B, C, D, E, F] = this.style.matrix;
    this.style.matrix = [
      A * a + C * b,
      B * a + D * b,
      A * c + C * d,
      B * c + D * d,
      A * e + C * f + E,
      B * e + D * f + F,
    ];
  }

  // --- paths: in the picture's own coordinates, as a canvas has them -------------------------------

  beginPath(): void {
    this.path = '';
    this.isOpen = false;
  }

  moveTo(x: number, y: number): void {
    this.add('M', [x, y]);
  }

  /** Without a point before it, this is where the path begins. */
  lineTo(x: number, y: number): void {
    this.add(this.isOpen ? 'L' : 'M', [x, y]);
  }

  bezierCurveTo(a: number, b: number, c: number, d: number, x: number, y: number): void {
    if (!this.isOpen) this.moveTo(a, b);
    this.add('C', [a, b, c, d, x, y]);
  }

  quadraticCurveTo(a: number, b: number, x: number, y: number): void {
    if (!this.isOpen) this.moveTo(a, b);
    this.add('Q', [a, b, x, y]);
  }

  closePath(): void {
    if (this.isOpen) this.path += 'Z';
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }

  roundRect(x: number, y: number, width: number, height: number, radius: number): void {
    const r = Math.min(radius, width / 2, height / 2);
    const [right, bottom] = [x + width, y + height];
    this.moveTo(x + r, y);
    this.lineTo(right - r, y);
    this.quadraticCurveTo(right, y, right, y + r);
    this.lineTo(right, bottom - r);
    this.quadraticCurveTo(right, bottom, right - r, bottom);
    this.lineTo(x + r, bottom);
    this.quadraticCurveTo(x, bottom, x, bottom - r);
    this.lineTo(x, y + r);
    this.quadraticCurveTo(x, y, x + r, y);
    this.closePath();
  }

  arc(x: number, y: number, radius: number, from: number, to: number, back = false): void {
    this.ellipse(x, y, radius, radius, 0, from, to, back);
  }

  /** As curves of at most a quarter each, so that any transformation holds for them, too. */
  ellipse(
    x: number,
    y: number,
    radiusX: number,
    radiusY: number,
    turn: number,
    from: number,
    to: number,
    back = false,
  ): void {
    const whole = 2 * Math.PI;
    let sweep = back ? from - to : to - from;
    sweep = sweep >= whole ? whole : ((sweep % whole) + whole) % whole;
    const count = Math.max(1, Math.ceil(sweep / (Math.PI / 2) - 1e-9));
    const step = ((back ? -1 : 1) * sweep) / count;
    const reach = (4 / 3) * Math.tan(step / 4);
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const at = (u: number, v: number): [number, number] => [
      x + cos * radiusX * u - sin * radiusY * v,
      y + sin * radiusX * u + cos * radiusY * v,
    ];
    this.lineTo(...at(Math.cos(from), Math.sin(from)));
    for (let i = 0; i < count; ++i) {
      const [a, b] = [from + i * step, from + (i + 1) * step];
      const [ca, sa, cb, sb] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
      const first = at(ca - reach * sa, sa + reach * ca);
      const second = at(cb + reach * sb, sb - reach * cb);
      this.bezierCurveTo(...first, ...second, ...at(cb, sb));
    }
  }

  // --- ink --------------------------------------------------------------------------------------

  fill(rule: unknown = 'nonzero'): void {
    refusePath2D(rule);
    if (this.path === '') return;
    const evenodd = rule === 'evenodd' ? ' fill-rule="evenodd"' : '';
    this.body.push(`<path d="${this.path}"${this.filled()}${evenodd}/>`);
  }

  stroke(path?: unknown): void {
    refusePath2D(path);
    if (this.path !== '') this.body.push(`<path d="${this.path}"${this.stroked()}/>`);
  }

  clip(rule?: unknown): void {
    refusePath2D(rule);
    const id = `clip${this.definitions.length}`;
    this.definitions.push(`<clipPath id="${id}"><path d="${this.path}"/></clipPath>`);
    this.body.push(`<g clip-path="url(#${id})">`);
    this.style.groups += 1;
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.apart(() => {
      this.rect(x, y, width, height);
      this.fill();
    });
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.apart(() => {
      this.rect(x, y, width, height);
      this.stroke();
    });
  }

  /** Surfaces are cleared before anything is drawn: there is nothing to take away. */
  clearRect(): void {
    this.beginPath();
  }

  fillText(text: string, x: number, y: number): void {
    this.write(text, x, y, this.filled());
  }

  strokeText(text: string, x: number, y: number): void {
    this.write(text, x, y, this.stroked());
  }

  measureText(text: string): { readonly width: number } {
    return { width: this.help.textWidth(text, this.style.font) };
  }

  drawImage(image: CanvasImageSource, ...place: readonly number[]): void {
    if (place.length !== 4 && place.length !== 8) {
      throw new Error('Only images with a place and a size are drawn.');
    }
    const [x = 0, y = 0, width = 0, height = 0] = place.slice(-4);
    const data = this.help.dataUrl(image, place.slice(0, -4));
    const pixels = this.style.imageSmoothingEnabled ? '' : ' image-rendering="pixelated"';
    this.body.push(
      `<image x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" preserveAspectRatio="none"${pixels}${this.opacity('opacity')}${this.transformation()} href="${data}"/>`,
    );
  }

  createLinearGradient(x1: number, y1: number, x2: number, y2: number): SvgGradient {
    return new SvgGradient('linearGradient', { x1, y1, x2, y2 });
  }

  createRadialGradient(
    fx: number,
    fy: number,
    fr: number,
    cx: number,
    cy: number,
    r: number,
  ): SvgGradient {
    return new SvgGradient('radialGradient', { cx, cy, r, fx, fy, fr });
  }

  // --- within -----------------------------------------------------------------------------------

  private add(command: string, points: readonly number[]): void {
    if (!points.every(Number.isFinite)) return; // a canvas leaves such a point out, too
    this.isOpen = true;
    const [a, b, c, d, e, f] = this.style.matrix;
    const places: string[] = [];
    for (let i = 0; i + 1 < points.length; i += 2) {
      const [x = 0, y = 0] = [points[i], points[i + 1]];
      places.push(`${number(a * x + c * y + e)} ${number(b * x + d * y + f)}`);
    }
    this.path += `${command}${places.join(' ')}`;
  }

  /** Draws without touching the path under way. */
  private apart(draw: () => void): void {
    const { path, isOpen } = this;
    this.beginPath();
    draw();
    this.path = path;
    this.isOpen = isOpen;
  }

  private write(text: string, x: number, y: number, ink: string): void {
    const { font, textAlign, textBaseline } = this.style;
    const anchor = { center: 'middle', right: 'end', end: 'end' }[textAlign] ?? 'start';
    const line =
      { middle: 'central', top: 'text-before-edge', bottom: 'text-after-edge', hanging: 'hanging' }[
        textBaseline
      ] ?? 'auto';
    const { size, family, weight } = fontOf(font);
    const baseline = line === 'auto' ? '' : ` dominant-baseline="${line}"`;
    const anchored = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
    const bold = weight === '' ? '' : ` font-weight="${weight}"`;
    const [a, b, c, d, e, f] = this.style.matrix;
    const isMoved = a === 1 && b === 0 && c === 0 && d === 1; // then the place says it all
    const [left, top] = isMoved ? [x + e, y + f] : [x, y];
    const turned = isMoved ? '' : this.transformation();
    this.body.push(
      `<text x="${number(left)}" y="${number(top)}" font-size="${size}" font-family="${escaped(family)}"${bold}${anchored}${baseline}${ink}${turned}>${escaped(text)}</text>`,
    );
  }

  private filled(): string {
    return ` fill="${this.paint(this.style.fillStyle)}"${this.opacity('fill-opacity')}`;
  }

  private stroked(): string {
    const { strokeStyle, lineWidth, lineCap, lineJoin, dash, lineDashOffset, matrix } = this.style;
    const [a, b, c, d] = matrix;
    const grown = Math.sqrt(Math.abs(a * d - b * c)); // paths are transformed, their widths follow
    const parts = [
      ` fill="none" stroke="${this.paint(strokeStyle)}" stroke-width="${number(lineWidth * grown)}"`,
      lineCap === 'butt' ? '' : ` stroke-linecap="${lineCap}"`,
      lineJoin === 'miter' ? '' : ` stroke-linejoin="${lineJoin}"`,
      dash.length === 0
        ? ''
        : ` stroke-dasharray="${dash.map((one) => number(one * grown)).join(' ')}"`,
      lineDashOffset === 0 ? '' : ` stroke-dashoffset="${number(lineDashOffset * grown)}"`,
      this.opacity('stroke-opacity'),
    ];
    return parts.join('');
  }

  private paint(paint: string | SvgGradient): string {
    if (typeof paint === 'string') return escaped(paint);
    const id = `gradient${this.definitions.length}`;
    const places = Object.entries(paint.places).map(([name, at]) => `${name}="${number(at)}"`);
    const stops = paint.stops.map(
      ([offset, colour]) => `<stop offset="${precise(offset)}" stop-color="${escaped(colour)}"/>`,
    );
    this.definitions.push(
      `<${paint.kind} id="${id}" gradientUnits="userSpaceOnUse" ${places.join(' ')}>${stops.join('')}</${paint.kind}>`,
    );
    return `url(#${id})`;
  }

  private opacity(attribute: string): string {
    const { globalAlpha } = this.style;
    return globalAlpha === 1 ? '' : ` ${attribute}="${precise(globalAlpha)}"`;
  }

  private transformation(): string {
    const { matrix } = this.style;
    if (matrix.every((value, i) => value === identity[i])) return '';
    return ` transform="matrix(${matrix.map(precise).join(' ')})"`;
  }
}

/** A Path2D does not tell what is in it; outline.ts has paths that do. */
function refusePath2D(path: unknown): void {
  if (typeof path === 'object') throw new Error('A picture made of Path2D objects has no SVG.');
}
