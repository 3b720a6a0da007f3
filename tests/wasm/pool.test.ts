// Many runs on several workers.
import { type Pool, createPool } from 'fall-line';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { small } from './specs';

let pool: Pool;
beforeAll(async () => {
  pool = await createPool(2);
});
afterAll(() => {
  pool.close();
});

test('outcomes stand in the order of the Specs, whoever ran them', async () => {
  const specs = [1, 2, 3, 4, 5].map((seed) => ({ ...small, seed }));
  const ended: number[] = [];
  const first = await pool.run(specs, { onOutcome: (_, index) => ended.push(index) });
  const second = await pool.run([...specs].reverse());
  const fingerprints = first.map((outcome) => outcome.ok && outcome.summary.fingerprint);
  expect(new Set(fingerprints).size).toBe(5);
  expect(second.map((outcome) => outcome.ok && outcome.summary.fingerprint)).toEqual(
    fingerprints.reverse(),
  );
  expect(ended.sort()).toEqual([0, 1, 2, 3, 4]);
});

test('a bad Spec spoils its own outcome only', async () => {
  const bad = { data: { source: 'nowhere' } };
  const [first, second] = await pool.run([bad, small]);
  expect(first).toMatchObject({ ok: false, problem: { path: 'data.source' } });
  expect(second).toMatchObject({ ok: true, summary: { steps: 300 } });
});

const endless = Array.from({ length: 6 }, () => ({ ...small, stop: {} }));

test('a queue that is cancelled while its sessions are being made ends at once', async () => {
  const controller = new AbortController();
  const running = pool.run(endless, { signal: controller.signal });
  await new Promise((resolve) => setImmediate(resolve)); // the workers have been asked
  controller.abort();
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
});

test('a cancelled queue ends at once and can be used again', async () => {
  const controller = new AbortController();
  const running = pool.run([small, ...endless], {
    signal: controller.signal,
    onOutcome: () => controller.abort(), // the first one has an end
  });
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  expect(await pool.run([small])).toMatchObject([{ ok: true }]);
});
