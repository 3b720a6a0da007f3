#include "fallline/report.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "support/sessions.h"

namespace fallline {
namespace {

using Json = nlohmann::ordered_json;

TEST(Report, MetricsHoldWhatIsDefined) {
  Metrics metrics;
  metrics.loss = 0.25;
  EXPECT_EQ(writeMetrics(metrics), R"({"loss":0.25,"penalty":0})");
  metrics.mse = 0.5;
  metrics.r2 = 1;
  metrics.penalty = 0.125;
  EXPECT_EQ(writeMetrics(metrics), R"({"loss":0.25,"mse":0.5,"r2":1,"penalty":0.125})");
  Metrics classes;
  classes.accuracy = 0.75;
  classes.crossEntropy = 2;
  EXPECT_EQ(writeMetrics(classes), R"({"loss":0,"accuracy":0.75,"cross-entropy":2,"penalty":0})");
}

TEST(Report, NumbersThatAreNotFiniteAreNull) {
  Metrics metrics;
  metrics.loss = std::numeric_limits<double>::quiet_NaN();
  metrics.r2 = -std::numeric_limits<double>::infinity();
  EXPECT_EQ(writeMetrics(metrics), R"({"loss":null,"r2":null,"penalty":0})");
  StepReport report;
  report.loss = std::numeric_limits<double>::infinity();
  report.status = Status::nonFinite;
  const Json step = Json::parse(writeStepReport(report));
  EXPECT_EQ(step.at("loss"), nullptr);
  EXPECT_EQ(step.at("status"), "nonFinite");
}

TEST(Report, ConfusionHasARowForEachTrueClass) {
  Metrics metrics;
  metrics.confusion = {5, 1, 0, 7};
  const Task task{Task::Kind::classes, {"no", "yes"}};
  EXPECT_EQ(writeConfusion(metrics, task), R"({"classes":["no","yes"],"counts":[[5,1],[0,7]]})");
  EXPECT_EQ(writeConfusion({}, task), "null");
  EXPECT_EQ(writeConfusion(metrics, Task{}), "null");
}

TEST(Report, ErrorsArePlainData) {
  EXPECT_EQ(writeError({"bad-file", "data.file:3:1", "a \"b\"\nc \xff"}),
            "{\"ok\":false,\"code\":\"bad-file\",\"path\":\"data.file:3:1\","
            "\"message\":\"a \\\"b\\\"\\nc \xef\xbf\xbd\"}");
}

TEST(Report, ProgressAndSummaryOfASession) {
  const auto session = testing::sessionOf(
      R"({"data": {"source": "sine", "split": {"train": 0.5, "validation": 0.25}},
          "stop": {"epochs": 2}, "regularization": {"l2": 0.1}})");
  session->run(session->stepsPerEpoch());
  const Json progress = Json::parse(writeProgress(*session, evaluateAll(*session)));
  EXPECT_EQ(progress.at("epoch"), 1);
  EXPECT_EQ(progress.at("step"), session->stepsPerEpoch());
  EXPECT_GT(progress.at("train").at("penalty"), 0);
  EXPECT_TRUE(progress.at("validation").contains("r2"));
  EXPECT_GT(progress.at("optimizer").at("gradientNorm"), 0);
  EXPECT_EQ(Json::parse(writeState(session->progress())).at("status"), "running");

  session->run(Limits::steps);
  const PartMetrics metrics = evaluateAll(*session);
  ASSERT_TRUE(metrics[0] && metrics[1] && metrics[2]);
  const Json summary = Json::parse(writeSummary(*session, metrics, 1.5));
  std::vector<std::string> keys;
  for (const auto& [key, value] : summary.items()) keys.push_back(key);
  EXPECT_EQ(keys, (std::vector<std::string>{"summary", "status", "reason", "epochs", "steps",
                                            "seconds", "parameters", "train", "validation", "test",
                                            "best", "engine", "fingerprint"}));
  EXPECT_EQ(summary.at("status"), "stopped");
  EXPECT_EQ(summary.at("epochs"), 2);
  EXPECT_EQ(summary.at("seconds"), 1.5);
  EXPECT_EQ(summary.at("train").at("loss"), metrics[0]->loss);
  EXPECT_EQ(summary.at("fingerprint"), fingerprintText(session->fingerprint()));
  const Json state = Json::parse(writeState(session->progress()));
  EXPECT_EQ(state.at("status"), "stopped");
  EXPECT_FALSE(state.at("reason").get<std::string>().empty());
  EXPECT_EQ(state.at("best"), summary.at("best"));
}

}  // namespace
}  // namespace fallline
