#include "fallline/datasets/franke.h"

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "fallline/datasets.h"
#include "support/dataset_checks.h"

namespace fallline {
namespace {

using test::made;

nlohmann::json readReference(const std::string& file) {
  const char* folder = std::getenv("FALL_LINE_REFERENCE");
  const std::string path = folder ? folder : FALL_LINE_TEST_DATA "/reference";
  std::ifstream in(path + "/" + file);
  return nlohmann::json::parse(in);
}

TEST(FrankeTest, ReferenceValues) {
  const nlohmann::json franke = readReference("metrics.json").at("franke");
  const auto x = franke.at("x").get<std::vector<double>>();
  const auto y = franke.at("y").get<std::vector<double>>();
  const auto value = franke.at("value").get<std::vector<double>>();
  ASSERT_FALSE(x.empty());
  for (std::size_t i = 0; i < x.size(); ++i) {
    EXPECT_NEAR(Franke::value(x[i], y[i]), value[i], 1e-12) << i;
  }
}

TEST(FrankeTest, IsSeededAndOnTheUnitSquare) {
  test::expectSeeded(Franke{}, 2);
  test::expectPrefix(Franke{}, 30, 100);
  const Dataset data = made(Franke{});
  test::expectSound(data, 2, 1000);
  EXPECT_GE(data.inputs.values.minCoeff(), 0);
  EXPECT_LT(data.inputs.values.maxCoeff(), 1);
}

TEST(FrankeTest, NoiseIsAddedWithoutRedrawingThePoints) {
  const Dataset clean = made(Franke{.noise = 0});
  const Dataset little = made(Franke{.noise = 0.1});
  const Dataset much = made(Franke{.noise = 0.4});
  EXPECT_EQ(clean.inputs.values, much.inputs.values);
  for (Index i = 0; i < clean.targets.cols(); ++i) {
    EXPECT_EQ(clean.targets(0, i),
              Franke::value(clean.inputs.values(0, i), clean.inputs.values(1, i)));
    EXPECT_NEAR(4 * (little.targets(0, i) - clean.targets(0, i)),
                much.targets(0, i) - clean.targets(0, i), 1e-14);
  }
}

TEST(FrankeTest, NoiseHasTheStatedDeviation) {
  const Dataset data = made(Franke{.samples = 20000, .noise = 0.2});
  double squares = 0;
  for (Index i = 0; i < data.targets.cols(); ++i) {
    const double error =
        data.targets(0, i) - Franke::value(data.inputs.values(0, i), data.inputs.values(1, i));
    squares += error * error;
  }
  // The mean of 20000 squares has a standard error of 1 %: four of them.
  EXPECT_NEAR(squares / 20000, 0.04, 0.0016);
}

TEST(FrankeTest, TellsTheVarianceOfItsNoise) {
  EXPECT_DOUBLE_EQ(*noiseVariance(DataSource(Franke{})), 0.04);
  EXPECT_FALSE(noiseVariance(DataSource(Circle{})));
}

}  // namespace
}  // namespace fallline
