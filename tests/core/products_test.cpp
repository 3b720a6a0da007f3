#include "fallline/products.h"

#include <gtest/gtest.h>

#include "fallline/rng.h"

namespace fallline {
namespace {

template <class S>
Matrix<S> drawn(Random random, Index rows, Index columns) {
  Matrix<S> m(rows, columns);
  for (Index j = 0; j < columns; ++j) {
    for (Index i = 0; i < rows; ++i) m(i, j) = S(random.uniform(-1, 1));
  }
  return m;
}

/// Tells whether each element is bit for bit the plain sum in order, which is what "tiles and lanes
/// change nothing" means.
template <class S>
void expectPlainSums(Index units, Index inputs, Index samples) {
  SCOPED_TRACE(::testing::Message() << units << " × " << inputs << " × " << samples);
  const Random random(std::uint64_t(units * 10007 + inputs * 101 + samples));
  const Matrix<S> W = drawn<S>(random.fork(1), units, inputs);
  const Matrix<S> X = drawn<S>(random.fork(2), inputs, samples);
  const Matrix<S> D = drawn<S>(random.fork(3), units, samples);
  const Matrix<S> start = drawn<S>(random.fork(4), units, samples);
  const Matrix<S> slope = drawn<S>(random.fork(5), units, inputs);

  Matrix<S> Z = start;
  forwardProduct<S>(W, X, Z);
  Matrix<S> dX(inputs, samples);
  Vector<S> scratch(W.size());
  backwardProduct<S>(W, D, dX, scratch.data());
  Matrix<S> dW = slope;
  gradientProduct<S>(D, X, dW);

  for (Index j = 0; j < samples; ++j) {
    for (Index o = 0; o < units; ++o) {
      S sum = start(o, j);
      for (Index i = 0; i < inputs; ++i) sum += W(o, i) * X(i, j);
      ASSERT_EQ(Z(o, j), sum) << "forward " << o << ", " << j;
    }
    for (Index i = 0; i < inputs; ++i) {
      S sum = S(0);
      for (Index o = 0; o < units; ++o) sum += W(o, i) * D(o, j);
      ASSERT_EQ(dX(i, j), sum) << "backward " << i << ", " << j;
    }
  }
  for (Index i = 0; i < inputs; ++i) {
    for (Index o = 0; o < units; ++o) {
      S sum = slope(o, i);
      for (Index j = 0; j < samples; ++j) sum += D(o, j) * X(i, j);
      ASSERT_EQ(dW(o, i), sum) << "gradient " << o << ", " << i;
    }
  }
}

template <class S>
class Products : public ::testing::Test {};
using Scalars = ::testing::Types<float, double>;
TYPED_TEST_SUITE(Products, Scalars);

TYPED_TEST(Products, EveryElementIsItsPlainSumInOrder) {
  // Sizes around the tiles (2, 4, 8 rows, 4 columns), around the block of 256, and one unit.
  for (Index units : {1, 2, 3, 5, 8, 9, 17}) {
    for (Index inputs : {1, 4, 7, 16, 33}) {
      for (Index samples : {1, 2, 3, 4, 10, 19}) expectPlainSums<TypeParam>(units, inputs, samples);
    }
  }
  expectPlainSums<TypeParam>(128, 300, 50);
  expectPlainSums<TypeParam>(10, 513, 21);
  expectPlainSums<TypeParam>(1, 300, 300);
}

TEST(SymmetricProduct, EveryElementBelowTheDiagonalIsItsPlainSumInOrder) {
  constexpr Index width = RowPanels::width;
  for (const Index panels : {1, 2, 5, 21}) {
    for (const Index rows : {1, 2, 7, 31}) {
      SCOPED_TRACE(::testing::Message() << panels << " panels, " << rows << " rows");
      const Index n = width * panels, capacity = 31;
      const Random random(std::uint64_t(panels * 100 + rows));
      const Matrix<double> R = drawn<double>(random.fork(1), n, rows);
      const Matrix<double> start = drawn<double>(random.fork(2), n, n);
      Vector<double> data =
          Vector<double>::Constant(n * capacity, 1e300);  // what is not to be read
      for (Index p = 0; p < rows; ++p) {
        for (Index i = 0; i < n; ++i) {
          data[width * (i / width * capacity + p) + i % width] = R(i, p);
        }
      }
      Matrix<double> C = start;
      symmetricProduct({data.data(), panels, capacity, rows}, C);
      for (Index j = 0; j < n; ++j) {
        for (Index i = j; i < n; ++i) {
          double sum = start(i, j);
          for (Index p = 0; p < rows; ++p) sum += R(i, p) * R(j, p);
          ASSERT_EQ(C(i, j), sum) << i << ", " << j;
        }
      }
    }
  }
}

}  // namespace
}  // namespace fallline
