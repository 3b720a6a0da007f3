import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { recogniseHead } from '../../web/src/state/files';
import { ShapeError, tensorsOf, thetaOf } from '../../web/src/state/network_tensors';
import {
  decodeTensors,
  encodeTensors,
  TensorError,
  tensorLimits,
  type Tensor,
} from '../../web/src/state/safetensors';
import { pythonWith } from '../support/run_python';

const layers = [
  { inputs: 2, units: 3, bias: true },
  { inputs: 3, units: 2, bias: false },
  { inputs: 2, units: 1, bias: true },
];
/** 6 + 3, 6, 2 + 1 numbers: exact in double only, with signs of zero and the ends of the range. */
const theta = Float64Array.from({ length: 18 }, (_, i) => Math.sin(i) / 3);
theta.set([-0, 0, 5e-324, -1.7976931348623157e308], 4);

const bits = (values: Float64Array): string[] =>
  Array.from(new BigUint64Array(values.slice().buffer), (word) => word.toString(16));

function raw(header: string, data: readonly number[] = []): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

describe('a safetensors file', () => {
  test('is laid out as the format’s definition says', () => {
    const tensors: readonly Tensor[] = [
      { name: 'layers.0.weight', shape: [1, 2], values: Float64Array.of(1, -2) },
      { name: 'layers.0.bias', shape: [1], values: Float64Array.of(0.5) },
    ];
    const bytes = encodeTensors(tensors, 'F32', { engine: 'x' });
    const view = new DataView(bytes.buffer);
    const length = Number(view.getBigUint64(0, true)); // u64, little-endian
    expect((8 + length) % 8).toBe(0);
    expect(bytes[8]).toBe('{'.charCodeAt(0)); // the header begins with a brace
    const text = new TextDecoder().decode(bytes.subarray(8, 8 + length));
    expect(text).toMatch(/\} *$/); // and may end in spaces
    expect(JSON.parse(text)).toEqual({
      __metadata__: { engine: 'x' },
      'layers.0.weight': { dtype: 'F32', shape: [1, 2], data_offsets: [0, 8] },
      'layers.0.bias': { dtype: 'F32', shape: [1], data_offsets: [8, 12] },
    });
    expect(bytes).toHaveLength(8 + length + 12);
    const numbers = [0, 4, 8].map((at) => view.getFloat32(8 + length + at, true));
    expect(numbers).toEqual([1, -2, 0.5]);
  });

  test.each([
    ['double', 'F64', theta],
    [
      'single',
      'F32',
      Float64Array.from(Float32Array.from(theta, (x) => (Math.abs(x) > 1 ? 1 : x))),
    ],
  ] as const)('gives every parameter back to the bit in %s precision', (_, dtype, values) => {
    const bytes = encodeTensors(tensorsOf(layers, values), dtype, { step: '7' });
    const { tensors, metadata } = decodeTensors(bytes);
    expect(metadata).toEqual({ step: '7' });
    expect(tensors.map(({ name, shape }) => [name, shape])).toEqual([
      ['layers.0.weight', [3, 2]],
      ['layers.0.bias', [3]],
      ['layers.1.weight', [2, 3]],
      ['layers.2.weight', [1, 2]],
      ['layers.2.bias', [1]],
    ]);
    expect(bits(thetaOf(layers, tensors))).toEqual(bits(values));
  });

  test('is told apart from other files by its first bytes', () => {
    const bytes = encodeTensors(tensorsOf(layers, theta), 'F64');
    expect(recogniseHead(bytes.subarray(0, 16)).kind).toBe('tensors');
    expect(recogniseHead(new TextEncoder().encode('{"data":{}}     ')).kind).toBe('project');
    expect(recogniseHead(new TextEncoder().encode('a,b,c,d\n1,2,{,4')).kind).toBe('table');
    const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 9, 0, 0, 0, 28, 0, 0, 0, 28);
    expect(recogniseHead(images).kind).toBe('images');
  });

  const python = pythonWith('numpy');
  const why = python === null ? ' (install python3-numpy)' : '';
  test.skipIf(python === null)(`is read by a few lines of NumPy${why}`, () => {
    const bytes = encodeTensors(tensorsOf(layers, theta), 'F64');
    const script = [
      'import json, sys, numpy',
      'raw = sys.stdin.buffer.read()',
      "n = int.from_bytes(raw[:8], 'little')",
      'header = json.loads(raw[8:8 + n])',
      "header.pop('__metadata__')",
      'for name, entry in header.items():',
      "    begin, end = entry['data_offsets']",
      "    a = numpy.frombuffer(raw[8 + n + begin:8 + n + end], '<f8').reshape(entry['shape'])",
      "    print(name, a.shape, ' '.join(map(repr, a.ravel().tolist())))",
    ].join('\n');
    const { stdout, stderr } = spawnSync(python ?? '', ['-c', script], { input: bytes });
    expect(stderr.toString()).toBe('');
    const lines = stdout.toString().trim().split('\n');
    expect(lines.map((line) => line.replace(/\).*/, ')'))).toEqual([
      'layers.0.weight (3, 2)',
      'layers.0.bias (3,)',
      'layers.1.weight (2, 3)',
      'layers.2.weight (1, 2)',
      'layers.2.bias (1,)',
    ]);
    const numbers = lines.flatMap((line) => line.replace(/.*\) /, '').split(' ').map(Number));
    expect(bits(Float64Array.from(numbers))).toEqual(bits(theta));
  });
});

