#include "fallline/datasets/gaussians_3d.h"

#include "support/dataset_checks.h"

namespace fallline {
namespace {

using test::made;

TEST(Gaussians3dTest, IsSeededAndBalanced) {
  test::expectSeeded(Gaussians3d{}, 3);
  test::expectPrefix(Gaussians3d{}, 30, 100);
  const Dataset data = made(Gaussians3d{});
  test::expectSound(data, 3, 100);
  EXPECT_EQ(data.task.names, (std::vector<std::string>{"-1", "1"}));
  EXPECT_EQ(test::countOf(data, 0), 50);
  EXPECT_EQ(test::countOf(data, 1), 50);
  EXPECT_EQ(test::countOf(made(Gaussians3d{.samples = 7}), 0), 4);
}

TEST(Gaussians3dTest, HasTheStatedMeansAndDeviations) {
  const Dataset data = made(Gaussians3d{.samples = 20000, .separation = 2, .offset = 5});
  for (int c = 0; c < 2; ++c) {
    for (Index d = 0; d < 3; ++d) {
      double sum = 0, squares = 0;
      for (Index i = c; i < 20000; i += 2) {
        ASSERT_EQ(data.targets(0, i), c);
        sum += data.inputs.values(d, i);
        squares += data.inputs.values(d, i) * data.inputs.values(d, i);
      }
      const double mean = sum / 10000;
      EXPECT_NEAR(mean, 5 + (c == 0 ? -2 : 2), 0.04);              // four standard errors of 0.01
      EXPECT_NEAR(squares / 10000 - mean * mean, 1, 4 * 0.01414);  // of √(2/10000)
    }
  }
}

TEST(Gaussians3dTest, SeparationAndOffsetMoveTheSamePoints) {
  const Dataset here = made(Gaussians3d{.separation = 1, .offset = 0});
  const Dataset there = made(Gaussians3d{.separation = 1.5, .offset = 10});
  for (Index i = 0; i < here.targets.cols(); ++i) {
    const double shift = here.targets(0, i) == 0 ? 9.5 : 10.5;
    for (Index d = 0; d < 3; ++d) {
      EXPECT_NEAR(there.inputs.values(d, i) - here.inputs.values(d, i), shift, 1e-13);
    }
  }
}

}  // namespace
}  // namespace fallline
