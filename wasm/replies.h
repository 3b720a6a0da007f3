// The JavaScript types of what crosses the boundary, for the generated declarations.
#pragma once

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include "guard.h"

namespace fallline::wasm {

// What `value` is in JavaScript. Text is JSON where the function says so.
struct Text;
struct Number;
struct Flag;
struct ByteArray;     // Uint8Array
struct Integers;      // Int32Array
struct Floats;        // Float32Array
struct Doubles;       // Float64Array
struct Info;          // describe.h: what a session is made of; spec and meanPredictor are JSON
struct Preview;       // describe.h: what a CSV file holds
struct Problems;      // describe.h: [{code, path, message}, …]
struct PlanesOut;     // {outputs, values}
struct MistakesOut;   // {index, truth, predicted, probability}, or null
struct CurveOut;      // {values, slopes}
struct TraceOut;      // bound_trace.cpp: a step, opened, or null
struct GradientsOut;  // {parameters, steps, values}, or null

/// Arguments: typed arrays that JavaScript hands in.
struct BytesIn : emscripten::val {
  explicit BytesIn(const emscripten::val& v) : emscripten::val(v) {}
};
struct IntegersIn : emscripten::val {
  explicit IntegersIn(const emscripten::val& v) : emscripten::val(v) {}
};
struct DoublesIn : emscripten::val {
  explicit DoublesIn(const emscripten::val& v) : emscripten::val(v) {}
};
struct NumbersIn : emscripten::val {  // doubles, or bytes for images
  explicit NumbersIn(const emscripten::val& v) : emscripten::val(v) {}
};
struct GivenIn : emscripten::val {  // what the arrays of the source `given` mean
  explicit GivenIn(const emscripten::val& v) : emscripten::val(v) {}
};

/// Tells embind what to write into the declarations.
inline void registerTypes() {
#define FALLLINE_REPLY(value)                                                 \
  "{ readonly ok: true; readonly value: " value                               \
  " } | { readonly ok: false; readonly code: string; readonly path: string; " \
  "readonly message: string }"
  using emscripten::register_type;
  register_type<Reply<Nothing>>(FALLLINE_REPLY("null"));
  register_type<Reply<Text>>(FALLLINE_REPLY("string"));
  register_type<Reply<Number>>(FALLLINE_REPLY("number"));
  register_type<Reply<Flag>>(FALLLINE_REPLY("boolean"));
  register_type<Reply<ByteArray>>(FALLLINE_REPLY("Uint8Array<ArrayBuffer>"));
  register_type<Reply<Integers>>(FALLLINE_REPLY("Int32Array<ArrayBuffer>"));
  register_type<Reply<Floats>>(FALLLINE_REPLY("Float32Array<ArrayBuffer>"));
  register_type<Reply<Doubles>>(FALLLINE_REPLY("Float64Array<ArrayBuffer>"));
  register_type<Reply<PlanesOut>>(
      FALLLINE_REPLY("{ outputs: number; values: Float32Array<ArrayBuffer> }"));
  register_type<Reply<MistakesOut>>(
      FALLLINE_REPLY("{ index: Int32Array<ArrayBuffer>; truth: Int32Array<ArrayBuffer>; "
                     "predicted: Int32Array<ArrayBuffer>; "
                     "probability: Float32Array<ArrayBuffer> } | null"));
  register_type<Reply<CurveOut>>(
      FALLLINE_REPLY("{ values: Float64Array<ArrayBuffer>; slopes: Float64Array<ArrayBuffer> }"));
  register_type<Reply<Problems>>(
      FALLLINE_REPLY("{ code: string; path: string; message: string }[]"));
  register_type<Reply<Info>>(FALLLINE_REPLY(
      "{ spec: string; task: { kind: 'regression' | 'classes' | 'labels'; names: string[] }; "
      "inputs: { count: number; names: string[]; image: { height: number; width: number; "
      "channels: number } | null }; outputs: number; layers: { inputs: number; units: number; "
      "bias: boolean }[]; parameters: number; stepsPerEpoch: number; "
      "precision: 'float32' | 'float64'; "
      "samples: { train: number; validation: number; test: number }; off: number[][]; "
      "meanPredictor: string; noiseVariance: number | null }"));
  register_type<Reply<Preview>>(FALLLINE_REPLY(
      "{ delimiter: ',' | ';' | '\\t'; header: boolean; rows: number; columns: { name: string; "
      "kind: 'number' | 'text' | 'empty'; decimalComma: boolean; missing: number; "
      "distinct: number }[]; firstRows: string[][]; problems: { code: string; path: string; "
      "message: string }[]; problemCount: number }"));
  register_type<Reply<TraceOut>>(FALLLINE_REPLY(
      "{ step: number; batch: number; isNext: boolean; samples: Int32Array<ArrayBuffer>; "
      "losses: Float64Array<ArrayBuffer>; loss: number; penalty: number; rate: number; "
      "gradientNorm: number; clipping: number; updateNorm: number; finite: boolean } | null"));
  register_type<Reply<GradientsOut>>(
      FALLLINE_REPLY("{ parameters: number; steps: Float64Array<ArrayBuffer>; "
                     "values: Float64Array<ArrayBuffer> } | null"));
  register_type<BytesIn>("Uint8Array");
  register_type<IntegersIn>("Int32Array");
  register_type<DoublesIn>("Float64Array");
  register_type<NumbersIn>("Float64Array | Uint8Array");
  register_type<GivenIn>(
      "{ readonly kind: 'regression' | 'classes' | 'labels'; readonly names: readonly string[]; "
      "readonly samples: number; readonly inputNames: readonly string[]; "
      "readonly image: { readonly height: number; readonly width: number; "
      "readonly channels: number } | null; readonly testFrom: number | null }");
#undef FALLLINE_REPLY
}

}  // namespace fallline::wasm
