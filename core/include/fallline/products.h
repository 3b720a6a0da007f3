// The products in which training spends its time: three of a layer, and one of second order.
//
// Lanes run over the rows of the result and every element's sum runs over its index in order, so
// that the bits depend neither on the shape of the register tiles nor on the width of the SIMD
// unit: g++, clang, SSE and WebAssembly agree. Everything else is left to Eigen.
#pragma once

#include "fallline/types.h"

namespace fallline {

/// Z += W X, forward. W is units × inputs, X inputs × samples, Z units × samples; Z holds the
/// biases before. Summed over inputs 0, 1, ….
template <class S>
void forwardProduct(ConstMatrixRef<S> W, ConstMatrixRef<S> X, MatrixRef<S> Z);

/// dX = Wᵀ dZ, backward, summed over units 0, 1, …. `transposed` has room for W.size() numbers.
template <class S>
void backwardProduct(ConstMatrixRef<S> W, ConstMatrixRef<S> dZ, MatrixRef<S> dX, S* transposed);

/// dW += dZ Xᵀ, the gradient of the weights, summed over samples 0, 1, ….
template <class S>
void gradientProduct(ConstMatrixRef<S> dZ, ConstMatrixRef<S> X, MatrixRef<S> dW);

/// Rows in panels: four numbers of each row side by side, panel by panel. Number i of row p lies at
/// data[4 (i / 4 · capacity + p) + i % 4], so that a product reads from two places only, in order.
struct RowPanels {
  static constexpr Index width = 4;
  const double* data;
  Index panels, capacity, rows;
};

/// C += Σ r rᵀ over the rows r, in order, in the lower triangle; numbers above it may change too. C
/// has 4 · panels rows and columns.
void symmetricProduct(const RowPanels& rows, MatrixRef<double> C);

}  // namespace fallline
