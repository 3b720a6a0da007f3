#include "fallline/datasets/hills.h"

#include "support/dataset_checks.h"

namespace fallline {
namespace {

using test::made;

TEST(HillsTest, IsSeededAndInRange) {
  test::expectSeeded(Hills{}, 2);
  test::expectPrefix(Hills{.noise = 0.2}, 30, 100);
  const Dataset data = made(Hills{});
  test::expectSound(data, 2, 200);
  EXPECT_LE(data.inputs.values.cwiseAbs().maxCoeff(), 6);
  EXPECT_GT(data.inputs.values.cwiseAbs().maxCoeff(), 5);
  EXPECT_LE(data.targets.cwiseAbs().maxCoeff(), 1);
}

TEST(HillsTest, HasThreeHillsAndThreeHollows) {
  EXPECT_EQ(Hills::value(-4, 2.5), 1);
  EXPECT_EQ(Hills::value(0, 2.5), -1);
  EXPECT_EQ(Hills::value(4, 2.5), 1);
  EXPECT_EQ(Hills::value(-4, -2.5), -1);
  EXPECT_EQ(Hills::value(0, -2.5), 1);
  EXPECT_EQ(Hills::value(4, -2.5), -1);
  EXPECT_EQ(Hills::value(0, 1.5), -0.5);  // half way down a cone of radius 2
  EXPECT_EQ(Hills::value(5.5, -2.5), -0.25);
  EXPECT_EQ(Hills::value(2, 2.5), 0);  // where two cones touch
  EXPECT_EQ(Hills::value(0, 0), 0);    // between the rows
}

TEST(HillsTest, NoiseReadsTheValueElsewhere) {
  const Dataset clean = made(Hills{});
  const Dataset noisy = made(Hills{.noise = 0.05});
  EXPECT_EQ(clean.inputs.values, noisy.inputs.values);
  for (Index i = 0; i < 200; ++i) {
    EXPECT_EQ(clean.targets(0, i),
              Hills::value(clean.inputs.values(0, i), clean.inputs.values(1, i)));
  }
  const double most = (clean.targets - noisy.targets).cwiseAbs().maxCoeff();
  EXPECT_GT(most, 0);
  EXPECT_LE(most, 0.3 * std::sqrt(2.0) / 2 + 1e-12);  // 0.3 away in each coordinate, slope ½
}

}  // namespace
}  // namespace fallline
