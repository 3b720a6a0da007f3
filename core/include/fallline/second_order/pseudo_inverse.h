// The pseudo-inverse of a matrix, by three ways that agree where it has full rank.
#pragma once

#include <string_view>
#include <vector>

#include "fallline/types.h"

namespace fallline {

/// How it is computed.
enum class PseudoInverseSolver {
  svd,             ///< orthogonal columns by Gram and Schmidt, then rotations by Jacobi
  qr,              ///< orthogonal columns by Gram and Schmidt, twice where the rank is not full
  symmetricEigen,  ///< eigenvalues of the smaller Gram matrix: quick, and squares the condition
};
PseudoInverseSolver pseudoInverseSolver(std::string_view name);

/// Columns that are made orthogonal one after the other, the longest of those left first: A P = Q R
/// with Q in the place of A. Each is taken twice through the earlier ones, so that Q is orthogonal
/// to rounding whatever the condition (Gram-Schmidt with reorthogonalization, Giraud et al. 2005).
class OrthogonalColumns {
 public:
  /// Room for that many columns: with no more than these, `begin` allocates nothing.
  void reserve(Index columns);
  void begin(ConstMatrixRef<double> A);
  /// Goes on for about `work` multiply-adds, at least for one column; true when it is over.
  bool advance(MatrixRef<double> A, double& work);

  /// Columns of Q that are not 0: those longer than max(rows, columns) · 2⁻⁵² of the first.
  Index rank() const { return rank_; }
  /// rank × columns in its upper left corner, the columns in the order of `column`; else 0.
  const Matrix<double>& R() const { return R_; }
  /// Which column of A has become which of Q.
  Index column(Index j) const { return order_[std::size_t(j)]; }

 private:
  Matrix<double> R_;
  std::vector<Index> order_;
  Vector<double> squares_;  // of what is left of each column
  Index done_ = 0, rank_ = 0;
  double least_ = 0;
};

/// A V = U Σ by rotations of pairs of columns until all are orthogonal (Hestenes 1958). For a
/// positive semidefinite A that is its eigendecomposition. Beside Eigen's decompositions it can be
/// interrupted, and takes a tenth of their download.
class OrthogonalRotations {
 public:
  void reserve(Index columns);
  void begin();
  /// A becomes U Σ.
  bool advance(MatrixRef<double> A, double& work);
  /// As many rows and columns as A has columns, in its upper left corner; else the unit matrix.
  const Matrix<double>& V() const { return V_; }

 private:
  static constexpr int kMostSweeps = 40;

  Matrix<double> V_;
  Index p_ = 0;
  int sweep_ = 0;
  bool rotated_ = false;
};

/// (BᵀB + λI)⁻¹ Bᵀ, and B⁺ for λ = 0, where singular values below max(rows, columns) · 2⁻⁵² of the
/// largest count as 0. It is kept as a tall matrix, B or Bᵀ, and a small square one. A second one
/// of the same shape and solver allocates nothing, whatever its rank.
class PseudoInverse {
 public:
  /// Room for a B of that shape; what was there is void.
  void resize(Index rows, Index columns);
  Index rows() const { return isWide_ ? tall_.cols() : tall_.rows(); }
  Index columns() const { return isWide_ ? tall_.rows() : tall_.cols(); }
  double& at(Index row, Index column) { return isWide_ ? tall_(column, row) : tall_(row, column); }
  static double bytes(std::int64_t rows, std::int64_t columns);

  /// Begins on the B that was written.
  void begin(PseudoInverseSolver solver, double lambda);
  /// Goes on for about `work` multiply-adds; true when it is over.
  bool advance(double& work);

  /// X ← ((BᵀB + λI)⁻¹ Bᵀ Dᵀ)ᵀ for D (any × rows); X becomes any × columns.
  void apply(ConstMatrixRef<double> D, Matrix<double>& X);

 private:
  enum class Stage { columns, again, rotations, over };

  void beginCore();
  void finishQr();
  void finishRotations();
  void finishCore(Index columns, bool inOrder);
  /// The part of small_ that is in use: what is turned or made orthogonal, as wide as the rank is.
  MatrixRef<double> small() { return small_.topLeftCorner(smallRows_, smallColumns_); }

  PseudoInverseSolver solver_ = PseudoInverseSolver::svd;
  double lambda_ = 0;
  bool isWide_ = false;
  Stage stage_ = Stage::over;
  Matrix<double> tall_;  // B or Bᵀ, then Q
  Matrix<double> core_;  // what belongs behind it: (tall)⁺ = core Qᵀ
  Matrix<double> small_, left_, inner_, product_;
  Index smallRows_ = 0, smallColumns_ = 0;
  Vector<double> transposed_;
  OrthogonalColumns columns_, again_;
  OrthogonalRotations rotations_;
};

}  // namespace fallline
