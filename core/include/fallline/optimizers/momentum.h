// Gradient descent with momentum: a heavy ball.
#pragma once

#include "fallline/optimizers/elementwise.h"

namespace fallline {

/// v ← μ v + g, θ ← θ − η v. Polyak 1964, in PyTorch's form: η is outside of v, no dampening.
struct Momentum {
  static constexpr Info info{"momentum", "Momentum", "v ← μv + g,  θ ← θ − ηv",
                             "A heavy ball: steps in the same direction add up, steps to and fro "
                             "cancel.",
                             "Polyak 1964"};
  static constexpr Needs needs = Needs::gradient;
  static constexpr int slots = 1;
  double learningRate = 0.01;
  double momentum = 0.9;
  double clipNorm = 0;
  template <class V>
  static constexpr void fields(V&& v) {
    detail::commonFields<Momentum>(v);
    v("momentum", &Momentum::momentum, detail::kDecayRate, "Share μ of the velocity that is kept.");
    detail::clippingField<Momentum>(v);
  }
  template <class S>
  struct Update {
    S rate, mu;
    Update(const Momentum& m, double eta, std::int64_t) : rate(S(eta)), mu(S(m.momentum)) {}
    S operator()(S theta, S g, std::array<S, 1>& v) const {
      v[0] = mu * v[0] + g;
      return theta - rate * v[0];
    }
  };
  template <class S>
  using Method = ElementwiseMethod<S, Momentum>;
};

}  // namespace fallline
