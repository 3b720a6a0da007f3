// A session on all of MNIST stays within 150 MB of the module's memory: images remain bytes.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createEngine } from 'fall-line';
import { expect, test } from 'vitest';

const folder =
  process.env['FALL_LINE_MNIST'] ?? path.resolve(import.meta.dirname, '../../../shared/data/mnist');
const names = {
  images: 'train-images-idx3-ubyte.gz',
  labels: 'train-labels-idx1-ubyte.gz',
  testImages: 't10k-images-idx3-ubyte.gz',
  testLabels: 't10k-labels-idx1-ubyte.gz',
};
const present = Object.values(names).every((name) => existsSync(path.join(folder, name)));

test.skipIf(!present)('MNIST trains within 150 MB', async () => {
  const engine = await createEngine();
  const files = Object.fromEntries(
    Object.values(names).map((name) => [name, new Blob([readFileSync(path.join(folder, name))])]),
  );
  const session = await engine.session(
    {
      data: { source: 'images', ...names },
      network: { layers: [{ units: 128, activation: 'relu' }, {}] },
      batchSize: 50,
      stop: {},
    },
    { files },
  );
  await session.run({ steps: 300 });
  const metrics = await session.evaluate();
  expect(metrics.test?.accuracy).toBeGreaterThan(0.8);
  expect(await engine.memory()).toBeLessThanOrEqual(150_000_000);
  engine.close();
});
