import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readBytes } from '../../web/src/engine/files';

const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i) & 0xff);

test('plain and packed files give the same bytes', async () => {
  expect(await readBytes(new Blob([bytes]), 'plain')).toEqual(bytes);
  expect(await readBytes(new Blob([gzipSync(bytes)]), 'packed')).toEqual(bytes);
  expect(await readBytes(new Blob([]), 'empty')).toHaveLength(0);
});

test('a size that the end of the file announces wrongly does no harm', async () => {
  for (const announced of [0, 7, 0xffffffff]) {
    const packed = gzipSync(bytes);
    new DataView(packed.buffer, packed.byteOffset).setUint32(packed.length - 4, announced, true);
    // The platform may refuse it, as the length is wrong; it must not give other bytes.
    const read = await readBytes(new Blob([packed]), 'odd').catch((error: unknown) => error);
    if (read instanceof Uint8Array) expect(read).toEqual(bytes);
    else expect(read).toMatchObject({ code: 'bad-gzip', path: 'odd' });
  }
});

test('the limit holds for what is read and for what is unpacked', async () => {
  const tooLarge = { code: 'too-large', path: 'f' };
  await expect(readBytes(new Blob([bytes]), 'f', 99_999)).rejects.toMatchObject(tooLarge);
  expect(await readBytes(new Blob([bytes]), 'f', 100_000)).toHaveLength(100_000);
  const zeros = gzipSync(new Uint8Array(10_000_000));
  expect(zeros.length).toBeLessThan(20_000);
  await expect(readBytes(new Blob([zeros]), 'f', 1_000_000)).rejects.toMatchObject(tooLarge);
});

test('unpacking stops at the limit: the rest of a bomb is never produced', async () => {
  const bomb = gzipSync(new Uint8Array(200_000_000));
  const before = process.memoryUsage().arrayBuffers;
  await expect(readBytes(new Blob([bomb]), 'f', 1_000_000)).rejects.toHaveProperty('code');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
});

test('damaged and cut files are refused', async () => {
  const packed = gzipSync(bytes);
  const bad = { code: 'bad-gzip', path: 'f' };
  const cut = new Blob([packed.subarray(0, packed.length >> 1)]);
  await expect(readBytes(cut, 'f')).rejects.toMatchObject(bad);
  const damaged = Uint8Array.from(packed).fill(0, 100, 200);
  await expect(readBytes(new Blob([damaged]), 'f')).rejects.toMatchObject(bad);
});
