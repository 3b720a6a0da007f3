#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "fallline/second_order/pseudo_inverse.h"
#include "vectors.h"

namespace fallline {
namespace {

/// y += f x
void add(double f, const double* x, double* y, Index n) {
  for (Index i = 0; i < n; ++i) y[i] += f * x[i];
}

/// (x, y) ← (c x − s y, s x + c y)
void rotate(double c, double s, double* x, double* y, Index n) {
  for (Index i = 0; i < n; ++i) {
    const double a = x[i], b = y[i];
    x[i] = c * a - s * b;
    y[i] = s * a + c * b;
  }
}

}  // namespace

void OrthogonalColumns::reserve(Index columns) {
  R_.resize(columns, columns);
  order_.resize(std::size_t(columns));
  squares_.resize(columns);
}

void OrthogonalColumns::begin(ConstMatrixRef<double> A) {
  R_.setZero();
  std::iota(order_.begin(), order_.end(), Index(0));
  for (Index j = 0; j < A.cols(); ++j) {
    squares_[j] = dotOf(A.col(j).data(), A.col(j).data(), A.rows());
  }
  done_ = rank_ = 0;
  least_ = 0;
}

bool OrthogonalColumns::advance(MatrixRef<double> A, double& work) {
  const Index n = A.rows(), k = A.cols();
  while (done_ < k) {
    const Index j = done_++;
    Index longest = j;
    for (Index i = j + 1; i < k; ++i) {
      if (squares_[i] > squares_[longest]) longest = i;
    }
    if (longest != j) {
      A.col(j).swap(A.col(longest));
      R_.col(j).swap(R_.col(longest));
      std::swap(squares_[j], squares_[longest]);
      std::swap(order_[std::size_t(j)], order_[std::size_t(longest)]);
    }
    double* q = A.col(j).data();
    for (Index i = 0; i < j; ++i) {
      const double rest = dotOf(A.col(i).data(), q, n);
      R_(i, j) += rest;
      add(-rest, A.col(i).data(), q, n);
    }
    const double length = std::sqrt(dotOf(q, q, n));
    if (j == 0) least_ = length * double(std::max(n, k)) * std::numeric_limits<double>::epsilon();
    if (!(length > least_)) {  // nothing is left of any column
      A.rightCols(k - j).setZero();
      done_ = k;
      break;
    }
    R_(j, j) = length;
    for (Index i = 0; i < n; ++i) q[i] /= length;
    ++rank_;
    for (Index i = j + 1; i < k; ++i) {
      double* a = A.col(i).data();
      const double r = dotOf(q, a, n);
      R_(j, i) = r;
      add(-r, q, a, n);
      squares_[i] = dotOf(a, a, n);
    }
    work -= double(n) * double(2 * j + 3 * (k - j));
    if (work <= 0 && done_ < k) return false;
  }
  return true;
}

void OrthogonalRotations::reserve(Index columns) { V_.resize(columns, columns); }

void OrthogonalRotations::begin() {
  V_.setIdentity();
  p_ = 0;
  sweep_ = 0;
  rotated_ = false;
}

bool OrthogonalRotations::advance(MatrixRef<double> A, double& work) {
  const Index n = A.rows(), k = A.cols();
  for (;;) {
    if (p_ + 1 >= k) {
      if (!rotated_ || ++sweep_ >= kMostSweeps) return true;
      p_ = 0;
      rotated_ = false;
    }
    double* x = A.col(p_).data();
    for (Index r = p_ + 1; r < k; ++r) {
      double* y = A.col(r).data();
      const double xx = dotOf(x, x, n), yy = dotOf(y, y, n), xy = dotOf(x, y, n);
      // Orthogonal to rounding; false for NaN, so that it ends.
      if (!(std::abs(xy) > 1e-15 * std::sqrt(xx) * std::sqrt(yy)) || xy == 0) continue;
      const double zeta = (yy - xx) / (2 * xy);
      const double t = std::copysign(1.0, zeta) / (std::abs(zeta) + std::sqrt(1 + zeta * zeta));
      const double c = 1 / std::sqrt(1 + t * t), s = c * t;
      rotate(c, s, x, y, n);
      rotate(c, s, V_.col(p_).data(), V_.col(r).data(), k);
      rotated_ = true;
    }
    work -= double(k - p_) * double(5 * n + 2 * k);
    ++p_;
    if (work <= 0) return false;
  }
}

}  // namespace fallline
