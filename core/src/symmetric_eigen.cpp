#include "fallline/symmetric_eigen.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace fallline {
namespace {

/// The matrix as Qᵀ A Q: a diagonal and what lies beside it.
struct Tridiagonal {
  Vector<double> diagonal;  // n
  Vector<double> beside;    // n: element i stands beside i and i + 1, the last is 0
  Matrix<double> Q;
};

double dot(const double* x, const double* y, Index n) {
  double sum = 0;
  for (Index i = 0; i < n; ++i) sum += x[i] * y[i];
  return sum;
}

/// p = A v for the trailing square from `from` on, of whose lower triangle alone is read.
void symmetricProduct(const Matrix<double>& A, Index from, const Vector<double>& v,
                      Vector<double>& p) {
  const Index n = A.rows();
  for (Index i = from; i < n; ++i) p[i] = 0;
  for (Index j = from; j < n; ++j) {
    p[j] += A(j, j) * v[j];
    for (Index i = j + 1; i < n; ++i) {
      p[i] += A(i, j) * v[j];
      p[j] += A(i, j) * v[i];
    }
  }
}

/// One reflection H = I − 2 v vᵀ a column: H takes the column below the diagonal to a multiple of
/// its first unit vector. The v, of length 1, stay in the columns of A.
Tridiagonal reduce(Matrix<double> A) {
  const Index n = A.rows();
  Tridiagonal result{Vector<double>(n), Vector<double>::Zero(n), Matrix<double>::Identity(n, n)};
  Vector<double> v(n), p(n);
  for (Index k = 0; k + 2 < n; ++k) {
    double* x = A.col(k).data();
    const Index first = k + 1, size = n - first;
    const double length = std::sqrt(dot(x + first, x + first, size));
    const double target = x[first] > 0 ? -length : length;
    result.beside[k] = target;
    if (length == 0) continue;  // nothing to reflect: v stays 0
    for (Index i = first; i < n; ++i) v[i] = x[i];
    v[first] -= target;
    const double norm = std::sqrt(dot(v.data() + first, v.data() + first, size));
    for (Index i = first; i < n; ++i) x[i] = v[i] = v[i] / norm;
    // H A H = A − 2 v wᵀ − 2 w vᵀ with p = A v and w = p − (vᵀ p) v.
    symmetricProduct(A, first, v, p);
    const double along = dot(v.data() + first, p.data() + first, size);
    for (Index i = first; i < n; ++i) p[i] -= along * v[i];
    for (Index j = first; j < n; ++j) {
      for (Index i = j; i < n; ++i) A(i, j) -= 2 * (v[i] * p[j] + p[i] * v[j]);
    }
  }
  if (n > 1) result.beside[n - 2] = A(n - 1, n - 2);
  for (Index i = 0; i < n; ++i) result.diagonal[i] = A(i, i);
  // Q = H₀ H₁ …, from the last on, so that only what is not the identity is touched.
  for (Index k = n - 3; k >= 0; --k) {
    if (result.beside[k] == 0) continue;
    const Index first = k + 1, size = n - first;
    const double* w = A.col(k).data() + first;
    for (Index j = first; j < n; ++j) {
      double* q = result.Q.col(j).data() + first;
      const double share = 2 * dot(w, q, size);
      for (Index i = 0; i < size; ++i) q[i] -= share * w[i];
    }
  }
  return result;
}

/// (x, y) ← (c x − s y, s x + c y)
void rotate(double c, double s, double* x, double* y, Index n) {
  for (Index i = 0; i < n; ++i) {
    const double a = x[i], b = y[i];
    x[i] = c * a - s * b;
    y[i] = s * a + c * b;
  }
}

/// One step with the shift that the corner at `first` asks for, on rows first … last.
void implicitStep(Tridiagonal& t, Index first, Index last) {
  Vector<double>&d = t.diagonal, &e = t.beside;
  const Index n = d.size();
  const double half = (d[first + 1] - d[first]) / (2 * e[first]);
  const double root = std::sqrt(half * half + 1);
  double g = d[last] - d[first] + e[first] / (half + (half < 0 ? -root : root));
  double c = 1, s = 1, p = 0;
  for (Index i = last - 1; i >= first; --i) {
    const double f = s * e[i], b = c * e[i];
    const double r = std::sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r == 0) {  // it falls apart here already
      d[i + 1] -= p;
      e[last] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    const double x = (d[i] - g) * s + 2 * c * b;
    p = s * x;
    d[i + 1] = g + p;
    g = c * x - b;
    rotate(c, s, t.Q.col(i).data(), t.Q.col(i + 1).data(), n);
  }
  d[first] -= p;
  e[first] = g;
  e[last] = 0;
}

void diagonalize(Tridiagonal& t) {
  const Vector<double>&d = t.diagonal, &e = t.beside;
  const Index n = d.size();
  constexpr int kMostSteps = 60;  // for one eigenvalue; two or three are usual
  for (Index first = 0; first < n; ++first) {
    for (int step = 0; step < kMostSteps; ++step) {
      Index last = first;
      while (last + 1 < n && std::abs(e[last]) > std::numeric_limits<double>::epsilon() *
                                                     (std::abs(d[last]) + std::abs(d[last + 1]))) {
        ++last;
      }
      if (last == first) break;
      implicitStep(t, first, last);
    }
  }
}

}  // namespace

SymmetricEigen symmetricEigen(Matrix<double> A) {
  Tridiagonal t = reduce(std::move(A));
  diagonalize(t);
  const Index n = t.diagonal.size();
  std::vector<Index> order(static_cast<std::size_t>(n));
  std::iota(order.begin(), order.end(), Index(0));
  std::stable_sort(order.begin(), order.end(),
                   [&](Index a, Index b) { return t.diagonal[a] < t.diagonal[b]; });
  SymmetricEigen result{Vector<double>(n), Matrix<double>(n, n)};
  for (Index j = 0; j < n; ++j) {
    result.values[j] = t.diagonal[order[static_cast<std::size_t>(j)]];
    result.vectors.col(j) = t.Q.col(order[static_cast<std::size_t>(j)]);
  }
  return result;
}

}  // namespace fallline
