import { describe, expect, test } from 'vitest';
import {
  fieldsOf,
  levelOf,
  usualInputs,
  withLevel,
  withNumber,
  withoutGaps,
  type CategoryInput,
} from '../../web/src/state/input_fields';

const samples = (
  ...rows: readonly (readonly number[])[]
): { count: number; inputs: Float32Array } => ({
  count: rows.length,
  inputs: Float32Array.from(rows.flat()),
});

const names = ['age', 'city=Oslo', 'city=Bergen', 'city=Vadsø', 'height'];
const people = samples(
  [20, 1, 0, 0, 1.5],
  [30, 0, 1, 0, 1.75],
  [40, 0, 1, 0, NaN],
  [50, 0, 0, 0, 2], // no city is known
);

describe('fields of a table', () => {
  const fields = fieldsOf(names, people);

  test('the inputs of a category are one menu', () => {
    expect(fields.map(({ kind, name, at }) => [kind, name, at])).toEqual([
      ['number', 'age', 0],
      ['category', 'city', 1],
      ['number', 'height', 4],
    ]);
    expect(fields[1]).toMatchObject({
      levels: ['Oslo', 'Bergen', 'Vadsø'],
      usual: 1,
      mayMiss: true,
    });
  });

  test('numbers have a range, a mean without what is missing, and are whole or not', () => {
    expect(fields[0]).toMatchObject({ low: 20, high: 50, mean: 35, whole: true });
    expect(fields[2]).toMatchObject({ low: 1.5, high: 2, mean: 1.75, whole: false });
  });

  test('a row begins at means and the most frequent values', () => {
    expect([...usualInputs(fields, names.length)]).toEqual([35, 0, 1, 0, 1.75]);
  });

  test('a missing number is shown as the mean that it counts for', () => {
    const row = Float64Array.of(40, 0, 1, 0, NaN);
    expect([...withoutGaps(fields, row)]).toEqual([40, 0, 1, 0, 1.75]);
  });

  test('a level and a number can be chosen, and no level', () => {
    const city = fields[1] as CategoryInput;
    const row = withNumber(usualInputs(fields, names.length), 0, 61);
    expect(levelOf(city, row)).toBe(1);
    const moved = withLevel(row, city, 2);
    expect([...moved]).toEqual([61, 0, 0, 1, 1.75]);
    expect(levelOf(city, moved)).toBe(2);
    expect([...withLevel(moved, city, -1)]).toEqual([61, 0, 0, 0, 1.75]);
    expect([...row]).toEqual([61, 0, 1, 0, 1.75]); // the former row is untouched
  });
});

describe('names with an equals sign', () => {
  test('columns of numbers stay numbers', () => {
    const fields = fieldsOf(['a=b', 'a=c'], samples([0.5, 1], [1, 0]));
    expect(fields.map(({ kind, name }) => [kind, name])).toEqual([
      ['number', 'a=b'],
      ['number', 'a=c'],
    ]);
  });

  test('values may hold one', () => {
    const [field] = fieldsOf(['rule=x=1', 'rule=x=2'], samples([1, 0], [0, 1]));
    expect(field).toMatchObject({ kind: 'category', name: 'rule', levels: ['x=1', 'x=2'] });
  });

  test('columns may hold one: where two begin alike, what is one-hot decides', () => {
    // Columns "is=a" and "is=b" with the values n and y: together they would have two ones.
    const fields = fieldsOf(
      ['is=a=n', 'is=a=y', 'is=b=n', 'is=b=y'],
      samples([1, 0, 0, 1], [0, 1, 1, 0]),
    );
    expect(fields.map(({ name }) => name)).toEqual(['is=a', 'is=b']);
  });

  test('two columns beside each other stay two menus', () => {
    const fields = fieldsOf(['a=x', 'a=y', 'b=x', 'b=y'], samples([1, 0, 0, 1], [0, 1, 0, 1]));
    expect(fields.map((field) => [field.name, field.at])).toEqual([
      ['a', 0],
      ['b', 2],
    ]);
  });
});
