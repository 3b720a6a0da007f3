#include "fallline/losses.h"

#include <type_traits>

namespace fallline {
namespace {

template <class T>
constexpr bool isFused = std::is_same_v<T, BinaryCrossEntropy> || std::is_same_v<T, CrossEntropy>;

/// log Σ eᶻ of one column, without overflow.
template <class S>
double logSumExp(ConstMatrixRef<S> Z, Index j) {
  double largest = double(Z(0, j));
  for (Index i = 1; i < Z.rows(); ++i) {
    const double z = double(Z(i, j));
    largest = z > largest ? z : largest;
  }
  double sum = 0;
  for (Index i = 0; i < Z.rows(); ++i) sum += math::exp(double(Z(i, j)) - largest);
  return largest + math::log(sum);
}

/// Σᵢ yᵢ (log Σ eᶻ − zᵢ) of one column: no large number is taken from another, so that a small
/// cross-entropy keeps its digits.
template <class S>
double crossEntropy(ConstMatrixRef<S> Z, ConstMatrixRef<S> Y, Index j) {
  const Index classes = Z.rows();
  Index likely = 0;  // the class of the largest weight y: one-hot in most cases
  for (Index i = 1; i < classes; ++i) likely = Y(i, j) > Y(likely, j) ? i : likely;
  // log Σ eᶻ − z_likely = log1p(Σ_{i ≠ likely} e^(zᵢ − z_likely)) when z_likely is the largest.
  bool largest = true;
  double rest = 0;
  for (Index i = 0; i < classes; ++i) {
    if (i == likely) continue;
    const double gap = double(Z(i, j)) - double(Z(likely, j));
    if (!(gap <= 0)) largest = false;
    rest += math::exp(gap);
  }
  const double atLikely = largest ? math::log1p(rest) : logSumExp<S>(Z, j) - double(Z(likely, j));
  double sum = 0;
  for (Index i = 0; i < classes; ++i) {
    const double y = double(Y(i, j));
    if (y != 0) sum += y * (atLikely + (double(Z(likely, j)) - double(Z(i, j))));
  }
  return sum;
}

}  // namespace

bool isDefinedFor(const Loss& loss, const Activation& output, std::int64_t units) {
  const LossDomain domain = std::visit([](const auto& l) { return l.domain; }, loss);
  switch (domain) {
    case LossDomain::any:
      return true;
    case LossDomain::probability:
      return is<Sigmoid>(output);
    case LossDomain::simplex:
      return is<Softmax>(output);
    case LossDomain::margin:
      return is<Linear>(output) && units == 1;
  }
  return false;
}

double lossDivisor(const Loss& loss, std::int64_t samples, std::int64_t outputs) {
  return double(samples) * (is<CrossEntropy>(loss) ? 1.0 : double(outputs));
}

template <class S>
double lossSum(const Loss& loss, const Activation&, ConstMatrixRef<S> Z, ConstMatrixRef<S> A,
               ConstMatrixRef<S> Y, double* each) {
  return std::visit(
      [&](const auto& l) {
        using L = std::decay_t<decltype(l)>;
        double sum = 0;
        for (Index j = 0; j < Y.cols(); ++j) {
          double own = 0;  // beside the sum, which adds term by term
          const auto add = [&](double term) {
            sum += term;
            own += term;
          };
          if constexpr (std::is_same_v<L, CrossEntropy>) {
            add(crossEntropy<S>(Z, Y, j));
          } else {
            for (Index i = 0; i < Y.rows(); ++i) {
              if constexpr (std::is_same_v<L, BinaryCrossEntropy>) {
                // log(1 + eᶻ) − y z = y log(1 + e⁻ᶻ) + (1 − y) log(1 + eᶻ), a sum of positives.
                const double z = double(Z(i, j)), y = double(Y(i, j));
                add((y != 0 ? y * math::softplus(-z) : 0) +
                    (y != 1 ? (1 - y) * math::softplus(z) : 0));
              } else {
                add(l.value(double(A(i, j)), double(Y(i, j))));
              }
            }
          }
          if (each != nullptr) each[j] = own;
        }
        return sum;
      },
      loss);
}

template <class S>
void lossGradient(const Loss& loss, const Activation& output, ConstMatrixRef<S> Z,
                  ConstMatrixRef<S> A, ConstMatrixRef<S> Y, S scale, MatrixRef<S> dZ) {
  std::visit(
      [&](const auto& l) {
        using L = std::decay_t<decltype(l)>;
        for (Index j = 0; j < Y.cols(); ++j) {
          // Soft targets need not add up to 1: the slope of softmax's part is (Σ y) a − y.
          S weight = S(1);
          if constexpr (std::is_same_v<L, CrossEntropy>) {
            weight = S(0);
            for (Index i = 0; i < Y.rows(); ++i) weight += Y(i, j);
          }
          for (Index i = 0; i < Y.rows(); ++i) {
            if constexpr (isFused<L>) {
              dZ(i, j) = scale * (weight * A(i, j) - Y(i, j));
            } else {
              dZ(i, j) = scale * l.slope(A(i, j), Y(i, j));
            }
          }
        }
        if constexpr (!isFused<L>) multiplyBySlope<S>(output, Z, A, dZ);
      },
      loss);
}

template double lossSum<float>(const Loss&, const Activation&, ConstMatrixRef<float>,
                               ConstMatrixRef<float>, ConstMatrixRef<float>, double*);
template double lossSum<double>(const Loss&, const Activation&, ConstMatrixRef<double>,
                                ConstMatrixRef<double>, ConstMatrixRef<double>, double*);
template void lossGradient<float>(const Loss&, const Activation&, ConstMatrixRef<float>,
                                  ConstMatrixRef<float>, ConstMatrixRef<float>, float,
                                  MatrixRef<float>);
template void lossGradient<double>(const Loss&, const Activation&, ConstMatrixRef<double>,
                                   ConstMatrixRef<double>, ConstMatrixRef<double>, double,
                                   MatrixRef<double>);

}  // namespace fallline
