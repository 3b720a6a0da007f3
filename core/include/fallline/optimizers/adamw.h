// AdamW: Adam with a weight decay that does not pass through the gradient.
#pragma once

#include "fallline/optimizers/adam.h"

namespace fallline {

/// θ ← θ − η λ θ, then Adam's step. Loshchilov & Hutter 2019. Biases decay only where they are
/// penalised (regularization.biases).
struct AdamW {
  static constexpr Info info{"adamw", "AdamW", "θ ← (1 − ηλ)θ − η m̂ / (√ŝ + ε)",
                             "Adam with a weight decay that acts on every weight alike, "
                             "whatever its gradients were.",
                             "Loshchilov & Hutter 2019"};
  static constexpr Needs needs = Needs::gradient;
  static constexpr int slots = 2;
  double learningRate = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  double weightDecay = 0.01;
  double clipNorm = 0;
  bool invertedCorrection = false;  ///< a planted fault (faults.h), and no parameter
  template <class V>
  static constexpr void fields(V&& v) {
    detail::commonFields<AdamW>(v);
    v("beta1", &AdamW::beta1, detail::kDecayRate, "Share β₁ of the mean gradient that is kept.");
    v("beta2", &AdamW::beta2, detail::kDecayRate, "Share β₂ of the mean square that is kept.");
    v("epsilon", &AdamW::epsilon, detail::kEpsilon, "Keeps the division finite: ε.");
    v("weightDecay", &AdamW::weightDecay, Range::logarithmic(1e-6, 1).within(0, 1e6),
      "Share λ of each weight that a step of rate 1 would take off.");
    detail::clippingField<AdamW>(v);
  }
  template <class S>
  struct Update : Adam::Update<S> {
    Update(const AdamW& a, double eta, std::int64_t t)
        : Adam::Update<S>({a.learningRate, a.beta1, a.beta2, a.epsilon, 0, a.invertedCorrection},
                          eta, t) {}
  };
  template <class S>
  using Method = ElementwiseMethod<S, AdamW>;
};

}  // namespace fallline
