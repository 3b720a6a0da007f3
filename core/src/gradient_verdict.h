// What the numbers of a gradient check say of one part of a layer.
#pragma once

#include <cstdint>
#include <vector>

#include "fallline/gradient_check.h"

namespace fallline {

/// The gradient of a part and its central differences, in one precision.
struct PartNumbers {
  std::vector<double> gradient;       ///< of each parameter that is looked at
  std::size_t steps = 0;              ///< sizes, falling
  std::vector<double> slopes;         ///< steps × parameters
  std::vector<std::uint8_t> crossed;  ///< likewise: whether the difference crosses a kink
};

/// Fills in all of `part` but what it is and which places it has. `loss` is the size of the numbers
/// whose differences were taken.
void judge(const PartNumbers& wide, const PartNumbers& narrow, const std::vector<double>& steps,
           double loss, GradientPart& part);

/// |a − b| / max(|a|, |b|), Euclidean; 0 where both are 0.
double differ(const std::vector<double>& a, const std::vector<double>& b);

/// Gradients that differ by no more than this are the same but for rounding.
inline constexpr double kSameGradient = 1e-9;

}  // namespace fallline
