#include "fallline/datasets/circle.h"

#include "support/dataset_checks.h"

namespace fallline {
namespace {

using test::made;

double radiusOf(const Dataset& data, Index i) { return data.inputs.values.col(i).norm(); }

TEST(CircleTest, IsSeededAndBalanced) {
  test::expectSeeded(Circle{}, 2);
  test::expectPrefix(Circle{.noise = 0.2}, 30, 100);
  const Dataset data = made(Circle{});
  test::expectSound(data, 2, 200);
  EXPECT_EQ(test::countOf(data, 0), 100);
  EXPECT_EQ(test::countOf(data, 1), 100);
}

TEST(CircleTest, IsADiscInsideARing) {
  const Dataset data = made(Circle{.samples = 2000});
  for (Index i = 0; i < 2000; ++i) {
    const double radius = radiusOf(data, i);
    if (data.targets(0, i) == 1) {
      EXPECT_LT(radius, 2.5);
    } else {
      EXPECT_GE(radius, 3.5 - 1e-12);
      EXPECT_LT(radius, 5 + 1e-12);
    }
  }
}

TEST(CircleTest, NoiseChangesClassesNearTheBorderOnly) {
  const Dataset clean = made(Circle{.samples = 2000});
  const Dataset noisy = made(Circle{.samples = 2000, .noise = 0.1});
  EXPECT_EQ(clean.inputs.values, noisy.inputs.values);
  int changed = 0;
  for (Index i = 0; i < 2000; ++i) {
    if (clean.targets(0, i) == noisy.targets(0, i)) continue;
    ++changed;
    // The class is looked up at most 0.5 away in each coordinate.
    EXPECT_LT(std::abs(radiusOf(clean, i) - 2.5), 0.5 * std::sqrt(2.0));
  }
  EXPECT_GT(changed, 0);
}

}  // namespace
}  // namespace fallline
