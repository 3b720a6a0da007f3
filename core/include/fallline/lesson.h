// A lesson: experiments, and the claims and tasks that are judged by training them.
//
// docs/lessons.md has the whole format of lesson.json; text.md is the page's alone.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fallline/result.h"
#include "fallline/sweep.h"

namespace fallline {

/// What a claim or a task measures: expressions over quantities of runs. lesson/measure.h.
struct Measures;

/// Whether numbers keep to a bound. NaN keeps to none, and not to the inverse either.
struct Comparison {
  enum class Kind { below, atMost, above, atLeast, between };
  Kind kind = Kind::below;
  double bound = 0;
  double upper = 0;  ///< of `between`, whose ends belong to it
  double share = 1;  ///< of the numbers, for which it must hold at least

  bool holds(double x) const;
  /// < and >=, <= and >, between and outside.
  bool inverseHolds(double x) const;
};

/// Runs of one Spec, by name; each trains until its stop rule is met.
struct RunPlan {
  std::string name;
  Sweep sweep;
  bool everyStep = false;  ///< measured after every step, otherwise after each epoch
  bool trains = true;      ///< otherwise it ends where it starts
};

struct Claim {
  std::string id;
  std::string says;
  std::vector<RunPlan> runs;
  std::shared_ptr<const Measures> value;  ///< one expression
  Comparison comparison;
  bool isLong = false;  ///< takes more than some 5 s natively
};

/// A solution of a task, for the tests: only the one named "right" passes.
struct Try {
  std::string name;
  std::string specText;  ///< the task's Spec with what the try sets
  std::optional<double> answer;
};

/// One thing that a solution is judged by.
struct TaskPoint {
  std::string says;
  Comparison comparison;
};

struct LessonTask {
  std::string id;
  std::string asks;
  std::string spec;               ///< its name
  std::vector<std::string> vary;  ///< paths that may differ from it
  bool wantsAnswer = false;
  std::vector<RunPlan> runs;               ///< the reader's own first, named "yours"
  std::shared_ptr<const Measures> values;  ///< an expression for each point
  std::vector<TaskPoint> points;
  std::vector<Try> tries;
};

struct NamedSpec {
  std::string name, title, text;
};

struct Lesson {
  double number = 0;
  std::string title, summary;
  std::int64_t minutes = 0;
  std::vector<NamedSpec> specs;
  std::vector<Claim> claims;
  std::vector<LessonTask> tasks;

  const NamedSpec* spec(std::string_view name) const;
  const Claim* claim(std::string_view id) const;
  const LessonTask* task(std::string_view id) const;
};

/// Reads lesson.json and lists all that is wrong with it: codes are those of parseSpec, paths those
/// of the document, but that claims and tasks go by their ids: "claims.same-plane.value.ratio.0".
struct LessonText {
  Lesson lesson;
  std::vector<Error> problems;
};
LessonText readLesson(std::string_view text);

/// The lesson, or the first of its problems.
Result<Lesson> parseLesson(std::string_view text);

}  // namespace fallline
