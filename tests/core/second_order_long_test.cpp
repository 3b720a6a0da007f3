// The figures that the second-order methods have to reach, over their seeds.
#include <gtest/gtest.h>

#include <cmath>

#include "support/sessions.h"

namespace fallline {
namespace {

struct Trace {
  std::int64_t steps = 0;
  double loss = 0;
  RunStatus status = RunStatus::running;
  std::vector<double> losses;  ///< training loss after each step
};

/// Steps until the training loss is at or below `target`, at most `most` of them.
Trace runOf(const std::string& text, double target, std::int64_t most) {
  const auto session = testing::sessionOf(text);
  Trace run;
  do {
    session->run(1);
    run.losses.push_back(session->evaluate(Part::train)->loss);
  } while (session->progress().status == RunStatus::running && run.losses.back() > target &&
           session->progress().step < most);
  run.steps = session->progress().step;
  run.loss = run.losses.back();
  run.status = session->progress().status;
  return run;
}

bool isMonotone(const Trace& run) {
  for (std::size_t k = 1; k < run.losses.size(); ++k) {
    if (!(run.losses[k] <= run.losses[k - 1])) return false;
  }
  return true;
}

std::string threePoints(const std::string& optimizer, int seed, const char* activation = "tanh") {
  return R"({"data": {"source": "three-points"}, "network": {"layers": [{"units": 10,
      "activation": ")" +
         std::string(activation) + R"("}, {}]}, "optimizer": ")" + optimizer +
         R"(", "stop": {}, "seed": )" + std::to_string(seed) + "}";
}

TEST(SecondOrderLesson, ThreePointsAreFittedToTheLastDigit) {
  struct Bound {
    const char* optimizer;
    std::int64_t steps;
  };
  for (const Bound& bound : {Bound{"levenberg-marquardt", 15},
                             Bound{"layerwise-levenberg-marquardt", 10}, Bound{"lbfgs", 60}}) {
    for (int seed = 1; seed <= 10; ++seed) {
      const Trace run = runOf(threePoints(bound.optimizer, seed), 1e-24, bound.steps);
      EXPECT_LE(run.loss, 1e-24) << bound.optimizer << ", seed " << seed;
    }
  }
}

TEST(SecondOrderLesson, ALinearHiddenLayerEndsAtTheLineOfLeastSquares) {
  for (int seed = 1; seed <= 10; ++seed) {
    const Trace run = runOf(threePoints("levenberg-marquardt", seed, "linear"), 0, 200);
    EXPECT_NEAR(run.loss, 0.0056759469245355556, 1e-15) << "seed " << seed;
    EXPECT_EQ(run.status, RunStatus::converged) << "seed " << seed;
  }
}

std::string catlike(const std::string& optimizer, const std::string& hidden, int seed,
                    const std::string& precision = "float64") {
  return R"({"data": {"source": "catlike", "seed": 1}, "network": {"layers": [)" + hidden +
         R"({"units": 1, "activation": "sigmoid"}]}, "optimizer": )" + optimizer +
         R"(, "stop": {}, "batchSize": "full", "precision": ")" + precision + R"(", "seed": )" +
         std::to_string(seed) + "}";
}

