// Of its own instead of Eigen's LLT, triangular solves and rank updates: those weigh on the
// module's download, and this rests on the products that are in it anyway.
#include "fallline/second_order/cholesky.h"

#include <algorithm>
#include <cmath>

#include "fallline/ordered.h"
#include "fallline/products.h"

namespace fallline {

void addLowerProduct(ConstMatrixRef<double> A, ConstMatrixRef<double> B, MatrixRef<double> C) {
  // Rows by rows, so that each strip of A is brought side by side once for all columns; few at a
  // time, since what lies above the diagonal is computed for nothing. None is left over alone: a
  // single row of a product has to lie side by side.
  constexpr Index kRows = 4;
  const Index n = C.rows();
  for (Index i = 0; i < n;) {
    const bool isBelow = i >= C.cols() || n - i <= kRows + 1;
    const Index height = isBelow ? n - i : kRows, width = std::min(i + height, C.cols());
    gradientProduct<double>(A.middleRows(i, height), B.topRows(width),
                            C.block(i, 0, height, width));
    i += height;
  }
}

void Cholesky::begin(Matrix<double>& matrix) {
  matrix_ = &matrix;
  done_ = 0;
  positive_ = true;
  negative_.resize(matrix.rows(), kPanel);
}

bool Cholesky::factorColumns(Index from, Index to) {
  const Index n = matrix_->rows();
  for (Index j = from; j < to; ++j) {
    double* column = matrix_->col(j).data();
    if (!(column[j] > 0)) return false;  // NaN too
    const double pivot = std::sqrt(column[j]);
    for (Index i = j; i < n; ++i) column[i] /= pivot;
    for (Index p = j + 1; p < to; ++p) {
      double* other = matrix_->col(p).data();
      const double factor = column[p];
      for (Index i = p; i < n; ++i) other[i] -= factor * column[i];
    }
  }
  return true;
}

void Cholesky::takeAway(Index from, Index to, Index end) {
  Matrix<double>& A = *matrix_;
  const Index below = A.rows() - to;
  const auto done = A.block(to, from, below, to - from);
  auto negative = negative_.topLeftCorner(below, to - from);
  negative = -done;
  addLowerProduct(negative, done, A.block(to, to, below, end - to));
}

bool Cholesky::advance(double& work) {
  Matrix<double>& A = *matrix_;
  const Index n = A.rows();
  while (done_ < n) {
    const Index end = std::min(done_ + kPanel, n);
    for (Index from = done_; from < end; from += kStrip) {
      const Index to = std::min(from + kStrip, end);
      positive_ = factorColumns(from, to);
      if (!positive_) return true;
      if (to < end) takeAway(from, to, end);
    }
    const Index width = end - done_, below = n - end;
    if (below > 0) takeAway(done_, end, n);
    done_ = end;
    work -= double(width) * double(width + below) * double(width + below) / 2;
    if (work <= 0 && done_ < n) return false;
  }
  return true;
}

void Cholesky::solveInPlace(VectorRef<double> x) const {
  const Matrix<double>& L = *matrix_;
  const Index n = L.rows();
  double* y = x.data();
  for (Index j = 0; j < n; ++j) {
    const double* column = L.col(j).data();
    const double value = y[j] /= column[j];
    for (Index i = j + 1; i < n; ++i) y[i] -= value * column[i];
  }
  for (Index j = n - 1; j >= 0; --j) {
    const double* column = L.col(j).data() + j + 1;
    const double* rest = y + j + 1;
    y[j] -= orderedSum(n - j - 1, [=](Index i) { return column[i] * rest[i]; });
    y[j] /= L(j, j);
  }
}

std::optional<double> Cholesky::conditionEstimate() const {
  if (matrix_ == nullptr || !positive_ || done_ < matrix_->rows()) return {};
  double least = HUGE_VAL, most = 0;
  for (Index j = 0; j < done_; ++j) {
    least = std::min(least, (*matrix_)(j, j));
    most = std::max(most, (*matrix_)(j, j));
  }
  return (most / least) * (most / least);
}

}  // namespace fallline
