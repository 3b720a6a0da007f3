// Claims and tasks as they are trained: slices, values, and what a reader may change.
#include "fallline/claim.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "fallline/session.h"
#include "support/lessons.h"

namespace fallline {
namespace {

using nlohmann::json;

/// A lesson of one claim over "line" (three points, four linear units) and "circle".
Lesson lessonOf(const std::string& runs, const std::string& value, const std::string& more = "") {
  const std::string text = R"({"version": 1, "title": "t", "summary": "s", "specs": {
    "line": {"title": "l", "spec": {"data": {"source": "three-points"}, "network": {"layers":
      [{"units": 4, "activation": "linear"}, {}]}, "optimizer": {"id": "sgd", "learningRate": 0.1},
      "batchSize": "full", "stop": {"epochs": 30}}},
    "circle": {"title": "c", "spec": {"data": {"source": "circle", "samples": 60},
      "optimizer": {"id": "sgd", "learningRate": 0.3}, "batchSize": 10, "stop": {"epochs": 6}}}},
    "claims": [{"id": "a", "says": "x", "is": "<", "bound": 1, "runs": )" +
                           runs + R"(, "value": )" + value + more + "}]}";
  Result<Lesson> lesson = parseLesson(text);
  if (!lesson) throw std::runtime_error(lesson.error().path + ": " + lesson.error().message);
  return *lesson;
}

Judged judgedOf(const Lesson& lesson) {
  RunSet runs(lesson.claims.front(), {});
  EXPECT_FALSE(trainAll(runs));
  return runs.judged().front();
}

std::vector<double> valuesOf(const std::string& runs, const std::string& value) {
  return judgedOf(lessonOf(runs, value)).values;
}

Session& trained(std::unique_ptr<Session>& session, const Spec& spec) {
  session = std::move(*Session::create(spec));
  session->run(Limits::steps);
  return *session;
}

TEST(Claim, IsWhatTheRunsEndWith) {
  const Lesson lesson =
      lessonOf(R"({"r": {"spec": "circle", "seeds": 3}})", R"({"of": "test.cross-entropy"})");
  const RunSet runs(lesson.claims.front(), {});
  const Judged judged = judgedOf(lesson);
  ASSERT_EQ(judged.values.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    std::unique_ptr<Session> session;
    EXPECT_EQ(judged.values[i], *trained(session, runs.spec(i)).evaluate(Part::test)->crossEntropy);
  }
  EXPECT_EQ(judged.labels, (std::vector<std::string>{"seed 1", "seed 2", "seed 3"}));
}

TEST(Claim, InSlicesItIsTheSameToTheBit) {
  const auto opened = openLesson(FALL_LINE_TEST_DATA "/lessons/fixture");
  ASSERT_TRUE(opened);
  for (const Claim& claim : opened->lesson.claims) {
    RunSet whole(claim, opened->sources), sliced(claim, opened->sources);
    ASSERT_FALSE(trainAll(whole));
    std::size_t known = 0;
    double share = 0;
    while (sliced.done() < sliced.runs()) {
      bool cut = false;
      ASSERT_FALSE(sliced.advance(20'000, cut));
      const Judged judged = sliced.judged().front();
      EXPECT_GE(judged.values.size(), known);
      EXPECT_GE(sliced.share(), share - 1e-12);
      known = judged.values.size();
      share = sliced.share();
      EXPECT_EQ(judged.isComplete, sliced.done() == sliced.runs());
    }
    EXPECT_EQ(sliced.share(), 1);
    const Judged one = whole.judged().front(), other = sliced.judged().front();
    ASSERT_EQ(one.values.size(), other.values.size());
    for (std::size_t i = 0; i < one.values.size(); ++i) EXPECT_EQ(one.values[i], other.values[i]);
    EXPECT_TRUE(other.holds) << claim.id;
    EXPECT_EQ(*whole.fingerprint(), *sliced.fingerprint());
  }
}

TEST(Claim, EntriesAreKnownRunByRun) {
  const Lesson lesson = lessonOf(R"({"a": {"spec": "line", "seeds": 2},
                                     "b": {"spec": "line", "seeds": 2, "steps": 5}})",
                                 R"({"ratio": [{"of": "train.loss", "run": "a"},
                                               {"of": "train.loss", "run": "b"}]})");
  RunSet runs(lesson.claims.front(), {});
  std::vector<std::size_t> known;
  for (std::size_t run = 0; run < runs.runs(); ++run) {
    runs.take(run, *runs.figures(run));
    known.push_back(runs.judged().front().values.size());
  }
  EXPECT_EQ(known, (std::vector<std::size_t>{0, 1, 1, 2}));  // the sweeps go side by side
  const json state = json::parse(writeClaimState(runs));
  EXPECT_EQ(state["runs"], 4);
  EXPECT_EQ(state["done"], 4);
  EXPECT_EQ(state["share"], 1);
  EXPECT_EQ(state["verdict"], true);
  EXPECT_EQ(state["holds"], json::parse("[true, true]"));
  EXPECT_EQ(state["labels"], json::parse(R"(["seed 1", "seed 2"])"));
}

