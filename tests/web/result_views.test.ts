import { expect, test } from 'vitest';
import type { SessionInfo } from '../../web/src/engine/model';
import type { Store } from '../../web/src/state/store';
import { CanvasView } from '../../web/src/views/canvas_view';
import { hasTable } from '../../web/src/views/plot_of';
import { kindOf, resultViews, viewsFor } from '../../web/src/views/result_views';
import { target } from '../../web/src/views/segments';

const image = { height: 28, width: 28, channels: 1 };

function problem(
  count: number,
  kind: SessionInfo['task']['kind'],
  form: SessionInfo['inputs']['image'] = null,
  hidden = 8,
): SessionInfo {
  const inputs = { count, names: [], image: form };
  const layers = [
    { inputs: count, units: hidden, bias: true },
    { inputs: hidden, units: 1, bias: true },
  ];
  return { inputs, layers, outputs: 1, task: { kind, names: [] } } as unknown as SessionInfo;
}

test('every problem has a view, and views have names of their own', () => {
  const problems = [1, 2, 3, 8].flatMap((count) =>
    (['classes', 'regression', 'labels'] as const).map((kind) => problem(count, kind)),
  );
  for (const info of [...problems, problem(784, 'classes', image)]) {
    expect(viewsFor(info).length, kindOf(info)).toBeGreaterThan(0);
  }
  expect(new Set(resultViews.map(({ id }) => id)).size).toBe(resultViews.length);
});

test('the first view is the one that shows the function itself', () => {
  const first = (info: SessionInfo): string | undefined => viewsFor(info)[0]?.id;
  expect(first(problem(2, 'classes'))).toBe('map');
  expect(first(problem(2, 'regression'))).toBe('map');
  expect(first(problem(1, 'regression'))).toBe('curve');
  expect(first(problem(784, 'classes', image))).toBe('confusion');
  expect(first(problem(8, 'regression'))).toBe('scatter');
});

test('views fit where there is something for them to show', () => {
  const all = (info: SessionInfo): string[] => viewsFor(info).map(({ id }) => id);
  expect(all(problem(2, 'regression'))).toEqual(
    expect.arrayContaining(['map', 'truth', 'surface', 'hidden']),
  );
  expect(all(problem(2, 'classes'))).not.toContain('truth');
  expect(all(problem(2, 'classes', null, 1))).not.toContain('hidden'); // one unit is no plane
  expect(all(problem(3, 'classes'))[0]).toBe('space');
  expect(all(problem(3, 'regression'))).not.toContain('space');
});

test('problems with as many inputs and the same task share a choice', () => {
  expect(kindOf(problem(5, 'classes'))).toBe(kindOf(problem(9, 'classes')));
  expect(kindOf(problem(2, 'classes'))).not.toBe(kindOf(problem(2, 'regression')));
  expect(kindOf(problem(2, 'classes'))).not.toBe(kindOf(problem(2, 'classes', image)));
});

test('arrow keys go round a group, Home and End to its ends, other keys nowhere', () => {
  expect(target('ArrowRight', 2, 3)).toBe(0);
  expect(target('ArrowDown', 0, 3)).toBe(1);
  expect(target('ArrowLeft', 0, 3)).toBe(2);
  expect(target('Home', 2, 3)).toBe(0);
  expect(target('End', 0, 3)).toBe(2);
  expect(target('a', 1, 3)).toBe(-1);
});

test.each(resultViews)('"$id" can be saved as a picture and as data', async (view) => {
  const store: unknown = null; // the element is not made
  await view.load?.();
  const name =
    /<(fall-line-[a-z-]+)/.exec(view.element(store as Store).strings.join(''))?.[1] ?? '';
  const made: { readonly prototype: object } | undefined = customElements.get(name);
  if (!made) throw new Error(`${name} is not an element.`);
  const { prototype } = made;
  expect('plotSource' in prototype).toBe(true);
  if (!(prototype instanceof CanvasView)) return; // its plotSource says both, checked end to end
  const hasOwn = Object.hasOwn(prototype, 'csv');
  expect(hasOwn || hasTable(name.replace('fall-line-', ''))).toBe(true);
});
