// The losses and their list. A loss is a mean over the samples of a batch and over the outputs
// (cross-entropy: over the samples). It is computed from pre-activations where that is the stable
// way: softmax with cross-entropy and sigmoid with binary cross-entropy are fused.
#pragma once

#include <concepts>

#include "fallline/activations.h"
#include "fallline/component.h"
#include "fallline/types.h"

namespace fallline {

/// Which outputs a loss is defined for.
enum class LossDomain {
  any,          ///< every output activation
  probability,  ///< one or several sigmoid units
  simplex,      ///< softmax
  margin,       ///< one linear unit with targets −1 and 1
};

struct MeanSquaredError {
  static constexpr Info info{"mse", "Mean squared error", "C = mean (a − y)²",
                             "The usual loss of a regression; there is no factor ½.",
                             "Legendre 1805"};
  static constexpr LossDomain domain = LossDomain::any;
  template <std::floating_point S>
  S value(S a, S y) const {
    return (a - y) * (a - y);
  }
  template <std::floating_point S>
  S slope(S a, S y) const {
    return S(2) * (a - y);
  }
};

struct MeanAbsoluteError {
  static constexpr Info info{"mae", "Mean absolute error", "C = mean |a − y|",
                             "Outliers weigh no more than others do; the slope at 0 is 0.",
                             "Laplace 1774"};
  static constexpr LossDomain domain = LossDomain::any;
  template <std::floating_point S>
  S value(S a, S y) const {
    return std::abs(a - y);
  }
  template <std::floating_point S>
  S slope(S a, S y) const {
    return S(a > y) - S(a < y);
  }
};

struct Huber {
  static constexpr Info info{"huber", "Huber", "C = mean ½r² for |r| ≤ δ, else δ(|r| − ½δ)",
                             "Squared near 0 and linear further out, so that outliers do not rule.",
                             "Huber 1964"};
  static constexpr LossDomain domain = LossDomain::any;
  double delta = 1;
  template <class V>
  static constexpr void fields(V&& v) {
    v("delta", &Huber::delta, Range::logarithmic(0.01, 10).within(1e-9, 1e9),
      "Where the parabola turns into a line, in units of the target.");
  }
  template <std::floating_point S>
  S value(S a, S y) const {
    const S r = std::abs(a - y), d = S(delta);
    return r <= d ? S(0.5) * r * r : d * (r - S(0.5) * d);
  }
  template <std::floating_point S>
  S slope(S a, S y) const {
    const S r = a - y, d = S(delta);
    return r > d ? d : (r < -d ? -d : r);
  }
};

/// On logits: log(1 + eᶻ) − y z, slope a − y.
struct BinaryCrossEntropy {
  static constexpr Info info{"binary-cross-entropy", "Binary cross-entropy",
                             "C = −mean (y log a + (1 − y) log(1 − a))",
                             "The loss of yes-or-no answers through a sigmoid.", "Cox 1958"};
  static constexpr LossDomain domain = LossDomain::probability;
};

/// On logits: log Σ eᶻ − z·y, slope a − y.
struct CrossEntropy {
  static constexpr Info info{"cross-entropy", "Cross-entropy", "C = −mean Σ y log a",
                             "The loss of one class out of several, through softmax.",
                             "Bridle 1990"};
  static constexpr LossDomain domain = LossDomain::simplex;
};

struct Hinge {
  static constexpr Info info{"hinge", "Hinge", "C = mean max(0, 1 − y a)",
                             "Asks for a margin of 1 and for no more; targets are −1 and 1.",
                             "Cortes & Vapnik 1995"};
  static constexpr LossDomain domain = LossDomain::margin;
  template <std::floating_point S>
  S value(S a, S y) const {
    const S gap = S(1) - y * a;
    return gap > S(0) ? gap : S(0) * gap;
  }
  template <std::floating_point S>
  S slope(S a, S y) const {
    return S(1) - y * a > S(0) ? -y : S(0);
  }
};

struct SquaredHinge {
  static constexpr Info info{"squared-hinge", "Squared hinge", "C = mean max(0, 1 − y a)²",
                             "A hinge without a kink; targets are −1 and 1.", "Tang 2013"};
  static constexpr LossDomain domain = LossDomain::margin;
  template <std::floating_point S>
  S value(S a, S y) const {
    const S gap = S(1) - y * a;
    return gap > S(0) ? gap * gap : S(0) * gap;
  }
  template <std::floating_point S>
  S slope(S a, S y) const {
    const S gap = S(1) - y * a;
    return gap > S(0) ? S(-2) * y * gap : S(0);
  }
};

using Losses = TypeList<MeanSquaredError, MeanAbsoluteError, Huber, BinaryCrossEntropy,
                        CrossEntropy, Hinge, SquaredHinge>;
static_assert(uniqueIds(Losses{}));

/// One loss, with its parameters.
using Loss = OneOf<Losses>;

/// Whether the loss is defined for that output activation (and that many output units).
bool isDefinedFor(const Loss& loss, const Activation& output, std::int64_t units);

/// What the sum over a batch is divided by: samples × outputs, or samples for cross-entropy.
double lossDivisor(const Loss& loss, std::int64_t samples, std::int64_t outputs);

/// The sum of the loss over all columns, not yet divided; added up in double, in order.
/// Z, A, Y are outputs × samples: pre-activations, activations and targets. Where `each` is given,
/// it receives the sum of every column.
template <class S>
double lossSum(const Loss& loss, const Activation& output, ConstMatrixRef<S> Z, ConstMatrixRef<S> A,
               ConstMatrixRef<S> Y, double* each = nullptr);

/// dZ = ∂(lossSum · scale)/∂Z.
template <class S>
void lossGradient(const Loss& loss, const Activation& output, ConstMatrixRef<S> Z,
                  ConstMatrixRef<S> A, ConstMatrixRef<S> Y, S scale, MatrixRef<S> dZ);

}  // namespace fallline
