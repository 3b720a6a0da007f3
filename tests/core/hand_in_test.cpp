// Links that hand in solutions: read with care, trained again, judged anew.
#include "hand_in.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/lessons.h"

namespace fallline {
namespace {

using nlohmann::json;

const std::string kLessons = FALL_LINE_TEST_DATA "/lessons";

std::string base64Url(const std::string& bytes) {
  static constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  unsigned collected = 0, bits = 0;
  for (const char byte : bytes) {
    collected = collected << 8U | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 6;) {
      bits -= 6;
      text += digits[collected >> bits & 63U];
    }
  }
  if (bits > 0) text += digits[collected << (6 - bits) & 63U];
  return text;
}

std::string linkOf(const json& content, const std::string& lesson = "fixture") {
  return "https://example.org/fall-line/#v=1&lesson=" + lesson + "&h=" + base64Url(content.dump());
}

/// A task's solution as the page would hand it in.
json solved(const std::string& id, const std::string& attempt) {
  const auto opened = openLesson(kLessons + "/fixture");
  const LessonTask& task = *opened->lesson.task(id);
  const Try& each = *std::ranges::find(task.tries, attempt, &Try::name);
  const auto solution = solve(*opened, task, each.specText, each.answer);
  return {{"task", id},
          {"spec", json::parse(each.specText)},
          {"fingerprint", solution->fingerprint},
          {"answer", each.answer ? json(*each.answer) : json(nullptr)}};
}

json handed(const json& tasks) { return {{"version", 1}, {"lesson", "fixture"}, {"tasks", tasks}}; }

Exit checked(const json& tasks) { return checkHandIn(linkOf(handed(tasks)), kLessons); }

TEST(HandIn, WhatWasSolvedHolds) {
  EXPECT_EQ(checked({solved("diverges", "right"), solved("predict", "right")}), Exit::success);
}

TEST(HandIn, NothingInItIsBelieved) {
  json other = solved("diverges", "right");
  other["fingerprint"] = "0123456789abcdef";
  EXPECT_EQ(checked(json::array({other})), Exit::notClean);
  EXPECT_EQ(checked(json::array({solved("diverges", "near")})), Exit::notClean);
  EXPECT_EQ(checked(json::array({solved("diverges", "wrong")})), Exit::notClean);
  EXPECT_EQ(checked(json::array({solved("predict", "near")})), Exit::notClean);
  other = solved("predict", "right");
  other["answer"] = nullptr;
  EXPECT_EQ(checked(json::array({other})), Exit::notClean);
  other = solved("predict", "right");
  other["task"] = "another";
  EXPECT_EQ(checked(json::array({other})), Exit::notClean);
  other = solved("predict", "right");
  other["spec"] = {{"data", 3}};
  EXPECT_EQ(checked({solved("diverges", "right"), other}), Exit::notClean);
  other["spec"] = json::parse(R"({"data": {"source": "circle"}, "stop": {}})");
  EXPECT_EQ(checked(json::array({other})), Exit::notClean);
}

TEST(HandIn, ALinkThatIsNoneIsRefused) {
  const json task = solved("diverges", "right");
  const std::string whole = linkOf(handed(json::array({task})));
  ASSERT_TRUE(readHandIn(whole));
  for (const std::string& link :
       {std::string(), std::string("#"), std::string("#v=1&lesson=fixture"),
        std::string("#v=1&h=AAAA"), whole.substr(0, whole.size() - 7), whole + "!",
        "#v=2" + whole.substr(whole.find("&lesson")), linkOf(handed(json::array())),
        linkOf(handed(json::array({task})), "another"), linkOf(json::array()),
        linkOf({{"version", "1"}, {"lesson", "fixture"}, {"tasks", json::array({task})}}),
        linkOf({{"version", 1}, {"lesson", "../fixture"}, {"tasks", json::array({task})}},
               "../fixture"),
        linkOf(handed(json::array({json{{"task", "diverges"}}}))),
        linkOf(handed(std::vector(101, task)))}) {
    EXPECT_FALSE(readHandIn(link)) << link.substr(0, 80);
    EXPECT_EQ(checkHandIn(link, kLessons), Exit::badSpec);
  }
  EXPECT_EQ(checkHandIn(whole, kLessons + "/nowhere"), Exit::badSpec);
}

}  // namespace
}  // namespace fallline
