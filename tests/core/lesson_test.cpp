// Every lesson: its document, the claims that are quick, and its tasks with their tries.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/lessons.h"

namespace fallline {
namespace {

using testing::claimsOf;
using testing::LessonCase;
using testing::LessonClaims;
using testing::lessonFolders;
using testing::problemOf;
using testing::triesOf;

std::string textOf(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

/// The names behind "::what" in a text, sorted.
std::vector<std::string> directives(const std::string& text, const std::string& what) {
  std::vector<std::string> names;
  std::istringstream lines(text);
  const std::string start = "::" + what + " ";
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(start)) continue;
    names.push_back(line.substr(start.size(), line.find_last_not_of(" \r") + 1 - start.size()));
  }
  std::ranges::sort(names);
  return names;
}

std::vector<std::string> idsOf(const auto& list) {
  std::vector<std::string> ids;
  for (const auto& entry : list) ids.push_back(entry.id);
  std::ranges::sort(ids);
  return ids;
}

class LessonFolders : public ::testing::TestWithParam<std::string> {};

TEST_P(LessonFolders, HasADocumentWithoutProblems) {
  const LessonText read = readLesson(textOf(GetParam() + "/lesson.json"));
  for (const Error& problem : read.problems) {
    ADD_FAILURE() << problem.path << ": " << problem.message;
  }
  // A lesson that only tests read may be smaller.
  if (GetParam().find("/web/lessons/") == std::string::npos) return;
  EXPECT_GE(read.lesson.claims.size(), 10u);
  EXPECT_GE(read.lesson.tasks.size(), 2u);
}

TEST_P(LessonFolders, HasEveryClaimAndTaskInItsTextOnce) {
  const std::string text = textOf(GetParam() + "/text.md");
  ASSERT_NE(text, "");
  const LessonText read = readLesson(textOf(GetParam() + "/lesson.json"));
  EXPECT_EQ(directives(text, "claim"), idsOf(read.lesson.claims));
  EXPECT_EQ(directives(text, "task"), idsOf(read.lesson.tasks));
  for (const std::string& name : directives(text, "experiment")) {
    EXPECT_NE(read.lesson.spec(name), nullptr) << name;
  }
}

std::string nameOfFolder(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = std::filesystem::path(info.param).filename().string();
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Lessons, LessonFolders, ::testing::ValuesIn(lessonFolders()),
                         nameOfFolder);

TEST_P(LessonClaims, HoldsAndItsInverseDoesNot) { holds(); }

INSTANTIATE_TEST_SUITE_P(Lessons, LessonClaims,
                         ::testing::ValuesIn(claimsOf(lessonFolders(), false)),
                         testing::nameOfCase);

class LessonTasks : public ::testing::TestWithParam<LessonCase> {};

TEST_P(LessonTasks, IsJudgedAsItShouldBe) {
  const auto opened = openLesson(GetParam().folder);
  ASSERT_TRUE(opened);
  const LessonTask* task = opened->lesson.task(GetParam().id);
  ASSERT_NE(task, nullptr);
  const auto attempt = std::ranges::find(task->tries, GetParam().attempt, &Try::name);
  EXPECT_EQ(problemOf(*opened, *task, *attempt), "") << task->asks;
}

INSTANTIATE_TEST_SUITE_P(Lessons, LessonTasks, ::testing::ValuesIn(triesOf(lessonFolders())),
                         testing::nameOfCase);

// --- what these tests themselves are worth
// --------------------------------------------------------

const std::string kFixture = FALL_LINE_TEST_DATA "/lessons/fixture";

TEST(Lesson, EveryClaimFailsWhenItIsInverted) {
  const auto opened = openLesson(kFixture);
  ASSERT_TRUE(opened);
  for (Claim claim : opened->lesson.claims) {
    using Kind = Comparison::Kind;
    Comparison& comparison = claim.comparison;
    switch (comparison.kind) {
      case Kind::below:
        comparison.kind = Kind::atLeast;
        break;
      case Kind::atMost:
        comparison.kind = Kind::above;
        break;
      case Kind::above:
        comparison.kind = Kind::atMost;
        break;
      case Kind::atLeast:
        comparison.kind = Kind::below;
        break;
      default:
        continue;  // "outside" cannot be written
    }
    EXPECT_NE(problemOf(claim, opened->sources), "") << claim.id;
  }
}

TEST(Lesson, AClaimThatItsInverseSatisfiesTooFails) {
  const auto opened = openLesson(kFixture);
  ASSERT_TRUE(opened);
  Claim claim = *opened->lesson.claim("status");
  // At one of two rates all runs diverge, at the other none does.
  claim.runs.front().sweep.axes = {{"optimizer.learningRate", {"0.1", "100"}}};
  claim.comparison.share = 0.6;
  EXPECT_TRUE(problemOf(claim, opened->sources).starts_with("it does not hold"));
  claim.comparison.share = 0.5;
  EXPECT_TRUE(problemOf(claim, opened->sources).starts_with("its inverse holds, too"));
}

TEST(Lesson, AFolderThatIsAddedIsTested) {
  std::string room = (std::filesystem::temp_directory_path() / "fall-line-XXXXXX").string();
  ASSERT_NE(mkdtemp(room.data()), nullptr);
  std::filesystem::create_directories(room + "/another-one");
  std::filesystem::copy(kFixture, room + "/another-one");
  // A program of its own lists its tests anew, as ctest does before it runs them.
  const std::string command = "FALL_LINE_LESSONS='" + room + "' '" +
                              std::filesystem::read_symlink("/proc/self/exe").string() +
                              "' --gtest_filter='*another_one*' >'" + room + "/out' 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0) << textOf(room + "/out");
  const std::string out = textOf(room + "/out");
  EXPECT_NE(out.find("LessonFolders.HasEveryClaimAndTaskInItsTextOnce/another_one"), out.npos);
  EXPECT_NE(out.find("/another_one_baseline_rank"), out.npos);
  EXPECT_NE(out.find("/another_one_diverges_near"), out.npos);

  std::string text = textOf(room + "/another-one/lesson.json");
  const std::size_t bound = text.find(R"("bound": [13, 13])");
  ASSERT_NE(bound, text.npos);
  text.replace(bound, 17, R"("bound": [14, 14])");
  std::ofstream(room + "/another-one/lesson.json", std::ios::binary) << text;
  EXPECT_NE(std::system(command.c_str()), 0);
  std::filesystem::remove_all(room);
}

}  // namespace
}  // namespace fallline
