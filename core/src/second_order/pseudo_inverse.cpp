#include "fallline/second_order/pseudo_inverse.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "fallline/products.h"
#include "vectors.h"

namespace fallline {

PseudoInverseSolver pseudoInverseSolver(std::string_view name) {
  if (name == "qr") return PseudoInverseSolver::qr;
  return name == "svd" ? PseudoInverseSolver::svd : PseudoInverseSolver::symmetricEigen;
}

double PseudoInverse::bytes(std::int64_t rows, std::int64_t columns) {
  const double k = double(std::min(rows, columns));
  return 16 * double(rows) * double(columns) + 64 * k * k;
}

void PseudoInverse::resize(Index rows, Index columns) {
  isWide_ = rows < columns;
  tall_.resize(std::max(rows, columns), std::min(rows, columns));
  stage_ = Stage::over;
}

void PseudoInverse::begin(PseudoInverseSolver solver, double lambda) {
  solver_ = solver;
  lambda_ = lambda;
  // Room for the largest rank that there can be, since a later one may be larger than this one.
  const Index k = tall_.cols();
  for (Matrix<double>* square : {&core_, &inner_, &left_}) square->resize(k, k);
  const bool stacks = solver == PseudoInverseSolver::qr && lambda > 0;
  small_.resize(stacks ? 2 * k : k, k);
  columns_.reserve(k);
  again_.reserve(k);
  rotations_.reserve(k);
  smallRows_ = smallColumns_ = k;
  if (solver == PseudoInverseSolver::symmetricEigen) {
    transposed_.resize(tall_.size());
    backwardProduct<double>(tall_, tall_, small_, transposed_.data());
    rotations_.begin();
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
  const Matrix<double>& R = columns_.R();
  const bool turns = solver_ == PseudoInverseSolver::svd;
  if (!turns && lambda_ > 0) {
    smallRows_ = rank + k;
    small_.setZero();
    for (Index j = 0; j < k; ++j) {
      for (Index i = 0; i < rank; ++i) small_(i, j) = R(i, j);
      small_(rank + j, j) = std::sqrt(lambda_);
    }
  } else {
    smallColumns_ = rank;
    for (Index j = 0; j < rank; ++j) {
      for (Index i = 0; i < k; ++i) small_(i, j) = R(j, i);
    }
  }
  if (turns) {
    rotations_.begin();
    stage_ = Stage::rotations;
  } else {
    again_.begin(small());
    stage_ = Stage::again;
  }
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
  const Index k = tall_.cols(), rank = columns_.rank();
  const Matrix<double>& R = again_.R();
  for (Index i = smallColumns_ - 1; i >= 0; --i) {
    const Index place = again_.column(i);
    if (lambda_ > 0) {
      // Back substitution, row by row: left = R₂⁻¹ Q₂ᵀ, and P₂ puts row i in its place.
      for (Index c = 0; c < rank; ++c) {
        double x = small_(c, i);
        for (Index j = i + 1; j < smallColumns_; ++j) x -= R(i, j) * left_(j, c);
        left_(i, c) = inner_(place, c) = x / R(i, i);
      }
    } else {
      // Columns of X P₂ = Q₂ R₂⁻ᵀ, from the last.
      for (Index c = 0; c < k; ++c) {
        double x = small_(c, i);
        for (Index j = i + 1; j < smallColumns_; ++j) x -= R(i, j) * inner_(c, again_.column(j));
        inner_(c, place) = x / R(i, i);
      }
    }
  }
  finishCore(rank, false);
}

/// svd: Rᵀ V = U Σ, so that R⁺ = U Σ⁺ Vᵀ, its rows put in place by P. Eigen: G V = V Λ.
void PseudoInverse::finishRotations() {
  const Index k = tall_.cols(), n = smallColumns_;
  const bool isEigen = solver_ == PseudoInverseSolver::symmetricEigen;
  const auto lengthOf = [&](Index j) {
    const double* p = small_.col(j).data();
    return std::sqrt(dotOf(p, p, k));
  };
  double largest = 0;
  for (Index j = 0; j < n; ++j) largest = std::max(largest, lengthOf(j));
  const double least = largest * double(tall_.rows()) * std::numeric_limits<double>::epsilon();
  for (Index j = 0; j < n; ++j) {
    // The columns of U Σ are σ long already.
    const double s = lengthOf(j), square = isEigen ? s : s * s;
    const bool counts = s > least || (lambda_ > 0 && s > 0);
    const double factor = counts ? 1 / (square + lambda_) : 0;
    const double* from = isEigen ? rotations_.V().col(j).data() : small_.col(j).data();
    for (Index i = 0; i < k; ++i) left_(i, j) = from[i] * factor;
  }
  inner_.setZero();
  gradientProduct<double>(left_.leftCols(n), rotations_.V().topLeftCorner(n, n),
                          inner_.leftCols(n));
  finishCore(n, isEigen);
}

/// Rows of what was found, in the order of the tall matrix' columns.
void PseudoInverse::finishCore(Index columns, bool inOrder) {
  core_.setZero();
  for (Index i = 0; i < core_.rows(); ++i) {
    const Index place = inOrder ? i : columns_.column(i);
    for (Index c = 0; c < columns; ++c) core_(place, c) = inner_(i, c);
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
