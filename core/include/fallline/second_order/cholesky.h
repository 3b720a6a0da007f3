// The Cholesky factor of a large symmetric matrix, one panel at a time.
#pragma once

#include <optional>

#include "fallline/types.h"

namespace fallline {

/// C += A Bᵀ in the lower triangle of a square C; numbers above it may change too.
void addLowerProduct(ConstMatrixRef<double> A, ConstMatrixRef<double> B, MatrixRef<double> C);

/// A = L Lᵀ for a positive definite A. A pause has to be heard within a tenth of a second, so that
/// a large factorization must be divisible.
class Cholesky {
 public:
  /// Begins on the matrix in the lower triangle of `matrix`, which L takes the place of.
  void begin(Matrix<double>& matrix);

  /// Goes on for about `work` multiply-adds, at least for one panel; true when it is over.
  bool advance(double& work);

  /// Whether A is positive definite, as far as the arithmetic can tell.
  bool isPositive() const { return positive_; }

  /// x ← A⁻¹ x.
  void solveInPlace(VectorRef<double> x) const;

  /// (max Lᵢᵢ / min Lᵢᵢ)²: a lower bound of the condition number of A, which costs nothing; nothing
  /// when there is no factor.
  std::optional<double> conditionEstimate() const;

 private:
  static constexpr Index kPanel = 64;

  Matrix<double>* matrix_ = nullptr;
  Matrix<double> negative_;
  Index done_ = 0;
  bool positive_ = true;
};

}  // namespace fallline
