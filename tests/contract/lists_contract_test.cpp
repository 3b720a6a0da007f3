// What initializers and schedules of the lists must do.
#include <gtest/gtest.h>

#include <cmath>

#include "fallline/initializers.h"
#include "fallline/schedules.h"

namespace fallline {
namespace {

TEST(InitializersContract, HaveTheSpreadOfTheirFormula) {
  const Fan fan{300, 100};
  const auto variance = [&](std::string_view id) -> double {
    if (id == "zeros") return 0.0;
    if (id == "normal") return 0.05 * 0.05;
    if (id == "uniform") return 0.1 * 0.1 / 12;
    if (id.starts_with("glorot")) return 2 / (fan.in + fan.out);
    if (id.starts_with("he")) return 2 / fan.in;
    if (id == "lecun-normal") return 1 / fan.in;
    return std::nan("");  // a new one needs its line here
  };
  forEach(Initializers{}, [&](auto type) {
    using T = typename decltype(type)::type;
    Random random(4);
    double sum = 0, squares = 0;
    constexpr int n = 20000;
    for (int i = 0; i < n; ++i) {
      const double w = T{}.draw(random, fan);
      sum += w;
      squares += w * w;
    }
    const double expected = variance(T::info.id);
    // The mean of n draws strays by sd/√n, the variance by √2·var/√n for normal numbers: five each.
    EXPECT_NEAR(sum / n, 0, 5 * std::sqrt(expected / n)) << T::info.id;
    EXPECT_NEAR(squares / n, expected, 5 * std::sqrt(2.0 / n) * expected) << T::info.id;
  });
}

TEST(SchedulesContract, StayBetweenZeroAndTheBaseRate) {
  forEach(Schedules{}, [](auto type) {
    using T = typename decltype(type)::type;
    for (std::int64_t step = 0; step < 2000; ++step) {
      const TrainingTime t{step / 10, 10, double(step) / 10, 100};
      const double rate = T{}.rate(0.3, t);
      EXPECT_GE(rate, 0) << T::info.id << " at step " << step;
      EXPECT_LE(rate, 0.3 * (1 + 1e-12)) << T::info.id << " at step " << step;
    }
  });
}

TEST(Schedules, AreTheirFormulas) {
  const TrainingTime late{50, 75, 50, 100};
  EXPECT_DOUBLE_EQ(InverseTime{}.rate(0.1, late), 0.1 / (50 * 75 + 1));
  EXPECT_NEAR(Exponential{0.97}.rate(0.1, late), 0.1 * std::pow(0.97, 50), 1e-15);
  EXPECT_DOUBLE_EQ((StepDecay{25, 0.5}.rate(0.1, late)), 0.025);
  EXPECT_NEAR(Cosine{}.rate(0.1, late), 0.05, 1e-15);
  EXPECT_NEAR((WarmupCosine{10, 100}.rate(0.1, late)), 0.05 * (1 + std::cos(M_PI * 40 / 90)),
              1e-15);
  EXPECT_GT((WarmupCosine{10, 100}.rate(0.1, {0, 75, 0, 100})), 0);
  EXPECT_NEAR(Cosine{}.rate(0.1, {100, 75, 100, 100}), 0, 1e-15);
}

}  // namespace
}  // namespace fallline
