// AdaGrad: every parameter has its own rate, which shrinks with all its gradients so far.
#pragma once

#include "fallline/optimizers/elementwise.h"

namespace fallline {

/// s ← s + g², θ ← θ − η g / (√s + ε). Duchi, Hazan & Singer 2011.
struct Adagrad {
  static constexpr Info info{"adagrad", "AdaGrad", "s ← s + g²,  θ ← θ − ηg / (√s + ε)",
                             "Each parameter has a rate of its own, which only shrinks.",
                             "Duchi, Hazan & Singer 2011"};
  static constexpr Needs needs = Needs::gradient;
  static constexpr int slots = 1;
  double learningRate = 0.01;
  double epsilon = 1e-10;
  double clipNorm = 0;
  template <class V>
  static constexpr void fields(V&& v) {
    detail::commonFields<Adagrad>(v);
    v("epsilon", &Adagrad::epsilon, detail::kEpsilon, "Keeps the division finite: ε.");
    detail::clippingField<Adagrad>(v);
  }
  template <class S>
  struct Update {
    S rate, epsilon;
    Update(const Adagrad& a, double eta, std::int64_t) : rate(S(eta)), epsilon(S(a.epsilon)) {}
    S operator()(S theta, S g, std::array<S, 1>& s) const {
      s[0] = s[0] + g * g;
      return g == S(0) ? theta : theta - rate * g / (std::sqrt(s[0]) + epsilon);
    }
  };
  template <class S>
  using Method = ElementwiseMethod<S, Adagrad>;
};

}  // namespace fallline
