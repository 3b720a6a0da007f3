// The damping μ of a Gauss-Newton step: lowered after a good step, raised after a bad one.
#pragma once

#include <algorithm>

namespace fallline {

/// How μ answers to the gain ratio ρ, the actual over the predicted decrease.
enum class DampingRule {
  nielsen,    ///< μ ← μ max(⅓, 1 − (2ρ − 1)³); refused: μ ← μν, ν ← 2ν. Nielsen 1999
  marquardt,  ///< μ ← μ / 10; refused: 10 μ. Marquardt 1963
};

/// The state of one damped method, or of one layer of a layer-wise one.
struct Damping {
  static constexpr double kLargest = 1e300;
  static constexpr double kSmallest = 1e-300;

  double mu = 0;  ///< 0: not begun
  double nu = 2;

  /// At the first step μ = τ times the largest diagonal element of the curvature.
  void begin(double tau, double largestDiagonal) {
    if (mu == 0) mu = tau * (largestDiagonal > 0 ? largestDiagonal : 1);
  }

  void accept(DampingRule rule, double gainRatio) {
    const double x = 2 * gainRatio - 1;
    const double factor = rule == DampingRule::nielsen ? std::max(1.0 / 3, 1 - x * x * x) : 0.1;
    mu = std::max(mu * factor, kSmallest);
    nu = 2;
  }

  void reject(DampingRule rule) {
    mu *= rule == DampingRule::nielsen ? nu : 10;
    nu *= 2;
  }

  bool isSpent() const { return !(mu <= kLargest); }
};

}  // namespace fallline
