#include "fallline/second_order/pseudo_inverse.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "fallline/ordered.h"
#include "fallline/products.h"

namespace fallline {

PseudoInverseSolver pseudoInverseSolver(std::string_view name) {
  if (name == "qr") return PseudoInverseSolver::qr;
  return name == "svd" ? PseudoInverseSolver::svd : PseudoInverseSolver::symmetricEigen;
}

double PseudoInverse::bytes(std::int64_t rows, std::int64_t columns) {
  const double k = double(std::min(rows, columns));
  return 8 * (double(rows) * double(columns) + 6 * k * k);
}

void PseudoInverse::resize(Index rows, Index columns) {
  isWide_ = rows < columns;
  tall_.resize(std::max(rows, columns), std::min(rows, columns));
  stage_ = Stage::over;
}

void PseudoInverse::begin(PseudoInverseSolver solver, double lambda) {
  solver_ = solver;
  lambda_ = lambda;
  // For the largest rank that there can be, since a later one may be larger than this one.
  const Index k = tall_.cols();
  const bool isQr = solver == PseudoInverseSolver::qr;
  small_.resize(isQr && lambda > 0 ? 2 * k : k, k);
  inner_.resize(k, k);
  core_.resize(k, k);
  if (isQr) {
    again_.reserve(k);
  } else {
    rotations_.reserve(k);
    values_.resize(k);
  }
  if (solver != PseudoInverseSolver::svd) left_.resize(k, k);
  if (solver == PseudoInverseSolver::symmetricEigen) {
    transposed_.resize(tall_.size());
    backwardProduct<double>(tall_, tall_, small_, transposed_.data());
    smallRows_ = smallColumns_ = k;
    rotations_.begin(k);
    stage_ = Stage::rotations;
  } else {
    columns_.reserve(k);
    columns_.begin(tall_);
    stage_ = Stage::columns;
  }
}

/// tall P = Q R is done. What is left is small: svd turns Rᵀ; qr makes the columns of Rᵀ orthogonal
/// (or with λ those of R above √λ I).
void PseudoInverse::beginCore() {
  const Index k = tall_.cols(), rank = columns_.rank();
  const auto R = columns_.R().topRows(rank);
  smallRows_ = k;
  smallColumns_ = rank;
  if (solver_ == PseudoInverseSolver::svd) {
    small() = R.transpose();
    rotations_.begin(rank);
    stage_ = Stage::rotations;
    return;
  }
  if (lambda_ > 0) {
    smallRows_ = rank + k;
    smallColumns_ = k;
    small_.setZero();
    small_.topRows(rank) = R;
    small_.middleRows(rank, k).diagonal().setConstant(std::sqrt(lambda_));
  } else {
    small() = R.transpose();
  }
  again_.begin(small());
  stage_ = Stage::again;
}

bool PseudoInverse::advance(double& work) {
  if (stage_ == Stage::columns) {
    if (!columns_.advance(tall_, work)) return false;
    beginCore();
  }
  if (stage_ == Stage::again) {
    if (!again_.advance(small(), work)) return false;
    finishQr();
    stage_ = Stage::over;
  }
  if (stage_ == Stage::rotations) {
    if (!rotations_.advance(small(), work)) return false;
    finishRotations();
    stage_ = Stage::over;
  }
  return true;
}

/// With S = Q₂ R₂ P₂ᵀ for the small matrix: λ = 0: R = Sᵀ, R⁺ = Q₂ R₂⁻ᵀ P₂ᵀ; otherwise the ridge's
/// solution is P₂ R₂⁻¹ (the upper rows of Q₂)ᵀ.
void PseudoInverse::finishQr() {
  const Index k = tall_.cols(), rank = columns_.rank(), n = smallColumns_;
  const Matrix<double>& R = again_.R();
  auto X = inner_.leftCols(rank);
  if (lambda_ > 0) {
    // Back substitution, row by row: X = R₂⁻¹ Q₂ᵀ, and P₂ puts row i in its place.
    auto solved = left_.leftCols(rank);
    for (Index i = n - 1; i >= 0; --i) {
      solved.row(i) = small_.col(i).head(rank).transpose();
      for (Index j = i + 1; j < n; ++j) solved.row(i) -= R(i, j) * solved.row(j);
      solved.row(i) /= R(i, i);
    }
    for (Index i = 0; i < n; ++i) X.row(again_.column(i)) = solved.row(i);
  } else {
    // Columns of X P₂ = Q₂ R₂⁻ᵀ, from the last.
    for (Index i = n - 1; i >= 0; --i) {
      auto x = X.col(again_.column(i));
      x = small_.col(i).head(k);
      for (Index j = i + 1; j < n; ++j) x -= R(i, j) * X.col(again_.column(j));
      x /= R(i, i);
    }
  }
  core_.setZero();
  for (Index i = 0; i < k; ++i) core_.row(columns_.column(i)).head(rank) = X.row(i);
}

/// svd: Rᵀ V = U Σ, so that R⁺ = U Σ⁺ Vᵀ, its rows put in place by P. Eigen: G V = V Λ.
void PseudoInverse::finishRotations() {
  const Index k = tall_.cols(), n = smallColumns_;
  const bool isEigen = solver_ == PseudoInverseSolver::symmetricEigen;
  const ConstMatrixRef<double> V = rotations_.V();
  double largest = 0;
  for (Index j = 0; j < n; ++j) {
    values_[j] = norm<double>(small_.col(j).head(k));
    largest = std::max(largest, values_[j]);
  }
  const double least = largest * double(tall_.rows()) * std::numeric_limits<double>::epsilon();
  // V for eigenvalues, U Σ for singular values.
  if (isEigen) left_ = V;
  Matrix<double>& left = isEigen ? left_ : small_;
  for (Index j = 0; j < n; ++j) {
    // The columns of U Σ are σ long already.
    const double s = values_[j], square = isEigen ? s : s * s;
    const bool counts = s > least || (lambda_ > 0 && s > 0);
    left.col(j) *= counts ? 1 / (square + lambda_) : 0;
  }
  auto inner = inner_.leftCols(n);
  inner.setZero();
  gradientProduct<double>(left.leftCols(n), V, inner);
  core_.setZero();
  for (Index i = 0; i < k; ++i) {
    core_.row(isEigen ? i : columns_.column(i)).head(n) = inner.row(i);
  }
}

void PseudoInverse::apply(ConstMatrixRef<double> D, Matrix<double>& X) {
  product_.setZero(D.rows(), core_.cols());
  X.setZero(D.rows(), columns());
  if (isWide_) {
    forwardProduct<double>(D, core_, product_);
    gradientProduct<double>(product_, tall_, X);
  } else {
    forwardProduct<double>(D, tall_, product_);
    gradientProduct<double>(product_, core_, X);
  }
}

}  // namespace fallline
