// The objective at parameters of one's own: a session gives loss and gradient anywhere.
#include "fallline/landscape.h"

#include <gtest/gtest.h>

#include <cmath>

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
  const auto losses = lossesAt(*session, thetas);
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
  ASSERT_TRUE(lossesAt(*one, theta));
  ASSERT_TRUE(gradientAt(*one, theta));
  one->run(3);
  other->run(3);
  EXPECT_EQ(one->fingerprint(), other->fingerprint());
}

TEST(Landscape, TheGradientIsTheSlopeOfLossAndPenalty) {
  auto session = sessionOf(kSpec);
  const std::vector<double> theta = session->parameters();
  const auto gradient = gradientAt(*session, theta);
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
    const double slope = ((*lossesAt(*session, up))[0] + penalty(up) -
                          (*lossesAt(*session, down))[0] - penalty(down)) /
                         (2 * h);
    EXPECT_NEAR((*gradient)[i], slope, 1e-8) << i;
    norm += slope * slope;
  }
  EXPECT_GT(norm, 1e-4);
}

TEST(Landscape, OtherNumbersThanParametersAreRefused) {
  auto session = sessionOf(kSpec);
  const std::vector<double> few(session->parameters().size() - 1, 0.0);
  EXPECT_EQ(lossesAt(*session, few).error().code, "wrong-shape");
  EXPECT_EQ(gradientAt(*session, few).error().path, "parameters");
}

TEST(Landscape, ADampedStepIsTheOneThatLevenbergMarquardtTakes) {
  // The first step of the method has μ = τ max diag; the same μ is found from its report: an
  // accepted step divides by at most 3, so the trial's own μ is asked for with a fixed gain.
  auto session = sessionOf(R"({"seed": 1, "data": {"source": "three-points"},
    "network": {"layers": [{"units": 4, "activation": "tanh"}, {}]},
    "optimizer": "levenberg-marquardt"})");
  const std::vector<double> start = session->parameters();
  session->run(1);
  const std::vector<double> after = session->parameters();
  const double mu = session->progress().last.damping;
  const double gain = session->progress().last.gainRatio;
  const double x = 2 * gain - 1, used = mu / std::max(1.0 / 3, 1 - x * x * x);
  ASSERT_EQ(session->progress().last.rejections, 0);
  const auto step = dampedStepAt(*session, start, used);
  ASSERT_TRUE(step);
  double length = 0;
  for (std::size_t i = 0; i < start.size(); ++i) {
    EXPECT_NEAR((*step)[i], after[i] - start[i], 1e-12) << i;
    length += (*step)[i] * (*step)[i];
  }
  EXPECT_GT(length, 1e-6);
}

TEST(Landscape, WithoutDampingALinearFitIsReachedInOneStep) {
  // Linear units and squared error: the undamped step leads to least squares at once.
  auto session = sessionOf(R"({"seed": 1, "data": {"source": "three-points"},
    "network": {"layers": [{"units": 1, "activation": "linear"}]}, "precision": "float64",
    "optimizer": {"id": "sgd", "learningRate": 0.1}, "batchSize": "full"})");
  std::vector<double> theta = session->parameters();
  const auto step = dampedStepAt(*session, theta, 0);
  ASSERT_TRUE(step);
  for (std::size_t i = 0; i < theta.size(); ++i) theta[i] += (*step)[i];
  // The mean of squares of the residuals of ordinary least squares: (y1 - 2 y2 + y3)² / 18.
  EXPECT_NEAR((*lossesAt(*session, theta))[0], 0.0056759469245355556, 1e-12);
}

TEST(Landscape, WhatHasNoCurvatureIsRefused) {
  auto session = sessionOf(R"({"data": {"source": "three-points"}, "loss": "mae",
    "precision": "float64"})");
  EXPECT_EQ(dampedStepAt(*session, session->parameters(), 1).error().code, "conflict");
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
