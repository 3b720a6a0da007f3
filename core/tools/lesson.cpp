#include "fallline/lesson.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "fallline/claim.h"
#include "judged_json.h"
#include "lesson_training.h"
#include "training.h"

namespace fallline {
namespace {

using Json = nlohmann::ordered_json;

double secondsOf(auto&& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// 0 where it holds and its inverse does not.
Exit checkClaim(const Claim& claim, const Sources& sources) {
  RunSet runs(claim, sources);
  std::optional<Error> problem;
  const double seconds = secondsOf([&] { problem = trainAll(runs); });
  if (problem) {
    complain({"", "claims." + claim.id + "." + problem->path, problem->message});
    return Exit::badSpec;
  }
  const Judged judged = runs.judged().front();
  const auto holding =
      std::ranges::count_if(judged.values, [&](double x) { return judged.comparison.holds(x); });
  Json line = {{"claim", claim.id},
               {"holds", judged.holds},
               {"inverse", judged.inverseHolds},
               {"is", wordOf(judged.comparison.kind)},
               {"bound", boundJson(judged.comparison)},
               {"holding", std::to_string(holding) + " of " + std::to_string(judged.values.size())},
               {"runs", runs.runs()},
               {"seconds", rounded(seconds)},
               {"value", valuesJson(judged)}};
  printLine(line.dump());
  return judged.holds && !judged.inverseHolds ? Exit::success : Exit::notClean;
}

/// 0 where it passes or fails as its name says.
Exit checkTry(const OpenLesson& opened, const LessonTask& task, const Try& each) {
  const Result<Solution> solution = solve(opened, task, each.specText, each.answer);
  if (!solution) {
    complain(solution.error());
    return Exit::badSpec;
  }
  const bool expected = each.name == "right";
  const Json line = {{"task", task.id},
                     {"try", each.name},
                     {"passed", solution->passed},
                     {"expected", expected},
                     {"changed", solution->changed},
                     {"seconds", rounded(solution->seconds)},
                     {"points", pointsJson(solution->points)}};
  printLine(line.dump());
  return solution->passed == expected ? Exit::success : Exit::notClean;
}

void list(const Lesson& lesson) {
  for (const Claim& claim : lesson.claims) {
    const Json line = {{"claim", claim.id},
                       {"says", claim.says},
                       {"runs", RunSet(claim, {}).runs()},
                       {"long", claim.isLong}};
    printLine(line.dump());
  }
  for (const LessonTask& task : lesson.tasks) {
    const Json line = {{"task", task.id}, {"asks", task.asks}, {"vary", task.vary}};
    printLine(line.dump());
  }
}

/// The names that are neither a claim nor a task.
bool areKnown(const Lesson& lesson, const std::vector<std::string>& names) {
  bool known = true;
  for (const std::string& name : names) {
    if (lesson.claim(name) || lesson.task(name)) continue;
    complain({"", "", "no claim or task of the lesson is called \"" + name + "\""});
    known = false;
  }
  return known;
}

Exit lesson(const Arguments& arguments) {
  const std::optional<OpenLesson> opened = openLesson(arguments.file);
  if (!opened) return Exit::badSpec;
  const Lesson& lesson = opened->lesson;
  if (!areKnown(lesson, arguments.more)) return Exit::usage;
  if (arguments.list) {
    list(lesson);
    return Exit::success;
  }
  const auto isWanted = [&](const std::string& id) {
    return arguments.more.empty() || std::ranges::find(arguments.more, id) != arguments.more.end();
  };
  Exit worst = Exit::success;
  const auto note = [&](Exit exit) {
    if (worst != Exit::badSpec && exit != Exit::success) worst = exit;
  };
  for (const Claim& claim : lesson.claims) {
    if (isWanted(claim.id)) note(checkClaim(claim, opened->sources));
  }
  for (const LessonTask& task : lesson.tasks) {
    for (const Try& each : task.tries) {
      if (isWanted(task.id)) note(checkTry(*opened, task, each));
    }
  }
  return worst;
}

}  // namespace

const Command lessonCommand{
    "lesson", "checks the claims and tasks of a lesson",
    "usage: fall-line lesson <folder> [claim or task]… [--list]\n\n"
    "Trains what the claims of <folder>/lesson.json are about (docs/lessons.md) and writes one\n"
    "line a claim: its value, the bound, and whether it holds; then the tasks with the solutions\n"
    "that they are tested by. With names: those alone. --list trains nothing and names them "
    "all.\n\n"
    "A claim counts when it holds and its inverse does not. Exit code 2 for a bad lesson or file,\n"
    "4 when a claim does not count or a solution is judged otherwise than it should be.\n",
    Takes{.file = true, .more = true, .list = true}, lesson};

}  // namespace fallline
