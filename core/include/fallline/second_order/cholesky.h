// The Cholesky factor of a large symmetric matrix, one panel at a time.
#pragma once

#include <optional>

#include "fallline/types.h"

namespace fallline {

/// C += A Bᵀ in the lower triangle of C, or in the first columns of one; numbers above the diagonal
/// may change too.
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
  static constexpr Index kPanel = 64;  ///< columns between two looks at the work
  static constexpr Index kStrip = 8;   ///< of these, factored one by one

  /// Factors columns from … to, from which nothing is left to be taken away; whether all pivots are
  /// positive.
  bool factorColumns(Index from, Index to);
  /// Takes these columns' part away from columns to … end. The order in which an element is
  /// lessened is that of the columns, however they are cut.
  void takeAway(Index from, Index to, Index end);

  Matrix<double>* matrix_ = nullptr;
  Matrix<double> negative_;
  Index done_ = 0;
  bool positive_ = true;
};

}  // namespace fallline
