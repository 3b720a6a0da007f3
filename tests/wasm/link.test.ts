// A link that the page writes is a Spec for the command line, too: the same one, with the same bits.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { encodeLink } from '../../web/src/state/link';
import type { JsonObject } from '../../web/src/state/json';

const folder = path.resolve(import.meta.dirname, '../golden');
const program = process.env['FALL_LINE_CLI'];

interface Golden {
  readonly spec: JsonObject;
  readonly fingerprint?: string;
}

describe.skipIf(program === undefined)('fall-line … --link', () => {
  const ask = (command: string, address: string): string =>
    execFileSync(program ?? '', [command, '--link', address], { encoding: 'utf8' }).trim();

  const goldens = readdirSync(folder)
    .filter((name) => name.endsWith('.float32.json'))
    .map(
      (name) =>
        [name, JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Golden] as const,
    )
    .filter(([, { fingerprint }]) => fingerprint !== undefined);

  test.each(goldens)('%s', async (_, { spec, fingerprint }) => {
    expect(ask('fingerprint', `https://example.org/${await encodeLink(spec)}`)).toBe(fingerprint);
  });

  test('with words of any language', async () => {
    const spec = { data: { source: 'table', file: 'Größen, 100 % – 重み.csv', target: 'a&b=c#d' } };
    const layers = [...Array.from({ length: 20 }, () => ({ units: 4, activation: 'tanh' })), {}];
    for (const each of [spec, { ...spec, network: { layers } }]) {
      const link = await encodeLink(each);
      // The file is not there, and nothing else is wrong: the Spec was read as it is.
      expect(() => ask('check', link)).toThrow(/^[^\n]*\ndata\.file: .*重み\.csv[^\n]*\n$/u);
    }
  });
});
