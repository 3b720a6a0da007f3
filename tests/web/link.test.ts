import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  applySetting,
  decodeLink,
  encodeLink,
  LinkError,
  specOf,
  textLimit,
} from '../../web/src/state/link';
import { asJson, defaultSpec } from '../../web/src/state/spec';

const fallback = asJson(defaultSpec);
const packed = (text: string): string => deflateRawSync(text).toString('base64url');

async function open(hash: string): Promise<unknown> {
  return specOf(await decodeLink(hash), fallback);
}

test('a Spec comes back from its link', async () => {
  const spec = {
    ...fallback,
    seed: 99,
    data: { source: 'moons', noise: 0.25, file: 'Ä ü “x”.csv' },
  };
  const hash = await encodeLink(spec);
  expect(hash).toMatch(/^#v=1&e=[0-9.]+&s=[A-Za-z0-9_-]+$/);
  expect(await open(hash)).toEqual(spec);
});

test('a link says which engine it was made with', async () => {
  expect((await decodeLink(await encodeLink(fallback, '9.8.7'))).engine).toBe('9.8.7');
  expect((await decodeLink('#v=1')).engine).toBeNull();
});

test('links of the first version open for ever', async () => {
  // Made when links were new; they stand in mails and on slides.
  const packedSpec =
    'HY1LCsJADIbv8q-DWNFNjuFWXAydUIJtIpNpRYe5u7T779GwSQl1Aw-EEMngGyGnmsAN4WsZBYzF3QIEcw0Bn0-XTjCp' +
    'Hy-vHZzTV0qAHw2raQ3wlZDGqluqRx1F5hWdWn92gr-rLvqTsruawYgpgzBLKqY23VM9LkPvfw';
  const spec = {
    version: 1,
    seed: 5,
    data: { source: 'moons', noise: 0.2 },
    network: { layers: [{ units: 4, activation: 'relu' }, {}] },
    optimizer: { id: 'sgd', learningRate: 0.1 },
  };
  expect(await open(`#v=1&e=0.1.0&s=${packedSpec}`)).toEqual(spec);
  expect(await open(`#v=1&s=${packedSpec}&set=seed=6`)).toEqual({ ...spec, seed: 6 });
});

test('a Spec is packed where that is shorter, and readable otherwise', async () => {
  expect(await encodeLink({}, '0.1.0')).toBe('#v=1&e=0.1.0&j=%7B%7D');
  expect(await encodeLink(fallback)).toMatch(/&s=/);
  const spec = { seed: 3, data: { source: 'xor', noise: 0.1 } };
  const written = '#v=1&j={"seed":3,"data":{"source":"xor","noise":0.1}}';
  expect(await open(written)).toEqual(spec);
  expect(await open(`#v=1&j=${encodeURIComponent(JSON.stringify(spec))}`)).toEqual(spec);
});

test('a link names another place than the first', async () => {
  const hash = await encodeLink({ seed: 3 }, '0.1.0', 'activations');
  expect(hash).toMatch(/&at=activations$/);
  expect((await decodeLink(hash)).place).toBe('activations');
  expect((await decodeLink('#v=1')).place).toBeNull();
});

test('the default experiment makes a short link', async () => {
  expect((await encodeLink(fallback)).length).toBeLessThan(300);
});

test('an empty hash is the default experiment', async () => {
  expect(await open('')).toEqual(fallback);
  expect(await open('#')).toEqual(fallback);
});

test('readable settings are applied in order', async () => {
  expect(await open('#set=data.source=circle&set=data.noise=0.3&set=seed=5')).toMatchObject({
    seed: 5,
    data: { source: 'circle', noise: 0.3 },
  });
  const spec = await encodeLink({ data: { source: 'xor' } });
  expect(await open(`${spec}&set=batchSize=full`)).toEqual({
    data: { source: 'xor' },
    batchSize: 'full',
  });
});

test('a setting is JSON where it parses and text otherwise', async () => {
  const { settings } = await decodeLink('#set=a=1e-3&set=b=full&set=c=%5B1%2C2%5D&set=d=a%3Db');
  expect(settings.map(({ value }) => value)).toEqual([0.001, 'full', [1, 2], 'a=b']);
});

test('another id drops the former parameters', () => {
  const spec = { optimizer: { id: 'adam', beta1: 0.8 } };
  expect(applySetting(spec, 'optimizer.id', 'sgd')).toEqual({ optimizer: 'sgd' });
});

describe('what cannot be read is refused with a reason', () => {
  test.each([
    ['another version', '#v=2&s=AA', /version 2/],
    ['an unknown part', '#v=1&x=1', /unknown part/],
    ['no base64url', '#v=1&s=%%%', /base64url/],
    ['no deflate', `#v=1&s=${Buffer.from('not deflate at all').toString('base64url')}`, /unpacked/],
    ['a cut link', `#v=1&s=${packed('{"data":{"source":"circle"}}').slice(0, 12)}`, /unpacked/],
    ['no JSON', `#v=1&s=${packed('{"data":')}`, /not JSON/],
    ['no object', `#v=1&s=${packed('[1,2]')}`, /not an object/],
    [
      'no UTF-8',
      `#v=1&s=${deflateRawSync(Buffer.from([0xff, 0xfe, 0xfd])).toString('base64url')}`,
      /unpacked/,
    ],
    ['nesting', `#v=1&s=${packed('['.repeat(10_000) + ']'.repeat(10_000))}`, /nested/],
    ['two Specs', '#v=1&j=%7B%7D&j=%7B%7D', /two Specs/],
    ['readable damage', '#v=1&j=%7B%22a', /not JSON/],
    ['readable nesting', `#v=1&j=${'['.repeat(40)}`, /nested/],
    ['a lone %', '#set=a=%', /%/],
  ])('%s', async (_, hash, reason) => {
    const attempt = open(hash);
    await expect(attempt).rejects.toBeInstanceOf(LinkError);
    await expect(attempt).rejects.toThrow(reason);
  });

  test('more than 256 kB after inflation, without inflating it all', async () => {
    const bomb = packed(' '.repeat(200_000_000));
    expect(bomb.length).toBeLessThan(textLimit * 2);
    const before = process.memoryUsage().arrayBuffers;
    await expect(open(`#v=1&s=${bomb}`)).rejects.toThrow(/256 kB/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
  });
});
