// Metrics against scikit-learn's: a network that hands its inputs on predicts what the file says.
#include "fallline/metrics.h"

#include <gtest/gtest.h>

#include "fallline/schedules.h"
#include "support/reference.h"
#include "support/sessions.h"
#include "support/tolerance.h"

namespace fallline {
namespace {

using testing::Json;
using testing::nearReference;

/// A session whose only layer is the identity, on predictions given as inputs.
std::unique_ptr<Session> handingOn(const Matrix<double>& predictions, const Matrix<double>& targets,
                                   Task task, const std::string& activation) {
  auto data = std::make_shared<Dataset>();
  data->inputs.values = predictions;
  data->targets = targets;
  data->task = std::move(task);
  auto session = testing::sessionOf(
      R"({"data": {"source": "given", "split": {"train": 1}}, "network": {"layers":
          [{"activation": ")" +
          activation + R"("}]}, "precision": "float64"})",
      Sources{{}, data});
  const Index n = predictions.rows();
  std::vector<double> identity(std::size_t(n * n + n), 0);
  for (Index i = 0; i < n; ++i) identity[std::size_t(i * n + i)] = 1;
  if (const auto error = session->setParameters(identity)) throw std::runtime_error(error->message);
  return session;
}

Matrix<double> rowOf(const Json& numbers) {
  Matrix<double> m(1, Index(numbers.size()));
  for (Index j = 0; j < m.cols(); ++j) m(0, j) = numbers[std::size_t(j)];
  return m;
}

TEST(MetricsReference, RegressionIsThatOfScikitLearn) {
  const Json reference = testing::readReference("metrics");
  const Json& one = reference.at("regression");
  const auto single =
      handingOn(rowOf(one["p"]), rowOf(one["y"]), {Task::Kind::regression, {"y"}}, "linear")
          ->evaluate(Part::train);
  EXPECT_TRUE(nearReference(*single->mse, one["mse"]));
  EXPECT_TRUE(nearReference(*single->r2, one["r2"]));
  const Json& two = reference.at("regression2");
  const auto both = handingOn(testing::samplesOf(two["p"]), testing::samplesOf(two["y"]),
                              {Task::Kind::regression, {"a", "b"}}, "linear")
                        ->evaluate(Part::train);
  EXPECT_TRUE(nearReference(*both->mse, two["mse"]));
  EXPECT_TRUE(nearReference(*both->r2, two["r2"]));
}

TEST(MetricsReference, ClassificationIsThatOfScikitLearn) {
  const Json expected = testing::readReference("metrics").at("classification");
  const auto classes = Index(expected["confusion"].size());
  const auto metrics = handingOn(testing::oneHot(expected["p"], classes), rowOf(expected["y"]),
                                 {Task::Kind::classes, {"0", "1", "2", "3"}}, "softmax")
                           ->evaluate(Part::train);
  EXPECT_TRUE(nearReference(*metrics->accuracy, expected["accuracy"]));
  std::vector<std::int64_t> confusion;
  for (const Json& row : expected["confusion"]) {
    confusion.insert(confusion.end(), row.begin(), row.end());
  }
  EXPECT_EQ(metrics->confusion, confusion);
}

TEST(MetricsReference, TheReportsDecayIsInverseTime) {
  const Json expected = testing::readReference("metrics").at("lr_decay");
  for (std::size_t epoch = 0; epoch < expected["value"].size(); ++epoch) {
    EXPECT_TRUE(
        nearReference(InverseTime{}.rate(expected["eta0"],
                                         {std::int64_t(epoch), expected["m"], double(epoch), 0}),
                      expected["value"][epoch]));
  }
}

TEST(Metrics, ConstantTargetsHaveNoR2) {
  Matrix<double> x(1, 5);
  x << 1, 2, 0.5, -1, 3;
  const Matrix<double> y = Matrix<double>::Ones(1, 5);
  const auto metrics =
      handingOn(x, y, {Task::Kind::regression, {"y"}}, "linear")->evaluate(Part::train);
  EXPECT_TRUE(metrics->mse);
  EXPECT_FALSE(metrics->r2);
}

}  // namespace
}  // namespace fallline
