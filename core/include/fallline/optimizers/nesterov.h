// Nesterov's momentum: the gradient is taken as if the velocity had already acted.
#pragma once

#include "fallline/optimizers/elementwise.h"

namespace fallline {

/// v ← μ v + g, θ ← θ − η (g + μ v). Nesterov 1983, in the form of Sutskever et al. 2013 and
/// PyTorch.
struct Nesterov {
  static constexpr Info info{"nesterov", "Nesterov", "v ← μv + g,  θ ← θ − η(g + μv)",
                             "Momentum that looks ahead, so that it brakes in time.",
                             "Nesterov 1983; Sutskever et al. 2013"};
  static constexpr Needs needs = Needs::gradient;
  static constexpr int slots = 1;
  double learningRate = 0.01;
  double momentum = 0.9;
  double clipNorm = 0;
  template <class V>
  static constexpr void fields(V&& v) {
    detail::commonFields<Nesterov>(v);
    v("momentum", &Nesterov::momentum, detail::kDecayRate, "Share μ of the velocity that is kept.");
    detail::clippingField<Nesterov>(v);
  }
  template <class S>
  struct Update {
    S rate, mu;
    Update(const Nesterov& m, double eta, std::int64_t) : rate(S(eta)), mu(S(m.momentum)) {}
    S operator()(S theta, S g, std::array<S, 1>& v) const {
      v[0] = mu * v[0] + g;
      return theta - rate * (g + mu * v[0]);
    }
  };
  template <class S>
  using Method = ElementwiseMethod<S, Nesterov>;
};

}  // namespace fallline
