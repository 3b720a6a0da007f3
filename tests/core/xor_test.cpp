#include "fallline/datasets/xor.h"

#include "support/dataset_checks.h"

namespace fallline {
namespace {

using test::made;

TEST(XorTest, IsSeededAndBalanced) {
  test::expectSeeded(Xor{}, 2);
  test::expectPrefix(Xor{.noise = 0.2}, 30, 100);
  const Dataset data = made(Xor{});
  test::expectSound(data, 2, 200);
  EXPECT_EQ(test::countOf(data, 0), 100);
  EXPECT_EQ(test::countOf(data, 1), 100);
}

TEST(XorTest, FollowsTheSignsInFourEqualQuadrants) {
  const Dataset data = made(Xor{});
  int quadrants[2][2] = {};
  for (Index i = 0; i < 200; ++i) {
    const double x1 = data.inputs.values(0, i);
    const double x2 = data.inputs.values(1, i);
    EXPECT_EQ(data.targets(0, i), x1 * x2 > 0 ? 1 : 0);
    for (const double x : {x1, x2}) {
      EXPECT_GE(std::abs(x), 0.3);
      EXPECT_LE(std::abs(x), 5.3);
    }
    ++quadrants[x1 > 0][x2 > 0];
  }
  for (const auto& row : quadrants) {
    for (const int count : row) EXPECT_EQ(count, 50);
  }
}

TEST(XorTest, NoiseChangesClassesNearTheAxesOnly) {
  const Dataset clean = made(Xor{.samples = 2000});
  const Dataset noisy = made(Xor{.samples = 2000, .noise = 0.2});
  EXPECT_EQ(clean.inputs.values, noisy.inputs.values);
  int changed = 0;
  for (Index i = 0; i < 2000; ++i) {
    if (clean.targets(0, i) == noisy.targets(0, i)) continue;
    ++changed;
    EXPECT_LE(clean.inputs.values.col(i).cwiseAbs().minCoeff(), 1);  // 5 · 0.2
  }
  EXPECT_GT(changed, 0);
}

}  // namespace
}  // namespace fallline
