#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace fallline {

/// The quantile at 0 ≤ q ≤ 1 of ascending values, at least one, linear between neighbours (type 7
/// of Hyndman & Fan, "Sample quantiles in statistical packages", 1996).
inline double quantileOf(const std::vector<double>& sorted, double q) {
  const double position = q * double(sorted.size() - 1);
  const auto below = std::size_t(std::floor(position));
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (position - std::floor(position)) * (sorted[above] - sorted[below]);
}

}  // namespace fallline
