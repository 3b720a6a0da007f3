// Eigen gives the same bits in WebAssembly as natively: both are held to one golden file, this
// side here and the native side in tests/core/eigen_test.cpp.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

test('Eigen computes the golden bits', () => {
  const printed = execFileSync(process.execPath, [path.join(root, 'build/wasm/eigen_probe.cjs')], {
    encoding: 'utf8',
  });
  const golden = readFileSync(path.join(root, 'tests/golden/eigen.json'), 'utf8');
  expect(JSON.parse(printed)).toEqual(JSON.parse(golden));
});
