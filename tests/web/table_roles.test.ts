import { describe, expect, test } from 'vitest';
import type { CsvPreview } from '../../web/src/engine/model';
import { remedyOf } from '../../web/src/state/table_desk';
import {
  csvLine,
  csvNames,
  firstRoles,
  predictsClasses,
  targetIndex,
  usesOf,
  withTask,
  withUse,
} from '../../web/src/state/table_roles';

type Column = CsvPreview['columns'][number];
const column = (name: string, kind: Column['kind'], distinct = 5): Column => ({
  name,
  kind,
  decimalComma: false,
  missing: 0,
  distinct,
});
const previewOf = (columns: Column[], problems: CsvPreview['problems'] = []): CsvPreview => ({
  delimiter: ',',
  header: true,
  rows: 10,
  columns,
  firstRows: [],
  problems,
  problemCount: problems.length,
});
const preview = previewOf([
  column('age', 'number'),
  column('city, town', 'text'),
  column('remark', 'empty', 0),
  column('name', 'text', 500),
  column('price', 'number'),
]);

describe('a new table', () => {
  const data = firstRoles('a.csv', preview);

  test('predicts its last column from what can be inputs', () => {
    expect(data).toEqual({
      source: 'table',
      file: 'a.csv',
      target: 'price',
      inputs: 'age,"city, town"',
      scaleTargets: 'standardize',
    });
    expect(usesOf(data, preview)).toEqual(['number', 'categories', 'ignore', 'ignore', 'target']);
  });

  test('names no inputs when all are', () => {
    const plain = previewOf([column('a', 'number'), column('b', 'text')]);
    expect(firstRoles('b.csv', plain)).toEqual({ source: 'table', file: 'b.csv', target: 'b' });
    expect(predictsClasses(firstRoles('b.csv', plain), plain)).toBe(true);
  });

  test('an empty last column is not what is predicted', () => {
    const open = previewOf([column('a', 'number'), column('b', 'number'), column('c', 'empty', 0)]);
    expect(firstRoles('c.csv', open)).toMatchObject({ target: 'b', inputs: 'a' });
  });
});

describe('another use', () => {
  const data = firstRoles('a.csv', preview);

  test('left out, and taken in again', () => {
    const without = withUse(data, preview, 1, 'ignore');
    expect(without['inputs']).toBe('age');
    expect(usesOf(without, preview)[1]).toBe('ignore');
    expect(withUse(without, preview, 1, 'categories')['inputs']).toBe('age,"city, town"');
  });

  test('numbers that are only names', () => {
    const named = withUse(data, preview, 0, 'categories');
    expect(named['categories']).toBe('age');
    expect(usesOf(named, preview)[0]).toBe('categories');
    expect(withUse(named, preview, 0, 'number')).toEqual(data);
  });

  test('a new target takes the place of the former, which becomes an input', () => {
    const other = withUse(withTask(data, 'classes'), preview, 1, 'target');
    expect(other).toMatchObject({ target: 'city, town', inputs: 'age,price' });
    expect(other).not.toHaveProperty('task');
    expect(other).not.toHaveProperty('scaleTargets');
    expect(targetIndex(other, preview)).toBe(1);
  });

  test('the target cannot be left out, nor the last input', () => {
    expect(withUse(data, preview, 4, 'ignore')).toBe(data);
    const one = withUse(data, preview, 1, 'ignore');
    expect(withUse(one, preview, 0, 'ignore')).toBe(one);
  });
});

describe('a refused table', () => {
  const stray = (at: number): CsvPreview['problems'][number] => ({
    code: 'text-in-number-column',
    path: `a.csv:7:${at}`,
    message: '“old” is a text.',
  });
  const strange = previewOf([column('age', 'text'), column('price', 'text')], [stray(1), stray(2)]);
  const data = firstRoles('a.csv', strange);

  test('texts among numbers are meant as numbers until it is said otherwise', () => {
    expect(usesOf(data, strange)).toEqual(['number', 'target']);
    const remedy = remedyOf({ ...stray(1), path: 'data.file:7:1' }, data, strange);
    expect(remedy?.label).toBe('Read “age” as categories');
    expect(remedy?.data).toMatchObject({ categories: 'age' });
  });

  test('in the target they are offered as classes', () => {
    const remedy = remedyOf(stray(2), data, strange);
    expect(remedy?.label).toBe('Read “price” as classes');
    expect(remedy?.data).toMatchObject({ task: 'classes' });
  });

  test('rows that all miss something are offered the mean', () => {
    const problem = { code: 'no-rows', path: 'data.missing', message: '' };
    expect(remedyOf(problem, data, strange)?.data).toMatchObject({ missing: 'mean' });
  });

  test('a ragged row can only be mended in the file', () => {
    const problem = { code: 'ragged-row', path: 'data.file:3:2', message: '' };
    expect(remedyOf(problem, data, strange)).toBeNull();
  });
});

describe('names in one line', () => {
  test.each([[['a']], [['a, b', 'c']], [['say "hi"', ' blank ', 'x;y']], [['größe', 'a b']]])(
    '%j go there and back',
    (names) => {
      expect(csvNames(csvLine(names))).toEqual(names);
    },
  );

  test('nothing is no names, and blanks around a name are not part of it', () => {
    expect(csvNames('')).toEqual([]);
    expect(csvNames(undefined)).toEqual([]);
    expect(csvNames(' a , "b" ')).toEqual(['a', 'b']);
  });
});
