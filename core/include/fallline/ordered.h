// Sums and checks over arrays whose order is fixed, so that they have the same bits everywhere.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

#include "fallline/types.h"

namespace fallline {

/// Σ f(i) for 0 ≤ i < n in double: eight sums over i mod 8, then added pairwise. The order does not
/// depend on addresses or on the width of a SIMD unit, and compilers can still vectorise it.
template <class F>
double orderedSum(Index n, F&& f) {
  std::array<double, 8> lanes{};
  Index i = 0;
  for (; i + 8 <= n; i += 8) {
    for (Index k = 0; k < 8; ++k) lanes[std::size_t(k)] += f(i + k);
  }
  for (Index k = 0; i < n; ++i, ++k) lanes[std::size_t(k)] += f(i);
  return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) +
         ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
}

/// Euclidean norm.
template <class S>
double norm(ConstVectorRef<S> v) {
  const S* p = v.data();
  return std::sqrt(orderedSum(v.size(), [p](Index i) { return double(p[i]) * double(p[i]); }));
}

/// Whether none of n numbers is infinite or NaN. No early exit, so that it vectorises.
template <class S>
bool allFinite(const S* p, Index n) {
  std::uint32_t bad = 0;
  for (Index i = 0; i < n; ++i) {
    bad |= std::uint32_t(!(std::abs(p[i]) <= std::numeric_limits<S>::max()));
  }
  return bad == 0;
}

}  // namespace fallline
