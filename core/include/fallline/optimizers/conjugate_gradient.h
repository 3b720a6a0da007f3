// Nonlinear conjugate gradient, by Polak and Ribière, with restarts.
#pragma once

#include <memory>

#include "fallline/component.h"
#include "fallline/optimizer.h"

namespace fallline {

/// d ← −g + β d with β = max(0, g·(g − g₋₁) / |g₋₁|²), θ ← θ + α d with α from a line search that
/// satisfies the strong Wolfe conditions; a direction that does not descend is dropped for −g.
/// Polak & Ribière 1969, Gilbert & Nocedal 1992.
struct ConjugateGradient {
  static constexpr Info info{"conjugate-gradient", "Conjugate gradient", "d ← −g + βd,  θ ← θ + αd",
                             "Bends each direction away from the former one, and searches along "
                             "it.",
                             "Polak & Ribière 1969; Gilbert & Nocedal 1992"};
  static constexpr Needs needs = Needs::curvature;
  std::unique_ptr<Optimizer<double>> method() const;
  /// Takes over other parameters; what cannot change while it runs stays.
  void retune(Optimizer<double>& method) const;
};

}  // namespace fallline
