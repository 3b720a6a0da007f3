#include "support/lessons.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>

namespace fallline::testing {
namespace {

std::string roomsOfLessons() {
  if (const char* rooms = std::getenv("FALL_LINE_LESSONS")) return rooms;
  return FALL_LINE_LESSONS;
}

std::string textOf(const Judged& judged) {
  std::string text;
  for (std::size_t i = 0; i < judged.values.size(); ++i) {
    text += "\n  " + judged.labels[i] + ": " + std::to_string(judged.values[i]);
    if (!judged.comparison.holds(judged.values[i])) text += " does not hold";
  }
  return text;
}

}  // namespace

std::string testName(const LessonCase& entry) {
  std::string name = std::filesystem::path(entry.folder).filename().string() + "_" + entry.id;
  if (!entry.attempt.empty()) name += "_" + entry.attempt;
  std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

std::vector<std::string> lessonFolders() {
  std::vector<std::string> folders;
  std::istringstream rooms(roomsOfLessons());
  for (std::string room; std::getline(rooms, room, ':');) {
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(room, missing)) {
      if (std::filesystem::exists(entry.path() / "lesson.json")) {
        folders.push_back(entry.path().string());
      }
    }
  }
  std::ranges::sort(folders);
  return folders;
}

std::vector<LessonCase> claimsOf(const std::vector<std::string>& folders, bool isLong) {
  std::vector<LessonCase> cases;
  for (const std::string& folder : folders) {
    const auto opened = openLesson(folder);
    if (!opened) continue;
    for (const Claim& claim : opened->lesson.claims) {
      if (claim.isLong == isLong) cases.push_back({folder, claim.id, "", isLong});
    }
  }
  return cases;
}

std::vector<LessonCase> triesOf(const std::vector<std::string>& folders) {
  std::vector<LessonCase> cases;
  for (const std::string& folder : folders) {
    const auto opened = openLesson(folder);
    if (!opened) continue;
    for (const LessonTask& task : opened->lesson.tasks) {
      for (const Try& each : task.tries) cases.push_back({folder, task.id, each.name, false});
    }
  }
  return cases;
}

std::string problemOf(const Claim& claim, const Sources& sources) {
  RunSet runs(claim, sources);
  if (const auto problem = trainAll(runs)) return problem->path + ": " + problem->message;
  const Judged judged = runs.judged().front();
  if (!judged.isComplete) return "its value is not complete";
  if (!judged.holds) return "it does not hold:" + textOf(judged);
  if (judged.inverseHolds) return "its inverse holds, too:" + textOf(judged);
  return "";
}

std::string problemOf(const OpenLesson& opened, const LessonTask& task, const Try& attempt) {
  const Result<Solution> solution = solve(opened, task, attempt.specText, attempt.answer);
  if (!solution) return solution.error().path + ": " + solution.error().message;
  if (solution->passed == (attempt.name == "right")) return "";
  std::string text = solution->passed ? "it passes:" : "it does not pass:";
  for (const std::string& path : solution->changed) text += "\n  must not change " + path;
  for (const Judged& point : solution->points) text += textOf(point);
  return text;
}

void LessonClaims::holds() {
  const auto opened = openLesson(GetParam().folder);
  ASSERT_TRUE(opened);
  const Claim* claim = opened->lesson.claim(GetParam().id);
  ASSERT_NE(claim, nullptr);
  EXPECT_EQ(problemOf(*claim, opened->sources), "") << claim->says;
}

}  // namespace fallline::testing
