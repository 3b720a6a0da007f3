#include "fallline/baseline.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "support/sessions.h"

namespace fallline {
namespace {

using testing::sessionOf;

/// Samples in the order given: the first `trained` of them train, the others test. Their order
/// within a part does not matter to a baseline.
std::shared_ptr<Dataset> dataOf(const std::vector<std::vector<double>>& targets, Task task,
                                Index trained) {
  auto data = std::make_shared<Dataset>();
  const auto n = Index(targets.front().size());
  data->inputs.values = Matrix<double>::Zero(1, n);
  data->targets.resize(Index(targets.size()), n);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    for (Index j = 0; j < n; ++j) data->targets(Index(i), j) = targets[i][std::size_t(j)];
  }
  data->task = std::move(task);
  data->testFrom = trained;
  return data;
}

PartBaselines baselinesOf(const std::shared_ptr<Dataset>& data, const std::string& rest,
                          const std::string& inData = "") {
  const auto session =
      sessionOf(R"({"data": {"source": "given")" + inData + "}" + rest + "}", Sources{{}, data});
  return meanPredictor(session->prepared());
}

TEST(Baseline, NumbersAreMetWithTheMeanOfTheTrainingPart) {
  // Mean 2 of 1, 2, 3; on 4 and 6 it is off by 2 and 4, around their own mean 5 by 1.
  const auto data = dataOf({{1, 2, 3, 4, 6}}, {Task::Kind::regression, {"y"}}, 3);
  for (const char* scale : {"none", "standardize"}) {  // figures are in the targets' own units
    const auto baselines =
        baselinesOf(data, "", std::string(R"(, "scaleTargets": ")") + scale + "\"");
    EXPECT_DOUBLE_EQ(*baselines[0]->mse, 2.0 / 3);
    EXPECT_DOUBLE_EQ(*baselines[0]->loss, 2.0 / 3);
    EXPECT_EQ(*baselines[0]->r2, 0);
    EXPECT_FALSE(baselines[1]);
    EXPECT_DOUBLE_EQ(*baselines[2]->mse, 10);
    EXPECT_DOUBLE_EQ(*baselines[2]->r2, 1 - 20.0 / 2);
    EXPECT_FALSE(baselines[2]->accuracy || baselines[2]->crossEntropy);
  }
}

TEST(Baseline, ANetworkThatGivesTheMeanHasTheSameFigures) {
  const auto session = sessionOf(R"({"data": {"source": "franke", "samples": 90}, "precision":
    "float64", "network": {"layers": [{"init": "zeros"}]}, "stop": {}})");
  const auto baselines = meanPredictor(session->prepared());
  const auto train = session->samples(Part::train);
  const double sum = std::accumulate(train.begin(), train.end(), 0.0, [&](double s, auto j) {
    return s + session->data().targets(0, j);
  });
  ASSERT_FALSE(session->setParameters(std::vector<double>{0, 0, sum / double(train.size())}));
  for (Part part : {Part::train, Part::test}) {
    const auto metrics = session->evaluate(part);
    const auto& baseline = baselines[std::size_t(part)];
    EXPECT_NEAR(*baseline->loss, metrics->loss, 1e-14);
    EXPECT_NEAR(*baseline->mse, *metrics->mse, 1e-14);
    EXPECT_NEAR(*baseline->r2, *metrics->r2, 1e-12);
  }
}

TEST(Baseline, OnlyTheLossesWhoseBestConstantIsTheMeanAreTold) {
  const auto data = dataOf({{1, 2, 3, 4, 6}}, {Task::Kind::regression, {"y"}}, 3);
  const auto baselines = baselinesOf(data, R"(, "loss": "mae")");
  EXPECT_FALSE(baselines[0]->loss);
  EXPECT_DOUBLE_EQ(*baselines[0]->mse, 2.0 / 3);
}

