#include "fallline/datasets/gauss.h"

#include "support/dataset_checks.h"

namespace fallline {
namespace {

using test::made;

TEST(GaussTest, IsSeededAndBalanced) {
  test::expectSeeded(Gauss{}, 2);
  test::expectPrefix(Gauss{}, 30, 100);
  const Dataset data = made(Gauss{});
  test::expectSound(data, 2, 200);
  EXPECT_EQ(test::countOf(data, 0), 100);
  EXPECT_EQ(test::countOf(data, 1), 100);
}

TEST(GaussTest, HasTheStatedMeansAndVariances) {
  const Dataset data = made(Gauss{.samples = 20000, .noise = 0.5});
  for (int c = 0; c < 2; ++c) {
    for (Index d = 0; d < 2; ++d) {
      double sum = 0, squares = 0;
      for (Index i = c; i < 20000; i += 2) {
        ASSERT_EQ(data.targets(0, i), c);
        sum += data.inputs.values(d, i);
        squares += data.inputs.values(d, i) * data.inputs.values(d, i);
      }
      const double mean = sum / 10000;
      EXPECT_NEAR(mean, c == 0 ? -2 : 2, 0.08);                        // 4 · 2 / √10000
      EXPECT_NEAR(squares / 10000 - mean * mean, 4, 4 * 4 * 0.01414);  // 4 · 4 · √(2/10000)
    }
  }
}

TEST(GaussTest, NoiseWidensTheSameDraw) {
  const Dataset narrow = made(Gauss{.noise = 0});      // deviation √0.5
  const Dataset wide = made(Gauss{.noise = 1.5 / 7});  // deviation √2: twice as far out
  for (Index i = 0; i < 200; ++i) {
    const double mean = narrow.targets(0, i) == 0 ? -2 : 2;
    for (Index d = 0; d < 2; ++d) {
      EXPECT_NEAR(wide.inputs.values(d, i) - mean, 2 * (narrow.inputs.values(d, i) - mean), 1e-13);
    }
  }
}

}  // namespace
}  // namespace fallline
