// Sums over vectors in a fixed order.
#pragma once

#include "fallline/ordered.h"

namespace fallline {

/// a · b.
inline double dot(const Vector<double>& a, const Vector<double>& b) {
  const double *p = a.data(), *q = b.data();
  return orderedSum(a.size(), [=](Index i) { return p[i] * q[i]; });
}

}  // namespace fallline
