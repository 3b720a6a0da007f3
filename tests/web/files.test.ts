import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { matchImages, recognise, type NamedKind } from '../../web/src/state/files';
import { filesOf, sortOut } from '../../web/src/state/intake';

function idx(magic: number, ...sizes: number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + 4 * sizes.length + 20);
  const view = new DataView(bytes.buffer);
  [magic, ...sizes].forEach((value, i) => view.setUint32(4 * i, value));
  return bytes;
}

const images = idx(0x803, 60000, 28, 28);
const labels = idx(0x801, 60000);

describe('recognise', () => {
  test('IDX images and labels by their magic number, plain or packed', async () => {
    const is = { kind: 'images', count: 60000, height: 28, width: 28 };
    expect(await recognise(new Blob([images]))).toEqual(is);
    expect(await recognise(new Blob([new Uint8Array(gzipSync(images))]))).toEqual(is);
    expect(await recognise(new Blob([labels]))).toEqual({ kind: 'labels', count: 60000 });
  });

  test('text is a table, UTF-16 included: why it cannot be read is for the core to say', async () => {
    expect(await recognise(new Blob(['a,b\n1,2\n']))).toEqual({ kind: 'table' });
    expect(await recognise(new Blob([new Uint8Array(gzipSync('a;b\n1;2'))]))).toEqual({
      kind: 'table',
    });
    expect(await recognise(new Blob([new Uint8Array([0xff, 0xfe, 0x61, 0])]))).toEqual({
      kind: 'table',
    });
  });

  test('a wrong magic number is named', async () => {
    const kind = await recognise(new Blob([idx(0x00000b02, 10)]));
    expect(kind).toMatchObject({ kind: 'unknown' });
    expect(kind.kind === 'unknown' && kind.reason).toContain('0x00000B02');
  });

  test('empty, cut and damaged files are unknown', async () => {
    expect(await recognise(new Blob([]))).toMatchObject({ reason: 'it is empty' });
    expect(await recognise(new Blob([new Uint8Array([0, 0, 8])]))).toMatchObject({
      reason: 'it is too short for an IDX file',
    });
    const damaged = new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 255, 255, 255, 255]);
    expect(await recognise(new Blob([damaged]))).toMatchObject({ kind: 'unknown' });
  });

  test('of a large packed file only the beginning is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(300_000_000));
    const before = process.memoryUsage().arrayBuffers;
    expect(await recognise(new Blob([new Uint8Array(bomb)]))).toMatchObject({ kind: 'unknown' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
  });
});

describe('matchImages', () => {
  const image = (name: string, count: number): NamedKind => ({
    name,
    is: { kind: 'images', count, height: 28, width: 28 },
  });
  const label = (name: string, count: number): NamedKind => ({
    name,
    is: { kind: 'labels', count },
  });

  test('four files of MNIST in any order', () => {
    const files = [
      label('t10k-labels', 10000),
      image('train-images', 60000),
      label('train-labels', 60000),
      image('t10k-images', 10000),
    ];
    expect(matchImages(files)).toEqual({
      ok: true,
      names: {
        images: 'train-images',
        labels: 'train-labels',
        testImages: 't10k-images',
        testLabels: 't10k-labels',
      },
    });
  });

  test('of equal counts the names decide, otherwise the smaller pair is the test part', () => {
    const equal = [image('test-x', 5), image('x', 5), label('y', 5), label('test-y', 5)];
    expect(matchImages(equal)).toMatchObject({
      names: { images: 'x', labels: 'y', testImages: 'test-x', testLabels: 'test-y' },
    });
    const unnamed = [image('a', 3), image('b', 9), label('c', 9), label('d', 3)];
    expect(matchImages(unnamed)).toMatchObject({
      names: { images: 'b', labels: 'c', testImages: 'a', testLabels: 'd' },
    });
  });

  test('says what is missing', () => {
    expect(matchImages([image('a', 3)])).toMatchObject({
      ok: false,
      reason: expect.stringContaining('labels is missing') as string,
    });
    expect(matchImages([label('a', 3)])).toMatchObject({
      ok: false,
      reason: expect.stringContaining('images is missing') as string,
    });
    expect(matchImages([image('a', 3), label('b', 4)])).toMatchObject({
      ok: false,
      reason: expect.stringContaining('4 (b)') as string,
    });
  });
});

describe('sortOut', () => {
  const table: NamedKind = { name: 'a.csv', is: { kind: 'table' } };

  test('one table is opened, two are not', () => {
    expect(sortOut([table])).toEqual({ kind: 'table', name: 'a.csv' });
    expect(sortOut([table, { ...table, name: 'b.csv' }])).toMatchObject({ kind: 'refused' });
  });

  test('what cannot be read is named', () => {
    const bad: NamedKind = { name: 'x.idx', is: { kind: 'unknown', reason: 'it is empty' } };
    expect(sortOut([table, bad])).toEqual({
      kind: 'refused',
      path: 'x.idx',
      reason: 'This file cannot be read: it is empty.',
    });
  });

  test('filesOf lists the files that a Spec names', () => {
    expect(filesOf({ data: { source: 'images', images: 'a', labels: 'b' } })).toEqual(['a', 'b']);
    expect(filesOf({ data: { source: 'circle' } })).toEqual([]);
  });
});
