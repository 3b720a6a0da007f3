// Levenberg-Marquardt: damped Gauss-Newton steps on all parameters at once.
#pragma once

#include <memory>
#include <string>

#include "fallline/component.h"
#include "fallline/optimizer.h"

namespace fallline {

/// (G + μD) h = −g, θ ← θ + h, with the generalised Gauss-Newton matrix G of the mean loss. A step
/// that does not lower the loss as predicted is taken back and tried again with a larger μ.
/// Levenberg 1944, Marquardt 1963, Nielsen 1999; for cross-entropy Schraudolph 2002.
struct LevenbergMarquardt {
  static constexpr Info info{
      "levenberg-marquardt", "Levenberg-Marquardt", "(G + μD) h = −g,  θ ← θ + h",
      "Solves a least-squares problem for each step: few steps, each of them costly.",
      "Levenberg 1944; Marquardt 1963; Nielsen 1999"};
  static constexpr Needs needs = Needs::curvature;
  std::string form = "automatic";
  std::string damping = "nielsen";
  std::string scaling = "layers";
  double tau = 1;
  double tolerance = 0;
  std::int64_t iterations = 100;
  template <class V>
  static constexpr void fields(V&& v) {
    v("form", &LevenbergMarquardt::form,
      Choices{"automatic", "primal", "dual", "conjugate-gradient"},
      "Which linear system is solved: by the number of parameters, of samples, or without a "
      "matrix. All give the same step.");
    v("damping", &LevenbergMarquardt::damping, Choices{"nielsen", "marquardt"},
      "How μ follows the gain ratio: Nielsen's rule, or a tenth and ten times.");
    v("scaling", &LevenbergMarquardt::scaling, Choices{"layers", "none"},
      "Whether each layer is damped in proportion to its curvature; none suits standardized "
      "inputs.");
    v("tau", &LevenbergMarquardt::tau, Range::logarithmic(1e-6, 10).within(1e-12, 1e6),
      "First damping: μ = τ · the largest diagonal element of the curvature.");
    v("tolerance", &LevenbergMarquardt::tolerance, Range::linear(0, 0.5).within(0, 0.5),
      "Conjugate gradient stops at this share of the gradient; 0 chooses it by the gradient.");
    v("iterations", &LevenbergMarquardt::iterations, Range::linear(1, 200).within(1, 10'000),
      "Products with the curvature that conjugate gradient takes at most.");
  }
  std::unique_ptr<Optimizer<double>> method() const;
  /// Takes over other parameters; what cannot change while it runs stays.
  void retune(Optimizer<double>& method) const;
};

}  // namespace fallline
