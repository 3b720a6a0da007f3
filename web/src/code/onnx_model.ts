/**
 * A model as the bytes of an ONNX file. The library writes the wire format; which field of which
 * message has which number is from onnx/onnx.proto, where these numbers never change.
 */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** Numbers in single precision, or whole ones. */
export interface Tensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

/** What goes in or comes out: rows of that many numbers, as many rows as one likes. */
export interface Port {
  readonly name: string;
  readonly width: number;
}

export interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<
    Record<string, { readonly int: number } | { readonly float: number }>
  >;
}

export interface Model {
  readonly name: string;
  readonly producer: string;
  readonly producerVersion: string;
  readonly about: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly nodes: readonly Node[];
  readonly tensors: readonly Tensor[];
  readonly input: Port;
  readonly output: Port;
}

/** Of 2021; what is used here has not changed since, and readers go back further than that. */
const irVersion = 8;
const opsetVersion = 17;
const batchName = 'samples';

const elementType = { float: 1, int64: 7 };
const attributeType = { float: 1, int: 2 };

export function encodeModel(model: Model): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  whole(writer, 1, irVersion);
  text(writer, 2, model.producer);
  text(writer, 3, model.producerVersion);
  message(writer, 7, graph(model));
  const opset = new BinaryWriter();
  whole(opset, 2, opsetVersion);
  message(writer, 8, opset);
  for (const [key, value] of Object.entries(model.metadata)) {
    const entry = new BinaryWriter();
    text(entry, 1, key);
    text(entry, 2, value);
    message(writer, 14, entry);
  }
  return writer.finish();
}

function graph({ name, about, nodes, tensors, input, output }: Model): BinaryWriter {
  const writer = new BinaryWriter();
  for (const one of nodes) message(writer, 1, node(one));
  text(writer, 2, name);
  for (const one of tensors) message(writer, 5, tensor(one));
  text(writer, 10, about);
  message(writer, 11, port(input));
  message(writer, 12, port(output));
  return writer;
}

function node({ op, inputs, output, attributes }: Node): BinaryWriter {
  const writer = new BinaryWriter();
  for (const name of inputs) text(writer, 1, name);
  text(writer, 2, output);
  text(writer, 3, `${op} ${output}`);
  text(writer, 4, op);
  for (const [name, value] of Object.entries(attributes)) {
    const attribute = new BinaryWriter();
    text(attribute, 1, name);
    if ('int' in value) whole(attribute, 3, value.int);
    else attribute.tag(2, WireType.Bit32).float(value.float);
    whole(attribute, 20, 'int' in value ? attributeType.int : attributeType.float);
    message(writer, 5, attribute);
  }
  return writer;
}

function tensor({ name, dims, values }: Tensor): BinaryWriter {
  const writer = new BinaryWriter();
  for (const size of dims) whole(writer, 1, size);
  whole(writer, 2, values instanceof Float32Array ? elementType.float : elementType.int64);
  text(writer, 8, name);
  writer.tag(9, WireType.LengthDelimited).bytes(littleEndian(values));
  return writer;
}

/** Raw data are little-endian, whatever the machine is. */
function littleEndian(values: Float32Array | BigInt64Array): Uint8Array {
  const size = values.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(size * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value: number | bigint, i: number) => {
    if (typeof value === 'bigint') view.setBigInt64(size * i, value, true);
    else view.setFloat32(size * i, value, true);
  });
  return bytes;
}

function port({ name, width }: Port): BinaryWriter {
  const writer = new BinaryWriter();
  text(writer, 1, name);
  const rows = new BinaryWriter();
  text(rows, 2, batchName);
  const columns = new BinaryWriter();
  whole(columns, 1, width);
  const shape = new BinaryWriter();
  message(shape, 1, rows);
  message(shape, 1, columns);
  const ofTensor = new BinaryWriter();
  whole(ofTensor, 1, elementType.float);
  message(ofTensor, 2, shape);
  const type = new BinaryWriter();
  message(type, 1, ofTensor);
  message(writer, 2, type);
  return writer;
}

function whole(writer: BinaryWriter, field: number, value: number): void {
  writer.tag(field, WireType.Varint).int64(value);
}

function text(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value);
}

function message(writer: BinaryWriter, field: number, inner: BinaryWriter): void {
  writer.tag(field, WireType.LengthDelimited).bytes(inner.finish());
}
