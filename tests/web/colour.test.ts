import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  colourAt,
  contrast,
  divergingTable,
  luminance,
  negativeColour,
  okabeIto,
  parseHex,
  positiveColour,
  toHex,
  viridisTable,
} from '../../web/src/plots/colour';

const styles = readFileSync(new URL('../../web/src/styles/tokens.css', import.meta.url), 'utf8');

/** The custom properties of the first block that follows the selector. */
function tokens(selector: string): Map<string, string> {
  const block = styles.slice(styles.indexOf(selector)).split('}')[0] ?? '';
  return new Map(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{3,6});/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
  );
}

const themes = {
  light: tokens(":root[data-scheme='light'] {"),
  dark: tokens(":root[data-scheme='dark'] {"),
  'light, high contrast': tokens(":root[data-scheme='light'][data-contrast] {"),
  'dark, high contrast': tokens(":root[data-scheme='dark'][data-contrast] {"),
};

test('every theme has every colour', () => {
  const names = [...themes.light.keys()].sort();
  expect(names.length).toBeGreaterThan(15);
  for (const theme of Object.values(themes)) expect([...theme.keys()].sort()).toEqual(names);
});

test.each(['light, high contrast', 'dark, high contrast'] as const)(
  '%s: text has a contrast of at least 7, every mark one of 4.5',
  (name) => {
    const theme = themes[name];
    const of = (colour: string): ReturnType<typeof parseHex> => parseHex(theme.get(colour) ?? '');
    for (const ground of ['page', 'surface']) {
      for (const ink of ['ink', 'muted', 'accent', 'warning', 'error']) {
        expect(contrast(of(ink), of(ground)), ink).toBeGreaterThanOrEqual(7);
      }
      for (const mark of ['edge', 'hairline', 'train', 'validation', 'test']) {
        expect(contrast(of(mark), of(ground)), mark).toBeGreaterThanOrEqual(4.5);
      }
    }
  },
);

describe.each(Object.entries(themes))('%s theme', (_, theme) => {
  const of = (name: string): ReturnType<typeof parseHex> => parseHex(theme.get(name) ?? '');

  test.each([
    ['ink', 'surface'],
    ['ink', 'page'],
    ['muted', 'surface'],
    ['muted', 'page'],
    ['accent-ink', 'accent'],
    ['ink', 'accent-soft'],
    ['ink', 'warning-soft'],
    ['ink', 'error-soft'],
    ['warning', 'warning-soft'],
    ['error', 'error-soft'],
  ])('text %s on %s has a contrast of at least 4.5', (text, ground) =>
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5),
  );

  test.each(['train', 'validation', 'test', 'edge', 'accent'])(
    'the mark %s has a contrast of at least 3',
    (mark) => expect(contrast(of(mark), of('surface'))).toBeGreaterThanOrEqual(3),
  );

  test('both classes stand out from the surface', () => {
    expect(contrast(parseHex(negativeColour), of('surface'))).toBeGreaterThanOrEqual(3);
    expect(contrast(parseHex(positiveColour), of('surface'))).toBeGreaterThanOrEqual(3);
  });

  test('the diverging scale has the surface in its middle and ends of equal lightness', () => {
    const table = divergingTable(of('surface'));
    // The table has no entry at exactly 0.5: the one beside it is within a step of the surface.
    colourAt(table, 0.5).forEach((value, i) =>
      expect(Math.abs(value - (of('surface')[i] ?? 0))).toBeLessThanOrEqual(3),
    );
    const [low, high] = [luminance(colourAt(table, 0)), luminance(colourAt(table, 1))];
    expect(Math.abs(low - high)).toBeLessThan(0.05);
  });
});

test('viridis grows lighter all the way', () => {
  const table = viridisTable();
  let last = -1;
  for (let i = 0; i <= 20; ++i) {
    const light = luminance(colourAt(table, i / 20));
    expect(light).toBeGreaterThan(last);
    last = light;
  }
});

test('colours are read and written', () => {
  expect(parseHex('#0a1b2c')).toEqual([10, 27, 44]);
  expect(parseHex(' #fff')).toEqual([255, 255, 255]);
  expect(toHex([10, 27, 44])).toBe('#0a1b2c');
  expect(new Set(okabeIto).size).toBe(okabeIto.length);
});