TEST(SecondOrderLesson, LogisticRegressionFallsByEPerStepToTheLastDigit) {
  const Trace run = runOf(catlike(R"("levenberg-marquardt")", "", 1), 1e-15, 40);
  EXPECT_LE(run.loss, 1e-15);
  // In the middle of the run, where every logit grows by about 1 a step: 1/e = 0.3679.
  for (std::size_t k = run.losses.size() / 2 - 3; k < run.losses.size() * 3 / 4; ++k) {
    const double ratio = run.losses[k] / run.losses[k - 1];
    EXPECT_GT(ratio, 0.36) << k;
    EXPECT_LT(ratio, 0.38) << k;
  }
  const auto descent =
      testing::sessionOf(catlike(R"({"id": "sgd", "learningRate": 0.005})", "", 1, "float32"));
  descent->run(10'000);
  EXPECT_GT(descent->evaluate(Part::train)->loss, 1e-3);
}

TEST(SecondOrderLesson, NetworksOnImagesReachTheLastDigitWhateverTheirDepth) {
  const std::string h7 = R"({"units": 7, "activation": "tanh"}, )";
  const std::string h20 = R"({"units": 20, "activation": "tanh"}, )";
  const std::string h5 = R"({"units": 5, "activation": "tanh"}, )";
  for (const std::string& hidden : {h7, h20 + h7, h20 + h7 + h5}) {
    int joint = 0, layerwise = 0, monotone = 0;
    for (int seed = 1; seed <= 20; ++seed) {
      joint += runOf(catlike(R"("levenberg-marquardt")", hidden, seed), 1e-15, 60).loss <= 1e-15;
      const Trace run =
          runOf(catlike(R"("layerwise-levenberg-marquardt")", hidden, seed), 1e-15, 45);
      layerwise += run.loss <= 1e-15;
      monotone += isMonotone(run);
    }
    EXPECT_GE(joint, 19) << hidden;
    EXPECT_GE(layerwise, 19) << hidden;
    EXPECT_EQ(monotone, 20) << hidden;
  }
}

TEST(SecondOrderLesson, OverlappingClassesReachTheirOptimumInTenSteps) {
  // 200 points, so noisy that the classes overlap: the optimum is finite.
  const std::string text =
      R"({"data": {"source": "gauss", "samples": 200, "noise": 1.6, "split": {"train": 1}, "seed": 1},
          "network": {"layers": [{"activation": "sigmoid"}]},
          "optimizer": "levenberg-marquardt", "stop": {}})";
  const Trace longer = runOf(text, 0, 200);
  ASSERT_GT(longer.loss, 0.05) << "the classes have to overlap";
  const Trace run = runOf(text, 0, 10);
  EXPECT_LE(run.loss, longer.loss * (1 + 1e-10));
}

TEST(SecondOrderLesson, TheSpiralTakesFifteenSweepsOrHundredsOfSteps) {
  const auto spiral = [](const std::string& optimizer, int seed) {
    const std::string layer = R"({"units": 10, "activation": "tanh"}, )";
    return R"({"data": {"source": "spiral", "samples": 200, "turns": 1.5, "noise": 0.015,
        "split": {"train": 1}, "seed": 1}, "network": {"layers": [)" +
           layer + layer + layer + R"({"activation": "sigmoid"}]}, "optimizer": )" + optimizer +
           R"(, "batchSize": "full", "stop": {}, "seed": )" + std::to_string(seed) + "}";
  };
  const auto fresh = testing::sessionOf(
      R"({"data": {"source": "spiral", "samples": 4000, "turns": 1.5, "noise": 0.015,
          "split": {"train": 1}, "seed": 2}})");
  for (int seed = 1; seed <= 10; ++seed) {
    const std::string text = spiral(R"("layerwise-levenberg-marquardt")", seed);
    EXPECT_LE(runOf(text, 1e-2, 15).loss, 1e-2) << "seed " << seed;
    const auto session = testing::sessionOf(text);
    session->run(30);
    const Dataset& data = fresh->data();
    std::vector<double> inputs;
    for (Index j = 0; j < data.targets.cols(); ++j) {
      for (Index i = 0; i < 2; ++i) inputs.push_back(data.inputs.values(i, j));
    }
    const auto predicted = session->predict(inputs);
    ASSERT_TRUE(predicted);
    int right = 0;
    for (Index j = 0; j < data.targets.cols(); ++j) {
      right += ((*predicted)[std::size_t(j)] > 0.5) == (data.targets(0, j) > 0.5);
    }
    EXPECT_GE(right, 0.98 * 4000) << "seed " << seed;
    EXPECT_GE(runOf(spiral(R"({"id": "sgd", "learningRate": 1})", seed), 1e-2, 600).steps, 600)
        << "seed " << seed;
  }
}

TEST(SecondOrderLesson, FrankeIsFittedAboutAsWellAsItsNoiseAllows) {
  double mse = 0, r2 = 0;
  for (int seed = 1; seed <= 20; ++seed) {
    const auto session = testing::sessionOf(
        R"({"data": {"source": "franke", "scale": "standardize", "seed": )" + std::to_string(seed) +
        R"(}, "network": {"layers": [{"units": 8, "activation": "tanh"}, {}]},
            "optimizer": "levenberg-marquardt", "stop": {"steps": 200}, "seed": )" +
        std::to_string(seed) + "}");
    session->run(200);
    const auto test = *session->evaluate(Part::test);
    mse += *test.mse / 20;
    r2 += *test.r2 / 20;
  }
  EXPECT_LE(mse, 0.046);
  EXPECT_GE(r2, 0.62);
}

}  // namespace
}  // namespace fallline