TEST(Claim, WhatIsNotFiniteIsNullAndHoldsAsItIs) {
  Lesson lesson = lessonOf(R"({"r": {"spec": "line", "seeds": 2}})",
                           R"({"of": "reached", "metric": "train.loss", "below": 1e-9})");
  RunSet runs(lesson.claims.front(), {});
  EXPECT_EQ(json::parse(writeClaimState(runs))["verdict"], nullptr);
  EXPECT_EQ(json::parse(writeClaimState(runs))["values"], json::array());
  ASSERT_FALSE(trainAll(runs));
  EXPECT_EQ(json::parse(writeClaimState(runs))["values"], json::parse("[null, null]"));
  EXPECT_FALSE(runs.judged().front().holds);
  EXPECT_TRUE(runs.judged().front().inverseHolds);  // infinity is not below 1
}

TEST(Claim, AMomentThatIsNotReachedHoldsNowhere) {
  const Judged judged =
      judgedOf(lessonOf(R"({"r": {"spec": "line"}})", R"({"of": "train.loss", "at": 31})"));
  EXPECT_TRUE(std::isnan(judged.values.front()));
  EXPECT_FALSE(judged.holds);
  EXPECT_FALSE(judged.inverseHolds);
}

TEST(Claim, MomentsAreThoseOfTheRun) {
  const std::string circle = R"({"r": {"spec": "circle"}})";
  const auto at = [&](const std::string& moment) {
    return valuesOf(circle, R"({"of": "train.loss", "at": )" + moment + "}").front();
  };
  std::unique_ptr<Session> session;
  const Lesson lesson = lessonOf(circle, R"({"of": "step"})");
  session = std::move(*Session::create(RunSet(lesson.claims.front(), {}).spec(0)));
  std::vector<double> losses{session->evaluate(Part::train)->loss};
  for (int step = 1; step <= 30; ++step) {
    session->run(1);
    losses.push_back(session->evaluate(Part::train)->loss);
  }
  EXPECT_EQ(at("\"start\""), losses[0]);
  EXPECT_EQ(at("\"end\""), losses[30]);
  EXPECT_EQ(at("7"), losses[7]);
  EXPECT_EQ(at("{\"epoch\": 2}"), losses[10]);
  double most = losses[0], least = losses[0];
  for (std::size_t step = 0; step <= 30; step += 5) {
    most = std::max(most, losses[step]);
    least = std::min(least, losses[step]);
  }
  EXPECT_EQ(at("\"max\""), most);
  EXPECT_EQ(at("\"min\""), least);
  EXPECT_EQ(at("\"best\""), least);
  // After every step there are six times as many.
  const std::string every = R"({"r": {"spec": "circle", "every": "step"}})";
  EXPECT_EQ(valuesOf(every, R"({"of": "train.loss", "at": "max", "from": 2, "until": 4})").front(),
            *std::max_element(losses.begin() + 2, losses.begin() + 5));
  double rises = 0;
  for (std::size_t i = 1; i <= 30; ++i) rises += losses[i] > losses[i - 1] ? 1 : 0;
  EXPECT_EQ(valuesOf(every, R"({"of": "rises"})").front(), rises);
}

