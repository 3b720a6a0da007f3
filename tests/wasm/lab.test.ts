// The lab module: all that the first one is, and analyses besides.
import { type Engine, createEngine } from 'fall-line';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { small } from './specs';

let first: Engine;
let lab: Engine;
beforeAll(async () => {
  [first, lab] = await Promise.all([createEngine(), createEngine({ lab: true })]);
});
afterAll(() => {
  first.close();
  lab.close();
});

test('trains to the same bits, and goes on from the first module’s snapshots', async () => {
  const there = await first.session(small);
  const here = await lab.session(small);
  await there.run({ epochs: 2 });
  await here.restore(await there.snapshot());
  expect((await here.run()).fingerprint).toBe((await there.run()).fingerprint);
  await Promise.all([there.close(), here.close()]);
});

test('the first module answers no tasks of the lab', async () => {
  const session = await first.session(small);
  await expect(session.lab('updateCheck', null)).rejects.toMatchObject({ code: 'not-loaded' });
  await session.close();
});

describe('the update check', () => {
  const methods = ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam', 'adamw'];
  test.each(methods)('finds the formula of %s', async (optimizer) => {
    const session = await lab.session({ ...small, optimizer });
    const check = await session.lab('updateCheck', null);
    expect(check).toMatchObject({ exists: true, optimizer, step: null });
    expect(check.error).toBeLessThan(1e-11);
    await session.close();
  });

  test('methods without a formula for each parameter say so', async () => {
    const session = await lab.session({ ...small, optimizer: 'lbfgs', batchSize: 'full' });
    expect(await session.lab('updateCheck', null)).toMatchObject({ exists: false });
    await session.close();
  });
});
