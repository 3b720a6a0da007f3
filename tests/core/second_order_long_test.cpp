// The figures that the second-order methods have to reach, over their seeds.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "fallline/network.h"
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

constexpr Index kPixels = 12288;

/// `catlike` with that network; made once, as its images take longer than many a run.
class Images {
 public:
  Images(const std::string& optimizer, std::vector<Index> hidden,
         const std::string& precision = "float64", const std::string& activation = "tanh")
      : hidden_(std::move(hidden)),
        activation_(activation),
        session_(testing::sessionOf(text(optimizer, precision))) {}

  /// From the weights of that seed to a loss of 1e-15, in at most that many steps.
  Trace run(std::uint64_t seed, std::int64_t most) {
    session_->reset();
    std::vector<Layer> layers;
    Index inputs = kPixels;
    for (Index units : hidden_) {
      layers.push_back({.inputs = inputs,
                        .units = units,
                        .activation = *componentById(Activations{}, activation_)});
      inputs = units;
    }
    layers.push_back({.inputs = inputs, .units = 1, .activation = Sigmoid{}});
    const Network<double> network(std::move(layers));
    Vector<double> theta(network.parameters());
    network.initialize(Random(seed).fork("init"), theta);
    std::vector<double> plain(std::size_t(theta.size()));
    network.toPlain(theta, plain.data());
    EXPECT_FALSE(session_->setParameters(plain));
    Trace run;
    while (session_->progress().status == RunStatus::running && session_->progress().step < most) {
      session_->run(1);
      run.losses.push_back(session_->progress().last.loss);
    }
    run.loss = session_->evaluate(Part::train)->loss;
    run.losses.push_back(run.loss);
    run.steps = session_->progress().step;
    run.status = session_->progress().status;
    return run;
  }

 private:
  std::string text(const std::string& optimizer, const std::string& precision) const {
    std::string layers;
    for (Index units : hidden_) {
      layers +=
          R"({"activation": ")" + activation_ + R"(", "units": )" + std::to_string(units) + "}, ";
    }
    return R"({"data": {"source": "catlike", "seed": 1}, "network": {"layers": [)" + layers +
           R"({"units": 1, "activation": "sigmoid"}]}, "optimizer": )" + optimizer +
           R"(, "stop": {"loss": 1e-15}, "batchSize": "full", "precision": ")" + precision + "\"}";
  }

  std::vector<Index> hidden_;
  std::string activation_;
  std::unique_ptr<Session> session_;
};

TEST(SecondOrderLesson, LogisticRegressionFallsByEPerStepToTheLastDigit) {
  const Trace run = Images(R"("levenberg-marquardt")", {}).run(1, 40);
  EXPECT_LE(run.loss, 1e-15);
  // In the middle of the run, where every logit grows by about 1 a step: 1/e = 0.3679.
  for (std::size_t k = run.losses.size() / 2; k < run.losses.size() * 3 / 4; ++k) {
    const double ratio = run.losses[k] / run.losses[k - 1];
    EXPECT_GT(ratio, 0.36) << k;
    EXPECT_LT(ratio, 0.38) << k;
  }
}

TEST(SecondOrderLesson, SteepestDescentIsFarFromThereAfterTenThousandSteps) {
  Images images(R"({"id": "sgd", "learningRate": 0.005})", {}, "float32");
  EXPECT_GT(images.run(1, 10'000).loss, 1e-3);
}

/// How many of the seeds 1 to 20 get to 1e-15, and in how many the loss never rises.
void expectShare(const std::string& optimizer, const std::vector<Index>& hidden, std::int64_t most,
                 int leastMonotone) {
  Images images("\"" + optimizer + "\"", hidden);
  int reached = 0, monotone = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Trace run = images.run(seed, most);
    reached += run.loss <= 1e-15;
    monotone += isMonotone(run);
  }
  EXPECT_GE(reached, 19) << optimizer << ", layers " << hidden.size() + 1;
  EXPECT_GE(monotone, leastMonotone) << optimizer << ", layers " << hidden.size() + 1;
}

TEST(SecondOrderLesson, TwoLayersOnImagesReachTheLastDigit) {
  expectShare("levenberg-marquardt", {7}, 60, 20);
  expectShare("layerwise-levenberg-marquardt", {7}, 45, 20);
}

TEST(SecondOrderLesson, ThreeLayersOnImagesReachTheLastDigit) {
  expectShare("levenberg-marquardt", {20, 7}, 60, 20);
  expectShare("layerwise-levenberg-marquardt", {20, 7}, 45, 20);
}

TEST(SecondOrderLesson, FourLayersOnImagesReachTheLastDigit) {
  expectShare("levenberg-marquardt", {20, 7, 5}, 60, 20);
  expectShare("layerwise-levenberg-marquardt", {20, 7, 5}, 45, 20);
}

/// The formulas as they were posted.
std::string posted(int formula, const std::string& order, const std::string& damping = "0.5") {
  return R"({"id": "layerwise-pseudo-inverse", "solver": "qr", "formula": )" +
         std::to_string(formula) + R"(, "damping": )" + damping + R"(, "order": ")" + order + "\"}";
}

TEST(SecondOrderLesson, ThePostedFormulasWorkOnTwoLayersAndDivergeOnFour) {
  Images two(posted(1, "jacobi"), {7});
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Trace run = two.run(seed, 30);
    EXPECT_LE(*std::min_element(run.losses.begin(), run.losses.end()), 1e-4) << "seed " << seed;
  }
  for (int formula : {1, 2}) {
    Images four(posted(formula, "jacobi"), {20, 7, 5});
    int diverged = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      const Trace run = four.run(seed, 60);
      // Ended by numbers that are too large, or a hundred times above where it began.
      diverged += run.status == RunStatus::diverged ||
                  *std::max_element(run.losses.begin(), run.losses.end()) > 100 * run.losses[0];
    }
    EXPECT_GE(diverged, 16) << "formula " << formula;
  }
}

