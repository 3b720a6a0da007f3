// Layer-wise Levenberg-Marquardt: one layer after the other, from the last to the first.
#pragma once

#include <memory>
#include <string>

#include "fallline/component.h"
#include "fallline/optimizer.h"

namespace fallline {

/// A sweep takes one damped Gauss-Newton step on each layer, the others held fixed, from the last
/// to the first; each sees what the ones before it have done (Gauss-Seidel) and has a damping of
/// its own. No step raises the loss.
struct LayerwiseLevenbergMarquardt {
  static constexpr Info info{
      "layerwise-levenberg-marquardt", "Layer-wise Levenberg-Marquardt",
      "for l = L … 1:  (G_l + μ_l I) h_l = −g_l,  θ_l ← θ_l + h_l",
      "Solves one layer at a time with the others held fixed; the loss never rises.",
      "Gauss-Seidel order of damped Gauss-Newton blocks"};
  static constexpr Needs needs = Needs::curvature;
  std::string form = "automatic";
  std::string damping = "nielsen";
  double tau = 1e-3;
  template <class V>
  static constexpr void fields(V&& v) {
    using T = LayerwiseLevenbergMarquardt;
    v("form", &T::form, Choices{"automatic", "primal", "dual", "conjugate-gradient"},
      "Which linear system is solved for each layer. All give the same step.");
    v("damping", &T::damping, Choices{"nielsen", "marquardt"},
      "How μ follows the gain ratio: Nielsen's rule, or a tenth and ten times.");
    v("tau", &T::tau, Range::logarithmic(1e-6, 10).within(1e-12, 1e6),
      "First damping of each layer: μ = τ · the largest diagonal element of its curvature.");
  }
  std::unique_ptr<Optimizer<double>> method() const;
  /// Takes over other parameters; what cannot change while it runs stays.
  void retune(Optimizer<double>& method) const;
};

}  // namespace fallline
