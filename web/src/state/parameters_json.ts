/** Parameters out of a JSON document: by name, lists of numbers or lists of such lists. */
import { isList, isObject, type Json } from './json';
import { placeText } from '../text/places';
import { ShapeError } from './network_tensors';
import type { Tensor } from './safetensors';

const most = { tensors: 1000, values: 8_000_000 };

/** Throws ShapeError. */
export function tensorsOfJson(json: Json): readonly Tensor[] {
  const words = placeText.share.shapes;
  if (!isObject(json)) throw new ShapeError(words.noObject, 'parameters');
  const entries = Object.entries(json);
  if (entries.length > most.tensors) throw new ShapeError(words.many(most.tensors), 'parameters');
  return entries.map(([name, value]) => {
    const path = `parameters.${name.slice(0, 60)}`;
    const wrong = new ShapeError(words.noMatrix(name.slice(0, 60)), path);
    if (!isList(value)) throw wrong;
    const [first] = value;
    if (!isList(first)) return { name, shape: [value.length], values: numbers([value], wrong) };
    const columns = first.length;
    const rows = value.map((row) => {
      if (!isList(row) || row.length !== columns) throw wrong;
      return row;
    });
    return { name, shape: [rows.length, columns], values: numbers(rows, wrong) };
  });
}

function numbers(rows: readonly (readonly Json[])[], wrong: ShapeError): Float64Array {
  const width = rows[0]?.length ?? 0;
  if (rows.length * width > most.values) throw wrong;
  const values = new Float64Array(rows.length * width);
  let next = 0;
  for (const row of rows) {
    for (const value of row) {
      // 1e999 is a number in JSON, and none that a network could have.
      if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong;
      values[next++] = value;
    }
  }
  return values;
}
