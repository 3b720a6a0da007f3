// The lab module: claims and tasks of lessons, judged in slices.
#include <emscripten.h>
#include <emscripten/bind.h>

#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fallline/claim.h"
#include "fallline/lesson.h"
#include "pacer.h"
#include "replies.h"

namespace fallline::wasm {
namespace {

/// The runs of one claim or of one reader's solution. Texts named JSON are described in claim.h.
class BoundLesson {
 public:
  /// Begins with a claim of a lesson, whose lesson.json is `text`.
  Reply<Nothing> claim(const std::string& text, const std::string& id) {
    return guard<Nothing>([&]() -> std::optional<Error> {
      const Result<Lesson> lesson = parseLesson(text);
      if (!lesson) return lesson.error();
      const Claim* claim = lesson->claim(id);
      if (!claim) return unknown("claim", id);
      runs_.emplace(*claim, Sources{});
      task_.reset();
      return {};
    });
  }
  /// Begins with a task and the Spec of a reader; `answer` is NaN where none was given.
  Reply<Nothing> task(const std::string& text, const std::string& id, const std::string& specText,
                      double answer) {
    return guard<Nothing>([&]() -> std::optional<Error> {
      Result<Lesson> lesson = parseLesson(text);
      if (!lesson) return lesson.error();
      const LessonTask* task = lesson->task(id);
      if (!task) return unknown("task", id);
      const std::vector<Error> problems = problemsOf(specText);
      if (!problems.empty()) return problems.front();
      auto changed = forbiddenChanges(*lesson, *task, *parseSpec(specText), {});
      if (!changed) return changed.error();
      changed_ = std::move(*changed);
      task_ = *task;
      runs_.reset();
      if (changed_.empty()) {
        runs_.emplace(*task, specText, std::isnan(answer) ? std::nullopt : std::optional(answer),
                      Sources{});
      }
      return {};
    });
  }

  /// Goes on for about that many milliseconds. Value: how far it is, JSON.
  Reply<Text> advance(double milliseconds) {
    return guard<Text>([&]() -> Result<std::string> {
      const double start = emscripten_get_now();
      for (double now = start;
           runs_ && runs_->done() < runs_->runs() && now - start < milliseconds;) {
        const double work = pacer_.work(milliseconds - (now - start));
        bool cut = false;
        if (const auto error = runs_->advance(work, cut)) return *error;
        const double then = emscripten_get_now();
        pacer_.measured(work, then - now, cut);
        now = then;
      }
      if (task_) return writeJudgeState(*task_, changed_, runs_ ? &*runs_ : nullptr);
      if (!runs_) misuse("a lesson's runs have not been begun");
      return writeClaimState(*runs_);
    });
  }

 private:
  static Error unknown(const std::string& what, const std::string& id) {
    return {"unknown-id", "", "the lesson has no " + what + " \"" + id + "\""};
  }

  std::optional<RunSet> runs_;
  std::optional<LessonTask> task_;
  std::vector<std::string> changed_;
  Pacer pacer_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(fall_line_lab_lessons) {
  emscripten::class_<BoundLesson>("LessonRuns")
      .constructor<>()
      .function("claim(lesson, id)", &BoundLesson::claim)
      .function("task(lesson, id, spec, answer)", &BoundLesson::task)
      .function("advance(milliseconds)", &BoundLesson::advance);
}

}  // namespace fallline::wasm
