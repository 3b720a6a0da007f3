#include "fallline/datasets/sine.h"

#include "fallline/datasets.h"
#include "support/dataset_checks.h"

namespace fallline {
namespace {

using test::made;

TEST(SineTest, IsSeededAndInRange) {
  test::expectSeeded(Sine{}, 1);
  test::expectPrefix(Sine{}, 30, 100);
  const Dataset data = made(Sine{});
  test::expectSound(data, 1, 100);
  EXPECT_GE(data.inputs.values.minCoeff(), -1);
  EXPECT_LT(data.inputs.values.maxCoeff(), 1);
}

TEST(SineTest, IsASineOfTheStatedFrequency) {
  const Dataset data = made(Sine{.frequency = 2.5, .noise = 0});
  for (Index i = 0; i < 100; ++i) {
    EXPECT_NEAR(data.targets(0, i), std::sin(6.283185307179586 * 2.5 * data.inputs.values(0, i)),
                1e-13);
  }
}

TEST(SineTest, NoiseIsAddedWithoutRedrawingThePoints) {
  const Dataset clean = made(Sine{.samples = 20000, .noise = 0});
  const Dataset noisy = made(Sine{.samples = 20000, .noise = 0.3});
  EXPECT_EQ(clean.inputs.values, noisy.inputs.values);
  const double squares = (noisy.targets - clean.targets).squaredNorm();
  // The mean of 20000 squares has a standard error of 1 %: four of them.
  EXPECT_NEAR(squares / 20000, 0.09, 0.0036);
}

TEST(SineTest, TellsTheVarianceOfItsNoise) {
  EXPECT_DOUBLE_EQ(*noiseVariance(DataSource(Sine{.noise = 0.3})), 0.09);
}

}  // namespace
}  // namespace fallline
