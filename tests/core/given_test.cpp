#include "fallline/datasets/given.h"

#include <limits>

#include "fallline/datasets/blank.h"
#include "support/dataset_checks.h"

namespace fallline {
namespace {

Result<Dataset> hand(Dataset data) {
  return Given{}.make(
      Sources{.files = {}, .given = std::make_shared<const Dataset>(std::move(data))}, Random(1));
}

Error errorOf(Dataset data) {
  const Result<Dataset> result = hand(std::move(data));
  if (!result) return result.error();
  ADD_FAILURE() << "no error";
  return {};
}

TEST(GivenTest, HandsOverWhatWasGiven) {
  Dataset data = blankRegression(2, 3);
  data.inputs.values << 1, 2, 3, 4, 5, 6;
  data.targets << 7, 8, 9;
  const Result<Dataset> result = hand(data);
  ASSERT_TRUE(result.ok());
  test::expectSound(*result, 2, 3);
  EXPECT_EQ(test::hashOf(*result), test::hashOf(data));
}

TEST(GivenTest, HandsOverImages) {
  Dataset data = blankClasses(1, 2, {"a", "b"});
  data.inputs.values.resize(0, 0);
  data.inputs.height = data.inputs.width = 2;
  data.inputs.channels = 1;
  const std::vector<std::uint8_t> bytes{1, 2, 3, 4, 5, 6, 7, 8};
  data.inputs.blocks = {{std::make_shared<const std::vector<std::uint8_t>>(bytes), 0, 2}};
  const Result<Dataset> result = hand(data);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->inputs.image(1)[0], 5);
}

TEST(GivenTest, SaysThatNothingCame) {
  const Result<Dataset> result = Given{}.make(Sources{}, Random(1));
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, "missing-data");
  EXPECT_EQ(result.error().path, "data.source");
  EXPECT_EQ(errorOf(Dataset{}).code, "missing-data");
}

TEST(GivenTest, RefusesShapesThatDoNotFit) {
  Dataset fewer = blankRegression(2, 3);
  fewer.targets.resize(1, 2);
  EXPECT_EQ(errorOf(fewer).code, "wrong-shape");
  EXPECT_EQ(errorOf(fewer).path, "data.targets");

  Dataset unnamed = blankRegression(2, 3);
  unnamed.task.names = {"y1", "y2"};
  EXPECT_EQ(errorOf(unnamed).code, "wrong-shape");

  Dataset late = blankRegression(2, 3);
  late.testFrom = 4;
  EXPECT_EQ(errorOf(late).code, "wrong-shape");
}

TEST(GivenTest, RefusesValuesThatDoNotFit) {
  Dataset input = blankRegression(2, 3);
  input.inputs.values(1, 2) = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(errorOf(input).code, "not-finite");
  EXPECT_EQ(errorOf(input).path, "data.inputs[2]");

  Dataset target = blankRegression(2, 3);
  target.targets(0, 1) = std::numeric_limits<double>::infinity();
  EXPECT_EQ(errorOf(target).path, "data.targets[1]");

  for (const double bad : {-1.0, 0.5, 2.0}) {
    Dataset classes = blankClasses(2, 3, {"a", "b"});
    classes.targets(0, 1) = bad;
    EXPECT_EQ(errorOf(classes).code, "out-of-range") << bad;
    EXPECT_EQ(errorOf(classes).path, "data.targets[1]");

    Dataset labels = blankRegression(2, 3);
    labels.task.kind = Task::Kind::labels;
    labels.targets(0, 1) = bad;
    EXPECT_EQ(errorOf(labels).code, "out-of-range") << bad;
  }
}

}  // namespace
}  // namespace fallline
