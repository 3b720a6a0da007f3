#include "fallline/grid.h"

#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "fallline/spec.h"

namespace fallline {
namespace {

std::unique_ptr<Session> sessionOf(const std::string& source, const std::string& output = "") {
  const auto spec = parseSpec(R"({"data": {"source": ")" + source + R"(", "samples": 60})" +
                              output + R"(, "precision": "float64"})");
  EXPECT_TRUE(spec.ok());
  auto session = Session::create(*spec);
  EXPECT_TRUE(session.ok());
  return std::move(*session);
}

TEST(Grid, IsThePredictionAtItsPointsRowByRow) {
  const auto session = sessionOf("franke");
  const auto planes = predictGrid(*session, {0, 1}, {-1, 2}, 3, 2);
  ASSERT_TRUE(planes.ok());
  EXPECT_EQ(planes->outputs, 1);
  const std::vector<double> points{0, -1, 0.5, -1, 1, -1, 0, 2, 0.5, 2, 1, 2};
  const auto expected = session->predict(points);
  ASSERT_TRUE(expected.ok());
  ASSERT_EQ(planes->values.size(), 6u);
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(planes->values[i], float((*expected)[i])) << i;
}

TEST(Grid, HasOnePlanePerOutput) {
  const auto session =
      sessionOf("spiral", R"(, "network": {"layers": [{"units": 2, "activation": "softmax"}]})");
  const auto planes = predictGrid(*session, {-1, 1}, {-1, 1}, 5, 4);
  ASSERT_TRUE(planes.ok());
  EXPECT_EQ(planes->outputs, 2);
  ASSERT_EQ(planes->values.size(), 40u);
  bool differ = false;
  for (std::size_t i = 0; i < 20; ++i) {  // the two shares of a softmax make a whole
    EXPECT_NEAR(planes->values[i] + planes->values[20 + i], 1, 1e-6);
    differ = differ || planes->values[i] != planes->values[0];
  }
  EXPECT_TRUE(differ);
}

TEST(Grid, IsTheSameHoweverManyPointsArePredictedAtOnce) {
  const auto session = sessionOf("franke");
  const auto large = predictGrid(*session, {0, 1}, {0, 1}, 101, 101);  // more than one chunk
  ASSERT_TRUE(large.ok());
  const auto row = predictGrid(*session, {0, 1}, {1, 1}, 101, 1);  // its last row
  ASSERT_TRUE(row.ok());
  for (std::size_t i = 0; i < 101; ++i) EXPECT_EQ(large->values[100 * 101 + i], row->values[i]);
}

TEST(Curve, IsThePredictionAlongItsOnlyInput) {
  const auto session = sessionOf("sine");
  const auto planes = predictCurve(*session, {-3, 3}, 4);
  ASSERT_TRUE(planes.ok());
  const auto expected = session->predict(std::vector<double>{-3, -1, 1, 3});
  ASSERT_TRUE(expected.ok());
  ASSERT_EQ(planes->values.size(), 4u);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(planes->values[i], (*expected)[i], 1e-6) << i;
  EXPECT_EQ(planes->values[3], float((*expected)[3]));  // the end is met to the bit
}

TEST(Grid, RefusesOtherInputsAndOddAxes) {
  const auto franke = sessionOf("franke");
  const auto sine = sessionOf("sine");
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(predictGrid(*sine, {0, 1}, {0, 1}, 2, 2).error().code, "wrong-shape");
  EXPECT_EQ(predictCurve(*franke, {0, 1}, 2).error().code, "wrong-shape");
  EXPECT_EQ(predictGrid(*franke, {0, infinity}, {0, 1}, 2, 2).error().path, "x");
  EXPECT_EQ(predictGrid(*franke, {0, 1}, {1, 0}, 2, 2).error().path, "y");
  EXPECT_EQ(predictGrid(*franke, {0, 1}, {0, 1}, 0, 2).error().code, "out-of-range");
  EXPECT_EQ(predictGrid(*franke, {0, 1}, {0, 1}, 2, 1025).error().code, "out-of-range");
  EXPECT_EQ(predictCurve(*sine, {0, 1}, 65'537).error().code, "out-of-range");
}

TEST(UnitGrid, IsTheActivationOfEveryUnitAtItsPoints) {
  const auto session = sessionOf("franke");
  const auto planes = unitGrid(*session, {0, 1}, {-1, 2}, 3, 2);
  ASSERT_TRUE(planes.ok());
  EXPECT_EQ(planes->outputs, 9);  // the default: 8 hidden units and the output
  const std::vector<double> points{0, -1, 0.5, -1, 1, -1, 0, 2, 0.5, 2, 1, 2};
  const auto expected = session->activations(points);
  ASSERT_TRUE(expected.ok());
  for (std::size_t unit = 0; unit < 9; ++unit) {
    for (std::size_t p = 0; p < 6; ++p) {
      EXPECT_EQ(planes->values[unit * 6 + p], float((*expected)[p * 9 + unit]));
    }
  }
  const auto outputs = predictGrid(*session, {0, 1}, {-1, 2}, 3, 2);
  EXPECT_EQ(std::vector<float>(planes->values.end() - 6, planes->values.end()), outputs->values);
}

TEST(UnitCurve, IsTheSameAlongTheOnlyInput) {
  const auto session = sessionOf("sine");
  const auto planes = unitCurve(*session, {-1, 1}, 5000);  // more than one chunk
  ASSERT_TRUE(planes.ok());
  EXPECT_EQ(planes->outputs, 9);
  const auto last = session->activations(std::vector<double>{1});
  for (std::size_t unit = 0; unit < 9; ++unit) {
    EXPECT_EQ(planes->values[unit * 5000 + 4999], float((*last)[unit]));
  }
}

TEST(UnitGrid, RefusesWhatIsTooLargeOrDoesNotFit) {
  const auto session = sessionOf("franke");
  EXPECT_EQ(unitGrid(*session, {0, 1}, {0, 1}, 1024, 1024).error().code, "out-of-range");
  EXPECT_EQ(unitGrid(*session, {0, 1}, {0, 1}, 1025, 1).error().path, "x");
  EXPECT_EQ(unitCurve(*session, {0, 1}, 4).error().code, "wrong-shape");
}

}  // namespace
}  // namespace fallline
