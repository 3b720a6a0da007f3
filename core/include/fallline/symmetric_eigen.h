// Eigenvalues and eigenvectors of a symmetric matrix of moderate size.
#pragma once

#include "fallline/types.h"

namespace fallline {

struct SymmetricEigen {
  Vector<double> values;   ///< ascending
  Matrix<double> vectors;  ///< a column each, orthonormal; their signs are arbitrary
};

/// Of the lower triangle of A, n × n, n ≥ 1 and finite, in about 6 n³ multiply-adds: Householder's
/// reduction to tridiagonal form, then QL steps with implicit shifts (Wilkinson & Reinsch 1971,
/// contributions II/2 and II/4). Our own, because Eigen's would be a tenth of the download.
SymmetricEigen symmetricEigen(Matrix<double> A);

}  // namespace fallline
