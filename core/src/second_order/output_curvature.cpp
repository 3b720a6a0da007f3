#include "fallline/second_order/output_curvature.h"

#include <algorithm>
#include <cmath>

namespace fallline {
namespace {

/// Below this a probability counts as this: its square root must not be 0.
constexpr double kLeast = 1e-300;
constexpr double kLeastOfMany = 1e-30;

/// a (1 − a) of a sigmoid, without taking a from 1.
double sigmoidVariance(double z) { return math::sigmoid(z) * math::sigmoid(-z); }

}  // namespace

bool OutputCurvature::exists(const Loss& loss) {
  return is<MeanSquaredError>(loss) || is<BinaryCrossEntropy>(loss) || is<CrossEntropy>(loss);
}

double OutputCurvature::weight(Index samples, Index outputs) const {
  return (is<MeanSquaredError>(loss_) ? 2 : 1) / lossDivisor(loss_, samples, outputs);
}

double OutputCurvature::element(Index i, Index c, Index j, ConstMatrixRef<double> Z,
                                ConstMatrixRef<double> A, ConstMatrixRef<double> Y) const {
  if (is<BinaryCrossEntropy>(loss_)) {
    return i == c ? std::sqrt(std::max(sigmoidVariance(Z(i, j)), kLeast)) : 0;
  }
  if (is<CrossEntropy>(loss_)) {
    double sum = 0;  // of the targets: 1 for classes
    for (Index k = 0; k < Y.rows(); ++k) sum += Y(k, j);
    const double p = A(i, j);
    const double root = std::sqrt(std::max(p, kLeastOfMany));
    return std::sqrt(sum) * ((i == c ? root : 0) - p * std::sqrt(std::max(A(c, j), kLeastOfMany)));
  }
  if (is<Softmax>(output_)) return A(i, j) * ((i == c ? 1 : 0) - A(c, j));
  if (i != c) return 0;
  return std::visit(
      [&](const auto& f) -> double {
        if constexpr (requires { f.slope(1.0, 1.0); }) {
          return f.slope(Z(i, j), A(i, j));
        } else {
          return 0;
        }
      },
      output_);
}

void OutputCurvature::seed(Index c, ConstMatrixRef<double> Z, ConstMatrixRef<double> A,
                           ConstMatrixRef<double> Y, MatrixRef<double> seed) const {
  for (Index j = 0; j < Z.cols(); ++j) {
    for (Index i = 0; i < Z.rows(); ++i) seed(i, j) = element(i, c, j, Z, A, Y);
  }
}

void OutputCurvature::residual(ConstMatrixRef<double> Z, ConstMatrixRef<double> A,
                               ConstMatrixRef<double> Y, MatrixRef<double> r) const {
  for (Index j = 0; j < Z.cols(); ++j) {
    double sum = 0;
    for (Index k = 0; k < Y.rows(); ++k) sum += Y(k, j);
    for (Index i = 0; i < Z.rows(); ++i) {
      const double y = Y(i, j);
      if (is<BinaryCrossEntropy>(loss_)) {
        // a − y = (1 − y) a − y (1 − a), each factor computed by itself.
        const double z = Z(i, j);
        const double gap = (1 - y) * math::sigmoid(z) - y * math::sigmoid(-z);
        r(i, j) = gap / std::sqrt(std::max(sigmoidVariance(z), kLeast));
      } else if (is<CrossEntropy>(loss_)) {
        double gap = sum * A(i, j) - y;
        if (y == sum && sum > 0) {  // p − 1 of the right class is minus the sum of the others
          gap = 0;
          for (Index k = 0; k < Y.rows(); ++k) gap -= k == i ? 0 : sum * A(k, j);
        }
        r(i, j) = sum > 0 ? gap / std::sqrt(sum * std::max(A(i, j), kLeastOfMany)) : 0;
      } else {
        r(i, j) = A(i, j) - y;
      }
    }
  }
}

void OutputCurvature::multiply(ConstMatrixRef<double> Z, ConstMatrixRef<double> A,
                               ConstMatrixRef<double> Y, MatrixRef<double> V,
                               MatrixRef<double> scratch) const {
  const Index outputs = Z.rows();
  for (Index j = 0; j < Z.cols(); ++j) {
    for (Index c = 0; c < outputs; ++c) {
      double sum = 0;
      for (Index i = 0; i < outputs; ++i) sum += element(i, c, j, Z, A, Y) * V(i, j);
      scratch(c, j) = sum;
    }
    for (Index i = 0; i < outputs; ++i) {
      double sum = 0;
      for (Index c = 0; c < outputs; ++c) sum += element(i, c, j, Z, A, Y) * scratch(c, j);
      V(i, j) = sum;
    }
  }
}

}  // namespace fallline
