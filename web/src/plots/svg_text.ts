/** Numbers, texts and fonts as SVG writes them. */

/** Hundredths of a pixel are enough, and keep files small. */
export function number(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

/** Shares and factors: small differences show over the whole picture. */
export function precise(value: number): string {
  return String(Math.round(value * 1e5) / 1e5 + 0);
}

/** Size, family and weight of a font as CSS writes them in one line. */
export function fontOf(font: string): { size: string; family: string; weight: string } {
  const match = /^(?:(bold|[1-9]00)\s+)?([\d.]+)px(?:\/\S+)?\s+(.+)$/.exec(font.trim());
  const [, weight = '', size = '10', family = 'sans-serif'] = match ?? [];
  return { size, family, weight };
}

export function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
