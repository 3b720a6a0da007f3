// The lessons that there are: the folders of every room for lessons, as the tests find them.
#pragma once

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "lesson_training.h"

namespace fallline::testing {

/// A claim, or a task with one of its tries.
struct LessonCase {
  std::string folder;  ///< of the lesson
  std::string id;
  std::string attempt;  ///< "right", "near" or "wrong" of a task
  bool isLong = false;
};

inline void PrintTo(const LessonCase& entry, std::ostream* out) {
  *out << entry.id << ' ' << entry.attempt;
}

/// "fixture_same_line", "fixture_diverges_near": letters, digits and _, as names of tests have
/// them.
std::string testName(const LessonCase& entry);

/// Folders with a lesson.json in FALL_LINE_LESSONS, a list separated by colons: the environment's
/// or, without one, that of the build.
std::vector<std::string> lessonFolders();
/// The lessons there that can be read. Others are told by LessonFolders alone.
std::vector<LessonCase> claimsOf(const std::vector<std::string>& folders, bool isLong);
std::vector<LessonCase> triesOf(const std::vector<std::string>& folders);

/// What is wrong with a claim: it does not hold, or its inverse does; "" when nothing is.
std::string problemOf(const Claim& claim, const Sources& sources);
/// A try that is judged otherwise than its name says.
std::string problemOf(const OpenLesson& opened, const LessonTask& task, const Try& attempt);

/// One test for every claim that is long or is not.
class LessonClaims : public ::testing::TestWithParam<LessonCase> {
 protected:
  void holds();
};

inline std::string nameOfCase(const ::testing::TestParamInfo<LessonCase>& info) {
  return testName(info.param);
}

}  // namespace fallline::testing