TEST(Baseline, ClassesAreMetWithTheirShares) {
  // Shares ½, ¼, ¼ of the four training samples.
  const auto data = dataOf({{0, 1, 0, 2, 1, 0}}, {Task::Kind::classes, {"a", "b", "c"}}, 4);
  const auto baselines = baselinesOf(data, "");
  EXPECT_DOUBLE_EQ(*baselines[0]->accuracy, 0.5);
  EXPECT_NEAR(*baselines[0]->crossEntropy, 1.5 * std::log(2.0), 1e-15);
  EXPECT_EQ(*baselines[0]->loss, *baselines[0]->crossEntropy);
  EXPECT_NEAR(*baselines[2]->crossEntropy, (std::log(4.0) + std::log(2.0)) / 2, 1e-15);
  EXPECT_FALSE(baselines[0]->mse || baselines[0]->r2);
  // The mean squared error of the shares, over samples and classes.
  const auto squared = baselinesOf(data, R"(, "loss": "mse")");
  EXPECT_NEAR(*squared[0]->loss, (0.25 + 0.1875 + 0.1875) / 3, 1e-15);
}

TEST(Baseline, AClassThatNobodyTrainedOnHasNoFiniteCrossEntropy) {
  const auto data = dataOf({{0, 1, 0, 2}}, {Task::Kind::classes, {"a", "b", "c"}}, 3);
  const auto baselines = baselinesOf(data, "");
  EXPECT_TRUE(baselines[0]->crossEntropy);  // there it does not occur
  EXPECT_FALSE(baselines[2]->crossEntropy || baselines[2]->loss);
  EXPECT_EQ(*baselines[2]->accuracy, 0);
}

TEST(Baseline, TwoClassesThroughASigmoidAndAsPlusAndMinusOne) {
  const auto data = dataOf({{0, 1, 1, 1, 0, 0}}, {Task::Kind::classes, {"a", "b"}}, 4);
  const auto sigmoid = baselinesOf(data, "");
  const double entropy = -(0.75 * std::log(0.75) + 0.25 * std::log(0.25));
  EXPECT_NEAR(*sigmoid[0]->loss, entropy, 1e-15);
  EXPECT_DOUBLE_EQ(*sigmoid[0]->accuracy, 0.75);
  EXPECT_EQ(*sigmoid[2]->accuracy, 0);
  // Coded −1, 1, 1, 1: mean ½, variance ¾.
  const auto linear = baselinesOf(data, R"(, "network": {"layers": [{"activation": "linear"}]})");
  EXPECT_DOUBLE_EQ(*linear[0]->mse, 0.75);
  EXPECT_DOUBLE_EQ(*linear[0]->loss, 0.75);
  EXPECT_DOUBLE_EQ(*linear[2]->mse, 2.25);
  EXPECT_DOUBLE_EQ(*linear[0]->accuracy, 0.75);
  EXPECT_FALSE(linear[0]->crossEntropy);
  const auto hinge =
      baselinesOf(data, R"(, "network": {"layers": [{"activation": "linear"}]}, "loss": "hinge")");
  EXPECT_FALSE(hinge[0]->loss || hinge[0]->mse);
  EXPECT_DOUBLE_EQ(*hinge[0]->accuracy, 0.75);
}

TEST(Baseline, EachLabelHasItsOwnShare) {
  const auto data = dataOf({{1, 1, 0, 0}, {0, 0, 0, 1}}, {Task::Kind::labels, {"p", "q"}}, 4);
  data->testFrom.reset();
  const auto session =
      sessionOf(R"({"data": {"source": "given", "split": {"train": 1}}})", Sources{{}, data});
  const auto baseline = meanPredictor(session->prepared())[0];
  const double first = std::log(2.0);
  const double second = -(0.75 * std::log(0.75) + 0.25 * std::log(0.25));
  EXPECT_NEAR(*baseline->crossEntropy, (first + second) / 2, 1e-15);
  EXPECT_DOUBLE_EQ(*baseline->accuracy, 5.0 / 8);  // 2 of 4 and 3 of 4
}

}  // namespace
}  // namespace fallline
