// Adam: momentum and a rate per parameter, both corrected for their start at 0.
#pragma once

#include "fallline/math.h"
#include "fallline/optimizers/elementwise.h"

namespace fallline {

/// m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g², θ ← θ − η m̂ / (√ŝ + ε) with
/// m̂ = m / (1 − β₁ᵗ), ŝ = s / (1 − β₂ᵗ). Kingma & Ba 2015.
struct Adam {
  static constexpr Info info{"adam", "Adam", "θ ← θ − η m̂ / (√ŝ + ε)",
                             "Momentum with a rate per parameter: a good first choice.",
                             "Kingma & Ba 2015"};
  static constexpr Needs needs = Needs::gradient;
  static constexpr int slots = 2;
  double learningRate = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  double clipNorm = 0;
  bool invertedCorrection = false;  ///< a planted fault (faults.h), and no parameter
  template <class V>
  static constexpr void fields(V&& v) {
    detail::commonFields<Adam>(v);
    v("beta1", &Adam::beta1, detail::kDecayRate, "Share β₁ of the mean gradient that is kept.");
    v("beta2", &Adam::beta2, detail::kDecayRate, "Share β₂ of the mean square that is kept.");
    v("epsilon", &Adam::epsilon, detail::kEpsilon, "Keeps the division finite: ε.");
    detail::clippingField<Adam>(v);
  }
  template <class S>
  struct Update {
    S beta1, rest1, beta2, rest2, epsilon, rate, rootCorrection;
    Update(const Adam& a, double eta, std::int64_t t)
        : beta1(S(a.beta1)),
          rest1(S(1 - a.beta1)),
          beta2(S(a.beta2)),
          rest2(S(1 - a.beta2)),
          epsilon(S(a.epsilon)),
          rate(S(eta / (1 - math::powi(a.beta1, t)))),
          rootCorrection(S(std::sqrt(1 - math::powi(a.beta2, t)))) {
      if (!a.invertedCorrection) return;
      rate = S(eta * (1 - math::powi(a.beta1, t)));
      rootCorrection = S(1 / std::sqrt(1 - math::powi(a.beta2, t)));
    }
    S operator()(S theta, S g, std::array<S, 2>& state) const {
      state[0] = beta1 * state[0] + rest1 * g;
      state[1] = beta2 * state[1] + rest2 * (g * g);
      const S root = std::sqrt(state[1]) / rootCorrection + epsilon;
      return root > S(0) ? theta - rate * state[0] / root : theta;
    }
  };
  template <class S>
  using Method = ElementwiseMethod<S, Adam>;
};

}  // namespace fallline
