#include "hand_in.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "commands.h"
#include "files.h"
#include "judged_json.h"
#include "lesson_training.h"
#include "link.h"
#include "training.h"

namespace fallline {
namespace {

constexpr std::size_t kMostTasks = 100;

Error badLink(std::string message) { return {"bad-link", "", std::move(message)}; }

bool isName(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::optional<HandedTask> taskOf(const Json& entry) {
  const auto isText = [&](const char* key) {
    return entry.contains(key) && entry[key].is_string();
  };
  if (!entry.is_object() || !isText("task") || !isText("fingerprint") || !entry.contains("spec") ||
      !entry["spec"].is_object()) {
    return {};
  }
  HandedTask task{entry["task"], entry["spec"].dump(), entry["fingerprint"], {}};
  if (entry.contains("answer") && entry["answer"].is_number()) {
    task.answer = entry["answer"].get<double>();
  }
  return task;
}

/// Whether fingerprint and judgement hold.
bool checkTask(const OpenLesson& opened, const HandedTask& handed) {
  Json line = {{"task", handed.task}};
  const LessonTask* task = opened.lesson.task(handed.task);
  const Result<Solution> solution =
      task ? solve(opened, *task, handed.specText, handed.answer)
           : Result<Solution>(Error{"unknown-id", "", "the lesson has no such task"});
  if (!solution) {
    line["problem"] = solution.error().path + (solution.error().path.empty() ? "" : ": ") +
                      solution.error().message;
    printLine(line.dump());
    return false;
  }
  const bool isSame = solution->fingerprint == handed.fingerprint;
  line["fingerprint"] = solution->changed.empty() ? Json(isSame) : Json(nullptr);
  line["judgement"] = solution->passed;
  line["changed"] = solution->changed;
  line["points"] = pointsJson(solution->points);
  line["seconds"] = rounded(solution->seconds);
  printLine(line.dump());
  return isSame && solution->passed;
}

Exit handIn(const Arguments& arguments) {
  if (isHandIn(arguments.file)) return checkHandIn(arguments.file, arguments.lessons);
  const Result<std::string> text = readText(arguments.file);
  if (!text) {
    complain(text.error());
    return Exit::badSpec;
  }
  const std::size_t end = text->find_last_not_of(" \r\n\t");
  return checkHandIn(std::string_view(*text).substr(0, end + 1), arguments.lessons);
}

}  // namespace

bool isHandIn(std::string_view link) {
  return !linkPart(link, "lesson").empty() && !linkPart(link, "h").empty();
}

Result<HandIn> readHandIn(std::string_view link) {
  if (!isHandIn(link)) return badLink("this is no link that hands something in");
  if (linkPart(link, "v") != "1") return badLink("the link is of another version than 1");
  const std::optional<std::string> text = fromBase64Url(linkPart(link, "h"));
  const Json document = text ? Json::parse(*text, nullptr, false) : Json();
  if (!document.is_object() || !document.contains("version") || document["version"] != 1 ||
      !document.contains("lesson") || !document["lesson"].is_string() ||
      !document.contains("tasks") || !document["tasks"].is_array()) {
    return badLink("the link is damaged");
  }
  HandIn handIn{document["lesson"], {}};
  if (!isName(handIn.lesson) || handIn.lesson != linkPart(link, "lesson")) {
    return badLink("the link does not name one lesson");
  }
  if (document["tasks"].empty()) return badLink("the link hands in nothing");
  if (document["tasks"].size() > kMostTasks) return badLink("the link hands in too much");
  for (const Json& entry : document["tasks"]) {
    std::optional<HandedTask> task = taskOf(entry);
    if (!task) return badLink("one of the link's tasks is damaged");
    handIn.tasks.push_back(*std::move(task));
  }
  return handIn;
}

Exit checkHandIn(std::string_view link, const std::string& lessons) {
  const Result<HandIn> handIn = readHandIn(link);
  if (!handIn) {
    complain(handIn.error());
    return Exit::badSpec;
  }
  const std::optional<OpenLesson> opened =
      openLesson(std::filesystem::path(lessons) / handIn->lesson / "lesson.json");
  if (!opened) return Exit::badSpec;
  std::size_t solved = 0;
  for (const HandedTask& task : handIn->tasks) solved += checkTask(*opened, task) ? 1 : 0;
  const Json last = {{"handIn", true},
                     {"lesson", handIn->lesson},
                     {"tasks", handIn->tasks.size()},
                     {"solved", solved},
                     {"of", opened->lesson.tasks.size()}};
  printLine(last.dump());
  return solved == handIn->tasks.size() ? Exit::success : Exit::notClean;
}

const Command handInCommand{
    "hand-in", "checks what a reader of a lesson hands in",
    "usage: fall-line hand-in <link | file | -> [--lessons folder]\n\n"
    "The link is the one that the page makes of the tasks that are solved, or a file holds it.\n"
    "Trains each reader's Spec again and writes a line a task: whether the fingerprint of the run\n"
    "and the judgement hold. Lessons are looked for in web/lessons or in that folder.\n"
    "Exit code 2 for a link or a lesson that cannot be read, 4 when something does not hold.\n",
    Takes{.file = true, .lessons = true}, handIn};

}  // namespace fallline
