// RMSprop: a rate per parameter by the recent size of its gradients.
#pragma once

#include "fallline/optimizers/elementwise.h"

namespace fallline {

/// s ← α s + (1 − α) g², θ ← θ − η g / (√s + ε). Tieleman & Hinton 2012; not centred.
struct Rmsprop {
  static constexpr Info info{"rmsprop", "RMSprop", "s ← αs + (1 − α)g²,  θ ← θ − ηg / (√s + ε)",
                             "Divides each gradient by its recent size, so that all parameters "
                             "move at a like pace.",
                             "Tieleman & Hinton 2012"};
  static constexpr Needs needs = Needs::gradient;
  static constexpr int slots = 1;
  double learningRate = 0.01;
  double alpha = 0.99;
  double epsilon = 1e-8;
  double clipNorm = 0;
  template <class V>
  static constexpr void fields(V&& v) {
    detail::commonFields<Rmsprop>(v);
    v("alpha", &Rmsprop::alpha, detail::kDecayRate, "Share α of the mean square that is kept.");
    v("epsilon", &Rmsprop::epsilon, detail::kEpsilon, "Keeps the division finite: ε.");
    detail::clippingField<Rmsprop>(v);
  }
  template <class S>
  struct Update {
    S rate, alpha, rest, epsilon;
    Update(const Rmsprop& r, double eta, std::int64_t)
        : rate(S(eta)), alpha(S(r.alpha)), rest(S(1 - r.alpha)), epsilon(S(r.epsilon)) {}
    S operator()(S theta, S g, std::array<S, 1>& s) const {
      s[0] = alpha * s[0] + rest * (g * g);
      return g == S(0) ? theta : theta - rate * g / (std::sqrt(s[0]) + epsilon);
    }
  };
  template <class S>
  using Method = ElementwiseMethod<S, Rmsprop>;
};

}  // namespace fallline
