#include "fallline/activations.h"

#include <gtest/gtest.h>

#include "support/reference.h"
#include "support/tolerance.h"

namespace fallline {
namespace {

using testing::Json;
using testing::nearReference;

Activation named(const std::string& id) {
  const auto activation = componentById(Activations{}, id);
  if (!activation) throw std::runtime_error("no activation " + id);
  return *activation;
}

Matrix<double> row(const Json& numbers) {
  Matrix<double> m(1, Index(numbers.size()));
  for (Index j = 0; j < m.cols(); ++j) m(0, j) = numbers[std::size_t(j)];
  return m;
}

TEST(ActivationsReference, ValuesAndSlopesAreThoseOfPyTorch) {
  const Json reference = testing::readReference("activations");
  const Matrix<double> Z = row(reference.at("x"));
  int seen = 0;
  for (const auto& [name, expected] : reference.at("activations").items()) {
    const Activation f = named(testing::idOf(name));
    Matrix<double> A = Matrix<double>::Zero(1, Z.cols());
    Matrix<double> D = Matrix<double>::Ones(1, Z.cols());
    activate<double>(f, Z, A);
    multiplyBySlope<double>(f, Z, A, D);
    for (Index j = 0; j < Z.cols(); ++j) {
      EXPECT_TRUE(nearReference(A(0, j), expected["value"][std::size_t(j)]))
          << name << " at " << Z(0, j);
      EXPECT_TRUE(nearReference(D(0, j), expected["derivative"][std::size_t(j)]))
          << name << "' at " << Z(0, j);
    }
    ++seen;
  }
  // Every activation of the list but softmax, which is tested with its loss, has its vectors.
  EXPECT_EQ(seen, int(Activations::size) - 1);
}

TEST(Activations, SoftmaxAddsUpToOneAndDoesNotOverflow) {
  Matrix<float> Z(3, 2);
  Z << 1e4F, -1e4F,  //
      0, 0,          //
      1e4F, 1e4F;
  Matrix<float> A(3, 2);
  activate<float>(Softmax{}, Z, A);
  EXPECT_FLOAT_EQ(A(0, 0), 0.5F);
  EXPECT_FLOAT_EQ(A(2, 0), 0.5F);
  EXPECT_FLOAT_EQ(A(2, 1), 1.0F);
  for (Index j = 0; j < 2; ++j) EXPECT_FLOAT_EQ(A(0, j) + A(1, j) + A(2, j), 1.0F);
}

TEST(Activations, SoftmaxSlopeIsItsJacobian) {
  // ∂aᵢ/∂zₖ = aᵢ(δᵢₖ − aₖ); against central differences of one component after the other.
  Matrix<double> Z(4, 1);
  Z << 0.3, -1.2, 0.8, 0.1;
  Matrix<double> A(4, 1);
  activate<double>(Softmax{}, Z, A);
  for (Index i = 0; i < 4; ++i) {
    Matrix<double> D = Matrix<double>::Zero(4, 1);
    D(i, 0) = 1;  // C = aᵢ
    multiplyBySlope<double>(Softmax{}, Z, A, D);
    for (Index k = 0; k < 4; ++k) {
      constexpr double h = 1e-5;
      Matrix<double> up = Z, down = Z, aUp(4, 1), aDown(4, 1);
      up(k, 0) += h;
      down(k, 0) -= h;
      activate<double>(Softmax{}, up, aUp);
      activate<double>(Softmax{}, down, aDown);
      EXPECT_NEAR(D(k, 0), (aUp(i, 0) - aDown(i, 0)) / (2 * h), 1e-9);
      EXPECT_NE(D(k, 0), 0);
    }
  }
}

TEST(Activations, ANanStaysANan) {
  forEach(Activations{}, [](auto type) {
    using T = typename decltype(type)::type;
    Matrix<double> Z(1, 1), A(1, 1);
    Z(0, 0) = std::nan("");
    activate<double>(T{}, Z, A);
    EXPECT_TRUE(std::isnan(A(0, 0))) << T::info.id;
  });
}

}  // namespace
}  // namespace fallline
