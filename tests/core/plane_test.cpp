#include "fallline/datasets/plane.h"

#include "fallline/datasets.h"
#include "support/dataset_checks.h"

namespace fallline {
namespace {

using test::made;

TEST(PlaneTest, IsSeededAndInRange) {
  test::expectSeeded(Plane{}, 2);
  test::expectPrefix(Plane{.noise = 0.2}, 30, 100);
  const Dataset data = made(Plane{});
  test::expectSound(data, 2, 200);
  EXPECT_LE(data.inputs.values.cwiseAbs().maxCoeff(), 6);
  EXPECT_GT(data.inputs.values.cwiseAbs().maxCoeff(), 5);
}

TEST(PlaneTest, RisesFromMinusOneToOne) {
  EXPECT_EQ(Plane::value(5, 5), 1);
  EXPECT_EQ(Plane::value(-5, -5), -1);
  EXPECT_EQ(Plane::value(3, -3), 0);
  const Dataset data = made(Plane{});
  for (Index i = 0; i < 200; ++i) {
    EXPECT_EQ(data.targets(0, i), Plane::value(data.inputs.values(0, i), data.inputs.values(1, i)));
  }
}

TEST(PlaneTest, NoiseMovesTheValuesByAtMostTheStatedAmount) {
  const Dataset clean = made(Plane{});
  const Dataset noisy = made(Plane{.noise = 0.1});
  EXPECT_EQ(clean.inputs.values, noisy.inputs.values);
  const double most = (clean.targets - noisy.targets).cwiseAbs().maxCoeff();
  EXPECT_GT(most, 0);
  EXPECT_LE(most, 0.12 + 1e-12);  // two coordinates, each by at most 6 · 0.1, over 10
}

TEST(PlaneTest, TellsTheVarianceOfItsNoise) {
  const Dataset clean = made(Plane{.samples = 20000, .noise = 0});
  const Dataset noisy = made(Plane{.samples = 20000, .noise = 0.5});
  const double squares = (noisy.targets - clean.targets).squaredNorm() / 20000;
  // A sum of two uniform numbers has kurtosis 2.4: a standard error of 0.84 %, here four of them.
  EXPECT_NEAR(squares, *noiseVariance(DataSource(Plane{.noise = 0.5})), 0.06 * 0.034);
}

}  // namespace
}  // namespace fallline
