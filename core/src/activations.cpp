#include "fallline/activations.h"

#include <type_traits>

namespace fallline {
namespace {

template <class S>
void softmax(ConstMatrixRef<S> Z, MatrixRef<S> A) {
  for (Index j = 0; j < Z.cols(); ++j) {
    S largest = Z(0, j);
    for (Index i = 1; i < Z.rows(); ++i) largest = Z(i, j) > largest ? Z(i, j) : largest;
    S sum = S(0);
    for (Index i = 0; i < Z.rows(); ++i) {
      const S e = math::exp(Z(i, j) - largest);
      A(i, j) = e;
      sum += e;
    }
    for (Index i = 0; i < Z.rows(); ++i) A(i, j) /= sum;
  }
}

template <class S>
void multiplyBySoftmaxSlope(ConstMatrixRef<S> A, MatrixRef<S> D) {
  for (Index j = 0; j < A.cols(); ++j) {
    S mean = S(0);
    for (Index i = 0; i < A.rows(); ++i) mean += A(i, j) * D(i, j);
    for (Index i = 0; i < A.rows(); ++i) D(i, j) = A(i, j) * (D(i, j) - mean);
  }
}

/// The columns of a panel as the vector loop should see them: where they lie side by side, which is
/// the rule, they are one long column.
struct Columns {
  Index count, rows;
  Columns(Index rows_, Index columns, bool sideBySide)
      : count(sideBySide ? 1 : columns), rows(sideBySide ? rows_ * columns : rows_) {}
};

}  // namespace

template <class S>
void activate(const Activation& activation, ConstMatrixRef<S> Z, MatrixRef<S> A) {
  std::visit(
      [&](const auto& f) {
        if constexpr (std::is_same_v<std::decay_t<decltype(f)>, Softmax>) {
          softmax<S>(Z, A);
        } else {
          const auto own = f;  // a copy that no store through `a` can alias
          const Columns columns(Z.rows(), Z.cols(),
                                Z.outerStride() == Z.rows() && A.outerStride() == A.rows());
          for (Index j = 0; j < columns.count; ++j) {
            const S* z = Z.data() + j * Z.outerStride();
            S* a = A.data() + j * A.outerStride();
            for (Index i = 0; i < columns.rows; ++i) a[i] = own.value(z[i]);
          }
        }
      },
      activation);
}

template <class S>
void multiplyBySlope(const Activation& activation, ConstMatrixRef<S> Z, ConstMatrixRef<S> A,
                     MatrixRef<S> D) {
  std::visit(
      [&](const auto& f) {
        using F = std::decay_t<decltype(f)>;
        if constexpr (std::is_same_v<F, Softmax>) {
          multiplyBySoftmaxSlope<S>(A, D);
        } else if constexpr (!std::is_same_v<F, Linear>) {
          const auto own = f;
          const Columns columns(Z.rows(), Z.cols(),
                                Z.outerStride() == Z.rows() && A.outerStride() == A.rows() &&
                                    D.outerStride() == D.rows());
          for (Index j = 0; j < columns.count; ++j) {
            const S* z = Z.data() + j * Z.outerStride();
            const S* a = A.data() + j * A.outerStride();
            S* d = D.data() + j * D.outerStride();
            for (Index i = 0; i < columns.rows; ++i) d[i] *= own.slope(z[i], a[i]);
          }
        }
      },
      activation);
}

template void activate<float>(const Activation&, ConstMatrixRef<float>, MatrixRef<float>);
template void activate<double>(const Activation&, ConstMatrixRef<double>, MatrixRef<double>);
template void multiplyBySlope<float>(const Activation&, ConstMatrixRef<float>,
                                     ConstMatrixRef<float>, MatrixRef<float>);
template void multiplyBySlope<double>(const Activation&, ConstMatrixRef<double>,
                                      ConstMatrixRef<double>, MatrixRef<double>);

}  // namespace fallline
