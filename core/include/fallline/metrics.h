// What is reported of a part of the data, always in the targets' original units.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "fallline/mistakes.h"

namespace fallline {

struct Metrics {
  double loss = 0;                               ///< the chosen loss without any penalty
  double penalty = 0;                            ///< ½ l2 |θ|² + l1 |θ|₁, beside it
  std::optional<double> mse, r2;                 ///< regression; mse also for ±1 targets
  std::optional<double> accuracy, crossEntropy;  ///< classes and labels
  std::int64_t samples = 0;
  std::vector<std::int64_t> confusion;  ///< classes × classes, row = true class; empty otherwise
  std::vector<Mistake> worst;           ///< of a classification, the largest loss first
};

}  // namespace fallline
