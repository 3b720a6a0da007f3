// How far from a reference a number may lie. One place for all tests.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <concepts>

namespace fallline::testing {

/// Against vectors from PyTorch and SciPy in double: |a − b| ≤ 1e-12 · max(1, |b|).
inline constexpr double kReferenceTolerance = 1e-12;

/// Of central differences against a slope, relative to max(1, |slope|): the step is chosen so that
/// truncation and rounding are both below it (measured: double 1e-9, float 1e-3).
template <std::floating_point S>
inline constexpr double kDifferenceTolerance = sizeof(S) == 8 ? 1e-7 : 5e-3;

inline ::testing::AssertionResult nearReference(double value, double reference) {
  const double bound = kReferenceTolerance * std::max(1.0, std::abs(reference));
  if (std::abs(value - reference) <= bound) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << value << " is " << std::abs(value - reference)
                                       << " away from " << reference << ", more than " << bound;
}

}  // namespace fallline::testing
