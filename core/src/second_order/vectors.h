// Sums over vectors in a fixed order.
#pragma once

#include "fallline/ordered.h"

namespace fallline {

/// p · q of n numbers each.
inline double dotOf(const double* p, const double* q, Index n) {
  return orderedSum(n, [=](Index i) { return p[i] * q[i]; });
}

/// a · b.
inline double dot(const Vector<double>& a, const Vector<double>& b) {
  return dotOf(a.data(), b.data(), a.size());
}

}  // namespace fallline
