#include "fallline/resampling.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "fallline/report.h"

namespace fallline {
namespace {

std::unique_ptr<Session> trained(const std::string& text) {
  const Result<Spec> spec = parseSpec(text);
  EXPECT_TRUE(spec) << (spec ? "" : spec.error().message);
  if (!spec) return nullptr;
  Result<std::unique_ptr<Session>> session = Session::create(*spec);
  EXPECT_TRUE(session) << (session ? "" : session.error().message);
  if (!session) return nullptr;
  while ((*session)->progress().status == RunStatus::running) (*session)->run(1000);
  return std::move(*session);
}

TEST(Resampling, IntervalsAreQuantilesAndLeaveOutWhatIsNotFinite) {
  std::vector<double> values;
  for (int i = 100; i >= 0; --i) values.push_back(i);
  values.push_back(std::numeric_limits<double>::infinity());
  values.push_back(std::numeric_limits<double>::quiet_NaN());
  const Distribution of = distributionOf(values, 0.9);
  EXPECT_EQ(of.count, 101u);
  EXPECT_DOUBLE_EQ(of.mean, 50);
  EXPECT_DOUBLE_EQ(of.median, 50);
  EXPECT_DOUBLE_EQ(of.low, 5);
  EXPECT_DOUBLE_EQ(of.high, 95);
  // Σ (i − 50)² for i = 0 … 100 is 85850; divided by 100.
  EXPECT_DOUBLE_EQ(of.deviation, std::sqrt(858.5));
}

TEST(Resampling, ASingleValueHasNoSpreadAndNoneIsNothing) {
  const Distribution one = distributionOf(std::vector<double>{3}, 0.95);
  EXPECT_EQ(one.count, 1u);
  EXPECT_EQ(one.low, 3);
  EXPECT_EQ(one.high, 3);
  EXPECT_EQ(one.deviation, 0);
  EXPECT_EQ(distributionOf({}, 0.95).count, 0u);
}

TEST(Resampling, ErrorIsBiasSquaredAndVariance) {
  // Two predictors, two samples. Means 2 and 5; bias² ((1−2)² + (7−5)²)/2 = 2.5; variance (1 +
  // 4)/2; errors (0 + 4 + 0 + 16)/4 = 5.
  const std::vector<double> targets{1, 7}, predictions{1, 7, 3, 3};
  const Decomposition of = decompose(targets, predictions);
  EXPECT_DOUBLE_EQ(of.bias2, 2.5);
  EXPECT_DOUBLE_EQ(of.variance, 2.5);
  EXPECT_DOUBLE_EQ(of.error, 5);
}

TEST(Resampling, OutcomesGiveTheMetricsOfTheTestPart) {
  const auto session = trained(R"({"data": {"source": "franke", "samples": 200,
      "scaleTargets": "standardize"}, "stop": {"epochs": 5}})");
  ASSERT_TRUE(session);
  const TestOutcome outcome = testOutcome(*session);
  const Metrics metrics = *session->evaluate(Part::test);
  ASSERT_EQ(outcome.values.size(), 50u);
  ASSERT_EQ(outcome.targets.size(), 50u);
  EXPECT_NEAR(decompose(outcome.targets, outcome.values).error, *metrics.mse, 1e-12);
  EXPECT_EQ(decompose(outcome.targets, outcome.values).variance, 0);
}

TEST(Resampling, ClassesAndLabelsAreRightOrNot) {
  for (const char* text :
       {R"({"data": {"source": "moons"}, "stop": {"epochs": 3}})",
        R"({"data": {"source": "spiral", "classes": 3}, "stop": {"epochs": 3}})",
        R"({"data": {"source": "moons"}, "stop": {"epochs": 3},
            "network": {"layers": [{"units": 4}, {"activation": "tanh"}]}})",
        R"({"data": {"source": "digits", "samples": 300}, "stop": {"epochs": 1}})"}) {
    const auto session = trained(text);
    ASSERT_TRUE(session);
    const TestOutcome outcome = testOutcome(*session);
    EXPECT_TRUE(outcome.targets.empty());
    double right = 0;
    for (const double value : outcome.values) right += value;
    const double accuracy = *session->evaluate(Part::test)->accuracy;
    EXPECT_GT(accuracy, 0) << text;
    EXPECT_NEAR(right / double(outcome.values.size()), accuracy, 1e-12) << text;
  }
}

TEST(Resampling, SamplesOfTheTestPartVaryAroundItsMetrics) {
  const auto session = trained(R"({"data": {"source": "franke"}, "stop": {"epochs": 20},
      "optimizer": {"id": "adam", "learningRate": 0.01}})");
  ASSERT_TRUE(session);
  const TestOutcome outcome = testOutcome(*session);
  const auto drawn = resampleTest(*session, outcome, 2000);
  const Metrics metrics = *session->evaluate(Part::test);
  const Distribution mse = distributionOf(drawn.at("mse"), 0.95);
  const Distribution r2 = distributionOf(drawn.at("r2"), 0.95);
  EXPECT_EQ(mse.count, 2000u);
  // The deviation of a mean of n terms, of which the draws are: sd / √n, here within a tenth.
  const Distribution squares = [&] {
    std::vector<double> each;
    for (std::size_t i = 0; i < outcome.values.size(); ++i) {
      each.push_back(std::pow(outcome.values[i] - outcome.targets[i], 2));
    }
    return distributionOf(each, 0.95);
  }();
  const double expected = squares.deviation / std::sqrt(double(outcome.values.size()));
  EXPECT_NEAR(mse.deviation, expected, 0.1 * expected);
  EXPECT_NEAR(mse.mean, *metrics.mse, 0.1 * expected);
  EXPECT_LT(r2.low, *metrics.r2);
  EXPECT_GT(r2.high, *metrics.r2);
  EXPECT_EQ(resampleTest(*session, outcome, 3).at("mse"),
            std::vector<double>(drawn.at("mse").begin(), drawn.at("mse").begin() + 3));
}

TEST(Resampling, TextsHaveEveryMember) {
  EXPECT_EQ(writeDistribution({3, 2, 1, 1, 2, 3}),
            R"({"count":3,"mean":2,"deviation":1,"low":1,"median":2,"high":3})");
  EXPECT_EQ(writeDecomposition({0.5, 0.25, 0.75}), R"({"bias2":0.5,"variance":0.25,"error":0.75})");
}

}  // namespace
}  // namespace fallline
