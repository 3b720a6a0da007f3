// The objective at parameters of one's own: a session gives loss and gradient anywhere.
#include <gtest/gtest.h>

#include <cmath>

#include "fallline/session.h"
#include "support/sessions.h"

namespace fallline {
namespace {

using testing::sessionOf;

const std::string kSpec = R"({"seed": 3, "data": {"source": "moons", "samples": 40},
  "network": {"layers": [{"units": 3, "activation": "tanh"}, {}]}, "precision": "float64",
  "regularization": {"l2": 0.01}, "optimizer": {"id": "sgd", "learningRate": 0.1},
  "batchSize": "full"})";

TEST(Landscape, LossesAreThoseThatTheSessionReportsThere) {
  auto session = sessionOf(kSpec);
  std::vector<double> thetas = session->parameters();
  const double first = session->evaluate(Part::train)->loss;
  const std::uint64_t start = session->fingerprint();
  session->run(5);
  const std::vector<double> later = session->parameters();
  thetas.insert(thetas.end(), later.begin(), later.end());
  const double second = session->evaluate(Part::train)->loss;
  const std::uint64_t print = session->fingerprint();
  const auto losses = session->lossesAt(thetas);
  ASSERT_TRUE(losses);
  ASSERT_EQ(losses->size(), 2u);
  EXPECT_NEAR((*losses)[0], first, 1e-14);
  EXPECT_NEAR((*losses)[1], second, 1e-14);
  EXPECT_LT(second, first);
  EXPECT_EQ(session->fingerprint(), print);  // it stays where it is
  EXPECT_NE(print, start);
}

TEST(Landscape, LookingAroundChangesNoBitOfTheTraining) {
  auto one = sessionOf(kSpec), other = sessionOf(kSpec);
  one->run(3);
  other->run(3);
  const std::vector<double> theta = one->parameters();
  ASSERT_TRUE(one->lossesAt(theta));
  ASSERT_TRUE(one->gradientAt(theta));
  one->run(3);
  other->run(3);
  EXPECT_EQ(one->fingerprint(), other->fingerprint());
}

TEST(Landscape, TheGradientIsTheSlopeOfLossAndPenalty) {
  auto session = sessionOf(kSpec);
  const std::vector<double> theta = session->parameters();
  const auto gradient = session->gradientAt(theta);
  ASSERT_TRUE(gradient);
  // Weights are penalised, biases are not: 3×2 weights, 3 biases, 3 weights, 1 bias.
  const auto penalty = [](const std::vector<double>& t) {
    double sum = 0;
    for (std::size_t i : {0, 1, 2, 3, 4, 5, 9, 10, 11}) sum += t[i] * t[i];
    return 0.5 * 0.01 * sum;
  };
  const double h = 1e-6;
  double norm = 0;
  for (std::size_t i = 0; i < theta.size(); ++i) {
    std::vector<double> up = theta, down = theta;
    up[i] += h;
    down[i] -= h;
    const double slope = ((*session->lossesAt(up))[0] + penalty(up) -
                          (*session->lossesAt(down))[0] - penalty(down)) /
                         (2 * h);
    EXPECT_NEAR((*gradient)[i], slope, 1e-8) << i;
    norm += slope * slope;
  }
  EXPECT_GT(norm, 1e-4);
}

TEST(Landscape, OtherNumbersThanParametersAreRefused) {
  auto session = sessionOf(kSpec);
  const std::vector<double> few(session->parameters().size() - 1, 0.0);
  EXPECT_EQ(session->lossesAt(few).error().code, "wrong-shape");
  EXPECT_EQ(session->gradientAt(few).error().path, "parameters");
}

TEST(Evaluations, AreCountedAsSharesOfTheTrainingPart) {
  auto session = sessionOf(kSpec);  // 30 of 40 samples train
  session->run(4);
  EXPECT_DOUBLE_EQ(session->progress().evaluations, 4);
  auto batches = sessionOf(R"({"data": {"source": "moons", "samples": 40}, "batchSize": 10})");
  batches->run(6);
  EXPECT_NEAR(batches->progress().evaluations, 2, 1e-12);
  const auto kept = batches->snapshot();
  batches->run(3);
  ASSERT_FALSE(batches->restore(kept));
  EXPECT_NEAR(batches->progress().evaluations, 2, 1e-12);
  batches->reset();
  EXPECT_EQ(batches->progress().evaluations, 0);
}

}  // namespace
}  // namespace fallline
