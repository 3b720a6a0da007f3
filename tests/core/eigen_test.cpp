// Eigen gives the same bits here as in WebAssembly. tests/golden/eigen.json is what the WebAssembly
// build of tests/wasm/eigen_probe.cpp prints; tests/wasm/eigen.test.ts holds that build to it.
#include "fallline/eigen.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "support/eigen_probe.h"

namespace fallline {
namespace {

nlohmann::json golden() {
  std::ifstream file(FALL_LINE_TEST_DATA "/golden/eigen.json");
  return nlohmann::json::parse(file);
}

class EigenBits : public testing::TestWithParam<int> {};

template <class S>
void expectGolden(const char* precision, int n) {
  const nlohmann::json expected = golden().at(precision).at(std::to_string(n));
  const auto actual = probe::run<S>(n);
  EXPECT_EQ(expected.size(), actual.size());
  for (const auto& [operation, hash] : actual) {
    EXPECT_EQ(expected.value(operation, "absent"), hash) << operation;
  }
}

TEST_P(EigenBits, DoubleIsAsInWebAssembly) { expectGolden<double>("float64", GetParam()); }

TEST_P(EigenBits, FloatIsAsInWebAssembly) { expectGolden<float>("float32", GetParam()); }

INSTANTIATE_TEST_SUITE_P(Sizes, EigenBits, testing::ValuesIn(probe::kSizes),
                         testing::PrintToStringParamName());

// The hash must see a single bit, or equal hashes would say nothing.
TEST(EigenProbe, HashSeesTheLastBit) {
  probe::Matrix<double> m = probe::Numbers(1).matrix<double>(5, 5);
  const std::string before = probe::hash(m);
  m(2, 3) = std::nextafter(m(2, 3), 1.0);
  EXPECT_NE(before, probe::hash(m));
}

TEST(EigenSettings, CacheSizesAreFixed) {
  EXPECT_EQ(Eigen::l1CacheSize(), 32 * 1024);
  EXPECT_EQ(Eigen::l2CacheSize(), 256 * 1024);
  EXPECT_EQ(Eigen::l3CacheSize(), 2 * 1024 * 1024);
  EXPECT_TRUE(detail::kCacheSizesFixed);
}

}  // namespace
}  // namespace fallline
