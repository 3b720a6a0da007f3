import { describe, expect, test } from 'vitest';
import {
  editText,
  formatCount,
  formatNumber,
  formatSeconds,
  formatShare,
  parseNumber,
} from '../../web/src/plots/format';

describe('formatNumber', () => {
  test.each([
    [0, '0'],
    [1, '1.00'],
    [0.04312, '0.0431'],
    [9.996, '10.0'],
    [123.4, '123'],
    [54321, '54321'],
    [-2.5, '−2.50'],
    [0.0001234, '0.000123'],
  ])('%d is %s', (value, text) => expect(formatNumber(value)).toBe(text));

  test('very small and very large numbers have a power of ten', () => {
    expect(formatNumber(1.234e-7)).toBe('1.23\u2009×\u200910⁻⁷');
    expect(formatNumber(-5e12)).toBe('−5.00\u2009×\u200910¹²');
  });

  test('what is no number says so', () => {
    expect(formatNumber(null)).toBe('–');
    expect(formatNumber(undefined)).toBe('–');
    expect(formatNumber(NaN)).toBe('NaN');
    expect(formatNumber(-Infinity)).toBe('−∞');
  });
});

test('formatCount groups from five digits on', () => {
  expect(formatCount(9600)).toBe('9600');
  expect(formatCount(1234567)).toBe('1\u2009234\u2009567');
});

test('formatShare has one decimal', () => {
  expect(formatShare(0.97349)).toBe('97.3\u2009%');
  expect(formatShare(NaN)).toBe('–');
});

test('formatSeconds changes its unit at a minute', () => {
  expect(formatSeconds(0.416)).toBe('0.42 s');
  expect(formatSeconds(12.34)).toBe('12.3 s');
  expect(formatSeconds(185.2)).toBe('3 min 05 s');
});

describe('parseNumber', () => {
  test.each([
    ['0.03', 0.03],
    ['0,03', 0.03],
    [' 1e-3 ', 1e-3],
    ['−2', -2],
    ['12 000', 12000],
    ['.5', 0.5],
  ])('reads %s', (text, value) => expect(parseNumber(text)).toBe(value));

  test.each(['', 'abc', '1,000,000', '1e999', '0x10', '1 2 x', '--1'])('refuses "%s"', (text) =>
    expect(parseNumber(text)).toBeNull(),
  );

  test.each([0.03, 1e-7, 12000, 0.1 + 0.2, 64, 1e-10])(
    'reads back what editText shows of %d',
    (v) => expect(parseNumber(editText(v))).toBeCloseTo(v, 12),
  );
});
