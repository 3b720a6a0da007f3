// L-BFGS: a quasi-Newton method that remembers the last few steps.
#pragma once

#include <memory>

#include "fallline/component.h"
#include "fallline/optimizer.h"

namespace fallline {

/// d = −H g by the two-loop recursion over the last `memory` pairs (s, y), θ ← θ + α d with α from
/// a line search that satisfies the strong Wolfe conditions. Liu & Nocedal 1989.
struct Lbfgs {
  static constexpr Info info{"lbfgs", "L-BFGS", "θ ← θ − α H g",
                             "Builds the curvature from the gradients of its last steps, and "
                             "searches along each direction.",
                             "Liu & Nocedal 1989"};
  static constexpr Needs needs = Needs::curvature;
  std::int64_t memory = 10;
  template <class V>
  static constexpr void fields(V&& v) {
    v("memory", &Lbfgs::memory, Range::linear(1, 30).within(1, 100),
      "Pairs of steps and changes of the gradient that are remembered.");
  }
  std::unique_ptr<Optimizer<double>> method() const;
  /// Takes over other parameters; what cannot change while it runs stays.
  void retune(Optimizer<double>& method) const;
};

}  // namespace fallline
