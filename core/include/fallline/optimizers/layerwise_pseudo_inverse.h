// Layer-wise pseudo-inverses: the method of a course forum, as it was posted.
#pragma once

#include <memory>
#include <string>

#include "fallline/component.h"
#include "fallline/optimizer.h"

namespace fallline {

/// From the last layer to the first, with a sample a row: ΔZ_L = (A_L − Y) / g', then
///   formula 1   [Δb; ΔW] = [1 A₋₁]⁺ ΔZ,            ΔA₋₁ = ΔZ W⁺
///   formula 2   [Δb; ΔW; C] = [1 A₋₁ I]⁺ ΔZ,       ΔA₋₁ = C W⁺
/// and ΔZ₋₁ = ΔA₋₁ / g'. All layers are solved with the activations of the start of the step; W⁺ is
/// that of W before its update (Jacobi) or after it (Gauss-Seidel). It is here to be seen failing:
/// its direction hardly descends, and beyond two layers it mostly diverges. docs/second-order.md
/// says why.
struct LayerwisePseudoInverse {
  static constexpr Info info{
      "layerwise-pseudo-inverse", "Layer-wise pseudo-inverse",
      "ΔZ = (A − Y) / g′,  ΔW = ΔZ [1 A₋₁]⁺,  ΔA₋₁ = W⁺ ΔZ",
      "Asks each layer for the outputs it should have had; beyond two layers it mostly diverges.",
      "A course forum's replacement for steepest descent, as posted"};
  static constexpr Needs needs = Needs::curvature;
  std::int64_t formula = 1;
  std::string order = "jacobi";
  double damping = 0.5;
  double clip = 0x1p-20;
  double lambda = 1;
  std::string solver = "svd";
  bool backtracking = false;
  bool signGuard = false;
  template <class V>
  static constexpr void fields(V&& v) {
    using T = LayerwisePseudoInverse;
    v("formula", &T::formula, Range::linear(1, 2),
      "1: every layer is asked for all of the change; 2: for what the layers above leave over.");
    v("order", &T::order, Choices{"jacobi", "gauss-seidel"},
      "Whether a change is sent through the weights before their update, or after it.");
    v("damping", &T::damping, Range::linear(0.05, 1).within(1e-6, 1),
      "Share of the change that is taken.");
    v("clip", &T::clip, Range::logarithmic(1e-9, 0.1).within(0, 0.5),
      "What sigmoid and tanh give counts as at least that far from their limits where their slope "
      "is divided by.");
    v("lambda", &T::lambda, Range::logarithmic(1e-6, 100).within(1e-12, 1e9),
      "Formula 2: weight of what is left over; posted as 1.");
    v("solver", &T::solver, Choices{"svd", "qr", "symmetric-eigen"},
      "How pseudo-inverses are computed; all agree where the rank is full.");
    v("backtracking", &T::backtracking,
      "Instead of damping: begin with the whole change and halve it until the loss falls.");
    v("signGuard", &T::signGuard, "Turns every component that opposes steepest descent around.");
  }
  std::unique_ptr<Optimizer<double>> method() const;
  /// Takes over other parameters.
  void retune(Optimizer<double>& method) const;
};

}  // namespace fallline
