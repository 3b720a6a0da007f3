#include "fallline/datasets/catlike.h"

#include "support/dataset_checks.h"

namespace fallline {
namespace {

using test::made;

TEST(CatlikeTest, HoldsTrainingAndTestImagesInTwoClasses) {
  const Dataset data = made(Catlike{});
  test::expectSound(data, 12288, 259);
  EXPECT_EQ(data.inputs.height, 64);
  EXPECT_EQ(data.inputs.width, 64);
  EXPECT_EQ(data.inputs.channels, 3);
  ASSERT_TRUE(data.testFrom.has_value());
  EXPECT_EQ(*data.testFrom, 209);
  // The quantile at 137/209 lies between the sorted positions 169 and 170 of 0 … 258.
  EXPECT_EQ(test::countOf(data, 1), 89);
  EXPECT_EQ(Catlike::split.train, 1);
}

TEST(CatlikeTest, PixelsSpreadAroundTheStatedMean) {
  const Dataset data = made(Catlike{});
  double sum = 0, squares = 0;
  for (Index i = 0; i < 259; ++i) {
    for (Index p = 0; p < Catlike::kInputs; ++p) {
      const double x = data.inputs.image(i)[p] / 255.0;
      sum += x;
      squares += x * x;
    }
  }
  const double count = 259.0 * Catlike::kInputs;
  const double mean = sum / count;
  // 0.45 but for the clipping and the brightness, whose mean has the deviation 0.12 / √259.
  EXPECT_NEAR(mean, 0.45, 0.03);
  // √(0.25² + 0.12²) = 0.277, of which clipping takes about a tenth.
  EXPECT_NEAR(std::sqrt(squares / count - mean * mean), 0.25, 0.02);
}

}  // namespace
}  // namespace fallline
