#include "fallline/datasets/points.h"

#include <limits>

#include "support/dataset_checks.h"

namespace fallline {
namespace {

Error errorOf(const PointList& list) {
  const Result<Dataset> result = list.make(Sources{}, Random(1));
  if (!result) return result.error();
  ADD_FAILURE() << "no error";
  return {};
}

TEST(PointListTest, RowsAreInputsAndThenTheTarget) {
  const Dataset data = test::made(PointList{.points = {{1, 2, 3.5}, {4, 5, -6}}});
  test::expectSound(data, 2, 2);
  EXPECT_EQ(data.task.kind, Task::Kind::regression);
  EXPECT_EQ(data.inputNames, (std::vector<std::string>{"x1", "x2"}));
  EXPECT_EQ(data.inputs.values(0, 1), 4);
  EXPECT_EQ(data.inputs.values(1, 0), 2);
  EXPECT_EQ(data.targets(0, 0), 3.5);
  EXPECT_EQ(data.targets(0, 1), -6);
}

TEST(PointListTest, ClassesAreNamedUpToTheHighest) {
  const Dataset data = test::made(PointList{.points = {{1, 0}, {2, 2}}, .task = "classes"});
  test::expectSound(data, 1, 2);
  EXPECT_EQ(data.task.names, (std::vector<std::string>{"0", "1", "2"}));
  EXPECT_EQ(data.targets(0, 1), 2);
}

TEST(PointListTest, RefusesRowsThatDoNotFit) {
  EXPECT_EQ(errorOf({}).code, "missing-data");
  EXPECT_EQ(errorOf({}).path, "data.points");

  const Error ragged = errorOf({.points = {{1, 2}, {1, 2}, {1, 2, 3}}});
  EXPECT_EQ(ragged.code, "wrong-shape");
  EXPECT_EQ(ragged.path, "data.points[2]");

  const Error empty = errorOf({.points = {{}, {1, 2}}});
  EXPECT_EQ(empty.code, "missing-data");
  EXPECT_EQ(empty.path, "data.points[0]");

  EXPECT_EQ(errorOf({.points = {{1}}}).code, "missing-data");
}

TEST(PointListTest, RefusesWhatIsNotFinite) {
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    const Error input = errorOf({.points = {{1, 2}, {bad, 2}}});
    EXPECT_EQ(input.code, "not-finite");
    EXPECT_EQ(input.path, "data.points[1]");
    EXPECT_EQ(errorOf({.points = {{1, bad}, {1, 2}}}).path, "data.points[0]");
  }
}

TEST(PointListTest, RefusesWhatIsNoClass) {
  for (const double bad : {-1.0, 0.5, 100.0, 1e300}) {
    const Error error = errorOf({.points = {{1, 0}, {2, bad}}, .task = "classes"});
    EXPECT_EQ(error.code, "out-of-range") << bad;
    EXPECT_EQ(error.path, "data.points[1]");
  }
}

TEST(PointListTest, RefusesOneClassOnly) {
  const Error error = errorOf({.points = {{1, 3}, {2, 3}}, .task = "classes"});
  EXPECT_EQ(error.code, "one-class");
  EXPECT_EQ(error.path, "data.points");
}

}  // namespace
}  // namespace fallline
