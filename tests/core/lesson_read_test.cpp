// lesson.json: what is refused, with the code and the path of every problem.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "fallline/lesson.h"

namespace fallline {
namespace {

using nlohmann::ordered_json;

ordered_json fixture() {
  std::ifstream file(FALL_LINE_TEST_DATA "/lessons/fixture/lesson.json");
  return ordered_json::parse(file);
}

/// "code path" of the first problem.
std::string problemOf(const std::string& text) {
  const LessonText read = readLesson(text);
  if (read.problems.empty()) return "";
  return read.problems.front().code + " " + read.problems.front().path;
}

/// One line of tests/lessons/wrong.json: a change of the fixture and what is wrong then.
struct Wrong {
  std::string name, at, code, path;
  ordered_json to;  ///< null: what stands there is taken away
};

void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.at; }

std::vector<Wrong> wrongs() {
  std::ifstream file(FALL_LINE_TEST_DATA "/lessons/wrong.json");
  std::vector<Wrong> all;
  for (const auto& entry : ordered_json::parse(file)) {
    all.push_back({entry["name"], entry["at"], entry["code"], entry["path"],
                   entry.contains("to") ? entry["to"] : ordered_json()});
  }
  return all;
}

class LessonProblems : public ::testing::TestWithParam<Wrong> {};

TEST_P(LessonProblems, AreToldWithTheirPath) {
  const Wrong& wrong = GetParam();
  ordered_json document = fixture();
  const ordered_json::json_pointer at(wrong.at);
  if (wrong.to.is_null()) {
    document[at.parent_pointer()].erase(at.back());
  } else {
    document[at] = wrong.to;
  }
  EXPECT_EQ(problemOf(document.dump()), wrong.code + " " + wrong.path);
}

INSTANTIATE_TEST_SUITE_P(All, LessonProblems, ::testing::ValuesIn(wrongs()),
                         [](const auto& entry) { return entry.param.name; });

TEST(LessonText, IsReadWhole) {
  const LessonText read = readLesson(fixture().dump());
  EXPECT_TRUE(read.problems.empty());
  const Lesson& lesson = read.lesson;
  EXPECT_EQ(lesson.title, "A lesson for the tests");
  EXPECT_EQ(lesson.number, 99);
  EXPECT_EQ(lesson.minutes, 1);
  EXPECT_EQ(lesson.specs.size(), 4u);
  EXPECT_NE(lesson.spec("line"), nullptr);
  EXPECT_EQ(lesson.spec("curve"), nullptr);
  ASSERT_NE(lesson.claim("mean-predictor"), nullptr);
  EXPECT_EQ(lesson.claim("mean-predictor")->comparison.share, 0.8);
  EXPECT_TRUE(lesson.claim("long")->isLong);
  EXPECT_FALSE(lesson.claim("best")->isLong);
  ASSERT_NE(lesson.task("predict"), nullptr);
  EXPECT_TRUE(lesson.task("predict")->wantsAnswer);
  EXPECT_EQ(lesson.task("predict")->runs.front().name, "yours");
  EXPECT_EQ(lesson.task("predict")->runs.front().sweep.seeds.size(), 3u);
}

TEST(LessonText, TellsOfEveryProblem) {
  ordered_json document = fixture();
  document["claims"][0].erase("says");
  document["claims"][3]["value"] = {{"of", "train.losss"}};
  document["extra"] = 1;
  const LessonText read = readLesson(document.dump());
  ASSERT_EQ(read.problems.size(), 3u);
  EXPECT_EQ(read.problems[0].path, "claims.loss-at-the-end.says");
  EXPECT_EQ(read.problems[1].path, "claims.max.value.of");
  EXPECT_NE(read.problems[1].message.find("did you mean \"loss\"?"), std::string::npos);
  EXPECT_EQ(read.problems.back().path, "extra");
}

TEST(LessonText, ASpecThatIsWrongIsToldOnce) {
  ordered_json document = fixture();
  document["specs"]["line"]["spec"]["optimizer"] = "sgdd";
  const LessonText read = readLesson(document.dump());
  ASSERT_EQ(read.problems.size(), 1u);
  EXPECT_EQ(read.problems[0].path, "specs.line.spec.optimizer");
}

TEST(LessonText, WhatIsNoLessonIsRefused) {
  EXPECT_EQ(problemOf("{"), "bad-json ");
  EXPECT_EQ(problemOf("[]"), "wrong-type ");
  EXPECT_EQ(problemOf(R"({"version": 2})"), "out-of-range version");
  EXPECT_FALSE(parseLesson("{}"));
  EXPECT_TRUE(parseLesson(fixture().dump()));
}

TEST(LessonComparison, NaNHoldsNowhere) {
  using Kind = Comparison::Kind;
  const double nan = std::nan("");
  for (const Kind kind : {Kind::below, Kind::atMost, Kind::above, Kind::atLeast, Kind::between}) {
    const Comparison comparison{kind, 1, 2, 1};
    EXPECT_FALSE(comparison.holds(nan));
    EXPECT_FALSE(comparison.inverseHolds(nan));
    for (const double x : {0.5, 1.0, 1.5, 2.0, 2.5}) {
      EXPECT_NE(comparison.holds(x), comparison.inverseHolds(x)) << x;
    }
  }
  EXPECT_TRUE((Comparison{Kind::between, 1, 2, 1}).holds(1));
  EXPECT_TRUE((Comparison{Kind::between, 1, 2, 1}).holds(2));
  EXPECT_FALSE((Comparison{Kind::below, 1, 0, 1}).holds(1));
  EXPECT_TRUE((Comparison{Kind::atMost, 1, 0, 1}).holds(1));
}

}  // namespace
}  // namespace fallline