describe('a file from anywhere', () => {
  const entry = (more: string): string => `{"a.weight":{"dtype":"F64","shape":[1,1],${more}}}`;
  const whole = entry('"data_offsets":[0,8]');
  const eight = [0, 0, 0, 0, 0, 0, 240, 63];

  test('is read when all is right', () => {
    const [tensor] = decodeTensors(raw(whole, eight)).tensors;
    expect(tensor).toEqual({ name: 'a.weight', shape: [1, 1], values: Float64Array.of(1) });
  });

  const nan = [0, 0, 0, 0, 0, 0, 248, 127];
  test.each<readonly [string, Uint8Array, string]>([
    ['empty', new Uint8Array(), 'short'],
    ['a header that is not there', raw(whole).subarray(0, 20), 'short'],
    ['a header of 2^63 bytes', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 128, 123, 125), 'header-size'],
    ['no JSON', raw('{"a.weight"'), 'header-json'],
    ['a list', raw('[1]'), 'header-json'],
    ['spaces before the brace', raw(` ${whole}`, eight), 'header-json'],
    ['deep nesting', raw(`{"a":${'['.repeat(5000)}`), 'header-json'],
    ['no UTF-8', raw(whole, eight).fill(0xff, 12, 16), 'header-json'],
    ['a name twice', raw(`${whole.slice(0, -1)},${whole.slice(1)}`, eight), 'twice'],
    ['another type', raw(whole.replace('F64', 'BF16'), eight), 'dtype'],
    ['a type that is none', raw(whole.replace('"F64"', '64'), eight), 'entry'],
    ['a part too many', raw(entry('"x":1,"data_offsets":[0,8]'), eight), 'entry'],
    ['a negative size', raw(whole.replace('[1,1]', '[-1,1]'), eight), 'entry'],
    ['a broken size', raw(whole.replace('[1,1]', '[0.5,2]'), eight), 'entry'],
    ['an absurd size', raw(whole.replace('[1,1]', '[9007199254740991,9]'), eight), 'offsets'],
    ['offsets the wrong way', raw(entry('"data_offsets":[8,0]'), eight), 'offsets'],
    ['numbers cut off', raw(whole, eight.slice(1)), 'short'],
    ['bytes that belong to nothing', raw(whole, [...eight, 0]), 'gaps'],
    ['a hole at the start', raw(entry('"data_offsets":[8,16]'), [...eight, ...eight]), 'gaps'],
    ['a number that is none', raw(whole, nan), 'finite'],
    ['metadata of numbers', raw(whole.replace('{', '{"__metadata__":{"a":1},'), eight), 'entry'],
    ['a prototype', raw('{"__proto__":{"polluted":1}}'), 'entry'],
  ])('%s is refused', (_, bytes, kind) => {
    expect(() => decodeTensors(bytes)).toThrow(TensorError);
    try {
      decodeTensors(bytes);
    } catch (reason) {
      expect((reason as TensorError).fault.kind).toBe(kind);
    }
    expect('polluted' in {}).toBe(false);
  });

  test('overlapping tensors are refused', () => {
    const two = '{"a.weight":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},';
    const header = `${two}"b.weight":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}`;
    expect(() => decodeTensors(raw(header, eight))).toThrow('gaps');
  });

  test('one that is too large is refused before it is looked at', () => {
    const bytes = { byteLength: tensorLimits.bytes + 1 } as Uint8Array;
    expect(() => decodeTensors(bytes)).toThrow('size');
  });
});

describe('parameters for a network', () => {
  const tensor = (name: string, ...shape: number[]): Tensor => ({
    name,
    shape,
    values: new Float64Array(shape.reduce((a, b) => a * b, 1)),
  });

  test('come in the order of their layers, whatever they are called', () => {
    const small = [
      { inputs: 1, units: 1, bias: false },
      { inputs: 1, units: 1, bias: true },
    ];
    const one = (name: string, value: number, ...shape: number[]): Tensor => ({
      name,
      shape,
      values: Float64Array.of(value),
    });
    const given = [one('10.bias', 3, 1), one('10.weight', 2, 1, 1), one('2.weight', 1, 1, 1)];
    expect([...thetaOf(small, given)]).toEqual([1, 2, 3]);
    const named = given.map((each) => ({ ...each, name: `net.${each.name}` }));
    expect([...thetaOf(small, named)]).toEqual([1, 2, 3]);
    expect([...thetaOf([{ inputs: 1, units: 1, bias: false }], [one('weight', 4, 1, 1)])]).toEqual([
      4,
    ]);
  });

  const right = tensorsOf(layers, theta);
  test.each<readonly [string, readonly Tensor[], string]>([
    [
      'another shape',
      [tensor('layers.0.weight', 2, 3), ...right.slice(1)],
      '“layers.0.weight” is 2 × 3; this network expects 3 × 2 (units × inputs) there.',
    ],
    [
      'another rank',
      [tensor('layers.0.weight', 6), ...right.slice(1)],
      '“layers.0.weight” is 6; this network expects 3 × 2 (units × inputs) there.',
    ],
    [
      'fewer layers',
      right.slice(0, 3),
      'This network has 3 layers of weights (3 × 2, 2 × 3, 1 × 2); the file has 2 (3 × 2, 2 × 3).',
    ],
    ['no layer', [], 'the file has 0.'],
    [
      'a bias that is missing',
      right.filter(({ name }) => name !== 'layers.2.bias'),
      '“layers.2.bias” is missing: this network expects 1 (units) there.',
    ],
    [
      'a bias too many',
      [...right, tensor('layers.1.bias', 2)],
      '“layers.1.bias” finds no place: layer 2 of this network has no biases.',
    ],
    [
      'another kind of layer',
      [...right, tensor('norm.running_mean', 2)],
      '“norm.running_mean” is no parameter of a dense layer',
    ],
  ])('%s: what is expected and what is given', (_, tensors, message) => {
    expect(() => thetaOf(layers, tensors)).toThrow(ShapeError);
    expect(() => thetaOf(layers, tensors)).toThrow(message);
  });
});
