// Links of every release open for ever: what stands in them is the same Spec and presentation, and
// trains to the same bits. A new release adds a file; none is ever changed.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type Engine, createEngine } from 'fall-line';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takePresentation, type Presentation } from '../../web/src/embed/presentation';
import type { JsonObject } from '../../web/src/state/json';
import { decodeLink, specOf } from '../../web/src/state/link';
import { engineVersion } from '../../web/src/state/manifest';
import { asJson, asSpec, defaultSpec } from '../../web/src/state/spec';

interface GoldenLink {
  readonly name: string;
  readonly link: string;
  readonly spec: JsonObject;
  /** At the Spec's stop rule; null where a lesson is shown instead of the experiment. */
  readonly fingerprint: string | null;
  /** What is not as usual. */
  readonly presentation: Partial<Presentation>;
}

const folder = path.resolve(import.meta.dirname, '../links');
const releases = readdirSync(folder).map((name) => path.basename(name, '.json'));

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => {
  engine.close();
});

test('this release has its links', () => {
  expect(releases).toContain(engineVersion);
});

describe.each(releases)('links of %s', (release) => {
  const text = readFileSync(path.join(folder, `${release}.json`), 'utf8');
  const links = JSON.parse(text) as readonly GoldenLink[];

  test.each(links.map((one) => [one.name, one] as const))('%s', async (_, golden) => {
    const { presentation, remarks, link } = takePresentation(golden.link);
    expect(presentation).toMatchObject(golden.presentation);
    expect(remarks.filter(({ kind }) => kind !== 'place')).toEqual([]);
    const spec = specOf(await decodeLink(link), asJson(defaultSpec));
    expect(spec).toEqual(golden.spec);
    if (golden.fingerprint === null) return;
    const session = await engine.session(asSpec(spec));
    expect((await session.run()).fingerprint).toBe(golden.fingerprint);
    await session.close();
  });
});
