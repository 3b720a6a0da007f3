import { describe, expect, test } from 'vitest';
import { hashOfParts, settingsOf } from '../../web/src/embed/link_parts';
import { decodeLink, specOf } from '../../web/src/state/link';

describe('settings in an attribute', () => {
  test.each([
    ['', []],
    ['optimizer.learningRate=0.1', ['optimizer.learningRate=0.1']],
    ['a=1 b=2\n  c=3;d=4 ;', ['a=1', 'b=2', 'c=3', 'd=4']],
    [
      'data={"source": "moons", "noise": 0.3} optimizer=sgd',
      ['data={"source": "moons", "noise": 0.3}', 'optimizer=sgd'],
    ],
    ['features=["x1", "x2"];x="a b; {c"', ['features=["x1", "x2"]', 'x="a b; {c"']],
    ['x="a\\" b" y=1', ['x="a\\" b"', 'y=1']],
    ['x=}} y=1', ['x=}}', 'y=1']],
  ])('%j', (text, settings) => {
    expect(settingsOf(text)).toEqual(settings);
  });
});

describe('the hash of a frame', () => {
  test('of nothing has the version alone', () => {
    expect(hashOfParts({})).toBe('#v=1');
  });

  test('a link keeps its own version, whatever address it stands in', () => {
    const presentation = { view: 'map,loss', title: 'A & B' };
    expect(hashOfParts({ link: 'https://a.example/x/#v=1&s=abc', presentation })).toBe(
      '#v=1&s=abc&view=map%2Closs&title=A%20%26%20B',
    );
    expect(hashOfParts({ link: '#v=2&s=abc' })).toBe('#v=2&s=abc');
    expect(hashOfParts({ link: 'v=1&s=abc' })).toBe('#v=1&s=abc');
  });

  test('Spec and settings are what the link’s own reader reads', async () => {
    const spec = '{"data": {"source": "moons"}, "batchSize": 10}';
    const hash = hashOfParts({ spec, set: 'data.noise=0.3; optimizer={"id": "sgd"} seed=5' });
    expect(specOf(await decodeLink(hash), {})).toEqual({
      data: { source: 'moons', noise: 0.3 },
      batchSize: 10,
      optimizer: { id: 'sgd' },
      seed: 5,
    });
  });
});
