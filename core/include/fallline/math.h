// Elementary functions with the same bits everywhere: g++, clang and WebAssembly.
//
// C and C++ libraries differ in the last bit of exp, log, tanh, ..., so the core has its own,
// for float and double. They use nothing but addition, subtraction, multiplication, division,
// square root and integer operations on the bits, all of which IEEE 754 and the language define
// to the last bit (build with -ffp-contract=off: a fused multiply-add rounds once where this code
// rounds twice).
//
// They are written without branches, tables or calls, so that a plain loop
//     for (Index i = 0; i < n; ++i) out[i] = math::tanh(in[i]);
// becomes SIMD code at -O3, and its vector body and scalar tail give the same bits.
//
// Errors are given in ulp (units in the last place) as measured by tests/core/math_test.cpp.
// NaN goes in, NaN comes out; nothing sets errno. docs/determinism.md tells the whole story.
#pragma once

#include "fallline/math/bits.h"
#include "fallline/math/error_function.h"      // erf
#include "fallline/math/exponential.h"         // exp expm1 sigmoid
#include "fallline/math/hyperbolic_tangent.h"  // tanh
#include "fallline/math/logarithm.h"           // log log1p softplus
#include "fallline/math/power.h"               // powi pow
#include "fallline/math/trigonometric.h"       // sin cos
