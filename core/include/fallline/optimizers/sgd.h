// Gradient descent, stochastic when the batch is a part of the data.
#pragma once

#include "fallline/optimizers/elementwise.h"

namespace fallline {

/// θ ← θ − η g. Robbins & Monro 1951.
struct Sgd {
  static constexpr Info info{"sgd", "SGD", "θ ← θ − η g",
                             "A step against the gradient of each batch; with the full batch it is "
                             "gradient descent.",
                             "Robbins & Monro 1951"};
  static constexpr Needs needs = Needs::gradient;
  static constexpr int slots = 0;
  double learningRate = 0.01;
  double clipNorm = 0;
  template <class V>
  static constexpr void fields(V&& v) {
    detail::commonFields<Sgd>(v);
    detail::clippingField<Sgd>(v);
  }
  template <class S>
  struct Update {
    S rate;
    Update(const Sgd&, double eta, std::int64_t) : rate(S(eta)) {}
    S operator()(S theta, S g, std::array<S, 0>&) const { return theta - rate * g; }
  };
  template <class S>
  using Method = ElementwiseMethod<S, Sgd>;
};

}  // namespace fallline
