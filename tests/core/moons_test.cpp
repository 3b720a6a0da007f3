#include "fallline/datasets/moons.h"

#include "support/dataset_checks.h"

namespace fallline {
namespace {

using test::made;

TEST(MoonsTest, IsSeededAndBalanced) {
  test::expectSeeded(Moons{}, 2);
  const Dataset data = made(Moons{});
  test::expectSound(data, 2, 200);
  EXPECT_EQ(test::countOf(data, 0), 100);
  EXPECT_EQ(test::countOf(data, 1), 100);
}

TEST(MoonsTest, IsTwoHalfCircles) {
  const Dataset data = made(Moons{.samples = 6, .noise = 0});
  // Upper, t = 0, π/2, π: (1, 0), (0, 1), (−1, 0); lower: (0, ½), (1, −½), (2, ½); less (½, ¼).
  const double expected[6][2] = {{0.5, -0.25}, {-0.5, 0.25},  {-0.5, 0.75},
                                 {0.5, -0.75}, {-1.5, -0.25}, {1.5, 0.25}};
  for (Index i = 0; i < 6; ++i) {
    EXPECT_EQ(data.targets(0, i), i % 2);
    EXPECT_NEAR(data.inputs.values(0, i), expected[i][0], 1e-15) << i;
    EXPECT_NEAR(data.inputs.values(1, i), expected[i][1], 1e-15) << i;
  }
}

TEST(MoonsTest, NoiseIsAddedToTheSamePoints) {
  const Dataset clean = made(Moons{.noise = 0});
  const Dataset little = made(Moons{.noise = 0.05});
  const Dataset much = made(Moons{.noise = 0.2});
  EXPECT_NE(clean.inputs.values, much.inputs.values);
  const Matrix<double> expected =
      clean.inputs.values + 4 * (little.inputs.values - clean.inputs.values);
  EXPECT_LT((much.inputs.values - expected).cwiseAbs().maxCoeff(), 1e-13);
}

}  // namespace
}  // namespace fallline
