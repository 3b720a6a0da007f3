#include "fallline/symmetric_eigen.h"

#include <gtest/gtest.h>

#include <cmath>

#include "fallline/rng.h"

namespace fallline {
namespace {

Matrix<double> randomSymmetric(Index n, std::uint64_t seed) {
  Random random(seed);
  Matrix<double> A(n, n);
  for (Index j = 0; j < n; ++j) {
    for (Index i = j; i < n; ++i) A(i, j) = A(j, i) = random.normal();
  }
  return A;
}

void expectDecomposition(const Matrix<double>& A, const SymmetricEigen& eigen) {
  const Index n = A.rows();
  const double size = A.norm() + 1e-300;
  const Matrix<double> product = A * eigen.vectors;
  for (Index j = 0; j < n; ++j) {
    for (Index i = 0; i < n; ++i) {
      EXPECT_NEAR(product(i, j), eigen.values[j] * eigen.vectors(i, j), 1e-14 * size) << i << j;
    }
    if (j > 0) {
      EXPECT_LE(eigen.values[j - 1], eigen.values[j]);
    }
  }
  const Matrix<double> gram = eigen.vectors.transpose() * eigen.vectors;
  EXPECT_LT((gram - Matrix<double>::Identity(n, n)).cwiseAbs().maxCoeff(), 1e-13);
}

TEST(SymmetricEigen, ValuesOfAKnownMatrix) {
  // The second differences of n points: 2 − 2 cos(kπ/(n + 1)), k = 1 … n; here n = 3.
  Matrix<double> A(3, 3);
  A << 2, -1, 0, -1, 2, -1, 0, -1, 2;
  const SymmetricEigen eigen = symmetricEigen(A);
  const double root = std::sqrt(2.0);
  EXPECT_NEAR(eigen.values[0], 2 - root, 1e-15);
  EXPECT_NEAR(eigen.values[1], 2, 1e-15);
  EXPECT_NEAR(eigen.values[2], 2 + root, 1e-15);
  expectDecomposition(A, eigen);
}

TEST(SymmetricEigen, RandomMatricesOfAllSmallSizes) {
  for (Index n = 1; n <= 12; ++n) {
    const Matrix<double> A = randomSymmetric(n, std::uint64_t(n));
    expectDecomposition(A, symmetricEigen(A));
  }
}

TEST(SymmetricEigen, AsLargeAsTheSetOfImages) {
  const Matrix<double> A = randomSymmetric(259, 5);
  expectDecomposition(A, symmetricEigen(A));
}

TEST(SymmetricEigen, EqualAndVanishingEigenvalues) {
  const Index n = 6;
  expectDecomposition(Matrix<double>::Identity(n, n),
                      symmetricEigen(Matrix<double>::Identity(n, n)));
  expectDecomposition(Matrix<double>::Zero(n, n), symmetricEigen(Matrix<double>::Zero(n, n)));
  // Rank one: u uᵀ with |u|² = 1 + 4 + … + 36 = 91.
  Vector<double> u(n);
  for (Index i = 0; i < n; ++i) u[i] = double(i + 1);
  const Matrix<double> A = u * u.transpose();
  const SymmetricEigen eigen = symmetricEigen(A);
  EXPECT_NEAR(eigen.values[n - 1], 91, 1e-13);
  EXPECT_NEAR(eigen.values[0], 0, 1e-13);
  expectDecomposition(A, eigen);
}

TEST(SymmetricEigen, OnlyTheLowerTriangleIsRead) {
  Matrix<double> A = randomSymmetric(5, 3);
  const SymmetricEigen eigen = symmetricEigen(A);
  for (Index j = 0; j < 5; ++j) {
    for (Index i = 0; i < j; ++i) A(i, j) = 1e9;
  }
  EXPECT_EQ(symmetricEigen(A).values, eigen.values);
}

}  // namespace
}  // namespace fallline
