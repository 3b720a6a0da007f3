// Lessons from their folders, and training what they are about.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fallline/claim.h"
#include "fallline/dataset.h"
#include "fallline/lesson.h"
#include "fallline/result.h"

namespace fallline {

struct OpenLesson {
  Lesson lesson;
  Sources sources;  ///< the files that its Specs name, from its folder
};

/// A lesson's folder, or its lesson.json; every problem goes to standard error.
std::optional<OpenLesson> openLesson(const std::filesystem::path& folder);

/// Trains all runs, on as many threads as there are cores; what comes of them does not depend on
/// that. The first Error.
std::optional<Error> trainAll(RunSet& runs);

/// What came of a solution of a task.
struct Solution {
  std::vector<std::string> changed;  ///< paths that may not differ
  std::vector<Judged> points;
  std::string fingerprint;
  bool passed = false;
  double seconds = 0;
};
Result<Solution> solve(const OpenLesson& opened, const LessonTask& task,
                       const std::string& specText, std::optional<double> answer);

}  // namespace fallline
