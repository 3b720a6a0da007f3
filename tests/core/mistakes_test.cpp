#include "fallline/mistakes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "support/sessions.h"

namespace fallline {
namespace {

using testing::sessionOf;

std::vector<std::int32_t> samplesOf(const std::vector<Mistake>& worst) {
  std::vector<std::int32_t> samples;
  for (const Mistake& mistake : worst) samples.push_back(mistake.sample);
  return samples;
}

TEST(Mistakes, StandInOrderOfLossAndThenOfSample) {
  std::vector<Mistake> worst;
  addMistake(worst, {.loss = 1, .sample = 7});
  addMistake(worst, {.loss = 3, .sample = 2});
  addMistake(worst, {.loss = 1, .sample = 5});
  addMistake(worst, {.loss = std::nan(""), .sample = 9});
  addMistake(worst, {.loss = 2, .sample = 0});
  EXPECT_EQ(samplesOf(worst), (std::vector<std::int32_t>{9, 2, 0, 5, 7}));
  EXPECT_EQ(worst.front().loss, std::numeric_limits<double>::infinity());
}

TEST(Mistakes, OnlyTheWorstHundredStay) {
  std::vector<Mistake> worst;
  worst.reserve(kMostMistakes);
  const Mistake* const place = worst.data();
  // 37 and 250 have no common factor: the losses 0 to 249 in a mixed order.
  for (int i = 0; i < 250; ++i) {
    addMistake(worst, {.loss = double(37 * i % 250), .sample = 37 * i % 250});
  }
  ASSERT_EQ(worst.size(), kMostMistakes);
  EXPECT_EQ(worst.data(), place);  // nothing was allocated
  for (int i = 0; i < 100; ++i) EXPECT_EQ(worst[std::size_t(i)].sample, 249 - i);
}

/// One input, two classes: the output is the input itself.
std::unique_ptr<Session> handingOn(const std::vector<double>& inputs,
                                   const std::vector<double>& classes,
                                   const std::string& activation) {
  auto data = std::make_shared<Dataset>();
  const auto n = Index(inputs.size());
  data->inputs.values = Eigen::Map<const Matrix<double>>(inputs.data(), 1, n);
  data->targets = Eigen::Map<const Matrix<double>>(classes.data(), 1, n);
  data->task = {Task::Kind::classes, {"a", "b"}};
  auto session = sessionOf(
      R"({"data": {"source": "given", "split": {"train": 1}}, "network": {"layers":
          [{"activation": ")" +
          activation + R"("}]}, "precision": "float64"})",
      Sources{{}, data});
  if (session->setParameters(std::vector<double>{1, 0})) throw std::runtime_error("shape");
  return session;
}

TEST(Mistakes, AnEvaluationRanksByCrossEntropy) {
  // Class 1 with logits: the lower, the worse. Class 0 the other way round.
  const auto session = handingOn({2, -3, 1, 0}, {1, 1, 0, 1}, "sigmoid");
  const auto metrics = session->evaluate(Part::train);
  ASSERT_TRUE(metrics);
  EXPECT_EQ(samplesOf(metrics->worst), (std::vector<std::int32_t>{1, 2, 3, 0}));
  const Mistake& first = metrics->worst.front();
  EXPECT_EQ(first.truth, 1);
  EXPECT_EQ(first.predicted, 0);
  EXPECT_NEAR(first.probability, 1 / (1 + std::exp(3.0)), 1e-7);
  EXPECT_NEAR(first.loss, std::log1p(std::exp(3.0)), 1e-12);
  const Mistake& second = metrics->worst[1];  // of class 0: what is left of the whole
  EXPECT_EQ(second.truth, 0);
  EXPECT_NEAR(second.probability, 1 / (1 + std::exp(1.0)), 1e-7);
  double sum = 0;
  for (const Mistake& mistake : metrics->worst) sum += mistake.loss;
  EXPECT_NEAR(sum / 4, *metrics->crossEntropy, 1e-12);
}

TEST(Mistakes, OutputsOfPlusAndMinusOneAreReadAsShares) {
  // Squared errors 0.25, 9, 4, 0: the third is of class 0, whose target is −1.
  const auto session = handingOn({0.5, -2, 1, 1}, {1, 1, 0, 1}, "linear");
  const auto worst = session->evaluate(Part::train)->worst;
  EXPECT_EQ(samplesOf(worst), (std::vector<std::int32_t>{1, 2, 0, 3}));
  EXPECT_EQ(worst[0].loss, 9);
  EXPECT_EQ(worst[0].probability, 0);  // −2 is beyond −1
  EXPECT_EQ(worst[1].probability, 0);
  EXPECT_EQ(worst[2].probability, 0.75F);
  EXPECT_EQ(worst[3].probability, 1);
}

TEST(Mistakes, SoftmaxGivesTheProbabilityOfTheTrueClass) {
  const auto session = sessionOf(R"({"data": {"source": "digits", "samples": 300},
    "network": {"layers": [{"units": 10, "activation": "softmax"}]}, "stop": {}})");
  session->run(20);
  const auto metrics = session->evaluate(Part::test);
  ASSERT_EQ(metrics->worst.size(), std::min<std::size_t>(100, session->samples(Part::test).size()));
  for (const Mistake& mistake : metrics->worst) {
    EXPECT_NEAR(mistake.loss, -std::log(double(mistake.probability)), 1e-4);
    EXPECT_EQ(double(mistake.truth), session->data().targets(0, mistake.sample));
  }
}

TEST(Mistakes, NumbersAndLabelsHaveNone) {
  EXPECT_TRUE(sessionOf(R"({"data": {"source": "franke"}})")->evaluate(Part::train)->worst.empty());
}

}  // namespace
}  // namespace fallline
