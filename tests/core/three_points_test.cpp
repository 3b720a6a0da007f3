#include "fallline/datasets/three_points.h"

#include "support/dataset_checks.h"

namespace fallline {
namespace {

TEST(ThreePointsTest, HoldsTheThreePointsWhateverTheSeed) {
  const Dataset data = test::made(ThreePoints{});
  test::expectSound(data, 1, 3);
  EXPECT_EQ(data.inputs.values(0, 0), -1);
  EXPECT_EQ(data.inputs.values(0, 1), 0);
  EXPECT_EQ(data.inputs.values(0, 2), 1);
  EXPECT_EQ(data.targets(0, 0), -0.2445248);
  EXPECT_EQ(data.targets(0, 1), 0.1232554);
  EXPECT_EQ(data.targets(0, 2), 0.1713998);
  EXPECT_EQ(test::hashOf(data), test::hashOf(test::made(ThreePoints{}, 99)));
}

TEST(ThreePointsTest, AllOfThemTrain) {
  EXPECT_EQ(ThreePoints::split.train, 1);
  EXPECT_EQ(ThreePoints::split.validation, 0);
  EXPECT_EQ(ThreePoints::split.test, 0);
}

TEST(ThreePointsTest, TheLineLeavesTheStatedError) {
  const Dataset data = test::made(ThreePoints{});
  // x has mean 0 and Σ x² = 2: slope (y₃ − y₁) / 2, intercept the mean of y.
  const double slope = (data.targets(0, 2) - data.targets(0, 0)) / 2;
  const double intercept = (data.targets(0, 0) + data.targets(0, 1) + data.targets(0, 2)) / 3;
  double squares = 0;
  for (Index i = 0; i < 3; ++i) {
    const double error = intercept + slope * data.inputs.values(0, i) - data.targets(0, i);
    squares += error * error;
  }
  EXPECT_NEAR(squares / 3, 0.005675946924535556, 1e-16);
}

}  // namespace
}  // namespace fallline
