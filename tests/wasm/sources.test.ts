// Data that comes from outside: arrays, CSV, IDX, gzip.
import { gzipSync } from 'node:zlib';
import { type Engine, createEngine } from 'fall-line';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => {
  engine.close();
});

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** An IDX file of that magic number, sizes and bytes. */
function idx(magic: number, sizes: readonly number[], bytes: Uint8Array): Uint8Array {
  const file = new Uint8Array(4 + 4 * sizes.length + bytes.length);
  const view = new DataView(file.buffer);
  [magic, ...sizes].forEach((word, i) => view.setUint32(4 * i, word));
  file.set(bytes, 4 + 4 * sizes.length);
  return file;
}

describe('arrays', () => {
  test('of numbers are learned', async () => {
    // y = 2 x1 − x2 + 1, which one linear unit can be exactly.
    const inputs = Float64Array.from({ length: 40 }, (_, i) => Math.sin(3 * i));
    const targets = Float64Array.from(
      { length: 20 },
      (_, i) => 2 * (inputs[2 * i] ?? 0) - (inputs[2 * i + 1] ?? 0) + 1,
    );
    const session = await engine.session(
      {
        data: { source: 'given', split: { train: 1, test: 0 } },
        network: { layers: [{ units: 1, activation: 'linear' }] },
        optimizer: { id: 'sgd', learningRate: 0.5 },
        batchSize: 'full',
        stop: { epochs: 5000 },
      },
      { inputs, targets },
    );
    expect(session.info.samples).toEqual({ train: 20, validation: 0, test: 0 });
    const { train } = await session.run();
    expect(train?.mse).toBeLessThan(1e-10);
    const [w1, w2, b] = await session.parameters();
    expect(w1).toBeCloseTo(2, 4);
    expect(w2).toBeCloseTo(-1, 4);
    expect(b).toBeCloseTo(1, 4);
    await session.close();
  });

  test('of images and class indices are learned', async () => {
    const spec = {
      data: { source: 'given' },
      network: { layers: [{ units: 2, activation: 'softmax' }] },
      optimizer: { id: 'sgd', learningRate: 1 },
      stop: { epochs: 100 },
    };
    // Bright above or bright below: 2×2 images.
    const targets = Uint8Array.from({ length: 40 }, (_, i) => i % 2);
    const inputs = Uint8Array.from({ length: 160 }, (_, i) => {
      const above = i % 4 < 2;
      return above === ((i >> 2) % 2 === 0) ? 200 + (i % 40) : i % 40;
    });
    const image = { height: 2, width: 2 };
    const session = await engine.session(spec, { inputs, targets, image });
    expect(session.info.task).toEqual({ kind: 'classes', names: ['0', '1'] });
    expect(session.info.inputs).toMatchObject({ count: 4, image: { ...image, channels: 1 } });
    expect((await session.run()).test?.accuracy).toBe(1);
    await session.close();
  });

  test('that do not fit are refused with their path', async () => {
    const spec = { data: { source: 'given' }, network: { layers: [{ units: 1 }] } };
    const session = engine.session(spec, { inputs: [1, 2, 3], targets: [1, 2] });
    await expect(session).rejects.toMatchObject({ code: 'wrong-shape', path: 'data.inputs' });
    const infinite = engine.session(spec, { inputs: [1, NaN], targets: [1, 2] });
    await expect(infinite).rejects.toMatchObject({ code: 'not-finite', path: 'data.inputs[1]' });
  });
});

describe('files', () => {
  const csv = `x;y\n${Array.from({ length: 30 }, (_, i) => `${i};${2 * i}`).join('\n')}\n`;

  test('a table, plain and packed, gives the same session', async () => {
    const spec = {
      data: { source: 'table', file: 'line.csv', target: 'y', scale: 'standardize' },
      stop: { epochs: 3 },
    } as const;
    const fingerprints: string[] = [];
    for (const file of [text(csv), gzipSync(csv), new Blob([csv])]) {
      const session = await engine.session(spec, { files: { 'line.csv': file } });
      expect(session.info.inputs.names).toEqual(['x']);
      fingerprints.push((await session.run()).fingerprint);
      await session.close();
    }
    expect(new Set(fingerprints).size).toBe(1);
  });

  test('a preview says what a table holds', async () => {
    const preview = await engine.previewCsv(text('name,age\nAda,36\nAlan,?\n'));
    expect(preview).toMatchObject({ delimiter: ',', header: true, rows: 2, problemCount: 0 });
    expect(preview.columns).toEqual([
      { name: 'name', kind: 'text', decimalComma: false, missing: 0, distinct: 2 },
      { name: 'age', kind: 'number', decimalComma: false, missing: 1, distinct: 1 },
    ]);
    expect(preview.firstRows[0]).toEqual(['Ada', '36']);
    const ragged = await engine.previewCsv(text('a,b\n1,2\n3\n'));
    expect(ragged.problems[0]).toMatchObject({ code: 'ragged-row' });
    await expect(engine.previewCsv(text(''))).rejects.toMatchObject({ code: 'empty-file' });
  });

  test('images in IDX files are read, faulty ones refused', async () => {
    const images = idx(
      0x803,
      [20, 2, 2],
      Uint8Array.from({ length: 80 }, (_, i) => i),
    );
    const labels = idx(
      0x801,
      [20],
      Uint8Array.from({ length: 20 }, (_, i) => i % 3),
    );
    const spec = {
      data: { source: 'images', images: 'i', labels: 'l' },
      network: { layers: [{ units: 3, activation: 'softmax' }] },
      stop: { epochs: 1 },
    } as const;
    const session = await engine.session(spec, { files: { i: gzipSync(images), l: labels } });
    expect(session.info.inputs.image).toEqual({ height: 2, width: 2, channels: 1 });
    expect((await session.run()).epochs).toBe(1);
    await session.close();
    const swapped = engine.session(spec, { files: { i: labels, l: images } });
    await expect(swapped).rejects.toMatchObject({ code: 'bad-magic' });
    const short = engine.session(spec, { files: { i: images.slice(0, 50), l: labels } });
    await expect(short).rejects.toMatchObject({ code: 'short-file' });
    const missing = engine.session(spec, { files: { i: images } });
    await expect(missing).rejects.toHaveProperty('path', 'data.labels');
  });

  test('too much is refused before it is read, and a bomb before it is unpacked', async () => {
    const spec = { data: { source: 'table', file: 'f', target: 'y' } };
    const large = new Blob([new Uint8Array(201_000_000)]);
    const refused = { code: 'too-large', path: 'f' };
    await expect(engine.session(spec, { files: { f: large } })).rejects.toMatchObject(refused);
    const bomb = gzipSync(new Uint8Array(400_000_000));
    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(engine.session(spec, { files: { f: bomb } })).rejects.toMatchObject(refused);
    const damaged = gzipSync(text(csv)).fill(0xff, 12, 20);
    const broken = { code: 'bad-gzip', path: 'f' };
    await expect(engine.session(spec, { files: { f: damaged } })).rejects.toMatchObject(broken);
  });
});
