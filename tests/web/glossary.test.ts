import { expect, test } from 'vitest';
import { glossary, type Entry } from '../../web/src/text/glossary';
import { manifest } from '../../web/src/state/manifest';
import { termOfParameter } from '../../web/src/text/terms';

const entries: readonly (readonly [string, Entry])[] = Object.entries(glossary);

test('every definition is one line, and says more than the term', () => {
  for (const [id, { term, line }] of entries) {
    expect(line, id).toMatch(/^\S.*\.$/);
    expect(line.length, id).toBeLessThan(115);
    expect(line.startsWith(`${term} `), id).toBe(false);
  }
  expect(new Set(entries.map(([, { term }]) => term)).size).toBe(entries.length);
});

test('the parameters that every optimizer and loss shows are explained', () => {
  const shown = [...manifest.optimizers, ...manifest.losses].flatMap(
    ({ parameters }) => parameters,
  );
  const explained = new Set(shown.flatMap(({ name }) => termOfParameter(name) ?? []));
  for (const id of ['learningRate', 'momentum', 'beta1', 'beta2', 'epsilon', 'alpha', 'delta']) {
    expect([...explained]).toContain(id);
  }
});
