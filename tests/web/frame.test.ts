import { describe, expect, test } from 'vitest';
import { formatBytes } from '../../web/src/plots/format';
import { recogniseHead } from '../../web/src/state/files';
import { outline } from '../../web/src/state/json';
import { themes } from '../../web/src/state/state';
import { lookOf, nextTheme } from '../../web/src/state/theme';
import { en } from '../../web/src/text/en';
import { enPlaces } from '../../web/src/text/en_places';
import { enViews } from '../../web/src/text/en_views';
import { chooseLanguage } from '../../web/src/text/text';
import { keys } from '../../web/src/views/keys';
import { placeOf, places } from '../../web/src/views/places';

test('the language is the first wanted one that there is', () => {
  const known = ['en', 'de', 'pt-br'];
  expect(chooseLanguage([null, 'fr', 'de-AT', 'en'], known)).toBe('de');
  expect(chooseLanguage(['pt-BR'], known)).toBe('pt-br');
  expect(chooseLanguage(['fr'], known)).toBe('en');
  expect(chooseLanguage([], known)).toBe('en');
});

test('no word is empty', () => {
  const empty = (value: unknown): boolean =>
    typeof value === 'string'
      ? value.trim() === ''
      : typeof value === 'object' && value !== null && Object.values(value).some(empty);
  expect(
    Object.entries({ ...en, ...enPlaces, ...enViews }).filter(([, words]) => empty(words)),
  ).toEqual([]);
});

test('the switch goes through all themes and comes back', () => {
  const seen = themes.map((_, i) =>
    Array.from({ length: i }).reduce<(typeof themes)[number]>((theme) => nextTheme(theme), 'auto'),
  );
  expect(seen).toEqual([...themes]);
  expect(nextTheme(themes[themes.length - 1] ?? 'auto')).toBe('auto');
});

test('a theme leaves to the system what it does not say', () => {
  const system = { dark: true, contrast: false };
  expect(lookOf('auto', system)).toEqual({ dark: true, contrast: false });
  expect(lookOf('light', system)).toEqual({ dark: false, contrast: false });
  expect(lookOf('contrast', system)).toEqual({ dark: true, contrast: true });
  expect(lookOf('light', { dark: true, contrast: true })).toEqual({ dark: false, contrast: true });
});

test('every key does one thing, and no two are the same', () => {
  expect(new Set(keys.map(({ shown }) => shown)).size).toBe(keys.length);
  expect(new Set(keys.map(({ action }) => action)).size).toBe(keys.length);
});

test('places have ids of their own, and an unknown one is the first', () => {
  expect(new Set(places.map(({ id }) => id)).size).toBe(places.length);
  expect(placeOf('nowhere')).toBe(places[0]);
  for (const place of places) expect(placeOf(place.id)).toBe(place);
});

describe('outline', () => {
  test.each([
    ['{}', 1, 0],
    ['{"a":{"b":[1,"x:y"]},"c:d":2}', 3, 3],
    [String.raw`{"a\"b":"\\","c":"{[\\\""}`, 1, 2],
    ['"never ended: {', 0, 0],
  ])('%s', (text, depth, count) => expect(outline(text)).toEqual({ depth, keys: count }));

  test('megabytes of text are one value', () => {
    const text = `{"a":"${'A'.repeat(50_000_000)}"}`;
    expect(outline(text)).toEqual({ depth: 1, keys: 1 });
  });
});

test('a project is told by its first character', () => {
  const head = (text: string): ReturnType<typeof recogniseHead> =>
    recogniseHead(new TextEncoder().encode(text).slice(0, 16));
  expect(head('{"fallLine":1,')).toEqual({ kind: 'project' });
  expect(head('\uFEFF \n {"a"')).toEqual({ kind: 'project' });
  expect(head('a,b\n1,2')).toEqual({ kind: 'table' });
});

test('bytes have a unit', () => {
  expect([0, 812, 3240, 16_400_000].map(formatBytes)).toEqual([
    '0 B',
    '812 B',
    '3.24 kB',
    '16.4 MB',
  ]);
});
