// Index, matrix and vector types that the whole core shares.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "fallline/eigen.h"

namespace fallline {

/// Sizes and positions in matrices. 64 bits natively, 32 bits in WebAssembly: multiply sizes in
/// std::int64_t and compare with a limit before they become an Index.
using Index = Eigen::Index;

/// Column-major; wherever samples are stored, a column is a sample.
template <class S>
using Matrix = Eigen::Matrix<S, Eigen::Dynamic, Eigen::Dynamic>;
template <class S>
using Vector = Eigen::Matrix<S, Eigen::Dynamic, 1>;

template <class S>
using MatrixRef = Eigen::Ref<Matrix<S>>;
template <class S>
using ConstMatrixRef = Eigen::Ref<const Matrix<S>>;
template <class S>
using VectorRef = Eigen::Ref<Vector<S>>;
template <class S>
using ConstVectorRef = Eigen::Ref<const Vector<S>>;

/// The bytes of a file or of a set of images: shared and never written to, so that nobody copies.
using Bytes = std::shared_ptr<const std::vector<std::uint8_t>>;

}  // namespace fallline
