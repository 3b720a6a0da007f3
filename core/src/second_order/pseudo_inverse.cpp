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
  if (solver == PseudoInverseSolver::symmetricEigen) {
    transposed_.resize(tall_.size());
    small_.resize(tall_.cols(), tall_.cols());
    backwardProduct<double>(tall_, tall_, small_, transposed_.data());
    rotations_.begin(small_);
    stage_ = Stage::rotations;
  } else {
    columns_.begin(tall_);
    stage_ = Stage::columns;
  }
}

/// tall P = Q R is done. What is left is small: svd turns Rᵀ; qr makes the columns of Rᵀ orthogonal
/// (or with λ those of R above √λ I).
void PseudoInverse::beginCore() {
  const Index k = tall_.cols(), rank = columns_.rank();
  const auto R = columns_.R().topRows(rank);
  if (solver_ == PseudoInverseSolver::svd) {
    small_ = R.transpose();
    rotations_.begin(small_);
    stage_ = Stage::rotations;
    return;
  }
  if (lambda_ > 0) {
    small_.setZero(rank + k, k);
    small_.topRows(rank) = R;
    small_.bottomRows(k).diagonal().setConstant(std::sqrt(lambda_));
  } else {
    small_ = R.transpose();
  }
  again_.begin(small_);
  stage_ = Stage::again;
}

bool PseudoInverse::advance(double& work) {
  if (stage_ == Stage::columns) {
    if (!columns_.advance(tall_, work)) return false;
    beginCore();
  }
  if (stage_ == Stage::again) {
    if (!again_.advance(small_, work)) return false;
    finishQr();
    stage_ = Stage::over;
  }
  if (stage_ == Stage::rotations) {
    if (!rotations_.advance(small_, work)) return false;
    finishRotations();
    stage_ = Stage::over;
  }
  return true;
}

/// With S = Q₂ R₂ P₂ᵀ for the small matrix: λ = 0: R = Sᵀ, R⁺ = Q₂ R₂⁻ᵀ P₂ᵀ; otherwise the ridge's
/// solution is P₂ R₂⁻¹ (the upper rows of Q₂)ᵀ.
void PseudoInverse::finishQr() {
  const Index k = tall_.cols(), rank = columns_.rank(), n = small_.cols();
  const Matrix<double>& R = again_.R();
  inner_.setZero(k, rank);
  Matrix<double>& X = inner_;
  if (lambda_ > 0) {
    // Back substitution, row by row: X = R₂⁻¹ Q₂ᵀ, and P₂ puts row i in its place.
    left_.resize(n, rank);
    Matrix<double>& solved = left_;
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
      x = small_.col(i);
      for (Index j = i + 1; j < n; ++j) x -= R(i, j) * X.col(again_.column(j));
      x /= R(i, i);
    }
  }
  core_.setZero(k, k);
  for (Index i = 0; i < k; ++i) core_.row(columns_.column(i)).head(rank) = X.row(i);
}

/// svd: Rᵀ V = U Σ, so that R⁺ = U Σ⁺ Vᵀ, its rows put in place by P. Eigen: G V = V Λ.
void PseudoInverse::finishRotations() {
  const Index k = tall_.cols();
  const bool isEigen = solver_ == PseudoInverseSolver::symmetricEigen;
  if (isEigen) {
    left_ = rotations_.V();
  } else {
    left_ = small_;
  }
  const Matrix<double>& V = rotations_.V();
  values_.resize(small_.cols());
  double largest = 0;
  for (Index j = 0; j < values_.size(); ++j) {
    values_[j] = norm<double>(small_.col(j));
    largest = std::max(largest, values_[j]);
  }
  const double least = largest * double(tall_.rows()) * std::numeric_limits<double>::epsilon();
  for (Index j = 0; j < values_.size(); ++j) {
    // The columns of U Σ are σ long already.
    const double s = values_[j], square = isEigen ? s : s * s;
    const bool counts = s > least || (lambda_ > 0 && s > 0);
    left_.col(j) *= counts ? 1 / (square + lambda_) : 0;
  }
  inner_.setZero(left_.rows(), V.rows());
  gradientProduct<double>(left_, V, inner_);
  core_.setZero(k, k);
  if (isEigen) {
    core_ = inner_;
    return;
  }
  for (Index i = 0; i < k; ++i) {
    core_.row(columns_.column(i)).head(inner_.cols()) = inner_.row(i);
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