TEST(SecondOrderLesson, LeakyReluRunsUndampedOnImagesAndConvergesInOneOrderAlone) {
  Images jacobi(posted(1, "jacobi", "1"), {7}, "float64", "leaky-relu");
  Images seidel(posted(1, "gauss-seidel", "1"), {7}, "float64", "leaky-relu");
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    // It runs on, as its author expected: no slope is 0. Whether it gets anywhere is another thing.
    const Trace before = jacobi.run(seed, 60), after = seidel.run(seed, 60);
    EXPECT_EQ(before.steps, 60) << "seed " << seed;
    EXPECT_GT(before.loss, 1) << "seed " << seed;
    EXPECT_EQ(after.steps, 60) << "seed " << seed;
    EXPECT_LE(after.loss, 1e-7) << "seed " << seed;
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
  // The posted formula, whose least squares are not weighted, passes by and drifts away.
  std::string unweighted = text;
  unweighted.replace(unweighted.find("\"levenberg-marquardt\""), 21, posted(1, "jacobi"));
  const Trace drift = runOf(unweighted, 0, 100);
  const double nearest = *std::min_element(drift.losses.begin(), drift.losses.end());
  EXPECT_GT(nearest, longer.loss * (1 + 1e-6));
  EXPECT_GT(drift.loss, nearest + 1e-3);
}

/// The spiral with 2-10-10-10-1; `drawn` gives what initializers a layer of so many inputs adds.
std::string spiralSpec(const std::string& optimizer, int seed,
                       const std::function<std::string(int inputs)>& drawn) {
  const auto layer = [&](int inputs) {
    return R"({"units": 10, "activation": "tanh")" + drawn(inputs) + "}, ";
  };
  return R"({"data": {"source": "spiral", "samples": 200, "turns": 1.5, "noise": 0.015,
      "split": {"train": 1}, "seed": 1}, "network": {"layers": [)" +
         layer(2) + layer(10) + layer(10) + R"({"activation": "sigmoid")" + drawn(10) +
         R"(}]}, "optimizer": )" + optimizer + R"(, "batchSize": "full", "stop": {}, "seed": )" +
         std::to_string(seed) + "}";
}

/// Steps of gradient descent at rate 1 to 1e-2, for seeds 1 to 10 in growing order. The layer-wise
/// method is there within 15 sweeps, and 30 sweeps say 98 % of fresh points right.
std::vector<std::int64_t> descentsOfTheSpiral(const std::function<std::string(int inputs)>& drawn) {
  const auto fresh = testing::sessionOf(
      R"({"data": {"source": "spiral", "samples": 4000, "turns": 1.5, "noise": 0.015,
          "split": {"train": 1}, "seed": 2}})");
  const Dataset& data = fresh->data();
  std::vector<double> inputs;
  for (Index j = 0; j < data.targets.cols(); ++j) {
    for (Index i = 0; i < 2; ++i) inputs.push_back(data.inputs.values(i, j));
  }
  std::vector<std::int64_t> descents;
  for (int seed = 1; seed <= 10; ++seed) {
    const std::string text = spiralSpec(R"("layerwise-levenberg-marquardt")", seed, drawn);
    const Trace sweeps = runOf(text, 1e-2, 15);
    EXPECT_LE(sweeps.loss, 1e-2) << "seed " << seed;
    const auto session = testing::sessionOf(text);
    session->run(30);
    const auto predicted = session->predict(inputs);
    EXPECT_TRUE(predicted);
    int right = 0;
    for (Index j = 0; predicted && j < data.targets.cols(); ++j) {
      right += ((*predicted)[std::size_t(j)] > 0.5) == (data.targets(0, j) > 0.5);
    }
    EXPECT_GE(right, 0.98 * 4000) << "seed " << seed;
    const std::string descent = spiralSpec(R"({"id": "sgd", "learningRate": 1})", seed, drawn);
    descents.push_back(runOf(descent, 1e-2, 4000).steps);
    EXPECT_GE(descents.back(), 60 * sweeps.steps) << "seed " << seed;
  }
  std::sort(descents.begin(), descents.end());
  return descents;
}

// Weights and biases uniform within 1/√inputs, as PyTorch draws them unless told otherwise.
TEST(SecondOrderLesson, TheSpiralTakesFifteenSweepsOrSixHundredSteps) {
  const auto descents = descentsOfTheSpiral([](int inputs) {
    const std::string bound = std::to_string(1 / std::sqrt(double(inputs)));
    const std::string drawn =
        R"({"id": "uniform", "low": -)" + bound + R"(, "high": )" + bound + "}";
    return R"(, "init": )" + drawn + R"(, "biasInit": )" + drawn;
  });
  EXPECT_GE(descents.front(), 600);
}

// With Glorot's weights and biases at 0: 474 to 907 steps by seed, half of them above 659.
// docs/second-order.md says what else it was tried on.
TEST(SecondOrderLesson, FromGlorotsWeightsTheSpiralTakesFourHundredStepsAtLeast) {
  const auto descents = descentsOfTheSpiral([](int) { return ""; });
  EXPECT_GE((descents[4] + descents[5]) / 2, 600);
  EXPECT_GE(descents.front(), 400);
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