TEST(Claim, OperatorsWorkEntryByEntryAndReductionsOverAnAxis) {
  const std::string runs = R"({"r": {"spec": "line", "seeds": 3, "steps": 0, "axes": [
    {"path": "network.layers.0.units", "values": [1, 2]}]}})";
  const std::string parameters = R"({"of": "parameters"})";  // 4 and 7
  const auto value = [&](const std::string& text) { return valuesOf(runs, text); };
  using Values = std::vector<double>;
  EXPECT_EQ(value(parameters), (Values{4, 4, 4, 7, 7, 7}));
  EXPECT_EQ(value(R"({"ratio": [)" + parameters + ", 2]}"), (Values{2, 2, 2, 3.5, 3.5, 3.5}));
  EXPECT_EQ(value(R"({"difference": [1, )" + parameters + "]}"), (Values{-3, -3, -3, -6, -6, -6}));
  EXPECT_EQ(value(R"({"magnitude": {"difference": [1, )" + parameters + "]}}"),
            (Values{3, 3, 3, 6, 6, 6}));
  EXPECT_EQ(value(R"({"max": )" + parameters + R"(, "over": "seeds"})"), (Values{4, 7}));
  EXPECT_EQ(value(R"({"min": )" + parameters + R"(, "over": "network.layers.0.units"})"),
            (Values{4, 4, 4}));
  EXPECT_EQ(value(R"({"median": )" + parameters + "}"), (Values{5.5}));
  EXPECT_EQ(value(R"({"mean": )" + parameters + "}"), (Values{5.5}));
  EXPECT_NEAR(value(R"({"deviation": )" + parameters + "}").front(), std::sqrt(13.5 / 5), 1e-15);
  // What was reduced over seeds stands beside every seed.
  EXPECT_EQ(value(R"({"sum": [)" + parameters + R"(, {"product": [10, {"mean": )" + parameters +
                  R"(, "over": "seeds"}]}]})"),
            (Values{44, 44, 44, 77, 77, 77}));
}

TEST(Claim, ARunThatFailsSaysWhy) {
  // A table that is not there: the sweep is sound, its data are not.
  const std::string text = R"({"version": 1, "title": "t", "summary": "s", "specs": {"gone":
    {"title": "g", "spec": {"data": {"source": "table", "file": "gone.csv"}}}}, "claims": [
    {"id": "a", "says": "x", "is": "<", "bound": 1, "runs": {"r": {"spec": "gone"}},
     "value": {"of": "step"}}]})";
  const Result<Lesson> lesson = parseLesson(text);
  ASSERT_TRUE(lesson) << lesson.error().path << lesson.error().message;
  RunSet runs(lesson->claims.front(), {});
  bool cut = false;
  EXPECT_TRUE(runs.advance(1e6, cut));
}

// --- tasks
// -----------------------------------------------------------------------------------------

class ReaderTask : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = openLesson(FALL_LINE_TEST_DATA "/lessons/fixture");
    ASSERT_TRUE(opened);
    opened_ = std::move(*opened);
  }

  /// What may not differ and does, when those paths are set in the Spec of a task.
  std::vector<std::string> changed(
      const std::string& task, const std::vector<std::pair<std::string, std::string>>& set) const {
    const LessonTask& asked = *opened_.lesson.task(task);
    std::string text = opened_.lesson.spec(asked.spec)->text;
    for (const auto& [path, value] : set) text = *setValue(text, path, value);
    const auto paths = forbiddenChanges(opened_.lesson, asked, *parseSpec(text), {});
    return paths ? *paths : std::vector<std::string>{paths.error().message};
  }

  OpenLesson opened_;
};

