#include "fallline/datasets/spiral.h"

#include "support/dataset_checks.h"

namespace fallline {
namespace {

using test::made;

constexpr double kTwoPi = 6.283185307179586;

TEST(SpiralTest, IsSeededAndBalancedForTwoToFiveClasses) {
  test::expectSeeded(Spiral{}, 2);
  for (std::int64_t classes = 2; classes <= 5; ++classes) {
    test::expectPrefix(Spiral{.classes = classes}, 30, 100);
    const Dataset data = made(Spiral{.samples = 61, .classes = classes});
    test::expectSound(data, 2, 61);
    EXPECT_EQ(data.task.classes(), classes);
    for (int c = 0; c < classes; ++c) {
      EXPECT_GE(test::countOf(data, c), 61 / classes);
      EXPECT_LE(test::countOf(data, c), 61 / classes + 1);
    }
  }
}

TEST(SpiralTest, DefaultsAreTheSpiralOfTheComparisons) {
  const Spiral spiral;
  EXPECT_EQ(spiral.samples, 200);
  EXPECT_EQ(spiral.turns, 1.5);
  EXPECT_EQ(spiral.noise, 0.015);
  EXPECT_EQ(spiral.classes, 2);
}

TEST(SpiralTest, EachPointLiesOnItsArm) {
  for (const std::int64_t classes : {2, 3, 5}) {
    const Spiral spiral{.samples = 500, .classes = classes, .turns = 1.5, .noise = 0};
    const Dataset data = made(spiral);
    for (Index i = 0; i < 500; ++i) {
      const double x = data.inputs.values(0, i);
      const double y = data.inputs.values(1, i);
      const double r = std::hypot(x, y);
      EXPECT_GE(r, std::sqrt(0.02) - 1e-12);
      EXPECT_LE(r, 1 + 1e-12);
      const double angle = kTwoPi * (1.5 * r + data.targets(0, i) / static_cast<double>(classes));
      EXPECT_NEAR(x, r * std::cos(angle), 1e-12);
      EXPECT_NEAR(y, r * std::sin(angle), 1e-12);
    }
  }
}

TEST(SpiralTest, PointsAreAsDenseAtTheRimAsInTheMiddle) {
  const Dataset data = made(Spiral{.samples = 10000, .noise = 0});
  double squares = 0;
  for (Index i = 0; i < 10000; ++i) squares += data.inputs.values.col(i).squaredNorm();
  // r² is uniform on (0.02, 1): mean 0.51, deviation 0.98 / √12; four standard errors.
  EXPECT_NEAR(squares / 10000, 0.51, 4 * 0.0028);
}

TEST(SpiralTest, NoiseIsAddedWithoutRedrawingThePoints) {
  const Dataset clean = made(Spiral{.noise = 0});
  const Dataset little = made(Spiral{.noise = 0.01});
  const Dataset much = made(Spiral{.noise = 0.04});
  EXPECT_EQ(clean.targets, much.targets);
  EXPECT_NE(clean.inputs.values, much.inputs.values);
  const Matrix<double> expected =
      clean.inputs.values + 4 * (little.inputs.values - clean.inputs.values);
  EXPECT_LT((much.inputs.values - expected).cwiseAbs().maxCoeff(), 1e-13);
}

}  // namespace
}  // namespace fallline
