#include "fallline/datasets/random_field.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <memory>
#include <vector>

namespace fallline {
namespace {

constexpr Index kSide = RandomField::kSide;

TEST(RandomFieldTest, IsTheSumOfItsWaves) {
  constexpr double kExponent = 1.2;
  constexpr double kTwoPi = 6.283185307179586;
  const RandomField fields(kExponent);
  const auto first = std::make_unique<RandomField::Field>();
  const auto second = std::make_unique<RandomField::Field>();
  Random random(3);
  fields.draw(random, *first, *second);

  Random again(3);
  std::vector<std::complex<double>> waves;
  for (Index row = 0; row < kSide; ++row) {
    for (Index column = 0; column < kSide; ++column) {
      const auto ky = static_cast<double>(row < 32 ? row : row - 64);
      const auto kx = static_cast<double>(column < 32 ? column : column - 64);
      const double re = again.normal();
      const double im = again.normal();
      waves.push_back(std::complex<double>(re, im) * std::pow(1 + std::hypot(kx, ky), -kExponent));
    }
  }
  EXPECT_EQ(random.counter(), again.counter());
  for (const Index pixel : {0, 1, 64, 777, 2080, 4095}) {
    const auto x = static_cast<double>(pixel % kSide);
    const auto y = static_cast<double>(pixel / kSide);
    std::complex<double> sum = 0;
    for (Index wave = 0; wave < RandomField::kPixels; ++wave) {
      const auto kx = static_cast<double>(wave % kSide);
      const auto ky = static_cast<double>(wave / kSide);
      sum +=
          waves[static_cast<std::size_t>(wave)] * std::polar(1.0, kTwoPi * (kx * x + ky * y) / 64);
    }
    EXPECT_NEAR((*first)[static_cast<std::size_t>(pixel)], sum.real(), 1e-11) << pixel;
    EXPECT_NEAR((*second)[static_cast<std::size_t>(pixel)], sum.imag(), 1e-11) << pixel;
  }
}

TEST(RandomFieldTest, BothFieldsHaveTheVarianceOfTheSpectrum) {
  const RandomField fields(1.2);
  double expected = 0;  // Σ amplitude²: each wave adds that much to either part
  for (int ky = -32; ky < 32; ++ky) {
    for (int kx = -32; kx < 32; ++kx) expected += std::pow(1 + std::hypot(kx, ky), -2.4);
  }
  const auto first = std::make_unique<RandomField::Field>();
  const auto second = std::make_unique<RandomField::Field>();
  double squares[2] = {0, 0}, product = 0;
  Random random(5);
  constexpr int kDraws = 400;
  for (int i = 0; i < kDraws; ++i) {
    fields.draw(random, *first, *second);
    for (std::size_t p = 0; p < RandomField::kPixels; ++p) {
      squares[0] += (*first)[p] * (*first)[p];
      squares[1] += (*second)[p] * (*second)[p];
      product += (*first)[p] * (*second)[p];
    }
  }
  // A few long waves hold much of the variance: Σ a⁴ / (Σ a²)² is about 0.035, so the mean over
  // 400 draws has a relative standard error of √(2 · 0.035 / 400) = 1.3 %; four of them.
  const double count = kDraws * static_cast<double>(RandomField::kPixels);
  EXPECT_NEAR(squares[0] / count / expected, 1, 0.053);
  EXPECT_NEAR(squares[1] / count / expected, 1, 0.053);
  EXPECT_NEAR(product / count / expected, 0, 0.053);
}

}  // namespace
}  // namespace fallline