using Paths = std::vector<std::string>;

TEST_F(ReaderTask, OnlyWhatItVariesMayDiffer) {
  EXPECT_EQ(changed("diverges", {}), Paths());
  EXPECT_EQ(changed("diverges", {{"optimizer.learningRate", "7"}}), Paths());
  EXPECT_EQ(changed("diverges", {{"seed", "2"}}), Paths{"seed"});
  EXPECT_EQ(changed("diverges", {{"optimizer", "adam"}}), Paths{"optimizer"});
  EXPECT_EQ(changed("diverges", {{"optimizer.learningRate", "7"}, {"optimizer.clipNorm", "1"}}),
            Paths{"optimizer.clipNorm"});
  EXPECT_EQ(changed("diverges", {{"network.layers.0.activation", "tanh"}}),
            Paths{"network.layers.0.activation"});
  EXPECT_EQ(changed("diverges", {{"data.source", "sine"}}), Paths{"data.source"});
}

TEST_F(ReaderTask, WhatIsTheDefaultAnywayIsNoDifference) {
  EXPECT_EQ(changed("diverges", {{"regularization.l2", "0"},
                                 {"precision", "float64"},
                                 {"network.layers.1.activation", "linear"},
                                 {"loss", "mse"}}),
            Paths());
  EXPECT_EQ(changed("diverges", {{"precision", "float32"}}), Paths{"precision"});
}

TEST_F(ReaderTask, APathMayStandForManyLayersOrForAllBelowIt) {
  EXPECT_EQ(changed("predict", {{"network.layers.0.units", "9"}, {"stop.epochs", "3"}}), Paths());
  EXPECT_EQ(changed("predict", {{"network.layers.0.init", "zeros"}}),
            Paths{"network.layers.0.init"});
  EXPECT_EQ(
      changed("predict", {{"network.layers.0.units", "9"}, {"network.layers.1.bias", "false"}}),
      Paths{"network.layers.1.bias"});
}

TEST_F(ReaderTask, IsJudgedInSlicesAsItIsWhole) {
  const LessonTask& task = *opened_.lesson.task("predict");
  for (const Try& each : task.tries) {
    RunSet runs(task, each.specText, each.answer, {});
    while (runs.done() < runs.runs()) {
      bool cut = false;
      ASSERT_FALSE(runs.advance(20'000, cut));
      if (runs.done() < runs.runs()) {
        EXPECT_EQ(json::parse(writeJudgeState(task, {}, &runs))["passed"], false);
      }
    }
    const json state = json::parse(writeJudgeState(task, {}, &runs));
    EXPECT_EQ(state["done"], true);
    EXPECT_EQ(state["passed"], each.name == "right");
    EXPECT_EQ(state["points"].size(), 2u);
    std::unique_ptr<Session> session;
    trained(session, *parseSpec(each.specText));
    EXPECT_EQ(state["fingerprint"], fingerprintText(session->fingerprint()));
  }
}

TEST_F(ReaderTask, WithoutThePredictionItIsNotSolved) {
  const LessonTask& task = *opened_.lesson.task("predict");
  RunSet runs(task, task.tries.front().specText, {}, {});
  ASSERT_FALSE(trainAll(runs));
  EXPECT_FALSE(passes(runs));
  EXPECT_FALSE(runs.judged()[0].holds);
  EXPECT_TRUE(runs.judged()[1].holds);
}

TEST_F(ReaderTask, WithForbiddenChangesNothingIsTrained) {
  const json state =
      json::parse(writeJudgeState(*opened_.lesson.task("predict"), {"seed"}, nullptr));
  EXPECT_EQ(state["done"], true);
  EXPECT_EQ(state["passed"], false);
  EXPECT_EQ(state["fingerprint"], nullptr);
  EXPECT_EQ(state["changed"], json::parse(R"(["seed"])"));
  EXPECT_EQ(state["points"][0]["value"], nullptr);
}

}  // namespace
}  // namespace fallline
